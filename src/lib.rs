//! truegreen proves that a green CI run means what it says.
//!
//! Data flows one way. Each room imports only what stands below it; `CONTRIBUTING.md` has the picture, and
//! `tests/it/boundaries` holds it:
//!
//! - [`cli`] has the words that start the program, [`app`] is the only room that knows all stages;
//! - [`publish`] writes a judgement as text, one file a surface;
//! - [`init`] drafts a policy for a repository that has none; [`prove`] changes the repository in memory, one
//!   change at a time, and asks whether the policy catches it;
//! - [`verdict`] hears each rule once and weighs what it says as often as needed;
//! - [`rules`] are one pure function each, with its document beside it;
//! - [`case`](mod@case) is all that a rule sees: facts, change, policy;
//! - [`drift`] compares base and head;
//! - [`facts`] are one commit understood, and what its run left: workflows, commands, jobs, reports, and the path
//!   of each failure to a check;
//! - [`catalog`] is what is known of tools, as data;
//! - [`policy`] is what must be, read from the base of a change;
//! - [`formats`] turns bytes into values in which every scalar knows its place. Pure and total: a value and the
//!   problems;
//! - [`inputs`] (edge) reads files, git, the environment and the API, and nothing else does; [`github`] (edge) is
//!   the one client of GitHub's API, for reads and for writes.
//!
//! [`span`] has positions, [`run`] says which run is judged, [`finding`] what a rule says, [`text`] makes hostile
//! text harmless.

pub mod app;
pub mod case;
pub mod catalog;
pub mod cli;
pub mod drift;
pub mod facts;
pub mod finding;
pub mod formats;
pub mod github;
pub mod init;
pub mod inputs;
pub mod policy;
pub mod prove;
pub mod publish;
pub mod rules;
pub mod run;
pub mod span;
pub mod text;
pub mod verdict;

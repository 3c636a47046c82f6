//! truegreen proves that a green CI run means what it says.
//!
//! Data flows one way, through the modules in this order:
//!
//! - [`inputs`] (edge) reads files, the base commit and the environment, and nothing else does;
//!   [`github`] (edge) is the one client of GitHub's API, for reads and for writes;
//! - [`formats`] turns bytes into documents in which every scalar knows its place: workflows, JUnit,
//!   coverage, shell, settings. Pure and total: a value and the problems;
//! - [`facts`] is what a rule may look at: jobs and their legs, commands, test and coverage counts;
//! - [`policy`] is what the team promises, read from the base of a change;
//! - [`rules`] hold the promises: one pure function each, with its document beside it;
//! - [`finding`] and [`verdict`] turn what the rules say, and the waivers, into one judgement;
//! - [`prove`] spoils the repository in memory, way by way, and asks the verdict whether it sees it;
//! - [`publish`] writes the judgement down, one file a surface;
//! - [`init`] drafts a policy for a repository that has none, from facts and a judgement;
//! - [`app`] is the only place that knows all stages, [`cli`] the words that start it.
//!
//! [`span`] has positions, [`run`] says which run is judged, [`text`] hostile text made harmless, [`exit`] the exit codes.

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

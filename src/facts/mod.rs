//! Facts: one commit understood, and what its run left. Owned, sorted, each with its place; what could not be
//! read is a fact too. Pure: made in [`understand`](mod@understand) from what `inputs` gathered and `formats` read.
//! Comparing two commits is [`crate::drift`]'s.

pub mod commands;
pub mod commit;
pub mod documents;
pub mod evidence;
pub mod inline_waivers;
pub mod jobs;
pub mod path;
pub mod readable;
pub mod run_context;
pub mod settings_file;
pub mod store;
pub mod understand;
pub mod workflow;

pub use self::commands::fact::CommandFact;
pub use self::documents::DocumentFact;
pub use self::evidence::coverage::{CoverageFact, CoverageQuery};
pub use self::evidence::suites::SuiteFact;
pub use self::settings_file::SettingsFact;

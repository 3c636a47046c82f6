//! The policy: what the team promises, valid by construction.
//!
//! The file is read in two steps, as two types: [`raw`] is what is written, every value with its
//! span; [`Policy`] is what the rules may rely on. All problems of a file are reported at once, and
//! a policy with any problem is not used. Without a file all defaults apply. Pure: `inputs` reads
//! the text.

pub mod command;
pub mod contract;
mod elsewhere;
pub mod expectation;
pub mod flags;
pub mod inline;
pub mod paths;
pub mod pattern;
pub mod raw;
pub mod tier;
pub mod valid;
pub mod waiver;

pub use self::command::CommandPattern;
pub use self::contract::{
    Access, Advisory, Approvals, Extends, JobTerms, MatrixSelection, Pinned, SettingTerms,
    SettingsContract, TriggerTerms, WorkflowTerms,
};
pub use self::expectation::{Actual, Expectation, ExpectationComparison, Miss, Term};
pub use self::flags::{FlagError, Flags, with_flags};
pub use self::pattern::Pattern;
pub use self::tier::{ArtifactContract, EntryElsewhere, EvidenceKey, EvidenceTier};
pub use self::valid::{
    CheckContract, Context, CoverageContract, FileContract, JobContract, Origin, PathFloor, Policy,
    PolicySource, Rounding, SkipAllowed, SkipContract, TestSuite, WaitLimit, WorkflowContract,
    added_waivers,
};
pub use self::waiver::{InlinePlace, Waiver, WaiverUse};

/// Path of the policy in a repository.
pub const PATH: &str = ".github/truegreen.yml";

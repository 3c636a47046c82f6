//! Everything that a judgement needs, from whichever side it came.

use jiff::civil::Date;

use crate::app::request::CheckOptions;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::run_context::RunContext;
use crate::inputs::base::BaseFiles;
use crate::inputs::remote::Remote;
use crate::inputs::tree::Tree;
use crate::inputs::workspace::Workspace;
use crate::run::JudgedRun;

/// Everything that a judgement needs, from whichever side it came.
pub(super) struct JudgeInputs<'a> {
    pub(super) asked: &'a CheckOptions,
    pub(super) workspace: &'a Workspace,
    pub(super) tree: &'a Tree<'a>,
    /// What it is judged against, where it is; or why it cannot be read: everything is still judged
    /// then, and none of it can pass.
    pub(super) base: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// Where the change left that base, if it is not the base itself.
    pub(super) fork: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// Whose policy counts where it is not the base's, or why that cannot be told.
    pub(super) ruler: Option<Result<Box<dyn BaseFiles + 'a>, String>>,
    pub(super) place: RunContext,
    pub(super) head: Option<String>,
    pub(super) run: Option<JudgedRun>,
    pub(super) jobs: Option<RunJobsFact>,
    /// The repository behind the API, for what only the policy asks for.
    pub(super) remote: Option<Remote<'a>>,
    /// The event of the run is known to be no push.
    pub(super) is_no_push: bool,
    pub(super) today: Date,
}

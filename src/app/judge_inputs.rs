//! Everything that a judgement needs, at a terminal or in a run.

use jiff::civil::Date;

use crate::app::approval::Merged;
use crate::app::patience::Patience;
use crate::app::request::CheckOptions;
use crate::facts::evidence::commit_checks::CommitSituation;
use crate::facts::evidence::run::RunJobsFact;
use crate::facts::run_context::RunContext;
use crate::formats::github::skip_words::MergeMessage;
use crate::github::ApiFault;
use crate::inputs::BranchState;
use crate::inputs::base::BaseFiles;
use crate::inputs::remote::Remote;
use crate::inputs::tree::Tree;
use crate::inputs::workspace::Workspace;
use crate::publish::judgement::SeenRuns;
use crate::run::JudgedRun;

/// Everything that a judgement needs, at a terminal or in a run.
pub(super) struct JudgeInputs<'a> {
    pub(super) asked: &'a CheckOptions,
    pub(super) workspace: &'a Workspace,
    pub(super) tree: &'a Tree<'a>,
    /// The commit to compare with, if there is one; or why it cannot be read: then everything is
    /// still judged, and nothing can pass.
    pub(super) base: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// The commit at which the change left that base, if it is another one.
    pub(super) fork: Result<Option<Box<dyn BaseFiles + 'a>>, String>,
    /// The commit whose policy counts instead of the base's, or why it is unknown.
    pub(super) ruler: Option<Result<Box<dyn BaseFiles + 'a>, String>>,
    /// Whether the policy of the head counts where that commit has none: on a change, which
    /// somebody reviews.
    pub(super) may_adopt: bool,
    pub(super) place: RunContext,
    pub(super) head: Option<String>,
    pub(super) run: Option<JudgedRun>,
    pub(super) jobs: Option<RunJobsFact>,
    /// What the run is about on its commit, and how to wait for other runs there.
    pub(super) commit: Option<CommitRequest<'a>>,
    /// The red verdicts that stand on the commit, and that a pass of this run does not lift.
    pub(super) held: Option<HeldBack>,
    /// The repository behind the API, for requests that only some policies need.
    pub(super) remote: Option<Remote<'a>>,
    /// What the commit merges into the branch, where the run is about no pull request itself.
    pub(super) merges: Merged,
    /// Whether the event of the run is known to be no push.
    pub(super) is_no_push: bool,
    pub(super) today: Date,
}

/// What the run is about on its commit, and how to wait for other runs there.
pub struct CommitRequest<'a> {
    pub(super) situation: CommitSituation,
    /// The texts that become the message of the merge, on a change.
    pub(super) message: Option<MergeMessage>,
    /// The branch that the change is to go to, if it was asked for already.
    pub(super) target: Option<Result<BranchState, ApiFault>>,
    /// Path of the gate's own workflow, and id of its job.
    pub(super) gate: (Option<String>, Option<String>),
    pub(super) patience: &'a dyn Patience,
}

/// The red verdicts that stand on a commit and that a pass does not lift, in words.
#[derive(Clone, Debug, Default)]
pub struct HeldBack {
    /// By a run that did everything that an earlier run of its event did.
    pub(super) of_complete: Option<String>,
    /// By a run that skipped something.
    pub(super) of_partial: Option<String>,
}

impl HeldBack {
    /// Returns the words for what a run did.
    pub(super) fn by(&self, seen: &SeenRuns) -> Option<String> {
        let held = if seen.is_complete { &self.of_complete } else { &self.of_partial };
        held.clone()
    }
}

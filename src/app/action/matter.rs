//! What the verdicts of a run are about: which commit, which base speaks for it, and whose policy
//! counts.
//!
//! A base branch speaks, which means that it gives policy and comparison, if it is the default branch, or
//! if it is protected and the policy of the default branch allows it. For any other base, which an
//! author may have pushed, the default branch speaks. So nobody who starts a run chooses by what it
//! is judged. Each verdict belongs to the commit and to the branch that speaks.

use std::cell::OnceCell;

use super::ancestry::{common, contains, left, pushed_over};
use crate::app::approval::Merged;
use crate::app::judged_tree;
use crate::app::policy_source;
use crate::app::request::CheckOptions;
use crate::facts::evidence::commit_checks::CommitSituation;
use crate::formats::github::event::{Event, EventAbout, EventGroup, EventPullRequest};
use crate::formats::github::skip_words::MergeMessage;
use crate::github::ApiFault;
use crate::inputs::{BranchState, Remote, RemoteBase, Runner, Workspace};
use crate::run::{RunAttempt, VerdictKey};

/// Most protected branches that are asked whether they contain a commit.
const MOST_BRANCHES: usize = 5;

/// What one verdict is about.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    /// The commit that is judged.
    pub(super) head: String,
    /// The pull request, open or closed.
    pub(super) pull: Option<EventPullRequest>,
    /// What the commit is there for, which decides what must have started on it.
    pub(super) situation: CommitSituation,
    /// The verdict that this one is written to; `None` where none is written.
    pub(super) key: Option<VerdictKey>,
    /// The commit to compare with; `None` if there is nothing to compare with.
    pub(super) base: Result<Option<String>, String>,
    /// The commit of the branch that speaks, as the verdict names it; the commit to compare with may
    /// be older.
    pub(super) spoke: Option<String>,
    /// Whether that commit is the tip of its branch, so that no verdict has a newer one.
    pub(super) base_is_tip: bool,
    /// The commit at which the head left that base, if the head's tree is no merge with it.
    pub(super) fork: Result<Option<String>, String>,
    /// The commit whose policy counts.
    pub(super) ruler: Result<String, String>,
    /// What the commit merges into the branch, for whose drift an approval may speak.
    pub(super) merges: Merged,
    /// The texts that become the message of the merge.
    pub(super) message: Option<MergeMessage>,
    /// The branch that the change is to go to.
    pub(super) target: Option<Result<BranchState, ApiFault>>,
    /// The run whose jobs are judged.
    pub(super) judged: RunAttempt,
    /// Path of the workflow of that run, if it is known.
    pub(super) workflow: Option<String>,
}

/// What the verdicts of a run are about.
pub(super) enum Matters {
    /// One verdict for each.
    Judged(Vec<Matter>),
    /// Nothing that a merge waits for, and why.
    Nothing(String),
}

/// Who gives policy and comparison.
struct Voice {
    key: VerdictKey,
    /// The tip of the branch that speaks.
    tip: String,
    /// Whether that is the branch that was asked about.
    is_its_own: bool,
}

/// Finds the matters of a run.
pub(super) struct MatterFinder<'a> {
    remote: Option<Remote<'a>>,
    runner: &'a Runner,
    event: &'a Event,
    workspace: &'a Workspace,
    asked: &'a CheckOptions,
    /// The name and the state of the default branch, once they were asked for.
    default: OnceCell<Result<(String, BranchState), String>>,
}

impl<'a> MatterFinder<'a> {
    pub(super) const fn new(
        remote: Option<Remote<'a>>,
        runner: &'a Runner,
        event: &'a Event,
        workspace: &'a Workspace,
        asked: &'a CheckOptions,
    ) -> Self {
        Self { remote, runner, event, workspace, asked, default: OnceCell::new() }
    }

    /// Finds them.
    pub(super) fn find(&self) -> Matters {
        let Some(remote) = self.remote else {
            return self.unread(&judged_tree::no_token("the base"));
        };
        let head = self.event.head.clone().unwrap_or_else(|| self.runner.sha.clone());
        let one = |matter: Matter| Matters::Judged(vec![matter]);
        match &self.event.about {
            EventAbout::PullRequest { pull, merges } => {
                one(self.change(remote, pull.clone(), *merges))
            }
            EventAbout::Numbered(number) => match remote.pull_request(*number) {
                Ok(pull) => one(self.change(remote, pull, false)),
                Err(fault) => self.unread(&format!("the pull request cannot be read: {fault}")),
            },
            EventAbout::MergeGroup(group) => one(self.group(remote, &head, group)),
            EventAbout::Push { branch: Some(branch), before: Some(before) } => {
                match self.pushed(remote, &head, branch, Some(before)) {
                    Ok(Some(matter)) => one(matter),
                    Ok(None) => one(self.other(remote, &head)),
                    Err(why) => self.unread(&why),
                }
            }
            EventAbout::Push { .. } | EventAbout::Other => one(self.other(remote, &head)),
            EventAbout::Followed(followed) => self.followed(remote, &head, followed),
        }
    }

    /// Returns the matter of which nothing could be read: no verdict on it passes.
    pub(super) fn unread(&self, why: &str) -> Matters {
        let pull = match &self.event.about {
            EventAbout::PullRequest { pull, .. } => Some(pull.clone()),
            _ => None,
        };
        let head = self.event.head.clone().unwrap_or_else(|| self.runner.sha.clone());
        Matters::Judged(vec![Matter {
            base: Err(why.to_owned()),
            ruler: Err(why.to_owned()),
            key: Some(self.key(None)),
            ..self.bare(&head, pull)
        }])
    }

    /// Returns a matter of the run's event, without base, policy and key.
    fn bare(&self, head: &str, pull: Option<EventPullRequest>) -> Matter {
        let followed = match &self.event.about {
            EventAbout::Followed(followed) => Some(followed),
            _ => None,
        };
        let base = pull.as_ref().map(|pull| pull.base_branch.clone());
        let situation = match &self.event.about {
            EventAbout::MergeGroup(group) => {
                CommitSituation::MergeGroup(Some(group.branch.clone()))
            }
            EventAbout::PullRequest { .. } | EventAbout::Numbered(_) => {
                CommitSituation::PullRequest(base)
            }
            EventAbout::Push { branch: Some(branch), .. } => CommitSituation::Push(branch.clone()),
            _ if pull.is_some() => CommitSituation::PullRequest(base),
            _ => CommitSituation::Other(self.runner.event.clone()),
        };
        let message = pull.as_ref().and_then(|pull| pull.message);
        let judged = followed.map(|run| RunAttempt { run: run.run, number: run.attempt });
        Matter {
            head: head.to_owned(),
            pull,
            situation,
            message,
            key: None,
            base: Ok(None),
            spoke: None,
            base_is_tip: false,
            fork: Ok(None),
            ruler: Err(judged_tree::no_token("the policy of the default branch")),
            merges: Merged::Unknown,
            target: None,
            judged: judged.unwrap_or(self.runner.attempt),
            workflow: match followed {
                Some(followed) => followed.workflow.clone(),
                None => self.runner.workflow.clone(),
            },
        }
    }

    /// Returns the key of a branch; that of the default branch where none is given.
    fn key(&self, branch: Option<&str>) -> VerdictKey {
        let default = match self.default.get() {
            Some(Ok((name, _))) => Some(name.as_str()),
            _ => self.event.default_branch.as_deref(),
        };
        let name = branch.or(default).unwrap_or(VerdictKey::UNKNOWN);
        VerdictKey { branch: name.to_owned(), is_default: branch.is_none() || default == branch }
    }

    fn default_branch(&self, remote: Remote<'_>) -> Result<&(String, BranchState), String> {
        let read = || {
            let unread = |fault: ApiFault| {
                let help = permission(&fault, "contents: read");
                format!(
                    "the default branch, whose policy counts here, cannot be read: {fault}{help}"
                )
            };
            let name = match &self.event.default_branch {
                Some(name) => name.clone(),
                None => remote.default_branch().map_err(unread)?,
            };
            let state = remote.branch(&name).map_err(unread)?;
            Ok((name, state))
        };
        self.default.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Returns who speaks for a base branch, and its state where it was asked for.
    fn voice(
        &self,
        remote: Remote<'_>,
        branch: &str,
    ) -> Result<(Voice, Option<BranchState>), String> {
        let is_default = |name: &str| name == branch;
        if self.event.default_branch.as_deref().is_some_and(is_default) {
            let (_, state) = self.default_branch(remote)?;
            return Ok((self.speaks(branch, state), Some(state.clone())));
        }
        let state = match remote.branch(branch) {
            Ok(state) => Some(state),
            // A base that is gone says nothing any more.
            Err(ApiFault::NotFound) => None,
            Err(fault) => return Err(format!("the branch `{branch}` cannot be read: {fault}")),
        };
        let (name, default) = self.default_branch(remote)?;
        let may_speak = match &state {
            _ if is_default(name) => true,
            Some(state) => state.is_protected && self.allows(remote, &default.tip, branch)?,
            None => false,
        };
        let voice = match state.as_ref().filter(|_| may_speak) {
            Some(state) => self.speaks(branch, state),
            None => Voice { key: self.key(None), tip: default.tip.clone(), is_its_own: false },
        };
        Ok((voice, state))
    }

    fn speaks(&self, branch: &str, state: &BranchState) -> Voice {
        Voice { key: self.key(Some(branch)), tip: state.tip.clone(), is_its_own: true }
    }

    /// Returns whether the policy of the default branch lets a branch speak.
    fn allows(&self, remote: Remote<'_>, tip: &str, branch: &str) -> Result<bool, String> {
        let tip = RemoteBase::new(remote, tip.to_owned());
        let promise = policy_source::of_ruler(self.asked, self.workspace, &tip)
            .map_err(|error| format!("the policy of the default branch cannot be read: {error}"))?;
        let allowed = promise.policy.context.base;
        Ok(allowed.is_empty() || allowed.iter().any(|allowed| allowed.value == branch))
    }

    pub(super) fn change(
        &self,
        remote: Remote<'_>,
        pull: EventPullRequest,
        merges: bool,
    ) -> Matter {
        let head = pull.head_sha.clone();
        let (voice, state) = match self.voice(remote, &pull.base_branch) {
            Ok(found) => found,
            Err(why) => return self.silent(&head, Some(pull), why),
        };
        let matter = Matter {
            key: Some(voice.key.clone()),
            ruler: Ok(voice.tip.clone()),
            target: Some(state.ok_or(ApiFault::NotFound)),
            ..self.bare(&head, Some(pull))
        };
        if !voice.is_its_own {
            return held_to(remote, &voice.tip, matter);
        }
        // Only a merge commit of this very head says what it was merged into: the base may have
        // moved on since.
        let parents = if merges { remote.parents(&self.runner.sha).ok() } else { None };
        let merged = match parents.as_deref() {
            Some([base, merged]) if *merged == head => Some(base.clone()),
            _ => None,
        };
        let base = merged.clone().unwrap_or_else(|| voice.tip.clone());
        if base == head {
            let why = format!(
                "the base is the very commit that is judged ({head}), so it proves nothing"
            );
            return Matter { base: Err(why), ..matter };
        }
        let held = self.workspace.checked_out();
        let is_merge = merged.is_some() && held.is_none_or(|held| held == self.runner.sha);
        Matter {
            base_is_tip: base == voice.tip,
            spoke: Some(base.clone()),
            fork: if is_merge { Ok(None) } else { left(remote, &base, &head) },
            base: Ok(Some(base)),
            ..matter
        }
    }

    /// Returns the matter of a change whose base could not be read.
    fn silent(&self, head: &str, pull: Option<EventPullRequest>, why: String) -> Matter {
        let key = Some(self.key(None));
        Matter { base: Err(why.clone()), ruler: Err(why), key, ..self.bare(head, pull) }
    }

    /// A group is compared with the tip of the branch, not with the group before it, which nobody
    /// has merged yet.
    pub(super) fn group(&self, remote: Remote<'_>, head: &str, group: &EventGroup) -> Matter {
        let (voice, state) = match self.voice(remote, &group.branch) {
            Ok(found) => found,
            Err(why) => return self.silent(head, None, why),
        };
        let base = voice.tip.clone();
        let stands_on_it = voice.is_its_own && group.below == base;
        Matter {
            key: Some(voice.key),
            ruler: Ok(voice.tip),
            target: Some(state.ok_or(ApiFault::NotFound)),
            base_is_tip: true,
            spoke: Some(base.clone()),
            merges: match group.number {
                Some(number) if stands_on_it => Merged::PullRequest(number),
                _ => Merged::Unknown,
            },
            fork: if stands_on_it { Ok(None) } else { left(remote, &base, head) },
            base: Ok(Some(base)),
            situation: CommitSituation::MergeGroup(Some(group.branch.clone())),
            message: group.message,
            ..self.bare(head, None)
        }
    }

    /// Returns the matter of a push to a branch that speaks; `None` for any other branch. `before`
    /// is unknown where another run tells of the push.
    pub(super) fn pushed(
        &self,
        remote: Remote<'_>,
        head: &str,
        branch: &str,
        before: Option<&str>,
    ) -> Result<Option<Matter>, String> {
        let is_default = self.event.default_branch.as_deref() == Some(branch);
        if !is_default || before.is_none() {
            let (voice, _) = self.voice(remote, branch)?;
            // A tag may have the name of the branch, so a run that is told of proves nothing alone.
            let is_there = before.is_some() || contains(remote, &voice.tip, head)?;
            if !voice.is_its_own || !is_there {
                return Ok(None);
            }
        }
        let before = match before {
            Some(before) => Some(before.to_owned()),
            None => remote
                .parents(head)
                .map_err(|fault| format!("the commit before {head} cannot be read: {fault}"))?
                .into_iter()
                .next(),
        };
        let matter = Matter {
            key: Some(self.key(Some(branch))),
            situation: CommitSituation::Push(branch.to_owned()),
            ..self.bare(head, None)
        };
        let Some(before) = before else {
            let why =
                format!("{head} is the first commit of `{branch}`: no policy was there before");
            return Ok(Some(Matter { ruler: Err(why), ..matter }));
        };
        Ok(Some(Matter {
            base: Ok(Some(before.clone())),
            spoke: Some(before.clone()),
            merges: Merged::ByPush(before.clone()),
            fork: pushed_over(remote, &before, head),
            ruler: Ok(before),
            ..matter
        }))
    }

    /// Returns the matter of a run that is about no change and no branch that speaks: a tag,
    /// another branch, a schedule, a dispatch.
    fn other(&self, remote: Remote<'_>, head: &str) -> Matter {
        let bare = Matter {
            situation: match &self.event.about {
                EventAbout::Push { branch: Some(branch), .. } => {
                    CommitSituation::Push(branch.clone())
                }
                _ => CommitSituation::Other(self.runner.event.clone()),
            },
            ..self.bare(head, None)
        };
        let (_, default) = match self.default_branch(remote) {
            Ok(found) => found,
            Err(why) => {
                return Matter { base: Err(why.clone()), ruler: Err(why), ..self.keyed(bare) };
            }
        };
        let matter = Matter { ruler: Ok(default.tip.clone()), ..bare };
        match self.is_merged(remote, &default.tip, head) {
            // Nothing is left to merge, so nobody waits for this verdict.
            Ok(true) => matter,
            Ok(false) => held_to(remote, &default.tip, self.keyed(unmerged(matter))),
            Err(why) => Matter { base: Err(why), ..self.keyed(unmerged(matter)) },
        }
    }

    fn keyed(&self, matter: Matter) -> Matter {
        Matter { key: Some(self.key(None)), ..matter }
    }

    /// Returns whether a branch that speaks contains a commit.
    fn is_merged(&self, remote: Remote<'_>, tip: &str, head: &str) -> Result<bool, String> {
        if contains(remote, tip, head)? {
            return Ok(true);
        }
        // Without leave to list them the default branch alone counts.
        let Ok(others) = remote.protected_branches() else { return Ok(false) };
        for (name, other) in others.iter().filter(|(_, other)| other != tip).take(MOST_BRANCHES) {
            if contains(remote, other, head).unwrap_or(false) && self.allows(remote, tip, name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Returns a matter on whose commit the runs of pushes count, because nothing was merged yet.
fn unmerged(matter: Matter) -> Matter {
    let situation = match matter.situation {
        CommitSituation::Other(event) => CommitSituation::Unmerged(event),
        known => known,
    };
    Matter { situation, ..matter }
}

/// Returns a matter that is compared with the commit at which it left a branch.
fn held_to(remote: Remote<'_>, tip: &str, matter: Matter) -> Matter {
    let base = common(remote, tip, &matter.head).map(Some);
    Matter { base, spoke: Some(tip.to_owned()), base_is_tip: true, ..matter }
}

pub(super) fn permission(fault: &ApiFault, line: &str) -> String {
    // The API answers "not found" for a private repository if a permission is missing.
    match fault.is_permission() || matches!(fault, ApiFault::NotFound) {
        true => format!("; add `{line}` to `permissions:` of this job"),
        false => String::new(),
    }
}

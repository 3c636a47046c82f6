//! Asks the API whether the drift of a pull request is approved. It is asked only if a rule found
//! drift: five requests, three of them in parallel; two more for a push.

use crate::formats::github::timeline::{EventKind, TimelineEvent};
use crate::github::ApiFault;
use crate::inputs::Remote;
use crate::policy::Approvals;
use crate::policy::paths::file_name;
use crate::run::JudgedRun;
use crate::verdict::approval::{
    Approval, ApprovalCase, Grant, access_name, find_candidate, role_grants,
};

/// What a commit merges into a branch, where the run that judges it is about no pull request itself.
#[derive(Clone, Debug)]
pub(super) enum Merged {
    /// This pull request, as a group of a merge queue.
    PullRequest(u64),
    /// Whatever came onto the branch since this commit.
    ByPush(String),
    /// It cannot be told, or more than one pull request.
    Unknown,
}

/// The run and repository to ask about.
#[derive(Clone, Copy)]
pub(super) struct Approver<'a> {
    /// The API; `None` without a token.
    pub(super) remote: Option<Remote<'a>>,
    pub(super) run: &'a JudgedRun,
    pub(super) merges: &'a Merged,
    /// Whether the event of the run is known to be no push.
    pub(super) is_no_push: bool,
}

/// What could not be read, the permission for it, and why.
type Unread = (&'static str, &'static str, ApiFault);

impl Approver<'_> {
    /// Asks the API for an approval. One that held for a pull request at its head holds in the
    /// group of a queue and in the push that merge it.
    pub(super) fn ask(self, asked: &Approvals) -> Approval {
        let run = self.run;
        let Some(workflow) = run.workflow.as_deref() else {
            let why =
                "the workflow of this run is not known, so nothing tells when the head was pushed";
            return Approval::Refused(why.to_owned());
        };
        let Some(remote) = self.remote else {
            return unknown(
                "there is no token to read it with",
                "leave the input `token` at its default",
            );
        };
        let number = match self.number(remote) {
            Ok(Ok(number)) => Ok(number),
            Ok(Err(why)) => return Approval::Refused(why),
            Err(unread) => Err(unread),
        };
        match number.and_then(|number| self.look(asked, remote, number, workflow)) {
            Ok(approval) => approval,
            Err((what, permission, fault)) => {
                // The API answers "not found" for a private repository if a permission is missing.
                let help = match fault.is_permission() || matches!(fault, ApiFault::NotFound) {
                    true => format!("add `{permission}` to `permissions:` of this job"),
                    false => "run it again".to_owned(),
                };
                unknown(&format!("{what} cannot be read: {fault}"), &help)
            }
        }
    }

    /// Returns the number of the pull request whose drift it is, or why there is none.
    fn number(self, remote: Remote<'_>) -> Result<Result<u64, String>, Unread> {
        let head = self.run.head.as_str();
        if let Some(pull) = &self.run.pull_request
            && self.run.against.is_change
        {
            return Ok(Ok(pull.number));
        }
        let before = match self.merges {
            Merged::PullRequest(number) => return Ok(Ok(*number)),
            Merged::ByPush(before) => before,
            Merged::Unknown => {
                let why = "a label speaks for one pull request, and nothing tells that this commit merges one alone";
                return Ok(Err(why.to_owned()));
            }
        };
        let what = "what the push merges";
        let parents = remote.parents(head).map_err(|fault| (what, "contents: read", fault))?;
        let merged =
            remote.merged_by(head).map_err(|fault| (what, "pull-requests: read", fault))?;
        Ok(match merged.as_slice() {
            [number] if parents.first() == Some(before) => Ok(*number),
            _ => Err("the push brings more than the merge of one pull request".to_owned()),
        })
    }

    fn look(
        self,
        asked: &Approvals,
        remote: Remote<'_>,
        number: u64,
        workflow: &str,
    ) -> Result<Approval, Unread> {
        let pull = remote.pull_state(number);
        let pull = pull.map_err(|fault| ("the pull request", "pull-requests: read", fault))?;
        // A queue and a merge keep the head of the pull request as it is.
        let is_change = self.run.pull_request.is_some() && self.run.against.is_change;
        let head = if is_change { self.run.head.as_str() } else { pull.head_sha.as_str() };
        let (commits, events, runs) = std::thread::scope(|scope| {
            let events = scope.spawn(|| remote.timeline(number));
            let runs = scope.spawn(|| remote.runs_of(file_name(workflow), head));
            let commits = remote.commit_authors(number);
            let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
            let events = events.join().unwrap_or_else(|_| Err(crashed()));
            (commits, events, runs.join().unwrap_or_else(|_| Err(crashed())))
        });
        let authors = commits
            .map_err(|fault| ("the commits of the pull request", "pull-requests: read", fault))?;
        let events = events
            .map_err(|fault| ("the pull request's timeline", "pull-requests: read", fault))?;
        let runs = runs.map_err(|fault| ("the runs of the workflow", "actions: read", fault))?;
        let case = ApprovalCase {
            label: &asked.label.value,
            head,
            pull: &pull,
            authors: &authors,
            events: &events,
            runs: &runs,
            own: Some(self.run.own.run)
                .filter(|_| self.is_no_push && self.run.own == self.run.judged),
        };
        let who = match find_candidate(&case) {
            Ok(who) => who,
            Err(why) => return Ok(Approval::Refused(why)),
        };
        // The pull request may have got another head since the group was made. It was made from this one if the
        // label was there when the pull request came into the queue, or if it is a merge of this one.
        if matches!(self.merges, Merged::PullRequest(_)) && !is_change {
            let is_later = |event: &TimelineEvent| {
                matches!(event.kind, EventKind::Queued) && event.at >= who.at
            };
            let parents = if events.iter().any(is_later) {
                None
            } else {
                let read = remote.parents(&self.run.head);
                Some(read.map_err(|fault| ("the group of the queue", "contents: read", fault))?)
            };
            if parents.is_some_and(|parents| !parents.iter().any(|parent| parent == head)) {
                let why = "nothing tells that the group of the queue was made from the head that it was set on";
                return Ok(Approval::Refused(why.to_owned()));
            }
        }
        let has = remote
            .standing(&who.login)
            .map_err(|fault| ("the access of who set the label", "metadata: read", fault))?;
        if !role_grants(has, asked.by) {
            let wanted = access_name(asked.by);
            let why =
                format!("it was set by `@{}`, who does not have {wanted} access now", who.login);
            return Ok(Approval::Refused(why));
        }
        let label = asked.label.value.clone();
        Ok(Approval::Granted(Grant { login: who.login, at: who.at, label }))
    }
}

fn unknown(why: &str, help: &str) -> Approval {
    Approval::Unknown { why: why.to_owned(), help: help.to_owned() }
}

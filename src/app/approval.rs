//! Asks the API whether the drift of a pull request is approved. It is asked only if a rule found
//! drift: four requests, the first three in parallel.

use crate::github::ApiFault;
use crate::inputs::Remote;
use crate::policy::Approvals;
use crate::policy::paths::file_name;
use crate::run::JudgedRun;
use crate::verdict::approval::{
    Approval, ApprovalCase, Grant, access_name, find_candidate, role_grants,
};

/// The run and repository to ask about.
#[derive(Clone, Copy)]
pub(super) struct Approver<'a> {
    /// The API; `None` without a token.
    pub(super) remote: Option<Remote<'a>>,
    pub(super) run: &'a JudgedRun,
    /// Whether the event of the run is known to be no push.
    pub(super) is_no_push: bool,
}

impl Approver<'_> {
    /// Asks the API for an approval.
    pub(super) fn ask(self, asked: &Approvals) -> Approval {
        let run = self.run;
        if run.event == "merge_group" {
            return Approval::Refused(
                "a group of the merge queue may hold several pull requests, for which no label speaks"
                    .to_owned(),
            );
        }
        let Some(pull) = &run.pull_request else {
            let why = "only an open pull request can be approved, and this run is about none";
            return Approval::Refused(why.to_owned());
        };
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
        match self.look(asked, remote, pull.number, workflow) {
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

    fn look(
        self,
        asked: &Approvals,
        remote: Remote<'_>,
        number: u64,
        workflow: &str,
    ) -> Result<Approval, (&'static str, &'static str, ApiFault)> {
        let head = self.run.head.as_str();
        let (pull, events, runs) = std::thread::scope(|scope| {
            let events = scope.spawn(|| remote.timeline(number));
            let runs = scope.spawn(|| remote.runs_of(file_name(workflow), head));
            let pull = remote.pull_state(number);
            let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
            let events = events.join().unwrap_or_else(|_| Err(crashed()));
            (pull, events, runs.join().unwrap_or_else(|_| Err(crashed())))
        });
        let pull = pull.map_err(|fault| ("the pull request", "pull-requests: read", fault))?;
        let events = events
            .map_err(|fault| ("the pull request's timeline", "pull-requests: read", fault))?;
        let runs = runs.map_err(|fault| ("the runs of the workflow", "actions: read", fault))?;
        let case = ApprovalCase {
            label: &asked.label.value,
            head,
            pull: &pull,
            events: &events,
            runs: &runs,
            own: Some(self.run.own.run)
                .filter(|_| self.is_no_push && self.run.own == self.run.judged),
        };
        let who = match find_candidate(&case) {
            Ok(who) => who,
            Err(why) => return Ok(Approval::Refused(why)),
        };
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

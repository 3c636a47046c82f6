//! What is on the judged commit besides the judged run: the check runs and the runs of other
//! workflows. They are only asked for where the policy requires something of them, and the gate
//! waits, within a limit, for what has not ended.

use std::sync::Arc;
use std::time::Duration;

use super::base_side::BaseSide;
use super::judge_inputs::{CommitRequest, JudgeInputs};
use super::patience::Patience;
use crate::facts::commit::Facts;
use crate::facts::evidence::commit_checks::{
    BranchRules, CommitChecksFact, CommitLists, CommitSituation,
};
use crate::formats::github::skip_words::skip_words;
use crate::github::ApiFault;
use crate::inputs::Remote;
use crate::policy::Policy;
use crate::publish::judgement::SeenRuns;
use crate::rules::run::commit::end::CheckEnd;
use crate::rules::run::commit::subject::{
    CommitSubject, asked_of_commit, commit_subjects, is_complete, judged_runs, skips_with_leave,
};
use crate::run::{JudgedRun, RunAttempt};

/// The seconds between two looks at the commit; the last one repeats.
const PAUSES: [u64; 4] = [20, 15, 30, 60];

/// Seconds within which a run that is to start may still come to be.
const GRACE: u64 = 60;

/// The facts and the policy of one part: the policy itself, or the floor that it extends.
type RuledFacts<'a> = (&'a Facts, &'a Policy);

/// Reads what is on the commit, if some part requires something of it.
pub(super) fn checks(
    parts: &[RuledFacts<'_>],
    base: &BaseSide,
    bench: &JudgeInputs<'_>,
) -> Option<CommitChecksFact> {
    let (run, request) = (bench.run.as_ref()?, bench.commit.as_ref()?);
    let rules = rules(request, bench.remote);
    let is_asked = |(facts, policy): &RuledFacts<'_>| {
        !asked_of_commit(facts, policy).is_empty() || skips_with_leave(facts, policy)
    };
    let is_ruled =
        rules.as_ref().is_some_and(|rules| !rules.checks.is_empty() || rules.unread.is_some());
    if !is_ruled && !parts.iter().any(is_asked) {
        return None;
    }
    let fact = CommitChecksFact {
        situation: request.situation.clone(),
        pull_request: run.pull_request.as_ref().map(|pull| pull.number),
        judged_run: run.judged.run,
        gate: request.gate.clone(),
        lists: Err(
            "there is no token to read the checks of the commit with; leave the input `token` at its default"
                .to_owned(),
        ),
        base: match base {
            BaseSide::Differs { facts, .. } => {
                Some(facts.workflows.iter().map(Arc::clone).collect())
            }
            BaseSide::None | BaseSide::Unreadable(_) | BaseSide::Same { .. } => None,
        },
        changed: None,
        disabled: Vec::new(),
        skip_words: None,
        merge_message: request.message,
        rules,
        waited: 0,
    };
    let look = CommitLook { parts, run, patience: request.patience, remote: bench.remote };
    Some(look.read(fact))
}

/// Returns what of the commit was seen besides the judged run.
pub(super) fn seen(facts: &Facts, policy: &Policy) -> SeenRuns {
    match &facts.commit_checks {
        Some(fact) => SeenRuns {
            runs: judged_runs(facts, policy, fact)
                .into_iter()
                .map(|(run, number)| RunAttempt { run, number })
                .collect(),
            is_complete: is_complete(facts, policy, fact),
        },
        None => SeenRuns { runs: Vec::new(), is_complete: true },
    }
}

/// Returns what the rules of the branch require that a change is to go to.
fn rules(request: &CommitRequest<'_>, remote: Option<Remote<'_>>) -> Option<BranchRules> {
    let (branch, remote) = (request.situation.target()?.to_owned(), remote?);
    let state = request.target.clone().unwrap_or_else(|| remote.branch(&branch));
    let found = remote.branch_checks(&branch, state);
    let hidden = || "the branch is protected, and this token does not see how".to_owned();
    let fault = found.faults.first().map(ToString::to_string);
    let unread = fault.or_else(|| found.is_hidden.then(hidden));
    Some(BranchRules { branch, checks: found.checks, unread, is_strict: found.is_strict })
}

/// The look at one commit.
struct CommitLook<'a> {
    parts: &'a [RuledFacts<'a>],
    run: &'a JudgedRun,
    patience: &'a dyn Patience,
    remote: Option<Remote<'a>>,
}

impl CommitLook<'_> {
    fn read(&self, mut fact: CommitChecksFact) -> CommitChecksFact {
        let is_due = |subject: &CommitSubject| !matches!(subject.end, CheckEnd::Left(_));
        let Some(remote) = self.remote else { return fact };
        if !self.subjects(&fact).iter().any(is_due) {
            // Nothing that is required is to be on this commit, so nothing is asked for.
            return fact;
        }
        fact.lists = self.lists(remote);
        let mut count = 0;
        loop {
            let subjects = self.subjects(&fact);
            let wants_files =
                |subject: &CommitSubject| matches!(subject.end, CheckEnd::ByFiles { .. });
            if fact.changed.is_none() && subjects.iter().any(wants_files) {
                fact.changed = Some(self.changed(remote));
                continue;
            }
            let wants_status = |subject: &CommitSubject| {
                subject.may_be_status && matches!(subject.end, CheckEnd::Absent { .. })
            };
            if let Ok(lists) = &mut fact.lists
                && lists.statuses.is_none()
                && subjects.iter().any(wants_status)
            {
                let statuses = remote.statuses(&self.run.head);
                let unread = |fault: ApiFault| unread("commit statuses", "statuses: read", &fault);
                lists.statuses = Some(statuses.map_err(unread));
                continue;
            }
            let Some(time) = pause(&subjects, fact.waited, count) else { break };
            self.tell(&subjects, &fact, time);
            self.patience.pause(Duration::from_secs(time));
            fact.waited += time;
            count += 1;
            self.look_again(remote, &subjects, &mut fact);
        }
        let is_missing = |subject: &CommitSubject| {
            matches!(subject.end, CheckEnd::Absent { may_come: true, .. })
                && subject.workflow.is_some()
        };
        if self.subjects(&fact).iter().any(is_missing) {
            // Only the words of a finding depend on it.
            fact.disabled = remote.disabled_workflows().unwrap_or_default();
        }
        let never_started = |subject: &CommitSubject| {
            matches!(subject.end, CheckEnd::Absent { may_come: true, .. })
        };
        let may_skip =
            !matches!(fact.situation, CommitSituation::MergeGroup(_) | CommitSituation::Other(_));
        if may_skip && self.subjects(&fact).iter().any(never_started) {
            let unread = |fault: ApiFault| unread("message", "contents: read", &fault);
            let message = remote.message(&self.run.head).map_err(unread);
            fact.skip_words = Some(message.map(|message| skip_words(&message)));
        }
        fact
    }

    fn subjects(&self, fact: &CommitChecksFact) -> Vec<CommitSubject> {
        let parts = self.parts.iter();
        parts.flat_map(|(facts, policy)| commit_subjects(facts, policy, fact)).collect()
    }

    fn lists(&self, remote: Remote<'_>) -> Result<CommitLists, String> {
        let head = self.run.head.as_str();
        let (checks, runs) = std::thread::scope(|scope| {
            let runs = scope.spawn(|| remote.workflow_runs(head));
            let checks = remote.check_runs(head);
            let crashed = || ApiFault::InvalidAnswer { why: "the reader of it crashed".to_owned() };
            (checks, runs.join().unwrap_or_else(|_| Err(crashed())))
        });
        let checks = checks.map_err(|fault| unread("check runs", "checks: read", &fault))?;
        let runs = runs.map_err(|fault| unread("runs", "actions: read", &fault))?;
        Ok(CommitLists { checks, runs, statuses: None })
    }

    /// Reads the runs again, and the check runs too where a run has moved on, where the time is
    /// over, or where something is awaited that is in no run.
    fn look_again(
        &self,
        remote: Remote<'_>,
        subjects: &[CommitSubject],
        fact: &mut CommitChecksFact,
    ) {
        let head = self.run.head.as_str();
        let runs = match remote.workflow_runs(head) {
            Ok(runs) => runs,
            Err(fault) => {
                fact.lists = Err(unread("runs", "actions: read", &fault));
                return;
            }
        };
        let Ok(lists) = &mut fact.lists else { return };
        let waited = fact.waited;
        let is_open = |subject: &&CommitSubject| rest(subject, 0).is_some();
        let is_over = |subject: &CommitSubject| rest(subject, waited).is_none();
        let mut open = subjects.iter().filter(is_open);
        let asks = lists.runs != runs
            || open.any(|subject| subject.workflow.is_none() || is_over(subject));
        lists.runs = runs;
        lists.statuses = None;
        if asks {
            match remote.check_runs(head) {
                Ok(checks) => lists.checks = checks,
                Err(fault) => fact.lists = Err(unread("check runs", "checks: read", &fault)),
            }
        }
    }

    fn changed(&self, remote: Remote<'_>) -> Result<Vec<String>, String> {
        let unread = |fault: ApiFault| unread("changed files", "pull-requests: read", &fault);
        match (&self.run.pull_request, &self.run.against.commit) {
            (Some(pull), _) => remote.changed_files(pull.number).map_err(unread),
            (None, Some(base)) => remote.files_between(base, &self.run.head).map_err(unread),
            (None, None) => Err("there is nothing to compare the commit with".to_owned()),
        }
    }

    fn tell(&self, subjects: &[CommitSubject], fact: &CommitChecksFact, time: u64) {
        let open = subjects.iter().filter(|subject| rest(subject, fact.waited).is_some());
        let names: Vec<&str> = open.map(|subject| subject.subject.as_str()).collect();
        let limit = subjects.iter().filter_map(|subject| rest(subject, 0)).max().unwrap_or(0);
        self.patience.tell(&format!(
            "waits for {} ({} s of {limit} s waited, looks again in {time} s)",
            names.join(", "),
            fact.waited,
        ));
    }
}

/// Returns how many seconds the gate still waits for something; `None` where it does not.
fn rest(subject: &CommitSubject, waited: u64) -> Option<u64> {
    let limit = match subject.end {
        CheckEnd::Pending { can_wait: true, .. } => subject.wait,
        CheckEnd::Absent { may_come: true, .. } => subject.wait.min(GRACE),
        _ => 0,
    };
    limit.checked_sub(waited).filter(|rest| *rest > 0)
}

/// Returns the seconds until the next look; `None` where nothing is left to wait for, or where
/// something failed already.
fn pause(subjects: &[CommitSubject], waited: u64, count: usize) -> Option<u64> {
    if subjects.iter().any(|subject| matches!(subject.end, CheckEnd::Failed { .. })) {
        return None;
    }
    let longest = subjects.iter().filter_map(|subject| rest(subject, waited)).max()?;
    let pause = PAUSES.get(count).or(PAUSES.last()).copied().unwrap_or(GRACE);
    Some(pause.min(longest))
}

/// Returns why a list cannot be read, with the missing permission if that is the cause.
fn unread(what: &str, permission: &str, fault: &ApiFault) -> String {
    // The API answers "not found" for a private repository if a permission is missing.
    let fix = match fault.is_permission() || matches!(fault, ApiFault::NotFound) {
        true => format!("; add `{permission}` to `permissions:` of this job"),
        false => String::new(),
    };
    format!("the {what} of the commit cannot be read: {fault}{fix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(wait: u64, end: CheckEnd) -> CommitSubject {
        CommitSubject {
            subject: "linter.yml/ruff".to_owned(),
            words: String::new(),
            place: None,
            asked: None,
            wait,
            workflow: None,
            may_be_status: false,
            end,
        }
    }

    fn pending(can_wait: bool) -> CheckEnd {
        CheckEnd::Pending { why: String::new(), can_wait }
    }

    fn absent(may_come: bool) -> CheckEnd {
        CheckEnd::Absent { why: String::new(), help: String::new(), may_come }
    }

    /// Returns the pauses until the gate stops to wait.
    fn pauses(subjects: &[CommitSubject]) -> Vec<u64> {
        let (mut all, mut waited) = (Vec::new(), 0);
        while let Some(time) = pause(subjects, waited, all.len()) {
            waited += time;
            all.push(time);
        }
        all
    }

    #[test]
    fn the_gate_looks_ever_less_often_and_never_longer_than_it_may() {
        let all = pauses(&[subject(600, pending(true)), subject(90, pending(true))]);
        assert_eq!(all, [20, 15, 30, 60, 60, 60, 60, 60, 60, 60, 60, 55]);
        assert_eq!(all.iter().sum::<u64>(), 600);
        assert_eq!(pauses(&[subject(30, pending(true))]), [20, 10]);
        assert_eq!(pauses(&[subject(0, pending(true))]), [0_u64; 0]);
    }

    #[test]
    fn a_run_that_is_not_there_is_waited_for_one_minute() {
        assert_eq!(pauses(&[subject(600, absent(true))]), [20, 15, 25]);
        assert_eq!(pauses(&[subject(30, absent(true))]), [20, 10]);
        assert_eq!(pauses(&[subject(600, absent(false))]), [0_u64; 0]);
    }

    #[test]
    fn nobody_waits_for_the_own_run_or_beside_a_failure() {
        let none = [0_u64; 0];
        assert_eq!(pauses(&[subject(600, pending(false))]), none);
        assert_eq!(pauses(&[subject(600, CheckEnd::Passed), subject(600, CheckEnd::Unread)]), none);
        let failed = CheckEnd::Failed { how: String::new(), help: String::new() };
        assert_eq!(pauses(&[subject(600, pending(true)), subject(600, failed)]), none);
    }
}

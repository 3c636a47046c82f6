//! Our check runs on a commit, recognized by name, app and [`ExternalId`], and what a new verdict
//! does to the ledger in them. Source of the rules: a second run on a commit never turns the red of
//! the first into green, unless it judged what the first one judged.

use std::collections::BTreeMap;

use serde_json::Value;

use super::receipt::{id_of, repository_path, text_at};
use crate::formats::github::workflow_runs;
use crate::formats::github::workflow_runs::WorkflowRunEntry;
use crate::github::{ApiFault, Client};
use crate::publish::external_id::ExternalId;
use crate::publish::github::receipt::StandingVerdict;
use crate::run::RunAttempt;

/// Id of the app `github-actions`, which owns check runs that are made with the token of a
/// workflow.
const ACTIONS: u64 = 15368;

/// The check runs of one name on one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRuns {
    /// Our check runs, the newest first.
    pub(super) ours: Vec<KnownCheckRun>,
    namesakes: usize,
    /// The runs of the commit, where they were asked for.
    runs: Vec<WorkflowRunEntry>,
}

impl CheckRuns {
    /// Returns the number of other check runs of the name on the commit, such as that of a job with
    /// this name: branch protection may take one of them for ours.
    #[must_use]
    pub const fn namesakes(&self) -> usize {
        self.namesakes
    }

    /// Returns whether none of ours is there.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ours.is_empty()
    }

    /// Takes out the check runs whose run does not exist: whoever may write checks can write one of
    /// our name and form, but nobody makes a run of a number. Without leave to read the runs all of
    /// them stay. Nothing is asked for where each is of this run.
    #[must_use]
    pub fn genuine(self, client: &Client, repository: &str, head: &str, own: RunAttempt) -> Self {
        let is_of = |id: &ExternalId| id.own().run == own.run && id.own().number <= own.number;
        if self.ours.iter().all(|known| is_of(&known.external_id)) {
            return self;
        }
        let Ok(runs) = runs_on(client, repository, head) else { return self };
        let on_commit = |attempt: RunAttempt| {
            runs.iter().any(|run| run.id == attempt.run && attempt.number <= run.attempt)
        };
        let mut looked_up: BTreeMap<RunAttempt, bool> = BTreeMap::new();
        let mut is_genuine = |known: &KnownCheckRun| {
            let id = &known.external_id;
            if is_of(id) || on_commit(id.own()) {
                return true;
            }
            // What follows another run, or a comment, is a run of the default branch.
            let follows = id.event() != "workflow_run" || id.others().any(on_commit);
            let may_look = looked_up.len() < LOOKED_UP || looked_up.contains_key(&id.own());
            follows
                && may_look
                && *looked_up.entry(id.own()).or_insert_with(|| exists(client, repository, id))
        };
        let (ours, others): (Vec<_>, Vec<_>) =
            self.ours.into_iter().partition(|known| is_genuine(known));
        Self { ours, namesakes: self.namesakes + others.len(), runs }
    }

    /// Returns the runs whose red verdict stays when this one is entered. A verdict lifts that of
    /// its own run, of an earlier attempt of it, and, if it saw everything that they did, those of
    /// the earlier runs that the same event started of the same workflow for the same pull request:
    /// one into another branch tests other code.
    #[must_use]
    pub fn reds_beside(&self, wanted: &ExternalId, is_complete: bool) -> Vec<RunAttempt> {
        let main = wanted.main().attempt;
        let stays = |known: &KnownCheckRun, red: RunAttempt| {
            // Two steps of one attempt judge the same, and the red one is right. Another run that
            // follows an attempt judges it anew.
            let is_twin = wanted.own() == main || known.external_id.own() == wanted.own();
            let is_lifted = match red.run == main.run {
                true => red.number < main.number || (red.number == main.number && !is_twin),
                // Of a run that another verdict was written over nobody knows the pull request.
                false => {
                    is_complete
                        && known.external_id.main().attempt == red
                        && known.external_id.pull_request() == wanted.pull_request()
                        && self.is_earlier_sibling(red, main)
                }
            };
            // Of a list that was lost nobody knows which runs are red, so none of them is lifted.
            let is_lost = known.external_id.is_cut() && !known.passes();
            is_lost || !is_lifted
        };
        let mut reds = Vec::new();
        for known in &self.ours {
            reds.extend(known.reds().into_iter().filter(|red| stays(known, *red)));
        }
        reds.sort_unstable();
        reds.dedup();
        reds
    }

    fn is_earlier_sibling(&self, one: RunAttempt, other: RunAttempt) -> bool {
        let find = |run: u64| self.runs.iter().find(|known| known.id == run);
        let (Some(first), Some(second)) = (find(one.run), find(other.run)) else { return false };
        first.path == second.path && first.event == second.event && first.id < second.id
    }

    /// Returns what a verdict does to the ledger, in which at least one stands. A pass is written where no
    /// red one is left, and where it was compared with no older base than they were.
    pub(super) fn enter(
        &self,
        wanted: &ExternalId,
        (passes, is_complete): (bool, bool),
        newer_base: Option<&str>,
    ) -> LedgerStep {
        // What is compared with an older base lifts nothing.
        let reds = match newer_base.filter(|_| passes) {
            Some(_) => self.reds(),
            None => self.reds_beside(wanted, is_complete),
        };
        let standing = self.standing(&reds);
        if self.has_newer(wanted) {
            return match standing.filter(|standing| passes && !standing.passes) {
                Some(standing) => {
                    LedgerStep::Hold { id: wanted.clone(), standing, wrong: Vec::new() }
                }
                None => LedgerStep::LeaveToNewer,
            };
        }
        let ledger: Vec<&ExternalId> = self.ours.iter().map(|ours| &ours.external_id).collect();
        let id = wanted.clone().entered(&ledger, &reds);
        let id = match newer_base {
            Some(base) => id.against(base),
            None => id,
        };
        let is_held = passes && (!reds.is_empty() || newer_base.is_some());
        let Some(standing) = standing.filter(|_| is_held) else { return LedgerStep::Write(id) };
        let is_same = reds == self.reds();
        let newest = self.ours.first().map(|ours| ours.id);
        let is_wrong = |ours: &&KnownCheckRun| {
            !reds.is_empty() && (ours.passes() || (Some(ours.id) == newest && !is_same))
        };
        let wrong = self.ours.iter().filter(is_wrong).map(|ours| ours.id).collect();
        LedgerStep::Hold { id, standing, wrong }
    }

    /// Returns the runs whose verdict is red.
    fn reds(&self) -> Vec<RunAttempt> {
        let mut reds: Vec<RunAttempt> = self.ours.iter().flat_map(KnownCheckRun::reds).collect();
        reds.sort_unstable();
        reds.dedup();
        reds
    }

    /// Returns whether a verdict of a later attempt of the same run is there.
    fn has_newer(&self, wanted: &ExternalId) -> bool {
        let main = wanted.main().attempt;
        let is_newer = |known: &KnownCheckRun| {
            let id = &known.external_id;
            let all = std::iter::once(id.own()).chain(id.others());
            all.into_iter().any(|entry| entry.run == main.run && entry.number > main.number)
        };
        self.ours.iter().any(is_newer)
    }

    /// Returns the verdict that stands, in words; `None` if there is none.
    #[must_use]
    pub fn standing(&self, reds: &[RunAttempt]) -> Option<StandingVerdict> {
        let by = |red: &RunAttempt| {
            self.ours.iter().find(|known| known.external_id.main().attempt == *red)
        };
        let found = reds.iter().find_map(by).or(self.ours.first())?;
        Some(found.standing(reds))
    }

    /// Returns the commits of bases that verdicts on this commit were compared with, besides one.
    pub(super) fn other_bases(&self, base_commit: &str) -> Vec<&str> {
        let bases = self.ours.iter().map(|known| known.external_id.base_commit());
        let mut bases: Vec<&str> =
            bases.filter(|base| !base.is_empty() && *base != base_commit).collect();
        bases.dedup();
        bases
    }
}

/// What a verdict does to the ledger of its commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LedgerStep {
    /// A later attempt of its run has one.
    LeaveToNewer,
    /// It is written as this.
    Write(ExternalId),
    /// It is a pass that is not written beside the verdict that stands.
    Hold {
        /// The ledger with what it lifts.
        id: ExternalId,
        /// The verdict that stands.
        standing: StandingVerdict,
        /// The check runs that do not show that yet.
        wrong: Vec<u64>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownCheckRun {
    pub(super) external_id: ExternalId,
    pub(super) id: u64,
    pub(super) url: String,
    pub(super) conclusion: String,
    pub(super) has_annotations: bool,
}

impl KnownCheckRun {
    /// Returns the runs whose verdict in it is red.
    fn reds(&self) -> Vec<RunAttempt> {
        let reds: Vec<RunAttempt> = self.external_id.reds().collect();
        // Versions before the marks wrote none, and a list may be lost.
        let is_unmarked = reds.is_empty() || self.external_id.is_cut();
        if is_unmarked && !self.passes() {
            return reds.into_iter().chain([self.external_id.main().attempt]).collect();
        }
        reds
    }

    fn passes(&self) -> bool {
        self.conclusion == "success"
    }

    fn standing(&self, reds: &[RunAttempt]) -> StandingVerdict {
        // What has not ended, or what another program ended, is no success.
        let passes = self.passes() && reds.is_empty();
        let conclusion = if passes { "success" } else { "failure" };
        let id = &self.external_id;
        let by = match reds.first() {
            Some(red) if id.main().attempt != *red => {
                format!("run {}, attempt {}", red.run, red.number)
            }
            _ => id.described(),
        };
        StandingVerdict {
            passes,
            what: format!("the verdict that stands on this commit is `{conclusion}`, by {by}"),
        }
    }
}

/// Most runs that are looked up one by one.
const LOOKED_UP: usize = 3;

fn runs_on(
    client: &Client,
    repository: &str,
    head: &str,
) -> Result<Vec<WorkflowRunEntry>, ApiFault> {
    let path = repository_path(repository, &["actions", "runs"]);
    let entries = client.get_pages(&path, &[("head_sha", head)], "workflow_runs")?;
    workflow_runs::read(&entries).map_err(|why| ApiFault::InvalidAnswer { why })
}

/// Returns whether the run that an id names exists and was started as the id says.
fn exists(client: &Client, repository: &str, id: &ExternalId) -> bool {
    let path = repository_path(repository, &["actions", "runs", &id.own().run.to_string()]);
    match client.get(&path, &[]) {
        Ok(run) => {
            let attempt = run.get("run_attempt").and_then(Value::as_u64).unwrap_or(1);
            text_at(&run, "/event") == id.event() && id.own().number <= attempt
        }
        Err(ApiFault::NotFound) => false,
        // Nothing is known of it, and a verdict is not replaced by chance.
        Err(_) => true,
    }
}

/// Lists the check runs of a name on a commit. The request only reads, so it may run in parallel
/// with others.
///
/// # Errors
/// See [`ApiFault`]; with `checks: read` missing, [`ApiFault::Forbidden`].
pub fn list_check_runs(
    client: &Client,
    repository: &str,
    name: &str,
    head_sha: &str,
) -> Result<CheckRuns, ApiFault> {
    let path = repository_path(repository, &["commits", head_sha, "check-runs"]);
    let query = [("check_name", name), ("filter", "all")];
    let mut ours = Vec::new();
    let mut namesakes = 0;
    for check in client.get_pages(&path, &query, "check_runs")? {
        if text_at(&check, "/name") != name || text_at(&check, "/head_sha") != head_sha {
            continue;
        }
        let is_of_actions = check.pointer("/app/id").and_then(Value::as_u64) == Some(ACTIONS);
        // The check run of a job has the same app, but an id of another form.
        match ExternalId::parse(text_at(&check, "/external_id"), text_at(&check, "/output/text")) {
            Some(external_id) if is_of_actions => ours.push(KnownCheckRun {
                external_id,
                id: id_of(&check)?,
                url: text_at(&check, "/html_url").to_owned(),
                conclusion: text_at(&check, "/conclusion").to_owned(),
                has_annotations: check.pointer("/output/annotations_count").and_then(Value::as_u64)
                    != Some(0),
            }),
            _ => namesakes += 1,
        }
    }
    ours.sort_by_key(|known: &KnownCheckRun| std::cmp::Reverse(known.id));
    Ok(CheckRuns { ours, namesakes, runs: Vec::new() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A verdict of an attempt of a run; the run of a number is always of the same event.
    fn verdict() -> impl Strategy<Value = (RunAttempt, bool)> {
        (1..4_u64, 1..4_u64, any::<bool>())
            .prop_map(|(run, number, passes)| (RunAttempt { run, number }, passes))
    }

    fn id_of(attempt: RunAttempt, passes: bool) -> ExternalId {
        let mark = if passes { "" } else { "!" };
        let field = format!("tg1;push;;main;;;{}.{}{mark}", attempt.run, attempt.number);
        ExternalId::parse(&field, "").unwrap()
    }

    /// Returns the only check run after the verdicts were written in this order.
    fn after(verdicts: &[(RunAttempt, bool)]) -> KnownCheckRun {
        let mut known = CheckRuns { ours: Vec::new(), namesakes: 0, runs: Vec::new() };
        for &(attempt, passes) in verdicts {
            let wanted = id_of(attempt, passes);
            let written = |external_id, passes: bool| KnownCheckRun {
                external_id,
                id: 1,
                url: String::new(),
                conclusion: if passes { "success" } else { "failure" }.to_owned(),
                has_annotations: false,
            };
            if known.ours.is_empty() {
                known.ours = vec![written(wanted, passes)];
                continue;
            }
            match known.enter(&wanted, (passes, false), None) {
                LedgerStep::Write(id) => known.ours = vec![written(id, passes)],
                LedgerStep::Hold { id, wrong, .. } if !wrong.is_empty() => {
                    known.ours = vec![written(id, false)];
                }
                LedgerStep::Hold { .. } | LedgerStep::LeaveToNewer => {}
            }
        }
        known.ours.remove(0)
    }

    proptest! {
        /// The check is green only if the latest attempt of every run was judged green, in whatever order the verdicts
        /// arrived; and it is green then, unless the red verdict of an attempt arrived after that of a later one.
        /// Two verdicts on one attempt are both right: the red one counts.
        #[test]
        fn the_order_of_the_verdicts_decides_nothing(
            verdicts in proptest::collection::vec(verdict(), 1..10),
        ) {
            let mut latest: BTreeMap<u64, (u64, bool)> = BTreeMap::new();
            let mut is_late = false;
            for (attempt, passes) in &verdicts {
                is_late |= latest.get(&attempt.run).is_some_and(|known| attempt.number < known.0);
                let entry = latest.entry(attempt.run).or_insert((attempt.number, *passes));
                match attempt.number.cmp(&entry.0) {
                    std::cmp::Ordering::Greater => *entry = (attempt.number, *passes),
                    std::cmp::Ordering::Equal => entry.1 &= passes,
                    std::cmp::Ordering::Less => {}
                }
            }
            let check = after(&verdicts);
            let expected = latest.values().all(|(_, passes)| *passes);
            let field = check.external_id.field();
            prop_assert!(expected || !check.passes(), "{:?}: {}", verdicts, field);
            prop_assert!(is_late || check.passes() == expected, "{:?}: {}", verdicts, field);
        }
    }

    #[test]
    fn a_pass_against_an_older_base_lifts_nothing() {
        let red = id_of(RunAttempt { run: 7, number: 1 }, false);
        let known = CheckRuns {
            ours: vec![KnownCheckRun {
                external_id: red,
                id: 1,
                url: String::new(),
                conclusion: "failure".to_owned(),
                has_annotations: false,
            }],
            namesakes: 0,
            runs: Vec::new(),
        };
        let again = id_of(RunAttempt { run: 7, number: 2 }, true);
        let newer = "b".repeat(40);
        assert!(matches!(known.enter(&again, (true, true), None), LedgerStep::Write(_)));
        match known.enter(&again, (true, true), Some(&newer)) {
            LedgerStep::Hold { standing, wrong, .. } => {
                assert!(!standing.passes && wrong.is_empty());
            }
            step => panic!("{step:?}"),
        }
        // A red one is written, with the newer base.
        let worse = id_of(RunAttempt { run: 7, number: 2 }, false);
        match known.enter(&worse, (false, true), Some(&newer)) {
            LedgerStep::Write(id) => assert_eq!(id.base_commit(), newer),
            step => panic!("{step:?}"),
        }
    }
}

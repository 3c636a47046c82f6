//! Our check runs on a commit, recognized by name, app and [`ExternalId`], sorted by rank.

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
    /// Our check runs, the highest rank first, and of one rank the newest first.
    pub(super) ours: Vec<KnownCheckRun>,
    namesakes: usize,
}

impl CheckRuns {
    /// Returns the number of other check runs of the name on the commit, such as that of a job with
    /// this name: branch protection may take one of them for ours.
    #[must_use]
    pub const fn namesakes(&self) -> usize {
        self.namesakes
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
            let follows =
                id.event() != "workflow_run" || id.others().iter().any(|run| on_commit(*run));
            let may_look = looked_up.len() < LOOKED_UP || looked_up.contains_key(&id.own());
            follows
                && may_look
                && *looked_up.entry(id.own()).or_insert_with(|| exists(client, repository, id))
        };
        let (ours, others): (Vec<_>, Vec<_>) =
            self.ours.into_iter().partition(|known| is_genuine(known));
        Self { ours, namesakes: self.namesakes + others.len() }
    }

    /// Returns the verdict that has a higher rank than the wanted one.
    #[must_use]
    pub fn over(&self, wanted: &ExternalId) -> Option<StandingVerdict> {
        let first = self.ours.first()?;
        (first.external_id.rank() > wanted.rank()).then(|| first.standing())
    }
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
    pub(super) const fn attempt(&self) -> RunAttempt {
        self.external_id.own()
    }

    fn standing(&self) -> StandingVerdict {
        let conclusion = match self.conclusion.as_str() {
            known @ ("success" | "failure") => known,
            // The check run has not ended, or another program ended it.
            _ => "failure",
        };
        StandingVerdict {
            passes: conclusion == "success",
            what: format!(
                "the verdict that stands on this commit is `{conclusion}`, by {}",
                self.external_id.described()
            ),
            conclusion: conclusion.to_owned(),
            url: self.url.clone(),
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
    ours.sort_by_key(|known| {
        std::cmp::Reverse((known.external_id.rank(), known.attempt(), known.id))
    });
    Ok(CheckRuns { ours, namesakes })
}

//! The check runs of ours on a commit: told by name, app and [`ExternalId`], in the order of what they are
//! worth.

use serde_json::Value;

use super::receipt::{below, id, text};
use crate::github::{ApiFault, Client};
use crate::publish::external_id::ExternalId;
use crate::publish::github::receipt::StandingVerdict;
use crate::run::RunAttempt;

/// The app `github-actions`, whose check runs a workflow's token makes.
const ACTIONS: u64 = 15368;

/// The check runs of one name on one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRuns {
    /// Ours, the one that is worth most first, of those the newest.
    pub(super) ours: Vec<KnownCheckRun>,
    namesakes: usize,
}

impl CheckRuns {
    /// How many others of the same name are on the commit, as a job that is called like the check: then
    /// a requirement of that name may be met by the wrong one.
    #[must_use]
    pub const fn namesakes(&self) -> usize {
        self.namesakes
    }

    /// The verdict that is worth more than the wanted one.
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
            // It has not ended, or somebody else ended it.
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

/// Lists the check runs of a name on a commit. A read: it may run side by side with others.
///
/// # Errors
/// See [`ApiFault`]; with `checks: read` missing, [`ApiFault::Forbidden`].
pub fn list_check_runs(
    client: &Client,
    repository: &str,
    name: &str,
    head_sha: &str,
) -> Result<CheckRuns, ApiFault> {
    let path = below(repository, &["commits", head_sha, "check-runs"]);
    let query = [("check_name", name), ("filter", "all")];
    let mut ours = Vec::new();
    let mut namesakes = 0;
    for check in client.get_pages(&path, &query, "check_runs")? {
        if text(&check, "/name") != name || text(&check, "/head_sha") != head_sha {
            continue;
        }
        let is_of_actions = check.pointer("/app/id").and_then(Value::as_u64) == Some(ACTIONS);
        // The check run of a job has the same app, and another kind of id.
        match ExternalId::parse(text(&check, "/external_id"), text(&check, "/output/text")) {
            Some(external_id) if is_of_actions => ours.push(KnownCheckRun {
                external_id,
                id: id(&check)?,
                url: text(&check, "/html_url").to_owned(),
                conclusion: text(&check, "/conclusion").to_owned(),
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

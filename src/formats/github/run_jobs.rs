//! The jobs of one attempt of a run, as the API lists them.
//!
//! Source: GitHub REST, `GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`.
//! Unlike the `needs` context a job's own conclusion stays `failure` under job-level
//! `continue-on-error`; and there is one entry for each leg of a matrix.

use jiff::Timestamp;
use serde_json::Value;

/// One job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunJob {
    /// Its id, which is that of its check run too.
    pub id: u64,
    /// As GitHub shows it: `unit (3.12)`, `caller / callee`.
    pub name: String,
    /// How it ended; `None` while it has not.
    pub conclusion: Option<RunConclusion>,
    /// When it started, by GitHub's clock; a job that is not run again keeps the time of its attempt.
    pub started_at: Option<Timestamp>,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunConclusion {
    /// Ended well.
    Success,
    /// Never ran.
    Skipped,
    /// Cancelled, by hand, by a newer run, by a sibling leg or by its time limit.
    Cancelled,
    /// Anything else: failed, timed out, waits for somebody.
    Failure,
}

impl RunConclusion {
    /// As GitHub spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
            Self::Failure => "failure",
        }
    }
}

/// Reads the entries. An entry without name, id or status is a reason to believe none of them.
///
/// # Errors
/// Which entry lacks what, in words.
pub fn read(entries: &[Value]) -> Result<Vec<RunJob>, String> {
    entries.iter().enumerate().map(|(index, entry)| read_one(entry, index)).collect()
}

fn read_one(entry: &Value, index: usize) -> Result<RunJob, String> {
    let lacks = |field: &str| format!("job {} of the API's answer has no `{field}`", index + 1);
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let status = text("status").ok_or_else(|| lacks("status"))?;
    let conclusion = match (status, text("conclusion")) {
        ("completed", Some(conclusion)) => Some(match conclusion {
            "success" => RunConclusion::Success,
            "skipped" => RunConclusion::Skipped,
            "cancelled" => RunConclusion::Cancelled,
            _ => RunConclusion::Failure,
        }),
        ("completed", None) => return Err(lacks("conclusion")),
        _ => None,
    };
    Ok(RunJob {
        id: entry.get("id").and_then(Value::as_u64).ok_or_else(|| lacks("id"))?,
        name: text("name").ok_or_else(|| lacks("name"))?.to_owned(),
        conclusion,
        started_at: text("started_at").and_then(|at| at.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_completed_job_has_a_conclusion() {
        let entry = |status: &str, conclusion: Value| json!({"id": 1, "name": "unit", "status": status, "conclusion": conclusion});
        let read = |entry: Value| read(&[entry]).unwrap().remove(0).conclusion;
        assert_eq!(read(entry("completed", json!("success"))), Some(RunConclusion::Success));
        for other in ["failure", "timed_out", "neutral", "action_required", "stale", "new"] {
            assert_eq!(read(entry("completed", json!(other))), Some(RunConclusion::Failure));
        }
        assert_eq!(read(entry("in_progress", Value::Null)), None);
        assert_eq!(read(entry("waiting", json!("success"))), None);
    }

    #[test]
    fn an_entry_that_lacks_something_is_not_dropped() {
        for entry in [
            json!({"name": "unit", "status": "queued"}),
            json!({"id": 1, "status": "queued"}),
            json!({"id": 1, "name": "unit"}),
            json!({"id": 1, "name": "unit", "status": "completed"}),
            json!("unit"),
        ] {
            assert!(read(std::slice::from_ref(&entry)).is_err(), "{entry}");
        }
    }
}

//! The workflow runs of a commit, as the API lists them: what started them, and how they ended.
//!
//! Source: GitHub REST, `GET /repos/{owner}/{repo}/actions/runs`. A run whose file GitHub refuses
//! has no job and so no check run: only this list has it.

use serde_json::Value;

/// A run of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowRunEntry {
    /// Its id; a newer run has a larger id.
    pub id: u64,
    /// Its latest attempt, from 1.
    pub attempt: u64,
    /// The name of its workflow.
    pub name: String,
    /// The path of its workflow, without the `@ref` of one of another repository.
    pub path: String,
    /// What started it.
    pub event: String,
    /// The commit that it is about.
    pub head_sha: String,
    /// The suite of its check runs.
    pub suite: u64,
    /// Pull requests that it may be about; none for a fork.
    pub pull_requests: Vec<u64>,
    /// How its latest attempt ended; `None` while it has not, or waits for an approval.
    pub end: Option<WorkflowRunEnd>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkflowRunEnd {
    /// Each of its jobs ended well or was skipped.
    Success,
    /// Cancelled.
    Cancelled,
    /// GitHub refused its file or its event: there are no jobs.
    Refused,
    /// Anything else.
    Failure,
}

/// Reads the entries. An entry that lacks something is a reason to believe none of them.
///
/// # Errors
/// Which entry lacks what, in words.
pub fn read(entries: &[Value]) -> Result<Vec<WorkflowRunEntry>, String> {
    entries.iter().enumerate().map(|(index, entry)| read_one(entry, index)).collect()
}

fn read_one(entry: &Value, index: usize) -> Result<WorkflowRunEntry, String> {
    let lacks = |field: &str| format!("run {} of the API's answer has no `{field}`", index + 1);
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let must = |field: &str| text(field).map(str::to_owned).ok_or_else(|| lacks(field));
    let number = |field: &str| entry.get(field).and_then(Value::as_u64).ok_or_else(|| lacks(field));
    let status = text("status").ok_or_else(|| lacks("status"))?;
    let end = match (status, text("conclusion")) {
        ("completed", Some("action_required")) => None,
        ("completed", Some(conclusion)) => Some(match conclusion {
            "success" | "skipped" | "neutral" => WorkflowRunEnd::Success,
            "cancelled" => WorkflowRunEnd::Cancelled,
            "startup_failure" => WorkflowRunEnd::Refused,
            _ => WorkflowRunEnd::Failure,
        }),
        ("completed", None) => return Err(lacks("conclusion")),
        _ => None,
    };
    let path = must("path")?;
    let pulls = entry.get("pull_requests").and_then(Value::as_array);
    let pulls = pulls.into_iter().flatten();
    Ok(WorkflowRunEntry {
        id: number("id")?,
        attempt: entry.get("run_attempt").and_then(Value::as_u64).unwrap_or(1),
        name: text("name").unwrap_or_default().to_owned(),
        path: path.split('@').next().unwrap_or_default().to_owned(),
        event: must("event")?,
        head_sha: must("head_sha")?,
        suite: number("check_suite_id")?,
        pull_requests: pulls.filter_map(|pull| pull.get("number")?.as_u64()).collect(),
        end,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry() -> Value {
        json!({
            "id": 5, "run_attempt": 2, "name": "Linter", "path": ".github/workflows/l.yml@refs/heads/x",
            "event": "pull_request", "head_sha": "aa", "check_suite_id": 3, "status": "completed",
            "conclusion": "success", "pull_requests": [{ "number": 7 }],
        })
    }

    fn with(field: &str, value: Value) -> Value {
        let mut entry = entry();
        entry[field] = value;
        entry
    }

    #[test]
    fn a_run_is_read_with_what_started_it() {
        let run = read(&[entry()]).unwrap().remove(0);
        assert_eq!((run.id, run.attempt, run.suite), (5, 2, 3));
        assert_eq!(run.path, ".github/workflows/l.yml");
        assert_eq!((run.event.as_str(), run.pull_requests), ("pull_request", vec![7]));
    }

    #[test]
    fn a_run_without_jobs_or_that_waits_is_told_from_one_that_ended() {
        let end = |conclusion: &str| read(&[with("conclusion", json!(conclusion))]).unwrap()[0].end;
        assert_eq!(end("startup_failure"), Some(WorkflowRunEnd::Refused));
        assert_eq!(end("action_required"), None);
        for other in ["failure", "timed_out", "stale", "new"] {
            assert_eq!(end(other), Some(WorkflowRunEnd::Failure), "{other}");
        }
        assert_eq!(read(&[with("status", json!("queued"))]).unwrap()[0].end, None);
    }

    #[test]
    fn an_entry_that_lacks_something_is_not_dropped() {
        for field in ["id", "path", "event", "head_sha", "check_suite_id", "status", "conclusion"] {
            assert!(read(&[entry(), with(field, Value::Null)]).is_err(), "{field}");
        }
    }
}

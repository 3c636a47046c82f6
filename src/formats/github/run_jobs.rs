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
    /// Its steps.
    pub steps: RunSteps,
}

/// The list of the steps of one job: `steps[]` of its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunSteps {
    /// The entry has none: GitHub's schema calls the list optional, and it is empty where the job never started.
    #[default]
    Absent,
    /// The entry has a list that cannot be read.
    Malformed,
    /// The steps in the order of their numbers.
    Listed(Vec<RunStep>),
}

/// One step of a job as the API lists it: a step of the workflow, or one that the runner adds.
///
/// A composite action is one step. Source: GitHub REST, schema `job`; `actions/runner`, `JobExtension.cs`: all steps
/// of the job are registered before the first one starts, so a skipped one is listed too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunStep {
    /// As the log shows it: `Set up job`, `Run pytest`, `Post Run actions/checkout@v4`.
    pub name: String,
    /// How it ended; `None` while it has not. Under `continue-on-error` this is `success` whatever the outcome was.
    ///
    /// Source: `actions/runner`, `ExecutionContext.cs`, `ApplyContinueOnError`: only the result after it is sent.
    pub conclusion: Option<RunConclusion>,
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
    let conclusion = conclusion(status, text("conclusion")).ok_or_else(|| lacks("conclusion"))?;
    Ok(RunJob {
        id: entry.get("id").and_then(Value::as_u64).ok_or_else(|| lacks("id"))?,
        name: text("name").ok_or_else(|| lacks("name"))?.to_owned(),
        conclusion,
        started_at: text("started_at").and_then(|at| at.parse().ok()),
        steps: steps(entry.get("steps").unwrap_or(&Value::Null)),
    })
}

/// Returns how a job or step ended, `Some(None)` while it has not; `None` where it ended and nothing says how.
fn conclusion(status: &str, conclusion: Option<&str>) -> Option<Option<RunConclusion>> {
    if status != "completed" {
        return Some(None);
    }
    Some(Some(match conclusion? {
        "success" => RunConclusion::Success,
        "skipped" => RunConclusion::Skipped,
        "cancelled" => RunConclusion::Cancelled,
        _ => RunConclusion::Failure,
    }))
}

/// Reads `job.status`: the state of a job while it runs.
///
/// Source: GitHub documentation, "Contexts", `job`: `success`, `failure` or `cancelled`.
#[must_use]
pub fn status(word: &str) -> Option<RunConclusion> {
    match word {
        "success" => Some(RunConclusion::Success),
        "failure" => Some(RunConclusion::Failure),
        "cancelled" => Some(RunConclusion::Cancelled),
        _ => None,
    }
}

/// Reads the steps of a job. A list that cannot be read is no reason to drop the job.
fn steps(list: &Value) -> RunSteps {
    let Some(entries) = list.as_array() else {
        return if list.is_null() { RunSteps::Absent } else { RunSteps::Malformed };
    };
    let step = |entry: &Value| {
        let text = |field: &str| entry.get(field).and_then(Value::as_str);
        let number = entry.get("number").and_then(Value::as_i64)?;
        let conclusion = conclusion(text("status")?, text("conclusion"))?;
        Some((number, RunStep { name: text("name")?.to_owned(), conclusion }))
    };
    let Some(mut steps) = entries.iter().map(step).collect::<Option<Vec<_>>>() else {
        return RunSteps::Malformed;
    };
    if steps.is_empty() {
        return RunSteps::Absent;
    }
    steps.sort_by_key(|(number, _)| *number);
    RunSteps::Listed(steps.into_iter().map(|(_, step)| step).collect())
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
    fn steps_are_read_in_their_order_and_never_drop_a_job() {
        let read = |steps: Value| {
            let entry = json!({"id": 1, "name": "unit", "status": "completed", "conclusion": "success", "steps": steps});
            read(&[entry]).unwrap().remove(0).steps
        };
        let step = |number: u64, name: &str, status: &str, conclusion: Value| json!({"number": number, "name": name, "status": status, "conclusion": conclusion});
        let listed = read(json!([
            step(2, "Run pytest", "completed", json!("skipped")),
            step(1, "Set up job", "completed", json!("success")),
            step(3, "Run last", "in_progress", Value::Null),
        ]));
        let read_step = |name: &str, conclusion| RunStep { name: name.to_owned(), conclusion };
        assert_eq!(
            listed,
            RunSteps::Listed(vec![
                read_step("Set up job", Some(RunConclusion::Success)),
                read_step("Run pytest", Some(RunConclusion::Skipped)),
                read_step("Run last", None),
            ])
        );
        assert_eq!(read(Value::Null), RunSteps::Absent);
        assert_eq!(read(json!([])), RunSteps::Absent);
        for broken in [
            json!("steps"),
            json!({}),
            json!([1]),
            json!([{"number": 1, "status": "completed", "conclusion": "success"}]),
            json!([{"name": "a", "status": "completed", "conclusion": "success"}]),
            json!([step(1, "a", "completed", Value::Null)]),
        ] {
            assert_eq!(read(broken.clone()), RunSteps::Malformed, "{broken}");
        }
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

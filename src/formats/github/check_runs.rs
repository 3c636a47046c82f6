//! The check runs of a commit, as the API lists them: jobs of every run, and what other programs
//! report.
//!
//! Source: GitHub REST, `GET /repos/{owner}/{repo}/commits/{ref}/check-runs`. The list has no
//! documented order, and `filter=latest` no documented grouping, so all are listed and their ids
//! tell which one is newer.

use serde_json::Value;

/// A check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRunEntry {
    /// Its id; a newer one has a larger id. The check run of a job has the id of the job.
    pub id: u64,
    /// As GitHub shows it: `unit (3.12)`, `caller / callee`.
    pub name: String,
    /// The commit that it is about.
    pub head_sha: String,
    /// The app that made it; `None` where the app is gone.
    pub app: Option<CheckApp>,
    /// The suite that it lies in. That of a job names the run of the job.
    pub suite: Option<u64>,
    /// How it ended; `None` while it has not, or waits for somebody.
    pub conclusion: Option<CheckRunConclusion>,
    /// Whether it is the check run of a job. GitHub writes the page of a check run, so a program
    /// that makes one through the API cannot pretend to be a job.
    pub is_job: bool,
}

/// The app that made a check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckApp {
    /// Its id, which rules of branches name.
    pub id: u64,
    /// Its name in URLs, which no other app has: `github-actions`.
    pub slug: String,
}

/// How a check run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckRunConclusion {
    /// Ended well.
    Success,
    /// Says nothing; GitHub lets it pass.
    Neutral,
    /// Never ran; GitHub lets it pass.
    Skipped,
    /// Cancelled, by hand, by a newer run or by a time limit.
    Cancelled,
    /// Took too long.
    TimedOut,
    /// Anything else.
    Failure,
}

/// Reads the entries. An entry that lacks something is a reason to believe none of them.
///
/// # Errors
/// Which entry lacks what, in words.
pub fn read(entries: &[Value]) -> Result<Vec<CheckRunEntry>, String> {
    entries.iter().enumerate().map(|(index, entry)| read_one(entry, index)).collect()
}

fn read_one(entry: &Value, index: usize) -> Result<CheckRunEntry, String> {
    let lacks =
        |field: &str| format!("check run {} of the API's answer has no `{field}`", index + 1);
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let status = text("status").ok_or_else(|| lacks("status"))?;
    let conclusion = match (status, text("conclusion")) {
        ("completed", Some(conclusion)) => read_conclusion(conclusion),
        ("completed", None) => return Err(lacks("conclusion")),
        _ => None,
    };
    let app = match entry.get("app") {
        None | Some(Value::Null) => None,
        Some(app) => Some(read_app(app).ok_or_else(|| lacks("app"))?),
    };
    let id = entry.get("id").and_then(Value::as_u64).ok_or_else(|| lacks("id"))?;
    Ok(CheckRunEntry {
        id,
        name: text("name").ok_or_else(|| lacks("name"))?.to_owned(),
        head_sha: text("head_sha").ok_or_else(|| lacks("head_sha"))?.to_owned(),
        app,
        suite: entry.pointer("/check_suite/id").and_then(Value::as_u64),
        conclusion,
        is_job: text("html_url").is_some_and(|page| is_page_of_job(page, id)),
    })
}

fn read_app(app: &Value) -> Option<CheckApp> {
    Some(CheckApp { id: app.get("id")?.as_u64()?, slug: app.get("slug")?.as_str()?.to_owned() })
}

/// Reads a conclusion; `None` for a check run that waits for somebody.
fn read_conclusion(word: &str) -> Option<CheckRunConclusion> {
    Some(match word {
        "success" => CheckRunConclusion::Success,
        "neutral" => CheckRunConclusion::Neutral,
        "skipped" => CheckRunConclusion::Skipped,
        "cancelled" => CheckRunConclusion::Cancelled,
        "timed_out" => CheckRunConclusion::TimedOut,
        "action_required" => return None,
        _ => CheckRunConclusion::Failure,
    })
}

/// Returns whether a page is `.../actions/runs/<run>/job/<id>`.
fn is_page_of_job(page: &str, id: u64) -> bool {
    let Some((_, rest)) = page.rsplit_once("/actions/runs/") else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    rest.split_once("/job/").is_some_and(|(run, job)| is_number(run) && job == id.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry() -> Value {
        json!({
            "id": 7, "name": "unit", "head_sha": "aa", "status": "completed", "conclusion": "success",
            "app": { "id": 15368, "slug": "github-actions" }, "check_suite": { "id": 3 },
            "html_url": "https://github.com/o/r/actions/runs/5/job/7",
        })
    }

    fn with(field: &str, value: Value) -> Value {
        let mut entry = entry();
        entry[field] = value;
        entry
    }

    #[test]
    fn what_has_not_ended_or_waits_for_somebody_has_no_conclusion() {
        let read = |entry: Value| read(&[entry]).unwrap().remove(0).conclusion;
        assert_eq!(read(entry()), Some(CheckRunConclusion::Success));
        assert_eq!(read(with("conclusion", json!("new"))), Some(CheckRunConclusion::Failure));
        assert_eq!(read(with("conclusion", json!("stale"))), Some(CheckRunConclusion::Failure));
        assert_eq!(read(with("conclusion", json!("action_required"))), None);
        for status in ["queued", "in_progress", "requested", "waiting", "pending", "new"] {
            assert_eq!(read(with("status", json!(status))), None, "{status}");
        }
    }

    #[test]
    fn only_the_page_that_github_writes_makes_a_job() {
        let is_job = |page: Value| read(&[with("html_url", page)]).unwrap()[0].is_job;
        assert!(is_job(json!("https://github.com/o/r/actions/runs/5/job/7")));
        for page in [
            json!("https://github.com/o/r/runs/7"),
            json!("https://github.com/o/r/actions/runs/5/job/8"),
            json!("https://github.com/o/r/actions/runs/5"),
            json!("https://github.com/o/r/actions/runs//job/7"),
            Value::Null,
        ] {
            assert!(!is_job(page.clone()), "{page}");
        }
    }

    #[test]
    fn an_entry_that_lacks_something_is_not_dropped() {
        for field in ["id", "name", "head_sha", "status", "conclusion"] {
            assert!(read(&[entry(), with(field, Value::Null)]).is_err(), "{field}");
        }
        assert!(read(&[with("app", json!("actions"))]).is_err());
        assert_eq!(read(&[with("app", Value::Null)]).unwrap()[0].app, None);
    }
}

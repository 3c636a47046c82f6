//! The artifacts of a run, as the API lists them.
//!
//! Source: GitHub REST, `GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts`. The list holds those
//! of every attempt.

use jiff::Timestamp;
use serde_json::Value;

/// An artifact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunArtifact {
    /// Its name.
    pub name: String,
    /// Its content is gone.
    pub expired: bool,
    /// When it was made, by GitHub's clock.
    pub created_at: Option<Timestamp>,
}

/// Reads the entries.
///
/// # Errors
/// Which entry lacks what, in words.
pub fn read(entries: &[Value]) -> Result<Vec<RunArtifact>, String> {
    let one = |entry: &Value| {
        let created_at = entry.get("created_at").and_then(Value::as_str);
        Some(RunArtifact {
            name: entry.get("name")?.as_str()?.to_owned(),
            expired: entry.get("expired")?.as_bool()?,
            created_at: created_at.and_then(|at| at.parse().ok()),
        })
    };
    let read = |entry| one(entry).ok_or_else(|| "an artifact without name or expiry".to_owned());
    entries.iter().map(read).collect()
}

//! What the API tells of a pull request's life: its timeline, its state, and the runs of its head.
//!
//! Sources: GitHub REST, `GET /repos/{owner}/{repo}/issues/{number}/timeline`, `.../pulls/{number}` and
//! `.../actions/workflows/{file}/runs`; "Issue event types". Times are GitHub's own. Those of commits are
//! not among them: whoever makes a commit writes its dates, and a `committed` event has no other.

use jiff::Timestamp;
use serde_json::Value;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name, which may be given to another account once it is free.
    pub login: String,
    /// Its number, which never is.
    pub id: u64,
    /// `User`, `Bot`, `Organization`, `Mannequin`.
    pub kind: String,
}

/// An event that matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// Its number; a later one is larger.
    pub id: u64,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// Who did it; `None` where the account is gone.
    pub actor: Option<Account>,
    /// An app did it, be it in the name of its user.
    pub by_app: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A label was set.
    Labeled(String),
    /// A label was taken off.
    Unlabeled(String),
    /// The head was moved by force, deleted or restored. A plain push gives no event of its own.
    HeadMoved,
    /// The pull request was pointed at another base, or its base was moved by force.
    BaseMoved,
    /// It was put into a merge queue, as it was then. A push takes it out again.
    Queued,
}

/// Reads the events that matter and leaves out all others.
///
/// # Errors
/// Which event lacks what.
pub fn read(entries: &[Value]) -> Result<Vec<TimelineEvent>, String> {
    entries.iter().filter_map(|entry| event(entry).transpose()).collect()
}

fn event(entry: &Value) -> Result<Option<TimelineEvent>, String> {
    let name = entry.get("event").and_then(Value::as_str).unwrap_or_default();
    let lacks = |field: &str| format!("an event `{name}` of the timeline has no `{field}`");
    let label = || {
        let label = entry.pointer("/label/name").and_then(Value::as_str);
        label.map(str::to_owned).ok_or_else(|| lacks("label"))
    };
    let kind = match name {
        "labeled" => EventKind::Labeled(label()?),
        "unlabeled" => EventKind::Unlabeled(label()?),
        "head_ref_force_pushed" | "head_ref_deleted" | "head_ref_restored" => EventKind::HeadMoved,
        "base_ref_changed" | "base_ref_force_pushed" | "automatic_base_change_succeeded" => {
            EventKind::BaseMoved
        }
        "added_to_merge_queue" => EventKind::Queued,
        _ => return Ok(None),
    };
    Ok(Some(TimelineEvent {
        id: entry.get("id").and_then(Value::as_u64).ok_or_else(|| lacks("id"))?,
        kind,
        at: time(entry, "created_at").ok_or_else(|| lacks("created_at"))?,
        actor: entry.get("actor").and_then(account),
        by_app: entry.get("performed_via_github_app").is_some_and(|app| !app.is_null()),
    }))
}

/// A pull request as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullState {
    /// Who opened it; `None` where the account is gone.
    pub author: Option<Account>,
    /// The labels that it has.
    pub labels: Vec<String>,
    /// Its tip.
    pub head_sha: String,
    /// Its branch.
    pub head_branch: String,
    /// `owner/name` of the repository of that branch; `None` where that is gone.
    pub head_repository: Option<String>,
}

/// Reads a pull request; `None` where a field is missing.
#[must_use]
pub fn pull_state(answer: &Value) -> Option<PullState> {
    let text = |field: &str| answer.pointer(field).and_then(Value::as_str).map(str::to_owned);
    let labels = answer.get("labels")?.as_array()?;
    let name = |label: &Value| label.get("name").and_then(Value::as_str).map(str::to_owned);
    Some(PullState {
        author: answer.get("user").and_then(account),
        labels: labels.iter().map(name).collect::<Option<_>>()?,
        head_sha: text("/head/sha")?,
        head_branch: text("/head/ref")?,
        head_repository: text("/head/repo/full_name"),
    })
}

/// Returns the accounts of the author and of the committer of a commit, as far as GitHub knows them.
pub fn commit_accounts(commit: &Value) -> impl Iterator<Item = Account> {
    ["author", "committer"].into_iter().filter_map(|who| commit.get(who).and_then(account))
}

/// A run of a workflow on some commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRun {
    /// Its id.
    pub id: u64,
    /// What started it.
    pub event: String,
    /// When it was made: at or after the push that it belongs to. A run that is started again keeps it.
    pub at: Timestamp,
    /// The commit.
    pub head_sha: String,
    /// The branch.
    pub head_branch: String,
    /// `owner/name` of the branch's repository.
    pub head_repository: Option<String>,
    /// Whose deed started it first.
    pub actor: Option<Account>,
}

/// Reads runs.
///
/// # Errors
/// Which run lacks what.
pub fn read_runs(entries: &[Value]) -> Result<Vec<HeadRun>, String> {
    let one = |entry: &Value| {
        let text = |field: &str| entry.pointer(field).and_then(Value::as_str).map(str::to_owned);
        Some(HeadRun {
            id: entry.get("id")?.as_u64()?,
            event: text("/event")?,
            at: time(entry, "created_at")?,
            head_sha: text("/head_sha")?,
            head_branch: text("/head_branch").unwrap_or_default(),
            head_repository: text("/head_repository/full_name"),
            actor: entry.get("actor").and_then(account),
        })
    };
    let read =
        |entry| one(entry).ok_or_else(|| "a run without id, event, time or commit".to_owned());
    entries.iter().map(read).collect()
}

fn time(entry: &Value, field: &str) -> Option<Timestamp> {
    entry.get(field)?.as_str()?.parse().ok()
}

fn account(value: &Value) -> Option<Account> {
    let login = value.get("login")?.as_str()?.to_owned();
    // What GitHub shows in the place of an account that was deleted.
    let kept = |account: &Account| account.login != "ghost";
    let kind = value.get("type")?.as_str()?.to_owned();
    Some(Account { login, id: value.get("id")?.as_u64()?, kind }).filter(kept)
}

/// What an account may do in a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepositoryRole {
    /// Nothing that counts here: none, read or triage.
    Less,
    /// May push.
    Write,
    /// May manage it without dangerous rights.
    Maintain,
    /// May do anything.
    Admin,
}

/// Reads the answer of `GET /repos/{owner}/{repo}/collaborators/{username}/permission`, which counts
/// teams and organisation roles in. `permission` knows no `maintain`; a role of the organisation's own has
/// a name of its own and stands by the rights that it gives.
#[must_use]
pub fn read_role(answer: &Value) -> Option<RepositoryRole> {
    let permission = answer.get("permission")?.as_str()?;
    let role = answer.get("role_name").and_then(Value::as_str).unwrap_or_default();
    let maintains = answer.pointer("/user/permissions/maintain").and_then(Value::as_bool);
    Some(match permission {
        "admin" => RepositoryRole::Admin,
        "write" | "maintain" if role == "maintain" || maintains == Some(true) => {
            RepositoryRole::Maintain
        }
        "write" => RepositoryRole::Write,
        _ => RepositoryRole::Less,
    })
}

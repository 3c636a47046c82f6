//! The payload of the event that started a run: which pull request, which head, which base.
//!
//! Every event ends in the same shape. Where the payload does not tell the pull request, it tells what to
//! ask the API for ([`Whose`]); the answer is read here too. Sources: GitHub's documentation of "Events
//! that trigger workflows" and of webhook payloads.

use serde_json::Value;

/// What a payload tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The commit that is judged; `None` where only the pull request knows it.
    pub head: Option<String>,
    /// What it is judged against.
    pub base: BaseOf,
    /// The pull request that it belongs to.
    pub pull_request: Whose,
    /// The branch that the change is to go to, where the payload names it.
    pub base_branch: Option<String>,
    /// The other run whose end started this one.
    pub judged: Option<FollowedRun>,
    /// The default branch, where the payload names it and it was pushed.
    pub pushed_default: Option<String>,
}

impl Event {
    /// Whether the base's policy counts: on a change, and where the default branch itself moved on from that
    /// base. Whoever starts any other run chooses its base, or that it has none, and the head with it.
    #[must_use]
    pub fn is_ruled_by_base(&self) -> bool {
        let moved = self.pushed_default.is_some() && matches!(self.base, BaseOf::Commit(_));
        self.is_change() || moved
    }

    /// Whether it is about a change that is to be merged: a pull request or a group of a queue. A push is
    /// none, though an open pull request may have the very commit.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let is_none = matches!(self.pull_request, Whose::Nobody | Whose::OfCommit(_));
        !is_none || self.base_branch.is_some()
    }
}

/// Where the base of a change is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseOf {
    /// This commit.
    Commit(String),
    /// The first parent of the merge commit that was checked out; `recorded` is what the payload says,
    /// which may be older.
    MergeParent {
        /// The base as the payload has it.
        recorded: String,
    },
    /// As the pull request says, once it is known.
    PullRequest,
    /// There is nothing to compare with, and why.
    None(&'static str),
}

/// Which pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// This one.
    Known(EventPullRequest),
    /// The one of this number; the rest must be asked for.
    Number(u64),
    /// An open one whose head is this commit.
    OfCommit(String),
    /// An open one from this branch (`owner:branch`) whose head is this commit.
    OfBranch {
        /// `owner:branch`.
        head: String,
        /// Its tip.
        sha: String,
    },
    /// None.
    Nobody,
}

/// A pull request, as payloads and the API describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPullRequest {
    /// Its number.
    pub number: u64,
    /// Open, not merged and not closed.
    pub is_open: bool,
    /// Its tip.
    pub head_sha: String,
    /// The tip of the base branch when the payload was written.
    pub base_sha: String,
    /// The branch that it targets.
    pub base_branch: String,
    /// Its head is in another repository, or in one that was deleted.
    pub from_fork: bool,
}

/// The run that `workflow_run` tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedRun {
    /// Its id.
    pub run: u64,
    /// Its attempt.
    pub attempt: u64,
    /// Path of its workflow.
    pub workflow: Option<String>,
}

/// Why an event tells nothing to judge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// GitHub's, or somebody changed the file.
    #[error("the payload of `{event}` is no JSON: {why}")]
    Syntax {
        /// The event.
        event: String,
        /// What the parser says.
        why: String,
    },
    /// As above.
    #[error("the payload of `{event}` has no `{field}`, or not what belongs there")]
    Field {
        /// The event.
        event: String,
        /// Path of the field.
        field: &'static str,
    },
    /// The workflow's: nothing is left to judge.
    #[error(
        "the push deletes its branch, so nothing is there to judge; run truegreen on other events"
    )]
    Deleted,
}

/// Reads a payload.
///
/// # Errors
/// When it lacks what its event always has.
pub fn read(event: &str, text: &str) -> Result<Event, EventError> {
    let payload: Value = serde_json::from_str(text)
        .map_err(|error| EventError::Syntax { event: event.to_owned(), why: error.to_string() })?;
    let payload = Payload { event, root: &payload };
    match event {
        "pull_request" | "pull_request_review" | "pull_request_review_comment" => {
            pull_request(&payload)
        }
        "pull_request_target" => {
            let event = pull_request(&payload)?;
            // What is checked out is the default branch, so no merge commit tells the base.
            let Whose::Known(known) = &event.pull_request else { return Ok(event) };
            Ok(Event { base: BaseOf::Commit(known.base_sha.clone()), ..event })
        }
        "push" => push(&payload),
        "merge_group" => merge_group(&payload),
        "workflow_run" => workflow_run(&payload),
        "issue_comment" if payload.root.pointer("/issue/pull_request").is_some() => Ok(Event {
            head: None,
            base: BaseOf::PullRequest,
            pull_request: Whose::Number(payload.number("/issue/number")?),
            base_branch: None,
            judged: None,
            pushed_default: None,
        }),
        _ => Ok(Event {
            head: None,
            base: BaseOf::None("this event belongs to no change"),
            pull_request: Whose::Nobody,
            base_branch: None,
            judged: None,
            pushed_default: None,
        }),
    }
}

/// Whether a payload of a pull request's event tells that nothing was pushed: a label was set, the title
/// was edited. Unknown actions may be a push.
#[must_use]
pub fn is_no_push(event: &str, text: &str) -> bool {
    let payload: Value = serde_json::from_str(text).unwrap_or_default();
    let action = payload.get("action").and_then(Value::as_str).unwrap_or_default();
    event.starts_with("pull_request")
        && matches!(
            action,
            "labeled" | "unlabeled" | "edited" | "assigned" | "unassigned" | "submitted"
        )
}

/// The default branch of the repository, where a payload names it.
#[must_use]
pub fn default_branch(text: &str) -> Option<String> {
    let payload: Value = serde_json::from_str(text).ok()?;
    Payload { event: "", root: &payload }.default_branch()
}

/// The branch that a push is about; `None` for a tag and for other events.
#[must_use]
pub fn pushed_branch(event: &str, text: &str) -> Option<String> {
    let payload: Value = serde_json::from_str(text).ok().filter(|_| event == "push")?;
    let name = payload.get("ref").and_then(Value::as_str)?;
    name.strip_prefix("refs/heads/").map(str::to_owned)
}

/// Reads a pull request as the API answers it. `None` where a field is missing.
#[must_use]
pub fn read_pull_request(answer: &Value) -> Option<EventPullRequest> {
    let payload = Payload { event: "", root: answer };
    payload.pull_request("").ok()
}

struct Payload<'a> {
    event: &'a str,
    root: &'a Value,
}

impl Payload<'_> {
    fn missing(&self, field: &'static str) -> EventError {
        EventError::Field { event: self.event.to_owned(), field }
    }

    fn text(&self, field: &'static str) -> Result<String, EventError> {
        let value = self.root.pointer(field).and_then(Value::as_str);
        value.map(str::to_owned).ok_or_else(|| self.missing(field))
    }

    /// A commit: 40 hexadecimal digits (64 under SHA-256), so that it can stand in a URL.
    fn sha(&self, field: &'static str) -> Result<String, EventError> {
        self.text(field)?.parse_sha().ok_or_else(|| self.missing(field))
    }

    fn default_branch(&self) -> Option<String> {
        self.text("/repository/default_branch").ok().filter(|name| !name.is_empty())
    }

    fn number(&self, field: &'static str) -> Result<u64, EventError> {
        self.root.pointer(field).and_then(Value::as_u64).ok_or_else(|| self.missing(field))
    }

    fn flag(&self, field: &str) -> bool {
        self.root.pointer(field).and_then(Value::as_bool).unwrap_or(false)
    }

    fn pull_request(&self, at: &str) -> Result<EventPullRequest, EventError> {
        let root = self.root.pointer(at).unwrap_or(&Value::Null);
        let pull = Payload { event: self.event, root };
        let repository = |field: &str| {
            pull.root.pointer(field).and_then(Value::as_str).map(str::to_ascii_lowercase)
        };
        let head = repository("/head/repo/full_name");
        Ok(EventPullRequest {
            number: pull.number("/number")?,
            is_open: pull.text("/state")? == "open",
            head_sha: pull.sha("/head/sha")?,
            base_sha: pull.sha("/base/sha")?,
            base_branch: pull.text("/base/ref")?,
            from_fork: head.is_none() || head != repository("/base/repo/full_name"),
        })
    }
}

trait ParseSha {
    fn parse_sha(self) -> Option<String>;
}

impl ParseSha for String {
    fn parse_sha(self) -> Option<String> {
        is_sha(&self).then_some(self)
    }
}

/// Whether a text is a commit's whole name.
#[must_use]
pub fn is_sha(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// How GitHub writes "no commit".
fn is_zero(sha: &str) -> bool {
    sha.bytes().all(|byte| byte == b'0')
}

fn pull_request(payload: &Payload<'_>) -> Result<Event, EventError> {
    let pull = payload.pull_request("/pull_request")?;
    Ok(Event {
        head: Some(pull.head_sha.clone()),
        base: BaseOf::MergeParent { recorded: pull.base_sha.clone() },
        base_branch: Some(pull.base_branch.clone()),
        pull_request: Whose::Known(pull),
        judged: None,
        pushed_default: None,
    })
}

fn push(payload: &Payload<'_>) -> Result<Event, EventError> {
    let after = payload.sha("/after")?;
    if payload.flag("/deleted") || is_zero(&after) {
        return Err(EventError::Deleted);
    }
    let before = payload.sha("/before")?;
    let base = if is_zero(&before) {
        BaseOf::None("the push creates its branch or tag, so nothing was there before")
    } else {
        BaseOf::Commit(before)
    };
    let name = payload.text("/ref")?;
    let branch = name.strip_prefix("refs/heads/");
    let whose = |_| Whose::OfCommit(after.clone());
    let pull_request = branch.map_or(Whose::Nobody, whose);
    let default = payload.default_branch();
    let pushed_default = default.filter(|default| branch == Some(default.as_str()));
    let head = Some(after);
    Ok(Event { head, base, pull_request, base_branch: None, judged: None, pushed_default })
}

fn merge_group(payload: &Payload<'_>) -> Result<Event, EventError> {
    let base_branch = payload.text("/merge_group/base_ref")?;
    let base_branch =
        base_branch.strip_prefix("refs/heads/").map_or(base_branch.clone(), str::to_owned);
    Ok(Event {
        head: Some(payload.sha("/merge_group/head_sha")?),
        base: BaseOf::Commit(payload.sha("/merge_group/base_sha")?),
        // The name of the queue's branch has one number, that of the last pull request of the group: a
        // comment there would speak for the others too.
        pull_request: Whose::Nobody,
        base_branch: Some(base_branch),
        judged: None,
        pushed_default: None,
    })
}

fn workflow_run(payload: &Payload<'_>) -> Result<Event, EventError> {
    let head = payload.sha("/workflow_run/head_sha")?;
    let judged = FollowedRun {
        run: payload.number("/workflow_run/id")?,
        attempt: payload.number("/workflow_run/run_attempt")?,
        workflow: payload.text("/workflow_run/path").ok().map(|path| {
            // `path@ref` where the workflow is required by another repository
            path.split('@').next().unwrap_or_default().to_owned()
        }),
    };
    let of_change = matches!(
        payload.text("/workflow_run/event")?.as_str(),
        "pull_request" | "pull_request_target" | "pull_request_review"
    );
    let (pull_request, base) = if of_change {
        // The payload's own list is empty for forks, so the branch is asked for, with its commit: a fork
        // may choose any name for it.
        let owner = payload.text("/workflow_run/head_repository/owner/login")?;
        let branch = payload.text("/workflow_run/head_branch")?;
        let whose = Whose::OfBranch { head: format!("{owner}:{branch}"), sha: head.clone() };
        (whose, BaseOf::PullRequest)
    } else {
        (Whose::Nobody, BaseOf::None("the run that is judged belongs to no pull request"))
    };
    Ok(Event {
        head: Some(head),
        base,
        pull_request,
        base_branch: None,
        judged: Some(judged),
        pushed_default: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const ZERO: &str = "0000000000000000000000000000000000000000";

    fn pull(head: &str) -> String {
        format!(
            r#"{{"number": 7, "state": "open", "head": {{"sha": "{A}", "repo": {head}}},
               "base": {{"sha": "{B}", "ref": "main", "repo": {{"full_name": "o/r"}}}}}}"#
        )
    }

    fn known(event: &str, text: &str) -> (Event, EventPullRequest) {
        let event = read(event, text).unwrap();
        let Whose::Known(pull) = event.pull_request.clone() else { panic!("{event:?}") };
        (event, pull)
    }

    #[test]
    fn a_pull_request_is_judged_at_its_head_against_the_merge_commits_first_parent() {
        let text = format!(r#"{{"pull_request": {}}}"#, pull(r#"{"full_name": "O/R"}"#));
        let (event, pull) = known("pull_request", &text);
        assert_eq!(event.head.as_deref(), Some(A));
        assert_eq!(event.base, BaseOf::MergeParent { recorded: B.to_owned() });
        assert_eq!((pull.number, pull.from_fork, pull.is_open), (7, false, true));
        let (event, _) = known("pull_request_target", &text);
        assert_eq!(event.base, BaseOf::Commit(B.to_owned()));
    }

    #[test]
    fn another_repository_or_a_deleted_one_is_a_fork() {
        for head in [r#"{"full_name": "else/r"}"#, "null"] {
            let text = format!(r#"{{"pull_request": {}}}"#, pull(head));
            assert!(known("pull_request", &text).1.from_fork, "{head}");
        }
    }

    #[test]
    fn a_push_is_judged_against_what_was_there_before() {
        let push = |before: &str, name: &str| {
            let text = format!(r#"{{"ref": "{name}", "before": "{before}", "after": "{A}"}}"#);
            read("push", &text).unwrap()
        };
        let event = push(B, "refs/heads/main");
        assert_eq!(event.base, BaseOf::Commit(B.to_owned()));
        assert_eq!(event.pull_request, Whose::OfCommit(A.to_owned()));
        assert!(!event.is_change() && event.pushed_default.is_none());
        let event = push(ZERO, "refs/tags/v1");
        assert!(matches!(event.base, BaseOf::None(_)));
        assert_eq!(event.pull_request, Whose::Nobody);
        let gone = format!(r#"{{"ref": "refs/heads/x", "before": "{B}", "after": "{ZERO}"}}"#);
        assert_eq!(read("push", &gone), Err(EventError::Deleted));
    }

    #[test]
    fn only_a_branch_of_its_name_is_the_default_one() {
        for (name, expected) in [
            ("refs/heads/main", Some("main")),
            ("refs/heads/x/main", None),
            ("refs/tags/main", None),
            ("main", None),
        ] {
            let text = format!(
                r#"{{"ref": "{name}", "before": "{B}", "after": "{A}", "repository": {{"default_branch": "main"}}}}"#
            );
            assert_eq!(default_branch(&text).as_deref(), Some("main"));
            let event = read("push", &text).unwrap();
            assert_eq!(event.pushed_default.as_deref(), expected, "{name}");
            assert_eq!(event.is_ruled_by_base(), expected.is_some(), "{name}");
            let new = read("push", &text.replace(B, ZERO)).unwrap();
            assert!(!new.is_ruled_by_base(), "{name}");
        }
    }

    #[test]
    fn only_a_push_has_a_pushed_branch_and_a_tag_is_none() {
        let of = |event, name| pushed_branch(event, &format!(r#"{{"ref": "{name}"}}"#));
        assert_eq!(of("push", "refs/heads/a/b").as_deref(), Some("a/b"));
        assert_eq!(of("push", "refs/tags/main"), None);
        assert_eq!(of("create", "refs/heads/main"), None);
        assert_eq!(pushed_branch("push", "{"), None);
    }

    #[test]
    fn a_merge_group_has_its_own_head_and_base() {
        let text = format!(
            r#"{{"merge_group": {{"head_sha": "{A}", "base_sha": "{B}", "base_ref": "refs/heads/a/b"}}}}"#
        );
        let event = read("merge_group", &text).unwrap();
        assert_eq!(event.head.as_deref(), Some(A));
        assert_eq!(event.base, BaseOf::Commit(B.to_owned()));
        assert_eq!(event.base_branch.as_deref(), Some("a/b"));
        assert!(event.pull_request == Whose::Nobody && event.is_change());
    }

    #[test]
    fn a_workflow_run_points_at_the_run_that_ended() {
        let text = |event: &str| {
            format!(
                r#"{{"workflow_run": {{"id": 5, "run_attempt": 2, "head_sha": "{A}", "event": "{event}",
                "path": ".github/workflows/ci.yml@refs/heads/main", "head_branch": "patch-1",
                "head_repository": {{"owner": {{"login": "else"}}}}, "pull_requests": []}}}}"#
            )
        };
        let event = read("workflow_run", &text("pull_request")).unwrap();
        let whose = Whose::OfBranch { head: "else:patch-1".to_owned(), sha: A.to_owned() };
        assert_eq!(event.pull_request, whose);
        let judged = event.judged.unwrap();
        assert_eq!((judged.run, judged.attempt), (5, 2));
        assert_eq!(judged.workflow.as_deref(), Some(".github/workflows/ci.yml"));
        assert!(event.pull_request != Whose::Nobody);
        for other in ["push", "workflow_dispatch", "schedule", "new"] {
            let event = read("workflow_run", &text(other)).unwrap();
            assert!(matches!(event.base, BaseOf::None(_)) && !event.is_change(), "{other}");
        }
    }

    #[test]
    fn a_comment_names_its_pull_request_and_an_issue_has_none() {
        let text = r#"{"issue": {"number": 9, "pull_request": {"url": "x"}}}"#;
        assert_eq!(read("issue_comment", text).unwrap().pull_request, Whose::Number(9));
        let text = r#"{"issue": {"number": 9}}"#;
        assert_eq!(read("issue_comment", text).unwrap().pull_request, Whose::Nobody);
        for event in ["schedule", "workflow_dispatch", "release"] {
            let event = read(event, "{}").unwrap();
            assert!(event.pull_request == Whose::Nobody && !event.is_change());
        }
    }

    #[test]
    fn a_payload_that_lacks_something_is_no_event_without_a_base() {
        for (event, text) in [
            ("pull_request", "{}"),
            ("pull_request", r#"{"pull_request": {"number": "7"}}"#),
            ("push", r#"{"after": "main", "before": "x", "ref": "refs/heads/main"}"#),
            ("merge_group", "{}"),
            ("workflow_run", "[]"),
        ] {
            let error = read(event, text).unwrap_err();
            assert!(matches!(error, EventError::Field { .. }), "{event}: {error}");
        }
        assert!(matches!(read("push", "{"), Err(EventError::Syntax { .. })));
    }
}

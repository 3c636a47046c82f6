//! The payload of the event that started a run: what the run is about, and at which commit.
//!
//! Every event ends in the same shape. What the payload does not tell is for the API to say. Sources:
//! GitHub's documentation of "Events that trigger workflows" and of webhook payloads.

use serde_json::Value;

use super::skip_words::{MergeMessage, MergeText};

/// What a payload tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The commit that is judged; `None` where only the pull request knows it.
    pub head: Option<String>,
    /// What the run is about.
    pub about: EventAbout,
    /// The default branch of the repository, where the payload names it.
    pub default_branch: Option<String>,
}

/// What a run is about, by its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventAbout {
    /// A pull request.
    PullRequest {
        /// As the payload has it.
        pull: EventPullRequest,
        /// Whether the run checks out the merge of the head into the base, as `pull_request` does.
        merges: bool,
    },
    /// The pull request of this number: the rest must be asked for.
    Numbered(u64),
    /// A group of a merge queue.
    MergeGroup(EventGroup),
    /// A push.
    Push {
        /// The branch; `None` for a tag.
        branch: Option<String>,
        /// The commit that was there before; `None` for what the push created.
        before: Option<String>,
    },
    /// The end of another run.
    Followed(FollowedRun),
    /// Nothing that a merge waits for: a schedule, a dispatch, an event that truegreen does not know.
    Other,
}

/// A group of a merge queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventGroup {
    /// The branch that the queue leads to.
    pub branch: String,
    /// The commit on which the group stands: the tip of the branch, or the group before.
    pub below: String,
    /// The pull request that the group adds to that commit, by the name of its branch.
    pub number: Option<u64>,
    /// The message of its commit, which the branch gets; `None` where nothing tells it.
    pub message: Option<MergeMessage>,
}

impl EventGroup {
    /// The head branches of groups begin with this.
    const QUEUE: &str = "gh-readonly-queue/";

    /// Reads the name that GitHub gives the branch of a group:
    /// `gh-readonly-queue/main/pr-7-<commit below>`.
    #[must_use]
    pub fn of_branch(name: &str) -> Option<Self> {
        let (branch, group) = name.strip_prefix(Self::QUEUE)?.rsplit_once("/pr-")?;
        let (number, below) = group.split_once('-')?;
        let (branch, below) = (branch.to_owned(), below.to_owned().parse_sha()?);
        Some(Self { branch, below, number: number.parse().ok(), message: None })
    }
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
    /// What it gives to the message of the merge; `None` where its title is not told.
    pub message: Option<MergeMessage>,
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
    /// What started it.
    pub event: String,
    /// The branch or the tag that it is of: GitHub gives the name alone.
    pub branch: Option<String>,
    /// Where its branch is, as `owner:branch`.
    pub source: Option<String>,
}

impl FollowedRun {
    /// Returns whether a pull request started it.
    #[must_use]
    pub fn is_of_pull_request(&self) -> bool {
        is_of_pull_request(&self.event)
    }
}

/// Returns whether an event is one of a pull request, whose runs are about it.
#[must_use]
pub fn is_of_pull_request(event: &str) -> bool {
    matches!(event, "pull_request" | "pull_request_target" | "pull_request_review")
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
    let default_branch = payload.default_branch();
    let (head, about) = match event {
        "pull_request" | "pull_request_review" | "pull_request_review_comment" => {
            pull_request(&payload, true)?
        }
        // What is checked out is the default branch, so no merge commit tells the base.
        "pull_request_target" => pull_request(&payload, false)?,
        "push" => push(&payload)?,
        "merge_group" => merge_group(&payload)?,
        "workflow_run" => workflow_run(&payload)?,
        "issue_comment" if payload.root.pointer("/issue/pull_request").is_some() => {
            (None, EventAbout::Numbered(payload.number("/issue/number")?))
        }
        _ => (None, EventAbout::Other),
    };
    Ok(Event { head, about, default_branch })
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
        // A description that nobody wrote is null.
        let description = pull.text("/body").unwrap_or_default();
        let message = pull.text("/title").ok().map(|title| {
            let texts = [(MergeText::Title, &*title), (MergeText::Description, &*description)];
            MergeMessage::of(&texts)
        });
        Ok(EventPullRequest {
            number: pull.number("/number")?,
            is_open: pull.text("/state")? == "open",
            head_sha: pull.sha("/head/sha")?,
            base_sha: pull.sha("/base/sha")?,
            base_branch: pull.text("/base/ref")?,
            from_fork: head.is_none() || head != repository("/base/repo/full_name"),
            message,
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

/// The commit and what the run is about.
type Read = Result<(Option<String>, EventAbout), EventError>;

fn pull_request(payload: &Payload<'_>, merges: bool) -> Read {
    let pull = payload.pull_request("/pull_request")?;
    Ok((Some(pull.head_sha.clone()), EventAbout::PullRequest { pull, merges }))
}

fn push(payload: &Payload<'_>) -> Read {
    let after = payload.sha("/after")?;
    if payload.flag("/deleted") || is_zero(&after) {
        return Err(EventError::Deleted);
    }
    let before = Some(payload.sha("/before")?).filter(|before| !is_zero(before));
    let branch = payload.text("/ref")?.strip_prefix(BRANCHES).map(str::to_owned);
    Ok((Some(after), EventAbout::Push { branch, before }))
}

/// Where git keeps branches.
const BRANCHES: &str = "refs/heads/";

fn merge_group(payload: &Payload<'_>) -> Read {
    let branch = payload.text("/merge_group/base_ref")?;
    let branch = branch.strip_prefix(BRANCHES).map_or(branch.clone(), str::to_owned);
    let below = payload.sha("/merge_group/base_sha")?;
    let head = payload.sha("/merge_group/head_sha")?;
    let named = payload.text("/merge_group/head_ref").ok();
    let named = named.and_then(|name| EventGroup::of_branch(name.strip_prefix(BRANCHES)?));
    // A name that tells of another commit is none of GitHub's.
    let number = named.filter(|named| named.below == below).and_then(|named| named.number);
    let message = payload.text("/merge_group/head_commit/message").ok();
    let message = message.map(|text| MergeMessage::of(&[(MergeText::Group, &text)]));
    Ok((Some(head), EventAbout::MergeGroup(EventGroup { branch, below, number, message })))
}

fn workflow_run(payload: &Payload<'_>) -> Read {
    let head = payload.sha("/workflow_run/head_sha")?;
    let branch = payload.text("/workflow_run/head_branch").ok();
    let owner = payload.text("/workflow_run/head_repository/owner/login").ok();
    let followed = FollowedRun {
        run: payload.number("/workflow_run/id")?,
        attempt: payload.number("/workflow_run/run_attempt")?,
        workflow: payload.text("/workflow_run/path").ok().map(|path| {
            // `path@ref` where the workflow is required by another repository
            path.split('@').next().unwrap_or_default().to_owned()
        }),
        event: payload.text("/workflow_run/event")?,
        // The payload's own list of pull requests is empty for forks, so the branch is asked for.
        source: owner.zip(branch.as_ref()).map(|(owner, branch)| format!("{owner}:{branch}")),
        branch,
    };
    Ok((Some(head), EventAbout::Followed(followed)))
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

    fn known(event: &str, text: &str) -> (EventPullRequest, bool) {
        let event = read(event, text).unwrap();
        let EventAbout::PullRequest { pull, merges } = event.about.clone() else {
            panic!("{event:?}")
        };
        assert_eq!(event.head.as_deref(), Some(A));
        (pull, merges)
    }

    #[test]
    fn a_pull_request_is_judged_at_its_head_and_only_its_own_event_merges_it() {
        let text = format!(r#"{{"pull_request": {}}}"#, pull(r#"{"full_name": "O/R"}"#));
        let (pull, merges) = known("pull_request", &text);
        assert_eq!((pull.number, pull.from_fork, pull.is_open, merges), (7, false, true, true));
        assert!(!known("pull_request_target", &text).1);
    }

    #[test]
    fn another_repository_or_a_deleted_one_is_a_fork() {
        for head in [r#"{"full_name": "else/r"}"#, "null"] {
            let text = format!(r#"{{"pull_request": {}}}"#, pull(head));
            assert!(known("pull_request", &text).0.from_fork, "{head}");
        }
    }

    #[test]
    fn a_push_knows_its_branch_and_what_was_there_before() {
        let push = |before: &str, name: &str| {
            let text = format!(
                r#"{{"ref": "{name}", "before": "{before}", "after": "{A}", "repository": {{"default_branch": "main"}}}}"#
            );
            let event = read("push", &text).unwrap();
            assert_eq!(
                (event.head.as_deref(), event.default_branch.as_deref()),
                (Some(A), Some("main"))
            );
            match event.about {
                EventAbout::Push { branch, before } => (branch, before),
                about => panic!("{about:?}"),
            }
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(push(B, "refs/heads/main"), (some("main"), some(B)));
        assert_eq!(push(ZERO, "refs/heads/a/main"), (some("a/main"), None));
        // A tag may have the name of a branch.
        assert_eq!(push(B, "refs/tags/main"), (None, some(B)));
        assert_eq!(push(B, "main"), (None, some(B)));
        let gone = format!(r#"{{"ref": "refs/heads/x", "before": "{B}", "after": "{ZERO}"}}"#);
        assert_eq!(read("push", &gone), Err(EventError::Deleted));
    }

    #[test]
    fn a_merge_group_has_its_own_head_and_base() {
        let text = format!(
            r#"{{"merge_group": {{"head_sha": "{A}", "base_sha": "{B}", "base_ref": "refs/heads/a/b"}}}}"#
        );
        let event = read("merge_group", &text).unwrap();
        assert_eq!(event.head.as_deref(), Some(A));
        let group = EventGroup {
            branch: "a/b".to_owned(),
            below: B.to_owned(),
            number: None,
            message: None,
        };
        assert_eq!(event.about, EventAbout::MergeGroup(group.clone()));
        let named = text.replace(
            "\"base_ref\"",
            &format!("\"head_ref\": \"refs/heads/gh-readonly-queue/a/b/pr-7-{B}\", \"base_ref\""),
        );
        let numbered = EventGroup { number: Some(7), ..group };
        assert_eq!(read("merge_group", &named).unwrap().about, EventAbout::MergeGroup(numbered));
        let told = text.replace(
            "{\"head_sha\"",
            r#"{"head_commit": {"message": "a (#7)\n\n* b [ci skip]"}, "head_sha""#,
        );
        let EventAbout::MergeGroup(group) = read("merge_group", &told).unwrap().about else {
            panic!("{told}")
        };
        let found = Some((MergeText::Group, "[ci skip]"));
        assert_eq!(group.message, Some(MergeMessage { found }));
        for name in ["main", "gh-readonly-queue/main", "gh-readonly-queue/main/pr-7-x"] {
            assert_eq!(EventGroup::of_branch(name), None, "{name}");
        }
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
        let followed = |event: &str| match read("workflow_run", &text(event)).unwrap().about {
            EventAbout::Followed(followed) => followed,
            about => panic!("{about:?}"),
        };
        let run = followed("pull_request");
        assert_eq!((run.run, run.attempt, run.source.as_deref()), (5, 2, Some("else:patch-1")));
        assert_eq!(run.workflow.as_deref(), Some(".github/workflows/ci.yml"));
        assert!(run.is_of_pull_request());
        for other in ["push", "workflow_dispatch", "schedule", "new"] {
            assert!(!followed(other).is_of_pull_request(), "{other}");
        }
    }

    #[test]
    fn a_comment_names_its_pull_request_and_an_issue_has_none() {
        let text = r#"{"issue": {"number": 9, "pull_request": {"url": "x"}}}"#;
        assert_eq!(read("issue_comment", text).unwrap().about, EventAbout::Numbered(9));
        let text = r#"{"issue": {"number": 9}}"#;
        assert_eq!(read("issue_comment", text).unwrap().about, EventAbout::Other);
        for event in ["schedule", "workflow_dispatch", "release"] {
            assert_eq!(read(event, "{}").unwrap().about, EventAbout::Other);
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

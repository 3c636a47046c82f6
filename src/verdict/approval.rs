//! Decides whether the drift of a pull request is approved: by a label that was set after the head
//! was pushed, by somebody other than the author of the pull request, the person who pushed and
//! those who wrote its commits.
//!
//! The difficulty is to tell when the head was pushed. The author of a commit writes its dates,
//! `committed` events of the timeline have no other date, and GitHub promises nothing about their
//! place among the events. So only times of GitHub count: a run of the workflow on this head is
//! made after the head was pushed, and a re-run keeps the time of its run. A label counts if it is
//! younger than such a run.
//!
//! A head may be pushed, taken back and pushed again after the label. To take it back the branch
//! must be force-pushed, which the timeline tells, and a run from before that event proves nothing.
//! A run is made some time after its push, so a run from shortly after a force push may belong to a
//! push before it; then no other run may be younger than the label. Whatever stays in doubt is no
//! approval.

use jiff::Timestamp;

use crate::formats::github::timeline::{
    Account, EventKind, HeadRun, PullState, RepositoryRole, TimelineEvent,
};
use crate::policy::Access;

/// Longest time that GitHub may take from a push to its run. GitHub takes seconds.
const LAG: jiff::SignedDuration = jiff::SignedDuration::from_mins(10);

/// What the API returned about one pull request.
#[derive(Clone, Copy, Debug)]
pub struct ApprovalCase<'a> {
    /// The label that the policy names.
    pub label: &'a str,
    /// The commit that is judged.
    pub head: &'a str,
    /// The pull request as it is now.
    pub pull: &'a PullState,
    /// Who wrote its commits, as far as GitHub knows their accounts.
    pub authors: &'a [Account],
    /// The whole timeline of the pull request.
    pub events: &'a [TimelineEvent],
    /// The runs of the judged workflow on that commit.
    pub runs: &'a [HeadRun],
    /// The run that judges, if its event is known to be no push.
    pub own: Option<u64>,
}

/// The user who set the label; the label counts if the user has enough access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalCandidate {
    /// The login of the user.
    pub login: String,
    /// The time at which the label was set.
    pub at: Timestamp,
}

/// Returns the user who approved the change.
///
/// # Errors
/// The reason why nobody did, as part of a sentence.
pub fn find_candidate(case: &ApprovalCase<'_>) -> Result<ApprovalCandidate, String> {
    let ApprovalCase { label, head, pull, .. } = *case;
    if pull.head_sha != head {
        return Err("the pull request has another head by now".to_owned());
    }
    let set = last_set(case)?;
    if !pull.labels.iter().any(|name| name.eq_ignore_ascii_case(label)) {
        return Err(format!("the pull request does not have the label `{label}` now"));
    }
    let Some(who) = &set.actor else {
        return Err("who set it has no account any more".to_owned());
    };
    if set.by_app || who.kind != "User" {
        return Err(format!(
            "it was set by an app or a bot (`@{}`), which approves nothing",
            who.login
        ));
    }
    match &pull.author {
        Some(author) if is_same(author, who) => {
            return Err(format!("it was set by `@{}`, who opened the pull request", who.login));
        }
        None => return Err("the account that opened the pull request is gone".to_owned()),
        Some(_) => {}
    }
    if case.authors.iter().any(|author| is_same(author, who)) {
        return Err(format!("it was set by `@{}`, who wrote a commit of it", who.login));
    }
    let moved = |kind: EventKind| case.events.iter().filter(move |event| event.kind == kind);
    if moved(EventKind::BaseMoved).any(|event| event.at >= set.at) {
        return Err("the base of the pull request was changed after it was set".to_owned());
    }
    let forced = moved(EventKind::HeadMoved).max_by_key(|event| (event.at, event.id));
    let pusher = pushed_before(case, set.at, forced)?;
    let by_force = forced.and_then(|event| event.actor.as_ref());
    if [Some(pusher), by_force].into_iter().flatten().any(|pusher| is_same(pusher, who)) {
        return Err(format!("it was set by `@{}`, who pushed the head", who.login));
    }
    Ok(ApprovalCandidate { login: who.login.clone(), at: set.at })
}

/// Returns the last event of the label, unless the label was removed again.
fn last_set<'a>(case: &ApprovalCase<'a>) -> Result<&'a TimelineEvent, String> {
    let label = case.label;
    let named = case.events.iter().filter(|event| match &event.kind {
        EventKind::Labeled(name) | EventKind::Unlabeled(name) => name.eq_ignore_ascii_case(label),
        _ => false,
    });
    match named.max_by_key(|event| (event.at, event.id)) {
        None => Err(format!("nobody has set the label `{label}`")),
        Some(event) if matches!(event.kind, EventKind::Unlabeled(_)) => {
            Err(format!("the label `{label}` was taken off again"))
        }
        Some(event) => Ok(event),
    }
}

/// Returns who pushed the head, if the head was surely pushed before the label was set.
fn pushed_before<'a>(
    case: &ApprovalCase<'a>,
    set: Timestamp,
    forced: Option<&TimelineEvent>,
) -> Result<&'a Account, String> {
    if let Some(forced) = forced.filter(|forced| forced.at >= set) {
        let at = forced.at.strftime("%Y-%m-%d %H:%M:%S UTC");
        return Err(format!("the branch was moved by force at {at}, after it was set"));
    }
    let of_head = |run: &&HeadRun| {
        let same = |a: &Option<String>, b: &Option<String>| {
            a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        };
        matches!(run.event.as_str(), "pull_request" | "pull_request_target")
            && run.head_sha == case.head
            && run.head_branch == case.pull.head_branch
            && same(&run.head_repository, &case.pull.head_repository)
    };
    let runs = || case.runs.iter().filter(of_head);
    let after = forced.map(|forced| forced.at);
    let first = runs()
        .filter(|run| after.is_none_or(|after| run.at > after))
        .min_by_key(|run| (run.at, run.id));
    let Some(first) = first.filter(|first| first.at < set) else {
        return Err(
            "GitHub's own times do not tell that the head was pushed before it was set: no run of this workflow on the head is older; take it off and set it again"
                .to_owned(),
        );
    };
    let is_close = after.is_some_and(|after| first.at.duration_since(after) < LAG);
    let other = |run: &HeadRun| run.at >= set && Some(run.id) != case.own;
    if is_close && runs().any(other) {
        return Err(
            "the branch was moved by force and the head may have been pushed again since; take it off and set it again"
                .to_owned(),
        );
    }
    first.actor.as_ref().ok_or_else(|| "who pushed the head cannot be told".to_owned())
}

fn is_same(one: &Account, other: &Account) -> bool {
    one.id == other.id || one.login.eq_ignore_ascii_case(&other.login)
}

/// Returns whether a user has the access that the policy asks for.
#[must_use]
pub fn role_grants(has: RepositoryRole, asked: Access) -> bool {
    let least = match asked {
        Access::Write => RepositoryRole::Write,
        Access::Maintain => RepositoryRole::Maintain,
        Access::Admin => RepositoryRole::Admin,
    };
    has >= least
}

/// Returns the name of an access.
#[must_use]
pub const fn access_name(access: Access) -> &'static str {
    match access {
        Access::Write => "write",
        Access::Maintain => "maintain",
        Access::Admin => "admin",
    }
}

#[cfg(test)]
#[path = "approval_tests.rs"]
mod tests;

/// The result of the question whether somebody approved the drift of a pull request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// The approval was not asked for.
    #[default]
    NotAsked,
    /// A user with enough access approved the change.
    Granted(Grant),
    /// Nobody approved the change, or the approval does not count; the reason as part of a
    /// sentence, in lower case.
    Refused(String),
    /// The approval cannot be read.
    Unknown {
        /// The reason.
        why: String,
        /// What to do about it.
        help: String,
    },
}

/// An approval that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The user who set the label.
    pub login: String,
    /// The time at which the label was set, in seconds of GitHub's clock.
    pub at: jiff::Timestamp,
    /// The name of the label.
    pub label: String,
}

impl Grant {
    /// Returns the time for a report: `2026-11-21 12:03 UTC`.
    #[must_use]
    pub fn day_and_time(&self) -> String {
        self.at.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }
}

use super::*;

const HEAD: &str = "aaaa";

fn who(login: &str) -> Account {
    let id = login.bytes().fold(7, |id, byte| id * 31 + u64::from(byte));
    Account { login: login.to_owned(), id, kind: "User".to_owned() }
}

/// Returns a time within one hour, by minute and second.
fn at(text: &str) -> Timestamp {
    format!("2026-11-21T12:{text}Z").parse().unwrap()
}

fn event(id: u64, kind: EventKind, time: &str, actor: &str) -> TimelineEvent {
    TimelineEvent { id, kind, at: at(time), actor: Some(who(actor)), by_app: false }
}

fn set(id: u64, time: &str, actor: &str) -> TimelineEvent {
    event(id, EventKind::Labeled("CI-ok".to_owned()), time, actor)
}

fn off(id: u64, time: &str, actor: &str) -> TimelineEvent {
    event(id, EventKind::Unlabeled("ci-ok".to_owned()), time, actor)
}

fn run(id: u64, time: &str, actor: &str) -> HeadRun {
    HeadRun {
        id,
        event: "pull_request".to_owned(),
        at: at(time),
        head_sha: HEAD.to_owned(),
        head_branch: "topic".to_owned(),
        head_repository: Some("octo/service".to_owned()),
        actor: Some(who(actor)),
    }
}

struct Story {
    pull: PullState,
    events: Vec<TimelineEvent>,
    runs: Vec<HeadRun>,
    own: Option<u64>,
}

/// Returns a story: the author pushed at 12:00, and somebody else set the label at 12:30.
fn story() -> Story {
    Story {
        pull: PullState {
            author: Some(who("author")),
            labels: vec!["ci-ok".to_owned()],
            head_sha: HEAD.to_owned(),
            head_branch: "topic".to_owned(),
            head_repository: Some("Octo/service".to_owned()),
        },
        events: vec![set(10, "30:00", "owner")],
        runs: vec![run(1, "00:05", "author")],
        own: None,
    }
}

fn tell(change: impl FnOnce(&mut Story)) -> Result<String, String> {
    let mut story = story();
    change(&mut story);
    let case = ApprovalCase {
        label: "ci-ok",
        head: HEAD,
        pull: &story.pull,
        authors: &[],
        events: &story.events,
        runs: &story.runs,
        own: story.own,
    };
    find_candidate(&case).map(|candidate| candidate.login)
}

fn refused(words: &str, change: impl FnOnce(&mut Story)) {
    let told = tell(change).expect_err("it was let through");
    assert!(told.contains(words), "{told}");
}

#[test]
fn a_label_that_somebody_else_set_after_the_push_counts() {
    assert_eq!(tell(|_| {}).as_deref(), Ok("owner"));
    // The label is set, removed and set again: the last event counts.
    let again = |story: &mut Story| {
        story.events =
            vec![set(10, "10:00", "author"), off(11, "11:00", "owner"), set(12, "12:00", "owner")];
    };
    assert_eq!(tell(again).as_deref(), Ok("owner"));
    // Events of another label change nothing.
    let other = |story: &mut Story| {
        story.events.push(event(99, EventKind::Unlabeled("other".to_owned()), "40:00", "author"));
    };
    assert_eq!(tell(other).as_deref(), Ok("owner"));
}

#[test]
fn who_set_it_must_be_a_person_apart_from_author_and_pusher() {
    refused("who opened", |story| story.events[0].actor = Some(who("author")));
    // A login that was given to another account, and an account that changed its login.
    refused("who opened", |story| story.events[0].actor = Some(Account { id: 1, ..who("AUTHOR") }));
    refused("who opened", |story| {
        story.events[0].actor = Some(Account { login: "new".to_owned(), ..who("author") });
    });
    refused("no account", |story| story.events[0].actor = None);
    refused("an app or a bot", |story| story.events[0].by_app = true);
    refused("an app or a bot", |story| {
        story.events[0].actor = Some(Account { kind: "Bot".to_owned(), ..who("helper[bot]") });
    });
    refused("who pushed", |story| story.runs[0].actor = Some(who("owner")));
    refused("cannot be told", |story| story.runs[0].actor = None);
    refused("account that opened", |story| story.pull.author = None);
}

#[test]
fn a_label_that_is_gone_or_was_never_set_is_none() {
    refused("nobody has set", |story| story.events.clear());
    refused("taken off", |story| story.events.push(off(11, "31:00", "owner")));
    // Events of one second are ordered by their number.
    refused("taken off", |story| story.events.push(off(11, "30:00", "owner")));
    refused("does not have the label", |story| story.pull.labels = vec!["ci-okay".to_owned()]);
    refused("another head", |story| story.pull.head_sha = "bbbb".to_owned());
}

#[test]
fn a_label_from_before_the_push_or_in_its_second_is_void() {
    for time in ["31:00", "30:00"] {
        refused("do not tell", |story| story.runs[0].at = at(time));
    }
    refused("do not tell", |story| story.runs.clear());
    refused("do not tell", |story| story.runs[0].head_branch = "other".to_owned());
    refused("do not tell", |story| story.runs[0].head_repository = Some("fork/service".to_owned()));
    refused("do not tell", |story| story.pull.head_repository = None);
    refused("do not tell", |story| story.runs[0].head_sha = "bbbb".to_owned());
    refused("do not tell", |story| story.runs[0].event = "push".to_owned());
    // The run that the label itself started proves nothing; the run of the push does.
    let labelled = |story: &mut Story| story.runs.push(run(2, "30:04", "owner"));
    assert_eq!(tell(labelled).as_deref(), Ok("owner"));
}

#[test]
fn a_move_by_force_after_the_label_voids_it() {
    for time in ["30:00", "30:01"] {
        refused("moved by force", |story| {
            story.events.push(event(11, EventKind::HeadMoved, time, "author"));
        });
        refused("base", |story| {
            story.events.push(event(11, EventKind::BaseMoved, time, "author"));
        });
    }
    refused("who pushed", |story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "00:02", "owner"));
    });
    let before = |story: &mut Story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "00:02", "author"));
    };
    assert_eq!(tell(before).as_deref(), Ok("owner"));
}

#[test]
fn a_head_that_was_taken_back_and_pushed_again_after_the_label_is_refused() {
    // The head was pushed at 12:00, taken back at 12:20, approved at 12:30 and pushed again at
    // 12:40.
    refused("do not tell", |story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "20:00", "author"));
        story.runs.push(run(2, "40:04", "author"));
    });
    // The head was taken back before its run was made, so the run looks as if it came after that.
    refused("pushed again", |story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "00:01", "author"));
        story.runs.push(run(2, "40:04", "author"));
    });
    // The run that judges was started by the label, so it is no push.
    let own = |story: &mut Story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "00:01", "author"));
        story.runs.push(run(2, "30:04", "owner"));
        story.own = Some(2);
    };
    assert_eq!(tell(own).as_deref(), Ok("owner"));
    // A run from long after the force push is in no doubt.
    let late = |story: &mut Story| {
        story.events.insert(0, event(1, EventKind::HeadMoved, "00:01", "author"));
        story.runs = vec![run(1, "15:00", "author"), run(2, "40:04", "owner")];
    };
    assert_eq!(tell(late).as_deref(), Ok("owner"));
}

#[test]
fn access_is_what_the_policy_asks_at_least() {
    for (has, asked, is_enough) in [
        (RepositoryRole::Less, Access::Write, false),
        (RepositoryRole::Write, Access::Write, true),
        (RepositoryRole::Admin, Access::Write, true),
        (RepositoryRole::Write, Access::Maintain, false),
        (RepositoryRole::Maintain, Access::Maintain, true),
        (RepositoryRole::Maintain, Access::Admin, false),
    ] {
        assert_eq!(role_grants(has, asked), is_enough, "{has:?} {asked:?}");
    }
}

#![doc = include_str!("skip_ci.md")]

use super::commit::end::CheckEnd;
use super::commit::start::AFTER;
use super::commit::subject::{CommitSubject, commit_subjects};
use crate::case::Case;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::github::skip_words::MergeText;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "skip-ci",
    family: RuleFamily::Run,
    holds: "no message keeps a check from starting",
    summary: "words such as `[skip ci]` in the message of the commit, or in what becomes that of the merge, that keep what is required from starting",
    unit: ("message", "messages"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("skip_ci.md"),
    check: RuleCheck::Case(check),
};

/// Why nothing was to be looked at.
const IDLE: &str =
    "the message of a commit is only looked at where something required never started on it";

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let Some(fact) = &facts.commit_checks else { return sink.not_checked(IDLE) };
    let subjects = commit_subjects(facts, policy, fact);
    match &fact.skip_words {
        Some(Ok(words)) => of_commit(*words, &subjects, sink),
        Some(Err(why)) => return sink.not_checked(why.clone()),
        None => sink.not_checked(IDLE),
    }
    // Only a push reads the message of the merge: a pull request that is closed has its own head.
    let is_later = |subject: &&CommitSubject| {
        let workflow = subject.workflow.as_deref().and_then(|path| facts.model(path));
        matches!(&subject.end, CheckEnd::Left(why) if why == AFTER)
            && workflow.is_some_and(|(_, model)| model.on.iter().any(|on| on.event.value == "push"))
    };
    let later = subjects.iter().find(is_later).filter(|_| fact.situation.is_change());
    if let (Some(later), Some(message)) = (later, &fact.merge_message) {
        sink.examine();
        if let Some((text, words)) = message.found {
            sink.find(of_merge(later, text, words));
        }
    }
}

/// Reports words that kept something from starting on the judged commit.
fn of_commit(words: Option<&str>, subjects: &[CommitSubject], sink: &mut Sink) {
    sink.examine();
    let Some(words) = words else { return };
    let never_started =
        |subject: &&CommitSubject| matches!(subject.end, CheckEnd::Absent { may_come: true, .. });
    let missing = subjects.iter().find(never_started);
    let message = format!(
        "the message of the commit has `{words}`: no workflow that only pushes or pull requests start ran on it"
    );
    sink.find(
        Finding::new("commit", missing.and_then(|missing| missing.place.clone()), message)
            .label("never started")
            .help("push a commit whose message does not have it, and mind the title where merges are squashed"),
    );
}

/// Returns the finding for words that will keep something from starting after the merge.
fn of_merge(later: &CommitSubject, text: MergeText, words: &str) -> Finding {
    let (what, becomes, help) = match text {
        MergeText::Title => (
            "the title of the pull request",
            "it becomes a part of the message of the merge",
            "take it out of the title, and out of the message when you merge",
        ),
        MergeText::Description => (
            "the description of the pull request",
            "where the repository takes it for the message of the merge",
            "write it in other words, without the brackets, or mind the message when you merge",
        ),
        MergeText::Group => (
            "the message of the merge group's commit",
            "the branch gets this commit",
            "take it out of the title of the pull request, and put it into the queue again",
        ),
    };
    let message = format!(
        "{what} has `{words}`: {becomes}, and then {} does not start after the merge",
        later.words
    );
    let finding = Finding::new("merge", later.place.clone(), message);
    let finding = finding.label("does not start then").help(help);
    // Which texts the message is made of is a setting that the token does not see.
    if text == MergeText::Description { finding.at_most(Severity::Note) } else { finding }
}

#![doc = include_str!("skip_ci.md")]

use super::commit::end::CheckEnd;
use super::commit::subject::{CommitSubject, commit_subjects};
use crate::case::Case;
use crate::finding::{Finding, Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "skip-ci",
    family: RuleFamily::Run,
    holds: "no message keeps a check from starting",
    summary: "words in the message of the commit, such as `[skip ci]`, kept what is required from starting",
    unit: ("message", "messages"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("skip_ci.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let known =
        facts.commit_checks.as_ref().and_then(|fact| Some((fact, fact.skip_words.as_ref()?)));
    let Some((fact, words)) = known else {
        return sink.not_checked(
            "the message of a commit is only looked at where something required never started on it",
        );
    };
    let words = match words {
        Ok(words) => words,
        Err(why) => return sink.not_checked(why.clone()),
    };
    sink.examine();
    let Some(words) = words else { return };
    let never_started =
        |subject: &CommitSubject| matches!(subject.end, CheckEnd::Absent { may_come: true, .. });
    let missing = commit_subjects(facts, policy, fact).into_iter().find(never_started);
    let message = format!(
        "the message of the commit has `{words}`: no workflow that only pushes or pull requests start ran on it"
    );
    sink.find(
        Finding::new("commit", missing.and_then(|missing| missing.place), message)
            .label("never started")
            .help("push a commit whose message does not have it, and mind the title where merges are squashed"),
    );
}

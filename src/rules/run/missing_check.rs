#![doc = include_str!("missing_check.md")]

use std::collections::BTreeMap;

use super::SKIPS_AT_REST;
use super::commit::end::CheckEnd;
use super::commit::subject::{CommitSubject, asked_of_commit, commit_subjects};
use crate::case::Case;
use crate::finding::{Finding, Severity, Sink};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "missing-check",
    family: RuleFamily::Run,
    holds: "every check of another workflow passed",
    summary: "a required job of another workflow, or a required check, that did not pass on this commit",
    unit: ("check", "checks"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("missing_check.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let Some(fact) = &facts.commit_checks else {
        return sink.not_checked(match shortened(asked_of_commit(facts, policy)).as_str() {
            "" => "the policy names no check, and requires no job of another workflow".to_owned(),
            names => format!("there is no run here, so these were not looked at: {names}"),
        });
    };
    let subjects = commit_subjects(facts, policy, fact);
    if subjects.is_empty() {
        sink.not_checked("the policy names no check, and requires no job of another workflow");
    }
    let mut left: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for subject in subjects {
        match subject.end.clone() {
            CheckEnd::Left(why) => {
                left.entry(why).or_default().push(format!("`{}`", subject.subject));
            }
            end => {
                sink.examine();
                judge(subject, end, fact.waited, sink);
            }
        }
    }
    if let Err(why) = &fact.lists
        && sink.has_examined()
    {
        sink.inconclusive(why.clone());
    }
    if let Some(rules) = &fact.rules
        && let Some(why) = &rules.unread
    {
        let what = format!("not all checks that `{}` requires could be read: {why}", rules.branch);
        sink.leave_out(what);
    }
    for (why, names) in left {
        sink.leave_out(format!("{why}: {}", shortened(names)));
    }
}

fn judge(subject: CommitSubject, end: CheckEnd, waited: u64, sink: &mut Sink) {
    let words = subject.words.clone();
    let found = |message: String, label: &str, help: String| {
        let CommitSubject { subject, place, asked, .. } = subject.clone();
        Finding::new(subject, place, message)
            .label(label)
            .help(help)
            .related(asked, "required here")
    };
    match end {
        CheckEnd::Passed | CheckEnd::Left(_) | CheckEnd::Unread => {}
        CheckEnd::Failed { how, help } => {
            sink.find(found(format!("{words} {how}"), "did not pass", help));
        }
        CheckEnd::Skipped { how, help } => {
            let finding = found(format!("{words} {how}"), "did not run", help);
            sink.find(finding.at_rest(SKIPS_AT_REST));
        }
        CheckEnd::Absent { why, help, .. } => {
            let message = format!("{words} never started on this commit: {why}");
            sink.find(found(message, "never started", help));
        }
        CheckEnd::Unknown { why, help } | CheckEnd::ByFiles { why, help } => {
            let message = format!("whether {words} passed cannot be told: {why}");
            sink.unknown(found(message, "no result", help));
        }
        CheckEnd::Pending { why, can_wait } => {
            let (since, help) = match (can_wait, waited) {
                (false, _) => (
                    String::new(),
                    "add its job to the `needs` of the job that runs truegreen".to_owned(),
                ),
                (true, 0) => (
                    String::new(),
                    "run the gate again when it has ended, or let it wait by `wait:` of the policy"
                        .to_owned(),
                ),
                (true, seconds) => (
                    format!(", though the gate waited {seconds} s for it"),
                    "run the gate again when it has ended, or raise `wait:` of the policy"
                        .to_owned(),
                ),
            };
            let message = format!("whether {words} passes cannot be told yet: {why}{since}");
            sink.unknown(found(message, "has not ended", help));
        }
    }
}

/// Joins names; of many only the first.
fn shortened(names: Vec<String>) -> String {
    const MOST: usize = 6;
    let more = names.len().saturating_sub(MOST);
    let first: Vec<String> = names.into_iter().take(MOST).collect();
    let end = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{end}", first.join(", "))
}

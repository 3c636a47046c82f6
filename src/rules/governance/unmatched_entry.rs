#![doc = include_str!("unmatched_entry.md")]

use std::sync::Arc;

use crate::case::Case;
use crate::catalog::tools;
use crate::facts::SuiteFact;
use crate::facts::commit::Facts;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::host_paths::in_repository;
use crate::policy::{PATH, Pattern, Policy, PolicySource, TestSuite};
use crate::rules::governance::tiers;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "unmatched-entry",
    family: RuleFamily::Governance,
    holds: "no entry that meets nothing",
    summary: "an entry of the policy that names commands or tests, and meets none",
    unit: ("entry", "entries"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("unmatched_entry.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    for entry in &policy.gate_commands {
        command(facts, policy, "gate-commands", entry, sink);
    }
    for entry in &policy.not_gates {
        command(facts, policy, "not-gates", entry, sink);
    }
    for (suite, fact) in policy.tests.iter().zip(&facts.suites) {
        tests(policy, suite, fact, sink);
    }
    let tiers = policy.tiers();
    for (subject, tier) in &tiers {
        tiers::check(facts, policy, subject, tier, sink);
    }
    let is_named_wrong = misnamed(facts, policy, sink);
    let suites = policy.tests.iter().any(|suite| !suite.never_skip.is_empty());
    let names_commands = !policy.gate_commands.is_empty() || !policy.not_gates.is_empty();
    if !is_named_wrong && !suites && !names_commands && tiers.is_empty() {
        sink.not_checked("the policy names no command and no test that is never skipped");
    }
}

/// Names and places of a policy that nothing reads.
const MISNAMED: [&str; 8] = [
    ".github/.truegreen.yml",
    ".github/truegreen.yaml",
    ".github/workflows/truegreen.policy.yml",
    ".truegreen.yaml",
    ".truegreen.yml",
    "truegreen.json",
    "truegreen.yaml",
    "truegreen.yml",
];

/// Reports a file that looks like the policy, where there is none at its place.
fn misnamed(facts: &Facts, policy: &Policy, sink: &mut Sink) -> bool {
    let is_default = policy.origin.source == PolicySource::Defaults;
    let found = facts.files.iter().find(|path| is_default && MISNAMED.contains(&path.as_str()));
    let Some(path) = found else { return false };
    sink.examine();
    let place = Location::new(Arc::from(path.as_str()), Span::start_of_file());
    sink.find(
        Finding::new(path.as_str(), place, format!("`{path}` is not read: the policy is `{PATH}`"))
            .label("read by nobody")
            .help(format!("move it to `{PATH}`")),
    );
    true
}

fn command(facts: &Facts, policy: &Policy, key: &str, entry: &Spanned<String>, sink: &mut Sink) {
    sink.examine();
    // The reader of the policy has reported an entry that names no program.
    let Some(own) = tools::own(&entry.value) else { return };
    let met = facts.commands.iter().any(|command| {
        let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
        own.fits(&command.program, &words.collect::<Vec<_>>())
    });
    if met {
        return;
    }
    let finding = |message| {
        Finding::new(format!("policy:{key}/{}", entry.value), policy.locate(entry.span), message)
            .label("meets no command")
    };
    if facts.workflows.iter().any(|fact| fact.model.is_none()) || is_unread(facts, &entry.value) {
        let message = format!(
            "whether any step runs `{}` cannot be told: not all of the workflows can be read",
            entry.value
        );
        sink.unknown(finding(message).help("mend what cannot be read, or remove the entry"));
        return;
    }
    let means = match key {
        "not-gates" => "it stands open for the next command of that name",
        _ => "what it should guard is not guarded",
    };
    let message = format!("`{}` of `{key}` is no command of any workflow: {means}", entry.value);
    sink.find(finding(message).help("write the words as the step has them, or remove the entry"));
}

/// Returns whether a script that could not be read mentions the program of a command.
fn is_unread(facts: &Facts, command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().filter(|word| *word != "*").collect();
    let speaks =
        |text: &str| words.iter().any(|word| text.contains(word.trim_matches(['*', '.', '/'])));
    // A script whose text is unknown may mention it.
    facts.unread_scripts.iter().any(|script| script.text.as_deref().is_none_or(speaks))
}

fn tests(policy: &Policy, suite: &TestSuite, fact: &SuiteFact, sink: &mut Sink) {
    // The rule `missing-report` reports a suite that is not whole; its names cannot be compared.
    if !fact.is_whole() || fact.sources_truncated || fact.counts.total() == 0 {
        if !suite.never_skip.is_empty() {
            sink.not_checked(format!(
                "the tests of suite `{}` are not known as a whole",
                suite.name
            ));
        }
        return;
    }
    for (pattern, span) in &suite.never_skip {
        sink.examine();
        if may_meet(pattern, fact) {
            continue;
        }
        sink.find(
            Finding::new(
                format!("policy:never-skip/{}", pattern.as_str()),
                policy.locate(*span),
                format!(
                    "`{}` of `never-skip` is no test of suite `{}`: whoever skips what it meant is not seen",
                    pattern.as_str(),
                    suite.name
                ),
            )
            .label("meets no test")
            .help("compare it with the names in the report, or remove it"),
        );
    }
}

/// Returns whether the part of a pattern before its first wildcard leads to a source of tests.
/// Reports are kept without the names of single tests, so what follows the wildcard is not
/// compared.
fn may_meet(pattern: &Pattern, fact: &SuiteFact) -> bool {
    let text = pattern.as_str();
    let head = text.find(['*', '?', '[', '{', '\\']).and_then(|at| text.get(..at)).unwrap_or(text);
    fact.sources.keys().any(|source| {
        let path = in_repository(source);
        let module = source.replace('.', "/");
        let ends = module.match_indices('/').map(|(at, _)| at).chain([module.len()]);
        let files = ends.filter_map(|end| Some(format!("{}.py", module.get(..end)?)));
        let names = [source.clone(), path.to_string(), module.clone()].into_iter().chain(files);
        names.into_iter().any(|name| {
            let test = head.strip_prefix(&name).is_some_and(|rest| rest.starts_with("::"));
            test || name.starts_with(head)
        })
    })
}

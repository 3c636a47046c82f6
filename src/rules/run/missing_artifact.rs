#![doc = include_str!("missing_artifact.md")]

use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::uploads::{Uploads, find_uploads, is_stale};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::policy::{EvidenceKey, Pattern, Policy};
use crate::rules::leave_elsewhere;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "missing-artifact",
    family: RuleFamily::Run,
    holds: "every artifact was uploaded",
    summary: "an artifact that the policy names was not uploaded by this run",
    unit: ("artifact", "artifacts"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("missing_artifact.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    leave_elsewhere(policy, &[EvidenceKey::Artifacts], sink);
    if policy.artifacts.is_empty() {
        return sink.not_checked("the policy names no artifact; add `artifacts:`");
    }
    match &facts.artifacts {
        Some(Ok(there)) => {
            for wanted in policy.artifacts.iter().map(|entry| &entry.name) {
                sink.examine();
                in_run(facts, policy, wanted, there, sink);
            }
        }
        Some(Err(why)) => {
            for wanted in policy.artifacts.iter().map(|entry| &entry.name) {
                let message = format!(
                    "whether the artifact `{}` was uploaded cannot be told: {why}",
                    wanted.value
                );
                sink.unknown(
                    at(policy, wanted, message)
                        .help("where a permission is missing, add `actions: read` to `permissions:` of this job"),
                );
            }
        }
        None => {
            let uploads = find_uploads(facts);
            for wanted in policy.artifacts.iter().map(|entry| &entry.name) {
                in_workflows(policy, wanted, &uploads, sink);
            }
        }
    }
}

fn at(policy: &Policy, wanted: &Spanned<String>, message: String) -> Finding {
    Finding::new(format!("artifact:{}", wanted.value), policy.locate(wanted.span), message)
        .label("asked for here")
}

fn is_wanted(wanted: &Spanned<String>) -> impl Fn(&str) -> bool + use<'_> {
    let pattern = Pattern::new(&wanted.value).ok();
    move |name| {
        name == wanted.value || pattern.as_ref().is_some_and(|pattern| pattern.matches(name))
    }
}

/// Compares the artifacts of the run with the policy. Where they are known, the steps of the
/// workflows do not matter.
fn in_run(
    facts: &Facts,
    policy: &Policy,
    wanted: &Spanned<String>,
    there: &[RunArtifact],
    sink: &mut Sink,
) {
    let is_wanted = is_wanted(wanted);
    let named: Vec<&RunArtifact> = there.iter().filter(|one| is_wanted(&one.name)).collect();
    if named.iter().any(|one| !one.expired && !is_stale(one, facts)) {
        return;
    }
    let name = &wanted.value;
    let message = match named.first() {
        None => format!("this run uploaded no artifact `{name}`"),
        Some(_) if named.iter().all(|one| one.expired) => {
            format!("the artifact `{name}` of this run has expired: nothing of it is left")
        }
        Some(_) => format!(
            "the artifact `{name}` is an earlier attempt's: every job ran again since and none uploaded it"
        ),
    };
    let names = there.iter().map(|one| one.name.as_str());
    sink.find(at(policy, wanted, message).help(format!(
        "see why its step did not run or found no files (`if-no-files-found: error` makes that a failure){}",
        nearest(name, names)
    )));
}

/// Checks that some step uploads the artifact, because the artifacts of the run are unknown.
fn in_workflows(policy: &Policy, wanted: &Spanned<String>, uploads: &Uploads, sink: &mut Sink) {
    let is_wanted = is_wanted(wanted);
    if uploads.names.iter().any(|name| is_wanted(name)) {
        return sink.examine();
    }
    let name = &wanted.value;
    if let Some(why) = uploads.unknown.first() {
        let message = format!("no step is known to upload the artifact `{name}`; one may: {why}");
        return sink.unknown(at(policy, wanted, message).help("the run itself tells"));
    }
    sink.examine();
    let names = uploads.names.iter().map(String::as_str);
    sink.find(
        at(policy, wanted, format!("no step of any workflow uploads the artifact `{name}`")).help(
            format!(
                "add a step `uses: actions/upload-artifact` with `name: {name}`{}",
                nearest(name, names)
            ),
        ),
    );
}

fn nearest<'n>(name: &str, there: impl Iterator<Item = &'n str>) -> String {
    let near = there.map(|other| (strsim::damerau_levenshtein(other, name), other)).min();
    match near.filter(|(distance, _)| *distance <= (name.chars().count() / 3).max(1)) {
        Some((_, near)) => format!("; did you mean `{near}`?"),
        None => String::new(),
    }
}

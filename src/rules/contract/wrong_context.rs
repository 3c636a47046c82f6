#![doc = include_str!("wrong_context.md")]

use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::run_context::RunContext;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-context",
    family: RuleFamily::Contract,
    holds: "the run is where it belongs",
    summary: "the run is in another repository, against another branch, or against no base at all",
    unit: ("promise", "promises"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("wrong_context.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let place = &facts.place;
    if let Some(why) = &place.base_problem {
        sink.unknown(Finding::new("base", None, why.clone()).help(
            "until the base can be read neither policy nor waivers count, and nothing passes",
        ));
    }
    if let Some(why) = &place.floor_problem {
        let place = policy.extends.as_ref().and_then(|extends| policy.locate(extends.span));
        sink.unknown(
            Finding::new("extends", place, why.clone())
                .help("let the token read that repository; until then nothing passes"),
        );
    }
    if let Some(why) = &place.tree_problem {
        sink.unknown(
            Finding::new("checkout", None, why.clone())
                .help("check out the commit that is judged, or nothing at all; its files come through the API, with `contents: read`"),
        );
    }
    if let Some(what) = &place.standing {
        let message = format!("{what}, and this run does not lift it");
        sink.unknown(
            Finding::new(RunContext::STANDING, None, message)
                .help("start the run again that this verdict is of, or push to the branch"),
        );
    }
    let context = &policy.context;
    if context.repository.is_none() && context.base.is_empty() {
        sink.not_checked("the policy ties the run to no place; add `context:`");
        return;
    }
    if !place.on_github && place.repository.is_none() {
        sink.not_checked(
            "not run by GitHub Actions, so nothing tells the repository; `context:` is held there",
        );
        return;
    }
    repository(facts, policy, sink);
    branch(facts, policy, sink);
}

fn repository(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let Some(asked) = &policy.context.repository else { return };
    let Some(found) = &facts.place.repository else {
        sink.unknown(
            Finding::new(
                "repository",
                policy.locate(asked.span),
                "the runner does not tell its repository (`GITHUB_REPOSITORY`)",
            )
            .label("asked for here"),
        );
        return;
    };
    sink.examine();
    if !found.eq_ignore_ascii_case(&asked.value) {
        sink.find(
            Finding::new(
                "repository",
                policy.locate(asked.span),
                format!("this run belongs to `{found}`, the policy to `{}`", asked.value),
            )
            .label("asked for here")
            .help("run it where it belongs; a fork copies the policy, so change it there"),
        );
    }
}

/// Compares the base branch of a pull request with the policy. Other events have no base branch.
fn branch(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let Some(first) = policy.context.base.first() else { return };
    let Some(found) = &facts.place.base_branch else { return };
    sink.examine();
    if !policy.context.base.iter().any(|branch| branch.value == *found) {
        let names: Vec<String> =
            policy.context.base.iter().map(|branch| format!("`{}`", branch.value)).collect();
        sink.find(
            Finding::new(
                "base branch",
                policy.locate(first.span),
                format!(
                    "the pull request targets `{found}`, and may target only {}",
                    names.join(", ")
                ),
            )
            .label("asked for here")
            .help("change the base of the pull request"),
        );
    }
}

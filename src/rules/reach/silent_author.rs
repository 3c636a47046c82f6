#![doc = include_str!("silent_author.md")]

use crate::case::Case;
use crate::catalog::actions::act;
use crate::catalog::settings::rows::ActKind;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Step, Value, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "silent-author",
    family: RuleFamily::Reach,
    holds: "every pull request starts its checks",
    summary: "a pull request that is opened with the token of a run, which starts no workflow",
    unit: ("step that opens a pull request", "steps that open a pull request"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("silent_author.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if !facts.models().any(|(_, workflow)| judges_pulls(facts, policy, workflow)) {
        return sink.not_checked("no pull request starts a gate command");
    }
    sink.not_checked("no step opens a pull request");
    for (fact, workflow) in facts.models() {
        for job in &workflow.jobs {
            let own: Vec<&CommandFact> = facts.commands_of_job(&fact.path, &job.id.value).collect();
            // What is started by hand runs with this token too.
            let starts = own.iter().any(|command| runs_gh(command, &["workflow", "run"]));
            for (step, place, by_run) in opened(workflow, job, &own) {
                sink.examine();
                if !by_run || starts {
                    continue;
                }
                let message = "opens a pull request with the token of the run: no workflow starts on it before somebody \
                               approves that, so it can be merged without the checks that are not required";
                sink.find(
                    Finding::new(
                        format!("{}/{}/{}", fact.name(), job.id.value, step.label()),
                        place,
                        message,
                    )
                    .label("starts no checks")
                    .help("open it with the token of an app or of a machine user"),
                );
            }
        }
    }
}

/// Returns whether pull requests start a gate command, or a job that the policy requires.
fn judges_pulls(facts: &Facts, policy: &Policy, workflow: &Workflow) -> bool {
    let mut commands = facts.commands_of(&workflow.path).iter();
    workflow.on.iter().any(|on| on.event.value == "pull_request")
        && (workflow.jobs.iter().any(|job| policy.is_required(&workflow.path, &job.id.value))
            || commands.any(|command| matches!(command.role, CommandRole::Gate(_))))
}

/// Returns the steps that open a pull request, and whether they do with the token of the run.
fn opened<'w>(
    workflow: &Workflow,
    job: &'w Job,
    own: &[&CommandFact],
) -> Vec<(&'w Step, Location, bool)> {
    let mut found = Vec::new();
    for step in &job.steps {
        let Some(known) = act(step).filter(|known| known.kind == ActKind::OpensPull) else {
            continue;
        };
        let Some(uses) = &step.uses else { continue };
        let name = known.inputs.first().copied().unwrap_or_default();
        let token = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name));
        let draft = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case("draft"));
        let is_draft = match draft.map(|(_, value)| &value.value) {
            Some(Value::Bool(draft)) => *draft,
            Some(Value::String(text)) => text != "false",
            _ => false,
        };
        let by_run = match token.map(|(_, value)| &value.value) {
            Some(Value::String(text)) => is_of_run(text),
            Some(_) => false,
            None => true,
        };
        found.push((step, Location::new(workflow.path.clone(), uses.span), by_run && !is_draft));
    }
    for command in own.iter().filter(|command| runs_gh(command, &["pr", "create"])) {
        let Some(step) = job.steps.get(command.step) else { continue };
        let token = |name: &str| command.environment.iter().rev().find(|known| known.name == name);
        let token = token("GH_TOKEN").or_else(|| token("GITHUB_TOKEN"));
        let is_draft = command
            .arguments
            .iter()
            .any(|(word, _)| matches!(word.text.as_str(), "--draft" | "-d"));
        let by_run = !is_draft && token.is_some_and(|token| is_of_run(&token.value));
        found.push((step, command.location.clone(), by_run));
    }
    found
}

fn runs_gh(command: &CommandFact, verbs: &[&str]) -> bool {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    command.program == "gh" && words.take(verbs.len()).eq(verbs.iter().copied())
}

/// Returns whether a token is surely that of the run.
fn is_of_run(token: &str) -> bool {
    let inside = token.trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
    let inside = inside.unwrap_or_default().trim().to_ascii_lowercase();
    inside == "secrets.github_token" || inside == "github.token"
}

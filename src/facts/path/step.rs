//! Whether the failure of a step reaches its job.

use std::collections::BTreeMap;

use crate::facts::commands::fate::ending::ShellOptions;
use crate::facts::commands::fate::{AbstractScript, ScriptVerdict};
use crate::facts::commands::shells::{EffectiveShell, Language};
use crate::facts::jobs::advisory::GatingJobs;
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::template::TemplatePart;
use crate::formats::expr::value::ExprValue;
use crate::formats::expr::{evaluate_condition, evaluate_template, template};
use crate::formats::shell;
use crate::formats::workflow::model::{Env, Job, Step, Value, Workflow};
use crate::span::{Span, Spanned};

/// Finds the second half of a verdict pair: a later step of the job that fails when
/// `steps.<id>.outcome` of the given step is `failure`; or, for a step that is expected to fail,
/// when it is `success` and only then.
///
/// `Some(span)` is that step. Its condition must hold in exactly that case, its script must end
/// with a failure, and it must not be under `continue-on-error` itself. `conclusion` does not
/// count: it is `success` under `continue-on-error`.
///
/// The later step is followed as far as its text allows: its `if:` and the `${{ }}` in its script
/// and its `env:` are evaluated with the given step failed and everything else unknown; then the
/// script must surely reach an `exit` that is not zero (or `core.setFailed` of
/// `actions/github-script`). A step that cannot be followed is no second half.
#[must_use]
pub fn verdict_pair(job: &Job, step_index: usize) -> Option<Span> {
    let muted = job.steps.get(step_index)?;
    let id = muted.id.as_ref()?;
    let (failed, passed) = (after(job, id.as_str(), "failure"), after(job, id.as_str(), "success"));
    let is_red = |step: &Step, contexts: &Contexts| {
        surely_holds(step.condition(), contexts)
            && surely_fails(step, contexts, &EffectiveShell::DEFAULT)
    };
    let is_verdict =
        |step: &&Step| fails_job(step, job) && (is_red(step, &failed) || is_red(step, &passed));
    job.steps.iter().skip(step_index + 1).find(is_verdict).map(|step| step.span)
}

/// Returns whether `continue-on-error` discards the failure of a step, and no later step reports
/// it.
#[must_use]
pub fn is_tolerated(step: &Step, job: &Job) -> bool {
    let index = || job.steps.iter().position(|other| std::ptr::eq(other, step));
    !fails_job(step, job) && index().is_none_or(|index| verdict_pair(job, index).is_none())
}

/// Returns whether `continue-on-error` discards the failure of a step in some matrix job that gates, and no later step
/// reports it.
#[must_use]
pub fn is_tolerated_in(step: &Step, job: &Job, gating: GatingJobs<'_>) -> bool {
    is_tolerated(step, job) && !gating.fails_job(step, job)
}

/// Returns whether the step may run while nothing before it has failed: `if: failure()` does not.
#[must_use]
pub fn runs_on_success(step: &Step) -> bool {
    let outcome = evaluate_condition(step.condition(), &so_far_green());
    outcome.map_or(true, |outcome| outcome.truth() != Some(false))
}

/// Returns whether the job may run while no job that it needs has failed: `if: false` does not.
#[must_use]
pub fn job_runs_on_success(job: &Job) -> bool {
    let outcome = evaluate_condition(job.condition(), &so_far_green());
    outcome.map_or(true, |outcome| outcome.truth() != Some(false))
}

/// Returns the contexts of a step before which nothing has failed.
pub(super) const fn so_far_green() -> Contexts {
    Contexts {
        roots: BTreeMap::new(),
        success: Some(true),
        failure: Some(false),
        cancelled: Some(false),
    }
}

/// Returns why the result of a background step is lost, and the place that decides; `None` for a
/// step whose result counts.
///
/// The failure of a background step shows where a later step waits for it; the result of a
/// cancelled one is not merged into the job. Source: `actions/runner`,
/// `BackgroundStepCoordinator.cs`.
#[must_use]
pub fn left_behind(job: &Job, step: &Step) -> Option<(&'static str, Option<Span>)> {
    step.background.as_ref().filter(|background| background.value)?;
    let names = |ids: &[Spanned<String>]| {
        let id = step.id.as_ref()?;
        ids.iter().find(|other| other.value.eq_ignore_ascii_case(&id.value)).map(|other| other.span)
    };
    for later in job.steps.iter().skip_while(|other| other.index <= step.index) {
        if later.wait_all || names(&later.wait).is_some() {
            return None;
        }
        if let Some(span) = names(&later.cancel) {
            return Some(("a later step cancels it", Some(span)));
        }
    }
    Some(("no later step waits for it", None))
}

/// Events with runs on which a merge may depend; for a called workflow the caller decides.
const GUARDING: [&str; 6] =
    ["pull_request", "pull_request_target", "push", "merge_group", "workflow_call", "workflow_run"];

/// Returns whether a change starts the workflow, so that a merge may depend on it: a schedule or a
/// release does not.
#[must_use]
pub fn starts_on_change(workflow: &Workflow) -> bool {
    workflow.on.iter().any(|on| GUARDING.contains(&on.event.value.as_str()))
}

/// Returns the contexts of the rest of the job after this step, under `continue-on-error`, had this
/// outcome and nothing else failed.
fn after(job: &Job, id: &str, outcome: &str) -> Contexts {
    let ids = job.steps.iter().filter_map(|step| step.id.as_ref());
    let mut steps: BTreeMap<String, ExprValue> =
        ids.map(|id| (id.value.to_lowercase(), ExprValue::Unknown)).collect();
    let word = |text: &str| ExprValue::String(text.to_owned());
    let ended = [
        ("outcome", word(outcome)),
        ("conclusion", word("success")),
        ("outputs", ExprValue::Unknown),
    ];
    let ended = ended.map(|(key, value)| (key.to_owned(), value));
    steps.insert(id.to_lowercase(), ExprValue::Object(ended.into()));
    Contexts {
        roots: [("steps".to_owned(), ExprValue::Object(steps))].into(),
        success: Some(true),
        failure: Some(false),
        cancelled: Some(false),
    }
}

/// Returns whether a failure of this step turns the job red.
pub(super) fn fails_job(step: &Step, job: &Job) -> bool {
    step.continue_on_error
        .as_ref()
        .is_none_or(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Never)
}

/// Returns whether a step or job surely runs by its `if:`; an unknown condition is not enough.
pub(super) fn surely_holds(condition: &str, contexts: &Contexts) -> bool {
    evaluate_condition(condition, contexts).is_ok_and(|outcome| outcome.truth() == Some(true))
}

/// Returns whether a step surely fails, whatever its programs find; `shell` is the default of its job.
pub(super) fn surely_fails(step: &Step, contexts: &Contexts, shell: &EffectiveShell) -> bool {
    if let Some(run) = &step.run {
        let shell = EffectiveShell::of_step(step, shell);
        let options = match (shell.language, shell.options) {
            (Language::Posix, Some(options)) => options,
            // Only syntax that POSIX shells share is understood in PowerShell: a plain `exit 1`.
            (Language::PowerShell, _) => {
                ShellOptions { errexit: false, pipefail: false, bash: false }
            }
            _ => return false,
        };
        let text = substitute(&run.text, contexts);
        let followed = AbstractScript::new(shell::parse(&text), &text, options);
        return followed.surely_fails(&variables(&step.env, contexts));
    }
    let is_github_script =
        step.uses.as_ref().is_some_and(|uses| uses.value.starts_with("actions/github-script@"));
    let source = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case("script"));
    match source.map(|(_, value)| &value.value) {
        Some(Value::String(source)) if is_github_script => sets_failed(source),
        _ => false,
    }
}

/// Returns how the script of a step ends; `None` if its shell is not followed.
pub(super) fn script_verdict(
    step: &Step,
    job: &Job,
    contexts: &Contexts,
    shell: &EffectiveShell,
) -> Option<ScriptVerdict> {
    let shell = EffectiveShell::of_step(step, shell);
    let options = shell.options.filter(|_| shell.language == Language::Posix)?;
    let text = substitute(&step.run.as_ref()?.text, contexts);
    let mut known = variables(&job.env, contexts);
    known.extend(variables(&step.env, contexts));
    Some(AbstractScript::new(shell::parse(&text), &text, options).verdict(&known))
}

fn variables(env: &Env, contexts: &Contexts) -> Vec<(String, Option<String>)> {
    let vars = env.vars.iter();
    vars.map(|(name, value)| (name.value.clone(), known_text(value.as_str(), contexts))).collect()
}

/// Returns the text of a value with its `${{ }}` replaced; `None` if only the run knows it.
pub(super) fn known_text(text: &str, contexts: &Contexts) -> Option<String> {
    match evaluate_template(text, contexts) {
        Ok(ExprValue::String(text)) => Some(text),
        Ok(ExprValue::Null) => Some(String::new()),
        Ok(ExprValue::Bool(value)) => Some(value.to_string()),
        Ok(ExprValue::Number(value)) => Some(value.to_string()),
        Ok(ExprValue::Unknown) => all_needs(text, contexts),
        _ => None,
    }
}

/// Returns the text of `${{ toJSON(needs) }}` alone, with a word in place of each output that only the run knows: what
/// sums up results does not read outputs.
fn all_needs(text: &str, contexts: &Contexts) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !plain.eq_ignore_ascii_case("${{tojson(needs)}}") {
        return None;
    }
    let mut needs = contexts.roots.get("needs")?.clone();
    let ExprValue::Ordered(jobs) = &mut needs else { return None };
    for (_, job) in jobs {
        let ExprValue::Ordered(fields) = job else { return None };
        for (name, value) in fields {
            let ExprValue::Ordered(outputs) = value else {
                if name == "outputs" {
                    *value = ExprValue::Ordered(Vec::new());
                }
                continue;
            };
            for (_, output) in
                outputs.iter_mut().filter(|(_, output)| *output == ExprValue::Unknown)
            {
                *output = ExprValue::String("only-the-run-knows".to_owned());
            }
        }
    }
    let known = Contexts { roots: [("needs".to_owned(), needs)].into(), ..Contexts::default() };
    match evaluate_template(text, &known) {
        Ok(ExprValue::String(text)) => Some(text),
        _ => None,
    }
}

/// Text of a value that only the run knows: a variable that no script sets.
const UNKNOWN: &str = "$_UNKNOWN_";

/// Returns the script with every known expression replaced by its text, and every other by a
/// variable that is not set.
fn substitute(text: &str, contexts: &Contexts) -> String {
    let Ok(parts) = template::split(text) else { return String::new() };
    parts
        .into_iter()
        .map(|part| match part {
            TemplatePart::Literal(literal) => literal.to_owned(),
            TemplatePart::Expression(expression) => {
                known_text(&format!("${{{{ {expression} }}}}"), contexts)
                    .unwrap_or_else(|| UNKNOWN.to_owned())
            }
        })
        .collect()
}

/// Returns whether a JavaScript source surely calls `core.setFailed` or throws: as a statement
/// outside of all braces, not behind an `if` without them, and with no `return` before it.
fn sets_failed(source: &str) -> bool {
    let mut depth = 0_i32;
    let mut previous = ";";
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("//") {
            continue;
        }
        let plain = ["const ", "let ", "console.", "core.", "await "];
        let ended = previous.ends_with([';', '}'])
            || previous.ends_with(')') && plain.iter().any(|start| previous.starts_with(start));
        let is_statement = depth == 0 && ended;
        if is_statement && (line.starts_with("core.setFailed(") || line.starts_with("throw ")) {
            return true;
        }
        if line.contains("return") || line.contains("/*") || line.contains('`') {
            return false;
        }
        for char in line.chars() {
            match char {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
        }
        previous = line;
    }
    false
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;

//! Thresholds in variables, in the inputs of actions that judge coverage, and in what scripts assign.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::commands::{paired, plain, says_limit};
use super::threshold::{Threshold, ThresholdPair, ThresholdValue, number};
use crate::drift::pairs::{JobRef, steps};
use crate::drift::runs::run::is_void;
use crate::drift::sides::DriftSides;
use crate::formats::workflow::model::{Env, Step, Value};
use crate::policy::paths::file_name;
use crate::span::{Location, Spanned};

/// Where thresholds of a part of a workflow belong.
#[derive(Clone)]
struct StepRef {
    path: Arc<str>,
    subject: String,
    job: Option<(Arc<str>, String)>,
}

pub(super) fn held(sides: &DriftSides<'_>) -> Vec<ThresholdPair> {
    let mut found = Vec::new();
    for ((old, before), now) in &sides.pairs.workflows {
        let Some((new, after)) = now else { continue };
        let is_same = sides.pairs.is_unchanged(&old.path);
        let at = |path: &Arc<str>| StepRef {
            path: Arc::clone(path),
            subject: file_name(path).to_owned(),
            job: None,
        };
        let anchor = Location::new(Arc::clone(&new.path), after.jobs_span);
        let base = of_env(&before.env, &at(&old.path), "");
        if is_same {
            found.extend(base.into_iter().map(ThresholdPair::unchanged));
            continue;
        }
        found.extend(paired(base, of_env(&after.env, &at(&new.path), ""), Some(&anchor)));
    }
    for pair in &sides.pairs.jobs {
        let Some(head) = pair.head else { continue };
        if pair.is_unchanged {
            let steps = pair.base.job.steps.iter().filter(|step| !is_void(step, pair.base.job));
            let of_steps = steps.flat_map(|step| of_step(step, pair.base));
            let all = of_job(pair.base).into_iter().chain(of_steps);
            found.extend(all.map(ThresholdPair::unchanged));
            continue;
        }
        let anchor = Location::new(Arc::clone(&head.fact.path), head.job.id.span);
        found.extend(paired(of_job(pair.base), of_job(head), Some(&anchor)));
        for (old, new) in steps(pair.base.job, head.job) {
            found.extend(of_pair((pair.base, old), new.map(|new| (head, new)), &anchor));
        }
    }
    found
}

fn of_pair(
    (base, old): (JobRef<'_>, &Step),
    new: Option<(JobRef<'_>, &Step)>,
    anchor: &Location,
) -> Vec<ThresholdPair> {
    if is_void(old, base.job) {
        return Vec::new();
    }
    let before = of_step(old, base);
    match new {
        Some((head, new)) if is_void(new, head.job) => Vec::new(),
        Some((head, new)) => {
            let anchor = Location::new(Arc::clone(&head.fact.path), new.span);
            paired(before, of_step(new, head), Some(&anchor))
        }
        // where a whole script is gone, its failure is what is lost
        None if old.run.is_some() => Vec::new(),
        None => paired(before, Vec::new(), Some(anchor)),
    }
}

fn at_job(job: JobRef<'_>) -> StepRef {
    StepRef {
        path: Arc::clone(&job.fact.path),
        subject: job.subject(),
        job: Some((Arc::clone(&job.fact.path), job.job.id.value.clone())),
    }
}

fn of_job(job: JobRef<'_>) -> Vec<Threshold> {
    let at = at_job(job);
    let mut found = of_env(&job.job.env, &at, "");
    if let Some(uses) = &job.job.uses {
        found.extend(of_inputs(&uses.value, &job.job.with, &at));
    }
    found
}

fn of_step(step: &Step, job: JobRef<'_>) -> Vec<Threshold> {
    let at = StepRef { subject: format!("{}/{}", job.subject(), step.label()), ..at_job(job) };
    let run = step.run.as_ref().map(|run| run.text.as_str()).unwrap_or_default();
    let mut found = of_env(&step.env, &at, run);
    if let Some(uses) = &step.uses {
        found.extend(of_inputs(&uses.value, &step.with, &at));
    }
    found.extend(assigned(step, &at));
    found
}

fn limit(at: &StepRef, name: &str, value: &Spanned<String>, kind: &str) -> Threshold {
    let shown = value.value.trim().to_owned();
    Threshold {
        name: name.to_owned(),
        kin: format!("{kind}/{}", plain(name)),
        folder: None,
        level: number(&shown).map_or(ThresholdValue::Unknown, ThresholdValue::Number),
        shown,
        is_most: says_most(name),
        place: Location::new(Arc::clone(&at.path), value.span),
        subject: at.subject.clone(),
        job: at.job.clone(),
    }
}

fn says_most(name: &str) -> bool {
    let name = plain(name);
    ["max", "drop", "decrease", "allowed"].iter().any(|say| name.contains(say))
}

/// Variables. A bare `THRESHOLD` is one only beside a script that measures coverage.
fn of_env(env: &Env, at: &StepRef, script: &str) -> Vec<Threshold> {
    let is_limit = |name: &str, value: &str| {
        let is_bare = plain(name) == "threshold" && script.to_lowercase().contains("cov");
        (says_limit(name) || is_bare) && !value.trim().is_empty()
    };
    let vars = env.vars.iter().filter(|(name, value)| is_limit(&name.value, &value.value));
    vars.map(|(name, value)| limit(at, &name.value, value, "variable")).collect()
}

/// Inputs of an action. Those of one that judges coverage may be called by less than their whole name.
fn of_inputs(
    uses: &str,
    with: &[(Spanned<String>, Spanned<Value>)],
    at: &StepRef,
) -> Vec<Threshold> {
    let action = uses.split('@').next().unwrap_or(uses).to_lowercase();
    let is_about =
        ["cov", "jacoco", "clover", "cobertura"].iter().any(|word| action.contains(word))
            || action == "./";
    let input = |wanted: &dyn Fn(&str) -> bool| {
        with.iter().find(|(name, _)| wanted(&plain(&name.value))).map(|(_, value)| text(value))
    };
    let fails = |name: &str| {
        matches!(
            name,
            "fail" | "failbelowmin" | "failbelowthreshold" | "failaction" | "failifbelowthreshold"
        )
    };
    // with this the numbers only colour a report
    if input(&fails).is_some_and(|text| text == "false") {
        return Vec::new();
    }
    let only_shows =
        action.contains("codecoveragesummary") && input(&|name| name == "failbelowmin").is_none();
    let is_limit = |name: &str| {
        let short = plain(name);
        let is_shown = ["warn", "color", "badge", "lower", "upper", "good", "title", "comment"];
        let says =
            short.contains("threshold") || short.contains("failunder") || short.starts_with("min");
        !is_shown.iter().any(|word| short.contains(word))
            && (says_limit(name) || (is_about && says && !only_shows))
    };
    let inputs = with.iter().filter(|(name, _)| is_limit(&name.value));
    let found = inputs.filter_map(|(name, value)| {
        // `thresholds: "60 80"`: the first is what it fails below
        let text = text(value).split_whitespace().next().map(str::to_owned)?;
        let text = if text.starts_with("${{") { self::text(value) } else { text };
        let is_flag = matches!(text.as_str(), "true" | "false");
        (!is_flag).then(|| limit(at, &name.value, &Spanned::new(text, value.span), "input"))
    });
    found.collect()
}

fn text(value: &Spanned<Value>) -> String {
    match &value.value {
        Value::Bool(flag) => flag.to_string(),
        Value::Number { text, .. } | Value::String(text) => text.clone(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
    }
}

static ASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*(?:export\s+)?([A-Za-z_]\w*)=["']?(\d[\d.]*)["']?\s*;?\s*$"#).ok()
});

/// `MIN_COVERAGE=80` on a line of its own.
fn assigned(step: &Step, at: &StepRef) -> Vec<Threshold> {
    let (Some(run), Some(pattern)) = (&step.run, ASSIGNED.as_ref()) else { return Vec::new() };
    let measures = run.text.to_lowercase().contains("cov");
    let mut found = Vec::new();
    for captures in pattern.captures_iter(&run.text) {
        let (Some(name), Some(value)) = (captures.get(1), captures.get(2)) else { continue };
        let is_bare = measures && plain(name.as_str()) == "threshold";
        if says_limit(name.as_str()) || is_bare {
            let span = run.locate(value.start(), value.end());
            let value = Spanned::new(value.as_str().to_owned(), span);
            found.push(limit(at, name.as_str(), &value, "variable"));
        }
    }
    found
}

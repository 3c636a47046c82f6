//! The job that runs truegreen: that it runs, is heard, sees what it saw, and is the program that it was.

use std::sync::Arc;

use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::pairs::{JobRef, Pair, steps};
use crate::drift::pins::{Pin, lowered};
use crate::drift::sides::DriftSides;
use crate::facts::jobs::{FlagValue, resolve_flag, runs_truegreen};
use crate::formats::workflow::model::{Flag, Job, Step, Value};
use crate::span::{Location, Span, Spanned};

/// What the gate asks GitHub with.
const SCOPES: [&str; 6] = ["actions", "checks", "contents", "issues", "pull-requests", "statuses"];

pub(super) fn compare_runner(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    for pair in sides.pairs.jobs.iter().filter(|pair| runs_truegreen(pair.base.job)) {
        drift.examine(DriftAspect::GateEdited, 1);
        // That the job is gone is told by what looks at jobs.
        let Some(head) = pair.head else { continue };
        let gate = GateRun { sides, pair, head };
        gate.shifts().into_iter().for_each(|shift| drift.add(shift));
    }
}

struct GateRun<'a> {
    sides: &'a DriftSides<'a>,
    pair: &'a Pair<'a>,
    head: JobRef<'a>,
}

/// How the gate's part is called behind its job, and where it stands on both sides.
struct GatePart {
    name: String,
    before: (String, Span),
    after: (String, Span),
}

impl GateRun<'_> {
    fn shifts(&self) -> Vec<Difference> {
        let mut shifts = Vec::new();
        let (base, head) = (self.pair.base.job, self.head.job);
        shifts.extend(self.condition(
            "",
            (&base.condition, base.id.span),
            (&head.condition, head.id.span),
        ));
        shifts.extend(self.muted(
            "",
            (&base.continue_on_error, base),
            (&head.continue_on_error, head),
            head.id.span,
        ));
        shifts.extend(self.permissions());
        let pairs = steps(base, head);
        let named: Vec<_> = pairs.into_iter().filter(|(step, _)| names(step)).collect();
        for (old, new) in named {
            let new =
                new.filter(|new| names(new)).or_else(|| head.steps.iter().find(|step| names(step)));
            match new {
                Some(new) => shifts.extend(self.step(old, new)),
                None => shifts.extend(self.gone(old)),
            }
        }
        shifts
    }

    fn shift(
        &self,
        direction: DriftDirection,
        message: String,
        part: GatePart,
        why: &str,
    ) -> Difference {
        let place = |at: &JobRef<'_>, span| Location::new(Arc::clone(&at.fact.path), span);
        let name = if part.name.is_empty() { String::new() } else { format!("/{}", part.name) };
        Difference {
            aspect: DriftAspect::GateEdited,
            direction,
            subject: format!("{}{name}", self.pair.base.subject()),
            job: None,
            message,
            before: DifferenceSide::base(part.before.0, place(&self.pair.base, part.before.1)),
            after: DifferenceSide::head(part.after.0, place(&self.head, part.after.1)),
            why: why.to_owned(),
            at_most: None,
        }
    }

    fn gone(&self, old: &Step) -> Option<Difference> {
        let had = |at: &JobRef<'_>| {
            let was = self.sides.pairs.was(&at.fact.path, &at.job.id.value);
            was.is_some_and(|pair| runs_truegreen(pair.base.job))
        };
        let mut all = self.sides.head.models().flat_map(|(fact, workflow)| {
            workflow.jobs.iter().map(move |job| JobRef { fact, workflow, job })
        });
        if all.any(|at| runs_truegreen(at.job) && !had(&at)) {
            return None;
        }
        let message = format!(
            "`{}` runs truegreen no more: whatever the change hides, nothing judges it",
            self.pair.base.job.id.value
        );
        let part = GatePart {
            name: old.label(),
            before: (text_of(old), old.span),
            after: ("gone".to_owned(), self.head.job.id.span),
        };
        Some(self.shift(DriftDirection::Weaker, message, part, "the gate does not run"))
    }

    /// `if:` of the job or a step: `always()` runs most, an own condition least.
    fn condition(
        &self,
        name: &str,
        (before, base_span): (&Option<Spanned<String>>, Span),
        (after, head_span): (&Option<Spanned<String>>, Span),
    ) -> Option<Difference> {
        let text = |condition: &Option<Spanned<String>>| {
            condition.as_ref().map_or_else(String::new, |condition| bare(&condition.value))
        };
        let (old, new) = (text(before), text(after));
        if old == new {
            return None;
        }
        let rank = |text: &str| match text {
            "always()" | "!cancelled()" => 2,
            "" => 1,
            _ => 0,
        };
        let direction =
            if rank(&new) > rank(&old) { DriftDirection::Stronger } else { DriftDirection::Weaker };
        let what = if name.is_empty() { "the job" } else { "the step" };
        let message = match direction {
            DriftDirection::Stronger => format!("{what} that runs truegreen runs in more cases"),
            _ => format!(
                "{what} that runs truegreen runs under another `if:` ({}): where it does not run, nothing judges the change",
                if new.is_empty() { "none, so not behind a failure" } else { &new }
            ),
        };
        let shown = |text: &str| if text.is_empty() { "no if".to_owned() } else { text.to_owned() };
        let span = |condition: &Option<Spanned<String>>, other| {
            condition.as_ref().map_or(other, |condition| condition.span)
        };
        let part = GatePart {
            name: joined(name, "if"),
            before: (shown(&old), span(before, base_span)),
            after: (shown(&new), span(after, head_span)),
        };
        Some(self.shift(direction, message, part, "a gate that is skipped is green"))
    }

    fn muted(
        &self,
        name: &str,
        (before, base): (&Option<Flag>, &Job),
        (after, head): (&Option<Flag>, &Job),
        span: Span,
    ) -> Option<Difference> {
        let is_heard = |flag: &Option<Flag>, job: &Job| {
            flag.as_ref()
                .is_none_or(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Never)
        };
        let (was, is) = (is_heard(before, base), is_heard(after, head));
        let (direction, message) = match (was, is) {
            (true, false) => (
                DriftDirection::Weaker,
                "`continue-on-error` takes the verdict of truegreen: the check is green whatever it finds",
            ),
            (false, true) => {
                (DriftDirection::Stronger, "the verdict of truegreen turns its check red")
            }
            _ => return None,
        };
        let place = |flag: &Option<Flag>, other| flag.as_ref().map_or(other, |flag| flag.key);
        let shown = |heard: bool| if heard { "fails" } else { "continues" }.to_owned();
        let part = GatePart {
            name: joined(name, "continue-on-error"),
            before: (shown(was), place(before, base.id.span)),
            after: (shown(is), place(after, span)),
        };
        Some(self.shift(direction, message.to_owned(), part, "its failure is lost"))
    }

    fn permissions(&self) -> Option<Difference> {
        let mut scopes = lowered(&self.pair.base, &self.head);
        scopes.retain(|scope| SCOPES.contains(&scope.as_str()));
        if scopes.is_empty() {
            return None;
        }
        let span = |at: &JobRef<'_>| {
            let written = at.job.permissions.as_ref().or(at.workflow.permissions.as_ref());
            written.map_or(at.job.id.span, |written| written.span)
        };
        let named: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
        let part = GatePart {
            name: "permissions".to_owned(),
            before: (scopes.join(", "), span(&self.pair.base)),
            after: ("less".to_owned(), span(&self.head)),
        };
        let message = format!(
            "the job that runs truegreen may do less with {}: what it cannot ask it cannot judge",
            named.join(", ")
        );
        Some(self.shift(DriftDirection::Weaker, message, part, "the gate sees less"))
    }

    fn step(&self, old: &Step, new: &Step) -> Vec<Difference> {
        let label = old.label();
        let mut shifts = Vec::new();
        shifts.extend(self.condition(
            &label,
            (&old.condition, old.span),
            (&new.condition, new.span),
        ));
        let flags =
            ((&old.continue_on_error, self.pair.base.job), (&new.continue_on_error, self.head.job));
        shifts.extend(self.muted(&label, flags.0, flags.1, new.span));
        shifts.extend(self.version(&label, old, new));
        shifts.extend(self.script(&label, old, new));
        shifts.extend(self.inputs(&label, old, new));
        shifts
    }

    /// Which truegreen it is.
    fn version(&self, label: &str, old: &Step, new: &Step) -> Option<Difference> {
        let (before, after) = (old.uses.as_ref()?, new.uses.as_ref()?);
        let (pin, now) = (Pin::of(before), Pin::of(after));
        if before.value == after.value {
            return None;
        }
        let part = GatePart {
            name: joined(label, "uses"),
            before: (before.value.clone(), before.span),
            after: (after.value.clone(), after.span),
        };
        let same = pin.as_ref().zip(now.as_ref()).filter(|(pin, now)| pin.name == now.name);
        let is_fixed = same.map(|(pin, now)| (pin.is_fixed(), now.is_fixed()));
        let (direction, at_most, message) = match is_fixed {
            None => (
                DriftDirection::Weaker,
                None,
                format!("`{}` judges in the place of `{}`", after.value, before.value),
            ),
            Some((true, false)) => (
                DriftDirection::Weaker,
                None,
                format!(
                    "truegreen was fixed to a commit; `{}` can be moved to other code",
                    after.value
                ),
            ),
            Some((false, true)) => {
                (DriftDirection::Stronger, None, "truegreen is fixed to a commit".to_owned())
            }
            Some(_) => (
                DriftDirection::Weaker,
                Some(SeverityCap::Note),
                "another version of truegreen judges from here on".to_owned(),
            ),
        };
        let mut shift = self.shift(direction, message, part, "the judge is another");
        shift.at_most = at_most;
        Some(shift)
    }

    /// The command lines that start it.
    fn script(&self, label: &str, old: &Step, new: &Step) -> Option<Difference> {
        let lines = |step: &Step| -> Vec<String> {
            let text =
                step.run.as_ref().map(|run| run.text.replace("\\\n", " ")).unwrap_or_default();
            let lines =
                text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            lines.filter(|line| line.contains("truegreen") && !line.starts_with('#')).collect()
        };
        let (before, after) = (lines(old), lines(new));
        if before == after || old.run.is_none() && new.run.is_none() {
            return None;
        }
        let span = |step: &Step| step.run.as_ref().map_or(step.span, |run| run.span);
        let part = GatePart {
            name: joined(label, "run"),
            before: (before.join("; "), span(old)),
            after: (after.join("; "), span(new)),
        };
        let message =
            "truegreen is started in another way: what it was told to hold may not be held"
                .to_owned();
        Some(self.shift(DriftDirection::Weaker, message, part, "the gate is asked something else"))
    }

    fn inputs(&self, label: &str, old: &Step, new: &Step) -> Vec<Difference> {
        let value = |step: &Step, name: &str| {
            let found = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name));
            found.map(|(key, value)| (text(&value.value), key.span.to(value.span)))
        };
        let mut names: Vec<String> =
            old.with.iter().chain(&new.with).map(|(key, _)| key.value.to_lowercase()).collect();
        names.sort();
        names.dedup();
        let shift = |name: String| {
            let (before, after) = (value(old, &name), value(new, &name));
            let (was, is) = (
                before.as_ref().map(|found| found.0.trim()),
                after.as_ref().map(|found| found.0.trim()),
            );
            if was == is {
                return None;
            }
            let (direction, at_most) = weighed(&name, was, is);
            let shown =
                |found: Option<&str>| found.map_or_else(|| "not set".to_owned(), str::to_owned);
            let message = match direction {
                DriftDirection::Stronger => format!("truegreen is told to hold more by `{name}`"),
                _ => {
                    format!("the input `{name}` of truegreen changes: what it held may not be held")
                }
            };
            let part = GatePart {
                name: joined(label, &name),
                before: (shown(was), before.as_ref().map_or(old.span, |found| found.1)),
                after: (shown(is), after.as_ref().map_or(new.span, |found| found.1)),
            };
            let mut shift =
                self.shift(direction, message, part, "the gate is asked something else");
            shift.at_most = at_most;
            Some(shift)
        };
        names.into_iter().filter_map(shift).collect()
    }
}

/// What a change of an input does.
fn weighed(
    name: &str,
    was: Option<&str>,
    is: Option<&str>,
) -> (DriftDirection, Option<SeverityCap>) {
    let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
    let items = |text: &str| -> Vec<String> {
        let parts = text.split([',', '\n']).map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let grows = match name {
        "required-jobs" | "junit" | "coverage" => {
            items(was).iter().all(|item| items(is).contains(item))
        }
        "coverage-min" => number(is, 40.0) >= number(was, 40.0),
        "fail-on" => rank(is) > rank(was),
        "needs" => was.is_empty(),
        "comment" | "sarif" => return (DriftDirection::Weaker, Some(SeverityCap::Note)),
        _ => false,
    };
    (if grows { DriftDirection::Stronger } else { DriftDirection::Weaker }, None)
}

fn number(text: &str, default: f64) -> f64 {
    if text.is_empty() { default } else { text.parse().unwrap_or(f64::NEG_INFINITY) }
}

/// Least severity that fails: the lower, the stricter.
fn rank(word: &str) -> u8 {
    match word {
        "note" => 2,
        "warn" => 1,
        _ => 0,
    }
}

fn names(step: &Step) -> bool {
    let run = step.run.as_ref().map_or("", |run| &run.text);
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    run.contains("truegreen") || uses.contains("truegreen")
}

fn text_of(step: &Step) -> String {
    let uses = step.uses.as_ref().map(|uses| uses.value.clone());
    uses.unwrap_or_else(|| "truegreen".to_owned())
}

fn joined(label: &str, key: &str) -> String {
    if label.is_empty() { key.to_owned() } else { format!("{label}/{key}") }
}

/// A condition without its frame.
fn bare(condition: &str) -> String {
    let text = condition.trim();
    let inner = text.strip_prefix("${{").and_then(|text| text.strip_suffix("}}")).unwrap_or(text);
    let words = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    if words == "success()" { String::new() } else { words }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number { text, .. } | Value::String(text) => text.clone(),
        Value::List(items) => {
            items.iter().map(|item| text(&item.value)).collect::<Vec<_>>().join(", ")
        }
        Value::Map(_) => "a map".to_owned(),
    }
}

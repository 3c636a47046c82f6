//! How long a job, a step or a command may hang.

use crate::drift::difference::{Difference, DriftAspect, DriftDirection, DriftReport, SeverityCap};
use crate::drift::guard::Guard;
use crate::drift::pairs::{JobRef, Pair, steps};
use crate::drift::sides::DriftSides;
use crate::facts::CommandFact;
use crate::facts::commit::Facts;
use crate::facts::jobs::keys;
use crate::formats::workflow::model::{OrExpr, Step};
use crate::policy::Actual;
use crate::span::Span;

const WHY: &str = "what hangs is noticed later, or not at all";

/// A limit in minutes.
#[derive(Clone, Copy)]
struct TimeLimit {
    minutes: f64,
    span: Span,
    is_written: bool,
}

pub(super) fn compare_timeouts(
    sides: &DriftSides<'_>,
    pair: &Pair<'_>,
    head: &JobRef<'_>,
    drift: &mut DriftReport,
) {
    if pair.is_unchanged {
        drift.examine(DriftAspect::GuardRelaxed, written(sides, &pair.base));
        return;
    }
    let guard = |part: String| Guard { base: &pair.base, head, part };
    let (before, after) = (of_job(&pair.base), of_job(head));
    if pair.base.job.timeout_minutes.is_some() {
        drift.examine(DriftAspect::GuardRelaxed, 1);
    }
    if let (Some(before), Some(after)) = (before, after) {
        let what = format!("job `{}`", pair.base.job.id.value);
        drift.shifts.extend(compared(&guard(String::new()), &what, before, after));
    }
    for (old, new) in steps(pair.base.job, head.job) {
        let (Some(new), Some(before)) = (new, of_step(old)) else { continue };
        drift.examine(DriftAspect::GuardRelaxed, 1);
        let what = format!("step `{}`", old.label());
        let open = TimeLimit { minutes: f64::INFINITY, span: new.span, is_written: false };
        let now = of_step(new).or_else(|| new.timeout_minutes.is_none().then_some(open));
        // Without a limit of its own, that of its job holds.
        let Some(mut now) = now else { continue };
        if let Some(job) = after.filter(|job| job.minutes < now.minutes) {
            now = TimeLimit { span: now.span, ..job };
        }
        drift.shifts.extend(compared(&guard(old.label()), &what, before, now));
    }
    commands(sides, pair, head, drift);
}

/// How many limits are written in a job: its own, its steps' and its commands'.
fn written(sides: &DriftSides<'_>, at: &JobRef<'_>) -> usize {
    let of_steps = at.job.steps.iter().filter_map(of_step).count();
    let of_commands: usize = of(sides.base, at).map(|command| limits(command).len()).sum();
    usize::from(at.job.timeout_minutes.is_some()) + of_steps + of_commands
}

fn compared(
    guard: &Guard<'_>,
    what: &str,
    before: TimeLimit,
    after: TimeLimit,
) -> Option<Difference> {
    let shown = |limit: TimeLimit| match limit.minutes {
        minutes if minutes.is_infinite() => "no limit".to_owned(),
        minutes if limit.is_written => minutes_shown(minutes),
        minutes => format!("{} by default", minutes_shown(minutes)),
    };
    if same(before.minutes, after.minutes) {
        return None;
    }
    let is_weaker = after.minutes > before.minutes;
    let message = if is_weaker {
        format!(
            "{what} that hung for more than {} failed; it has {} now",
            shown(before),
            shown(after)
        )
    } else {
        format!("{what} that hangs fails after {}", shown(after))
    };
    let direction = if is_weaker { DriftDirection::Weaker } else { DriftDirection::Stronger };
    let before = (shown(before), before.span);
    let mut shift = guard.shift(direction, message, before, (shown(after), after.span), WHY);
    shift.at_most = Some(SeverityCap::Warn);
    Some(shift)
}

fn same(one: f64, other: f64) -> bool {
    one.total_cmp(&other).is_eq() || (one - other).abs() < 1e-9
}

fn minutes_shown(minutes: f64) -> String {
    if minutes < 1.0 {
        return format!("{} s", (minutes * 60.0).round());
    }
    format!("{} min", (minutes * 100.0).round() / 100.0)
}

/// The longest of its legs; `None` where only the run knows.
fn of_job(at: &JobRef<'_>) -> Option<TimeLimit> {
    let is_written = at.job.timeout_minutes.is_some();
    let mut longest: Option<TimeLimit> = None;
    for key in keys::timeout(at.job) {
        let Actual::Value(value) = key.actual else { return None };
        let minutes = value.as_f64()?;
        if longest.is_none_or(|longest| longest.minutes < minutes) {
            longest = Some(TimeLimit { minutes, span: key.span, is_written });
        }
    }
    longest
}

fn of_step(step: &Step) -> Option<TimeLimit> {
    let written = step.timeout_minutes.as_ref()?;
    match &written.value {
        OrExpr::Literal(minutes) => {
            Some(TimeLimit { minutes: *minutes, span: written.span, is_written: true })
        }
        OrExpr::Expr(_) => None,
    }
}

/// Limits on the command line: `timeout 10m make test`, `pytest --timeout=60`.
fn commands(sides: &DriftSides<'_>, pair: &Pair<'_>, head: &JobRef<'_>, drift: &mut DriftReport) {
    let mut free: Vec<&CommandFact> = of(sides.head, head).collect();
    for old in of(sides.base, &pair.base) {
        let limits = limits(old);
        let like = |new: &&CommandFact| new.program == old.program;
        let exact = free.iter().position(|new| like(new) && new.text == old.text);
        let Some(at) = exact.or_else(|| free.iter().position(like)) else { continue };
        let new = free.remove(at);
        drift.examine(DriftAspect::GuardRelaxed, limits.len());
        let now = self::limits(new);
        for (name, minutes) in limits {
            let found = now.iter().find(|(other, _)| *other == name);
            let written = |minutes, of: &CommandFact| TimeLimit {
                minutes,
                span: of.location.span,
                is_written: true,
            };
            let after = found.map_or(f64::INFINITY, |(_, minutes)| *minutes);
            let is_in_workflow = old.via.is_none() && new.via.is_none();
            if !is_in_workflow {
                continue;
            }
            let part = old.subject.rsplit('/').next().unwrap_or_default();
            let guard = Guard { base: &pair.base, head, part: format!("{part}/{name}") };
            let what = format!("`{}`", old.program);
            drift.shifts.extend(compared(
                &guard,
                &what,
                written(minutes, old),
                written(after, new),
            ));
        }
    }
}

fn of<'f>(facts: &'f Facts, at: &JobRef<'f>) -> impl Iterator<Item = &'f CommandFact> {
    facts.commands_of_job(&at.fact.path, &at.job.id.value)
}

/// The limits of one command by name, in minutes.
fn limits(command: &CommandFact) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    let mut words = command.text.split_whitespace();
    if let Some("timeout" | "gtimeout") = words.next() {
        let mut is_value = false;
        let duration = words.find_map(|word| {
            let is_of_option = std::mem::replace(
                &mut is_value,
                matches!(word, "-k" | "--kill-after" | "-s" | "--signal"),
            );
            duration(word).filter(|_| !is_of_option)
        });
        found.extend(duration.map(|minutes| ("timeout", minutes)));
    }
    if matches!(command.program.as_str(), "pytest" | "py.test") {
        let texts: Vec<&str> =
            command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
        let values = texts.iter().enumerate().filter_map(|(at, text)| {
            match text.strip_prefix("--timeout") {
                Some("") => texts.get(at + 1).copied(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            }
        });
        // The last counts; 0 is none.
        let last = values.filter_map(|text| text.parse::<f64>().ok()).next_back();
        found.extend(
            last.filter(|seconds| *seconds > 0.0).map(|seconds| ("--timeout", seconds / 60.0)),
        );
    }
    found
}

/// A duration of coreutils' `timeout`, in minutes.
fn duration(word: &str) -> Option<f64> {
    let unit = word.chars().next_back()?;
    let (number, factor) = match unit {
        's' => (word.strip_suffix('s')?, 1.0),
        'm' => (word.strip_suffix('m')?, 60.0),
        'h' => (word.strip_suffix('h')?, 3600.0),
        'd' => (word.strip_suffix('d')?, 86400.0),
        _ => (word, 1.0),
    };
    number
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite() && *value > 0.0)
        .map(|value| value * factor / 60.0)
}

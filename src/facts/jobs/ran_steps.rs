//! How the steps of a job ended, by the list of the API.
//!
//! The API lists steps by the names that the log shows, among those that the runner adds itself: `Set up job`,
//! `Initialize containers`, `Pre ...`, then all steps of the job in their order, then `Post ...`,
//! `Stop containers`, `Complete job`. Source: `actions/runner`, `JobExtension.cs` and `ExecutionContext.cs`.

use crate::formats::expr::template::{TemplatePart, split};
use crate::formats::github::run_jobs::{RunConclusion, RunStep, RunSteps};
use crate::formats::workflow::model::{Job, Step};

/// The end of one step in one entry of the list of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepEnd {
    /// The entry lists no steps at all.
    Unlisted,
    /// The entry lists steps, and none of them is surely this one.
    Unclear,
    /// The step has not ended.
    Open,
    /// The step ended.
    Ended(RunConclusion),
}

/// Returns how each step of a job ended, in the order of the workflow.
#[must_use]
pub fn step_ends(job: &Job, steps: &RunSteps) -> Vec<StepEnd> {
    let listed = match steps {
        RunSteps::Absent => return vec![StepEnd::Unlisted; job.steps.len()],
        RunSteps::Malformed => return vec![StepEnd::Unclear; job.steps.len()],
        RunSteps::Listed(listed) => listed.as_slice(),
    };
    let names: Vec<StepNames> = job.steps.iter().map(StepNames::of).collect();
    let windows = windows(&names, listed);
    if !windows.is_empty() {
        let places =
            |index: usize| windows.iter().filter_map(move |start| listed.get(start + index));
        return (0..names.len()).map(|index| common_end(places(index))).collect();
    }
    if let Some(ranges) = ranges(&names, listed) {
        let places = names.iter().zip(ranges);
        let ends = places.map(|(names, (first, last))| {
            let within = listed.get(first..=last).unwrap_or_default().iter();
            common_end(within.filter(|step| names.fit(&step.name)))
        });
        return ends.collect();
    }
    names.iter().enumerate().map(|(index, own)| by_rank(&names, index, own, listed)).collect()
}

/// Returns where all steps of the workflow stand one behind the other. Of several places those count before and behind
/// which only the runner's own steps stand.
fn windows(names: &[StepNames], listed: &[RunStep]) -> Vec<usize> {
    let fits = |start: &usize| {
        let part = listed.get(*start..start + names.len()).unwrap_or_default();
        part.len() == names.len() && names.iter().zip(part).all(|(own, step)| own.fit(&step.name))
    };
    let found: Vec<usize> = (0..=listed.len().saturating_sub(names.len())).filter(fits).collect();
    let is_alone = |start: &&usize| {
        let (before, rest) = listed.split_at(**start);
        let behind = rest.get(names.len()..).unwrap_or_default();
        before.iter().all(|step| of_runner(&step.name, &BEFORE))
            && behind.iter().all(|step| of_runner(&step.name, &BEHIND))
    };
    let alone: Vec<usize> = found.iter().filter(is_alone).copied().collect();
    if alone.is_empty() { found } else { alone }
}

/// Starts of the names that the runner gives to its steps before those of the job.
///
/// Source: `actions/runner`, `JobExtension.cs`, `ActionManager.cs`.
const BEFORE: [&str; 5] = ["Set up job", "Initialize containers", "Pre ", "Pull ", "Build "];
/// Starts of the names that the runner gives to its steps behind those of the job.
const BEHIND: [&str; 4] = ["Post ", "Stop containers", "Complete job", "Complete runner"];

fn of_runner(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| name.starts_with(start))
}

/// Returns for each step the first and the last place that it can have while all keep their order; `None` where they
/// do not all find a place.
fn ranges(names: &[StepNames], listed: &[RunStep]) -> Option<Vec<(usize, usize)>> {
    let mut first = Vec::new();
    let mut from = 0;
    for own in names {
        let rest = listed.get(from..).unwrap_or_default();
        let at = from + rest.iter().position(|step| own.fit(&step.name))?;
        first.push(at);
        from = at + 1;
    }
    let mut last = Vec::new();
    let mut until = listed.len();
    for own in names.iter().rev() {
        let rest = listed.get(..until).unwrap_or_default();
        until = rest.iter().rposition(|step| own.fit(&step.name))?;
        last.push(until);
    }
    Some(first.into_iter().zip(last.into_iter().rev()).collect())
}

/// Returns the end of a step of a known name, where just as many entries as steps have that name.
fn by_rank(names: &[StepNames], index: usize, own: &StepNames, listed: &[RunStep]) -> StepEnd {
    let same = |other: &&StepNames| other.shown == own.shown;
    let rank = names.iter().take(index).filter(same).count();
    let of_name: Vec<&RunStep> = listed.iter().filter(|step| own.is(&step.name)).collect();
    match of_name.get(rank) {
        Some(step) if of_name.len() == names.iter().filter(same).count() => {
            common_end(std::iter::once(*step))
        }
        _ => StepEnd::Unclear,
    }
}

/// Returns the end that all of these have.
fn common_end<'s>(mut steps: impl Iterator<Item = &'s RunStep>) -> StepEnd {
    let Some(first) = steps.next() else { return StepEnd::Unclear };
    if steps.any(|step| step.conclusion != first.conclusion) {
        return StepEnd::Unclear;
    }
    first.conclusion.map_or(StepEnd::Open, StepEnd::Ended)
}

/// The longest name that is surely shown whole.
const SURELY_WHOLE: usize = 80;

/// The names that the log may show for one step. Each is a list of literal parts, with an expression between two.
#[derive(Debug, PartialEq, Eq)]
struct StepNames {
    shown: Vec<Vec<String>>,
}

impl StepNames {
    /// Returns the names of a step: its `name:`, else `Run` and its action or the first line of its script.
    ///
    /// Source: `actions/runner`, `ActionRunner.cs`, `GenerateDisplayName` and `FormatStepName`: the text is evaluated,
    /// white space before it is dropped, and it ends with its line. A local action stands there as `/./folder`.
    fn of(step: &Step) -> Self {
        let run = |text: &str| first_line("Run ", text);
        let shown = match (&step.name, &step.uses, &step.run) {
            (Some(name), ..) => vec![first_line("", &name.value)],
            (_, Some(uses), _) => {
                let uses = uses.value.trim();
                let other = match uses.strip_prefix("docker://") {
                    Some(image) => image.to_owned(),
                    None if uses.starts_with("./") => format!("/{uses}"),
                    None => uses.to_owned(),
                };
                vec![run(uses), run(&other)]
            }
            (_, _, Some(script)) => vec![run(&script.text)],
            // Steps of other kinds (`wait:`, `cancel:`) have a name that nothing documents.
            _ => vec![vec![String::new(), String::new()]],
        };
        Self { shown }
    }

    fn fit(&self, name: &str) -> bool {
        self.shown.iter().any(|parts| fits(parts, name))
    }

    /// Returns whether the step surely has this name.
    fn is(&self, name: &str) -> bool {
        let name = name.trim_end();
        self.shown
            .iter()
            .any(|parts| matches!(parts.as_slice(), [whole] if whole.trim_end() == name))
    }
}

/// Returns the literal parts of the first line of a text.
fn first_line(prefix: &str, text: &str) -> Vec<String> {
    let text = text.trim_start_matches([' ', '\t', '\r', '\n']);
    let mut parts = vec![prefix.to_owned()];
    let Ok(found) = split(text) else { return vec![prefix.to_owned(), String::new()] };
    for part in found {
        let TemplatePart::Literal(literal) = part else {
            parts.push(String::new());
            continue;
        };
        let line = literal.split(['\r', '\n']).next().unwrap_or_default();
        if let Some(last) = parts.last_mut() {
            last.push_str(line);
        }
        if line.len() < literal.len() {
            break;
        }
    }
    parts
}

/// Returns whether a name has these parts, with any text between two. The log masks secrets by `***`, and a long name
/// may be cut.
fn fits(parts: &[String], name: &str) -> bool {
    let name = name.trim_end();
    if let [whole] = parts {
        let whole = whole.trim_end();
        let cut = name.trim_end_matches(['.', '\u{2026}']);
        let is_cut = name.chars().count() >= SURELY_WHOLE && whole.starts_with(cut);
        let masked: Vec<&str> = name.split("***").collect();
        return whole == name || is_cut || masked.len() > 1 && glob(&masked, whole);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    glob(&parts, name)
        || parts.last().is_some_and(|last| last.ends_with(' ')) && {
            let mut parts = parts;
            if let Some(last) = parts.last_mut() {
                *last = last.trim_end();
            }
            glob(&parts, name)
        }
}

/// Returns whether a text has these parts in their order, the first at its start and the last at its end.
fn glob(parts: &[&str], text: &str) -> bool {
    let [first, between @ .., last] = parts else { return parts.iter().all(|part| *part == text) };
    let Some(mut rest) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
#[path = "ran_steps_tests.rs"]
mod tests;

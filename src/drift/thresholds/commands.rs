//! Thresholds in the options of commands.

use serde_json::Value;

use super::threshold::{Threshold, ThresholdPair, ThresholdValue, number};
use crate::catalog::program::base_name;
use crate::catalog::settings::rows::{OptionThreshold, ThresholdForm};
use crate::catalog::settings::thresholds::{of_run, within};
use crate::drift::runs::ToolRuns;
use crate::drift::runs::run::{OptionUse, ToolRun};
use crate::facts::commit::Facts;
use crate::span::Location;

/// Those of all runs, before and after.
pub(super) fn held(runs: &ToolRuns) -> Vec<ThresholdPair> {
    let mut found = Vec::new();
    for duo in &runs.duos {
        // where a tool runs no more, its whole failure is what is lost
        let Some(head) = duo.head.as_ref().filter(|head| !duo.base.is_void && !head.is_void) else {
            continue;
        };
        if duo.is_unchanged {
            found.extend(of(head).into_iter().map(ThresholdPair::unchanged));
            continue;
        }
        found.extend(paired(of(&duo.base), of(head), Some(&head.place)));
    }
    for run in runs.added.iter().filter(|run| !run.is_void) {
        found.extend(paired(Vec::new(), of(run), None));
    }
    found
}

/// Pairs limits by what they measure.
pub(super) fn paired(
    old: Vec<Threshold>,
    mut new: Vec<Threshold>,
    anchor: Option<&Location>,
) -> Vec<ThresholdPair> {
    let mut found = Vec::new();
    for before in old {
        let at = new.iter().position(|after| after.kin == before.kin);
        let after = at.map(|at| new.remove(at));
        found.push(ThresholdPair {
            before: Some(before),
            after,
            anchor: anchor.cloned(),
            unread: None,
        });
    }
    found.extend(
        new.into_iter()
            .map(|after| ThresholdPair { after: Some(after), ..ThresholdPair::default() }),
    );
    found
}

/// Those that pytest's settings files add to every run of it.
pub(super) fn of_settings(facts: &Facts) -> Vec<Threshold> {
    let mut found = Vec::new();
    for file in &facts.settings {
        let Some(pytest) = &file.pytest else { continue };
        let words = pytest
            .addopts
            .iter()
            .map(|word| (word.value.clone(), Location::new(file.path.as_str(), word.span)));
        found.extend(of_addopts(words.collect(), &format!("{}/addopts", file.path)));
    }
    found
}

/// Those in words that pytest reads as its options.
pub(super) fn of_addopts(words: Vec<(String, Location)>, subject: &str) -> Vec<Threshold> {
    let Some((_, place)) = words.first().cloned() else { return Vec::new() };
    of(&ToolRun {
        tool: "pytest".to_owned(),
        words,
        place,
        text: String::new(),
        subject: subject.to_owned(),
        job: None,
        environment: std::sync::Arc::new([]),
        step: None,
        is_void: false,
    })
}

fn of(run: &ToolRun) -> Vec<Threshold> {
    let known = of_run(&run.tool);
    if let Some(object) = known.iter().find(|known| known.form == ThresholdForm::Json) {
        let said = run.said(object.names);
        return said.last().map_or_else(Vec::new, |said| json(run, said, object.what));
    }
    let tool = base_name(&run.tool);
    let mut found: Vec<Threshold> = Vec::new();
    let is_measure = |known: &&OptionThreshold| known.form == ThresholdForm::Number;
    for known in known.iter().filter(is_measure) {
        let Some(said) = run.said(known.names).pop() else { continue };
        found.retain(|limit| limit.kin != known.what);
        found.push(limit(run, &said, known.what.to_owned(), known.is_most));
    }
    let other = known.iter().filter(|known| known.form == ThresholdForm::NoMeasure);
    let other: Vec<&str> = other.flat_map(|known| known.names).copied().collect();
    for (word, _) in &run.words {
        let name = word.split('=').next().unwrap_or(word);
        let is_known = found.iter().any(|limit| limit.name == name) || other.contains(&name);
        if !name.starts_with('-') || is_known || !says_limit(name) {
            continue;
        }
        let Some(said) = run.said(&[name]).pop() else { continue };
        let kin = format!("{tool}/{}", plain(name));
        found.push(limit(run, &said, kin, false));
    }
    found.retain(|limit| !limit.shown.is_empty());
    found
}

fn limit(run: &ToolRun, said: &OptionUse, kin: String, is_most: bool) -> Threshold {
    let shown = resolved(run, &said.value);
    Threshold {
        name: said.name.clone(),
        kin,
        folder: None,
        level: number(&shown).map_or(ThresholdValue::Unknown, ThresholdValue::Number),
        shown,
        is_most,
        place: said.place.clone(),
        subject: run.subject.clone(),
        job: run.job.clone(),
    }
}

/// A value that is one variable whose text is known is that text: `$MIN`, `${MIN}`, `${{ env.MIN }}`.
fn resolved(run: &ToolRun, value: &str) -> String {
    let inner = value.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
    let name = match inner.map(str::trim) {
        Some(expression) => expression.strip_prefix("env."),
        None => value.strip_prefix('$').map(|name| name.trim_matches(['{', '}'])),
    };
    let known = name.and_then(|name| run.variable(name)).map(|variable| variable.value.clone());
    known.unwrap_or_else(|| value.to_owned())
}

/// `--coverageThreshold='{"global":{"lines":90}}'`.
fn json(run: &ToolRun, said: &OptionUse, what: &str) -> Vec<Threshold> {
    let Ok(Value::Object(groups)) = serde_json::from_str(&said.value) else { return Vec::new() };
    let mut found = Vec::new();
    for (group, metrics) in groups {
        for (metric, value) in metrics.as_object().into_iter().flatten() {
            let value = OptionUse { value: value.to_string(), ..said.clone() };
            let kin = within(what, &format!("{group}.{metric}"));
            let name = format!("{} {group}.{metric}", said.name);
            found.push(Threshold { name, ..limit(run, &value, kin, false) });
        }
    }
    found
}

/// A name in one spelling: `COV_FAIL_UNDER`, `--cov-fail-under` and `covFailUnder` are `covfailunder`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a name says by itself that it is a coverage that something must have at least.
pub(super) fn says_limit(name: &str) -> bool {
    const SAY: [&str; 11] = [
        "failunder",
        "mincov",
        "minimumcov",
        "covthreshold",
        "coveragethreshold",
        "coveragemin",
        "covmin",
        "requiredcov",
        "coveragerequired",
        "coveragefloor",
        "coveragelimit",
    ];
    const OTHER: [&str; 6] = ["warn", "color", "colour", "badge", "green", "upper"];
    let name = plain(name);
    SAY.iter().any(|say| name.contains(say)) && !OTHER.iter().any(|other| name.contains(other))
}

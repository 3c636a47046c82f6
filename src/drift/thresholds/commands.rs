//! Thresholds in the options of commands.

use serde_json::Value;

use super::threshold::{Threshold, ThresholdPair, ThresholdValue, number};
use crate::catalog::program::base_name;
use crate::drift::runs::ToolRuns;
use crate::drift::runs::run::{OptionUse, ToolRun};
use crate::facts::commit::Facts;
use crate::span::Location;

/// An option that holds a number.
struct KnownOption {
    tools: &'static [&'static str],
    name: &'static str,
    kin: &'static str,
    is_most: bool,
}

const fn least(
    tools: &'static [&'static str],
    name: &'static str,
    kin: &'static str,
) -> KnownOption {
    KnownOption { tools, name, kin, is_most: false }
}

const fn most(
    tools: &'static [&'static str],
    name: &'static str,
    kin: &'static str,
) -> KnownOption {
    KnownOption { tools, name, kin, is_most: true }
}

const ISTANBUL: &[&str] = &["nyc", "c8"];
const LLVM_COV: &[&str] = &["cargo llvm-cov"];
const DOTNET: &[&str] = &["dotnet test"];

/// Options whose name alone does not say that they are thresholds, or whose number may also stand
/// elsewhere. As the tools' own documentation says.
const KNOWN: [KnownOption; 27] = [
    least(&["pytest"], "--cov-fail-under", "python"),
    least(
        &["coverage", "coverage report", "coverage html", "coverage xml", "coverage json"],
        "--fail-under",
        "python",
    ),
    least(ISTANBUL, "--lines", "js/lines"),
    least(ISTANBUL, "--branches", "js/branches"),
    least(ISTANBUL, "--functions", "js/functions"),
    least(ISTANBUL, "--statements", "js/statements"),
    least(&["vitest"], "--coverage.thresholds.lines", "js/lines"),
    least(&["vitest"], "--coverage.thresholds.branches", "js/branches"),
    least(&["vitest"], "--coverage.thresholds.functions", "js/functions"),
    least(&["vitest"], "--coverage.thresholds.statements", "js/statements"),
    least(&["gcovr"], "--fail-under-line", "gcovr/fail-under-line"),
    least(&["gcovr"], "--fail-under-branch", "gcovr/fail-under-branch"),
    least(&["gcovr"], "--fail-under-decision", "gcovr/fail-under-decision"),
    least(&["gcovr"], "--fail-under-function", "gcovr/fail-under-function"),
    least(&["cargo tarpaulin"], "--fail-under", "tarpaulin"),
    most(LLVM_COV, "--fail-uncovered-lines", "llvm-cov/uncovered-lines"),
    most(LLVM_COV, "--fail-uncovered-functions", "llvm-cov/uncovered-functions"),
    most(LLVM_COV, "--fail-uncovered-regions", "llvm-cov/uncovered-regions"),
    least(&["interrogate"], "-f", "interrogate"),
    least(&["interrogate"], "--fail-under", "interrogate"),
    least(DOTNET, "/p:Threshold", "coverlet"),
    least(DOTNET, "-p:Threshold", "coverlet"),
    least(&["go-test-coverage"], "--threshold-total", "go-test-coverage"),
    most(&["eslint", "stylelint", "oxlint", "next", "ng"], "--max-warnings", "warnings"),
    most(&["flake8"], "--max-complexity", "complexity"),
    least(&["phpstan", "phpstan.phar"], "--level", "phpstan"),
    least(&["phpstan", "phpstan.phar"], "-l", "phpstan"),
];

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
    if run.tool == "jest" || run.tool == "react-scripts" {
        return run.said(&["--coverageThreshold"]).last().map_or_else(Vec::new, |s| json(run, s));
    }
    let tool = base_name(&run.tool);
    let mut found: Vec<Threshold> = Vec::new();
    let known = KNOWN.iter().filter(|known| known.tools.contains(&run.tool.as_str()));
    for known in known {
        let Some(said) = run.said(&[known.name]).pop() else { continue };
        found.retain(|limit| limit.kin != known.kin);
        found.push(limit(run, &said, known.kin.to_owned(), known.is_most));
    }
    for (word, _) in run.words.iter().filter(|_| !tool.starts_with("pylint")) {
        let name = word.split('=').next().unwrap_or(word);
        let is_known = found.iter().any(|limit| limit.name == name);
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
fn json(run: &ToolRun, said: &OptionUse) -> Vec<Threshold> {
    let Ok(Value::Object(groups)) = serde_json::from_str(&said.value) else { return Vec::new() };
    let mut found = Vec::new();
    for (group, metrics) in groups {
        for (metric, value) in metrics.as_object().into_iter().flatten() {
            let value = OptionUse { value: value.to_string(), ..said.clone() };
            let kin = js_kin(&format!("{group}.{metric}"));
            let name = format!("--coverageThreshold {group}.{metric}");
            found.push(Threshold { name, ..limit(run, &value, kin, false) });
        }
    }
    found
}

/// What a threshold of a JavaScript tool measures: the total has one name in all of them.
pub(super) fn js_kin(metric: &str) -> String {
    format!("js/{}", metric.strip_prefix("global.").unwrap_or(metric))
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

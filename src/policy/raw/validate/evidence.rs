//! Validates `tests:`, `coverage:` and `artifacts:`.

use super::super::artifacts::{RawArtifactEntry, RawArtifacts};
use super::super::types;
use super::super::words::{Percent, Text};
use super::super::written::{RawList, Texts, Written};
use super::checker::Checker;
use crate::policy::pattern::Pattern;
use crate::policy::tier::{ArtifactContract, EvidenceTier};
use crate::policy::valid::{
    CoverageContract, DEFAULT_FLOOR, PathFloor, Rounding, SkipContract, TestSuite,
};
use crate::span::{Span, Spanned};

/// Validates `tests:`.
pub(super) fn tests(
    raw: Written<RawList<types::RawSuite>>,
    checker: &mut Checker<'_>,
) -> Vec<TestSuite> {
    let entries = raw.items().into_iter();
    let suites: Vec<TestSuite> = entries.filter_map(|entry| suite(entry, checker)).collect();
    checker.unique(suites.iter().filter_map(|suite| Some((suite.name.as_str(), suite.span?))));
    suites
}

fn suite(entry: Written<types::RawSuite>, checker: &mut Checker<'_>) -> Option<TestSuite> {
    let what = "an entry of `tests`";
    let span = entry.span()?;
    let raw = entry.value()?;
    let name = checker.words(raw.name, "name", span, what);
    let tier = tier(raw.workflow, raw.job, what, checker);
    let reports = reports(raw.reports, span, what, checker);
    let at_least = raw.at_least.spanned().map(|count| count.map(|count| count.0));
    let skips = skips(raw.skips, checker);
    let never_skip = checker.patterns(raw.never_skip);
    let every_file = checker.patterns(raw.every_file);
    Some(TestSuite {
        name: name?.value,
        span: Some(span),
        tier,
        reports,
        at_least: at_least.unwrap_or(Spanned::new(1, span)),
        skips,
        never_skip,
        every_file,
    })
}

/// Validates `artifacts:`.
pub(super) fn artifacts(
    raw: Written<RawArtifacts>,
    checker: &mut Checker<'_>,
) -> Vec<ArtifactContract> {
    let items = raw.items().into_iter();
    items.filter_map(|item| artifact(item, checker)).collect()
}

fn artifact(
    item: Written<RawArtifactEntry>,
    checker: &mut Checker<'_>,
) -> Option<ArtifactContract> {
    let what = "an entry of `artifacts`";
    let span = item.span()?;
    match item.value()? {
        RawArtifactEntry::Name(name) => {
            Some(ArtifactContract { name: Spanned::new(name.0, span), tier: None })
        }
        RawArtifactEntry::Entry(raw) => {
            let name = checker.words(raw.name, "name", span, what);
            let tier = tier(raw.workflow, raw.job, what, checker);
            Some(ArtifactContract { name: name?, tier })
        }
    }
}

/// Validates `workflow:` and `job:` of an entry. A job names its workflow already.
fn tier(
    workflow: Written<Text>,
    job: Written<Text>,
    what: &str,
    checker: &mut Checker<'_>,
) -> Option<EvidenceTier> {
    let (workflow, job) = (workflow.words(), job.words());
    if let (Some(_), Some(job)) = (&workflow, &job) {
        let message = format!("{what} sets both `workflow` and `job`");
        checker.problem_with_help(job.span, message, "remove one: `job` names its workflow too");
    }
    let is_file = |name: &str| {
        let stem = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml"));
        !name.contains('/') && stem.is_some_and(|stem| !stem.is_empty())
    };
    if let Some(job) = job {
        let found = job.value.split_once('/');
        return match found.filter(|(file, id)| is_file(file) && !id.is_empty() && !id.contains('/'))
        {
            Some((file, id)) => Some(EvidenceTier {
                span: job.span,
                workflow: file.to_owned(),
                job: Some(id.to_owned()),
            }),
            None => {
                let message =
                    format!("`{}` is no job; write `file/job`, such as `ci.yml/unit`", job.value);
                checker.problem(job.span, message);
                None
            }
        };
    }
    let workflow = workflow?;
    if !is_file(&workflow.value) {
        let message = format!(
            "`{}` is no workflow; write the name of its file below `.github/workflows`, such as `ci.yml`",
            workflow.value
        );
        checker.problem(workflow.span, message);
        return None;
    }
    Some(EvidenceTier { span: workflow.span, workflow: workflow.value, job: None })
}

fn reports(
    raw: Written<Texts>,
    of: Span,
    what: &str,
    checker: &mut Checker<'_>,
) -> Vec<(Pattern, Option<Span>)> {
    if raw.is_absent() {
        checker.problem(of, format!("{what} lacks `reports`"));
    }
    let patterns = checker.patterns(raw);
    for (pattern, span) in &patterns {
        let path = pattern.as_str();
        if path.starts_with('/') || path.split('/').any(|part| part == "..") {
            let message =
                format!("`{path}` leads out of the repository; reports are named from its root");
            checker.problem(*span, message);
        }
    }
    patterns.into_iter().map(|(pattern, span)| (pattern, Some(span))).collect()
}

fn skips(raw: Written<types::Skips>, checker: &mut Checker<'_>) -> SkipContract {
    let (Some(span), Some(raw)) = (raw.span(), raw.value()) else { return SkipContract::default() };
    if raw.at_most.is_absent() && raw.reason.is_absent() && checker.is_sound(span) {
        checker.problem(span, "`skips` sets neither `at-most` nor `reason`, so it holds nothing");
    }
    let at_most = raw.at_most.spanned().map(|count| count.map(|count| count.0));
    let reason = raw.reason.words().and_then(|text| checker.regex(&text));
    SkipContract { at_most, reason }
}

/// Validates `coverage:`.
pub(super) fn coverage(
    raw: Written<RawList<types::RawCoverage>>,
    checker: &mut Checker<'_>,
) -> Vec<CoverageContract> {
    let entries = raw.items().into_iter();
    let entries: Vec<CoverageContract> =
        entries.filter_map(|entry| report(entry, checker)).collect();
    checker.unique(entries.iter().filter_map(|entry| Some((entry.name.as_str(), entry.span?))));
    entries
}

fn report(
    entry: Written<types::RawCoverage>,
    checker: &mut Checker<'_>,
) -> Option<CoverageContract> {
    let what = "an entry of `coverage`";
    let span = entry.span()?;
    let raw = entry.value()?;
    let name = checker.words(raw.name, "name", span, what);
    let tier = tier(raw.workflow, raw.job, what, checker);
    let reports = reports(raw.reports, span, what, checker);
    let rounding = match raw.rounding.value() {
        None | Some(types::RawRounding::Exact) => Rounding::Exact,
        Some(types::RawRounding::CoveragePy) => Rounding::CoveragePy,
    };
    let paths = raw.paths.items().into_iter();
    let paths = paths.filter_map(|entry| floor(entry, checker)).collect();
    Some(CoverageContract {
        name: name?.value,
        span: Some(span),
        tier,
        reports,
        lines: percent(raw.lines).map_or((DEFAULT_FLOOR, None), |(at, span)| (at, Some(span))),
        branches: percent(raw.branches),
        rounding,
        paths,
    })
}

fn percent(raw: Written<Percent>) -> Option<(f64, Span)> {
    raw.spanned().map(|share| (share.value.0, share.span))
}

fn floor(entry: Written<types::RawFloor>, checker: &mut Checker<'_>) -> Option<PathFloor> {
    let what = "an entry of `paths`";
    let span = entry.span()?;
    let raw = entry.value()?;
    let path = checker.words(raw.path, "path", span, what);
    if raw.lines.is_absent() && raw.branches.is_absent() && checker.is_sound(span) {
        let message = format!("{what} sets neither `lines` nor `branches`, so it holds nothing");
        checker.problem(span, message);
    }
    let path = path?;
    let (lines, branches) = (percent(raw.lines), percent(raw.branches));
    Some(PathFloor { path: checker.pattern(&path)?, span: path.span, lines, branches })
}

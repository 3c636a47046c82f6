//! The entries of `tests`, `coverage` and `artifacts`, as types that are only written.

use serde::Serialize;

use super::values::Number;
use crate::policy::{
    ArtifactContract, CoverageContract, EvidenceTier, Pattern, Rounding, TestSuite,
};

/// An entry of `artifacts`; a name alone where there is no more to say.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum ArtifactView<'a> {
    Name(&'a str),
    Entry {
        name: &'a str,
        #[serde(flatten)]
        tier: TierView<'a>,
    },
}

#[derive(Default, Serialize)]
pub(super) struct TierView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct SuiteView<'a> {
    name: &'a str,
    #[serde(flatten)]
    tier: TierView<'a>,
    reports: Vec<&'a str>,
    at_least: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    skips: Option<SkipsView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    never_skip: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    every_file: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct SkipsView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct CoverageView<'a> {
    name: &'a str,
    #[serde(flatten)]
    tier: TierView<'a>,
    reports: Vec<&'a str>,
    lines: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    branches: Option<Number>,
    rounding: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paths: Vec<FloorView<'a>>,
}

#[derive(Serialize)]
struct FloorView<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branches: Option<Number>,
}

pub(super) fn artifact(entry: &ArtifactContract) -> ArtifactView<'_> {
    match &entry.tier {
        None => ArtifactView::Name(&entry.name.value),
        Some(of) => ArtifactView::Entry { name: &entry.name.value, tier: tier(of) },
    }
}

fn tier(tier: &EvidenceTier) -> TierView<'_> {
    match tier.job {
        Some(_) => TierView { workflow: None, job: Some(tier.written()) },
        None => TierView { workflow: Some(&tier.workflow), job: None },
    }
}

pub(super) fn suite(suite: &TestSuite) -> SuiteView<'_> {
    let skips = SkipsView {
        at_most: suite.skips.at_most.as_ref().map(|most| most.value),
        reason: suite.skips.reason.as_ref().map(|(expression, _)| expression.as_str()),
    };
    SuiteView {
        name: &suite.name,
        tier: suite.tier.as_ref().map(tier).unwrap_or_default(),
        reports: globs(&suite.reports),
        at_least: suite.at_least.value,
        skips: (skips.at_most.is_some() || skips.reason.is_some()).then_some(skips),
        never_skip: globs(&suite.never_skip),
        every_file: globs(&suite.every_file),
    }
}

pub(super) fn coverage(entry: &CoverageContract) -> CoverageView<'_> {
    let floors = entry.paths.iter().map(|floor| FloorView {
        path: floor.path.as_str(),
        lines: floor.lines.map(|(lines, _)| Number(lines)),
        branches: floor.branches.map(|(branches, _)| Number(branches)),
    });
    CoverageView {
        name: &entry.name,
        tier: entry.tier.as_ref().map(tier).unwrap_or_default(),
        reports: globs(&entry.reports),
        lines: Number(entry.lines.0),
        branches: entry.branches.map(|(branches, _)| Number(branches)),
        rounding: match entry.rounding {
            Rounding::Exact => "exact",
            Rounding::CoveragePy => "coverage.py",
        },
        paths: floors.collect(),
    }
}

/// Returns patterns as they are written.
pub(super) fn globs<P>(patterns: &[(Pattern, P)]) -> Vec<&str> {
    patterns.iter().map(|(pattern, _)| pattern.as_str()).collect()
}

//! `tests:` and `coverage:`.

use super::fields::{Fields, Reader};
use crate::formats::yaml::NodeRef;
use crate::policy::valid::{
    CoverageContract, DEFAULT_FLOOR, PathFloor, Rounding, SkipContract, TestSuite,
};
use crate::policy::waiver::Pattern;
use crate::span::{Span, Spanned};

/// `tests:`.
pub(super) fn tests(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<TestSuite> {
    let items = reader.items(node, "tests");
    let suites: Vec<TestSuite> = items.into_iter().filter_map(|item| suite(item, reader)).collect();
    unique(suites.iter().filter_map(|suite| Some((suite.name.as_str(), suite.span?))), reader);
    suites
}

fn suite(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<TestSuite> {
    let mut fields = reader.fields(node, "an entry of `tests`")?;
    let span = fields.span;
    let name = reader.required(&mut fields, "name").and_then(|node| reader.text(node, "name"));
    let reports = reports(&mut fields, reader);
    let at_least = fields.take("at-least").and_then(|node| reader.count(node, "at-least"));
    let skips = fields.take("skips").map(|node| skips(node, reader)).unwrap_or_default();
    let never_skip = fields.take("never-skip").map(|node| reader.patterns(node, "never-skip"));
    let every_file = fields.take("every-file").map(|node| reader.patterns(node, "every-file"));
    fields.end(reader, &["shards", "flaky", "seconds"]);
    Some(TestSuite {
        name: name?.value,
        span: Some(span),
        reports,
        at_least: at_least.unwrap_or(Spanned::new(1, span)),
        skips,
        never_skip: never_skip.unwrap_or_default(),
        every_file: every_file.unwrap_or_default(),
    })
}

fn reports(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> Vec<(Pattern, Option<Span>)> {
    let Some(node) = reader.required(fields, "reports") else { return Vec::new() };
    let patterns = reader.patterns(node, "reports");
    for (pattern, span) in &patterns {
        let path = pattern.as_str();
        if path.starts_with('/') || path.split('/').any(|part| part == "..") {
            let message =
                format!("`{path}` leads out of the repository; reports are named from its root");
            reader.problem(*span, message);
        }
    }
    patterns.into_iter().map(|(pattern, span)| (pattern, Some(span))).collect()
}

fn skips(node: NodeRef<'_>, reader: &mut Reader<'_>) -> SkipContract {
    let Some(mut fields) = reader.fields(node, "`skips`") else { return SkipContract::default() };
    let at_most = fields.take("at-most").and_then(|node| reader.count(node, "at-most"));
    let reason = fields.take("reason").and_then(|node| reader.regex(node, "reason"));
    let span = fields.span;
    fields.end(reader, &[]);
    if at_most.is_none() && reason.is_none() && reader.problems.is_empty() {
        reader.problem(span, "`skips` sets neither `at-most` nor `reason`, so it holds nothing");
    }
    SkipContract { at_most, reason }
}

/// `coverage:`.
pub(super) fn coverage(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<CoverageContract> {
    let items = reader.items(node, "coverage");
    let entries: Vec<CoverageContract> =
        items.into_iter().filter_map(|item| entry(item, reader)).collect();
    unique(entries.iter().filter_map(|entry| Some((entry.name.as_str(), entry.span?))), reader);
    entries
}

fn entry(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<CoverageContract> {
    let mut fields = reader.fields(node, "an entry of `coverage`")?;
    let span = fields.span;
    let name = reader.required(&mut fields, "name").and_then(|node| reader.text(node, "name"));
    let reports = reports(&mut fields, reader);
    let lines = fields.take("lines").and_then(|node| reader.percent(node, "lines"));
    let branches = fields.take("branches").and_then(|node| reader.percent(node, "branches"));
    let rounding = fields.take("rounding").and_then(|node| {
        let text = reader.text(node, "rounding")?;
        match text.value.as_str() {
            "exact" => Some(Rounding::Exact),
            "coverage.py" => Some(Rounding::CoveragePy),
            other => {
                reader.problem(
                    text.span,
                    format!("`{other}` is no rounding; write `exact` or `coverage.py`"),
                );
                None
            }
        }
    });
    let paths = fields.take("paths").map(|node| paths(node, reader)).unwrap_or_default();
    fields.end(reader, &["changed-lines", "drop", "sources"]);
    Some(CoverageContract {
        name: name?.value,
        span: Some(span),
        reports,
        lines: lines.map_or((DEFAULT_FLOOR, None), |(floor, span)| (floor, Some(span))),
        branches,
        rounding: rounding.unwrap_or_default(),
        paths,
    })
}

fn paths(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<PathFloor> {
    let items = reader.items(node, "paths");
    items.into_iter().filter_map(|item| floor(item, reader)).collect()
}

fn floor(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<PathFloor> {
    let mut fields = reader.fields(node, "an entry of `paths`")?;
    let path = reader.required(&mut fields, "path").and_then(|node| {
        let text = reader.text(node, "path")?;
        Some((reader.pattern(&text)?, text.span))
    });
    let sets_one = fields.key_span("lines").or(fields.key_span("branches")).is_some();
    let lines = fields.take("lines").and_then(|node| reader.percent(node, "lines"));
    let branches = fields.take("branches").and_then(|node| reader.percent(node, "branches"));
    if !sets_one {
        reader.problem(
            fields.span,
            "an entry of `paths` sets neither `lines` nor `branches`, so it holds nothing",
        );
    }
    fields.end(reader, &[]);
    let (path, span) = path?;
    Some(PathFloor { path, span, lines, branches })
}

/// Names are part of subjects, so two entries must not share one.
fn unique<'n>(names: impl Iterator<Item = (&'n str, Span)>, reader: &mut Reader<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (name, span) in names {
        if seen.contains(&name) {
            reader.problem(
                span,
                format!("the name `{name}` stands twice; waivers could not tell them apart"),
            );
        }
        seen.push(name);
    }
}

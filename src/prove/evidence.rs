//! Operators for reports and job results: the evidence says less than what happened.

use std::sync::Arc;

use regex::Regex;
use serde_json::Value;

use super::MutationSites;
use super::inputs::ReportFiles;
use super::mutant::{Mutant, MutantEdit};
use super::operator::{Operator, OperatorFamily};
use crate::facts::readable::Readable;
use crate::policy::Pattern;
use crate::span::Span;

const FAMILY: OperatorFamily = OperatorFamily("The reports say something else");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by(
        "no-report",
        "a test report is not there",
        &[70, 71],
        &["missing-report", "missing-shard"],
        |stage| tests(stage, "leave the report out", |_| None),
    ),
    FAMILY.by(
        "empty-report",
        "a test report without a test",
        &[64, 65, 66],
        &["no-tests", "missing-report"],
        |stage| tests(stage, "take every test out", |text| Some(keep(text, 0))),
    ),
    FAMILY.by(
        "one-test",
        "a test report with one test",
        &[74, 116],
        &["no-tests", "removed-test"],
        |stage| tests(stage, "keep one test only", |text| Some(keep(text, 1))),
    ),
    FAMILY.by(
        "failed-test",
        "a test that failed in a green run",
        &[6, 7, 21, 23],
        &["failing-test"],
        |stage| {
            tests(stage, "let the first test fail", |text| {
                Some(put(text, "<failure message=\"spoiled\"/>", 1))
            })
        },
    ),
    FAMILY.by(
        "skipped-tests",
        "every test is skipped",
        &[76, 77],
        &["skipped-test", "no-tests"],
        |stage| {
            tests(stage, "skip every test", |text| {
                Some(put(text, "<skipped message=\"spoiled\"/>", usize::MAX))
            })
        },
    ),
    FAMILY.by(
        "cut-report",
        "a test report that ends in the middle",
        &[72],
        &["missing-report"],
        |stage| tests(stage, "cut the report in the middle", |text| Some(half(text))),
    ),
    FAMILY.by("no-coverage", "a coverage report is not there", &[100], COVERAGE, |stage| {
        coverage(stage, "leave the report out", |_| None)
    }),
    FAMILY.by("zero-hits", "no line was hit", &[88, 97], COVERAGE, |stage| {
        coverage(stage, "take every hit out", |text| Some(zeroed(text)))
    }),
    FAMILY.by(
        "header-raised",
        "no line was hit, and the header says all were",
        &[94, 95, 96],
        COVERAGE,
        |stage| {
            coverage(stage, "take every hit out and raise every rate", |text| {
                Some(raised(&zeroed(text)))
            })
        },
    ),
    FAMILY.by("no-lines", "a coverage report without a line", &[91, 93], COVERAGE, |stage| {
        coverage(stage, "take every line out", |text| Some(without_lines(text)))
    }),
    FAMILY.by(
        "cut-coverage",
        "a coverage report that ends in the middle",
        &[72],
        COVERAGE,
        |stage| coverage(stage, "cut the report in the middle", |text| Some(half(text))),
    ),
    FAMILY.by("job-failed", "a job that failed", &[2, 32], GREEN, |stage| {
        results(stage, Some("failure"))
    }),
    FAMILY.by("job-skipped", "a job that was skipped", &[29, 30], GREEN, |stage| {
        results(stage, Some("skipped"))
    }),
    FAMILY.by("job-cancelled", "a job that was cancelled", &[58], GREEN, |stage| {
        results(stage, Some("cancelled"))
    }),
    FAMILY.by("job-missing", "a job that nobody waited for", &[33, 35], GREEN, |stage| {
        results(stage, None)
    }),
];

const COVERAGE: &[&str] = &["low-coverage"];
const GREEN: &[&str] = &["job-not-green"];

/// A function that edits a report; `None` removes the report.
type Spoil = fn(&str) -> Option<String>;

fn tests(stage: &MutationSites<'_>, what: &str, spoil: Spoil) -> Vec<Mutant> {
    let suites = stage.scene.suites.iter().zip(&stage.policy().tests).enumerate();
    let mutants = suites.flat_map(|(index, (reports, suite))| {
        let ran = stage.facts.suites.get(index).map_or(1, |fact| fact.counts.passed.max(1));
        let policy = format!(
            "tests: [{{ name: {}, reports: [{}], at-least: {ran} }}]",
            suite.name,
            globs(&suite.reports)
        );
        let subject = format!("tests:{}", suite.name);
        of_reports(reports, &subject, what, &policy, spoil, move |bytes| {
            MutantEdit::Suite(index, bytes)
        })
    });
    mutants.collect()
}

fn coverage(stage: &MutationSites<'_>, what: &str, spoil: Spoil) -> Vec<Mutant> {
    let entries = stage.scene.coverage.iter().zip(&stage.policy().coverage).enumerate();
    let mutants = entries.flat_map(|(index, (reports, entry))| {
        let total = stage.facts.coverage.get(index).map(|fact| fact.total).unwrap_or_default();
        let covered = total.lines_covered.saturating_mul(100) / total.lines.max(1);
        let policy = format!(
            "coverage: [{{ name: {}, reports: [{}], lines: {} }}]",
            entry.name,
            globs(&entry.reports),
            covered.max(1)
        );
        let subject = format!("coverage:{}", entry.name);
        of_reports(reports, &subject, what, &policy, spoil, move |bytes| {
            MutantEdit::Coverage(index, bytes)
        })
    });
    mutants.collect()
}

fn globs(reports: &[(Pattern, Option<Span>)]) -> String {
    let globs: Vec<String> =
        reports.iter().map(|(glob, _)| format!("{:?}", glob.as_str())).collect();
    globs.join(", ")
}

fn of_reports(
    reports: &ReportFiles,
    subject: &str,
    what: &str,
    policy: &str,
    spoil: Spoil,
    change: impl Fn(Option<Arc<[u8]>>) -> MutantEdit,
) -> Vec<Mutant> {
    let mutate = |(path, bytes): &(String, Readable<Arc<[u8]>>)| {
        let text = std::str::from_utf8(bytes.as_ref().ok()?).ok()?;
        let after = spoil(text);
        if after.as_deref() == Some(text) {
            return None;
        }
        Some(Mutant {
            subject: format!("{subject}/{path}"),
            what: what.to_owned(),
            path: Arc::from(path.as_str()),
            span: Span::start_of_file(),
            job: None,
            required: true,
            hints: vec![policy.to_owned()],
            change: change(after.map(|after| Arc::from(after.into_bytes()))),
        })
    };
    reports.files.iter().filter_map(mutate).collect()
}

/// Returns the byte ranges of the test cases.
fn cases(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<testcase")).map(|to| at + to)
    {
        let Some(rest) = text.get(start..) else { break };
        let Some(tag) = rest.find('>') else { break };
        let end = match rest.get(..tag).is_some_and(|tag| tag.ends_with('/')) {
            true => tag + 1,
            false => match rest.find("</testcase>") {
                Some(end) => end + "</testcase>".len(),
                None => break,
            },
        };
        found.push(start..start + end);
        at = start + end;
    }
    found
}

/// Keeps the first tests of a report. The counts in the head of the report are removed: nothing
/// reads them, and a report that contradicts itself would be another mutant.
fn keep(text: &str, count: usize) -> String {
    let mut out = String::new();
    let mut at = 0;
    for case in cases(text).into_iter().skip(count) {
        out.push_str(text.get(at..case.start).unwrap_or_default());
        at = case.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    uncounted(&out)
}

/// Replaces the content of the first tests of a report.
fn put(text: &str, inner: &str, count: usize) -> String {
    let mut out = String::new();
    let mut at = 0;
    for case in cases(text).into_iter().take(count) {
        let own = text.get(case.clone()).unwrap_or_default();
        let head = own.find('>').and_then(|end| own.get(..end)).unwrap_or_default();
        out.push_str(text.get(at..case.start).unwrap_or_default());
        out.push_str(head.trim_end_matches('/'));
        out.push('>');
        out.push_str(inner);
        out.push_str("</testcase>");
        at = case.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    uncounted(&out)
}

fn uncounted(text: &str) -> String {
    replace(text, r#"(<testsuites?\b[^>]*?) (?:tests|failures|errors|skipped)="[0-9]+""#, "$1", 8)
}

fn zeroed(text: &str) -> String {
    replace(text, r#"\bhits="[0-9]+""#, "hits=\"0\"", 1)
}

fn raised(text: &str) -> String {
    replace(text, r#"\bline-rate="[0-9.]+""#, "line-rate=\"1\"", 1)
}

fn without_lines(text: &str) -> String {
    replace(text, r"(?s)<line\b[^>]*/>|<line\b[^>]*[^/]>.*?</line>", "", 1)
}

/// Replaces every match, a number of times, because one match can hide the next.
fn replace(text: &str, pattern: &str, with: &str, times: usize) -> String {
    let Ok(pattern) = Regex::new(pattern) else { return text.to_owned() };
    let mut text = text.to_owned();
    for _ in 0..times {
        text = pattern.replace_all(&text, with).into_owned();
    }
    text
}

fn half(text: &str) -> String {
    let middle = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at));
    text.get(..middle.unwrap_or_default()).unwrap_or_default().to_owned()
}

/// Makes a mutant for each job that succeeded, with another result; `None` removes the job.
fn results(stage: &MutationSites<'_>, result: Option<&str>) -> Vec<Mutant> {
    let Some((path, Ok(text))) = &stage.scene.material.needs else { return Vec::new() };
    let Ok(Value::Object(needs)) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let good = needs.iter().filter(|(_, entry)| entry["result"] == "success");
    let mutants = good.map(|(job, _)| {
        let mut after = needs.clone();
        let what = match result {
            Some(result) => {
                if let Some(entry) = after.get_mut(job) {
                    entry["result"] = Value::from(result);
                }
                format!("let job `{job}` end as `{result}`")
            }
            None => {
                after.remove(job);
                format!("take job `{job}` out of the results")
            }
        };
        let known = stage.facts.models().find(|(fact, model)| {
            model.jobs.iter().any(|known| known.id.value == *job)
                && (!stage.requires() || stage.policy().is_required(&fact.path, job))
        });
        let file = known.map_or("ci.yml", |(fact, _)| fact.name());
        Mutant {
            subject: format!("needs/{job}"),
            what,
            path: Arc::clone(path),
            span: Span::start_of_file(),
            job: Some(job.clone()),
            required: known.is_some(),
            hints: vec![format!("workflows: {{ {file}: {{ jobs: {{ {job}: {{}} }} }} }}")],
            change: MutantEdit::Needs(Value::Object(after).to_string()),
        }
    });
    mutants.collect()
}

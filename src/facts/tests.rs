//! Tests: the reports of one suite of the policy, added up.

use std::collections::BTreeMap;

use crate::formats::junit::{Case, Counts, JunitReport, SourceCount};
use crate::formats::problem::{Parsed, Problem};

/// One suite's reports.
#[derive(Clone, Debug, Default)]
pub struct SuiteFact {
    /// Report files that matched, by path, sorted.
    pub reports: Vec<ReportFact>,
    /// Globs of the suite that matched no file, as indices into its `reports`.
    pub unmatched: Vec<usize>,
    /// All whole reports together.
    pub counts: Counts,
    /// Failures and errors with the report they stand in.
    pub failed: Vec<(String, Case)>,
    /// Skipped and expected failures with the report they stand in.
    pub skipped: Vec<(String, Case)>,
    /// A report has more sources than are kept: nothing follows from the absence of one.
    pub sources_truncated: bool,
    /// Tests that ran, by source.
    pub sources: BTreeMap<String, SourceCount>,
    /// Sum of the tests' times in milliseconds.
    pub milliseconds: u64,
}

/// One report file.
#[derive(Clone, Debug)]
pub struct ReportFact {
    /// Path below the root.
    pub path: String,
    /// What is wrong with it: then its counts are not whole.
    pub problems: Vec<Problem>,
}

impl SuiteFact {
    /// Adds the reports up, in the order of their paths.
    #[must_use]
    pub fn new(reports: Vec<(String, Parsed<JunitReport>)>, unmatched: Vec<usize>) -> Self {
        let mut suite = Self { unmatched, ..Self::default() };
        for (path, parsed) in reports {
            if let Some(report) = parsed.value {
                suite.add(&path, report);
            }
            suite.reports.push(ReportFact { path, problems: parsed.problems });
        }
        suite
    }

    fn add(&mut self, path: &str, report: JunitReport) {
        self.counts.add(report.counts);
        self.milliseconds = self.milliseconds.saturating_add(report.milliseconds);
        self.failed.extend(report.failed.into_iter().map(|case| (path.to_owned(), case)));
        self.skipped.extend(report.skipped.into_iter().map(|case| (path.to_owned(), case)));
        for (source, count) in report.sources {
            let sum = self.sources.entry(source).or_default();
            sum.ran += count.ran;
            sum.skipped += count.skipped;
        }
    }

    /// Whether every report is there and was read to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unmatched.is_empty() && self.reports.iter().all(|report| report.problems.is_empty())
    }

    /// How many tests that were not skipped came from a file, named by path or as a Python module.
    #[must_use]
    pub fn ran_from(&self, file: &str) -> u64 {
        let module = file.strip_suffix(".py").map(|stem| stem.replace('/', "."));
        self.sources
            .iter()
            .filter(|(source, _)| names_file(source, file, module.as_deref()))
            .map(|(_, count)| count.ran)
            .sum()
    }
}

/// Whether a source of tests is this file: the path itself or a longer one that ends in it, or its
/// Python module, perhaps with classes behind (`tests.unit.test_a.TestB`).
fn names_file(source: &str, file: &str, module: Option<&str>) -> bool {
    let source = source.strip_prefix("./").unwrap_or(source);
    if source == file || source.strip_suffix(file).is_some_and(|head| head.ends_with('/')) {
        return true;
    }
    module.is_some_and(|module| {
        source.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The names by which a policy may call a case: its id, its file, and for a dotted class name the
/// Python files that it may stand for.
#[must_use]
pub fn names(case: &Case) -> Vec<String> {
    let mut names = vec![case.id()];
    if let Some(file) = &case.file {
        names.push(file.strip_prefix("./").unwrap_or(file).to_owned());
    }
    let path = case.class.replace('.', "/");
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        if let Some(head) = path.get(..end).filter(|head| !head.is_empty()) {
            names.push(format!("{head}.py"));
            names.push(format!("{head}.py::{}", case.name));
        }
    }
    names.push(path);
    names
}

//! Tests: the reports of one suite of the policy, added up.

use std::collections::BTreeMap;

use crate::formats::host_paths::{in_repository, is_absolute};
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::report::{SourceCount, TestCase, TestCounts, TestReport};

/// The reports of one suite.
#[derive(Clone, Debug, Default)]
pub struct SuiteFact {
    /// Matching report files, sorted by path.
    pub reports: Vec<ReportFact>,
    /// Globs of the suite without a matching file, as indices into its `reports`.
    pub unmatched: Vec<usize>,
    /// The sum of the counts of all reports.
    pub counts: TestCounts,
    /// Failures and errors, each with its report.
    pub failed: Vec<(String, TestCase)>,
    /// Skipped tests and expected failures, each with its report.
    pub skipped: Vec<(String, TestCase)>,
    /// Tests that ran, by source.
    pub sources: BTreeMap<String, SourceCount>,
    /// Whether `sources` is incomplete, so that a missing source means nothing.
    pub sources_truncated: bool,
    /// Sum of the times of the tests in milliseconds.
    pub milliseconds: u64,
}

/// One report file.
#[derive(Clone, Debug)]
pub struct ReportFact {
    /// Path below the root.
    pub path: String,
    /// Problems of the report; with any problem its counts are not complete.
    pub problems: Vec<Problem>,
}

impl SuiteFact {
    /// Adds the reports up, in the order of their paths.
    #[must_use]
    pub fn new(reports: Vec<(String, Parsed<TestReport>)>, unmatched: Vec<usize>) -> Self {
        let mut suite = Self { unmatched, ..Self::default() };
        for (path, parsed) in reports {
            if let Some(report) = parsed.value {
                suite.add(&path, report);
            }
            suite.reports.push(ReportFact { path, problems: parsed.problems });
        }
        suite
    }

    fn add(&mut self, path: &str, report: TestReport) {
        self.counts.add(report.counts);
        self.milliseconds = self.milliseconds.saturating_add(report.milliseconds);
        self.failed.extend(report.failed.into_iter().map(|case| (path.to_owned(), case)));
        self.skipped.extend(report.skipped.into_iter().map(|case| (path.to_owned(), case)));
        self.sources_truncated |= report.sources_truncated;
        for (source, count) in report.sources {
            let sum = self.sources.entry(source).or_default();
            sum.ran += count.ran;
            sum.skipped += count.skipped;
        }
    }

    /// Returns whether every report exists and was read to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unmatched.is_empty() && self.reports.iter().all(|report| report.problems.is_empty())
    }

    /// Returns the number of tests from a file that were not skipped; the file is named by its path
    /// in the repository.
    ///
    /// pytest reports the file itself (`file`, family `xunit1`) or only its module with the classes
    /// in it (`classname`, family `xunit2`), both relative to its root folder. If that is not the
    /// root of the repository, its files are not recognized here: `tests/test_a.py` of one folder
    /// is not evidence for `tests/test_a.py` of another. Absolute paths are compared without the
    /// folder into which a runner checks out, or by their end if that folder is unknown.
    #[must_use]
    pub fn ran_from(&self, file: &str) -> u64 {
        let file = in_repository(file);
        let module = file.strip_suffix(".py").unwrap_or(&file).replace('/', ".");
        self.sources
            .iter()
            .filter(|(source, _)| names_file(source, &file, &module))
            .map(|(_, count)| count.ran)
            .sum()
    }
}

/// Returns whether a source of tests is this file: its path, or its module, perhaps followed by
/// classes (`tests.unit.test_a.TestB`).
fn names_file(source: &str, file: &str, module: &str) -> bool {
    if file.is_empty() {
        return false;
    }
    if source.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
        return true;
    }
    let path = in_repository(source);
    path == file
        || (is_absolute(&path) && path.strip_suffix(file).is_some_and(|head| head.ends_with('/')))
}

/// Returns the names by which a policy may name a test case: its id, its file, and for a dotted
/// class name the Python files that it may stand for.
#[must_use]
pub fn names(case: &TestCase) -> Vec<String> {
    let mut names = vec![case.id()];
    if let Some(file) = &case.file {
        names.push(in_repository(file));
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

#[cfg(test)]
mod sums {
    use super::*;
    use crate::formats::tests::junit;

    fn suite(cases: &str) -> SuiteFact {
        let text =
            format!("<testsuites><testsuite name=\"pytest\">{cases}</testsuite></testsuites>");
        SuiteFact::new(vec![("r.xml".to_owned(), junit::read(text.as_bytes()))], Vec::new())
    }

    #[test]
    fn both_families_of_pytest_name_the_file() {
        for cases in [
            r#"<testcase classname="tests.unit.test_a" name="test_x" file="tests/unit/test_a.py"/>"#,
            r#"<testcase classname="tests.unit.test_a" name="test_x"/>"#,
            r#"<testcase classname="tests.unit.test_a.TestB" name="test_x"/>"#,
            r#"<testcase classname="tests.unit.test_a.TestB.TestC" name="test_x"/>"#,
            r#"<testcase classname="x" name="y" file="tests\unit\test_a.py"/>"#,
            r#"<testcase classname="x" name="y" file="./tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="/home/runner/work/r/r/tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="file:///home/runner/work/r/r/tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="/builds/group/r/tests/unit/test_a.py"/>"#,
        ] {
            assert_eq!(suite(cases).ran_from("tests/unit/test_a.py"), 1, "{cases}");
            assert_eq!(suite(cases).ran_from("./tests/unit/test_a.py"), 1, "{cases}");
        }
    }

    #[test]
    fn another_file_is_no_evidence() {
        for cases in [
            r#"<testcase classname="tests.unit.test_ab" name="test_x"/>"#,
            r#"<testcase classname="other.tests.unit.test_a" name="test_x"/>"#,
            r#"<testcase classname="tests.unit" name="test_a"/>"#,
            r#"<testcase name="y" file="vendor/tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="../tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="unit/test_a.py"/>"#,
            r#"<testcase name="y" file="/home/runner/work/r/r/vendor/tests/unit/test_a.py"/>"#,
            r#"<testcase name="y" file="tests/unit/test_a.pyx"/>"#,
            r#"<testcase name="y"/>"#,
        ] {
            assert_eq!(suite(cases).ran_from("tests/unit/test_a.py"), 0, "{cases}");
            assert_eq!(suite(cases).ran_from(""), 0, "{cases}");
        }
    }

    #[test]
    fn only_tests_that_ran_count() {
        let fact = suite(
            r#"<testcase classname="t.test_a" name="a"/>
            <testcase classname="t.test_a" name="b"><failure message="no"/></testcase>
            <testcase classname="t.test_a" name="c"><skipped type="pytest.xfail" message="x"/></testcase>
            <testcase classname="t.test_a" name="d"><skipped type="pytest.skip" message="x"/></testcase>
            <testcase classname="" name="t.test_b"><error message="collection failure">E</error></testcase>
            <testcase classname="" name="t.test_c"><skipped message="collection skipped">('/r/t/test_c.py', 1, 'Skipped: no db')</skipped></testcase>"#,
        );
        assert_eq!(fact.ran_from("t/test_a.py"), 3);
        assert_eq!(fact.ran_from("t/test_b.py"), 0, "a file that cannot be imported ran nothing");
        assert_eq!(fact.ran_from("t/test_c.py"), 0);
        assert!(fact.sources.contains_key("t.test_b"));
    }

    #[test]
    fn a_file_that_is_no_python_is_named_by_its_whole_name() {
        let fact = suite(r#"<testcase classname="docs.guide.rst" name="guide.rst"/>"#);
        assert_eq!(fact.ran_from("docs/guide.rst"), 1);
    }
}

//! The family `tests`: what the test reports of a run say.

pub(crate) mod failing_test;
pub(crate) mod missing_report;
pub(crate) mod no_tests;
pub(crate) mod skipped_test;

use crate::policy::TestSuite;

/// Advice where no test report is named.
const NO_REPORT: &str = "no test report is named; name one by `junit` (as `reports/**/*.xml`), or below `tests:` in the policy";

/// Returns why a suite cannot be checked as a whole.
fn cut(suite: &TestSuite) -> String {
    format!("a report of suite `{}` is missing or broken, see `missing-report`", suite.name)
}

use proptest::prelude::*;

use super::*;
use crate::formats::tests::report::{
    KEPT, KEPT_SKIPS, SOURCES, TestCounts, TestOutcome, TestReport,
};

fn read_text(text: &str) -> Parsed<TestReport> {
    read(text.as_bytes())
}

fn sound(text: &str) -> TestReport {
    let parsed = read_text(text);
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.expect("a report")
}

fn in_suite(cases: &str) -> TestReport {
    sound(&format!("<testsuite name=\"s\">{cases}</testsuite>"))
}

fn counts(passed: u64, failed: u64, errors: u64, skipped: u64, xfailed: u64) -> TestCounts {
    TestCounts { passed, failed, errors, skipped, xfailed }
}

#[test]
fn a_report_of_pytest_is_read_whole() {
    let report = sound(include_str!("../../../../testdata/junit/pytest.xml"));
    assert_eq!(report.counts, counts(2, 1, 2, 2, 1));
    assert_eq!(report.declared_tests, Some(8));
    assert_eq!(report.timestamp.as_deref(), Some("2026-11-20T08:15:00.000000+00:00"));
    assert_eq!(report.milliseconds, 1_512);
    let kinds: Vec<_> = report
        .failed
        .iter()
        .chain(&report.skipped)
        .map(|case| (case.id(), case.kind, case.message.as_str(), case.span.line))
        .collect();
    assert_eq!(
        kinds,
        [
            ("tests.test_a::test_wrong".to_owned(), TestOutcome::Failed, "assert 1 == 2", 5),
            (
                "tests.test_a::test_torn".to_owned(),
                TestOutcome::Errored,
                "failed on teardown with \"OSError\"",
                7
            ),
            ("tests.test_gone".to_owned(), TestOutcome::CollectionError, "collection failure", 8),
            ("tests.test_a::test_other".to_owned(), TestOutcome::Skipped, "only < on Windows", 9),
            ("tests.test_a.TestB::test_x".to_owned(), TestOutcome::Xfailed, "bug 12", 10),
            ("tests.test_db".to_owned(), TestOutcome::Skipped, "no database", 11),
        ]
    );
}

#[test]
fn suites_nest_and_the_root_may_be_one() {
    let report = sound(
        "<testsuite name='a'><testsuite name='b'><testsuite name='c'><testcase name='1'/></testsuite>\
         <testcase name='2'></testcase></testsuite><testcase name='3'/></testsuite>",
    );
    assert_eq!(report.counts.passed, 3);
    let sources: Vec<_> = report.sources.iter().map(|(s, n)| (s.as_str(), n.ran)).collect();
    assert_eq!(sources, [("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!(sound("<testsuites><testcase name='1'/></testsuites>").counts.passed, 1);
}

#[test]
fn one_case_counts_once_by_the_worst_it_holds() {
    for children in [
        "<failure message='f'/><error message='e'/>",
        "<error message='e'/><failure message='f'/>",
        "<skipped/><error message='e'/><failure/><error message='later'/>",
    ] {
        let report = in_suite(&format!("<testcase name='x'>{children}</testcase>"));
        assert_eq!(report.counts, counts(0, 0, 1, 0, 0), "{children}");
        assert_eq!(report.failed.first().map(|case| case.message.as_str()), Some("e"));
    }
    let report =
        in_suite("<testcase name='x'><skipped message='s'/><failure message='f'/></testcase>");
    assert_eq!(report.counts, counts(0, 1, 0, 0, 0));
}

#[test]
fn reruns_and_flaky_attempts_do_not_fail_a_case() {
    let report = in_suite(
        "<testcase name='a'><flakyFailure message='x'>t</flakyFailure><flakyError/></testcase>\
         <testcase name='b'><rerunFailure><failure message='inner'/></rerunFailure></testcase>\
         <testcase name='c'><failure message='f'/><rerunFailure message='r'/></testcase>",
    );
    assert_eq!(report.counts, counts(2, 1, 0, 0, 0));
    assert_eq!(report.flaky, 1);
}

#[test]
fn a_status_speaks_where_no_element_does() {
    let report = in_suite(
        "<testcase name='a' status='run' result='completed'/><testcase name='b' status='notrun'/>\
         <testcase name='c' status='notrun' result='suppressed'></testcase>\
         <testcase name='d' status='disabled'/><testcase name='e' disabled='1'/>\
         <testcase name='f' status='failed'/><testcase name='g' status='run' result='failed'/>\
         <testcase name='h' status='notrun'><failure/></testcase>",
    );
    assert_eq!(report.counts, counts(1, 3, 0, 4, 0));
    assert_eq!(report.skipped.len(), 4);
    let spans: Vec<_> = report.skipped.iter().map(|case| case.span.column).collect();
    assert!(spans.is_sorted() && spans.first() > Some(&1), "{spans:?}");
}

#[test]
fn an_error_outside_of_any_case_is_an_error_of_the_suite() {
    let report = sound(
        "<testsuites><testsuite name='broken'><testcase name='a'/><error message='no fixture'/>\
         <system-err>boom</system-err></testsuite><testsuite name='two'><failure>text\n</failure>\
         <skipped/></testsuite></testsuites>",
    );
    assert_eq!(report.counts, counts(1, 0, 2, 0, 0));
    assert_eq!(report.outside_cases, 2);
    let named: Vec<_> =
        report.failed.iter().map(|c| (c.name.as_str(), c.message.as_str())).collect();
    assert_eq!(named, [("broken", "no fixture"), ("two", "text")]);
    let ran: u64 = report.sources.values().map(|count| count.ran).sum();
    assert_eq!(ran, 1, "a suite is no test that ran");
}

#[test]
fn a_reason_comes_from_the_message_or_the_text() {
    let report = in_suite(
        "<testcase name='a'><skipped message='one&#10;two' type='t'>text</skipped></testcase>\
         <testcase name='b'><skipped><![CDATA[\n  in & text \nmore]]></skipped></testcase>\
         <testcase name='c'><skipped message=''>a &lt; b</skipped></testcase>\
         <testcase name='d'><skipped/></testcase>\
         <testcase name='e'><skipped type='XFAIL' message='expected failure: x'/></testcase>",
    );
    let reasons: Vec<_> = report.skipped.iter().map(|case| case.message.as_str()).collect();
    assert_eq!(reasons, ["one\ntwo", "in & text", "a < b", "", "expected failure: x"]);
    assert_eq!(report.counts, counts(0, 0, 0, 4, 1));
}

#[test]
fn long_texts_are_cut_and_failures_beyond_the_limit_only_counted() {
    let long = "ä".repeat(10_000);
    let report = in_suite(&format!("<testcase name='{long}'><failure>{long}</failure></testcase>"));
    let case = report.failed.first().expect("a failure");
    assert_eq!((case.name.len(), case.message.len()), (4_096, 4_096));
    let many = "<testcase name='x'><failure/></testcase>".repeat(KEPT + 5);
    let report = in_suite(&many);
    assert_eq!((report.failed.len(), report.counts.failed), (KEPT, KEPT as u64 + 5));
    let many = "<testcase name='x'><skipped/></testcase>".repeat(KEPT_SKIPS + 5);
    let report = in_suite(&many);
    assert_eq!((report.skipped.len(), report.counts.skipped), (KEPT_SKIPS, KEPT_SKIPS as u64 + 5));
}

#[test]
fn sources_beyond_the_limit_are_dropped_and_it_is_said() {
    let cases: String =
        (0..=SOURCES).map(|n| format!("<testcase classname='c{n}' name='x'/>")).collect();
    let report = in_suite(&cases);
    assert_eq!((report.sources.len(), report.sources_truncated), (SOURCES, true));
    assert_eq!(report.counts.passed, SOURCES as u64 + 1);
    assert!(!in_suite("<testcase name='x'/>").sources_truncated);
}

#[test]
fn declared_tests_are_a_note() {
    assert_eq!(
        sound("<testsuites tests='9'><testsuite tests='2'/></testsuites>").declared_tests,
        Some(9)
    );
    let sum = "<testsuites><testsuite tests='2'><testsuite tests='2'/></testsuite><testsuite tests='1'/></testsuites>";
    assert_eq!(sound(sum).declared_tests, Some(3));
    let partly =
        "<testsuites><testsuite tests='2'/><testsuite/><testsuite tests='1'/></testsuites>";
    assert_eq!(sound(partly).declared_tests, None);
    assert_eq!(sound("<testsuites/>").declared_tests, None);
}

#[test]
fn other_documents_are_refused_by_name() {
    for (text, root, what) in [
        ("<html><body/></html>", "html", "HTML page"),
        ("<test-run/>", "test-run", "NUnit"),
        ("<assemblies/>", "assemblies", "xUnit.net"),
        ("<TestRun/>", "TestRun", "TRX"),
        ("<coverage/>", "coverage", "coverage report"),
    ] {
        let parsed = read_text(&format!("<?xml version='1.0'?>\n{text}"));
        assert!(parsed.value.is_none());
        let problem = parsed.problems.first().expect("a problem");
        assert_eq!(
            problem.message,
            format!("found `<{root}>`, expected `<testsuites>` or `<testsuite>`")
        );
        assert!(problem.help.as_deref().is_some_and(|help| help.contains(what)));
        assert_eq!((problem.span.line, problem.span.column), (2, 1));
    }
    let empty = read_text("");
    assert!(empty.value.is_none());
    assert_eq!(empty.problems.first().map(|p| p.message.as_str()), Some("the file is empty"));
}

#[test]
fn a_report_that_is_cut_off_gives_what_was_read_and_a_problem() {
    let text = "<testsuite>\n<testcase name='a'/>\n<testcase name='b'><failure message='f'>te";
    let parsed = read_text(text);
    assert_eq!(parsed.value.map(|report| report.counts), Some(counts(1, 1, 0, 0, 0)));
    let problem = parsed.problems.first().expect("a problem");
    assert_eq!((problem.span.line, problem.span.column), (3, 43));
    assert_eq!(
        problem.message,
        "the file ends with 3 elements still open: it is cut off; 2 test cases were read before"
    );
    // a case that holds nothing yet may still have failed
    let parsed = read_text("<testsuite><testcase name='b'>");
    assert_eq!(parsed.value.map(|report| report.counts.total()), Some(0));
}

#[test]
fn a_malformed_attribute_of_a_case_is_a_problem() {
    let parsed = read_text("<testsuite>\n <testcase name=a/><testcase name='b'/></testsuite>");
    assert_eq!(parsed.value.map(|report| report.counts.passed), Some(2));
    let problem = parsed.problems.first().expect("a problem");
    assert_eq!(
        problem.message,
        "`<testcase>` has `name=a`, expected an attribute as `name=\"value\"`"
    );
    assert_eq!((problem.span.line, problem.span.column), (2, 2));
}

/// A report that somebody might write, and what it says.
fn reports() -> impl Strategy<Value = (String, TestCounts)> {
    let case = (0..6_usize, "[a-zäöü.:\\[\\]&;<>'\n]{0,12}", any::<bool>());
    proptest::collection::vec((case, 0..4_usize), 0..20).prop_map(|cases| {
        let mut counts = TestCounts::default();
        let mut text = String::from("<?xml version=\"1.0\"?>\n<testsuites>");
        let mut open = 0;
        for ((kind, name, short), nest) in cases {
            if nest == 1 || open == 0 {
                text.push_str("<testsuite name=\"s\">");
                open += 1;
            }
            let name = name.replace('&', "&amp;").replace('<', "&lt;");
            let (child, count) = match kind {
                0 | 1 => ("", &mut counts.passed),
                2 => ("<failure message=\"m\">t</failure>", &mut counts.failed),
                3 => ("<error>e &amp; f</error>", &mut counts.errors),
                4 => ("<skipped/>", &mut counts.skipped),
                _ => ("<skipped type=\"pytest.xfail\" message=\"m\"/>", &mut counts.xfailed),
            };
            *count += 1;
            let head = format!("<testcase classname=\"c\" name=\"{name}\" time=\"0.1\"");
            if child.is_empty() && short {
                text.push_str(&format!("{head}/>\n"));
            } else {
                text.push_str(&format!(
                    "{head}>{child}<system-out><![CDATA[<failure/>]]></system-out></testcase>"
                ));
            }
            if nest == 2 {
                text.push_str("</testsuite>");
                open -= 1;
            }
        }
        text.push_str(&"</testsuite>".repeat(open));
        text.push_str("</testsuites>");
        (text, counts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_counted((text, counts) in reports()) {
        let parsed = read_text(&text);
        prop_assert_eq!(parsed.problems, vec![]);
        prop_assert_eq!(parsed.value.map(|report| report.counts), Some(counts));
    }

    #[test]
    fn every_truncation_is_a_problem((text, counts) in reports(), at in any::<prop::sample::Index>()) {
        let bytes = text.as_bytes();
        let cut = &bytes[..at.index(bytes.len())];
        let parsed = read(cut);
        prop_assert!(!parsed.problems.is_empty(), "{}", String::from_utf8_lossy(cut));
        if let Some(report) = parsed.value {
            prop_assert!(report.counts.total() <= counts.total());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes[..]);
        read(&[b"<testsuite><testcase name='", &bytes[..], b"'>"].concat()[..]);
    }
}

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::formats::coverage::lines::CoverageCounts;
use crate::formats::coverage::report::CoverageReport;

fn read_text(text: &str) -> Parsed<CoverageReport> {
    read(text.as_bytes())
}

fn sound(text: &str) -> CoverageReport {
    let parsed = read_text(text);
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.expect("a report")
}

fn in_class(lines: &str) -> String {
    format!("<coverage><class filename=\"a.py\"><lines>{lines}</lines></class></coverage>")
}

fn coverage(
    lines_covered: u64,
    lines: u64,
    branches_covered: u64,
    branches: u64,
) -> CoverageCounts {
    CoverageCounts { lines_covered, lines, branches_covered, branches }
}

#[test]
fn a_report_of_coverage_py_is_recounted() {
    let report = sound(include_str!("../../../../testdata/coverage/coverage_py.xml"));
    assert_eq!(report.total, coverage(4, 6, 1, 2));
    assert_eq!(report.files.get("app/core.py"), Some(&coverage(3, 4, 1, 2)));
    assert_eq!(report.roots, ["/home/runner/work/app/app"]);
    let (rate, span) = report.declared_line_rate.expect("a rate");
    assert!((rate - 0.9).abs() < 1e-9, "the root's own rate is kept as written, not corrected");
    assert_eq!((span.line, span.column), (2, 1));
    assert_eq!(report.branches_unread, 0);
}

#[test]
fn a_line_that_methods_and_classes_repeat_counts_once() {
    let report = sound(include_str!("../../../../testdata/coverage/repeated.xml"));
    assert_eq!(report.total, coverage(3, 4, 3, 4));
    assert_eq!(report.files.len(), 2);
    assert_eq!(report.lines.get("src/A.java").and_then(|lines| lines.hit(8)), Some(true));
}

#[test]
fn lines_of_methods_count_only_where_a_class_has_none_of_its_own() {
    let method = "<methods><method><lines><line number='1' hits='1' branch='true'/></lines></method></methods>";
    let class = |lines: &str| {
        let class = format!("<class filename='a'>{method}<lines>{lines}</lines></class>");
        sound(&format!("<coverage>{class}</coverage>"))
    };
    let own = class("<line number='2' hits='0'/>");
    assert_eq!((own.total, own.branches_unread), (coverage(0, 1, 0, 0), 0));
    let none = class("");
    assert_eq!((none.total, none.branches_unread), (coverage(1, 1, 0, 0), 1));
}

#[test]
fn a_document_type_is_skipped_and_self_closing_tags_end() {
    let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE coverage SYSTEM \"http://example.org/coverage-04.dtd\">\n\
        <coverage><sources/><packages><package><classes><class filename=\"a\"><methods/><lines>\
        <line number=\"1\" hits=\"1\"/></lines></class><class filename=\"b\"/></classes></package></packages></coverage>";
    let report = sound(text);
    assert_eq!((report.total, report.files.len()), (coverage(1, 1, 0, 0), 2));
}

#[test]
fn odd_hits_are_hits_or_none_and_what_is_no_count_is_a_problem() {
    let lines = "<line number='1' hits='-1'/><line number='2' hits='99999999999999999999'/>";
    assert_eq!(sound(&in_class(lines)).total, coverage(1, 2, 0, 0));
    let parsed = read_text(&in_class(
        "\n<line number='1' hits='many'/>\n<line number='2'/>\n<line hits='1'/><line number='-4' hits='1'/>\n<line number=5 hits='1'/>",
    ));
    let found: Vec<_> = parsed.problems.iter().map(|p| (p.span.line, p.message.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, "`<line>` has `hits=\"many\"`, expected a count"),
            (3, "`<line>` has no `hits`"),
            (4, "`<line>` has no `number`"),
            (4, "`<line>` has `number=\"-4\"`, expected a line number"),
            (5, "`<line>` has `number=5 hits='1'`, expected an attribute as `name=\"value\"`"),
        ]
    );
    assert_eq!(parsed.value.map(|report| report.total), Some(coverage(0, 2, 0, 0)));
}

#[test]
fn a_branch_without_counts_is_said() {
    let lines = "<line number='1' hits='1' branch='true' condition-coverage='100%'/>\
                 <line number='2' hits='1' branch='true'/><line number='3' hits='1' branch='false'/>";
    let report = sound(&in_class(lines));
    assert_eq!((report.total.branches, report.branches_unread), (0, 2));
}

#[test]
fn lines_that_belong_to_no_file_are_a_problem() {
    let outside = read_text("<coverage><lines><line number='1' hits='1'/></lines></coverage>");
    assert_eq!(outside.problems.len(), 1);
    let nameless =
        read_text("<coverage><class name='a'><line number='1' hits='1'/></class></coverage>");
    assert!(nameless.problems.first().is_some_and(|p| p.message.contains("no `filename`")));
}

#[test]
fn a_report_without_lines_has_zero_totals_and_no_problem() {
    for text in ["<coverage/>", "<coverage line-rate='1'><packages/></coverage>"] {
        assert_eq!(sound(text).total, CoverageCounts::default());
    }
}

#[test]
fn other_formats_are_refused_by_name() {
    for (text, what) in [
        ("<coverage generated=\"1\"><project><file name='a'/></project></coverage>", "Clover"),
        ("<coverage version=\"1\"><file path='a'><lineToCover/></file></coverage>", "SonarQube"),
        ("<report><package/></report>", "JaCoCo"),
        ("<CoverageSession/>", "OpenCover"),
        ("<testsuites/>", "a test report"),
        ("<html/>", "HTML"),
    ] {
        let parsed = read_text(text);
        assert!(parsed.value.is_none(), "{text}");
        let problem = parsed.problems.first().expect("a problem");
        assert!(problem.message.contains("Cobertura"), "{}", problem.message);
        assert!(problem.help.as_deref().is_some_and(|help| help.contains(what)), "{text}");
    }
    let parsed = read_text(" ");
    assert!(parsed.value.is_none() && parsed.problems.len() == 1);
}

/// What a report says: for each file its lines (number, hits) and branch counts.
fn reports() -> impl Strategy<Value = Vec<(u8, Vec<(u32, u32)>)>> {
    let line = (1..300_u32, 0..3_u32);
    proptest::collection::vec((0..4_u8, proptest::collection::vec(line, 0..30)), 0..6)
}

fn written(classes: &[(u8, Vec<(u32, u32)>)]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" ?>\n<coverage><packages>");
    for (file, lines) in classes {
        write!(text, "<class filename=\"f{file}.py\">\n<methods/><lines>").unwrap();
        for (number, hits) in lines {
            writeln!(text, "<line number=\"{number}\" hits=\"{hits}\"/>").unwrap();
        }
        text.push_str("</lines></class>");
    }
    text.push_str("</packages></coverage>");
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_counted_once(classes in reports()) {
        let report = sound(&written(&classes));
        let mut expected: BTreeMap<(u8, u32), bool> = BTreeMap::new();
        for (file, lines) in &classes {
            for (number, hits) in lines {
                *expected.entry((*file, *number)).or_default() |= *hits > 0;
            }
        }
        let covered = expected.values().filter(|hit| **hit).count() as u64;
        prop_assert_eq!(report.total, coverage(covered, expected.len() as u64, 0, 0));
    }

    #[test]
    fn every_truncation_is_a_problem(classes in reports(), at in any::<prop::sample::Index>()) {
        let text = written(&classes);
        let cut = &text.as_bytes()[..at.index(text.len())];
        prop_assert!(!read(cut).problems.is_empty(), "{}", String::from_utf8_lossy(cut));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes[..]);
        read(&[b"<coverage><class filename='a'><line number='", &bytes[..], b"'/>"].concat()[..]);
    }
}

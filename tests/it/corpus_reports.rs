//! Every JUnit and coverage report of the corpus, compared with what its manifest says of it:
//! counts of elements, recounted lines, broken or another format.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::events::Event;
use truegreen::formats::coverage::cobertura;
use truegreen::formats::tests::junit;

use crate::outside;

/// One row of the manifest.
struct Row {
    id: String,
    kind: String,
    notes: String,
}

impl Row {
    /// Returns the value of `key=value` in the notes.
    fn note(&self, key: &str) -> Option<&str> {
        let start = format!("{key}=");
        self.notes.split("; ").find_map(|note| note.strip_prefix(&start))
    }

    fn count(&self, key: &str) -> u64 {
        self.note(key).unwrap_or_else(|| panic!("{}: no {key}", self.id)).parse().unwrap()
    }

    /// Returns whether the manifest does not call the report well-formed.
    fn is_broken(&self) -> bool {
        self.note("wellformed") != Some("yes")
    }
}

fn corpus() -> (PathBuf, Vec<Row>) {
    let root = outside::corpus("");
    let manifest = fs::read_to_string(root.join("manifest.csv")).expect("the manifest");
    let rows = manifest
        .lines()
        .skip(1)
        .map(|line| {
            let cells = cells(line);
            Row { id: cells[0].clone(), kind: cells[1].clone(), notes: cells[7].clone() }
        })
        .collect();
    (root, rows)
}

/// Splits a CSV line into cells.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

fn bytes(root: &Path, row: &Row) -> Vec<u8> {
    fs::read(root.join(&row.id)).unwrap_or_else(|error| panic!("{}: {error}", row.id))
}

/// The counts of a second, naive reader: elements, and cases by the worst element in them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    cases: u64,
    failures: u64,
    errors: u64,
    skips: u64,
    failed: u64,
    errored: u64,
    skipped: u64,
    outside: u64,
}

fn tally(bytes: &[u8]) -> Tally {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut sum = Tally::default();
    let mut open: Vec<(String, u8)> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                let rank = match name.as_str() {
                    "error" => 3,
                    "failure" => 2,
                    "skipped" => 1,
                    _ => 0,
                };
                sum.cases += u64::from(name == "testcase");
                sum.errors += u64::from(rank == 3);
                sum.failures += u64::from(rank == 2);
                sum.skips += u64::from(rank == 1);
                let in_case = open.iter().any(|(name, _)| name == "testcase");
                match open.last_mut() {
                    Some((parent, worst)) if parent == "testcase" => *worst = rank.max(*worst),
                    _ if rank > 1 && !in_case => {
                        sum.outside += 1;
                    }
                    _ => {}
                }
                open.push((name, 0));
            }
            Ok(Event::End(_)) => match open.pop() {
                Some((_, 3)) => sum.errored += 1,
                Some((_, 2)) => sum.failed += 1,
                Some((_, 1)) => sum.skipped += 1,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return sum,
            Ok(_) => {}
        }
    }
}

/// Cases whose outcome is only in their `status`: file, failed, skipped, and why.
const BY_STATUS: &[(&str, u64, u64, &str)] = &[
    ("junit-xml/tst/disabled.xml", 0, 5, "five cases are `status='disabled'`, and declared so"),
    ("JENKINS-51645/input.xml", 0, 1, "one case is `status='notrun'`, and declared disabled"),
    ("googletest/testcase4/input.xml", 0, 3, "two are declared disabled, one `result='skipped'`"),
];

#[test]
#[ignore = "needs the corpus"]
fn junit_reports_of_many_writers_are_counted_as_their_elements_say() {
    let (root, rows) = corpus();
    let (mut sound, mut broken, mut other, mut cases) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row.kind == "junit") {
        let bytes = bytes(&root, row);
        let parsed = junit::read(&bytes[..]);
        if row.is_broken() {
            broken += 1;
            if !parsed.problems.iter().any(|problem| problem.span.line > 0) {
                wrong.push(format!("{}: broken, and no problem", row.id));
            }
            continue;
        }
        if !matches!(row.note("root"), Some("testsuites" | "testsuite")) {
            other += 1;
            if parsed.value.is_some() || parsed.problems.is_empty() {
                wrong.push(format!("{}: another root, and not refused", row.id));
            }
            continue;
        }
        sound += 1;
        let Some(report) = parsed.value.filter(|_| parsed.problems.is_empty()) else {
            wrong.push(format!("{}: sound, and {:?}", row.id, parsed.problems));
            continue;
        };
        let tally = tally(&bytes);
        let elements = (tally.cases, tally.failures, tally.errors, tally.skips);
        let noted = (
            row.count("testcases"),
            row.count("failure"),
            row.count("error"),
            row.count("skipped"),
        );
        if elements != noted {
            wrong.push(format!("{}: elements {elements:?}, noted {noted:?}", row.id));
        }
        let (failed, skipped) = BY_STATUS
            .iter()
            .find(|(id, ..)| row.id.ends_with(id))
            .map_or((0, 0), |(_, failed, skipped, _)| (*failed, *skipped));
        let counts = report.counts;
        let read = (counts.total(), counts.failed, counts.errors, counts.skipped + counts.xfailed);
        let expected = (
            noted.0 + tally.outside,
            tally.failed + failed,
            tally.errored + tally.outside,
            tally.skipped + skipped,
        );
        if read != expected || report.outside_cases != tally.outside {
            wrong.push(format!("{}: read {read:?}, expected {expected:?}", row.id));
        }
        cases += counts.total();
    }
    loud!(
        "junit: {sound} sound reports with {cases} cases, {broken} broken, {other} of another root, \
         {} wrong",
        wrong.len()
    );
    assert!(sound > 0 && broken > 0 && other > 0, "the corpus is empty");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs the corpus"]
fn reports_of_other_test_formats_are_refused_by_name() {
    let (root, rows) = corpus();
    let mut seen = 0;
    for row in rows.iter().filter(|row| row.kind == "other-test-xml") {
        let parsed = junit::read(&bytes(&root, row)[..]);
        assert!(parsed.value.is_none(), "{}", row.id);
        let message = &parsed.problems.first().expect("a problem").message;
        let root = row.notes.split("root=").nth(1).and_then(|rest| rest.split(' ').next());
        let root = root.expect("a root");
        let local = root.rsplit(['}', ':']).next().unwrap_or(root);
        assert!(message.starts_with(&format!("found `<{local}>`")), "{}: {message}", row.id);
        seen += 1;
    }
    loud!("other test formats: {seen} refused");
    assert!(seen > 0, "the corpus is empty");
}

#[test]
#[ignore = "needs the corpus"]
fn cobertura_reports_of_many_writers_are_recounted() {
    let (root, rows) = corpus();
    let (mut sound, mut refused, mut lines) = (0, 0, 0);
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row.kind == "coverage-cobertura") {
        let parsed = cobertura::read(&bytes(&root, row)[..]);
        if row.note("root") != Some("coverage") {
            refused += 1;
            if parsed.value.is_some() || parsed.problems.is_empty() {
                wrong.push(format!("{}: no Cobertura, and not refused", row.id));
            }
            continue;
        }
        sound += 1;
        let Some(report) = parsed.value.filter(|_| parsed.problems.is_empty()) else {
            wrong.push(format!("{}: sound, and {:?}", row.id, parsed.problems));
            continue;
        };
        let noted = row.note("recount").expect("a recount");
        let noted = if noted == "no lines" { "0/0" } else { noted.split('=').next().unwrap() };
        let read = format!("{}/{}", report.total.lines_covered, report.total.lines);
        if read != noted {
            wrong.push(format!("{}: read {read}, noted {noted}", row.id));
        }
        lines += report.total.lines;
    }
    loud!(
        "cobertura: {sound} sound reports with {lines} lines, {refused} refused, {} wrong",
        wrong.len()
    );
    assert!(sound > 0 && refused > 0, "the corpus is empty");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs the corpus"]
fn coverage_of_other_formats_is_refused() {
    let (root, rows) = corpus();
    let mut seen = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row.kind.starts_with("coverage-")) {
        if row.kind == "coverage-cobertura" {
            continue;
        }
        let parsed = cobertura::read(&bytes(&root, row)[..]);
        if parsed.value.is_some() || parsed.problems.is_empty() {
            wrong.push(format!("{} ({}): not refused", row.id, row.kind));
        }
        *seen.entry(row.kind.clone()).or_insert(0) += 1;
    }
    loud!("coverage of other formats, refused: {seen:?}");
    assert!(seen.len() > 3, "the corpus is empty");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! The walk through a report: suites, cases, and what stands outside of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use super::case::{CaseAttributes, CaseChild, CaseStatus, OpenCase, cut_text};
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::report::{
    KEPT, KEPT_SKIPS, SOURCES, SourceCount, TestCase, TestOutcome, TestReport,
};
use crate::formats::xml::{Element, Pause, Visit, Xml, decode_value};
use crate::span::Span;

/// Problems that do not end the reading are listed up to here.
const LISTED: usize = 100;

pub(super) fn read(input: impl BufRead) -> Parsed<TestReport> {
    let mut xml = Xml::new(input);
    let mut walk = JunitWalk::default();
    let mut problems = Vec::new();
    loop {
        match xml.run(&mut walk) {
            Ok(Pause::End) => break,
            Ok(Pause::Asked) => {}
            Err(problem) => {
                problems.push(walk.stop(*problem));
                break;
            }
        }
        match std::mem::take(&mut walk.wants) {
            WantedText::Nothing => {}
            WantedText::Refuse(root) => {
                problems.push(wrong_root(&root, xml.span()));
                return Parsed { value: None, problems };
            }
            WantedText::Span { closed } => {
                if let Some(case) = walk.cases.last_mut() {
                    case.span = xml.span();
                }
                if closed {
                    walk.close_case();
                }
            }
        }
        if let Some(message) = walk.complaint.take()
            && problems.len() < LISTED
        {
            problems.push(Problem::new(xml.span(), message));
        }
    }
    let value = walk.root_seen.then(|| walk.finish());
    Parsed { value, problems }
}

/// What the walk needs to know of the reader after a tag.
#[derive(Default)]
enum WantedText {
    #[default]
    Nothing,
    /// The place of the case that was just opened, and perhaps closed in the same tag.
    Span { closed: bool },
    /// Not a JUnit report, by the name of its root.
    Refuse(String),
}

/// A suite whose end tag was not read yet.
struct OpenSuite {
    depth: usize,
    name: String,
    file: Option<String>,
}

#[derive(Default)]
struct JunitWalk {
    report: TestReport,
    root_seen: bool,
    depth: usize,
    suites: Vec<OpenSuite>,
    cases: Vec<OpenCase>,
    spare: Vec<OpenCase>,
    /// Depth of the outcome element whose text is being kept.
    capture: Option<usize>,
    sources: SourceTally,
    micros: u64,
    /// Sum over the suites right under the root; `None` once one of them does not say.
    declared_below: Option<u64>,
    suites_below: u64,
    complaint: Option<String>,
    wants: WantedText,
}

impl Visit for JunitWalk {
    #[inline]
    fn open(&mut self, element: &Element<'_>) -> bool {
        if !element.is_empty() {
            self.depth = element.depth();
        }
        self.wants = self.enter(element);
        !matches!(self.wants, WantedText::Nothing) || self.complaint.is_some()
    }

    fn close(&mut self) {
        self.leave();
    }

    #[inline]
    fn wants_text(&self) -> bool {
        self.capture.is_some()
    }

    fn text(&mut self, text: &str) {
        if let Some(case) = self.cases.last_mut() {
            case.add_text(text);
        }
    }

    fn reference(&mut self, name: &str) {
        if let Some(case) = self.cases.last_mut() {
            case.add_reference(name);
        }
    }
}

/// Names a case while there is room; all are counted.
fn keep(named: &mut Vec<TestCase>, most: usize, case: impl FnOnce() -> TestCase) {
    if named.len() < most {
        named.push(case());
    }
}

impl JunitWalk {
    fn enter(&mut self, element: &Element<'_>) -> WantedText {
        let name = element.name();
        if element.depth() == 1 && !matches!(name, "testsuites" | "testsuite") {
            return WantedText::Refuse(name.to_owned());
        }
        match name {
            "testcase" => self.open_case(element),
            "testsuites" | "testsuite" => {
                self.open_suite(element);
                WantedText::Nothing
            }
            "failure" | "error" | "skipped" => CaseChild::of(name)
                .map_or(WantedText::Nothing, |outcome| self.outcome(outcome, element)),
            "flakyFailure" | "flakyError" => {
                if let Some(case) = self.cases.last_mut() {
                    case.flaky = true;
                }
                WantedText::Nothing
            }
            _ => WantedText::Nothing,
        }
    }

    fn open_suite(&mut self, element: &Element<'_>) {
        let (mut name, mut file, mut tests) = (None, None, None);
        for attribute in element.attributes() {
            match attribute {
                Ok(("name", raw)) if name.is_none() => name = Some(decode_value(raw).into_owned()),
                Ok(("file", raw)) if file.is_none() => file = Some(decode_value(raw).into_owned()),
                Ok(("tests", raw)) if tests.is_none() => tests = raw.trim().parse::<u64>().ok(),
                Ok(("timestamp", raw)) if self.report.timestamp.is_none() && !raw.is_empty() => {
                    self.report.timestamp = Some(cut_text(decode_value(raw).into_owned()));
                }
                Ok(_) => {}
                Err(found) => self.malformed(element, &found.0),
            }
        }
        if element.depth() == 1 {
            self.root_seen = true;
            self.report.declared_tests = tests;
        } else if element.depth() == 2 {
            let sum = if self.suites_below == 0 { Some(0) } else { self.declared_below };
            self.declared_below = sum.zip(tests).map(|(sum, tests)| sum.saturating_add(tests));
            self.suites_below += 1;
        }
        if !element.is_empty() {
            self.suites.push(OpenSuite {
                depth: element.depth(),
                name: cut_text(name.unwrap_or_default()),
                file: file.map(cut_text),
            });
        }
    }

    fn open_case(&mut self, element: &Element<'_>) -> WantedText {
        let (attributes, malformed) = CaseAttributes::of(element);
        if let Some(found) = malformed {
            self.malformed(element, &found);
        }
        if element.is_empty() && attributes.status == CaseStatus::Silent {
            self.report.counts.passed += 1;
            self.micros = self.micros.saturating_add(attributes.micros);
            let source = match attributes.file.filter(|file| !file.is_empty()) {
                Some(file) => decode_value(file),
                None if !attributes.class.is_empty() => decode_value(attributes.class),
                None => Cow::Borrowed(suite_source(&self.suites)),
            };
            self.sources.add(&source, true);
            return WantedText::Nothing;
        }
        let mut case = self.spare.pop().unwrap_or_else(OpenCase::empty);
        case.start(&attributes, element.depth());
        self.cases.push(case);
        WantedText::Span { closed: element.is_empty() }
    }

    fn outcome(&mut self, outcome: CaseChild, element: &Element<'_>) -> WantedText {
        let Some(case) = self.cases.last_mut() else {
            return self.outcome_outside(outcome, element);
        };
        // only direct children say how a case ended
        if element.depth() != case.depth + 1 {
            return WantedText::Nothing;
        }
        if case.take(outcome, element) && !element.is_empty() {
            self.capture = Some(element.depth());
        }
        if let Some(found) = element.attributes().find_map(Result::err) {
            self.malformed(element, &found.0);
        }
        WantedText::Nothing
    }

    /// An error or failure of a suite, not of a case: something broke, so it is an error by the name of
    /// the suite. A suite that is skipped says so in its cases.
    fn outcome_outside(&mut self, outcome: CaseChild, element: &Element<'_>) -> WantedText {
        if outcome == CaseChild::Skipped {
            return WantedText::Nothing;
        }
        let mut case = self.spare.pop().unwrap_or_else(OpenCase::empty);
        case.start(&CaseAttributes::default(), element.depth());
        let wants_text = case.take(CaseChild::Error, element);
        if let Some(suite) = self.suites.last() {
            case.name.clone_from(&suite.name);
            case.file.clone_from(&suite.file);
        }
        case.outside = true;
        self.cases.push(case);
        if wants_text && !element.is_empty() {
            self.capture = Some(element.depth());
        }
        WantedText::Span { closed: element.is_empty() }
    }

    fn leave(&mut self) {
        if self.capture == Some(self.depth) {
            self.capture = None;
        }
        if self.cases.last().is_some_and(|case| case.depth == self.depth) {
            self.close_case();
        }
        if self.suites.last().is_some_and(|suite| suite.depth == self.depth) {
            self.suites.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn close_case(&mut self) {
        let Some(case) = self.cases.pop() else { return };
        self.micros = self.micros.saturating_add(case.micros);
        self.report.flaky += u64::from(case.flaky);
        self.report.outside_cases += u64::from(case.outside);
        let kind = case.kind();
        let counts = &mut self.report.counts;
        match kind {
            None => counts.passed += 1,
            Some(TestOutcome::Failed) => counts.failed += 1,
            Some(TestOutcome::Errored | TestOutcome::CollectionError) => counts.errors += 1,
            Some(TestOutcome::Skipped) => counts.skipped += 1,
            Some(TestOutcome::Xfailed) => counts.xfailed += 1,
        }
        self.count_source(&case, kind);
        match kind {
            None => {}
            Some(kind @ (TestOutcome::Skipped | TestOutcome::Xfailed)) => {
                keep(&mut self.report.skipped, KEPT_SKIPS, || case.report(kind));
            }
            Some(kind) => keep(&mut self.report.failed, KEPT, || case.report(kind)),
        }
        self.spare.push(case);
    }

    fn count_source(&mut self, case: &OpenCase, kind: Option<TestOutcome>) {
        if case.outside {
            return;
        }
        let source = match &case.file {
            Some(file) if !file.is_empty() => file,
            _ if !case.class.is_empty() => &case.class,
            _ if case.is_module() => &case.name,
            _ => suite_source(&self.suites),
        };
        match kind {
            Some(TestOutcome::Skipped) => self.sources.add(source, false),
            Some(TestOutcome::CollectionError) => self.sources.name(source),
            _ => self.sources.add(source, true),
        }
    }

    fn malformed(&mut self, element: &Element<'_>, found: &str) {
        let name = element.name();
        self.complaint =
            Some(format!("`<{name}>` has `{found}`, expected an attribute as `name=\"value\"`"));
    }

    /// The reading ends too early: says how far it came.
    fn stop(&mut self, mut problem: Problem) -> Problem {
        // what an open case holds already is sure; that it will hold nothing worse is not
        while let Some(case) = self.cases.last() {
            if case.outcome >= Some(CaseChild::Failure) {
                self.close_case();
            } else {
                self.cases.pop();
            }
        }
        if self.root_seen {
            let read = self.report.counts.total();
            problem.message = format!("{}; {read} test cases were read before", problem.message);
        }
        problem
    }

    fn finish(mut self) -> TestReport {
        self.report.milliseconds = self.micros / 1_000;
        let below = self.declared_below.filter(|_| self.suites_below > 0);
        self.report.declared_tests = self.report.declared_tests.or(below);
        (self.report.sources, self.report.sources_truncated) = self.sources.finish();
        self.report
    }
}

fn suite_source(suites: &[OpenSuite]) -> &str {
    let Some(suite) = suites.last() else { return "" };
    suite.file.as_deref().filter(|file| !file.is_empty()).unwrap_or(&suite.name)
}

/// Counts by source. The one in hand is kept apart: cases of a file follow each other.
#[derive(Default)]
struct SourceTally {
    all: BTreeMap<String, SourceCount>,
    truncated: bool,
    current: String,
    count: Option<SourceCount>,
}

impl SourceTally {
    fn add(&mut self, source: &str, ran: bool) {
        let count = self.name_mut(source);
        if ran {
            count.ran += 1;
        } else {
            count.skipped += 1;
        }
    }

    fn name(&mut self, source: &str) {
        self.name_mut(source);
    }

    fn name_mut(&mut self, source: &str) -> &mut SourceCount {
        if self.count.is_some() && self.current != source {
            self.put_away();
        }
        if self.count.is_none() {
            self.current.clear();
            self.current.push_str(source);
        }
        self.count.get_or_insert_default()
    }

    fn put_away(&mut self) {
        let Some(count) = self.count.take() else { return };
        if let Some(known) = self.all.get_mut(&self.current) {
            known.ran += count.ran;
            known.skipped += count.skipped;
        } else if self.all.len() < SOURCES {
            self.all.insert(self.current.clone(), count);
        } else {
            self.truncated = true;
        }
    }

    fn finish(mut self) -> (BTreeMap<String, SourceCount>, bool) {
        self.put_away();
        (self.all, self.truncated)
    }
}

fn wrong_root(root: &str, span: Span) -> Problem {
    let message = format!("found `<{root}>`, expected `<testsuites>` or `<testsuite>`");
    let (what, way_out) = match root {
        "test-results" | "test-run" | "test-suite" => ("an NUnit report", CONVERT),
        "assemblies" | "assembly" => ("an xUnit.net report", CONVERT),
        "TestRun" => ("a Visual Studio test report (TRX)", CONVERT),
        "coverage" | "report" => ("a coverage report", "name it under `coverage` instead"),
        "html" | "HTML" => ("an HTML page", "an error page was saved as a report, perhaps"),
        _ => ("no JUnit report", CONVERT),
    };
    Problem::new(span, message).help(format!("this is {what}: {way_out}"))
}

const CONVERT: &str = "let the test runner write JUnit XML, or convert it";

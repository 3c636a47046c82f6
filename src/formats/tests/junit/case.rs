//! One `testcase`: its attributes, what it holds, and what both together mean.

use super::time;
use crate::formats::tests::report::{TestCase, TestOutcome};
use crate::formats::xml::{Element, decode_value, push_reference};
use crate::span::Span;

/// The longest name or message that is kept, in bytes.
const LONGEST: usize = 4 * 1024;

/// What a case's own attributes say about its end, for writers that write no element for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CaseStatus {
    #[default]
    Silent,
    NotRun,
    Failed,
}

impl CaseStatus {
    /// `status` of GoogleTest, CTest, tst and NUnit's converters, `result` of GoogleTest.
    fn of(raw: &str) -> Self {
        let says = |words: &[&str]| words.iter().any(|word| raw.eq_ignore_ascii_case(word));
        if says(&["failed", "failure", "fail", "error", "errored"]) {
            Self::Failed
        } else if says(&[
            "notrun",
            "not_run",
            "not run",
            "disabled",
            "suppressed",
            "skipped",
            "skip",
            "ignored",
            "notrunnable",
            "pending",
            "inconclusive",
        ]) {
            Self::NotRun
        } else {
            Self::Silent
        }
    }
}

/// The attributes of a `testcase`, raw.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CaseAttributes<'a> {
    pub(super) file: Option<&'a str>,
    pub(super) class: &'a str,
    pub(super) name: &'a str,
    pub(super) status: CaseStatus,
    pub(super) micros: u64,
}

impl<'a> CaseAttributes<'a> {
    /// Reads them; the first of two counts. `Err` is what is malformed, beside what could be read.
    pub(super) fn of(element: &'a Element<'_>) -> (Self, Option<String>) {
        let mut read = Self::default();
        let (mut class, mut name, mut time) = (None, None, None);
        let mut malformed = None;
        for attribute in element.attributes() {
            match attribute {
                Ok(("name", raw)) => name = name.or(Some(raw)),
                Ok(("classname", raw)) => class = class.or(Some(raw)),
                Ok(("time", raw)) => time = time.or(Some(raw)),
                Ok(("file", raw)) => read.file = read.file.or(Some(raw)),
                Ok(("status" | "result", raw)) => read.status = read.status.or(CaseStatus::of(raw)),
                Ok(("disabled", "1" | "true")) => read.status = read.status.or(CaseStatus::NotRun),
                Ok(_) => {}
                Err(found) => malformed = Some(found.0),
            }
        }
        read.class = class.unwrap_or_default();
        read.name = name.unwrap_or_default();
        read.micros = time.map_or(0, time::microseconds);
        (read, malformed)
    }
}

impl CaseStatus {
    /// The worse of two: a case whose result says `failed` did not pass, whatever its status says.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::NotRun, _) | (_, Self::NotRun) => Self::NotRun,
            _ => Self::Silent,
        }
    }
}

/// What an element in a case says; the later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CaseChild {
    Skipped,
    Failure,
    Error,
}

impl CaseChild {
    pub(super) fn of(element: &str) -> Option<Self> {
        match element {
            "skipped" => Some(Self::Skipped),
            "failure" => Some(Self::Failure),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// A case whose end tag was not read yet. Reused from case to case.
#[derive(Clone, Debug)]
pub(super) struct OpenCase {
    /// Depth of its element.
    pub(super) depth: usize,
    pub(super) file: Option<String>,
    pub(super) class: String,
    pub(super) name: String,
    pub(super) status: CaseStatus,
    pub(super) micros: u64,
    pub(super) span: Span,
    pub(super) outcome: Option<CaseChild>,
    pub(super) message: String,
    pub(super) type_name: String,
    pub(super) text: String,
    pub(super) flaky: bool,
    /// Stands for an `error` or `failure` outside of any case.
    pub(super) outside: bool,
}

impl OpenCase {
    pub(super) fn empty() -> Self {
        Self {
            depth: 0,
            file: None,
            class: String::new(),
            name: String::new(),
            status: CaseStatus::Silent,
            micros: 0,
            span: Span::start_of_file(),
            outcome: None,
            message: String::new(),
            type_name: String::new(),
            text: String::new(),
            flaky: false,
            outside: false,
        }
    }

    /// Takes a new case's attributes and forgets the last one's.
    pub(super) fn start(&mut self, attributes: &CaseAttributes<'_>, depth: usize) {
        self.depth = depth;
        self.file = attributes.file.map(|raw| cut_text(decode_value(raw).into_owned()));
        set(&mut self.class, attributes.class);
        set(&mut self.name, attributes.name);
        self.status = attributes.status;
        self.micros = attributes.micros;
        self.outcome = None;
        self.message.clear();
        self.type_name.clear();
        self.text.clear();
        self.flaky = false;
        self.outside = false;
    }

    /// Takes an outcome element; `true` when its text is wanted, for want of a message. The worst counts,
    /// the first of equals.
    pub(super) fn take(&mut self, outcome: CaseChild, element: &Element<'_>) -> bool {
        if self.outcome.is_some_and(|known| known >= outcome) {
            return false;
        }
        self.outcome = Some(outcome);
        self.text.clear();
        self.message = cut_text(element.attribute("message").unwrap_or_default());
        self.type_name = cut_text(element.attribute("type").unwrap_or_default());
        self.message.trim().is_empty() || self.message == "collection skipped"
    }

    /// Adds text of the outcome element, as far as it is kept.
    pub(super) fn add_text(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.len());
        self.text.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
    }

    /// Adds what `&name;` in the text of the outcome element stands for.
    pub(super) fn add_reference(&mut self, name: &str) {
        if self.text.len() + name.len() < LONGEST {
            push_reference(&mut self.text, name);
        }
    }

    /// How the case ended; `None` for a pass.
    pub(super) fn kind(&self) -> Option<TestOutcome> {
        match (self.outcome, self.status) {
            // pytest's word for a module that could not be imported (`_pytest/junitxml.py`,
            // `append_collect_error`)
            (Some(CaseChild::Error), _) if self.message == "collection failure" => {
                Some(TestOutcome::CollectionError)
            }
            (Some(CaseChild::Error), _) => Some(TestOutcome::Errored),
            (Some(CaseChild::Failure), _) | (None, CaseStatus::Failed) => Some(TestOutcome::Failed),
            (Some(CaseChild::Skipped), _)
                if matches!(self.type_name.as_str(), "pytest.xfail" | "XFAIL") =>
            {
                Some(TestOutcome::Xfailed)
            }
            (Some(CaseChild::Skipped), _) | (None, CaseStatus::NotRun) => {
                Some(TestOutcome::Skipped)
            }
            (None, CaseStatus::Silent) => None,
        }
    }

    /// The case as it is reported.
    pub(super) fn report(&self, kind: TestOutcome) -> TestCase {
        TestCase {
            file: self.file.clone(),
            class: self.class.clone(),
            name: self.name.clone(),
            kind,
            message: self.reason(),
            type_name: self.type_name.clone(),
            span: self.span,
        }
    }

    fn reason(&self) -> String {
        // pytest says `collection skipped` of a module and puts the reason into the text, as a Python
        // tuple: `('/r/tests/test_b.py', 3, 'Skipped: no database')`
        if self.message == "collection skipped"
            && let Some((_, reason)) = self.text.split_once("Skipped: ")
        {
            return reason.trim_end().trim_end_matches([')', '\'', '"']).to_owned();
        }
        if !self.message.trim().is_empty() {
            return self.message.clone();
        }
        let line = self.text.lines().map(str::trim).find(|line| !line.is_empty());
        line.unwrap_or_default().to_owned()
    }

    /// The module of a case of pytest that stands for a whole file; such a case has no class name.
    pub(super) fn is_module(&self) -> bool {
        matches!(self.message.as_str(), "collection failure" | "collection skipped")
    }
}

fn set(text: &mut String, raw: &str) {
    text.clear();
    let decoded = decode_value(raw);
    text.push_str(decoded.get(..decoded.floor_char_boundary(LONGEST)).unwrap_or_default());
}

pub(super) fn cut_text(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}

//! The walk through a coverage report: classes, and the lines in them.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::formats::coverage::lines::{FileLines, Recent};
use crate::formats::coverage::report::CoverageReport;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::xml::{Element, Pause, Visit, Xml, decode_value, push_reference};
use crate::span::{Span, Spanned};

/// Problems that do not end the reading are listed up to here.
const LISTED: usize = 100;

/// `source` elements and their length, in bytes, that are kept.
const ROOTS: usize = 1_000;
const LONGEST_ROOT: usize = 4 * 1024;

pub(super) fn read(input: impl BufRead) -> Parsed<CoverageReport> {
    let mut xml = Xml::new(input);
    let mut walk = CoberturaWalk::default();
    let mut problems = Vec::new();
    loop {
        match xml.run(&mut walk) {
            Ok(Pause::End) => break,
            Ok(Pause::Asked) => {}
            Err(mut problem) => {
                if walk.root.is_some() {
                    let read = walk.lines_read;
                    problem.message =
                        format!("{}; {read} line elements were read before", problem.message);
                }
                problems.push(*problem);
                break;
            }
        }
        match std::mem::take(&mut walk.wants) {
            WantedElement::Nothing => {}
            WantedElement::Root(rate) => walk.root = Some(Spanned::new(rate, xml.span())),
            WantedElement::Complaint(message) => {
                if problems.len() < LISTED {
                    problems.push(Problem::new(xml.span(), message));
                }
            }
            WantedElement::Refuse(message, what) => {
                problems.push(refusal(xml.span(), message, what));
                return Parsed { value: None, problems };
            }
        }
    }
    let value = walk.root.is_some().then(|| walk.finish());
    Parsed { value, problems }
}

fn refusal(span: Span, message: String, what: &str) -> Problem {
    let help = format!("this is {what}: let the coverage tool write Cobertura XML as well");
    Problem::new(span, message).help(help)
}

/// What the walk needs of the reader after a tag.
#[derive(Default)]
enum WantedElement {
    #[default]
    Nothing,
    /// The place of the root, with its `line-rate`.
    Root(Option<f64>),
    /// The place of the element that is wrong.
    Complaint(String),
    /// Not a Cobertura report: what is wrong, and what it is.
    Refuse(String, &'static str),
}

/// A class whose end tag was not read yet.
struct OpenClass {
    depth: usize,
    /// Index of its file.
    file: usize,
    /// Its lines that are not in the file yet.
    recent: Recent,
    /// Whether it has lines of its own, not in methods.
    has_lines: bool,
    /// The lines in its methods.
    in_methods: FileLines,
    /// `branches_unread` of those.
    unread_in_methods: u64,
}

#[derive(Default)]
struct CoberturaWalk {
    root: Option<Spanned<Option<f64>>>,
    roots: Vec<String>,
    /// Text of the `source` that is open.
    source: Option<String>,
    depth: usize,
    classes: Vec<OpenClass>,
    /// Depth of the `methods` that is open.
    methods: Option<usize>,
    by_name: BTreeMap<String, usize>,
    files: Vec<FileLines>,
    lines_read: u64,
    branches_unread: u64,
    wants: WantedElement,
}

impl Visit for CoberturaWalk {
    #[inline]
    fn open(&mut self, element: &Element<'_>) -> bool {
        if !element.is_empty() {
            self.depth = element.depth();
        }
        let wants = self.enter(element);
        if matches!(wants, WantedElement::Nothing) {
            return false;
        }
        self.wants = wants;
        true
    }

    fn close(&mut self) {
        self.leave();
    }

    #[inline]
    fn wants_text(&self) -> bool {
        self.source.is_some()
    }

    fn text(&mut self, text: &str) {
        if let Some(source) = self.source.as_mut().filter(|source| source.len() < LONGEST_ROOT) {
            source.push_str(text.get(..text.floor_char_boundary(LONGEST_ROOT)).unwrap_or_default());
        }
    }

    fn reference(&mut self, name: &str) {
        if let Some(source) = self.source.as_mut().filter(|source| source.len() < LONGEST_ROOT) {
            push_reference(source, name);
        }
    }
}

impl CoberturaWalk {
    #[inline]
    fn enter(&mut self, element: &Element<'_>) -> WantedElement {
        let name = element.name();
        // almost every element, so it comes first
        if name == "line" && element.depth() > 1 {
            return self.line(element);
        }
        match (element.depth(), name) {
            (1, "coverage") => {
                let rate = element.attribute("line-rate");
                WantedElement::Root(
                    rate.and_then(|rate| rate.trim().replace(',', ".").parse().ok()),
                )
            }
            (1, root) => {
                let message = format!("found `<{root}>`, expected `<coverage>` of Cobertura");
                WantedElement::Refuse(message, dialect_of_root(root))
            }
            (2, "project" | "testproject") => refuse_child(name, "a Clover report"),
            (2, "file") => refuse_child(name, "a generic report of SonarQube"),
            (2, "module") => refuse_child(name, "an NCover report"),
            (_, "class") => self.class(element),
            (depth, "methods") => {
                if !element.is_empty() && self.methods.is_none() {
                    self.methods = Some(depth);
                }
                WantedElement::Nothing
            }
            (_, "source") => {
                self.source = (!element.is_empty()).then(String::new);
                WantedElement::Nothing
            }
            _ => WantedElement::Nothing,
        }
    }

    fn class(&mut self, element: &Element<'_>) -> WantedElement {
        let name = element.attribute("filename");
        let wants = match &name {
            Some(_) => WantedElement::Nothing,
            None => WantedElement::Complaint(
                "`<class>` has no `filename`, so nobody can tell whose lines these are".to_owned(),
            ),
        };
        let next = self.files.len();
        let file = *self.by_name.entry(name.unwrap_or_default()).or_insert(next);
        if file == next {
            self.files.push(FileLines::default());
        }
        if !element.is_empty() {
            self.classes.push(OpenClass {
                depth: element.depth(),
                file,
                recent: Recent::default(),
                has_lines: false,
                in_methods: FileLines::default(),
                unread_in_methods: 0,
            });
        }
        wants
    }

    fn line(&mut self, element: &Element<'_>) -> WantedElement {
        let (mut number, mut hits, mut conditions, mut branch) = (None, None, None, false);
        for attribute in element.attributes() {
            match attribute {
                Ok(("number", raw)) => number = number.or(Some(raw)),
                Ok(("hits", raw)) => hits = hits.or(Some(raw)),
                Ok(("condition-coverage", raw)) => conditions = conditions.or(Some(raw)),
                Ok(("branch", raw)) => branch = raw.eq_ignore_ascii_case("true"),
                Ok(_) => {}
                Err(found) => {
                    return WantedElement::Complaint(format!(
                        "`<line>` has `{}`, expected an attribute as `name=\"value\"`",
                        found.0
                    ));
                }
            }
        }
        self.lines_read += 1;
        let Some(class) = self.classes.last_mut() else {
            return WantedElement::Complaint("`<line>` stands outside of any `<class>`".to_owned());
        };
        let Some(line) = number.and_then(line_number) else {
            return WantedElement::Complaint(unread("number", number, "a line number"));
        };
        let in_method = self.methods.is_some();
        class.has_lines |= !in_method;
        let hit = hits.and_then(is_hit);
        let lines = match self.files.get_mut(class.file) {
            Some(lines) if !in_method => {
                class.recent.add(lines, line, hit.unwrap_or(false));
                lines
            }
            _ => {
                class.in_methods.add(line, hit.unwrap_or(false));
                &mut class.in_methods
            }
        };
        match conditions.and_then(outcomes) {
            Some((covered, all)) => lines.add_branches(line, covered, all),
            None if branch && in_method => class.unread_in_methods += 1,
            None if branch => self.branches_unread += 1,
            None => {}
        }
        match hit {
            Some(_) => WantedElement::Nothing,
            None => WantedElement::Complaint(unread("hits", hits, "a count")),
        }
    }

    fn leave(&mut self) {
        if let Some(source) = self.source.take() {
            let source = source.trim();
            if !source.is_empty() && self.roots.len() < ROOTS {
                self.roots.push(source.to_owned());
            }
        }
        if self.methods == Some(self.depth) {
            self.methods = None;
        }
        if self.classes.last().is_some_and(|class| class.depth == self.depth) {
            self.close_class();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// The lines of methods count only where the class has none of its own: most writers repeat them
    /// there, and istanbul lists the line of each function's head, which is no line to be covered.
    fn close_class(&mut self) {
        let Some(mut class) = self.classes.pop() else { return };
        let Some(lines) = self.files.get_mut(class.file) else { return };
        class.recent.put_away(lines);
        if !class.has_lines {
            lines.merge(&class.in_methods);
            self.branches_unread += class.unread_in_methods;
        }
    }

    fn finish(mut self) -> CoverageReport {
        // of a report that is cut off, the classes that never ended
        while !self.classes.is_empty() {
            self.close_class();
        }
        let mut report = CoverageReport {
            roots: self.roots,
            branches_unread: self.branches_unread,
            ..CoverageReport::default()
        };
        if let Some(root) = self.root {
            report.root = Some(root.span);
            let rate = root.value.filter(|rate| rate.is_finite());
            report.declared_line_rate = rate.map(|rate| (rate, root.span));
        }
        for (name, index) in self.by_name {
            let lines = self.files.get_mut(index).map(std::mem::take).unwrap_or_default();
            let coverage = lines.coverage();
            report.total.add(coverage);
            report.files.insert(name.clone(), coverage);
            report.lines.insert(name, lines);
        }
        report
    }
}

fn refuse_child(name: &str, what: &'static str) -> WantedElement {
    let message = format!(
        "found `<{name}>` in `<coverage>`, expected `<packages>` or `<sources>` of Cobertura"
    );
    WantedElement::Refuse(message, what)
}

fn dialect_of_root(root: &str) -> &'static str {
    match root {
        "report" => "a JaCoCo report",
        "CoverageSession" => "an OpenCover report",
        "Root" => "a dotCover report",
        "results" | "CoverageDSPriv" => "a Visual Studio coverage report",
        "testsuites" | "testsuite" => "a test report",
        "html" | "HTML" => "an HTML page",
        _ => "no coverage report that is known here",
    }
}

fn unread(attribute: &str, found: Option<&str>, expected: &str) -> String {
    match found {
        None => format!("`<line>` has no `{attribute}`"),
        Some(raw) => {
            let raw: String = decode_value(raw).chars().take(40).collect();
            format!("`<line>` has `{attribute}=\"{raw}\"`, expected {expected}")
        }
    }
}

fn line_number(raw: &str) -> Option<u32> {
    let bytes = raw.as_bytes();
    if bytes.is_empty() || bytes.len() > 9 {
        return raw.trim().parse().ok();
    }
    let mut number = 0;
    for byte in bytes {
        match byte {
            b'0'..=b'9' => number = number * 10 + u32::from(byte - b'0'),
            _ => return raw.trim().parse().ok(),
        }
    }
    Some(number)
}

/// Whether a count of hits is above zero; `None` for what is no count. Written with thousands
/// separators, as a float or beyond 64 bits it is a count all the same.
fn is_hit(raw: &str) -> Option<bool> {
    if let [digit @ b'0'..=b'9'] = raw.as_bytes() {
        return Some(*digit != b'0');
    }
    let raw = raw.trim();
    let (negative, digits) = raw.strip_prefix('-').map_or((false, raw), |digits| (true, digits));
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return Some(!negative && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')));
    }
    let number: f64 = raw.parse().ok()?;
    (!number.is_nan()).then_some(number > 0.0)
}

/// `50% (1/2)`: covered and all.
fn outcomes(raw: &str) -> Option<(u32, u32)> {
    let (_, counts) = raw.split_once('(')?;
    let (covered, all) = counts.split_once(')')?.0.split_once('/')?;
    Some((covered.trim().parse().ok()?, all.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_counts_however_they_are_written() {
        for (raw, hit) in [
            ("0", Some(false)),
            ("7", Some(true)),
            (" 7 ", Some(true)),
            ("-3", Some(false)),
            ("99999999999999999999999", Some(true)),
            ("1,234", Some(true)),
            ("0,000", Some(false)),
            ("1.0", Some(true)),
            ("0.0", Some(false)),
            ("NaN", None),
            ("", None),
            ("-", None),
            ("yes", None),
        ] {
            assert_eq!(is_hit(raw), hit, "{raw}");
        }
    }

    #[test]
    fn branch_outcomes_need_both_counts() {
        assert_eq!(outcomes("50% (1/2)"), Some((1, 2)));
        assert_eq!(outcomes("66.7% ( 2 / 3 )"), Some((2, 3)));
        for raw in ["100%", "", "50% (1)", "50% (1/2", "50% (-1/2)", "(a/b)"] {
            assert_eq!(outcomes(raw), None, "{raw}");
        }
    }
}

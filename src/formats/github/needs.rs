//! `toJSON(needs)`: what the jobs that the gate waited for ended with.
//!
//! Source: GitHub's documentation of contexts. The `needs` context is an object of `{result, outputs}`
//! by job id. A job-level `continue-on-error` shows `success` here even when the job failed, so a rule never
//! believes this file alone. Outputs may hold any text; they are not kept.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::formats::problem::{Parsed, Problem};
use crate::span::Span;

/// The `needs` context.
pub type Needs = BTreeMap<String, NeedResult>;

/// How one needed job ended. A matrix job has one aggregate result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedResult {
    /// Ended well, or failed under job-level `continue-on-error`.
    Success,
    /// Failed.
    Failure,
    /// Cancelled, by a time-out too.
    Cancelled,
    /// Never ran.
    Skipped,
}

impl NeedResult {
    /// As GitHub spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
        }
    }

    fn of(text: &str) -> Option<Self> {
        [Self::Success, Self::Failure, Self::Cancelled, Self::Skipped]
            .into_iter()
            .find(|result| result.as_str() == text)
    }
}

/// Reads the context. Anything but an object of results is a problem with its place; the value then
/// has the entries that could be read. `{}` is a sound context: of a job that needs none.
#[must_use]
pub fn read(text: &str) -> Parsed<Needs> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        let problem = Problem::new(Span::start_of_file(), "the `needs` context is empty")
            .help("give it as `${{ toJSON(needs) }}`");
        return Parsed { value: None, problems: vec![problem] };
    }
    let node: NeedsNode = match serde_json::from_str(text) {
        Ok(node) => node,
        Err(error) => return Parsed { value: None, problems: vec![syntax(text, &error)] },
    };
    let NeedsNode::Object(entries) = node else {
        let message = format!("found {}, expected an object of results by job id", node.describe());
        let problem =
            Problem::new(first_character(text), message).help("give it as `${{ toJSON(needs) }}`");
        return Parsed { value: None, problems: vec![problem] };
    };
    let mut reader = NeedsReader { places: key_places(text).into_iter(), problems: Vec::new() };
    let needs = reader.context(entries);
    Parsed { value: Some(needs), problems: reader.problems }
}

fn syntax(text: &str, error: &serde_json::Error) -> Problem {
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
    let bytes = error.column();
    let on_line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    // serde_json counts bytes up to and with the one it stumbled over
    let end = on_line.floor_char_boundary(bytes.saturating_sub(1));
    let characters = on_line.get(..end).unwrap_or_default().chars().count();
    let column = u32::try_from(characters + 1).unwrap_or(u32::MAX);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    Problem::new(Span::point(line, column), format!("not JSON: {message}"))
        .help("give it as `${{ toJSON(needs) }}`")
}

struct NeedsReader {
    /// Places of the keys of the context and of its entries, in the order of the text.
    places: std::vec::IntoIter<Span>,
    problems: Vec<Problem>,
}

impl NeedsReader {
    fn place(&mut self) -> Span {
        self.places.next().unwrap_or(Span::start_of_file())
    }

    fn context(&mut self, entries: Vec<(String, NeedsNode)>) -> Needs {
        let mut needs = Needs::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (job, node) in entries {
            let span = self.place();
            let result = self.entry(&job, span, node);
            // GitHub compares job ids without regard to case
            if let Some(first) = seen.get(&job.to_lowercase()) {
                let message = format!("job `{job}` is there twice");
                self.problems.push(Problem::new(span, message).related(*first, "first given here"));
                continue;
            }
            seen.insert(job.to_lowercase(), span);
            if let Some(result) = result {
                needs.insert(job, result);
            }
        }
        needs
    }

    fn entry(&mut self, job: &str, span: Span, node: NeedsNode) -> Option<NeedResult> {
        let NeedsNode::Object(fields) = node else {
            let message = format!(
                "job `{job}` is {}, expected an object with `result` and `outputs`",
                node.describe()
            );
            self.problems.push(Problem::new(span, message));
            return None;
        };
        let mut result: Option<(Option<NeedResult>, Span)> = None;
        let mut outputs: Option<Span> = None;
        for (key, value) in fields {
            let key_span = self.place();
            match key.as_str() {
                "result" => match result {
                    None => result = Some((self.result(job, key_span, &value), key_span)),
                    Some((_, first)) => self.twice(job, "result", key_span, first),
                },
                "outputs" => {
                    if let Some(first) = outputs {
                        self.twice(job, "outputs", key_span, first);
                    }
                    outputs = Some(key_span);
                    if !matches!(value, NeedsNode::Object(_)) {
                        let found = value.describe();
                        let message =
                            format!("`outputs` of job `{job}` is {found}, expected an object");
                        self.problems.push(Problem::new(key_span, message));
                    }
                }
                // GitHub may add more one day
                _ => {}
            }
        }
        if result.is_none() {
            self.problems.push(Problem::new(span, format!("job `{job}` has no `result`")));
        }
        result.and_then(|(result, _)| result)
    }

    fn result(&mut self, job: &str, span: Span, value: &NeedsNode) -> Option<NeedResult> {
        const EXPECTED: &str = "expected `success`, `failure`, `cancelled` or `skipped`";
        let NeedsNode::Text(text) = value else {
            let found = value.describe();
            let message = format!("`result` of job `{job}` is {found}, {EXPECTED}");
            self.problems.push(Problem::new(span, message));
            return None;
        };
        let result = NeedResult::of(text);
        if result.is_none() {
            let shown: String = text.chars().take(40).collect();
            let message = format!("`result` of job `{job}` is `{shown}`, {EXPECTED}");
            self.problems.push(Problem::new(span, message));
        }
        result
    }

    fn twice(&mut self, job: &str, key: &str, span: Span, first: Span) {
        let message = format!("`{key}` of job `{job}` is there twice");
        self.problems.push(Problem::new(span, message).related(first, "first given here"));
    }
}

/// JSON as it is written: with duplicate keys, in order.
enum NeedsNode {
    Null,
    Bool,
    Number,
    Text(String),
    Array,
    Object(Vec<(String, Self)>),
}

impl NeedsNode {
    const fn describe(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::Text(_) => "a string",
            Self::Array => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for NeedsNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = NeedsNode;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Bool)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NeedsNode, E> {
        Ok(NeedsNode::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<NeedsNode, A::Error> {
        while sequence.next_element::<NeedsNode>()?.is_some() {}
        Ok(NeedsNode::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NeedsNode, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(NeedsNode::Object(entries))
    }
}

/// Where the keys of the outermost object and of the objects right in it stand. The text is known to be
/// JSON, so strings and brackets are all that matters.
fn key_places(text: &str) -> Vec<Span> {
    let mut places = Vec::new();
    // for each open bracket: whether it is an object; a key comes after `{` or `,` in one
    let mut open: Vec<bool> = Vec::new();
    let mut key_next = false;
    let (mut line, mut column) = (1_u32, 1_u32);
    let mut characters = text.chars();
    let mut string: Option<(u32, u32, bool)> = None;
    while let Some(character) = characters.next() {
        let here = (line, column);
        column = column.saturating_add(1);
        if character == '\n' {
            (line, column) = (line.saturating_add(1), 1);
        }
        if let Some((start_line, start_column, is_key)) = string {
            match character {
                '\\' => {
                    characters.next();
                    column = column.saturating_add(1);
                }
                '"' => {
                    string = None;
                    if is_key {
                        places.push(Span::new(start_line, start_column, line, column));
                    }
                }
                _ => {}
            }
            continue;
        }
        match character {
            '"' => {
                // an entry that is an array has no keys of its own
                let is_key = key_next && open.len() <= 2 && open.iter().all(|is_object| *is_object);
                string = Some((here.0, here.1, is_key));
                key_next = false;
            }
            '{' => {
                open.push(true);
                key_next = true;
            }
            '[' => {
                open.push(false);
                key_next = false;
            }
            '}' | ']' => {
                open.pop();
                key_next = false;
            }
            ',' => key_next = open.last() == Some(&true),
            _ => {}
        }
    }
    places
}

fn first_character(text: &str) -> Span {
    let before = text.get(..text.len() - text.trim_start().len()).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Span::point(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problems(text: &str) -> Vec<(u32, u32, String)> {
        read(text)
            .problems
            .into_iter()
            .map(|problem| (problem.span.line, problem.span.column, problem.message))
            .collect()
    }

    #[test]
    fn a_context_as_github_writes_it_is_read() {
        let parsed = read(include_str!("../../../testdata/needs/mixed.json"));
        assert_eq!(parsed.problems, []);
        let needs = parsed.value.expect("a context");
        let read: Vec<_> = needs.iter().map(|(job, result)| (job.as_str(), *result)).collect();
        assert_eq!(
            read,
            [
                ("build", NeedResult::Success),
                ("deploy-preview", NeedResult::Cancelled),
                ("lint", NeedResult::Failure),
                ("test", NeedResult::Skipped),
            ]
        );
    }

    #[test]
    fn an_empty_object_is_a_context_and_nothing_is_none() {
        for text in ["{}", " {\n} ", "\u{FEFF}{}"] {
            let parsed = read(text);
            assert_eq!((parsed.value, parsed.problems), (Some(Needs::new()), vec![]), "{text:?}");
        }
        for text in ["", " \n", "\u{FEFF}"] {
            let parsed = read(text);
            assert_eq!((parsed.value, parsed.problems.len()), (None, 1), "{text:?}");
        }
    }

    #[test]
    fn every_wrong_shape_is_a_problem_at_its_place() {
        let parsed = read(include_str!("../../../testdata/needs/wrong.json"));
        let found: Vec<_> = parsed
            .problems
            .iter()
            .map(|problem| (problem.span.line, problem.span.column, problem.message.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (2, 3, "job `text` is a string, expected an object with `result` and `outputs`"),
                (3, 3, "job `none` has no `result`"),
                (
                    5,
                    5,
                    "`result` of job `case` is `Success`, expected `success`, `failure`, `cancelled` or `skipped`"
                ),
                (
                    8,
                    15,
                    "`result` of job `null` is `null`, expected `success`, `failure`, `cancelled` or `skipped`"
                ),
                (9, 39, "`outputs` of job `outputs` is an array, expected an object"),
                (11, 42, "`result` of job `twice` is there twice"),
                (12, 3, "job `OK` is there twice"),
            ]
        );
        let needs = parsed.value.expect("the entries that could be read");
        assert_eq!(needs.get("ok"), Some(&NeedResult::Success));
        assert_eq!(needs.get("case"), None);
    }

    #[test]
    fn what_is_no_object_is_refused_whole() {
        assert_eq!(
            problems("\n  [1]"),
            [(2, 3, "found an array, expected an object of results by job id".to_owned())]
        );
        for text in ["null", "1", "\"success\"", "true"] {
            assert!(read(text).value.is_none(), "{text}");
        }
    }

    #[test]
    fn broken_json_has_a_line_and_a_column() {
        let found = problems("{\n  \"ä\": {\"result\": \"success\"},,\n}");
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().map(|(line, column, _)| (*line, *column)), Some((2, 30)));
        assert!(read("{} x").value.is_none());
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(&format!("{{\"a\": {deep}}}")).value.is_none());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[{}\\[\\]\":,a-c\\\\ \nä0]{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_written_is_read(jobs in proptest::collection::btree_map("[a-z_][a-z0-9_-]{0,8}", 0..4_usize, 0..6)) {
            let words = ["success", "failure", "cancelled", "skipped"];
            let entries: Vec<String> = jobs
                .iter()
                .map(|(job, n)| format!("\"{job}\": {{\"result\": \"{}\", \"outputs\": {{\"a{{,\": \"\\\"}},\"}}}}", words[*n]))
                .collect();
            let text = format!("{{{}}}", entries.join(",\n"));
            let parsed = read(&text);
            prop_assert_eq!(parsed.problems, vec![]);
            let read: Vec<_> = parsed.value.unwrap().into_iter().map(|(job, r)| (job, r.as_str())).collect();
            let expected: Vec<_> = jobs.into_iter().map(|(job, n)| (job, words[n])).collect();
            prop_assert_eq!(read, expected);
            // cut anywhere, it is a problem
            for end in 0..text.len() {
                if let Some(cut) = text.get(..end) {
                    prop_assert!(!super::read(cut).problems.is_empty(), "{}", cut);
                }
            }
        }
    }
}

//! `toJSON(needs)`: what the jobs that the gate waited for ended with.
//!
//! Source: GitHub's documentation of contexts. The `needs` context is an object of `{result, outputs}`
//! by job id. A job-level `continue-on-error` shows `success` here even when the job failed, so a rule never
//! believes this file alone. Outputs may hold any text; they are not kept.

use std::collections::BTreeMap;

use crate::formats::document::json::{describe_fault, find_fault, parse_json};
use crate::formats::document::place::Places;
use crate::formats::document::tree::{TreeField, TreeMap, TreeNode, TreeValue};
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
    let places = Places::new(text);
    let refuse = |at: usize, message: String| {
        let problem =
            Problem::new(places.span(at, at), message).help("give it as `${{ toJSON(needs) }}`");
        Parsed { value: None, problems: vec![problem] }
    };
    let root = match parse_json(text) {
        Ok(root) => root,
        Err(error) => {
            let message = format!("not JSON: {}", describe_fault(&error));
            return refuse(find_fault(text, &error), message);
        }
    };
    let Some(entries) = root.as_map() else {
        let found = describe_kind(&root);
        let message = format!("found {found}, expected an object of results by job id");
        return refuse(root.place().0, message);
    };
    let mut reader = NeedsReader { places: &places, problems: Vec::new() };
    let needs = reader.context(entries);
    Parsed { value: Some(needs), problems: reader.problems }
}

const fn describe_kind(node: &TreeNode) -> &'static str {
    match node.value {
        TreeValue::Bool(_) => "a boolean",
        TreeValue::Number(_) => "a number",
        TreeValue::Text(_) | TreeValue::Literal(_) => "a string",
        TreeValue::List(_) | TreeValue::Tables(_) => "an array",
        TreeValue::Map(_) | TreeValue::Table(_) => "an object",
        TreeValue::Null | TreeValue::Unread => "`null`",
    }
}

struct NeedsReader<'a> {
    places: &'a Places<'a>,
    problems: Vec<Problem>,
}

impl NeedsReader<'_> {
    fn span(&self, field: &TreeField) -> Span {
        let (start, end) = field.place();
        self.places.span(start, end)
    }

    fn context(&mut self, entries: &TreeMap) -> Needs {
        let mut needs = Needs::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for field in entries.fields() {
            let (job, span) = (&field.name, self.span(field));
            let result = self.entry(job, span, &field.node);
            // GitHub compares job ids without regard to case
            if let Some(first) = seen.get(&job.to_lowercase()) {
                let message = format!("job `{job}` is there twice");
                self.problems.push(Problem::new(span, message).related(*first, "first given here"));
                continue;
            }
            seen.insert(job.to_lowercase(), span);
            if let Some(result) = result {
                needs.insert(job.clone(), result);
            }
        }
        needs
    }

    fn entry(&mut self, job: &str, span: Span, node: &TreeNode) -> Option<NeedResult> {
        let Some(fields) = node.as_map() else {
            let found = describe_kind(node);
            let message =
                format!("job `{job}` is {found}, expected an object with `result` and `outputs`");
            self.problems.push(Problem::new(span, message));
            return None;
        };
        let mut result: Option<(Option<NeedResult>, Span)> = None;
        let mut outputs: Option<Span> = None;
        for field in fields.fields() {
            let key_span = self.span(field);
            match field.name.as_str() {
                "result" => match result {
                    None => result = Some((self.result(job, key_span, &field.node), key_span)),
                    Some((_, first)) => self.twice(job, "result", key_span, first),
                },
                "outputs" => {
                    if let Some(first) = outputs {
                        self.twice(job, "outputs", key_span, first);
                    }
                    outputs = Some(key_span);
                    if field.node.as_map().is_none() {
                        let found = describe_kind(&field.node);
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

    fn result(&mut self, job: &str, span: Span, node: &TreeNode) -> Option<NeedResult> {
        const EXPECTED: &str = "expected `success`, `failure`, `cancelled` or `skipped`";
        let Some(text) = node.as_text() else {
            let found = describe_kind(node);
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

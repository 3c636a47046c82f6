//! JSON as a document: the value by `serde_json`, the places by a scan over the text that it found sound.
//!
//! The YAML reader is no reader of JSON: it takes no tab, compares keys without regard to case, and does
//! not join the two halves of a `\ud83d\ude00`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::document::place::Places;
use super::node::{DocumentNode, too_deep};
use crate::formats::problem::Problem;

/// Reads a text. A name that comes twice is a problem: readers do not agree on which one counts.
pub(super) fn read(text: &str, places: &Places<'_>) -> Result<DocumentNode, Vec<Problem>> {
    let value = serde_json::from_str::<Value>(text);
    let value = value.map_err(|error| vec![syntax(text, places, &error)])?;
    let mut scan = JsonScan { text, places, at: 0, problems: Vec::new() };
    match scan.value(0) {
        Some(node) if scan.problems.is_empty() => Ok(DocumentNode { value, place: node.place }),
        Some(_) => Err(scan.problems),
        None => {
            let span = places.span(scan.at, scan.at);
            scan.problems.push(Problem::new(span, "the places of what follows cannot be told"));
            Err(scan.problems)
        }
    }
}

fn syntax(text: &str, places: &Places<'_>, error: &serde_json::Error) -> Problem {
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    // serde_json counts bytes, up to and with the one that it stumbled over
    let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    Problem::new(places.span(at, at), format!("this is not valid JSON: {message}"))
        .help("comments and commas at the end of a list are not JSON")
}

struct JsonScan<'a> {
    text: &'a str,
    places: &'a Places<'a>,
    at: usize,
    problems: Vec<Problem>,
}

impl JsonScan<'_> {
    /// The value that comes next; `None` where the scan lost its way, which is a problem too.
    fn value(&mut self, depth: usize) -> Option<DocumentNode> {
        self.blanks();
        let start = self.at;
        if depth > super::node::DEEPEST {
            return self.fail(too_deep(self.places.span(start, start)));
        }
        match self.peek()? {
            b'{' => self.object(start, depth),
            b'[' => self.array(start, depth),
            b'"' => {
                let text = self.string()?;
                Some(self.scalar(Value::String(text), start))
            }
            _ => {
                let rest = self.text.get(start..)?;
                let length = rest
                    .find(|c: char| matches!(c, ',' | ']' | '}') || c.is_ascii_whitespace())
                    .unwrap_or(rest.len());
                self.at += length;
                match serde_json::from_str(rest.get(..length)?) {
                    Ok(value) => Some(self.scalar(value, start)),
                    Err(error) => {
                        let span = self.places.span(start, self.at);
                        self.fail(Problem::new(span, format!("this is not valid JSON: {error}")))
                    }
                }
            }
        }
    }

    fn object(&mut self, start: usize, depth: usize) -> Option<DocumentNode> {
        let mut fields = Vec::new();
        let mut seen = BTreeSet::new();
        self.at += 1;
        self.blanks();
        while self.peek()? != b'}' {
            let from = self.at;
            let name = self.string()?;
            let key = self.places.span(from, self.at);
            self.skip(b':');
            let node = self.value(depth + 1)?;
            if !seen.insert(name.clone()) {
                self.problems.push(
                    Problem::new(key, format!("`{name}` is set twice in one object"))
                        .help("remove one of the two; readers do not agree on which one counts"),
                );
            }
            fields.push((name, Some(key), node));
            self.skip(b',');
        }
        self.at += 1;
        Some(DocumentNode::map(fields, self.places.span(start, self.at)))
    }

    fn array(&mut self, start: usize, depth: usize) -> Option<DocumentNode> {
        let mut items = Vec::new();
        self.at += 1;
        self.blanks();
        while self.peek()? != b']' {
            items.push(self.value(depth + 1)?);
            self.skip(b',');
        }
        self.at += 1;
        Some(DocumentNode::list(items, self.places.span(start, self.at)))
    }

    fn scalar(&self, value: Value, start: usize) -> DocumentNode {
        DocumentNode::scalar(value, self.places.span(start, self.at))
    }

    /// The string that starts here.
    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let mut escaped = true;
        let rest = self.text.as_bytes().get(start..)?;
        let end = rest.iter().position(|byte| match byte {
            // The first quote only opens it.
            _ if escaped => {
                escaped = false;
                false
            }
            b'\\' => {
                escaped = true;
                false
            }
            byte => *byte == b'"',
        })?;
        self.at += end + 1;
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }

    /// Blanks, one mark if it stands here, and blanks.
    fn skip(&mut self, mark: u8) {
        self.blanks();
        if self.peek() == Some(mark) {
            self.at += 1;
            self.blanks();
        }
    }

    fn blanks(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fail(&mut self, problem: Problem) -> Option<DocumentNode> {
        self.problems.push(problem);
        None
    }
}

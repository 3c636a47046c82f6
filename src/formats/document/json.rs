//! JSON as a tree: `serde_json` says whether a text is sound, and a scan over the sound text finds the places.
//!
//! The YAML reader is no reader of JSON: it takes no tab, compares keys without regard to case, and does
//! not join the two halves of a `\ud83d\ude00`.

use serde::de::IgnoredAny;
use serde_json::{Error, Value};

use super::node::DEEPEST;
use super::place::Places;
use super::tree::{ByteRange, TreeField, TreeMap, TreeNode, TreeValue};
use crate::formats::problem::Problem;

/// Reads a settings file.
pub(super) fn read(text: &str, places: &Places<'_>) -> Result<TreeNode, Problem> {
    parse_json(text).map_err(|error| {
        let at = find_fault(text, &error);
        let message = format!("this is not valid JSON: {}", describe_fault(&error));
        Problem::new(places.span(at, at), message)
            .help("comments and commas at the end of a list are not JSON")
    })
}

/// Reads a text, all of which must be values that Rust can hold.
///
/// # Errors
/// Where it is not JSON, or is nested deeper than `serde_json` goes.
pub(in crate::formats) fn parse_json(text: &str) -> Result<TreeNode, Error> {
    serde_json::from_str::<Value>(text)?;
    Ok(JsonScan { text, at: 0 }.value(0))
}

/// Reads a text as JavaScript does: `1e999`, half of a surrogate pair and any depth are sound. Such a value
/// is [`TreeValue::Unread`], and a field with such a name is none.
///
/// # Errors
/// Where it is not JSON.
pub(in crate::formats) fn parse_as_javascript(text: &str) -> Result<TreeNode, Error> {
    serde_json::from_str::<IgnoredAny>(text)?;
    Ok(JsonScan { text, at: 0 }.value(0))
}

/// Finds the byte that the reader stumbled over.
pub(in crate::formats) fn find_fault(text: &str, error: &Error) -> usize {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    // serde_json counts bytes, up to and with that one
    before.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

/// Says what is wrong, without its place.
pub(in crate::formats) fn describe_fault(error: &Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_owned()
}

/// A scan over a text that is known to be JSON; what it meets nevertheless, it moves on.
struct JsonScan<'a> {
    text: &'a str,
    at: usize,
}

impl JsonScan<'_> {
    /// The value that comes next.
    fn value(&mut self, depth: usize) -> TreeNode {
        self.blanks();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth > DEEPEST => self.pass(),
            Some(b'{') => TreeValue::Map(self.object(depth)),
            Some(b'[') => TreeValue::List(self.array(depth)),
            Some(b'"') => self.string().1.map_or(TreeValue::Unread, TreeValue::Text),
            _ => self.word(),
        };
        TreeNode::new(value, (start, self.at))
    }

    fn object(&mut self, depth: usize) -> TreeMap {
        let mut fields = Vec::new();
        self.skip(b'{');
        while !matches!(self.peek(), None | Some(b'}')) {
            let (key, name) = self.string();
            self.skip(b':');
            let node = self.value(depth + 1);
            fields.extend(name.map(|name| TreeField { name, key: Some(key), node }));
            self.skip(b',');
        }
        self.at += 1;
        TreeMap::new(fields)
    }

    fn array(&mut self, depth: usize) -> Vec<TreeNode> {
        let mut items = Vec::new();
        self.skip(b'[');
        while !matches!(self.peek(), None | Some(b']')) {
            items.push(self.value(depth + 1));
            self.skip(b',');
        }
        self.at += 1;
        items
    }

    /// The string that starts here.
    fn string(&mut self) -> (ByteRange, Option<String>) {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        ((start, self.at), serde_json::from_str(written).ok())
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> TreeValue {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |c: char| matches!(c, ',' | ']' | '}') || c.is_ascii_whitespace();
        let length = rest.find(ends).unwrap_or(rest.len()).max(1);
        self.at += length;
        match rest.get(..length).map(serde_json::from_str) {
            Some(Ok(Value::Null)) => TreeValue::Null,
            Some(Ok(Value::Bool(value))) => TreeValue::Bool(value),
            Some(Ok(Value::Number(number))) => TreeValue::Number(number),
            _ => TreeValue::Unread,
        }
    }

    /// Passes over the object or list that starts here.
    fn pass(&mut self) -> TreeValue {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                break;
            }
        }
        TreeValue::Unread
    }

    /// Passes over blanks, one mark if it stands here, and blanks.
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
}

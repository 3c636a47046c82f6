//! Where each character of a script stands in the file.
//!
//! The value of a scalar and its source hold the same characters in the same order; only blanks,
//! quotes, escapes and line ends differ. So the two are walked side by side: a character that is not
//! blank is the next such character of the source, and wherever the source jumps an anchor is set.

use super::model::{Anchor, Script};
use crate::formats::yaml::NodeRef;
use crate::formats::yaml::node::Style;

/// The script of a scalar; `source` is the text that the tree was read from.
pub(super) fn script(node: NodeRef<'_>, source: &str) -> Option<Script> {
    let text = if node.is_null() { "" } else { node.text()? };
    let style = node.style()?;
    let span = node.span();
    let (start, end) = node.bytes();
    let raw = source.get(start..end).unwrap_or_default();
    let cursor = Cursor { raw, at: 0, line: span.line, column: span.column, style };
    let anchors = ScriptWalk { text, cursor, anchors: Vec::new(), next: None }.run();
    Some(Script { text: text.to_owned(), span, anchors })
}

/// A place in the source.
#[derive(Clone, Copy)]
struct Cursor<'s> {
    raw: &'s str,
    at: usize,
    line: u32,
    column: u32,
    style: Style,
}

/// One unit of the source: a character, or the escape or doubled quote that stands for one.
#[derive(Clone, Copy)]
struct Unit {
    /// What it stands for; `None` for an escaped line end.
    char: Option<char>,
    /// Its bytes in the source.
    len: usize,
    /// It is an escape and not the character itself.
    escaped: bool,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<Unit> {
        let rest = self.rest();
        let char = rest.chars().next()?;
        match (self.style, char) {
            (Style::Single, '\'') if rest.starts_with("''") => {
                Some(Unit { char: Some('\''), len: 2, escaped: true })
            }
            (Style::Double, '\\') => Some(escape(rest)),
            _ => Some(Unit { char: Some(char), len: char.len_utf8(), escaped: false }),
        }
    }

    fn advance(&mut self, len: usize) {
        let raw = self.raw;
        let passed = raw.get(self.at..self.at.saturating_add(len)).unwrap_or_default();
        self.at = self.at.saturating_add(len).min(raw.len());
        let mut chars = passed.chars().peekable();
        while let Some(char) = chars.next() {
            let next = chars.peek().copied().or_else(|| self.rest().chars().next());
            if char == '\n' || (char == '\r' && next != Some('\n')) {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
    }
}

/// The escape that a text starts with.
fn escape(rest: &str) -> Unit {
    let Some(kind) = rest.chars().nth(1) else {
        return Unit { char: None, len: rest.len(), escaped: true };
    };
    let hex = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        Unit {
            char: Some(code.and_then(char::from_u32).unwrap_or('\u{FFFD}')),
            len: 2 + digits,
            escaped: true,
        }
    };
    let one = |char| Unit { char: Some(char), len: 1 + kind.len_utf8(), escaped: true };
    match kind {
        '\r' if rest.starts_with("\\\r\n") => Unit { char: None, len: 3, escaped: true },
        '\n' | '\r' => Unit { char: None, len: 2, escaped: true },
        'x' => hex(2),
        'u' => surrogates(rest).unwrap_or_else(|| hex(4)),
        'U' => hex(8),
        '0' => one('\0'),
        'a' => one('\u{7}'),
        'b' => one('\u{8}'),
        't' | '\t' => one('\t'),
        'n' => one('\n'),
        'v' => one('\u{B}'),
        'f' => one('\u{C}'),
        'r' => one('\r'),
        'e' => one('\u{1B}'),
        'N' => one('\u{85}'),
        '_' => one('\u{A0}'),
        'L' => one('\u{2028}'),
        'P' => one('\u{2029}'),
        other => one(other),
    }
}

/// `\uD83D\uDE00`: two escapes for one character, as JSON writes it.
fn surrogates(rest: &str) -> Option<Unit> {
    let unit = |at: usize| u16::from_str_radix(rest.get(at..at + 4)?, 16).ok();
    let high = unit(2)?;
    if !(0xD800..0xDC00).contains(&high) || rest.get(6..8)? != "\\u" {
        return None;
    }
    let char = char::decode_utf16([high, unit(8)?]).next()?.ok()?;
    Some(Unit { char: Some(char), len: 12, escaped: true })
}

const fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r')
}

struct ScriptWalk<'s> {
    text: &'s str,
    cursor: Cursor<'s>,
    anchors: Vec<Anchor>,
    /// Where the next character stands if nothing jumps.
    next: Option<(u32, u32)>,
}

impl ScriptWalk<'_> {
    fn run(mut self) -> Vec<Anchor> {
        if matches!(self.cursor.style, Style::Single | Style::Double) {
            self.cursor.advance(1);
        }
        let text = self.text;
        // blanks since the last character or line end, all of them before the next character
        let mut blanks = 0;
        for (offset, char) in text.char_indices() {
            if is_blank(char) {
                self.blank(offset, char);
                blanks = if char == '\n' { 0 } else { blanks + 1 };
            } else {
                if !self.solid(offset, char, blanks) {
                    // source and value do not match: what follows keeps the last known place
                    break;
                }
                blanks = 0;
            }
        }
        self.anchors
    }

    /// A blank of the value, which the source may hold, fold or not know at all.
    fn blank(&mut self, offset: usize, char: char) {
        let mut ahead = self.cursor;
        while let Some(Unit { char: None, len, .. }) = ahead.peek() {
            ahead.advance(len);
            let skipped = ahead.rest().len() - ahead.rest().trim_start_matches([' ', '\t']).len();
            ahead.advance(skipped);
        }
        if let Some(unit) = ahead.peek()
            && unit.char == Some(char)
            && (unit.escaped || char != '\n')
        {
            self.set(offset, ahead.line, ahead.column);
            ahead.advance(unit.len);
            self.cursor = ahead;
        } else if let Some((_, column)) = self.next.as_mut() {
            // a fold: it stands just after what came before
            *column = column.saturating_add(1);
        }
    }

    /// A character of the value that is not blank: the next such one of the source.
    fn solid(&mut self, offset: usize, char: char, blanks: usize) -> bool {
        while let Some(unit) = self.cursor.peek() {
            match unit.char {
                Some(found) if !is_blank(found) => {
                    if found != char {
                        return false;
                    }
                    let (line, column) = (self.cursor.line, self.cursor.column);
                    if !unit.escaped && self.next != Some((line, column)) {
                        self.indented(offset, blanks, line, column);
                    } else {
                        self.set(offset, line, column);
                    }
                    self.cursor.advance(unit.len);
                    return true;
                }
                _ => self.cursor.advance(unit.len),
            }
        }
        false
    }

    /// Sets an anchor at a character after a jump, or before the blanks in front of it that the
    /// source holds as well: the indentation inside a block.
    fn indented(&mut self, offset: usize, blanks: usize, line: u32, column: u32) {
        let value = self.text.get(..offset).unwrap_or_default().bytes().rev();
        let source = self.cursor.raw.get(..self.cursor.at).unwrap_or_default().bytes().rev();
        let block = matches!(self.cursor.style, Style::Literal | Style::Folded);
        let most = if block { blanks } else { 0 };
        let shared = value.zip(source).take(most).take_while(|(left, right)| left == right).count();
        let back = u32::try_from(shared).unwrap_or(0);
        while self.anchors.last().is_some_and(|anchor| anchor.offset >= offset - shared) {
            self.anchors.pop();
        }
        self.next = None;
        self.set(offset - shared, line, column.saturating_sub(back).max(1));
        self.next = Some((line, column.saturating_add(1)));
    }

    /// Notes where a character stands.
    fn set(&mut self, offset: usize, line: u32, column: u32) {
        if self.next != Some((line, column)) {
            self.anchors.push(Anchor { offset, line, column });
        }
        self.next = Some((line, column.saturating_add(1)));
    }
}

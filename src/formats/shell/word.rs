//! Words: quotes resolved, expansions kept as they are written.

use tree_sitter::{Node, TreeCursor};

use super::mask::Mask;
use super::syntax::Word;

/// A substitution longer than this is shown as `$(...)`: nested ones would be copied again and again.
const LONGEST_SUBSTITUTION: usize = 200;

/// Resolves words of one script.
pub(super) struct WordReader<'a> {
    script: &'a str,
    pub(super) mask: &'a Mask,
    outer: TreeCursor<'a>,
    inner: TreeCursor<'a>,
}

/// How backslashes of a literal part are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// Outside quotes: a backslash keeps the next character.
    Bare,
    /// In `"..."`: only before `$`, a backtick, `"`, `\` and a line break.
    Double,
    /// In `$'...'`: as in C.
    Ansi,
    /// In `'...'`: none.
    None,
}

impl<'a> WordReader<'a> {
    pub(super) fn new(script: &'a str, mask: &'a Mask, root: Node<'a>) -> Self {
        Self { script, mask, outer: root.walk(), inner: root.walk() }
    }

    /// The word that a node stands for. Looks two levels deep and no further, whatever is nested there.
    pub(super) fn resolve(&mut self, node: Node<'a>) -> Word {
        let mut word = self.empty(node.start_byte(), node.end_byte());
        if node.kind() != "concatenation" {
            self.piece(node, &mut word);
            return word;
        }
        self.outer.reset(node);
        let mut more = self.outer.goto_first_child();
        while more {
            let child = self.outer.node();
            self.piece(child, &mut word);
            more = self.outer.goto_next_sibling();
        }
        word
    }

    /// `NAME=value` as one word, for `export` and its kin.
    pub(super) fn assignment(
        &mut self,
        name: &str,
        value: Option<Node<'a>>,
        node: Node<'a>,
    ) -> Word {
        let mut word = self.empty(node.start_byte(), node.end_byte());
        word.text = format!("{name}=");
        if let Some(value) = value {
            let value = self.resolve(value);
            word.text.push_str(&value.text);
            word.dynamic = value.dynamic;
        }
        word
    }

    /// A range of the script as it is written.
    pub(super) fn verbatim(&self, start: usize, end: usize) -> Word {
        let mut word = self.empty(start, end);
        word.text = self.script.get(word.start..word.end).unwrap_or_default().to_owned();
        word.dynamic = !self.mask.within(start, end).is_empty();
        word
    }

    /// A word with a range and no text yet. After an error the grammar may cut an expression in two,
    /// so the range is widened to whole characters of the script.
    fn empty(&self, start: usize, end: usize) -> Word {
        Word {
            text: String::new(),
            dynamic: false,
            start: self.script.floor_char_boundary(start.min(self.script.len())),
            end: self.script.ceil_char_boundary(end.min(self.script.len())),
        }
    }

    fn piece(&mut self, node: Node<'a>, word: &mut Word) {
        let (start, end) = (node.start_byte(), node.end_byte());
        match node.kind() {
            "raw_string" => {
                self.literal(start + 1, end.saturating_sub(1), Escapes::None, word);
            }
            "ansi_c_string" => {
                self.literal(start + 2, end.saturating_sub(1), Escapes::Ansi, word);
            }
            "string" => self.double_quoted(node, start + 1, word),
            "translated_string" => self.double_quoted(node, start + 2, word),
            "simple_expansion"
            | "expansion"
            | "command_substitution"
            | "arithmetic_expansion"
            | "process_substitution"
            | "array"
            | "subscript"
            | "arithmetic" => {
                self.expansion(start, end, word);
            }
            _ => self.literal(start, end, Escapes::Bare, word),
        }
    }

    /// The text between expansions is taken from the script itself: the grammar leaves blanks at the
    /// edges out of its string contents.
    fn double_quoted(&mut self, node: Node<'a>, from: usize, word: &mut Word) {
        let end = node.end_byte().saturating_sub(1);
        let mut done = from;
        self.inner.reset(node);
        let mut more = self.inner.goto_first_child();
        if more && self.inner.node().kind() == "string" {
            more = self.inner.goto_first_child();
        }
        while more {
            let child = self.inner.node();
            if child.is_named() && child.kind() != "string_content" {
                self.literal(done, child.start_byte(), Escapes::Double, word);
                self.expansion(child.start_byte(), child.end_byte(), word);
                done = child.end_byte();
            }
            more = self.inner.goto_next_sibling();
        }
        self.literal(done, end, Escapes::Double, word);
    }

    fn expansion(&self, start: usize, end: usize, word: &mut Word) {
        word.dynamic = true;
        match self.script.get(start..end) {
            Some(text) if text.len() <= LONGEST_SUBSTITUTION => word.text.push_str(text),
            _ => word.text.push_str("$(...)"),
        }
    }

    /// Text without expansions; expressions in it stay as they are written.
    fn literal(&self, start: usize, end: usize, escapes: Escapes, word: &mut Word) {
        let mut done = start;
        for &(from, to) in self.mask.within(start, end) {
            word.dynamic = true;
            unescape(self.script.get(done..from).unwrap_or_default(), escapes, &mut word.text);
            let from = self.script.floor_char_boundary(from.max(done));
            let to = self.script.ceil_char_boundary(to.min(end));
            word.text.push_str(self.script.get(from..to).unwrap_or_default());
            done = to;
        }
        unescape(self.script.get(done..end).unwrap_or_default(), escapes, &mut word.text);
    }
}

fn unescape(text: &str, escapes: Escapes, out: &mut String) {
    if escapes == Escapes::None || !text.contains('\\') {
        out.push_str(text);
        return;
    }
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match (escapes, chars.next()) {
            (Escapes::Ansi, Some(next)) => ansi(next, &mut chars, out),
            (_, Some('\n')) => {}
            (Escapes::Double, Some(next)) => {
                if !matches!(next, '$' | '`' | '"' | '\\') {
                    out.push('\\');
                }
                out.push(next);
            }
            (_, Some(next)) => out.push(next),
            (_, None) => out.push('\\'),
        }
    }
}

/// One escape of `$'...'` after its backslash. Source: bash manual, "ANSI-C Quoting".
fn ansi(next: char, rest: &mut std::str::Chars<'_>, out: &mut String) {
    match next {
        'a' => out.push('\u{7}'),
        'b' => out.push('\u{8}'),
        'e' | 'E' => out.push('\u{1b}'),
        'f' => out.push('\u{c}'),
        'n' => out.push('\n'),
        'r' => out.push('\r'),
        't' => out.push('\t'),
        'v' => out.push('\u{b}'),
        '\\' | '\'' | '"' | '?' => out.push(next),
        'x' => code(0, 16, 2, rest, out),
        'u' => code(0, 16, 4, rest, out),
        'U' => code(0, 16, 8, rest, out),
        '0'..='7' => code(next.to_digit(8).unwrap_or(0), 8, 2, rest, out),
        _ => {
            out.push('\\');
            out.push(next);
        }
    }
}

fn code(first: u32, radix: u32, most: usize, rest: &mut std::str::Chars<'_>, out: &mut String) {
    let mut value = first;
    for _ in 0..most {
        let Some(digit) = rest.clone().next().and_then(|c| c.to_digit(radix)) else { break };
        value = value.saturating_mul(radix).saturating_add(digit);
        rest.next();
    }
    out.push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
}

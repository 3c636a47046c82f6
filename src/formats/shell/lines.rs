//! Scripts of PowerShell and cmd, split into commands line by line.
//!
//! No grammar, and none is claimed: quotes, comments, continued lines and the characters that end a
//! command are known, blocks and conditions are not. A keyword then stands where a program would.

use super::mask::Mask;
use super::script::{Redirect, ShellCommand, ShellScript};
use super::syntax::Word;

/// Which shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineDialect {
    /// PowerShell, old and new.
    PowerShell,
    /// cmd.exe, batch files.
    Cmd,
}

impl LineDialect {
    /// Takes the meaning from the next character; at the end of a line joins it with the next.
    const fn escape(self) -> char {
        match self {
            Self::PowerShell => '`',
            Self::Cmd => '^',
        }
    }

    /// Whether text from here on is a comment, given the start of a command or word.
    fn is_comment(self, rest: &str, first_word: bool) -> bool {
        match self {
            Self::PowerShell => rest.starts_with('#'),
            Self::Cmd => {
                let ends = |c: char| c == '\n' || self.is_blank(c);
                let word = rest.split(ends).next().unwrap_or_default();
                first_word && (rest.starts_with("::") || word.eq_ignore_ascii_case("rem"))
            }
        }
    }

    fn ends_command(self, c: char) -> bool {
        match self {
            Self::PowerShell => matches!(c, '\n' | ';' | '|' | '&' | '{' | '}' | '(' | ')'),
            Self::Cmd => matches!(c, '\n' | '|' | '&' | '(' | ')'),
        }
    }

    fn is_quote(self, c: char) -> bool {
        c == '"' || (c == '\'' && self == Self::PowerShell)
    }

    /// Whether a character parts words and does nothing else. Both shells know the vertical tab and the
    /// form feed; beyond ASCII only PowerShell has blanks, as the one between a number and its unit.
    const fn is_blank(self, c: char) -> bool {
        let is_ascii = matches!(c, ' ' | '\t' | '\r' | '\x0b' | '\x0c');
        is_ascii || (!c.is_ascii() && c.is_whitespace() && matches!(self, Self::PowerShell))
    }
}

/// Splits a PowerShell or cmd script.
#[must_use]
pub fn split_lines(script: &str, dialect: LineDialect) -> ShellScript {
    if script.len() > super::script::LIMIT {
        return ShellScript { unparsed: vec![(0, script.len())], ..ShellScript::default() };
    }
    let mask = Mask::new(script);
    let mut split = Splitter { script, mask: &mask, dialect, at: 0, commands: Vec::new() };
    let mut words = Vec::new();
    loop {
        match split.next_word(words.is_empty()) {
            LinePart::Word(word) => words.push(word),
            LinePart::End => split.finish(&mut words),
            LinePart::EndOfScript => break,
        }
    }
    split.finish(&mut words);
    ShellScript { commands: split.commands, ..ShellScript::default() }
}

enum LinePart {
    Word(Word),
    End,
    EndOfScript,
}

struct Splitter<'a> {
    script: &'a str,
    mask: &'a Mask,
    dialect: LineDialect,
    at: usize,
    commands: Vec<ShellCommand>,
}

impl Splitter<'_> {
    /// What is left, with expressions hidden.
    fn rest(&self) -> &str {
        self.mask.text.get(self.at..).unwrap_or_default()
    }

    /// How many bytes of blank stand here. The mask has dots in the place of those beyond ASCII.
    fn blank(&self) -> Option<usize> {
        let c = self.script.get(self.at..)?.chars().next()?;
        self.dialect.is_blank(c).then_some(c.len_utf8())
    }

    fn next_word(&mut self, first: bool) -> LinePart {
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { return LinePart::EndOfScript };
            let skip = if c == self.dialect.escape() && rest.get(1..2) == Some("\n") {
                2
            } else if let Some(blank) = self.blank() {
                blank
            } else if self.dialect == LineDialect::PowerShell && rest.starts_with("<#") {
                rest.find("#>").map_or(rest.len(), |end| end + 2)
            } else if self.dialect.is_comment(rest, first) {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                break;
            };
            self.at += skip;
        }
        let c = self.rest().chars().next().unwrap_or('\n');
        if self.dialect.ends_command(c) && !self.is_redirect_to_descriptor() {
            self.at += c.len_utf8();
            return LinePart::End;
        }
        LinePart::Word(self.word())
    }

    /// `2>&1`: the `&` ends no command.
    fn is_redirect_to_descriptor(&self) -> bool {
        let before = self.mask.text.get(..self.at).unwrap_or_default();
        before.ends_with('>') && self.rest().starts_with('&')
    }

    /// Reads a word. Its first character is taken whatever it is, so that the reader always moves on.
    fn word(&mut self) -> Word {
        let mut word = Word { start: self.at, ..Word::default() };
        let mut quote: Option<char> = None;
        while let Some(c) = self.rest().chars().next() {
            if let Some(end) = self.expression() {
                word.text.push_str(self.script.get(self.at..end).unwrap_or_default());
                word.dynamic = true;
                self.at = end;
                continue;
            }
            let ends = self.blank().is_some()
                || (self.dialect.ends_command(c) && !self.is_redirect_to_descriptor());
            if quote.is_none() && ends && self.at > word.start {
                break;
            }
            self.at += c.len_utf8();
            match quote {
                Some(open) if c == open => quote = None,
                None if self.dialect.is_quote(c) => quote = Some(c),
                open if c == self.dialect.escape() && open != Some('\'') => self.escaped(&mut word),
                open => {
                    word.dynamic |= self.is_expansion(c) && open != Some('\'');
                    word.text.push(c);
                }
            }
        }
        word.end = self.at;
        word
    }

    fn is_expansion(&self, c: char) -> bool {
        c == if self.dialect == LineDialect::PowerShell { '$' } else { '%' }
    }

    fn escaped(&mut self, word: &mut Word) {
        if let Some(next) = self.rest().chars().next() {
            self.at += next.len_utf8();
            if next != '\n' {
                word.text.push(next);
            }
        }
    }

    /// The end of the expression that starts here.
    fn expression(&self) -> Option<usize> {
        let &(start, end) = self.mask.within(self.at, self.at + 1).first()?;
        (start == self.at).then_some(end)
    }

    fn finish(&mut self, words: &mut Vec<Word>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let mut command =
            ShellCommand { start: first.start, end: last.end, ..ShellCommand::default() };
        let mut rest = words.drain(..).peekable();
        while let Some(mut word) = rest.next() {
            if command.words.is_empty()
                && self.dialect == LineDialect::Cmd
                && word.text.starts_with('@')
            {
                word.text.remove(0);
            }
            let operator = word.text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '*');
            if operator.is_empty() || !operator.trim_matches('>').is_empty() {
                command.words.push(word);
            } else if let Some(target) = rest.next() {
                command.redirects.push(Redirect { operator: word.text, target });
            }
        }
        drop(rest);
        if let Some(assignment) = assignment(&command.words, self.dialect) {
            command.words.clear();
            command.assignments.push(assignment);
        }
        self.commands.push(command);
    }
}

/// `$env:NAME = value`, `set NAME=value`: what the commands after it get in their environment.
fn assignment(words: &[Word], dialect: LineDialect) -> Option<(String, Word)> {
    let (first, last) = (words.first()?, words.last()?);
    let joined = || words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let text = match dialect {
        LineDialect::PowerShell => {
            let scope = first.text.get(..5)?;
            scope.eq_ignore_ascii_case("$env:").then_some(())?;
            joined().get(5..)?.to_owned()
        }
        LineDialect::Cmd => {
            first.text.eq_ignore_ascii_case("set").then_some(())?;
            joined().get(4..)?.to_owned()
        }
    };
    let (name, value) = text.split_once('=')?;
    let dynamic = words.iter().skip(1).any(|word| word.dynamic);
    let word = Word { text: value.trim().to_owned(), dynamic, start: first.start, end: last.end };
    Some((name.trim_end_matches(['+', ' ']).to_owned(), word))
}

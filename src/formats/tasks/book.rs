//! What all readers write into: the tasks found so far, and the bounds that no file may pass.

use std::cell::Cell;
use std::sync::Arc;

use super::task::{Interpreter, Task, TaskCall, TaskLine, TaskShell};
use crate::formats::document::place::Places;
use crate::formats::problem::Problem;
use crate::span::{Span, Spanned};

/// Tasks of one file.
const TASKS: usize = 5_000;
/// Lines of all tasks.
pub(super) const LINES: usize = 20_000;
/// Bytes of all lines, names and variables after expansion.
const BYTES: usize = 4 * 1024 * 1024;
/// Bytes of one line after expansion.
pub(super) const LINE: usize = 64 * 1024;
/// How deep variables within variables are followed.
pub(super) const DEPTH: usize = 10;
/// Work on variables over the whole file, in characters looked at: a few that name each other in a row
/// would otherwise be billions.
const WORK: usize = 16 * 1024 * 1024;
/// What one variable costs besides its characters.
const STEP: usize = 256;

/// Environment variables of a line.
pub(super) type TaskVariables = Arc<[(String, Spanned<String>)]>;

/// The result of a reader, as it grows.
pub(super) struct Book<'a> {
    pub(super) call: &'a TaskCall,
    pub(super) text: &'a str,
    pub(super) tasks: Vec<Task>,
    pub(super) chosen: Vec<String>,
    pub(super) problems: Vec<Problem>,
    places: Places<'a>,
    lines: usize,
    bytes: usize,
    worked: Cell<usize>,
    full: bool,
    overflowed: bool,
}

impl<'a> Book<'a> {
    pub(super) fn new(call: &'a TaskCall, text: &'a str) -> Self {
        Self {
            call,
            text,
            tasks: Vec::new(),
            chosen: call.names.clone(),
            problems: Vec::new(),
            // the places of a file that is not read are not needed
            places: Places::new(if text.len() > super::task::LIMIT { "" } else { text }),
            lines: 0,
            bytes: 0,
            worked: Cell::new(0),
            full: false,
            overflowed: false,
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.places.span(start, end)
    }

    pub(super) fn places(&self) -> &Places<'a> {
        &self.places
    }

    pub(super) fn problem(&mut self, start: usize, end: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(self.places.span(start, end), message));
    }

    /// Whether one more variable may be put in its place.
    pub(super) fn step(&self) -> bool {
        self.work(STEP)
    }

    /// Whether so many characters more may be looked at.
    pub(super) fn work(&self, characters: usize) -> bool {
        let worked = self.worked.get().saturating_add(characters);
        self.worked.set(worked);
        worked <= WORK
    }

    /// Takes room for so many bytes; says once when there is none.
    fn take(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes <= BYTES && self.lines <= LINES && self.tasks.len() < TASKS {
            return true;
        }
        self.full = true;
        self.overflow();
        false
    }

    /// Says, once, that something was left out.
    pub(super) fn overflow(&mut self) {
        if !self.overflowed {
            self.overflowed = true;
            self.problem(
                0,
                0,
                "the file holds more than is read of its tasks; the rest is left out",
            );
        }
    }

    /// Whether work was left undone.
    pub(super) const fn is_exhausted(&self) -> bool {
        self.worked.get() > WORK
    }

    /// Whether there is no room for more.
    pub(super) const fn is_full(&self) -> bool {
        self.full
    }

    /// One line of a task, from its place in the file. `None` when there is nothing to run, or no room.
    pub(super) fn line(
        &mut self,
        text: &str,
        place: (usize, usize),
        shell: TaskShell,
    ) -> Option<TaskLine> {
        if text.trim().is_empty() {
            return None;
        }
        self.lines += 1;
        if !self.take(text.len()) {
            return None;
        }
        if text.len() > LINE {
            self.overflow();
            return None;
        }
        Some(TaskLine {
            text: text.to_owned(),
            span: self.places.span(place.0, place.1),
            shell,
            ignored: self.call.ignores_failures,
            errexit: false,
            pipefail: false,
            variables: Arc::default(),
        })
    }

    /// Names of other tasks, as far as there is room.
    pub(super) fn names(&mut self, names: impl IntoIterator<Item = String>) -> Vec<String> {
        names.into_iter().take_while(|name| self.take(name.len() + 8)).collect()
    }

    /// Variables, as far as there is room.
    pub(super) fn variables(&mut self, all: Vec<(String, Spanned<String>)>) -> TaskVariables {
        all.into_iter()
            .take_while(|(name, value)| self.take(name.len() + value.value.len() + 8))
            .collect()
    }

    /// Adds a task that stands at a place; `false` when there is no room.
    pub(super) fn task(&mut self, name: &str, place: (usize, usize), lines: Vec<TaskLine>) -> bool {
        if !self.take(name.len()) {
            return false;
        }
        self.tasks.push(Task {
            name: Spanned::new(name.to_owned(), self.places.span(place.0, place.1)),
            lines,
            before: Vec::new(),
            after: Vec::new(),
        });
        true
    }
}

impl TaskLine {
    /// The same line, run by this interpreter.
    pub(super) const fn run_by(mut self, interpreter: Interpreter) -> Self {
        self.shell = interpreter.shell;
        self.errexit = interpreter.errexit;
        self.pipefail = interpreter.pipefail;
        self
    }
}

impl Interpreter {
    pub(super) const SH: Self = Self { shell: TaskShell::Sh, errexit: false, pipefail: false };

    /// From the words of a command that runs a script: `/usr/bin/env bash -euo pipefail`. Options
    /// behind the name count, and nothing else.
    pub(super) fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut words = words.into_iter().map(|word| word.trim_matches(['"', '\'', ',']));
        let mut found = Self { shell: TaskShell::Other, errexit: false, pipefail: false };
        for word in words.by_ref() {
            let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
            match name.strip_suffix(".exe").unwrap_or(name) {
                // `env` and its options
                "env" | "-S" | "--split-string" => {}
                name => {
                    found.shell = TaskShell::of_name(name);
                    break;
                }
            }
        }
        found.options(words);
        found
    }

    /// Adds the options of a shell: `-eu`, `-o pipefail`, `+e`.
    pub(super) fn options<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        let mut named = None;
        for word in words {
            if let Some(on) = named.take() {
                match word {
                    "errexit" => self.errexit = on,
                    "pipefail" => self.pipefail = on,
                    _ => {}
                }
                continue;
            }
            let on = word.starts_with('-');
            let flags = word.strip_prefix(['-', '+']).filter(|flags| !flags.starts_with('-'));
            let Some(flags) = flags else { continue };
            if flags.contains('e') {
                self.errexit = on;
            }
            if flags.contains('o') {
                named = Some(on);
            }
        }
    }
}

impl TaskShell {
    /// By the base name of its program.
    pub(super) fn of_name(name: &str) -> Self {
        match name {
            "bash" => Self::Bash,
            "sh" | "dash" | "ash" | "ksh" | "zsh" => Self::Sh,
            _ => Self::Other,
        }
    }
}

/// A word as a shell must be given it.
pub(super) fn quote_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./-_$*?[]{}~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if word.contains('$') && !word.contains(['"', '`', '\\', '!']) {
        // a variable must stay one
        return format!("\"{word}\"");
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Words as the text of a command.
pub(super) fn quote_words<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<_> = words.iter().map(|word| quote_word(word.as_ref())).collect();
    words.join(" ")
}

/// A script with the words that are handed on to it at its end.
pub(super) fn append_words(text: &str, rest: &[String]) -> String {
    if rest.is_empty() {
        return text.to_owned();
    }
    format!("{} {}", text.trim_end(), quote_words(rest))
}

/// A name that can be that of a shell variable.
pub(super) fn variable_name(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name: String =
        text.trim().chars().map(|c| if fits(c) { c } else { '_' }).take(64).collect();
    let name = name.trim_end_matches('_');
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        return format!("_{name}");
    }
    name.to_owned()
}

/// Adds `$NAME` to a script, in braces where what follows would be taken for a part of the name.
pub(super) fn push_variable(out: &mut String, text: &str, follows: Option<char>) {
    let name = variable_name(text);
    if follows.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
        out.push_str(&format!("${{{name}}}"));
    } else {
        out.push('$');
        out.push_str(&name);
    }
}

/// Where the bracket that opens a text is closed, quotes not looked at: `find_close("(a(b))c")` is 5.
pub(super) fn find_close(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

//! The state of the abstract shell on one way through a script.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ending::Cause;
use crate::formats::shell;
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::Statement;

/// Most bytes of all known values on one way.
pub(super) const MOST_KNOWN: usize = 64 * 1024;

/// A byte range of the outermost script.
pub(super) type Range = (usize, usize);

/// An exit code on one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ExitStatus {
    /// The number; `None` if only the run knows.
    pub(super) code: Option<u8>,
    /// Whether it is the exit code of the failed command whose fate is asked.
    pub(super) tainted: bool,
}

impl ExitStatus {
    pub(super) const OK: Self = Self { code: Some(0), tainted: false };
    pub(super) const BAD: Self = Self { code: Some(1), tainted: false };
    pub(super) const UNKNOWN: Self = Self { code: None, tainted: false };

    /// Returns whether the exit code is known and is a success (or a failure).
    pub(super) const fn is(self, success: bool) -> bool {
        match self.code {
            Some(0) => success,
            Some(_) => !success,
            None => false,
        }
    }

    /// Returns whether it is the followed failure, still alive.
    pub(super) const fn carries(self) -> bool {
        self.tainted && !self.is(true)
    }
}

/// Code that runs: the script, a function in it, or a string in it.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) script: Rc<ShellScript>,
    pub(super) text: Rc<str>,
    pub(super) body: Rc<[Statement]>,
    /// Offset of the text in the outermost script, if it is there character by character.
    pub(super) offset: Option<usize>,
    /// The word with the text, if the text is a string.
    pub(super) within: Option<Range>,
}

impl Code {
    /// Converts a range of this text to a range of the outermost script.
    pub(super) fn place(&self, (start, end): Range) -> Range {
        match (self.offset, self.within) {
            (Some(offset), _) => (offset + start, offset + end),
            (None, within) => within.unwrap_or((start, end)),
        }
    }
}

impl Code {
    /// Returns a text as code of its own.
    pub(super) fn of_text(text: &str) -> Self {
        let script = Rc::new(shell::parse(text));
        let body = script.statements.clone().into();
        Self { body, script, text: Rc::from(text), offset: None, within: None }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.body, &other.body)
    }
}

/// Where control goes after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Next,
    Break(u32),
    Continue(u32),
    Return,
    Exit,
    /// `exec`: the script ends and no handler runs.
    Gone,
}

/// A command in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BackgroundJob {
    pub(super) status: ExitStatus,
    pub(super) at: Range,
    /// Whether a `wait` has returned its exit code.
    pub(super) reaped: bool,
}

/// The arguments of a function: the value of `"$@"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    /// The words, as far as known; `None` if even their number is unknown.
    pub(super) words: Option<Vec<Option<String>>>,
    /// Whether the call is the command whose fate is asked: it then fails where these words are
    /// run.
    pub(super) is_target: bool,
}

/// The decisions of the run on a way: the byte at which it decided, and the answer. Two ways that
/// differ in nothing else are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices(pub(super) Vec<(usize, bool)>);

impl PartialEq for Choices {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// One way through the script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShellState {
    pub(super) variables: BTreeMap<String, ShellValue>,
    pub(super) functions: BTreeMap<String, Code>,
    pub(super) arguments: Rc<Arguments>,
    pub(super) errexit: bool,
    /// The command that switched `errexit` off.
    pub(super) errexit_off: Option<Range>,
    pub(super) pipefail: bool,
    pub(super) inherit_errexit: bool,
    pub(super) on_exit: Option<Code>,
    pub(super) on_error: Option<Code>,
    pub(super) status: ExitStatus,
    pub(super) pipe_status: Vec<ExitStatus>,
    /// The status of the last round of each enclosing `while`, which becomes the status of the
    /// loop.
    pub(super) rounds: Vec<ExitStatus>,
    pub(super) jobs: Vec<BackgroundJob>,
    /// Whether `trap ... ERR` applies in functions and subshells too.
    pub(super) errtrace: bool,
    pub(super) choices: Choices,
    /// Number of times that the command ran.
    pub(super) hits: u32,
    /// The reason why the failure in `status` did not stop the script at once.
    pub(super) excuse: Option<(Cause, Range)>,
    /// The construct that discarded the failure, with its place.
    pub(super) cause: Option<(Cause, Range)>,
    /// Place at which the exit code of the failure was kept in a variable.
    pub(super) captured: Option<Range>,
    /// The reason why this way cannot be followed.
    pub(super) lost: Option<&'static str>,
    /// Whether what known programs print is followed, and any other program may fail where nobody asks for its status.
    pub(super) is_wary: bool,
    /// What the statement reads from the pipe, if it is known.
    pub(super) input: Option<Rc<str>>,
}

impl ShellState {
    pub(super) fn new(errexit: bool, pipefail: bool) -> Self {
        Self {
            variables: BTreeMap::new(),
            functions: BTreeMap::new(),
            arguments: Rc::default(),
            errexit,
            errexit_off: None,
            pipefail,
            inherit_errexit: false,
            on_exit: None,
            on_error: None,
            status: ExitStatus::OK,
            pipe_status: Vec::new(),
            rounds: Vec::new(),
            jobs: Vec::new(),
            errtrace: false,
            choices: Choices::default(),
            hits: 0,
            excuse: None,
            cause: None,
            captured: None,
            lost: None,
            is_wary: false,
            input: None,
        }
    }

    /// Sets a variable. A value is known only as long as all that is known stays small: a loop doubles a text with few
    /// words.
    pub(super) fn remember(&mut self, name: &str, value: ShellValue) {
        self.variables.remove(name);
        let known: usize = self.variables.values().map(ShellValue::size).sum();
        let fits = known + value.size() <= MOST_KNOWN;
        let tainted = value.tainted;
        let value = if fits { value } else { ShellValue { tainted, ..ShellValue::UNKNOWN } };
        self.variables.insert(name.to_owned(), value);
    }

    /// Replaces the status. A failure in the old status is lost by what replaces it.
    pub(super) fn set(&mut self, status: ExitStatus, by: Cause, at: Range) {
        self.drop_status(by, at);
        self.status = status;
    }

    /// Returns the way with a decision of the run at a place.
    pub(super) fn choose(mut self, at: Range, success: bool) -> Self {
        self.choices.0.push((at.0, success));
        self
    }

    /// Drops the status: if it is the followed failure, notes what discarded it.
    pub(super) fn drop_status(&mut self, by: Cause, at: Range) {
        if self.status.carries() {
            let taken = match (self.captured, by, self.excuse, self.errexit_off) {
                (Some(place), ..) => (Cause::Captured, place),
                (None, Cause::Next, Some(excuse), _) => excuse,
                (None, Cause::Next, None, Some(off)) => (Cause::ErrexitOff, off),
                _ => (by, at),
            };
            self.cause.get_or_insert(taken);
        }
        self.excuse = None;
    }
}

/// The value of a variable: the elements of an array, or one for a scalar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellValue {
    /// The elements; `None` if only the run knows.
    pub(super) items: Option<Vec<String>>,
    /// Whether the value contains the exit code of the failed command.
    pub(super) tainted: bool,
}

impl ShellValue {
    /// Returns the bytes that it holds.
    fn size(&self) -> usize {
        self.items.iter().flatten().map(|item| item.len() + size_of::<String>()).sum()
    }

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { items: Some(vec![text.into()]), tainted: false }
    }

    pub(super) const UNKNOWN: Self = Self { items: None, tainted: false };
}

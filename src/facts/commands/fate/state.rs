//! What the abstract shell remembers on one way through a script.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ending::Cause;
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::Statement;

/// A byte range of the outermost script.
pub(super) type Range = (usize, usize);

/// An exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ExitStatus {
    /// Its number; `None` where only the run knows.
    pub(super) code: Option<u8>,
    /// It comes from the command whose fate is asked, which failed.
    pub(super) tainted: bool,
}

impl ExitStatus {
    pub(super) const OK: Self = Self { code: Some(0), tainted: false };
    pub(super) const BAD: Self = Self { code: Some(1), tainted: false };
    pub(super) const UNKNOWN: Self = Self { code: None, tainted: false };

    /// It is known, and it is a success (or a failure).
    pub(super) const fn is(self, success: bool) -> bool {
        match self.code {
            Some(0) => success,
            Some(_) => !success,
            None => false,
        }
    }

    /// It is the failure that is followed, still alive.
    pub(super) const fn carries(self) -> bool {
        self.tainted && !self.is(true)
    }
}

/// Text that runs: the script, a function of it, or a string in it.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) script: Rc<ShellScript>,
    pub(super) text: Rc<str>,
    pub(super) body: Rc<[Statement]>,
    /// Where the text starts in the outermost script, if it stands there character by character.
    pub(super) offset: Option<usize>,
    /// The word that holds it, if it is a string.
    pub(super) within: Option<Range>,
}

impl Code {
    /// A range of this text as a range of the outermost script.
    pub(super) fn place(&self, (start, end): Range) -> Range {
        match (self.offset, self.within) {
            (Some(offset), _) => (offset + start, offset + end),
            (None, within) => within.unwrap_or((start, end)),
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.body, &other.body)
    }
}

/// How a statement hands on.
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
    /// Somebody waited for it and was told.
    pub(super) reaped: bool,
}

/// What `"$@"` stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    /// The words, as far as known; `None` where not even their number is.
    pub(super) words: Option<Vec<Option<String>>>,
    /// The call is the command whose fate is asked: it fails where these words are run.
    pub(super) is_target: bool,
}

/// What the run decided where only it knows: the byte that was asked at, and the answer. Two ways that
/// differ in nothing else are one.
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
    /// What switched `errexit` off.
    pub(super) errexit_off: Option<Range>,
    pub(super) pipefail: bool,
    pub(super) inherit_errexit: bool,
    pub(super) on_exit: Option<Code>,
    pub(super) on_error: Option<Code>,
    pub(super) status: ExitStatus,
    pub(super) pipe_status: Vec<ExitStatus>,
    /// Of each `while` around: how the last round ended, which is the loop's own status.
    pub(super) rounds: Vec<ExitStatus>,
    pub(super) jobs: Vec<BackgroundJob>,
    /// `trap ... ERR` holds in functions and shells within too.
    pub(super) errtrace: bool,
    pub(super) choices: Choices,
    /// How often the command has run.
    pub(super) hits: u32,
    /// Why the failure in `status` did not stop the script at once.
    pub(super) excuse: Option<(Cause, Range)>,
    /// What took the failure, when something did, and where.
    pub(super) cause: Option<(Cause, Range)>,
    /// Where the failure's status was kept in a variable.
    pub(super) captured: Option<Range>,
    /// Something on this way cannot be followed.
    pub(super) lost: Option<&'static str>,
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
        }
    }

    /// Replaces the status. A failure that nobody looked at is taken by what replaces it.
    pub(super) fn set(&mut self, status: ExitStatus, by: Cause, at: Range) {
        self.drop_status(by, at);
        self.status = status;
    }

    /// The same way, with what the run decided at a place.
    pub(super) fn choose(mut self, at: Range, success: bool) -> Self {
        self.choices.0.push((at.0, success));
        self
    }

    /// The status is not looked at any more.
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

/// What a variable holds: the elements of an array, one for a scalar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellValue {
    /// `None` where only the run knows.
    pub(super) items: Option<Vec<String>>,
    /// It holds the status of the command that failed.
    pub(super) tainted: bool,
}

impl ShellValue {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { items: Some(vec![text.into()]), tainted: false }
    }

    pub(super) const UNKNOWN: Self = Self { items: None, tainted: false };
}

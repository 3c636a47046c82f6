//! The state of the abstract shell on one way through a script.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use super::ending::{Cause, Range};
use super::forks::{Followed, Joined, WayKey};
use super::variables::Variables;
use crate::formats::shell;
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::Statement;

/// An exit code on one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// The same text at the same place: each way that runs a definition makes the same function.
impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        let range = |code: &Self| code.body.first().map(|first| (first.start, first.end));
        (self.offset, self.within, self.body.len())
            == (other.offset, other.within, other.body.len())
            && range(self) == range(other)
            && (Rc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// Where control goes after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
pub(super) struct Choices(Option<Rc<WayChoice>>);

#[derive(Debug)]
struct WayChoice {
    /// Number and digest of this decision and all before it.
    sum: (usize, u64),
    own: (usize, bool),
    before: Choices,
}

impl PartialEq for Choices {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Choices {
    fn sum(&self) -> (usize, u64) {
        self.0.as_ref().map_or((0, 0), |last| last.sum)
    }

    /// Returns whether the run decided at a place in this way.
    pub(super) fn has(&self, at: usize, success: bool) -> bool {
        let mut next = &self.0;
        while let Some(choice) = next {
            if choice.own == (at, success) {
                return true;
            }
            next = &choice.before.0;
        }
        false
    }

    /// Returns whether the run decided alike on two ways.
    pub(super) fn are_alike(&self, other: &Self) -> bool {
        self.sum() == other.sum()
    }

    fn add(&mut self, at: usize, success: bool) {
        let before = std::mem::take(self);
        let (count, digest) = before.sum();
        let mut hasher = DefaultHasher::new();
        (digest, at, success).hash(&mut hasher);
        *self = Self(Some(Rc::new(WayChoice {
            sum: (count + 1, hasher.finish()),
            own: (at, success),
            before,
        })));
    }
}

/// A chain of thousands is freed without recursion.
impl Drop for Choices {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut last) = next.and_then(Rc::into_inner) {
            next = last.before.0.take();
        }
    }
}

/// One way through the script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShellState {
    /// The command for which the way was forked; `None` on the way on which all commands succeed.
    pub(super) followed: Option<Followed>,
    /// The commands of that kind that ran and may run again, where none is followed.
    pub(super) ran: Rc<Vec<usize>>,
    pub(super) joined: Joined,
    pub(super) variables: Variables,
    pub(super) functions: Rc<BTreeMap<String, Code>>,
    pub(super) arguments: Rc<Arguments>,
    pub(super) errexit: bool,
    /// The command that switched `errexit` off.
    pub(super) errexit_off: Option<Range>,
    pub(super) pipefail: bool,
    pub(super) inherit_errexit: bool,
    pub(super) on_exit: Option<Code>,
    pub(super) on_error: Option<Code>,
    pub(super) status: ExitStatus,
    /// The status of each part of the last pipe; `None` if the last command was no pipe.
    pub(super) pipe_status: Option<Rc<[ExitStatus]>>,
    /// The status of the last round of each enclosing `while`, which becomes the status of the
    /// loop.
    pub(super) rounds: Vec<ExitStatus>,
    pub(super) jobs: Vec<BackgroundJob>,
    /// Whether `trap ... ERR` applies in functions and subshells too.
    pub(super) errtrace: bool,
    pub(super) choices: Choices,
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
            followed: None,
            ran: Rc::default(),
            joined: Joined::default(),
            variables: Variables::default(),
            functions: Rc::default(),
            arguments: Rc::default(),
            errexit,
            errexit_off: None,
            pipefail,
            inherit_errexit: false,
            on_exit: None,
            on_error: None,
            status: ExitStatus::OK,
            pipe_status: None,
            rounds: Vec::new(),
            jobs: Vec::new(),
            errtrace: false,
            choices: Choices::default(),
            excuse: None,
            cause: None,
            captured: None,
            lost: None,
            is_wary: false,
            input: None,
        }
    }

    /// Returns a number that is the same for equal ways.
    pub(super) fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.followed, self.lost.is_some()).hash(&mut hasher);
        if self.lost.is_none() {
            (self.variables.digest(), self.status, self.functions.len(), self.jobs.len())
                .hash(&mut hasher);
            (self.errexit, self.pipefail, &self.ran, &self.rounds).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Returns for what the way was forked.
    pub(super) fn key(&self) -> WayKey {
        self.followed.map(Followed::key)
    }

    /// Returns whether two ways go on in the same way. The end of a way that is lost is known, whatever it does.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self.lost, other.lost) {
            (Some(_), Some(_)) => self.followed == other.followed,
            _ => self == other,
        }
    }

    /// Returns whether a forked way goes on like the way that it left: nothing is left of the failure but what discarded
    /// it.
    pub(super) fn goes_on_like(&self, base: &Self) -> bool {
        let traceless = Self {
            followed: None,
            ran: Rc::clone(&base.ran),
            cause: base.cause,
            excuse: base.excuse,
            captured: base.captured,
            ..self.clone()
        };
        traceless == *base
    }

    /// Returns a number that is the same for a forked way and the way that it goes on like.
    pub(super) fn digest_of_rest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.variables.digest(), self.status, self.functions.len(), self.jobs.len())
            .hash(&mut hasher);
        hasher.finish()
    }

    /// Replaces the status. A failure in the old status is lost by what replaces it.
    pub(super) fn set(&mut self, status: ExitStatus, by: Cause, at: Range) {
        self.drop_status(by, at);
        self.status = status;
        self.pipe_status = None;
    }

    /// Returns the way with a decision of the run at a place.
    pub(super) fn choose(mut self, at: Range, success: bool) -> Self {
        self.choices.add(at.0, success);
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

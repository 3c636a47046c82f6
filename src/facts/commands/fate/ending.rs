//! How a run of a script ends, and what a command's failure does to it.

/// What happens to a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The script fails.
    Fails,
    /// The script ends well all the same.
    Swallowed {
        /// What took the failure.
        by: Cause,
        /// Byte range of that in the script.
        at: (usize, usize),
    },
    /// The script fails when the command succeeds: it is meant to fail.
    MustFail,
    /// The run decides, or it cannot be followed.
    Unknown {
        /// Why.
        why: &'static str,
    },
    /// No way through the script reaches the command.
    NotReached,
}

/// What takes a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The right side of `||`.
    Or,
    /// The command behind it: the shell never stops at a failure.
    Next,
    /// The same, since `set +e`, which is the range.
    ErrexitOff,
    /// It stands where `errexit` does not look: left of `&&`, or in what a condition or a list calls.
    Suspended,
    /// It is a condition.
    Condition,
    /// `!` turns it around.
    Negated,
    /// It is not the last of a pipe, and `pipefail` is off.
    Pipe,
    /// It runs in a substitution, and the status is another command's.
    Substitution,
    /// It runs in the background and nobody waits for it.
    Background,
    /// Its status is kept in a variable that no exit depends on.
    Captured,
    /// An `exit` or `return` with another status.
    Exit,
    /// A handler of `trap` ends the script.
    Trap,
    /// A later program, whose status alone counts in PowerShell.
    LastProgram,
    /// The next line: `cmd` does not stop.
    NextLine,
    /// `continue-on-error` of the step of an action that it stands in.
    Tolerated,
    /// The tool that runs its line was told that it does not count: make's leading `-`.
    Ignored,
    /// The program that starts it does not pass its status on (`find -exec ... \;`).
    Wrapper,
}

/// The options that a script starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShellOptions {
    /// `-e`.
    pub errexit: bool,
    /// `-o pipefail`.
    pub pipefail: bool,
    /// It is bash, not another POSIX shell.
    pub bash: bool,
}

/// A command of a script: where it starts in the outermost script, and where in the text that it stands
/// in, which is another one for `bash -c '...'`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Byte of the outermost script.
    pub start: usize,
    /// Byte of its own text.
    pub inner: usize,
}

impl Target {
    /// No command at all.
    pub(super) const NONE: Self = Self { start: usize::MAX, inner: usize::MAX };
}

/// What the command does in one abstract run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusPlan {
    /// It fails whenever it runs.
    Fails,
    /// It fails the first time, and succeeds from then on.
    FailsOnce,
    /// It succeeds.
    Succeeds,
}

/// How one way through the script ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RunEnd {
    /// The script failed.
    Failed,
    /// The script did not, and this took the failure.
    Passed(Cause, (usize, usize)),
    /// Nothing tells how it ended.
    Lost(&'static str),
}

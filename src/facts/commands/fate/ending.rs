//! The end of a script, and what the failure of a command does to it.

/// The fate of a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The script fails.
    Fails,
    /// The script succeeds all the same.
    Swallowed {
        /// The construct that discards the exit code.
        by: Cause,
        /// Byte range of the construct in the script.
        at: (usize, usize),
    },
    /// The script fails when the command succeeds: the command is expected to fail.
    MustFail,
    /// Only the run decides, or the script cannot be followed.
    Unknown {
        /// The reason.
        why: &'static str,
    },
    /// No way through the script reaches the command.
    NotReached,
}

/// The construct that discards the exit code of a failed command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The right side of `||`.
    Or,
    /// The next command: the shell does not stop at a failure.
    Next,
    /// The next command after `set +e`, which is the range.
    ErrexitOff,
    /// A place where `errexit` does not look: the left side of `&&`, or a function that a condition
    /// or a list calls.
    Suspended,
    /// The command is a condition.
    Condition,
    /// `!` inverts the exit code.
    Negated,
    /// The command is not the last of a pipe, and `pipefail` is off.
    Pipe,
    /// The command runs in a substitution, and the exit code is that of another command.
    Substitution,
    /// The command runs in the background and is not waited for.
    Background,
    /// The exit code is kept in a variable that no exit depends on.
    Captured,
    /// An `exit` or `return` with another exit code.
    Exit,
    /// A handler of `trap` that ends the script.
    Trap,
    /// A later program: PowerShell only returns the exit code of the last one.
    LastProgram,
    /// The next line: `cmd` does not stop at a failure.
    NextLine,
    /// `continue-on-error` of the action's step with the command.
    Tolerated,
    /// The tool that runs the line ignores its exit code: make's leading `-`.
    Ignored,
    /// The program that starts the command does not return its exit code (`find -exec ... \;`).
    Wrapper,
}

/// The reason why the end of a script is unknown.
pub(super) const TOO_LONG: &str = "the script is too long or too deep to be followed";

/// A byte range of the outermost script.
pub(super) type Range = (usize, usize);

/// The options with which a script starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShellOptions {
    /// `-e`.
    pub errexit: bool,
    /// `-o pipefail`.
    pub pipefail: bool,
    /// Whether the shell is bash, and no other POSIX shell.
    pub bash: bool,
}

/// A command of a script, by its start in the outermost script and its start in its own text, which
/// is another one for `bash -c '...'`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Byte offset in the outermost script.
    pub start: usize,
    /// Byte offset in its own text.
    pub inner: usize,
}

/// The end of one way through the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RunEnd {
    /// The script failed.
    Failed,
    /// The script succeeded, and this construct discarded the failure.
    Passed(Cause, (usize, usize)),
    /// The end is unknown.
    Lost(&'static str),
}

//! The fate of a command: what its failure does to the script that it stands in.
//!
//! The script is run in the abstract, as bash or a POSIX shell would run it, with one command failing
//! and every other succeeding; where a condition that only the run knows decides, both ways are
//! followed. Two runs are compared: the one in which the command fails and the one in which it
//! succeeds. Nothing is executed.
//!
//! - [`machine`] runs statements: `errexit`, traps, shells within the shell;
//! - [`compound`] lists, pipes, conditions and loops;
//! - [`simple`] simple commands: assignments, functions, programs and what wraps them;
//! - [`builtins`] the commands that are the shell's own (`set`, `exit`, `trap`, `wait`, ...);
//! - [`values`] variables as far as they are known, [`conditions`] and [`arithmetic`] what tests them;
//! - [`state`] what is remembered on one way.

mod arithmetic;
mod builtins;
mod compound;
mod conditions;
mod machine;
mod simple;
mod state;
mod values;

use std::rc::Rc;

use self::machine::Machine;
use self::state::{Choices, Code};
use crate::formats::shell::script::ShellScript;

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
pub struct Shell {
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
    const NONE: Self = Self { start: usize::MAX, inner: usize::MAX };
}

/// What the command does in one abstract run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plan {
    /// It fails whenever it runs.
    Fails,
    /// It fails the first time, and succeeds from then on.
    FailsOnce,
    /// It succeeds.
    Succeeds,
}

/// A script whose commands can be asked for their fates.
#[derive(Debug)]
pub struct Abstract {
    root: Code,
    shell: Shell,
}

impl Abstract {
    /// A parsed script, its text, and the options that it starts with.
    #[must_use]
    pub fn new(script: ShellScript, text: &str, shell: Shell) -> Self {
        let script = Rc::new(script);
        let body = script.statements.clone().into();
        Self {
            root: Code { body, script, text: Rc::from(text), offset: Some(0), within: None },
            shell,
        }
    }

    /// The fate of one command.
    #[must_use]
    pub fn fate(&self, target: Target) -> Fate {
        let always = self.compare(target, Plan::Fails);
        if !matches!(always, Fate::Fails | Fate::Unknown { .. }) || !self.varies(target) {
            return always;
        }
        // One command for many things: each failure must count, not only the last.
        match self.compare(target, Plan::FailsOnce) {
            swallowed @ Fate::Swallowed { .. } => swallowed,
            _ => always,
        }
    }

    /// Whether the script fails on every way through it, whatever its programs do: a script that delivers
    /// a verdict which is known before.
    #[must_use]
    pub fn surely_fails(&self, variables: &[(String, Option<String>)]) -> bool {
        let ends =
            Machine::new(&self.root, self.shell, Target::NONE, Plan::Succeeds).all(variables);
        !ends.is_empty() && ends.iter().all(|(end, _)| *end == End::Failed)
    }

    /// The run in which the command fails, against the one in which it succeeds.
    fn compare(&self, target: Target, plan: Plan) -> Fate {
        let run = |plan| Machine::new(&self.root, self.shell, target, plan).run();
        let failing = run(plan);
        match judge(&failing) {
            Judged::Mixed(by, at) => {
                // Where the script fails although the command succeeds, it is not the command's doing.
                let passing = run(Plan::Succeeds);
                let fails_too = |choices: &Choices| {
                    passing.iter().any(|(end, other)| *end == End::Failed && other.0 == choices.0)
                };
                let mut failed = failing.iter().filter(|(end, _)| *end == End::Failed);
                if failed.all(|(_, choices)| fails_too(choices)) {
                    Fate::Swallowed { by, at }
                } else {
                    Fate::Unknown { why: "what the run finds decides whether it fails the script" }
                }
            }
            Judged::Swallowed(by, at) => match judge(&run(Plan::Succeeds)) {
                Judged::Failed => Fate::MustFail,
                _ => Fate::Swallowed { by, at },
            },
            Judged::Lost(why) => Fate::Unknown { why },
            Judged::Failed => Fate::Fails,
            Judged::Nothing => Fate::NotReached,
        }
    }

    /// Whether a loop or a function runs the command on another thing each time: a variable of theirs
    /// stands in its words. Without one it is the same check again, and a later success answers it.
    fn varies(&self, target: Target) -> bool {
        let script = &self.root.script;
        let mut names = values::loop_variables(&script.statements, script);
        names.extend(["1", "2", "@", "*"].map(str::to_owned));
        let command = script.commands.iter().find(|command| command.start == target.start);
        command.is_some_and(|command| {
            command
                .words
                .iter()
                .filter(|word| word.dynamic)
                .any(|word| names.iter().any(|name| values::mentions(&word.text, name)))
        })
    }
}

/// How one way through the script ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// The script failed.
    Failed,
    /// The script did not, and this took the failure.
    Passed(Cause, (usize, usize)),
    /// Nothing tells how it ended.
    Lost(&'static str),
}

enum Judged {
    Failed,
    Swallowed(Cause, (usize, usize)),
    Mixed(Cause, (usize, usize)),
    Lost(&'static str),
    Nothing,
}

fn judge(ends: &[(End, Choices)]) -> Judged {
    let mut swallowed = None;
    let mut lost = None;
    let mut failed = false;
    for (end, _) in ends {
        match end {
            End::Failed => failed = true,
            End::Passed(by, at) => {
                swallowed.get_or_insert((*by, *at));
            }
            End::Lost(why) => {
                lost.get_or_insert(*why);
            }
        }
    }
    match (swallowed, lost, failed) {
        (Some((by, at)), _, true) => Judged::Mixed(by, at),
        (Some((by, at)), _, false) => Judged::Swallowed(by, at),
        (None, Some(why), _) => Judged::Lost(why),
        (None, None, true) => Judged::Failed,
        (None, None, false) => Judged::Nothing,
    }
}

#[cfg(test)]
mod tests;

//! The fate of a command: what its failure does to its script.
//!
//! The script is run in the abstract, as bash or a POSIX shell would run it, with one command that
//! fails and all others succeeding. If a condition depends on the run, both ways are followed. Two
//! runs are compared: the one in which the command fails and the one in which it succeeds. Nothing
//! is executed.
//!
//! - [`machine`] runs statements: `errexit`, traps, subshells;
//! - [`compound`] runs lists, pipes, conditions and loops;
//! - [`simple`] runs simple commands: assignments, functions, programs and their wrappers;
//! - [`builtins`] runs the builtin commands of the shell (`set`, `exit`, `trap`, `wait`, ...);
//! - [`values`] knows variables as far as possible, and [`conditions`] and [`arithmetic`] test
//!   them;
//! - [`output`] runs the programs that take apart known texts: `jq`, `grep`, `tr`;
//! - [`printed`] is what a statement prints that consists of such programs;
//! - [`state`] is what the shell remembers on one way.

mod arithmetic;
mod builtins;
mod compound;
mod conditions;
pub mod ending;
mod machine;
mod output;
mod printed;
mod simple;
mod state;
mod values;

use std::collections::BTreeSet;
use std::rc::Rc;

use self::machine::Machine;
use self::state::{Choices, Code};
use crate::facts::commands::fate::ending::{Cause, Fate, RunEnd, ShellOptions, StatusPlan, Target};
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::{Statement, StatementKind};

/// A script that can tell the fate of its commands.
#[derive(Debug)]
pub struct AbstractScript {
    root: Code,
    shell: ShellOptions,
}

impl AbstractScript {
    /// Makes a script from its syntax, its text and its shell options.
    #[must_use]
    pub fn new(script: ShellScript, text: &str, shell: ShellOptions) -> Self {
        let script = Rc::new(script);
        let body = script.statements.clone().into();
        Self {
            root: Code { body, script, text: Rc::from(text), offset: Some(0), within: None },
            shell,
        }
    }

    /// Returns the fate of one command.
    #[must_use]
    pub fn fate(&self, target: Target) -> Fate {
        let always = self.compare(target, StatusPlan::Fails);
        if !matches!(always, Fate::Fails | Fate::Unknown { .. }) || !self.varies(target) {
            return always;
        }
        // One command that checks several things in turn: each failure must count, not only the
        // last.
        match self.compare(target, StatusPlan::FailsOnce) {
            swallowed @ Fate::Swallowed { .. } => swallowed,
            _ => always,
        }
    }

    /// Returns whether a command stands in a function that the script never calls by its name, from outside of all
    /// functions or from one that it calls.
    #[must_use]
    pub fn is_uncalled(&self, start: usize) -> bool {
        let script = &self.root.script;
        let mut functions: Vec<(&str, usize, usize)> = Vec::new();
        let statements = script.statements.iter();
        statements.for_each(|statement| collect_functions(statement, &mut functions));
        let around = |at: usize| {
            let within =
                functions.iter().filter(move |(_, start, end)| (*start..*end).contains(&at));
            within.map(|(name, ..)| *name)
        };
        let mut called: BTreeSet<&str> = BTreeSet::new();
        loop {
            let known = called.len();
            for command in &script.commands {
                let Some(first) = command.words.first() else { continue };
                if around(command.start).all(|name| called.contains(name)) {
                    called.extend(
                        functions.iter().map(|(name, ..)| *name).filter(|name| *name == first.text),
                    );
                }
            }
            if called.len() == known {
                return around(start).any(|name| !called.contains(name));
            }
        }
    }

    /// Returns whether the script fails on every way through it, whatever its programs do: such a
    /// script reports a result that is known before.
    #[must_use]
    pub fn surely_fails(&self, variables: &[(String, Option<String>)]) -> bool {
        let ends =
            Machine::new(&self.root, self.shell, Target::NONE, StatusPlan::Succeeds).all(variables);
        !ends.is_empty() && ends.iter().all(|(end, _)| *end == RunEnd::Failed)
    }

    /// Returns how the script ends when each of its programs that is not followed may succeed or fail.
    #[must_use]
    pub fn verdict(&self, variables: &[(String, Option<String>)]) -> ScriptVerdict {
        let machine = Machine::new(&self.root, self.shell, Target::NONE, StatusPlan::Succeeds);
        let ends = machine.wary(variables);
        let lost = ends.iter().find_map(|(end, _)| match end {
            RunEnd::Lost(why) => Some(*why),
            RunEnd::Failed | RunEnd::Passed(..) => None,
        });
        let failed = ends.iter().filter(|(end, _)| *end == RunEnd::Failed).count();
        match lost {
            Some(why) => ScriptVerdict::Unknown(why),
            None if ends.is_empty() => ScriptVerdict::Unknown("no way through it is known"),
            None if failed == ends.len() => ScriptVerdict::Fails,
            None if failed == 0 => ScriptVerdict::Passes,
            None => ScriptVerdict::Unknown("what its programs find decides whether it fails"),
        }
    }

    /// Compares the run in which the command fails with the run in which it succeeds.
    fn compare(&self, target: Target, plan: StatusPlan) -> Fate {
        let run = |plan| Machine::new(&self.root, self.shell, target, plan).run();
        let failing = run(plan);
        match judge(&failing) {
            RunSummary::Mixed(by, at) => {
                // A way that fails although the command succeeds does not fail because of the
                // command.
                let passing = run(StatusPlan::Succeeds);
                let fails_too = |choices: &Choices| {
                    passing
                        .iter()
                        .any(|(end, other)| *end == RunEnd::Failed && other.0 == choices.0)
                };
                let mut failed = failing.iter().filter(|(end, _)| *end == RunEnd::Failed);
                if failed.all(|(_, choices)| fails_too(choices)) {
                    Fate::Swallowed { by, at }
                } else {
                    Fate::Unknown { why: "what the run finds decides whether it fails the script" }
                }
            }
            RunSummary::Swallowed(by, at) => match judge(&run(StatusPlan::Succeeds)) {
                RunSummary::Failed => Fate::MustFail,
                _ => Fate::Swallowed { by, at },
            },
            RunSummary::Lost(why) => Fate::Unknown { why },
            RunSummary::Failed => Fate::Fails,
            RunSummary::Nothing => Fate::NotReached,
        }
    }

    /// Returns whether a loop or a function runs the command with another word each time: one of
    /// its words contains their variable. Otherwise each run is the same check, and a later success
    /// answers it.
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

/// The end of a script whose inputs are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptVerdict {
    /// It fails on every way.
    Fails,
    /// It succeeds on every way.
    Passes,
    /// The reason why nothing is known.
    Unknown(&'static str),
}

fn collect_functions<'s>(statement: &'s Statement, found: &mut Vec<(&'s str, usize, usize)>) {
    statement.visit(&mut |inner| {
        if let StatementKind::Function { name, .. } = &inner.kind {
            found.push((name, inner.start, inner.end));
        }
    });
}

enum RunSummary {
    Failed,
    Swallowed(Cause, (usize, usize)),
    Mixed(Cause, (usize, usize)),
    Lost(&'static str),
    Nothing,
}

fn judge(ends: &[(RunEnd, Choices)]) -> RunSummary {
    let mut swallowed = None;
    let mut lost = None;
    let mut failed = false;
    for (end, _) in ends {
        match end {
            RunEnd::Failed => failed = true,
            RunEnd::Passed(by, at) => {
                swallowed.get_or_insert((*by, *at));
            }
            RunEnd::Lost(why) => {
                lost.get_or_insert(*why);
            }
        }
    }
    match (swallowed, lost, failed) {
        (Some((by, at)), _, true) => RunSummary::Mixed(by, at),
        (Some((by, at)), _, false) => RunSummary::Swallowed(by, at),
        (None, Some(why), _) => RunSummary::Lost(why),
        (None, None, true) => RunSummary::Failed,
        (None, None, false) => RunSummary::Nothing,
    }
}

#[cfg(test)]
mod tests;

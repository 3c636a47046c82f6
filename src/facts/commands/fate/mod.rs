//! The fate of a command: what its failure does to its script.
//!
//! The script is run in the abstract, as bash or a POSIX shell would run it, once for all commands whose
//! fate is asked. If a condition depends on the run, both ways are followed. At each of the commands, a way
//! forks on which it fails from the one on which all succeed; their ends are compared.
//! Nothing is executed.
//!
//! - [`machine`] runs statements: `errexit`, traps, subshells;
//! - [`compound`] runs lists, pipes, conditions and loops;
//! - [`simple`] runs simple commands: assignments, functions, programs and their wrappers;
//! - [`builtins`] runs the builtin commands of the shell (`set`, `exit`, `trap`, `wait`, ...);
//! - [`targets`] keeps the commands whose fate is asked, [`forks`] the ways that are forked for them;
//! - [`variables`] keeps the variables of one way;
//! - [`ways`] merges ways that are equal;
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
mod forks;
mod machine;
mod output;
mod printed;
mod simple;
mod state;
mod targets;
mod values;
mod variables;
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::machine::Machine;
use self::state::Code;
use self::targets::Targets;
use crate::facts::commands::fate::ending::{Fate, RunEnd, ShellOptions, TOO_LONG, Target};
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::StatementKind;

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

    /// Returns the fate of each command, in their order. One run answers for all.
    #[must_use]
    pub fn fates(&self, targets: &[Target]) -> Vec<Fate> {
        let known = Targets::of(targets, &self.root);
        // Two commands of texts within texts may have one place.
        let at = |target: &Target| known.at(target.start, target.inner);
        let indices: Vec<Option<usize>> = targets.iter().map(at).collect();
        let ends = Machine::new(&self.root, self.shell, known).run();
        let of = |index: Option<usize>| match index.and_then(|index| ends.by_target.get(&index)) {
            Some(found) => found.fate(ends.is_exhausted),
            None if ends.is_exhausted || ends.is_cut => Fate::Unknown { why: TOO_LONG },
            None => Fate::NotReached,
        };
        indices.into_iter().map(of).collect()
    }

    /// Returns the byte ranges of the functions that the script never calls by their name, from outside of all functions
    /// or from one that it calls.
    #[must_use]
    pub fn uncalled(&self) -> Vec<(usize, usize)> {
        let script = &self.root.script;
        let functions = functions(script);
        // What calls a function: the functions around the command, none for the script itself.
        let mut callers: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        for command in &script.commands {
            let Some(first) = command.words.first() else { continue };
            if functions.iter().any(|(name, _)| *name == first.text) {
                let around = functions
                    .iter()
                    .filter(|(_, (start, end))| (*start..*end).contains(&command.start));
                let around = around.map(|(name, _)| *name).collect();
                callers.entry(first.text.as_str()).or_default().push(around);
            }
        }
        let mut called: BTreeSet<&str> = BTreeSet::new();
        loop {
            let known = called.len();
            for (name, places) in &callers {
                if places.iter().any(|around| around.iter().all(|name| called.contains(name))) {
                    called.insert(name);
                }
            }
            if called.len() == known {
                break;
            }
        }
        let open = functions.into_iter().filter(|(name, _)| !called.contains(name));
        open.map(|(_, range)| range).collect()
    }

    /// Returns whether the script fails on every way through it, whatever its programs do: such a
    /// script reports a result that is known before.
    #[must_use]
    pub fn surely_fails(&self, variables: &[(String, Option<String>)]) -> bool {
        let ends = Machine::new(&self.root, self.shell, Targets::default()).all(variables);
        !ends.is_empty() && ends.iter().all(|end| *end == RunEnd::Failed)
    }

    /// Returns how the script ends when each of its programs that is not followed may succeed or fail.
    #[must_use]
    pub fn verdict(&self, variables: &[(String, Option<String>)]) -> ScriptVerdict {
        let machine = Machine::new(&self.root, self.shell, Targets::default());
        let ends = machine.wary(variables);
        let lost = ends.iter().find_map(|end| match end {
            RunEnd::Lost(why) => Some(*why),
            RunEnd::Failed | RunEnd::Passed(..) => None,
        });
        let failed = ends.iter().filter(|end| **end == RunEnd::Failed).count();
        match lost {
            Some(why) => ScriptVerdict::Unknown(why),
            None if ends.is_empty() => ScriptVerdict::Unknown("no way through it is known"),
            None if failed == ends.len() => ScriptVerdict::Fails,
            None if failed == 0 => ScriptVerdict::Passes,
            None => ScriptVerdict::Unknown("what its programs find decides whether it fails"),
        }
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

/// A function: its name and its byte range.
type FunctionPlace<'s> = (&'s str, (usize, usize));

fn functions(script: &ShellScript) -> Vec<FunctionPlace<'_>> {
    let mut found = Vec::new();
    for statement in &script.statements {
        statement.visit(&mut |inner| {
            if let StatementKind::Function { name, .. } = &inner.kind {
                found.push((name.as_str(), (inner.start, inner.end)));
            }
        });
    }
    found
}

#[cfg(test)]
mod tests;

//! Gate commands: those whose exit status is a verdict, with what becomes of their failure in the script
//! that they stand in.

use std::sync::Arc;

use super::Variable;
use super::fate::{Abstract, Cause, Fate, Target};
use super::script::Invocation;
use super::shells::{Effective, Language};
use super::tools::{By, Found, Kind, Table};
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::Word;
use crate::formats::workflow::model::Script;
use crate::span::Location;

/// What a command is to the repository.
#[derive(Clone, Debug)]
pub enum Role {
    /// A known tool whose exit status is a verdict.
    Gate(Gate),
    /// A script of the repository: what it judges is not known.
    Script,
    /// Anything else.
    Other,
}

/// A known tool.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Its name in the table of tools.
    pub tool: String,
    /// What it judges.
    pub kind: Kind,
    /// What makes it pass where it should fail.
    pub lenient: Vec<Lenient>,
}

/// An option, a variable or a lack that makes a tool pass where it should fail.
#[derive(Clone, Debug)]
pub struct Lenient {
    /// As it is written.
    pub shown: String,
    /// What it does.
    pub effect: String,
    /// What to do.
    pub fix: String,
    /// Only advice.
    pub note: bool,
    /// Where it is written; the command itself for what is missing.
    pub location: Location,
}

/// What becomes of a failure, with places in the workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FateFact {
    /// The step fails.
    Fails,
    /// The step fails when the command succeeds.
    MustFail,
    /// No way through the script reaches the command.
    NotReached,
    /// The script ends well.
    Swallowed {
        /// What took the failure.
        by: Cause,
        /// Where.
        location: Location,
        /// What stands there.
        text: String,
    },
    /// It cannot be told.
    Unknown {
        /// Why.
        why: String,
    },
}

/// Answers for the commands of one script.
pub(super) struct Judge<'a> {
    path: &'a Arc<str>,
    run: &'a Script,
    table: &'a Table,
    shell: &'a Effective,
    parsed: Option<ShellScript>,
    followed: Option<Abstract>,
    /// Byte ranges of the lines that could not be read whole.
    unread: Vec<(usize, usize)>,
}

impl<'a> Judge<'a> {
    pub(super) const fn new(
        path: &'a Arc<str>,
        run: &'a Script,
        table: &'a Table,
        shell: &'a Effective,
        parsed: Option<ShellScript>,
        unread: Vec<(usize, usize)>,
    ) -> Self {
        Self { path, run, table, shell, parsed, followed: None, unread }
    }

    fn location(&self, start: usize, end: usize) -> Location {
        Location::new(Arc::clone(self.path), self.run.locate(start, end))
    }

    pub(super) fn role(&self, call: &Invocation, environment: &[Variable]) -> Role {
        let arguments: Vec<&str> = call.arguments.iter().map(|word| word.text.as_str()).collect();
        let variables: Vec<(&str, &str)> = environment
            .iter()
            .map(|variable| (variable.name.as_str(), variable.value.as_str()))
            .collect();
        match self.table.find(&call.program, &arguments, &variables) {
            Some(found) => Role::Gate(self.gate(&found, call, environment)),
            None if self.is_posix() && is_script(call, &arguments) => Role::Script,
            None => Role::Other,
        }
    }

    const fn is_posix(&self) -> bool {
        matches!(self.shell.language, Language::Posix | Language::ByRunner)
    }

    fn gate(&self, found: &Found<'_>, call: &Invocation, environment: &[Variable]) -> Gate {
        let whole = || self.location(call.start, call.end);
        let location = |by: &By| match by {
            By::Argument(index) => {
                let word: Option<&Word> = call.arguments.get(*index);
                word.map_or_else(whole, |word| self.location(word.start, word.end))
            }
            By::Variable(name) => {
                let variable = environment.iter().rev().find(|variable| variable.name == *name);
                variable.map_or_else(whole, |variable| variable.location.clone())
            }
            By::Absence => whole(),
        };
        let lenient = found.lenient.iter().map(|lenient| Lenient {
            shown: lenient.shown.clone(),
            effect: lenient.effect.clone(),
            fix: lenient.fix.clone(),
            note: lenient.note,
            location: location(&lenient.by),
        });
        Gate { tool: found.tool.name.clone(), kind: found.tool.kind, lenient: lenient.collect() }
    }

    /// The fate of a command; the script is only followed when one is asked for.
    pub(super) fn fate(&mut self, call: &Invocation) -> FateFact {
        let text = &self.run.text;
        let unknown = |why: &str| FateFact::Unknown { why: why.to_owned() };
        // What stands around it is not known: it may be a condition, or behind it a `|| true`.
        if self.unread.iter().any(|&part| super::overlap((call.start, call.end), part)) {
            return unknown(super::UNREAD);
        }
        match self.shell.language {
            Language::Posix | Language::ByRunner => {}
            // Which of them counts is told when all of the script's commands are known.
            Language::PowerShell | Language::Cmd => return FateFact::Fails,
            Language::Other => return unknown("the script is no shell script"),
        }
        let Some(options) = self.shell.options else {
            return unknown("what this `shell:` starts is not known");
        };
        if self.followed.is_none() {
            // A script that the runner's system decides about was read as PowerShell.
            let Some(parsed) = self.parsed.take() else { return FateFact::Fails };
            self.followed = Some(Abstract::new(parsed, text, options));
        }
        let target = Target { start: call.start, inner: call.inner };
        match self.followed.as_ref().map(|followed| followed.fate(target)) {
            Some(Fate::Fails) => FateFact::Fails,
            Some(Fate::MustFail) => FateFact::MustFail,
            Some(Fate::Swallowed { by, at: (start, end) }) => FateFact::Swallowed {
                by,
                location: self.location(start, end),
                text: text.get(start..end).unwrap_or_default().trim().to_owned(),
            },
            Some(Fate::Unknown { why }) => unknown(why),
            Some(Fate::NotReached) | None => FateFact::NotReached,
        }
    }
}

/// `./ci/check`, `scripts/test.sh`, `bash scripts/test.sh`, `python tools/check.py`.
fn is_script(call: &Invocation, arguments: &[&str]) -> bool {
    let ends = [".sh", ".bash", ".py", ".js", ".mjs", ".ts", ".rb", ".pl", ".ps1"];
    let is_file = |name: &str| ends.iter().any(|end| name.ends_with(end));
    let interpreters = ["bash", "sh", "zsh", "node", "ruby", "perl", "pwsh", "deno", "tsx"];
    let first = arguments.iter().find(|argument| !argument.starts_with('-'));
    let by_interpreter =
        interpreters.contains(&call.program.as_str()) || super::program::is_python(&call.program);
    (call.path.starts_with("./") || call.path.starts_with("../"))
        || is_file(&call.program)
        || by_interpreter && first.is_some_and(|first| is_file(first))
}

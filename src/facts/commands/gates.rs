//! Finds the gate commands, whose exit code decides their job, and the fate of their failures in
//! their scripts.

use std::sync::Arc;

use super::fact::EnvVariable;
use super::fate::AbstractScript;
use super::fate::ending::{Fate, Target};
use super::script::Invocation;
use super::shells::{EffectiveShell, Language};
use crate::catalog::program::is_python;
use crate::catalog::tools::lookup::ToolCatalog;
use crate::catalog::tools::tool::{LeniencySource, ToolMatch};
use crate::facts::commands::fact::{CommandFate, CommandRole, GateCommand, Lenient};
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::Word;
use crate::formats::workflow::model::Script;
use crate::span::Location;

/// The judge of the commands of one script.
pub(super) struct Judge<'a> {
    path: &'a Arc<str>,
    run: &'a Script,
    table: &'a ToolCatalog,
    shell: &'a EffectiveShell,
    parsed: Option<ShellScript>,
    /// Byte ranges of the lines that could not be parsed.
    unread: Vec<(usize, usize)>,
}

impl<'a> Judge<'a> {
    pub(super) const fn new(
        path: &'a Arc<str>,
        run: &'a Script,
        table: &'a ToolCatalog,
        shell: &'a EffectiveShell,
        parsed: Option<ShellScript>,
        unread: Vec<(usize, usize)>,
    ) -> Self {
        Self { path, run, table, shell, parsed, unread }
    }

    fn location(&self, start: usize, end: usize) -> Location {
        Location::new(Arc::clone(self.path), self.run.locate(start, end))
    }

    pub(super) fn role(&self, call: &Invocation, environment: &[EnvVariable]) -> CommandRole {
        let arguments: Vec<&str> = call.arguments.iter().map(|word| word.text.as_str()).collect();
        let variables: Vec<(&str, &str)> = environment
            .iter()
            .map(|variable| (variable.name.as_str(), variable.value.as_str()))
            .collect();
        match self.table.find(&call.program, &arguments, &variables) {
            Some(found) => CommandRole::Gate(self.gate(&found, call, environment)),
            None if self.table.is_no_gate(&call.program, &arguments) => CommandRole::Other,
            None if self.is_posix() && is_script(call, &arguments) => CommandRole::Script,
            None => CommandRole::Other,
        }
    }

    const fn is_posix(&self) -> bool {
        matches!(self.shell.language, Language::Posix | Language::ByRunner)
    }

    fn gate(
        &self,
        found: &ToolMatch<'_>,
        call: &Invocation,
        environment: &[EnvVariable],
    ) -> GateCommand {
        let whole = || self.location(call.start, call.end);
        let location = |by: &LeniencySource| match by {
            LeniencySource::Argument(index) => {
                let word: Option<&Word> = call.arguments.get(*index);
                word.map_or_else(whole, |word| self.location(word.start, word.end))
            }
            LeniencySource::Variable(name) => {
                let variable = environment.iter().rev().find(|variable| variable.name == *name);
                variable.map_or_else(whole, |variable| variable.location.clone())
            }
            LeniencySource::Absence => whole(),
        };
        let lenient = found.lenient.iter().map(|lenient| Lenient {
            shown: lenient.shown.clone(),
            effect: lenient.effect.clone(),
            fix: lenient.fix.clone(),
            note: lenient.note,
            location: location(&lenient.by),
        });
        GateCommand {
            tool: found.tool.name.to_string(),
            kind: found.tool.kind,
            lenient: lenient.collect(),
        }
    }

    /// Returns the fate of each command, in their order. The script is followed once.
    pub(super) fn fates(self, calls: &[&Invocation]) -> Vec<CommandFate> {
        let target = |call: &Invocation| Target { start: call.start, inner: call.inner };
        let plain: Vec<Option<CommandFate>> =
            calls.iter().map(|call| self.plain_fate(call)).collect();
        let asked = calls.iter().zip(&plain).filter(|(_, plain)| plain.is_none());
        let asked: Vec<Target> = asked.map(|(call, _)| target(call)).collect();
        let fates = self.followed(&asked);
        let mut fates = fates.into_iter();
        let next = |plain: Option<CommandFate>| {
            plain.or_else(|| fates.next()).unwrap_or(CommandFate::Fails)
        };
        plain.into_iter().map(next).collect()
    }

    /// Follows the script.
    fn followed(self, targets: &[Target]) -> Vec<CommandFate> {
        let Some(options) = self.shell.options.filter(|_| !targets.is_empty()) else {
            return Vec::new();
        };
        let text = &self.run.text;
        let location =
            |start, end| Location::new(Arc::clone(self.path), self.run.locate(start, end));
        // A script for the default shell of the runner may have been read as PowerShell.
        let Some(parsed) = self.parsed else { return Vec::new() };
        let script = AbstractScript::new(parsed, text, options);
        let fates = script.fates(targets);
        let is_missed = fates.contains(&Fate::NotReached);
        let uncalled = if is_missed { script.uncalled() } else { Vec::new() };
        let told = fates.into_iter().zip(targets).map(|(fate, target)| match fate {
            Fate::Fails => CommandFate::Fails,
            Fate::MustFail => CommandFate::MustFail,
            Fate::Swallowed { by, at: (start, end) } => CommandFate::Swallowed {
                by,
                location: location(start, end),
                text: text.get(start..end).unwrap_or_default().trim().to_owned(),
            },
            Fate::Unknown { why } => CommandFate::Unknown { why: why.to_owned() },
            // The text of an `eval` may be another one in the run.
            Fate::NotReached if target.start != target.inner => {
                CommandFate::Unknown { why: IN_TEXT.to_owned() }
            }
            Fate::NotReached if uncalled.iter().any(|at| (at.0..at.1).contains(&target.start)) => {
                CommandFate::Uncalled
            }
            Fate::NotReached => CommandFate::NotReached,
        });
        told.collect()
    }

    /// Returns the fate of a command where the script need not be followed for it.
    fn plain_fate(&self, call: &Invocation) -> Option<CommandFate> {
        let unknown = |why: &str| Some(CommandFate::Unknown { why: why.to_owned() });
        // The text around the command is unknown: it may make the command a condition, or add
        // `|| true`.
        if self.unread.iter().any(|&part| ranges_overlap((call.start, call.end), part)) {
            return unknown(self::UNREAD);
        }
        match self.shell.language {
            Language::Posix | Language::ByRunner => {}
            // Which of the commands counts is decided in `lines`, when all commands of the script
            // are known.
            Language::PowerShell | Language::Cmd => return Some(CommandFate::Fails),
            Language::Other => return unknown("the script is no shell script"),
        }
        if self.shell.options.is_none() {
            return unknown("what this `shell:` starts is not known");
        }
        None
    }
}

/// Returns whether a command runs a script of the repository: `./ci/check`, `scripts/test.sh`,
/// `bash scripts/test.sh`, `python tools/check.py`.
fn is_script(call: &Invocation, arguments: &[&str]) -> bool {
    let ends = [".sh", ".bash", ".py", ".js", ".mjs", ".ts", ".rb", ".pl", ".ps1"];
    let is_file = |name: &str| ends.iter().any(|end| name.ends_with(end));
    let interpreters = ["bash", "sh", "zsh", "node", "ruby", "perl", "pwsh", "deno", "tsx"];
    let first = arguments.iter().find(|argument| !argument.starts_with('-'));
    let by_interpreter = interpreters.contains(&call.program.as_str()) || is_python(&call.program);
    (call.path.starts_with("./") || call.path.starts_with("../"))
        || is_file(&call.program)
        || by_interpreter && first.is_some_and(|first| is_file(first))
}

const IN_TEXT: &str = "it stands in a text that another command runs, if it gets there";

/// Reason why a part of a script is not judged.
pub(super) const UNREAD: &str = "the shell's grammar could not read this part of the script";

pub(super) const fn ranges_overlap(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

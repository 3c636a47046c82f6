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
    followed: Option<AbstractScript>,
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
        Self { path, run, table, shell, parsed, followed: None, unread }
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

    /// Returns the fate of a command; the script is only followed when the first fate is asked for.
    pub(super) fn fate(&mut self, call: &Invocation) -> CommandFate {
        let text = &self.run.text;
        let unknown = |why: &str| CommandFate::Unknown { why: why.to_owned() };
        // The text around the command is unknown: it may make the command a condition, or add
        // `|| true`.
        if self.unread.iter().any(|&part| ranges_overlap((call.start, call.end), part)) {
            return unknown(self::UNREAD);
        }
        match self.shell.language {
            Language::Posix | Language::ByRunner => {}
            // Which of the commands counts is decided in `lines`, when all commands of the script
            // are known.
            Language::PowerShell | Language::Cmd => return CommandFate::Fails,
            Language::Other => return unknown("the script is no shell script"),
        }
        let Some(options) = self.shell.options else {
            return unknown("what this `shell:` starts is not known");
        };
        if self.followed.is_none() {
            // A script for the default shell of the runner may have been read as PowerShell.
            let Some(parsed) = self.parsed.take() else { return CommandFate::Fails };
            self.followed = Some(AbstractScript::new(parsed, text, options));
        }
        let target = Target { start: call.start, inner: call.inner };
        match self.followed.as_ref().map(|followed| followed.fate(target)) {
            Some(Fate::Fails) => CommandFate::Fails,
            Some(Fate::MustFail) => CommandFate::MustFail,
            Some(Fate::Swallowed { by, at: (start, end) }) => CommandFate::Swallowed {
                by,
                location: self.location(start, end),
                text: text.get(start..end).unwrap_or_default().trim().to_owned(),
            },
            Some(Fate::Unknown { why }) => unknown(why),
            // The text of an `eval` may be another one in the run.
            Some(Fate::NotReached) | None if call.start != call.inner => unknown(IN_TEXT),
            Some(Fate::NotReached) | None => {
                let followed = self.followed.as_ref();
                let is_uncalled = followed.is_some_and(|followed| followed.is_uncalled(call.start));
                if is_uncalled { CommandFate::Uncalled } else { CommandFate::NotReached }
            }
        }
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

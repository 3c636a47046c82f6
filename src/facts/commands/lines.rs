//! PowerShell and cmd, whose scripts are read line by line: the exit code of which command becomes
//! that of the step.
//!
//! GitHub appends `exit $LASTEXITCODE` to a PowerShell script, so that the last program decides,
//! not counting cmdlets; `cmd` continues after a line that failed. Source: `actions/runner`,
//! `ScriptHandlerHelpers.cs`.

use super::fact::{CommandFact, CommandFate, CommandRole};
use super::fate::ending::Cause;
use super::shells::Language;

/// Corrects the fates of the commands of one script, in their order.
pub(super) fn judge(commands: &mut [CommandFact], text: &str, language: Language) {
    for index in 0..commands.len() {
        let (before, behind) = commands.split_at_mut(index + 1);
        let Some(command) = before.last_mut() else { continue };
        if command.fate != Some(CommandFate::Fails) || matches!(command.role, CommandRole::Other) {
            continue;
        }
        let rest = text.get(command.range.1..).unwrap_or_default();
        let next = match language {
            Language::Cmd => behind_line(rest, behind).map(|next| (Cause::NextLine, next)),
            _ => last_program(text, rest, behind).map(|next| (Cause::LastProgram, next)),
        };
        if let Some((by, next)) = next {
            command.fate = Some(CommandFate::Swallowed {
                by,
                location: next.location.clone(),
                text: next.text.clone(),
            });
        }
    }
}

/// Returns the later program whose exit code replaces that of the command.
fn last_program<'c>(text: &str, rest: &str, behind: &'c [CommandFact]) -> Option<&'c CommandFact> {
    let is_tested = text.contains("PSNativeCommandUseErrorActionPreference")
        || rest.contains("LASTEXITCODE")
        || rest.contains("$?");
    let decides = |next: &&CommandFact| ends_well(next) || is_native(&next.program);
    behind.iter().find(decides).filter(|_| !is_tested)
}

fn behind_line<'c>(rest: &str, behind: &'c [CommandFact]) -> Option<&'c CommandFact> {
    let rest = rest.to_lowercase();
    let line = rest.lines().next().unwrap_or_default();
    if line.contains("||") || line.contains("&&") || rest.contains("errorlevel") {
        return None;
    }
    behind.iter().find(|next| ends_well(next) || !is_quiet(&next.program))
}

/// Returns whether a command is `exit 0` or `exit /b 0`.
fn ends_well(command: &CommandFact) -> bool {
    let last = command.arguments.last().map(|(word, _)| word.text.as_str());
    command.program.eq_ignore_ascii_case("exit") && last == Some("0")
}

/// Returns whether the name is that of a program: no cmdlet (`Write-Host`), keyword, alias of a
/// cmdlet or variable.
fn is_native(program: &str) -> bool {
    const WORDS: &str = "if else elseif foreach for while switch try catch finally function param \
        return exit throw echo cd ls rm cp mv mkdir cat pwd sleep set do until in trap using type del \
        dir copy where pushd popd";
    let is_name = program.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let is_cmdlet = program.split_once('-').is_some_and(|(verb, noun)| {
        verb.chars().all(|c| c.is_ascii_alphabetic())
            && noun.starts_with(|c: char| c.is_ascii_uppercase())
    });
    let is_word = || WORDS.split_whitespace().any(|word| word.eq_ignore_ascii_case(program));
    is_name && !program.is_empty() && !is_cmdlet && !is_word()
}

/// Returns whether a command keeps the exit code of a batch file.
fn is_quiet(program: &str) -> bool {
    let program = program.to_lowercase();
    matches!(program.as_str(), "echo" | "rem" | "exit" | "set" | "cd" | ")" | "(" | "if")
}

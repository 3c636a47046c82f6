//! Commands that the policy names, found among those that a job runs.

use super::CommandFate;
use super::fact::CommandFact;
use crate::catalog::raised;
use crate::catalog::tools::pattern::words_fit;
use crate::policy::command::CommandPattern;

/// Returns whether a pattern matches a command: the program behind wrappers is the same, and each
/// further word is among the words of the command, in any order. A word that is twice in the
/// pattern must be twice in the command.
#[must_use]
pub fn fits(pattern: &CommandPattern, command: &CommandFact) -> bool {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    words_fit(pattern, &command.program, words.collect())
}

/// Returns whether a command does what a pattern names and asks for at least as much: the limits
/// that the catalogue knows may be stricter than those of the pattern.
#[must_use]
pub fn fits_at_least(pattern: &CommandPattern, command: &CommandFact) -> bool {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    raised::fits_at_least(pattern, &command.program, &words.collect::<Vec<_>>())
}

/// Returns whether the failure of a command fails its script; `None` if that is unknown. A command
/// without a fate counts as failing. A test (`[ "$n" -ne 3 ]`) counts too, because its negative
/// answer is no failure.
#[must_use]
pub fn fails_script(command: &CommandFact) -> Option<bool> {
    match &command.fate {
        _ if matches!(command.program.as_str(), "[" | "[[" | "test") => Some(true),
        None | Some(CommandFate::Fails | CommandFate::MustFail) => Some(true),
        Some(CommandFate::Swallowed { .. } | CommandFate::NotReached) => Some(false),
        Some(CommandFate::Unknown { .. } | CommandFate::Uncalled) => None,
    }
}

//! Commands that the policy names, found among those that a job runs.

use super::CommandFate;
use super::fact::CommandFact;
use crate::catalog::tools::pattern::words_fit;
use crate::policy::command::CommandPattern;

/// Whether a pattern names a command: the program behind wrappers, and each further word among the
/// command's words, in any order. A pattern with a word twice asks for it twice.
#[must_use]
pub fn fits(pattern: &CommandPattern, command: &CommandFact) -> bool {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    words_fit(pattern, &command.program, words.collect())
}

/// Whether its failure fails its script; `None` where that cannot be told. Of a command whose fate nobody
/// asked for, it does; and a test (`[ "$n" -ne 3 ]`) is a question whose answer is no failure.
#[must_use]
pub fn is_heard(command: &CommandFact) -> Option<bool> {
    match &command.fate {
        _ if matches!(command.program.as_str(), "[" | "[[" | "test") => Some(true),
        None | Some(CommandFate::Fails | CommandFate::MustFail) => Some(true),
        Some(CommandFate::Swallowed { .. } | CommandFate::NotReached) => Some(false),
        Some(CommandFate::Unknown { .. }) => None,
    }
}

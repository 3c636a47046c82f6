//! Commands that the policy names, found among those that a job runs.

use super::program::look_through;
use super::{CommandFact, FateFact};
use crate::policy::command::{CommandPattern, names};

/// Whether a pattern names a command: the program behind wrappers, and each further word among the
/// command's words, in any order. A pattern with a word twice asks for it twice.
#[must_use]
pub fn fits(pattern: &CommandPattern, command: &CommandFact) -> bool {
    let words = command.arguments.iter().map(|(word, _)| word.text.as_str());
    words_fit(pattern, &command.program, words.collect())
}

/// As [`fits`], over a program and its words.
pub(super) fn words_fit(pattern: &CommandPattern, program: &str, mut left: Vec<&str>) -> bool {
    let Some(seen) = look_through(&pattern.words) else { return false };
    names(&seen.program, program)
        && seen.arguments.iter().all(|word| {
            let place = left.iter().position(|other| names(&word.text, other));
            place.map(|place| left.remove(place)).is_some()
        })
}

/// Whether its failure fails its script; `None` where that cannot be told. Of a command whose fate nobody
/// asked for, it does; and a test (`[ "$n" -ne 3 ]`) is a question whose answer is no failure.
#[must_use]
pub fn is_heard(command: &CommandFact) -> Option<bool> {
    match &command.fate {
        _ if matches!(command.program.as_str(), "[" | "[[" | "test") => Some(true),
        None | Some(FateFact::Fails | FateFact::MustFail) => Some(true),
        Some(FateFact::Swallowed { .. } | FateFact::NotReached) => Some(false),
        Some(FateFact::Unknown { .. }) => None,
    }
}

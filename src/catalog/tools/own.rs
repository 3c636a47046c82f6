//! The commands of a user's policy: what is a gate besides the table, and what is none.

use super::pattern::glob;
use crate::catalog::program::look_through;
use crate::formats::shell::syntax::Word;

/// A command of the user's policy.
#[derive(Clone, Debug)]
pub struct PolicyCommand {
    program: String,
    arguments: Vec<String>,
    /// Any words may follow.
    open: bool,
}

impl PolicyCommand {
    pub(super) fn read(pattern: &str) -> Result<Self, String> {
        let word = |text: &str| Word { text: text.to_owned(), ..Word::default() };
        let words: Vec<Word> = pattern.split_whitespace().map(word).collect();
        let seen = look_through(&words).filter(|seen| !seen.program.is_empty());
        let seen = seen.ok_or_else(|| format!("`{pattern}` names no command"))?;
        if seen.program.chars().all(|c| c == '*') {
            return Err(format!("`{pattern}` names no program: it would fit every command"));
        }
        let mut arguments: Vec<String> = seen.arguments.into_iter().map(|word| word.text).collect();
        let open = arguments.last().is_some_and(|last| last == "*");
        if open {
            arguments.pop();
        }
        Ok(Self { program: seen.program, arguments, open })
    }

    /// Whether it names this command; the program comes without its wrappers, by its base name.
    #[must_use]
    pub fn fits(&self, program: &str, arguments: &[&str]) -> bool {
        let plain = |word: &str| word.strip_prefix("./").unwrap_or(word).to_owned();
        let enough = arguments.len() == self.arguments.len()
            || self.open && arguments.len() > self.arguments.len();
        enough
            && glob(&self.program, program)
            && self
                .arguments
                .iter()
                .zip(arguments)
                .all(|(own, word)| glob(&plain(own), &plain(word)))
    }
}

//! A command as the policy names it: `pytest tests/unit/ --no-cov`.
//!
//! The first word names the program, without wrappers; each further word must be among the words of
//! the command, in any order. Words are those of a shell, so quotes hold one together; `*` and `?`
//! are wildcards.

use crate::formats::shell;
use crate::formats::shell::syntax::Word;

/// A pattern over commands.
#[derive(Clone, Debug)]
pub struct CommandPattern {
    /// The text of the pattern.
    pub text: String,
    /// The words of the pattern, the program first; never empty.
    pub words: Vec<Word>,
}

impl CommandPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The reason why the text names no single command, in words for the user.
    pub fn new(text: &str) -> Result<Self, String> {
        let script = shell::parse(text);
        if !script.unparsed.is_empty() {
            return Err(format!("`{text}` is no command that a shell could read"));
        }
        match script.commands.as_slice() {
            [command] if !command.words.is_empty() => {
                let program = command.words.first().map_or("", |word| word.text.as_str());
                if program.chars().all(|c| c == '*' || c == '?') {
                    return Err(format!("`{text}` names no program: it would fit every command"));
                }
                Ok(Self { text: text.to_owned(), words: command.words.clone() })
            }
            [_] | [] => Err(format!("`{text}` names no command")),
            many => Err(format!(
                "`{text}` is {} commands; write one, without `&&`, `;` or `|`",
                many.len()
            )),
        }
    }
}

/// Returns whether a word of a pattern matches a word of a command. The words are compared letter
/// for letter, with `*` and `?` as wildcards and without a leading `./` and a trailing `/`; an
/// option without a value matches the option with any value.
#[must_use]
pub fn word_matches(pattern: &str, word: &str) -> bool {
    let (pattern, word) = (plain(pattern), plain(word));
    if glob(pattern.as_bytes(), word.as_bytes()) {
        return true;
    }
    let option = pattern.starts_with("--") && !pattern.contains('=');
    option
        && word.split_once('=').is_some_and(|(name, _)| glob(pattern.as_bytes(), name.as_bytes()))
}

fn plain(word: &str) -> &str {
    let word = word.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(word);
    word.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(word)
}

/// Returns whether a glob matches: `*` is any text, `?` one byte. The loop keeps only the last `*`
/// to go back to, so that no pattern is slow.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p, t));
                p += 1;
            }
            Some(&byte) if byte == b'?' || Some(&byte) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star, from)) = back else { return false };
                back = Some((star, from + 1));
                p = star + 1;
                t = from + 1;
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::{CommandPattern, word_matches};

    #[test]
    fn a_word_names_by_letter_wildcard_and_option() {
        for (pattern, word) in [
            ("tests/unit/", "tests/unit"),
            ("./ci/verify.sh", "ci/verify.sh"),
            ("*bench_portfolio.py", "tests/bench/bench_portfolio.py"),
            (".[dev]", ".[dev]"),
            ("--cov", "--cov=src"),
            ("--ignore-vuln*", "--ignore-vuln"),
            ("?.py", "a.py"),
        ] {
            assert!(word_matches(pattern, word), "{pattern} {word}");
        }
        for (pattern, word) in [
            ("tests/unit", "tests/unit2"),
            ("--no-cov", "--no-cov-on-fail"),
            ("--cov=src", "--cov=lib"),
            ("-n", "-n4"),
            ("a*b", "ac"),
        ] {
            assert!(!word_matches(pattern, word), "{pattern} {word}");
        }
    }

    #[test]
    fn a_pattern_is_one_command() {
        assert_eq!(CommandPattern::new("pytest 'a b' -x").unwrap().words.len(), 3);
        for wrong in ["", "  ", "a && b", "a | b", "A=b", "* --x", "if", "echo $("] {
            assert!(CommandPattern::new(wrong).is_err(), "{wrong}");
        }
    }
}

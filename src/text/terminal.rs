//! Text for a terminal or the log of a runner.

use std::fmt;

use super::line::one_line;

/// Longest text in Unicode scalar values; the rest is cut, and the cut is marked.
const LONGEST: usize = 2_000;

/// Text for a terminal or the log of a runner: one line, no control characters, no text that a
/// runner reads as a command.
///
/// Sources: the runner reads `::command::` at the start of a line (white space before it is
/// ignored) and `##[command]` anywhere (`actions/runner`, `ActionCommand.cs`), and ignores
/// zero-width characters when it compares; so those are removed first, and a visible character
/// breaks the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalText(String);

impl TerminalText {
    /// Makes text harmless. Line breaks and tabs become spaces, control and invisible characters
    /// become `\u{..}`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let out = one_line(text, LONGEST);
        let out = out.replace("##[", "## [");
        // A surface may break lines at spaces, so no word may start a command either.
        let out = if out.starts_with("::") { format!("|{out}") } else { out };
        Self(out.replace(" ::", " |::"))
    }
}

impl fmt::Display for TerminalText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::line::is_hidden;

    fn shown(text: &str) -> String {
        TerminalText::new(text).to_string()
    }

    #[test]
    fn escape_sequences_are_shown_and_not_obeyed() {
        assert_eq!(shown("a\u{1b}[31mred"), "a\\u{1b}[31mred");
        assert_eq!(shown("x\u{202e}fdp.exe"), "x\\u{202e}fdp.exe");
        assert_eq!(shown("two\r\nlines\tand a tab"), "two lines and a tab");
    }

    #[test]
    fn workflow_commands_of_both_syntaxes_are_broken() {
        assert_eq!(shown("  ::set-output name=a::b"), "  |::set-output name=a::b");
        assert_eq!(shown("see ##[error]here"), "see ## [error]here");
        assert_eq!(shown("#\u{200b}#[error]x"), "#\\u{200b}#[error]x");
        assert_eq!(shown("a::b"), "a::b");
    }

    #[test]
    fn a_flood_is_cut_and_says_so() {
        let text = shown(&"x".repeat(10_000_000));
        assert_eq!(text.chars().count(), LONGEST + 1);
        assert!(text.ends_with('…'));
    }

    proptest! {
        #[test]
        fn nothing_hidden_and_no_command_is_left(
            text in "(?s).{0,200}|[:#\\[ \u{200b}\u{1b}\u{a0}\u{1680}\u{2003}\u{2028}\u{202f}\u{3000}\u{85}a]{0,40}"
        ) {
            let out = shown(&text);
            prop_assert!(!out.chars().any(is_hidden));
            prop_assert!(!out.split_whitespace().any(|word| word.starts_with("::")));
            prop_assert!(!out.contains("##["));
            prop_assert!(!out.contains('\n'));
        }

        #[test]
        fn plain_text_stays_as_it_is(text in "[a-zA-Z0-9 äöü✔.,/()`_-]{0,80}") {
            prop_assert_eq!(shown(&text), text);
        }
    }
}

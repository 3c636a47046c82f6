//! Text within a workflow command, as the runner reads it from the log.
//!
//! Source: `actions/toolkit`, `packages/core/src/command.ts`; `actions/runner`, `ActionCommand.cs`,
//! which also finds the older `##[command]` anywhere in a line.

use std::fmt;

use super::line::{is_hidden, one_line};

/// Longest message; the runner cuts longer ones.
const LONGEST: usize = 4_000;
/// Longest title; the list of annotations cuts longer ones.
const LONGEST_PROPERTY: usize = 250;

/// The message of a command (`::error::message`). Line breaks stay; no character ends the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandText(String);

impl CommandText {
    /// Makes text harmless.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len().min(LONGEST * 4));
        let mut chars = text.chars();
        for character in chars.by_ref().take(LONGEST) {
            match character {
                '\n' => out.push('\n'),
                '\t' => out.push(' '),
                '\r' => {}
                hidden if is_hidden(hidden) => out.extend(hidden.escape_unicode()),
                shown => out.push(shown),
            }
        }
        if chars.next().is_some() {
            out.push('…');
        }
        Self(escaped(&out))
    }
}

/// A property of a command (`title=...`): one line, in which no character ends the property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandProperty(String);

impl CommandProperty {
    /// Makes text harmless.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let line = one_line(text, LONGEST_PROPERTY);
        Self(escaped(&line).replace(':', "%3A").replace(',', "%2C"))
    }
}

/// Escapes text. The percent sign comes first, because the other escapes contain it.
fn escaped(text: &str) -> String {
    let text = text.replace("##[", "## [");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

impl fmt::Display for CommandText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for CommandProperty {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the text that the runner reads from an escaped one.
    fn read(text: &str) -> String {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":");
        text.replace("%2C", ",").replace("%25", "%")
    }

    #[test]
    fn percent_signs_and_line_breaks_survive_and_end_nothing() {
        let text = CommandText::new("50 %0A\r\nnext ::error::x").to_string();
        assert_eq!(text, "50 %250A%0Anext ::error::x");
        assert_eq!(read(&text), "50 %0A\nnext ::error::x");
        assert_eq!(CommandProperty::new("a,b:c\nd").to_string(), "a%2Cb%3Ac d");
    }

    proptest! {
        #[test]
        fn one_command_stays_one(text in "(?s).{0,200}|[:#\\[%\r\n \u{200b}\u{1b}\u{2028}a0AD]{0,60}") {
            for out in [CommandText::new(&text).to_string(), CommandProperty::new(&text).to_string()] {
                prop_assert!(!out.contains(['\n', '\r']));
                prop_assert!(!out.contains("##["));
                prop_assert!(!out.chars().any(is_hidden));
            }
            let property = CommandProperty::new(&text).to_string();
            prop_assert!(!property.contains([':', ',']));
        }

        #[test]
        fn plain_text_is_read_back(text in "[a-z %:,\n]{0,80}") {
            prop_assert_eq!(read(&CommandText::new(&text).to_string()), text);
        }
    }
}

//! Writes text from outside as a YAML scalar: plain if every reader reads the same text, quoted
//! otherwise.

use std::fmt::Write as _;

use crate::text::TerminalText;

/// Longest text of a comment, in Unicode scalar values.
const LONGEST_COMMENT: usize = 240;

/// Writes a scalar on one line that our own reader, and any other, reads back as the same text.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().any(must_be_escaped)
        || (text.contains('\'') && !text.contains(['"', '\\']))
    {
        double(text)
    } else if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Writes a flow list: `[a, b]`.
#[must_use]
pub fn flow_list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| scalar(text)).collect();
    format!("[{}]", items.join(", "))
}

/// Returns text from outside for the end of a comment: one line without invisible characters.
#[must_use]
pub fn comment_text(text: &str) -> String {
    let line = TerminalText::new(text).to_string();
    let mut shown: String = line.trim().chars().filter(|&c| !must_be_escaped(c)).collect();
    if let Some((cut, _)) = shown.char_indices().nth(LONGEST_COMMENT) {
        shown.truncate(cut);
        shown.push_str("...");
    }
    shown
}

/// Returns whether every schema of YAML reads the text as the same text, in block and flow style.
fn is_plain(text: &str) -> bool {
    let inside =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ' | '(' | ')');
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(inside)
        && !words.contains(&text.to_ascii_lowercase().as_str())
}

/// Returns whether a character must be escaped in the file, because it is not allowed or not
/// visible.
fn must_be_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

fn double(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if must_be_escaped(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{comment_text, flow_list, scalar};
    use crate::formats::yaml::{self, Limits};

    fn read_back(yaml: &str) -> Vec<String> {
        let parsed = yaml::parse(yaml.as_bytes(), Limits::POLICY);
        assert_eq!(parsed.problems, [], "{yaml}");
        let tree = parsed.value.unwrap();
        let items = tree.root().items().unwrap();
        items.map(|item| item.text().unwrap().to_owned()).collect()
    }

    #[test]
    fn hostile_names_are_quoted_as_a_person_would() {
        for (text, written) in [
            ("Run tests", "Run tests"),
            ("ci.yml/unit/#3", "\"ci.yml/unit/#3\""),
            ("a: b", "\"a: b\""),
            ("true", "\"true\""),
            ("3.10", "\"3.10\""),
            ("*all", "\"*all\""),
            ("@team", "\"@team\""),
            ("it's", "\"it's\""),
            ("say \"hi\"", "'say \"hi\"'"),
            ("a\nb", "\"a\\nb\""),
            ("🚀 go", "\"🚀 go\""),
            ("x\\{\\{ y", "'x\\{\\{ y'"),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }

    #[test]
    fn a_comment_cannot_end() {
        assert_eq!(comment_text("a\nb: c"), "a b: c");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(texts in prop::collection::vec("(?s).{0,24}|[-'\"#:\\[\\]{},&*!|>%@` \n\t\u{85}\u{2028}\u{feff}\u{ffff}a]{0,12}", 1..4)) {
            prop_assert_eq!(read_back(&flow_list(&texts)), texts.clone());
            let block: String = texts.iter().map(|text| format!("- {} # {}\n", scalar(text), comment_text(text))).collect();
            prop_assert_eq!(read_back(&block), texts);
        }
    }
}

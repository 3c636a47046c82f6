//! Sentences of rules and faults: our own words with values of others between backticks.

use crate::text::{MarkdownCode, MarkdownText};

/// Returns a sentence in markdown: text between backticks becomes code, and no character of either
/// is read as markdown. A backtick without its pair is text.
pub(super) fn markdown(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    let pairs = parts.len() / 2 * 2;
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let is_code =
            index % 2 == 1 && (index < pairs - usize::from(parts.len().is_multiple_of(2)));
        if is_code {
            out.push_str(&MarkdownCode::new(part).to_string());
            continue;
        }
        if index > 0 && index + 1 == parts.len() && parts.len().is_multiple_of(2) {
            out.push_str("&#96;");
        }
        if part.trim().is_empty() {
            out.push_str(if part.is_empty() { "" } else { " " });
            continue;
        }
        let space = |there: bool| if there { " " } else { "" };
        out.push_str(space(part.starts_with(char::is_whitespace)));
        out.push_str(&MarkdownText::new(part).to_string());
        out.push_str(space(part.ends_with(char::is_whitespace)));
    }
    out
}

/// Returns the sentence with a capital letter at its start.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => {
            markdown(&format!("{}{}", first.to_ascii_uppercase(), chars.as_str()))
        }
        _ => markdown(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_between_backticks_are_code() {
        assert_eq!(markdown("job `lint` of `ci.yml` failed"), "job `lint` of `ci.yml` failed");
        assert_eq!(markdown("`a`: b"), "`a`: b");
        assert_eq!(markdown("`a``b`"), "`a``b`");
        assert_eq!(sentence("required job `lint` failed"), "Required job `lint` failed");
    }

    #[test]
    fn an_unpaired_backtick_is_text() {
        assert_eq!(markdown("a ` b"), "a &#96; b");
        assert_eq!(markdown("`a` and ` b"), "`a` and &#96; b");
        assert_eq!(markdown("`"), "&#96;");
    }

    #[test]
    fn nothing_of_a_value_is_markdown() {
        assert_eq!(markdown("job **x** <b>"), "job &#42;&#42;x&#42;&#42; &lt;b&gt;");
        assert_eq!(markdown("see `a|b`"), "see <code>a&#124;b</code>");
    }
}

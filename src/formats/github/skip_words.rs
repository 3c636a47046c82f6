//! What a commit message says to keep workflows from starting.

/// Texts that do so wherever they stand in the message of a pushed commit, or of the head of a pull
/// request.
///
/// Source: GitHub documentation, "Skipping workflow runs". They count for `push` and `pull_request`,
/// and for no other event.
const TEXTS: [&str; 5] = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"];

/// The trailer that does the same, at the end and behind two empty lines.
const TRAILER: &str = "skip-checks: true";

/// The events that such a message keeps from starting a workflow.
pub const SKIPPED_EVENTS: [&str; 2] = ["push", "pull_request"];

/// Returns what of a commit message keeps workflows from starting.
#[must_use]
pub fn skip_words(message: &str) -> Option<&'static str> {
    let text = message.to_ascii_lowercase();
    let found = TEXTS.into_iter().find(|word| text.contains(word));
    found.or_else(|| has_trailer(&text).then_some(TRAILER))
}

fn has_trailer(text: &str) -> bool {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let Some(last) = lines.last().and_then(|line| line.strip_prefix("skip-checks:")) else {
        return false;
    };
    let end = lines.len() - lines.iter().rev().take_while(|line| !line.is_empty()).count();
    let before = lines.get(..end).unwrap_or_default();
    last.trim() == "true" && matches!(before, [.., one, two] if one.is_empty() && two.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_skips_is_known_by_its_words() {
        for (message, word) in [
            ("docs: a word [skip ci]", "[skip ci]"),
            ("a\n\nb [CI Skip] c", "[ci skip]"),
            ("[no ci] a", "[no ci]"),
            ("a [skip actions]", "[skip actions]"),
            ("a [actions skip]\n", "[actions skip]"),
            ("a\n\n\nskip-checks:true", TRAILER),
            ("a\r\n\r\nb\r\n\r\n\r\nRefs: 1\r\nskip-checks: true\r\n", TRAILER),
        ] {
            assert_eq!(skip_words(message), Some(word), "{message}");
        }
    }

    #[test]
    fn words_like_them_skip_nothing() {
        for message in [
            "",
            "skip ci",
            "[skip  ci]",
            "[skip cid]",
            "a\n\nskip-checks: true",
            "skip-checks: true",
            "a\n\n\nskip-checks: true\nRefs: 1",
            "a\n\n\nskip-checks: false",
            "a\n\n\nskip-checks: true\n\n\nb",
        ] {
            assert_eq!(skip_words(message), None, "{message}");
        }
    }
}

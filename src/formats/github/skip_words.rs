//! What a commit message says to keep workflows from starting, and what the message of a merge will say.

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

/// A text that becomes the message of the merge, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeText {
    /// The title of the pull request: a squash takes it, and so does a merge commit.
    Title,
    /// The description of the pull request, where the repository takes it for the message.
    Description,
    /// The commit of a group of the merge queue, which the branch gets as it is.
    Group,
}

/// The texts of which the message of a merge is made, as far as a payload has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeMessage {
    /// The first text with words that keep workflows from starting.
    pub found: Option<(MergeText, &'static str)>,
}

impl MergeMessage {
    /// Reads texts, the surest first.
    #[must_use]
    pub fn of(texts: &[(MergeText, &str)]) -> Self {
        let find = |(text, message): &(MergeText, &str)| Some((*text, skip_words(message)?));
        Self { found: texts.iter().find_map(find) }
    }
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
    fn the_title_is_surer_than_the_description() {
        let of = |title, text| {
            let texts = [(MergeText::Title, title), (MergeText::Description, text)];
            MergeMessage::of(&texts).found
        };
        assert_eq!(of("a [no ci]", "[skip ci]"), Some((MergeText::Title, "[no ci]")));
        assert_eq!(of("a", "b\n\n\nskip-checks: true"), Some((MergeText::Description, TRAILER)));
        assert_eq!(of("skip ci", "no ci"), None);
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

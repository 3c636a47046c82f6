//! Waivers beside the code that they are about, as comments of a workflow:
//! `# truegreen: allow continue-on-error until 2026-12-31 by @owner because <reason>`.

use jiff::civil::Date;

use super::pattern::Pattern;
use super::waiver::Waiver;
use crate::span::{Span, Spanned};

/// The first word of our comments, after the `#`.
const MARK: &str = "truegreen:";
const FORM: &str = "`# truegreen: allow <rule> until <YYYY-MM-DD> by @<owner> because <reason>`";

/// Returns whether a text may contain one of our comments.
#[must_use]
pub fn mentions(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, MARK.as_bytes()).is_some()
}

/// Reads a comment, given without its `#`; `None` if the comment is not one of ours. `at` is the
/// name of its place in reports.
///
/// # Errors
/// What is wrong with the comment, in a sentence.
#[must_use]
pub fn read(comment: &str, span: Span, at: &str) -> Option<Result<Waiver, String>> {
    let words = comment.trim().strip_prefix(MARK)?;
    Some(waiver(words, span, at))
}

fn waiver(words: &str, span: Span, at: &str) -> Result<Waiver, String> {
    let wrong = |what: &str| format!("{what}; expected {FORM}");
    let rest =
        words.trim().strip_prefix("allow ").ok_or_else(|| wrong("it does not say `allow`"))?;
    let part = |text: &str, word: &str| {
        let (part, rest) = text
            .split_once(word)
            .ok_or_else(|| wrong(&format!("it does not say `{}`", word.trim())))?;
        Ok::<_, String>((part.trim().to_owned(), rest.to_owned()))
    };
    let (rule, rest) = part(rest, " until ")?;
    let (until, rest) = part(&rest, " by ")?;
    let (owner, reason) = part(&rest, " because ")?;
    let reason = reason.trim().to_owned();
    if rule.is_empty() || rule.contains(char::is_whitespace) {
        return Err(wrong("it does not name one rule"));
    }
    let day = until.parse::<Date>().ok().filter(|_| until.len() == 10);
    let Some(day) = day else { return Err(wrong(&format!("`{until}` is no day"))) };
    if owner.strip_prefix('@').is_none_or(str::is_empty) || owner.contains(char::is_whitespace) {
        return Err(wrong("it names no owner"));
    }
    if reason.is_empty() {
        return Err(wrong("it gives no reason"));
    }
    Ok(Waiver {
        span,
        rule: Spanned::new(rule, span),
        at: (Pattern::exactly(at), span),
        reason,
        owner,
        until: Spanned::new(day, span),
        id: None,
        exit: None,
        since: None,
        blocker: None,
        on_base: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(comment: &str) -> Option<Result<Waiver, String>> {
        read(comment, Span::point(1, 1), "ci.yml:1")
    }

    #[test]
    fn a_whole_comment_is_a_waiver() {
        let text =
            " truegreen: allow muted-command until 2028-02-29 by @a/team because it is by the book";
        let waiver = told(text).unwrap().unwrap();
        assert_eq!(waiver.rule.value, "muted-command");
        assert_eq!(waiver.until.value.to_string(), "2028-02-29");
        assert_eq!(
            (waiver.owner.as_str(), waiver.reason.as_str()),
            ("@a/team", "it is by the book")
        );
        assert!(waiver.at.0.matches("ci.yml:1"));
    }

    #[test]
    fn half_a_comment_says_what_it_lacks() {
        for (text, lacks) in [
            ("truegreen:", "`allow`"),
            ("truegreen: ignore x", "`allow`"),
            ("truegreen: allow x", "`until`"),
            ("truegreen: allow x until 2026-12-31", "`by`"),
            ("truegreen: allow x until 2026-12-31 by @a", "`because`"),
            ("truegreen: allow x y until 2026-12-31 by @a because b", "one rule"),
            ("truegreen: allow x until soon by @a because b", "`soon` is no day"),
            ("truegreen: allow x until 2027-02-29 by @a because b", "is no day"),
            ("truegreen: allow x until 2026-12-31 by a because b", "no owner"),
            ("truegreen: allow x until 2026-12-31 by @ because b", "no owner"),
            ("truegreen: allow x until 2026-12-31 by @a because  ", "`because`"),
        ] {
            let error = told(text).unwrap().unwrap_err();
            assert!(error.contains(lacks), "{text}: {error}");
        }
        assert!(told("about truegreen: allow x").is_none());
        assert!(told("true green").is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_comment_breaks_it(text in "truegreen: (allow )?.{0,60}( until )?.{0,20}( by )?.{0,20}( because )?.{0,20}") {
            let _ = told(&text);
        }
    }
}

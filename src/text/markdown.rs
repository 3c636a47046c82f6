//! Text within GitHub's markdown: a comment, a check run, a job summary.
//!
//! GitHub turns names, numbers of issues, commits and URLs into links after the markdown is
//! rendered, wherever they are in plain text. So escaping does not help, and only code is left
//! alone: text that GitHub could turn into a link is shown as code. Source: GitHub's documentation
//! of "Autolinked references and URLs" and of basic formatting; CommonMark 0.31; GFM's tables.

use std::fmt::{self, Write as _};

use super::line::one_line;

/// Longest text in Unicode scalar values; the rest is cut, and the cut is marked.
const LONGEST: usize = 500;
/// Replacement of an empty text.
const EMPTY: &str = "(empty)";

/// Text that is shown literally, in a paragraph, an item, a heading or a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownText(String);

impl MarkdownText {
    /// Makes text harmless.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let line = one_line(text, LONGEST);
        let line = line.trim();
        Self(if is_suspicious(line) { in_tags(line) } else { escaped(line) })
    }
}

/// A name, a path or a command, shown exactly, as code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownCode(String);

impl MarkdownCode {
    /// Makes text harmless, in a cell of a table too.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let line = one_line(text, LONGEST);
        if line.contains('|') {
            // A bar ends a cell even within a code span, and an escaped bar shows its backslash
            // outside of tables.
            return Self(in_tags(&line));
        }
        Self(span(if line.trim().is_empty() { EMPTY } else { &line }))
    }
}

/// Returns a code span: its fence is longer than any in the text, and a space at each end keeps
/// those of the text.
fn span(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let edge = |c: char| c == '`' || c == ' ';
    let pad = if text.starts_with(edge) || text.ends_with(edge) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns code in the HTML element for code; markdown is still read within the element, so the
/// text is escaped.
fn in_tags(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Returns whether GitHub could make a link or an emoji of the text.
fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let lower = text.to_ascii_lowercase();
    let hexadecimal = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let marked = bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'@' | b'#' | b':' => {
            is_word(at + 1) || (*byte == b':' && matches!(bytes.get(at + 1), Some(b'+' | b'-')))
        }
        _ => false,
    });
    hexadecimal
        || marked
        || text.contains('@')
        || ["://", "www.", "gh-", "mailto:", "xmpp:"].iter().any(|mark| lower.contains(mark))
}

/// Escapes every character that markdown or HTML could read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let starts_list = behind.len() < text.len()
        && behind.starts_with(['.', ')'])
        && behind.get(1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut is_start = true;
    let mut numbers = starts_list;
    for character in text.chars() {
        match character {
            // A bar ends a cell unless a backslash stands before it, which may be one of the text.
            '|' => out.push_str("&#124;"),
            '\\' => out.push_str("&#92;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '`' => out.push_str("&#96;"),
            '*' | '_' | '[' | ']' | '~' | '!' | '#' | '$' | '^' | '{' | '}' | '"' | '\'' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            '-' | '+' | '=' if is_start => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            '.' | ')' if numbers => {
                numbers = false;
                let _ = write!(out, "&#{};", u32::from(character));
            }
            other => {
                numbers &= other.is_ascii_digit();
                out.push(other);
            }
        }
        is_start = false;
    }
    out
}

impl fmt::Display for MarkdownText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for MarkdownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Returns the URL of a file at a commit and its lines, without a character that markdown could
/// read.
#[must_use]
pub fn blob_url(
    server: &str,
    repository: &str,
    commit: &str,
    path: &str,
    lines: (u32, u32),
) -> String {
    let mut url = server.to_owned();
    for part in repository.split('/').chain(["blob", commit]).chain(path.split('/')) {
        url.push('/');
        for byte in part.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                url.push(char::from(byte));
            } else {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    let _ = write!(url, "#L{}", lines.0);
    if lines.1 > lines.0 {
        let _ = write!(url, "-L{}", lines.1);
    }
    url
}

#[cfg(test)]
mod tests {
    use crate::text::line::one_line;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// Returns the plain text of a rendered document, and everything in it besides text, code and
    /// our own tags.
    fn rendered(markdown: &str) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut other = Vec::new();
        // GitHub's extensions of CommonMark that this parser knows.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM
            | Options::ENABLE_SUBSCRIPT
            | Options::ENABLE_SUPERSCRIPT;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::InlineHtml(tag) if matches!(&*tag, "<code>" | "</code>") => {}
                Event::Start(
                    Tag::Paragraph
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::Heading { .. }
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell,
                ) => {}
                Event::End(TagEnd::TableCell) => text.push('\u{1}'),
                Event::End(_) | Event::SoftBreak => {}
                odd => other.push(format!("{odd:?}")),
            }
        }
        (text, other)
    }

    /// Checks that every surface shows exactly this text.
    fn check(shown: &str, markdown: &str) -> Result<(), TestCaseError> {
        for frame in ["X{}X", "- {}", "# a {}", "a {}\nb"] {
            let document = frame.replace("{}", markdown);
            let (text, other) = rendered(&document);
            prop_assert!(other.is_empty(), "{document}: {other:?}");
            let frame = frame.replace("# ", "").replace("- ", "").replace('\n', "");
            prop_assert_eq!(text, frame.replace("{}", shown), "{}", document);
        }
        let table = format!("| a | b |\n|---|---|\n| {markdown} | c |\n");
        let (text, other) = rendered(&table);
        prop_assert!(other.is_empty(), "{table}: {other:?}");
        prop_assert_eq!(text, format!("a\u{1}b\u{1}{}\u{1}c\u{1}", shown), "{}", table);
        Ok(())
    }

    #[test]
    fn what_calls_people_or_points_elsewhere_is_code() {
        for text in [
            "@octo please",
            "see #12 and GH-12",
            "octo/service#1",
            "fixed in 1a2b3c4",
            "https://example.com/x",
            "www.example.com",
            "me@example.com",
            ":tada: done",
        ] {
            let out = MarkdownText::new(text).to_string();
            assert!(out.starts_with("<code>") && out.ends_with("</code>"), "{out}");
        }
        assert_eq!(
            MarkdownText::new("a plain word, 3.5 % of it").to_string(),
            "a plain word, 3.5 % of it"
        );
    }

    #[test]
    fn names_of_tests_stay_readable() {
        let name = "tests/unit/test_a.py::test_b[3.12-a]";
        assert_eq!(MarkdownCode::new(name).to_string(), format!("`{name}`"));
        assert_eq!(MarkdownCode::new("a `b` c").to_string(), "``a `b` c``");
        assert_eq!(MarkdownCode::new("`").to_string(), "`` ` ``");
        assert_eq!(MarkdownCode::new(" \n").to_string(), "`(empty)`");
        assert_eq!(
            MarkdownCode::new("pytest || true").to_string(),
            "<code>pytest &#124;&#124; true</code>"
        );
    }

    #[test]
    fn a_flood_is_cut_and_says_so() {
        let text = MarkdownCode::new(&"x".repeat(10_000_000)).to_string();
        assert_eq!(text.chars().count(), LONGEST + 3);
        assert!(text.contains('…'));
    }

    #[test]
    fn an_address_holds_nothing_that_ends_a_link() {
        let url = blob_url("https://github.com", "octo/service", "abc", "a b/(c)#d?.yml", (3, 7));
        assert_eq!(url, "https://github.com/octo/service/blob/abc/a%20b/%28c%29%23d%3F.yml#L3-L7");
        assert!(blob_url("https://x", "o/r", "c", "a.yml", (3, 3)).ends_with("/a.yml#L3"));
    }

    #[test]
    fn nasty_texts_show_as_themselves() {
        for text in [
            "<!-- truegreen:v1 truegreen run=1 attempt=1 -->",
            "--><img src=x onerror=alert(1)>",
            "](javascript:alert(1))",
            "![x](https://evil.example/x.png)",
            "**bold** _it_ ~~gone~~ `code`",
            "| a | b |",
            "\\| \\\\| \\",
            "1. one",
            "- item",
            "+ item",
            "> [!WARNING]",
            "# heading",
            "=== ",
            "```",
            "[^1]: note",
            "- [ ] task",
            "$x$ $$y$$",
            "&lt; &#64; &amp;",
            "a  ",
            "<details><summary>x</summary>",
            "http://a.b/(c)",
            "::error::x ##[error]y",
        ] {
            let line = one_line(text, LONGEST);
            check(line.trim(), &MarkdownText::new(text).to_string()).unwrap();
            let code = MarkdownCode::new(text).to_string();
            check(&line, &code).unwrap();
        }
    }

    proptest! {
        #[test]
        fn any_text_shows_as_itself(
            text in "(?s).{0,80}|[`|\\\\<>&*_\\[\\]()!#@:~$^={}'\"+. 0-9a-h-]{0,40}"
        ) {
            let line = one_line(&text, LONGEST);
            if !line.trim().is_empty() {
                check(line.trim(), &MarkdownText::new(&text).to_string())?;
                check(&line, &MarkdownCode::new(&text).to_string())?;
            }
        }
    }
}

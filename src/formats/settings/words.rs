//! Options split into words as Python's `shlex.split` does in POSIX mode, which is what pytest uses for
//! `addopts` and `PYTEST_ADDOPTS`: no comments, no expansions, quotes within words.

use crate::formats::document::place::Traced;

/// One word with the bytes that it was written with, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedWord {
    /// Without quotes.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Why a text cannot be split.
pub const OPEN: &str = "a quote is never closed";

/// Splits a text with places.
///
/// # Errors
/// The offset of a quote that is never closed, or of a backslash with nothing behind it.
pub fn split(text: &Traced) -> Result<Vec<TracedWord>, usize> {
    let mut words = Vec::new();
    let mut word: Option<TracedWord> = None;
    let mut chars = text.chars.iter().copied();
    while let Some((c, start, end)) = chars.next() {
        if matches!(c, ' ' | '\t' | '\r' | '\n') {
            words.extend(word.take());
            continue;
        }
        let word = word.get_or_insert_with(|| TracedWord { text: String::new(), start, end });
        word.end = end;
        match c {
            '\'' | '"' => quoted(c, &mut chars, word).ok_or(start)?,
            '\\' => {
                let (next, _, end) = chars.next().ok_or(start)?;
                word.text.push(next);
                word.end = end;
            }
            _ => word.text.push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn quoted(
    open: char,
    chars: &mut impl Iterator<Item = (char, usize, usize)>,
    word: &mut TracedWord,
) -> Option<()> {
    while let Some((c, _, end)) = chars.next() {
        word.end = end;
        if c == open {
            return Some(());
        }
        if c == '\\' && open == '"' {
            let (next, _, _) = chars.next()?;
            if !matches!(next, '"' | '\\') {
                word.text.push('\\');
            }
            word.text.push(next);
        } else {
            word.text.push(c);
        }
    }
    None
}

/// Splits a text without places; `None` when a quote is never closed.
#[must_use]
pub fn split_text(text: &str) -> Option<Vec<String>> {
    let words = split(&Traced::plain(text, 0)).ok()?;
    Some(words.into_iter().map(|word| word.text).collect())
}

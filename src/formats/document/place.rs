//! From byte offsets to lines and columns, and decoded text that remembers where it was written.

use crate::span::Span;

/// Bytes between two counts of characters.
const BLOCK: usize = 1024;

/// The lines of a file.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// Byte offset of the start of each line.
    starts: Vec<usize>,
    /// The characters before each block: a file may be one long line, and many places of it be asked for.
    counts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Finds the lines of a text; a line ends with `\n`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let counts = (0..=text.len() / BLOCK).scan((0, 0), |(at, count), block| {
            let end = text.floor_char_boundary(block * BLOCK);
            *count += count_characters(text, *at, end);
            *at = end;
            Some(*count)
        });
        Self { text, starts, counts: counts.collect() }
    }

    /// The span of a byte range. Offsets past the end mean the end.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let (line, column) = self.position(start);
        let (end_line, end_column) = self.position(end.max(start));
        Span::new(line, column, end_line, end_column)
    }

    fn position(&self, offset: usize) -> (u32, u32) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = match offset - start {
            0..BLOCK => count_characters(self.text, start, offset),
            _ => self.characters_before(offset) - self.characters_before(start),
        };
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (number(line), number(before + 1))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let at = self.text.floor_char_boundary(block * BLOCK);
        let before = self.counts.get(block).copied().unwrap_or(0);
        before + count_characters(self.text, at, offset)
    }
}

fn count_characters(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).unwrap_or_default().chars().count()
}

/// Decoded text in which every character knows the bytes that it was written with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    /// Character, first byte, byte after the last.
    pub chars: Vec<(char, usize, usize)>,
}

impl Traced {
    /// Text that stands in the file as it is, from an offset on.
    #[must_use]
    pub fn plain(text: &str, offset: usize) -> Self {
        let mut traced = Self::default();
        traced.push_plain(text, offset);
        traced
    }

    /// Adds such text.
    pub fn push_plain(&mut self, text: &str, offset: usize) {
        self.chars.extend(text.char_indices().map(|(at, c)| {
            let start = offset + at;
            (c, start, start + c.len_utf8())
        }));
    }

    /// The text alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.chars.iter().map(|&(c, _, _)| c).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Lines may be as long as the file.
        #[test]
        fn a_place_counts_the_characters_before_it(
            pieces in prop::collection::vec(("[aé😀\n]{0,3}", 0..1500_usize), 0..6),
            at in 0..9000_usize,
        ) {
            let text: String = pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect();
            let at = text.floor_char_boundary(at.min(text.len()));
            let before = &text[..at];
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let span = Places::new(&text).span(at, at);
            prop_assert_eq!(span, Span::point(before.matches('\n').count() as u32 + 1, column as u32));
        }
    }
}

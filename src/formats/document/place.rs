//! From byte offsets to lines and columns, and decoded text that remembers where it was written.

use crate::span::Span;

/// The lines of a file.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// Byte offset of the start of each line.
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Finds the lines of a text; a line ends with `\n`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
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
        let before = self.text.get(start..offset).unwrap_or_default().chars().count();
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (number(line), number(before + 1))
    }
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

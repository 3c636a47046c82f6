//! Places in files: the line and column of everything that a finding can point at.
//!
//! Positions are 1-based; columns count Unicode scalar values, as editors do. A [`Span`] is enough to
//! draw a caret, to make a link and to fill SARIF once the text is at hand; no byte offsets leave
//! `formats`. What must not be here: text of files, and anything that reads them.

use std::sync::Arc;

use serde::Serialize;

/// A range within one file: first position included, last excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First line, from 1.
    pub line: u32,
    /// First column, from 1, in Unicode scalar values.
    pub column: u32,
    /// Line of the end, from 1.
    pub end_line: u32,
    /// Column just after the last character; equal to `column` on the same line for an empty range.
    pub end_column: u32,
}

impl Span {
    /// The range from one position to another.
    #[must_use]
    pub const fn new(line: u32, column: u32, end_line: u32, end_column: u32) -> Self {
        Self { line, column, end_line, end_column }
    }

    /// An empty range at a position.
    #[must_use]
    pub const fn point(line: u32, column: u32) -> Self {
        Self::new(line, column, line, column)
    }

    /// The first character of a file: where a finding about the file as a whole stands.
    #[must_use]
    pub const fn start_of_file() -> Self {
        Self::point(1, 1)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        let (line, column) = (self.line, self.column).min((other.line, other.column));
        let (end_line, end_column) =
            (self.end_line, self.end_column).max((other.end_line, other.end_column));
        Self { line, column, end_line, end_column }
    }
}

/// A value and where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What is written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value at its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value, keeps the place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl Spanned<String> {
    /// The text, borrowed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// A place in a named file. Paths are relative to the root, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub path: Arc<str>,
    /// The range in it.
    pub span: Span,
    /// The file is the base's: the change may have it elsewhere, or not at all.
    pub on_base: bool,
}

impl Location {
    /// A range in a file of what is judged.
    pub fn new(path: impl Into<Arc<str>>, span: Span) -> Self {
        Self { path: path.into(), span, on_base: false }
    }

    /// The same range in the base's version of the file.
    #[must_use]
    pub fn on_base(mut self) -> Self {
        self.on_base = true;
        self
    }
}

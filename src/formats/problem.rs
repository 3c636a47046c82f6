//! What a reader of a format found wrong. A format function is total: it returns what it could read
//! and all problems, and leaves it to the rules what they mean for the verdict.

use crate::span::Span;

/// Something in a file that is not as its format demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What was found and what was expected; lower case, values in backticks.
    pub message: String,
    /// What to do, when the message alone does not say it.
    pub help: Option<String>,
    /// A second place that explains the first ("first defined here").
    pub related: Option<(Span, String)>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, related: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }
}

/// The result of a total reader.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// What could be read, `None` when nothing could.
    pub value: Option<T>,
    /// Everything that is wrong, in the order of the file. Empty for a sound file.
    pub problems: Vec<Problem>,
}

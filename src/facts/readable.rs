//! What was read, or why it could not be.

use crate::formats::problem::{Parsed, Problem};
use crate::span::Span;

/// What was read, or why it could not be.
pub type Readable<T> = Result<T, String>;

pub(super) fn unreadable<T>(why: String) -> Parsed<T> {
    Parsed { value: None, problems: vec![Problem::new(Span::start_of_file(), why)] }
}

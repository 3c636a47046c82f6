//! Comments of a document, which no tree holds: what the parser itself takes for one, so never a part of
//! a text.

use granit_parser::{Event, Options, Parser};

use super::syntax::find_position;
use crate::span::{Span, Spanned};

/// The comments of a text, without their `#`, and whether they are all: a text that is no YAML has those
/// before its mistake.
pub(super) fn comments(text: &str) -> (Vec<Spanned<String>>, bool) {
    let mut options = Options::default();
    options.set_emit_comments(true);
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::Comment(text, ..), range)) => {
                let (line, column) = find_position(&range.start);
                let (end_line, end_column) = find_position(&range.end);
                let span = Span::new(line, column, end_line, end_column);
                found.push(Spanned::new(text.into_owned(), span));
            }
            Ok(_) => {}
            Err(_) => return (found, false),
        }
    }
    (found, true)
}

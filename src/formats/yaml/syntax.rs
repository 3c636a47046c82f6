//! Messages for what the parser refuses.

use granit_parser::{ErrorKind, Marker, ScanError};

use super::node::Limits;
use crate::formats::problem::Problem;
use crate::span::Span;

/// The parser's error as a problem.
pub(super) fn problem(error: &ScanError, source: &str, limits: Limits) -> Problem {
    let span = point(error.marker());
    match error.kind() {
        ErrorKind::UnknownAnchor => {
            Problem::new(span, "the alias names an anchor that is not defined before it")
                .help("define the anchor with `&` earlier in the file, or correct its name")
        }
        ErrorKind::UnexpectedCharacter { character } => Problem::new(
            span,
            format!("`{}` cannot start a plain value", character.escape_default()),
        )
        .help("put the value in quotes"),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation => tab(span),
        ErrorKind::RecursionLimitExceeded => too_deep(span, limits),
        _ => match tab_from(source, span.line).filter(|_| error.info().contains("tab")) {
            Some(span) => tab(span),
            None => Problem::new(span, format!("the file is not valid YAML: {}", error.info())),
        },
    }
}

/// A tab where indentation is expected.
pub(super) fn tab(span: Span) -> Problem {
    Problem::new(span, "a tab is used as indentation; YAML takes spaces only")
        .help("replace the tab by spaces")
}

/// The first tab in the indentation of a line from here on: the parser blames the value before it.
fn tab_from(source: &str, line: u32) -> Option<Span> {
    let lines = (1..).zip(source.lines()).skip(line.saturating_sub(1) as usize);
    let mut tabs = lines.filter_map(|(number, text)| {
        let blank = text.find(|character: char| character != ' ').unwrap_or(text.len());
        let column = u32::try_from(blank).ok()?.checked_add(1)?;
        text.get(blank..)?.starts_with('\t').then(|| Span::new(number, column, number, column + 1))
    });
    tabs.next()
}

/// Nested beyond the limit.
pub(super) fn too_deep(span: Span, limits: Limits) -> Problem {
    Problem::new(span, format!("maps and lists are nested deeper than {} levels", limits.depth))
}

/// The place of one character.
fn point(marker: &Marker) -> Span {
    let (line, column) = find_position(marker);
    Span::point(line, column)
}

/// Line and column from 1.
pub(super) fn find_position(marker: &Marker) -> (u32, u32) {
    (
        u32::try_from(marker.line()).unwrap_or(u32::MAX).max(1),
        u32::try_from(marker.col()).unwrap_or(u32::MAX).saturating_add(1),
    )
}

//! One finding with the lines it is about, as rustc draws them: the workflow's line and, where the
//! policy decided, the policy's.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::clean;
use crate::publish::Judgement;
use crate::span::{Location, Span};
use crate::verdict::{Judged, State};

/// Longer lines are cut around the caret: a minified report must not flood a terminal.
const LONGEST: usize = 400;
/// The line at the left of a snippet.
const GUTTER: &str = "│";

/// Renders a finding.
pub(super) fn render(judged: &Judged, judgement: &Judgement, width: usize) -> String {
    let finding = &judged.finding;
    let level = match judged.state {
        State::Broken => Level::ERROR,
        State::Inconclusive => Level::ERROR.with_name("cannot tell"),
        _ => match judged.severity {
            crate::finding::Severity::Note => Level::NOTE,
            _ => Level::WARNING,
        },
    };
    let mut group = level
        .primary_title(clean(&finding.message))
        .id(judged.rule.id)
        .elements(std::iter::empty::<Element<'_>>());
    for mark in marks(judged) {
        group = group.element(picture(&mark, judgement.sources.get(&*mark.location.path)));
    }
    if finding.location.is_none() {
        group = group.element(Level::NOTE.message(clean(&format!("about {}", finding.subject))));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(clean(&finding.help)));
    }
    draw(&[group], width)
}

/// Draws groups without the empty gutter lines that make a page out of three lines, and with a sign
/// for the second file that every font has.
pub(super) fn draw(groups: &[Group<'_>], width: usize) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(width);
    let drawn = renderer.render(groups);
    let is_filled = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != GUTTER;
    let lines: Vec<&str> = drawn.lines().filter(is_filled).collect();
    lines.join("\n").replace("⸬ ", "├▸")
}

/// A place to draw.
pub(super) struct Mark<'a> {
    pub(super) location: &'a Location,
    pub(super) label: &'a str,
    pub(super) kind: AnnotationKind,
}

fn marks(judged: &Judged) -> impl Iterator<Item = Mark<'_>> {
    let finding = &judged.finding;
    let own = finding.location.iter().map(move |location| Mark {
        location,
        label: &finding.label,
        kind: AnnotationKind::Primary,
    });
    own.chain(finding.related.iter().map(|(location, label)| Mark {
        location,
        label,
        kind: AnnotationKind::Context,
    }))
}

/// The line with a caret where its text is at hand, else only the place.
pub(super) fn picture(mark: &Mark<'_>, text: Option<&Arc<str>>) -> Element<'static> {
    let span = mark.location.span;
    let path = clean(&mark.location.path);
    let line = text
        .and_then(|text| text.lines().nth(span.line.saturating_sub(1) as usize))
        .filter(|line| line.len() <= LONGEST);
    let Some(line) = line else {
        return Element::from(
            Origin::path(path).line(span.line as usize).char_column(span.column as usize),
        );
    };
    let annotation = mark.kind.span(columns(line, span)).label(clean(mark.label));
    Element::from(
        Snippet::source(line.to_owned())
            .path(path)
            .line_start(span.line as usize)
            .annotation(annotation),
    )
}

/// The byte range of a span in its first line; a span over several lines is marked to the line's end.
fn columns(line: &str, span: Span) -> Range<usize> {
    let byte = |column: u32| {
        let skip = column.saturating_sub(1) as usize;
        line.char_indices().nth(skip).map_or(line.len(), |(at, _)| at)
    };
    let start = byte(span.column);
    let end = if span.end_line > span.line { line.trim_end().len() } else { byte(span.end_column) };
    start..end.max(start)
}

//! One finding with its lines, as rustc draws them: the line of the workflow and, if the policy
//! decided, the line of the policy.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::style::clean_text;
use crate::finding::Severity;
use crate::publish::judgement::Judgement;
use crate::span::{Location, Span};
use crate::verdict::report::{FindingState, JudgedFinding};

/// Longest line; longer lines are cut around the caret, so that a minified report does not flood a
/// terminal.
const LONGEST: usize = 400;
/// The line at the left of a snippet.
const GUTTER: &str = "│";

/// Writes a finding.
pub(super) fn render(judged: &JudgedFinding, judgement: &Judgement, width: usize) -> String {
    let finding = &judged.finding;
    let level = match judged.state {
        FindingState::Broken => Level::ERROR,
        FindingState::Inconclusive => Level::ERROR.with_name("cannot tell"),
        _ => match judged.severity {
            Severity::Note => Level::NOTE,
            _ => Level::WARNING,
        },
    };
    let mut group = level
        .primary_title(clean_text(&finding.message))
        .id(judged.rule.id)
        .elements(std::iter::empty::<Element<'_>>());
    for marks in by_line(marks(judged)) {
        let text = marks.first().and_then(|mark| judgement.source(mark.location));
        group = group.elements(draw_marks(&marks, text));
    }
    if finding.location.is_none() {
        group =
            group.element(Level::NOTE.message(clean_text(&format!("about {}", finding.subject))));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(clean_text(&finding.help)));
    }
    draw_groups(&[group], width)
}

/// Draws groups without the empty gutter lines that make three lines fill a page, and with a sign
/// for the second file that every font has.
pub(super) fn draw_groups(groups: &[Group<'_>], width: usize) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(width);
    let drawn = renderer.render(groups);
    let is_filled = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != GUTTER;
    let lines: Vec<&str> = drawn.lines().filter(is_filled).collect();
    lines.join("\n").replace("⸬ ", "├▸")
}

/// A place to draw, with its label.
pub(super) struct Mark<'a> {
    pub(super) location: &'a Location,
    pub(super) label: &'a str,
    pub(super) kind: AnnotationKind,
}

fn marks(judged: &JudgedFinding) -> impl Iterator<Item = Mark<'_>> {
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

/// Groups the marks of one line, so that a command and the construct that mutes it are read at
/// once.
fn by_line<'m>(marks: impl Iterator<Item = Mark<'m>>) -> Vec<Vec<Mark<'m>>> {
    let mut lines: Vec<Vec<Mark<'m>>> = Vec::new();
    let place = |mark: &Mark<'m>| {
        let Location { path, span, on_base } = mark.location;
        (Arc::clone(path), span.line, *on_base)
    };
    for mark in marks {
        let same = lines.iter_mut().find(|line| line.first().map(place) == Some(place(&mark)));
        match same {
            Some(line) => line.push(mark),
            None => lines.push(vec![mark]),
        }
    }
    lines
}

/// Returns the line of these marks with a caret for each; only the place if the text is unknown.
pub(super) fn draw_marks(marks: &[Mark<'_>], text: Option<&Arc<str>>) -> Option<Element<'static>> {
    let first = marks.first()?;
    let span = first.location.span;
    let side = if first.location.on_base { "base:" } else { "" };
    let path = clean_text(&format!("{side}{}", first.location.path));
    let line = text
        .and_then(|text| text.lines().nth(span.line.saturating_sub(1) as usize))
        .filter(|line| line.len() <= LONGEST);
    let Some(line) = line else {
        let place = Origin::path(path).line(span.line as usize);
        return Some(Element::from(place.char_column(span.column as usize)));
    };
    let mut snippet = Snippet::source(line.to_owned()).path(path).line_start(span.line as usize);
    for mark in marks {
        let columns = columns(line, mark.location.span);
        snippet = snippet.annotation(mark.kind.span(columns).label(clean_text(mark.label)));
    }
    Some(Element::from(snippet))
}

/// Returns the byte range of a span in its first line; a span over several lines is marked to the
/// end of the line.
fn columns(line: &str, span: Span) -> Range<usize> {
    let byte = |column: u32| {
        let skip = column.saturating_sub(1) as usize;
        line.char_indices().nth(skip).map_or(line.len(), |(at, _)| at)
    };
    let start = byte(span.column);
    let end = if span.end_line > span.line { line.trim_end().len() } else { byte(span.end_column) };
    start..end.max(start)
}

//! The report where nothing was judged: a wrong policy, a wrong flag, a root that does not exist.
//! All problems of a policy are shown at once, each with its line.

use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Level};

use super::snippet::{Mark, draw_groups, draw_marks};
use super::style::clean_text;
use crate::formats::problem::Problem;
use crate::publish::notice::Refusal;
use crate::span::Location;

/// Writes the refusal for a terminal of this many columns.
#[must_use]
pub fn refusal(refusal: &Refusal, width: usize) -> String {
    let width = width.clamp(40, 160);
    let mut out = String::new();
    match refusal {
        Refusal::Policy { path, text, problems } => {
            for problem in problems {
                out.push_str(&draw_groups(&[picture_of(problem, path, text)], width));
                out.push_str("\n\n");
            }
            let count = problems.len();
            let noun = if count == 1 { "problem" } else { "problems" };
            let _ = writeln!(out, "the policy has {count} {noun}; nothing was judged");
        }
        Refusal::Other { message, help } => {
            let mut group = Level::ERROR
                .primary_title(clean_text(message))
                .elements(std::iter::empty::<Element<'_>>());
            if !help.is_empty() {
                group = group.element(Level::HELP.message(clean_text(help)));
            }
            out.push_str(&draw_groups(&[group], width));
            out.push_str("\n\nnothing was judged\n");
        }
    }
    out
}

fn picture_of(problem: &Problem, path: &str, text: &Arc<str>) -> annotate_snippets::Group<'static> {
    let own = Location::new(path, problem.span);
    let mark = Mark { location: &own, label: "", kind: AnnotationKind::Primary };
    let mut group = Level::ERROR
        .primary_title(clean_text(&problem.message))
        .elements(draw_marks(&[mark], Some(text)));
    if let Some((span, label)) = &problem.related {
        let other = Location::new(path, *span);
        let mark = Mark { location: &other, label, kind: AnnotationKind::Context };
        group = group.elements(draw_marks(&[mark], Some(text)));
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(clean_text(help)));
    }
    group
}

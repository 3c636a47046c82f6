//! Tags before scalars: what GitHub takes of them.

use granit_parser::Tag;

use super::node::Style;
use super::schema;
use crate::formats::problem::Problem;
use crate::span::Span;

/// A tag that is none of the core schema's: it means something to one tool alone.
pub(super) fn is_foreign(tag: &Tag) -> bool {
    !matches!(tag.core_suffix(), Some("str" | "bool" | "int" | "float" | "null"))
}

/// Tags of scalars: `!!str` anywhere, the other four of the core schema on plain scalars of that form.
/// GitHub does not look at tags of maps and lists.
pub(super) fn refused(tag: &Tag, text: &str, style: Style, span: Span) -> Option<Problem> {
    let written = tag.original();
    let help = "remove the tag, or put the value in quotes if `!` belongs to it";
    let core = match tag.core_suffix() {
        Some("str") => return None,
        Some(core @ ("bool" | "int" | "float" | "null")) => core,
        _ => {
            return Some(
                Problem::new(span, format!("tag `{written}` is not known here; GitHub takes `!!str`, `!!bool`, `!!int`, `!!float` and `!!null`"))
                    .help(help),
            );
        }
    };
    if style != Style::Plain {
        return Some(
            Problem::new(
                span,
                format!("tag `{written}` cannot stand before quoted text or a block"),
            )
            .help(help),
        );
    }
    if !schema::is_of_type(text, core) {
        return Some(
            Problem::new(span, format!("`{text}` is not a value of type `{core}`")).help(help),
        );
    }
    None
}

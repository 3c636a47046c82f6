//! Styles of the terminal, and text made harmless for it.

use anstyle::Style;

use crate::text::terminal::TerminalText;

pub(super) const BOLD: Style = Style::new().bold();

pub(super) const DIM: Style = Style::new().dimmed();

pub(super) fn clean_text(text: &str) -> String {
    TerminalText::new(text).to_string()
}

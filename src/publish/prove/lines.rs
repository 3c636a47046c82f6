//! Lines of the proof: their colours and where they break.

use anstyle::{AnsiColor, Style};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
pub(super) const RED: Style = AnsiColor::Red.on_default();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Writes text on as many lines as it needs. Lines break at blanks outside of quotes, so that a
/// policy stays in one piece.
pub(super) fn wrapped(out: &mut String, text: &str, first: usize, rest: usize, width: usize) {
    out.push_str(&" ".repeat(first));
    wrapped_behind(out, text, first, rest, width);
}

/// Writes text behind what is on the line already, which has this many columns.
pub(super) fn wrapped_behind(out: &mut String, text: &str, used: usize, rest: usize, width: usize) {
    let mut line = String::new();
    let mut room = width.saturating_sub(used);
    let mut is_empty = true;
    for word in words(text) {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > room {
            out.push_str(&line);
            out.push('\n');
            line = " ".repeat(rest);
            room = width;
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

/// Splits text into words; quoted text is one word.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' if !escaped => quoted = !quoted,
            ' ' if !quoted => {
                words.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    words.extend(text.get(start..));
    words.retain(|word| !word.is_empty());
    words
}

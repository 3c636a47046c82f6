//! From bytes to text: encoding, and the characters on which YAML parsers disagree.

use crate::formats::problem::Problem;
use crate::span::Span;

/// More of the same kind add nothing.
const MOST_REPORTED: usize = 10;

/// The file's text without its BOM, and a problem for each character that is refused.
pub(super) fn decode(bytes: &[u8]) -> Result<(&str, Vec<Problem>), Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::new(
            Span::start_of_file(),
            "the file is UTF-16 (it starts with a UTF-16 byte order mark); expected UTF-8",
        )
        .help("save the file as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text, refused(text))),
        Err(error) => {
            let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
            let (line, column) = place(std::str::from_utf8(valid).unwrap_or_default());
            let byte = rest.first().copied().unwrap_or_default();
            Err(Problem::new(
                Span::new(line, column, line, column.saturating_add(1)),
                format!("the file is not UTF-8: byte `0x{byte:02X}` does not start a character"),
            )
            .help("save the file as UTF-8"))
        }
    }
}

/// Line and column, from 1, just after a text.
fn place(before: &str) -> (u32, u32) {
    let mut line = 1_u32;
    let mut column = 1_u32;
    let mut chars = before.chars().peekable();
    while let Some(char) = chars.next() {
        let ends_line = char == '\n' || (char == '\r' && chars.peek() != Some(&'\n'));
        (line, column) =
            if ends_line { (line.saturating_add(1), 1) } else { (line, column.saturating_add(1)) };
    }
    (line, column)
}

fn refused(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let suspicious = match byte {
            b'\t' | b'\n' | b'\r' | 0x20..=0x7E => false,
            0x00..=0x1F | 0x7F => true,
            0xC2 => matches!(bytes.get(at + 1), Some(0x80..=0x9F)),
            0xE2 => matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
            0xEF => matches!(bytes.get(at + 1..at + 3), Some([0xBB, 0xBF])),
            _ => false,
        };
        if !suspicious {
            continue;
        }
        let (Some(before), Some(char)) =
            (text.get(..at), text.get(at..).and_then(|t| t.chars().next()))
        else {
            continue;
        };
        let (line, column) = place(before);
        problems.push(
            Problem::new(
                Span::new(line, column, line, column.saturating_add(1)),
                format!("the file holds {}, which YAML readers do not agree on", name(char)),
            )
            .help("remove the character, or write it as an escape in double quotes"),
        );
        if problems.len() >= MOST_REPORTED {
            break;
        }
    }
    problems
}

fn name(char: char) -> String {
    let name = match char {
        '\0' => "NUL",
        '\u{1B}' => "an escape character",
        '\u{85}' => "a next-line character",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{FEFF}' => "a byte order mark inside",
        _ => "a control character",
    };
    format!("{name} (U+{:04X})", u32::from(char))
}

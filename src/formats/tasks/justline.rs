//! Single lines of a justfile: recipe headers, assignments, settings, and `{{ }}`.

use std::collections::BTreeMap;

use super::book::{Book, LINE, push_variable};

/// A parameter of a recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) default: Option<String>,
    /// `+name` or `*name`: it takes all words that are left.
    pub(super) takes_all: bool,
    /// `*name`: none is enough.
    pub(super) may_lack: bool,
}

/// The line above the commands: `@test name='x' *rest: build && clean`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) name: String,
    /// Where the name starts in its line.
    pub(super) at: usize,
    pub(super) parameters: Vec<Parameter>,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

/// Pieces of a line: names, strings, and single characters, each with its offset.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let at = line.len() - rest.len();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let length = match c {
            '"' | '\'' | '`' => string_end(rest, c),
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            '#' => return found,
            '&' if rest.starts_with("&&") => 2,
            ':' if rest.starts_with(":=") || rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (piece, behind) = rest.split_at(length);
        if !c.is_whitespace() {
            found.push((at, piece));
        }
        rest = behind;
    }
    found
}

fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The value of a string literal.
pub(super) fn parse_string(piece: &str) -> Option<String> {
    let quote = piece.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = piece.strip_prefix(quote)?.strip_suffix(quote)?;
    Some(if quote == '"' {
        inner.replace("\\\"", "\"").replace("\\\\", "\\")
    } else {
        inner.to_owned()
    })
}

/// `name := value`, also behind `export`.
pub(super) struct JustAssignment {
    pub(super) name: String,
    /// `None` when just has to compute it.
    pub(super) value: Option<String>,
    /// The place of the value in the line.
    pub(super) place: (usize, usize),
    pub(super) exported: bool,
}

/// What a line assigns.
pub(super) fn parse_assignment(line: &str) -> Option<JustAssignment> {
    let pieces = pieces(line);
    let (exported, rest) = match pieces.as_slice() {
        [(_, "export"), rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let [(_, name), (at, ":="), value @ ..] = rest else { return None };
    let start = value.first().map_or(at + 2, |(at, _)| *at);
    let end = value.last().map_or(start, |(at, piece)| at + piece.len());
    // strings that are joined by `+` are one; anything else is for just alone to know
    let mut joined = Some(String::new());
    for (index, (_, piece)) in value.iter().enumerate() {
        joined = match (joined, parse_string(piece), *piece) {
            (Some(before), Some(more), _) if index % 2 == 0 => Some(before + &more),
            (Some(before), None, "+") if index % 2 == 1 => Some(before),
            _ => None,
        };
    }
    Some(JustAssignment { name: (*name).to_owned(), value: joined, place: (start, end), exported })
}

/// The words of `set name := [...]` or `set name := "..."`; empty for a flag.
pub(super) fn parse_setting(line: &str) -> Option<(String, Vec<String>)> {
    let pieces = pieces(line);
    let [(_, "set"), (_, name), values @ ..] = pieces.as_slice() else { return None };
    let words = values.iter().filter_map(|(_, piece)| parse_string(piece)).collect();
    let is_off = values.iter().any(|(_, piece)| *piece == "false");
    (!is_off).then(|| ((*name).to_owned(), words))
}

/// `alias t := test`.
pub(super) fn parse_alias(line: &str) -> Option<(String, usize, String)> {
    let pieces = pieces(line);
    let [(_, "alias"), (at, name), (_, ":="), (_, target), ..] = pieces.as_slice() else {
        return None;
    };
    Some(((*name).to_owned(), *at, (*target).to_owned()))
}

/// The header of a recipe.
pub(super) fn parse_header(line: &str) -> Option<Header> {
    let pieces = pieces(line);
    let mut rest = pieces.as_slice();
    if let [(_, "@"), behind @ ..] = rest {
        rest = behind;
    }
    let [(at, name), behind @ ..] = rest else { return None };
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let mut found = Header { name: (*name).to_owned(), at: *at, ..Header::default() };
    let colon = behind.iter().position(|(_, piece)| *piece == ":")?;
    if behind.get(..colon)?.iter().any(|(_, piece)| *piece == ":=") {
        return None;
    }
    let (mut takes_all, mut may_lack) = (false, false);
    let mut parameters = behind.get(..colon)?.iter();
    while let Some((_, piece)) = parameters.next() {
        match *piece {
            "+" => takes_all = true,
            "*" => (takes_all, may_lack) = (true, true),
            "$" => {}
            "=" => {
                let value = parameters.next().and_then(|(_, piece)| parse_string(piece));
                if let Some(parameter) = found.parameters.last_mut() {
                    parameter.default = value.or(Some(format!("${}", parameter.name)));
                }
            }
            name => {
                let name = name.to_owned();
                found.parameters.push(Parameter { name, default: None, takes_all, may_lack });
                (takes_all, may_lack) = (false, false);
            }
        }
    }
    dependencies(behind.get(colon + 1..)?, &mut found);
    Some(found)
}

fn dependencies(pieces: &[(usize, &str)], found: &mut Header) {
    let (mut is_after, mut depth, mut is_first) = (false, 0_usize, true);
    for (_, piece) in pieces {
        match *piece {
            "&&" => is_after = true,
            "(" => {
                depth += 1;
                is_first = true;
            }
            ")" => depth = depth.saturating_sub(1),
            // in brackets, what follows the name are its arguments
            name if (depth == 0 || is_first) && parse_string(name).is_none() => {
                is_first = false;
                let list = if is_after { &mut found.after } else { &mut found.before };
                list.push(name.to_owned());
            }
            _ => {}
        }
    }
}

/// Puts known values in the place of `{{ name }}`; what just would compute becomes a variable that
/// nobody set.
pub(super) fn interpolate_line(
    book: &Book<'_>,
    text: &str,
    values: &[&BTreeMap<String, String>],
) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let (plain, behind) = rest.split_at(at);
        out.push_str(plain);
        if behind.starts_with("{{{{") {
            out.push_str("{{");
            rest = behind.get(4..).unwrap_or_default();
            continue;
        }
        let Some(end) = behind.find("}}").filter(|_| out.len() <= LINE && book.step()) else {
            out.push_str(behind);
            return out;
        };
        let inner = behind.get(2..end).unwrap_or_default().trim();
        rest = behind.get(end + 2..).unwrap_or_default();
        let known = values.iter().find_map(|values| values.get(inner));
        match known.cloned().or_else(|| parse_string(inner)) {
            Some(value) => out.push_str(&value),
            None => push_variable(&mut out, inner, rest.chars().next()),
        }
    }
    out.push_str(rest);
    out
}

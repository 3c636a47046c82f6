//! As much of Python as a noxfile needs: its logical lines and the arguments of a call. Strings and
//! brackets are known; everything else is text.

/// A logical line: its indent and its byte range, comments and line breaks within brackets included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Logical {
    pub(super) indent: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One argument of a call, or one item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Argument<'t> {
    /// Before its `=`.
    pub(super) name: Option<&'t str>,
    pub(super) text: &'t str,
}

/// The string that starts a text: its length with prefix and quotes, and the text between these.
struct Literal<'t> {
    prefix: &'t str,
    inner: &'t str,
    length: usize,
}

fn literal(text: &str) -> Option<Literal<'_>> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let prefix = text
        .get(..letters)
        .filter(|prefix| prefix.len() <= 2 && prefix.chars().all(|c| "rRbBfFuUtT".contains(c)))?;
    let rest = text.get(letters..)?;
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| rest.starts_with(quote))?;
    let body = rest.get(quote.len()..)?;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == '\n' && quote.len() == 1 {
            // never closed
            return Some(Literal {
                prefix,
                inner: &body[..at],
                length: letters + quote.len() + at,
            });
        } else if body.get(at..).is_some_and(|rest| rest.starts_with(quote)) {
            let length = letters + 2 * quote.len() + at;
            return Some(Literal { prefix, inner: &body[..at], length });
        }
    }
    Some(Literal { prefix, inner: body, length: text.len() })
}

/// Walks over a text and gives each piece: a whole string, a whole comment, or one other character,
/// with its offset.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut in_name = false;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let c = rest.chars().next()?;
        let length = if c == '#' {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '\\' {
            // joins two lines
            rest.chars().take(2).map(char::len_utf8).sum()
        } else if !in_name && let Some(found) = literal(rest) {
            found.length
        } else {
            c.len_utf8()
        };
        let start = at;
        at += length.max(1);
        in_name = length == c.len_utf8() && (c.is_alphanumeric() || c == '_' || c == '.');
        text.get(start..at).map(|piece| (start, piece))
    })
}

/// The logical lines of a file.
pub(super) fn logical_lines(text: &str) -> Vec<Logical> {
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut add = |start: usize, end: usize| {
        let line = text.get(start..end).unwrap_or_default();
        let inner = line.trim_start();
        if !inner.is_empty() && !inner.starts_with('#') {
            let indent = line.len() - inner.len();
            let end = start + line.trim_end().len();
            lines.push(Logical { indent, start: start + indent, end });
        }
    };
    for (at, piece) in pieces(text) {
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "\n" if depth == 0 => {
                add(start, at);
                start = at + 1;
            }
            _ => {}
        }
    }
    add(start, text.len());
    lines
}

/// Where the bracket that starts a text is closed; the whole text when it never is.
pub(super) fn find_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces(text) {
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The arguments between brackets.
pub(super) fn split_arguments(text: &str) -> Vec<Argument<'_>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut name = None;
    let mut before = " ";
    for (at, piece) in pieces(text) {
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                push(&mut found, name.take(), text.get(start..at));
                start = at + 1;
            }
            "=" if depth == 0 && name.is_none() && !"=!<>:".contains(before) => {
                let follows = text.get(at + 1..).is_some_and(|rest| rest.starts_with('='));
                if !follows {
                    name = text.get(start..at).map(str::trim);
                    start = at + 1;
                }
            }
            _ => {}
        }
        before = piece;
    }
    push(&mut found, name, text.get(start..));
    found
}

fn push<'t>(found: &mut Vec<Argument<'t>>, name: Option<&'t str>, text: Option<&'t str>) {
    let mut text = text.unwrap_or_default().trim();
    while text.starts_with('#') {
        text = text.split_once('\n').map_or("", |(_, behind)| behind.trim_start());
    }
    if !text.is_empty() {
        found.push(Argument { name, text });
    }
}

/// The text of a string literal, or of several in a row. What an f-string computes becomes a variable
/// that nobody set. `None` when the text is anything else.
pub(super) fn parse_string(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        rest = inner.trim();
    }
    let mut out = String::new();
    while !rest.is_empty() {
        if rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
            continue;
        }
        let found = literal(rest)?;
        let prefix = found.prefix.to_lowercase();
        let inner =
            if prefix.contains('r') { found.inner.to_owned() } else { unescape(found.inner) };
        if prefix.contains('f') {
            add_formatted(&inner, &mut out);
        } else {
            out.push_str(&inner);
        }
        rest = rest.get(found.length..)?.trim_start();
    }
    (!text.trim().is_empty()).then_some(out)
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('\n') | None => {}
            Some(c @ ('\\' | '\'' | '"')) => out.push(c),
            Some(c) => out.extend(['\\', c]),
        }
    }
    out
}

fn add_formatted(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (plain, behind) = rest.split_at(at);
        out.push_str(plain);
        if behind.starts_with("{{") || behind.starts_with("}}") {
            out.push_str(&behind[..1]);
            rest = &behind[2..];
            continue;
        }
        let Some(end) = behind.find('}').filter(|_| behind.starts_with('{')) else {
            rest = &behind[1..];
            continue;
        };
        rest = &behind[end + 1..];
        super::book::push_variable(out, &behind[1..end], rest.chars().next());
    }
    out.push_str(rest);
}

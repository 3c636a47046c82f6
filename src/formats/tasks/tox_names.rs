//! What both forms of tox's settings share: names of environments and replacements.

use std::collections::BTreeSet;

use crate::formats::tasks::book::{Book, LINE, find_close, push_variable, quote_words};
use crate::formats::tasks::task::{TaskLine, TaskShell};

/// Environments that one list names at most.
pub(super) const ENVIRONMENTS: usize = 1_000;

/// Writes down which environments the call runs, of those on the file's list and of its own others. All
/// names that may be asked for, each once.
pub(super) fn choose_environments(
    book: &mut Book<'_>,
    list: Vec<String>,
    own: impl Iterator<Item = String>,
) -> Vec<String> {
    let mut names = list.clone();
    names.extend(own);
    names.extend(book.call.names.iter().cloned());
    if book.call.names.is_empty() {
        // tox runs the environment of the Python that runs tox itself
        book.chosen = if list.is_empty() { vec!["py".to_owned()] } else { list };
        names.extend(book.chosen.iter().cloned());
    } else if book.call.names.iter().any(|name| name == "ALL") {
        book.chosen = names.iter().filter(|name| *name != "ALL").cloned().collect();
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// `py{310,311}-{a,b},lint` as its names: braces give one for each of their words.
pub(super) fn expand_names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in split_outside(text) {
        let mut names = vec![String::new()];
        let mut rest = word;
        while let Some((before, behind)) = rest.split_once('{') {
            let (inner, after) = behind.split_once('}').unwrap_or((behind, ""));
            let words: Vec<_> = inner.split(',').map(str::trim).collect();
            let mut longer = Vec::new();
            for name in &names {
                longer.extend(words.iter().map(|word| format!("{name}{before}{word}")));
                if longer.len() > ENVIRONMENTS {
                    return found;
                }
            }
            names = longer;
            rest = after;
        }
        found.extend(names.into_iter().map(|name| format!("{name}{rest}")));
        if found.len() > ENVIRONMENTS {
            break;
        }
    }
    found.retain(|name| !name.is_empty());
    found.truncate(ENVIRONMENTS);
    found
}

/// Splits at commas and line breaks that stand outside of braces.
pub(super) fn split_outside(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == ',' && depth == 0) || c == '\n'
    });
    parts.map(str::trim).collect()
}

/// Where `{...}` is put in its place.
pub(super) trait Replaced {
    /// The value of `{[section]key}`, of another key of the environment, and of a variable of its own.
    fn reference(&self, name: &str, depth: usize) -> Option<String>;
    /// The name of the environment.
    fn environment(&self) -> &str;
}

/// The text with its `{...}` replaced. What is not known becomes a variable that nobody set.
pub(super) fn replace_references(
    book: &Book<'_>,
    by: &impl Replaced,
    text: &str,
    depth: usize,
) -> String {
    let mut out = String::new();
    let mut rest = text;
    if !book.work(text.len()) {
        return out;
    }
    while let Some(at) = rest.find('{') {
        let (plain, behind) = rest.split_at(at);
        let Some(end) = find_close(behind, '{', '}').filter(|_| out.len() < LINE) else { break };
        rest = behind.get(end + 1..).unwrap_or_default();
        let inner = behind.get(1..end).unwrap_or_default();
        if let Some(plain) = plain.strip_suffix('\\') {
            out.push_str(plain);
            out.push_str(behind.get(..=end).unwrap_or_default());
            continue;
        }
        out.push_str(plain);
        if depth > super::book::DEPTH || !book.step() {
            push_variable(&mut out, "deep", rest.chars().next());
            continue;
        }
        let nested = |text: &str| replace_references(book, by, text, depth + 1);
        let (name, value) = inner.split_once(':').unwrap_or((inner, ""));
        match name {
            "posargs" if !book.call.rest.is_empty() => out.push_str(&quote_words(&book.call.rest)),
            "posargs" => out.push_str(&nested(value)),
            "env" => {
                let (name, default) = match value.split_once(':') {
                    Some((name, default)) => (name, Some(default)),
                    None => (value, None),
                };
                match (by.reference(&format!("env:{name}"), depth + 1), default) {
                    (Some(value), _) => out.push_str(&value),
                    // the workflow may set it; the default is what the file says
                    (None, Some(default)) => out.push_str(&nested(default)),
                    (None, None) => push_variable(&mut out, name, rest.chars().next()),
                }
            }
            // no terminal is there in a workflow
            "tty" => out.push_str(&nested(value.split_once(':').map_or("", |(_, no)| no))),
            "/" => out.push('/'),
            "" if inner == ":" => out.push(':'),
            "envname" | "env_name" => out.push_str(by.environment()),
            "toxinidir" | "tox_root" => out.push('.'),
            "envpython" | "env_python" | "basepython" | "base_python" => out.push_str("python"),
            _ => match by.reference(inner, depth + 1) {
                Some(value) => out.push_str(&value),
                None => push_variable(&mut out, name, rest.chars().next()),
            },
        }
    }
    out.push_str(rest);
    out
}

/// One command of tox: no shell, and a `-` before it lets it fail. So does `!`, which demands it.
pub(super) fn make_line(
    book: &mut Book<'_>,
    text: &str,
    place: (usize, usize),
) -> Option<TaskLine> {
    let text = text.trim();
    let script = text.strip_prefix(['-', '!']).unwrap_or(text);
    let mut line = book.line(script.trim_start(), place, TaskShell::Direct)?;
    line.ignored |= script.len() < text.len();
    Some(line)
}

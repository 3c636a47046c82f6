//! Settings that are found in the text of files whose language nobody here runs: objects of JavaScript,
//! properties, and the limits of JaCoCo in Maven's and Gradle's files.

use std::sync::LazyLock;

use regex::Regex;

use super::content::SettingContent;
use crate::catalog::settings::rows::{KnownFile, SettingsSyntax};
use crate::formats::document::place::Places;
use crate::span::Span;

/// Deepest nesting of an object that is followed.
const DEEPEST: usize = 16;

type TextValues = (String, SettingContent, Span);

/// Whether a file is a script of JavaScript or TypeScript.
pub(super) fn is_script(file: &str) -> bool {
    let ends = ["js", "cjs", "mjs", "ts", "cts", "mts"];
    file.rsplit_once('.').is_some_and(|(_, end)| ends.contains(&end))
}

/// Reads it, by what is known of files of this name.
pub(super) fn read(file: &str, known: &[&'static KnownFile], text: &str) -> Vec<TextValues> {
    let places = Places::new(text);
    let mut found: Vec<TextValues> = Vec::new();
    let mut starts: Vec<String> = Vec::new();
    for known in known {
        let start = known.start(file, "");
        let mut more = match known.syntax {
            SettingsSyntax::Script => object_behind(known.object(), &start, text, &places),
            SettingsSyntax::Properties => properties(&start, text, &places),
            SettingsSyntax::Ids => ids(start.clone(), text),
            SettingsSyntax::Limits => limits(text, &places),
            _ => continue,
        };
        // what an object before holds is found in the whole too
        more.retain(|(name, ..)| !starts.iter().any(|start| name.starts_with(start)));
        found.extend(more);
        starts.push(start);
    }
    found
}

fn properties(prefix: &str, text: &str, places: &Places<'_>) -> Vec<TextValues> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let is_comment = line.trim_start().starts_with(['#', '!']);
        if let Some((name, value)) = line.split_once('=').filter(|_| !is_comment) {
            let span = places.span(offset, offset + line.trim_end().len());
            let name = name.trim();
            let dot = if prefix.is_empty() { "" } else { "." };
            let name = format!("{prefix}{dot}{name}");
            found.push((name, SettingContent::One(value.trim().to_owned()), span));
        }
        offset += line.len();
    }
    found
}

/// The ids of a list, each in a line.
fn ids(name: String, text: &str) -> Vec<TextValues> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let ids = lines.filter(|line| !line.starts_with('#'));
    let ids: Vec<String> =
        ids.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    vec![(name, SettingContent::Many(ids), Span::start_of_file())]
}

static LIMIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"<(minimum|maximum)>\s*([^<]+?)\s*</"#,
        r#"|\b(minimum|maximum)\s*(?:=|\.set\(|\(|\s)\s*["']?(\d[\d.]*)"#,
        r#"|<(counter|value|element)>\s*([A-Z]+)\s*</|\b(counter|value|element)\s*=?\s*["']([A-Z]+)["']"#
    ))
    .ok()
});

/// JaCoCo's rules: each limit with the counter and value that were named last. Limits of one name are
/// told apart by their order.
fn limits(text: &str, places: &Places<'_>) -> Vec<TextValues> {
    let Some(pattern) = LIMIT.as_ref() else { return Vec::new() };
    if !text.to_lowercase().contains("jacoco") {
        return Vec::new();
    }
    let mut found: Vec<TextValues> = Vec::new();
    let mut about = std::collections::BTreeMap::new();
    for captures in pattern.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let pair = [(1, 2), (3, 4), (5, 6), (7, 8)]
            .iter()
            .find_map(|&(key, value)| Some((captures.get(key)?.as_str(), captures.get(value)?)));
        let Some((key, value)) = pair else { continue };
        if !matches!(key, "minimum" | "maximum") {
            about.insert(key, value.as_str());
            continue;
        }
        let of = ["element", "counter", "value"].map(|key| about.get(key).copied().unwrap_or("-"));
        let stem = format!("jacoco.{key}.{}", of.join("."));
        let nth = found.iter().filter(|(name, ..)| name.starts_with(&stem)).count();
        let span = places.span(whole.start(), whole.end());
        found.push((format!("{stem}.{nth}"), SettingContent::One(value.as_str().to_owned()), span));
    }
    found
}

/// The single values of the object behind the first such key.
fn object_behind(key: &str, name: &str, text: &str, places: &Places<'_>) -> Vec<TextValues> {
    let code = blanked(text);
    let mut from = 0;
    while let Some(at) = code.get(from..).and_then(|rest| rest.find(key)).map(|at| at + from) {
        from = at + key.len();
        let is_whole = code.get(..at).is_some_and(|before| {
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
        });
        let rest = code.get(from..).unwrap_or_default();
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start).filter(|_| is_whole) else {
            continue;
        };
        if rest.starts_with('{') {
            let start = code.len() - rest.len() + 1;
            return values(&code, start, name, places);
        }
    }
    Vec::new()
}

/// The values of an object whose `{` stands before `start`, until its `}`.
fn values(code: &str, start: usize, name: &str, places: &Places<'_>) -> Vec<TextValues> {
    let mut found = Vec::new();
    let mut path = vec![name.to_owned()];
    let mut key: Option<String> = None;
    let mut at = start;
    while let Some(c) = code.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = code.get(at..).unwrap_or_default();
        let token = token(rest);
        match c {
            '{' => {
                path.push(key.take().unwrap_or_default());
                if path.len() > DEEPEST {
                    break;
                }
            }
            '}' => {
                path.pop();
                key = None;
                if path.is_empty() {
                    break;
                }
            }
            ',' => key = None,
            _ if token.is_empty() => {}
            _ if key.is_none() => {
                let after = rest.get(token.len()..).unwrap_or_default().trim_start();
                if after.starts_with(':') {
                    key = Some(token.trim_matches(['"', '\'', '`']).to_owned());
                }
            }
            _ => {
                let full = format!("{}.{}", path.join("."), key.clone().unwrap_or_default());
                let value = token.trim_matches(['"', '\'', '`']).to_owned();
                let span = places.span(at, at + token.len());
                if !found.iter().any(|(name, ..): &TextValues| *name == full) {
                    found.push((full, SettingContent::One(value), span));
                }
            }
        }
        at += token.len().max(c.len_utf8());
    }
    found
}

/// A word, a number or a quoted text at the start.
fn token(rest: &str) -> &str {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let end = match quote {
        Some(quote) => rest.get(1..).and_then(|inner| inner.find(quote)).map_or(1, |at| at + 2),
        None => rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$')))
            .unwrap_or(rest.len()),
    };
    rest.get(..end).unwrap_or_default()
}

/// The text with blanks for comments, as long as before.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' | '\'' | '`' => token(rest).len().max(1),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            _ => c.len_utf8(),
        };
        let Some((part, after)) = rest.split_at_checked(length) else { break };
        if part.starts_with("//") || part.starts_with("/*") {
            out.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            out.push_str(part);
        }
        rest = after;
    }
    out
}

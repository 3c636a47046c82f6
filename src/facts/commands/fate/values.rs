//! Variables as far as they are known, and the words with them.

use std::collections::BTreeSet;

use super::ending::Cause;
use super::state::{Code, ExitStatus, ShellState};
use super::variables::{MOST_KNOWN, ShellValue};
use super::{arithmetic, printed};
use crate::formats::shell::script::ShellScript;
use crate::formats::shell::syntax::{Statement, StatementKind, Word};

/// First character of the number of a background job in a text; no script contains it.
pub(super) const JOB: char = '\u{1}';
/// Longest list of words.
const MOST_ITEMS: usize = 1000;

/// Expands a word; the text is `None` if only the run knows it. The second value says whether the
/// exit code of the failure is part of the word.
pub(super) fn expand_word(word: &Word, state: &ShellState, code: &Code) -> (Option<String>, bool) {
    let is_raw = code.text.get(word.start..).is_some_and(|rest| rest.starts_with('\''));
    if word.dynamic && !is_raw {
        expand_text(&word.text, state)
    } else {
        (Some(word.text.clone()), false)
    }
}

/// Expands a text whose quotes are resolved.
pub(super) fn expand_text(text: &str, state: &ShellState) -> (Option<String>, bool) {
    let mut out = Some(String::new());
    let mut tainted = false;
    let mut rest = text;
    while let Some(at) = rest.find(['$', '`']) {
        let (before, after) = rest.split_at(at);
        push(&mut out, before);
        if after.starts_with('`') {
            return (None, tainted);
        }
        let (value, length) = one(after, state);
        tainted |= value.tainted;
        match value.items {
            Some(items) => push(&mut out, &items.join(" ")),
            None => out = None,
        }
        rest = after.get(length..).unwrap_or_default();
    }
    push(&mut out, rest);
    (out, tainted)
}

fn push(out: &mut Option<String>, text: &str) {
    let fits = out.as_ref().is_none_or(|out| out.len() + text.len() <= MOST_KNOWN);
    match out {
        Some(known) if fits => known.push_str(text),
        _ => *out = None,
    }
}

/// Expands the expansion at the start of a text, and returns its length.
fn one(text: &str, state: &ShellState) -> (ShellValue, usize) {
    let rest = text.get(1..).unwrap_or_default();
    let Some(first) = rest.chars().next() else { return (ShellValue::text("$"), 1) };
    match first {
        '?' => (status_value(state.status), 2),
        '!' => (last_job(state), 2),
        '@' | '*' | '#' | '1'..='9' => (argument(rest.get(..1).unwrap_or_default(), state), 2),
        '$' | '-' | '0' => (ShellValue::UNKNOWN, 2),
        '{' => match closing(rest) {
            Some(end) => (braced(rest.get(1..end).unwrap_or_default(), state), end + 2),
            None => (ShellValue::UNKNOWN, text.len()),
        },
        '(' if rest.starts_with("((") => match rest.find("))") {
            Some(end) => {
                let inner = rest.get(2..end).unwrap_or_default();
                let value = arithmetic::value(inner, state).map(|value| vec![value.to_string()]);
                let tainted = arithmetic::mentions_failure(inner, state);
                (ShellValue { items: value, tainted }, end + 3)
            }
            None => (ShellValue::UNKNOWN, text.len()),
        },
        '(' => match closing_parenthesis(rest) {
            Some(end) => (substitution(rest.get(1..end).unwrap_or_default(), state), end + 2),
            None => (ShellValue::UNKNOWN, text.len()),
        },
        _ => {
            let length = name_length(rest);
            if length == 0 {
                return (ShellValue::text("$"), 1);
            }
            (scalar(rest.get(..length).unwrap_or_default(), state), length + 1)
        }
    }
}

/// Returns the output of a substitution, for the few that are known without running them.
fn substitution(text: &str, state: &ShellState) -> ShellValue {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |text: &&str| expand_text(text, state).0.and_then(|text| text.parse::<i64>().ok());
    let ends = match words.as_slice() {
        ["jobs", "-p" | "-pr" | "-rp"] => {
            let jobs = (0..state.jobs.len()).map(|job| format!("{JOB}{job}")).collect();
            return ShellValue { items: Some(jobs), tainted: false };
        }
        ["seq", last] => number(last).map(|last| (1, last)),
        ["seq", first, last] => number(first).zip(number(last)),
        _ => None,
    };
    if ends.is_none() && state.is_wary {
        return printed::of_substitution(text, state).map_or(ShellValue::UNKNOWN, ShellValue::text);
    }
    ShellValue { items: ends.map(|(first, last)| numbers(first, last)), tainted: false }
}

fn numbers(first: i64, last: i64) -> Vec<String> {
    let count = |number: i64| number.to_string();
    if first <= last {
        (first..=last).take(MOST_ITEMS).map(count).collect()
    } else {
        (last..=first).rev().take(MOST_ITEMS).map(count).collect()
    }
}

fn name_length(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// Returns the place of the parenthesis that closes the one at the start of a text; those in strings do not count.
fn closing_parenthesis(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns the place of the brace that closes the one at the start of a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn status_value(status: ExitStatus) -> ShellValue {
    ShellValue { items: status.code.map(|code| vec![code.to_string()]), tainted: status.carries() }
}

fn last_job(state: &ShellState) -> ShellValue {
    match state.jobs.len().checked_sub(1) {
        Some(last) => ShellValue::text(format!("{JOB}{last}")),
        None => ShellValue::UNKNOWN,
    }
}

/// Returns the value of `$1`, `$@` or `$#`.
fn argument(name: &str, state: &ShellState) -> ShellValue {
    let Some(words) = &state.arguments.words else { return ShellValue::UNKNOWN };
    match name {
        "#" => ShellValue::text(words.len().to_string()),
        "@" | "*" => ShellValue { items: words.iter().cloned().collect(), tainted: false },
        _ => match name.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
            Some(index) => match words.get(index) {
                Some(word) => word.clone().map_or(ShellValue::UNKNOWN, ShellValue::text),
                None => ShellValue::text(""),
            },
            None => ShellValue::UNKNOWN,
        },
    }
}

/// Returns the value of `$NAME`: for an array its first element.
fn scalar(name: &str, state: &ShellState) -> ShellValue {
    let Some(value) = state.variables.get(name) else { return unset(name) };
    let first = value.items.as_ref().map(|items| items.iter().take(1).cloned().collect());
    ShellValue { items: first, tainted: value.tainted }
}

/// Returns the value of a variable that the script has not set. A name in capitals may be in the
/// environment; any other counts as empty.
fn unset(name: &str) -> ShellValue {
    let is_own = name.chars().any(|c| c.is_ascii_lowercase());
    if is_own { ShellValue::text("") } else { ShellValue::UNKNOWN }
}

/// Returns the value of the text between `${` and `}`.
fn braced(text: &str, state: &ShellState) -> ShellValue {
    match text {
        "?" => return status_value(state.status),
        "!" => return last_job(state),
        "@" | "*" | "#" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" => {
            return argument(text, state);
        }
        _ => {}
    }
    if let Some(name) = text.strip_prefix('#') {
        let list = name.strip_suffix("[@]").or_else(|| name.strip_suffix("[*]"));
        let value = list.map(|name| whole(name, state));
        let count = value.and_then(|value| value.items).map(|items| items.len());
        return count.map_or(ShellValue::UNKNOWN, |count| ShellValue::text(count.to_string()));
    }
    let (name, rest) = text.split_at(name_length(text));
    if name.is_empty() {
        return ShellValue::UNKNOWN;
    }
    if name == "PIPESTATUS" {
        return pipe_status(rest, state);
    }
    let known = state.variables.get(name);
    match rest {
        "" => scalar(name, state),
        "[@]" | "[*]" => whole(name, state),
        _ if rest.starts_with('[') => element(rest, known),
        // `${X:-default}` is the variable itself if the script has set it.
        _ if rest.starts_with(":-") || rest.starts_with('-') => {
            let value = scalar(name, state);
            match &value.items {
                Some(items) if items.iter().any(|item| !item.is_empty()) => value,
                Some(_) => {
                    let default = rest.trim_start_matches(':').get(1..).unwrap_or_default();
                    let (text, tainted) = expand_text(default, state);
                    ShellValue { items: text.map(|text| vec![text]), tainted }
                }
                None => ShellValue::UNKNOWN,
            }
        }
        _ => {
            ShellValue { tainted: known.is_some_and(|value| value.tainted), ..ShellValue::UNKNOWN }
        }
    }
}

fn whole(name: &str, state: &ShellState) -> ShellValue {
    state.variables.get(name).cloned().unwrap_or_else(|| match unset(name).items {
        Some(_) => ShellValue { items: Some(Vec::new()), tainted: false },
        None => ShellValue::UNKNOWN,
    })
}

fn element(index: &str, whole: Option<&ShellValue>) -> ShellValue {
    let number = index.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let number = number.and_then(|number| number.parse::<usize>().ok());
    let found = whole.zip(number).and_then(|(value, number)| value.items.as_ref()?.get(number));
    let tainted = whole.is_some_and(|value| value.tainted);
    ShellValue { items: found.map(|item| vec![item.clone()]), tainted }
}

fn pipe_status(index: &str, state: &ShellState) -> ShellValue {
    let value = |statuses: &[ExitStatus]| ShellValue {
        items: statuses.iter().map(|status| status.code.map(|code| code.to_string())).collect(),
        tainted: statuses.iter().any(|status| status.carries()),
    };
    let only = [state.status];
    let statuses: &[ExitStatus] = state.pipe_status.as_deref().unwrap_or(&only);
    match index {
        "[@]" | "[*]" => value(statuses),
        "" => value(statuses.get(..1).unwrap_or_default()),
        _ => {
            let number = index.trim_start_matches('[').trim_end_matches(']').parse::<usize>().ok();
            let one = number.and_then(|number| statuses.get(number..=number));
            one.map_or(ShellValue::UNKNOWN, value)
        }
    }
}

/// Assigns a word; `name` may end in `[...]`, and the text before the word tells `+=` from `=`.
pub(super) fn assign(name: &str, word: &Word, state: &mut ShellState, code: &Code) {
    let before = code.text.get(..word.start).unwrap_or_default();
    let (plain, subscript) = match name.split_once('[') {
        Some((plain, index)) => (plain, index.strip_suffix(']')),
        None => (name.trim_end_matches('+'), None),
    };
    let appends = before.ends_with("+=") || name.ends_with('+');
    let list = word.text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let list =
        list.filter(|_| code.text.get(word.start..).is_some_and(|rest| rest.starts_with('(')));
    let value = match list {
        Some(list) => elements(list, state),
        None => {
            let (text, tainted) = expand_word(word, state, code);
            ShellValue { items: text.map(|text| vec![text]), tainted }
        }
    };
    if value.tainted && state.captured.is_none() {
        let place = code.place((word.start, word.end));
        state.captured = Some(place);
        if let Some((cause @ Cause::Pipe, at)) = &mut state.cause {
            // A script that keeps `${PIPESTATUS[0]}` knows about the pipe, so what it does with the
            // variable decides.
            (*cause, *at) = (Cause::Captured, place);
        }
    }
    let old = state.variables.remove(plain);
    let value = match (old, subscript.is_some() || appends && list.is_some(), appends) {
        // The elements of an array are kept in the order of the text; their indices are not
        // followed.
        (Some(old), true, _) => ShellValue {
            tainted: old.tainted || value.tainted,
            items: old.items.zip(value.items).map(|(mut old, new)| {
                old.extend(new);
                old.truncate(MOST_ITEMS);
                old
            }),
        },
        (Some(old), false, true) => ShellValue {
            tainted: old.tainted || value.tainted,
            items: old.items.zip(value.items).map(|(old, new)| vec![old.concat() + &new.concat()]),
        },
        (_, _, _) => value,
    };
    state.variables.set(plain, value);
}

fn elements(list: &str, state: &ShellState) -> ShellValue {
    let mut items = Some(Vec::new());
    let mut tainted = false;
    for part in list.split_whitespace() {
        let part = part.trim_matches(['"', '\'']);
        let (value, length) = if part.starts_with('$') {
            one(part, state)
        } else {
            (ShellValue::text(part), part.len())
        };
        tainted |= value.tainted;
        let value = if length == part.len() {
            value.items
        } else {
            expand_text(part, state).0.map(|text| vec![text])
        };
        match (&mut items, value) {
            (Some(items), Some(more)) => items.extend(more),
            _ => items = None,
        }
    }
    ShellValue { items, tainted }
}

/// Returns the items of a `for` loop, one for each round; two unknown ones if their number is
/// unknown.
pub(super) fn items(words: &[Word], state: &ShellState, code: &Code) -> Vec<Option<String>> {
    let mut out = Vec::new();
    for word in words {
        out.extend(item(word, state, code));
        out.truncate(MOST_ITEMS);
    }
    out
}

fn item(word: &Word, state: &ShellState, code: &Code) -> Vec<Option<String>> {
    const SEVERAL: [Option<String>; 2] = [None, None];
    let quoted = code.text.get(word.start..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    if word.dynamic && word.text.starts_with('$') {
        let (value, length) = one(&word.text, state);
        if length == word.text.len() {
            return match value.items {
                Some(items) if quoted => items.into_iter().map(Some).collect(),
                Some(items) => {
                    let words = items.iter().flat_map(|item| item.split_whitespace());
                    words.map(|item| Some(item.to_owned())).collect()
                }
                None => SEVERAL.into(),
            };
        }
    }
    if let Some((first, last)) = braces(&word.text).filter(|_| !quoted) {
        return numbers(first, last).into_iter().map(Some).collect();
    }
    match expand_word(word, state, code).0 {
        Some(text) if !quoted && text.contains(['*', '?', '{']) => SEVERAL.into(),
        Some(text) => vec![Some(text)],
        None => SEVERAL.into(),
    }
}

/// Reads `{1..5}`.
fn braces(text: &str) -> Option<(i64, i64)> {
    let (first, last) = text.strip_prefix('{')?.strip_suffix('}')?.split_once("..")?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// Returns the words of a call; `None` if even their number is unknown.
pub(super) fn arguments(
    words: &[Word],
    state: &ShellState,
    code: &Code,
) -> Option<Vec<Option<String>>> {
    let mut out = Vec::new();
    for word in words {
        if matches!(word.text.as_str(), "$@" | "$*" | "${@}") {
            out.extend(state.arguments.words.clone()?);
        } else {
            out.push(expand_word(word, state, code).0);
        }
    }
    Some(out)
}

/// Returns whether a text contains a variable.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('$') {
        let bare = after.strip_prefix('{').unwrap_or(after);
        if let Some(end) = bare.strip_prefix(name)
            && !end.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        {
            return true;
        }
        rest = after;
    }
    false
}

/// Returns the variables that a loop sets in each round.
pub(super) fn loop_variables(body: &[Statement], script: &ShellScript) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for statement in body {
        statement.visit(&mut |statement| match &statement.kind {
            StatementKind::For { variable, .. } if !variable.is_empty() => {
                found.insert(variable.clone());
            }
            StatementKind::Command(simple) => {
                let command = simple.command.and_then(|index| script.commands.get(index));
                let words = command.map_or(&[][..], |command| &command.words);
                if words.first().is_some_and(|word| word.text == "read") {
                    let names = words.iter().skip(1).filter(|word| !word.text.starts_with('-'));
                    found.extend(names.map(|word| word.text.clone()));
                }
            }
            _ => {}
        });
    }
    found
}

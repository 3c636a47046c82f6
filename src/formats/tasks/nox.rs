//! `noxfile.py`, read line by line without a Python parser: functions under `@nox.session` and the
//! `session.run(...)` calls in them. Both branches of a condition are taken, loops run once.

use std::collections::BTreeMap;

use super::book::{Book, push_variable, quote_word, quote_words};
use super::python::{Argument, Logical, find_end, logical_lines, parse_string, split_arguments};
use super::task::{TaskLine, TaskShell};
use crate::span::Spanned;

/// A list that a function puts together is followed up to so many bytes, and so deep.
const LIST: (usize, usize) = (4096, 8);

/// What a decorator says of its session.
#[derive(Default)]
struct Decorated {
    name: Option<String>,
    /// It is run for several Pythons, or with parameters: its full name has more behind it.
    several: bool,
    by_default: Option<bool>,
    before: Vec<String>,
}

struct Session {
    /// What the function calls its session.
    parameter: String,
    indent: usize,
    name: String,
    place: (usize, usize),
    by_default: bool,
    lines: Vec<TaskLine>,
    before: Vec<String>,
    after: Vec<String>,
    /// What it has put into `session.env`.
    variables: Vec<(String, Spanned<String>)>,
    /// Lists that the function has put together, as text that is quoted.
    lists: BTreeMap<String, String>,
}

/// Reads the sessions of a noxfile.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let text = book.text;
    let mut decorated: Option<Decorated> = None;
    let mut open: Option<Session> = None;
    let (mut all, mut options) = (Vec::new(), None);
    for line in logical_lines(text) {
        let code = text.get(line.start..line.end).unwrap_or_default();
        if let Some(session) = open.take_if(|session| line.indent <= session.indent) {
            all.extend(close_session(book, session));
        }
        if let Some(session) = &mut open {
            statement(book, session, line, code);
        } else if let Some(decorator) = code.strip_prefix('@') {
            read_decorator(decorator, &mut decorated);
        } else if let Some(definition) =
            code.strip_prefix("async def ").or_else(|| code.strip_prefix("def "))
        {
            let decorated = decorated.take();
            open = decorated.and_then(|decorated| begin(book, decorated, line, definition));
        } else if let Some(rest) = code.strip_prefix("nox.options.sessions") {
            let value = rest.trim_start().trim_start_matches(['+', '=']);
            options =
                Some(items(value).iter().filter_map(|item| parse_string(item.text)).collect());
        } else {
            decorated = None;
        }
    }
    all.extend(open.and_then(|session| close_session(book, session)));
    if book.call.names.is_empty() {
        book.chosen = options.unwrap_or(all);
    } else {
        let known: Vec<_> = book.tasks.iter().map(|task| task.name.value.clone()).collect();
        book.chosen = book.call.names.iter().map(|name| match_name(name, &known)).collect();
    }
    true
}

/// `tests-3.12` and `tests(django='5')` are the session `tests`.
fn match_name(name: &str, known: &[String]) -> String {
    if known.iter().any(|known| known == name) {
        return name.to_owned();
    }
    let plain = name.split('(').next().unwrap_or(name);
    let stem = match plain.rsplit_once('-') {
        Some((stem, python)) if python.contains(|c: char| c.is_ascii_digit()) => stem,
        _ => plain,
    };
    let found = [plain, stem].into_iter().find(|stem| known.iter().any(|known| known == stem));
    found.unwrap_or(name).to_owned()
}

fn read_decorator(decorator: &str, decorated: &mut Option<Decorated>) {
    let (path, behind) = decorator.split_at(decorator.find('(').unwrap_or(decorator.len()));
    let path = path.trim();
    if path.ends_with("parametrize") {
        decorated.get_or_insert_default().several = true;
        return;
    }
    if path != "session" && !path.ends_with(".session") {
        return;
    }
    let found = decorated.get_or_insert_default();
    found.by_default.get_or_insert(true);
    let inner = behind.get(1..find_end(behind)).unwrap_or_default();
    for argument in split_arguments(inner) {
        match argument.name {
            Some("name") => found.name = parse_string(argument.text),
            Some("default") if argument.text == "False" => found.by_default = Some(false),
            Some("requires") => {
                found.before =
                    items(argument.text).iter().filter_map(|i| parse_string(i.text)).collect();
            }
            Some("python" | "py") => found.several |= parse_string(argument.text).is_none(),
            _ => {}
        }
    }
}

fn begin(
    book: &Book<'_>,
    decorated: Decorated,
    line: Logical,
    definition: &str,
) -> Option<Session> {
    // a function under `parametrize` alone is no session
    let by_default = decorated.by_default?;
    let (name, behind) = definition.split_once('(')?;
    let parameter = behind.split([',', ')', ':']).next()?.trim().to_owned();
    let code = book.text.get(line.start..line.end)?;
    let start = line.start + code.len() - definition.len();
    let place = (start, start + name.trim_end().len());
    let name = decorated.name.unwrap_or_else(|| name.trim().to_owned());
    Some(Session {
        parameter: if parameter.is_empty() { "session".to_owned() } else { parameter },
        indent: line.indent,
        name,
        place,
        by_default,
        lines: Vec::new(),
        before: decorated.before,
        after: Vec::new(),
        variables: Vec::new(),
        lists: BTreeMap::new(),
    })
}

/// Adds a session to the book; its name, where it runs by default.
fn close_session(book: &mut Book<'_>, session: Session) -> Option<String> {
    let before = book.names(session.before);
    let after = book.names(session.after);
    if !book.task(&session.name, session.place, session.lines) {
        return None;
    }
    if let Some(task) = book.tasks.last_mut() {
        (task.before, task.after) = (before, after);
    }
    session.by_default.then_some(session.name)
}

fn statement(book: &mut Book<'_>, session: &mut Session, line: Logical, code: &str) {
    let methods = [".run(", ".run_always(", ".run_install("];
    for method in methods {
        let call = format!("{}{method}", session.parameter);
        let Some(at) = outside_strings(code, &call) else { continue };
        let open = at + call.len() - 1;
        let behind = code.get(open..).unwrap_or_default();
        let end = find_end(behind);
        let inner = behind.get(1..end).unwrap_or_default();
        let place = (line.start + at, line.start + (open + end + 1).min(code.len()));
        if let Some(run) = run(book, session, inner, place) {
            session.lines.push(run);
        }
        return;
    }
    if let Some(at) = outside_strings(code, &format!("{}.notify(", session.parameter)) {
        let behind = code.get(at..).unwrap_or_default();
        let from = behind.find('(').unwrap_or_default();
        let inner = behind.get(from..).unwrap_or_default();
        let inner = inner.get(1..find_end(inner)).unwrap_or_default();
        let name = split_arguments(inner).first().and_then(|argument| parse_string(argument.text));
        session.after.extend(name);
        return;
    }
    if let Some(rest) = code.strip_prefix(&format!("{}.env[", session.parameter))
        && let Some((name, value)) = rest.split_once("] = ")
        && let (Some(name), Some(value)) = (parse_string(name), parse_string(value))
    {
        let end = line.start + code.len();
        let place = book.span(end - rest.len(), end);
        session.variables.push((name, Spanned::new(value, place)));
        return;
    }
    assign(book, session, code);
}

/// `args = session.posargs or ["tests"]`, `args += ["-q"]`, `args.extend(["-q"])`, `args.append("-q")`.
fn assign(book: &Book<'_>, session: &mut Session, code: &str) {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let more = match code.split_once(".extend(").or_else(|| code.split_once(".append(")) {
        Some((name, behind)) if is_name(name) => {
            let end = find_end(code.get(code.len() - behind.len() - 1..).unwrap_or_default());
            let text = behind.get(..end.saturating_sub(1)).unwrap_or_default();
            let is_list = code.get(name.len()..).is_some_and(|call| call.starts_with(".extend"));
            let words = if is_list {
                list(book, session, text, 0)
            } else {
                Some(word(book, session, text, 0))
            };
            Some((name, words))
        }
        _ => None,
    };
    let (name, words, adds) = match (more, split_arguments(code).as_slice()) {
        (Some((name, words)), _) => (name, words, true),
        (None, [Argument { name: Some(name), text }]) => {
            let plain = name.trim_end_matches('+').trim_end();
            // a type may stand behind the name
            let plain = plain.split(':').next().unwrap_or(plain);
            (plain, list(book, session, text, 0), plain.len() < name.len() && name.ends_with('+'))
        }
        _ => return,
    };
    if !is_name(name) {
        return;
    }
    let before = session.lists.remove(name);
    let words = match (before, words, adds) {
        (Some(before), Some(words), true) => Some(format!("{before} {words}").trim().to_owned()),
        (None, _, true) => None,
        (_, words, _) => words,
    };
    if let Some(words) = words.filter(|words| words.len() <= LIST.0) {
        session.lists.insert(name.to_owned(), words);
    }
}

/// Where a call starts that no string holds.
fn outside_strings(code: &str, call: &str) -> Option<usize> {
    let at = code.find(call)?;
    let before = code.get(..at)?;
    let opened = |quote: char| before.matches(quote).count() % 2 == 1;
    let joined = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    (!opened('"') && !opened('\'') && !before.contains('#') && !joined).then_some(at)
}

fn run(
    book: &mut Book<'_>,
    session: &Session,
    inner: &str,
    place: (usize, usize),
) -> Option<TaskLine> {
    let mut words = Vec::new();
    let mut ignored = false;
    let mut variables = Vec::new();
    for argument in split_arguments(inner) {
        match argument.name {
            None => words.push(word(book, session, argument.text, 0)),
            Some("success_codes") => {
                ignored = items(argument.text).iter().any(|item| item.text != "0");
            }
            Some("env") => {
                let pairs = argument.text.strip_prefix('{').unwrap_or_default();
                for pair in split_arguments(pairs.trim_end().trim_end_matches('}')) {
                    if let Some((name, value)) = pair.text.split_once(':')
                        && let (Some(name), Some(value)) = (parse_string(name), parse_string(value))
                    {
                        // within the call, and nowhere nearer
                        variables.push((name, Spanned::new(value, book.span(place.0, place.1))));
                    }
                }
            }
            Some(_) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    let mut line = book.line(&words.join(" "), place, TaskShell::Direct)?;
    line.ignored |= ignored;
    // only for a line that is kept: there may be many of both
    let all = session.variables.iter().cloned().chain(variables).collect();
    line.variables = book.variables(all);
    Some(line)
}

/// One argument of a command, quoted. One that is computed becomes a variable that nobody set.
fn word(book: &Book<'_>, session: &Session, text: &str, depth: usize) -> String {
    if let Some(found) = parse_string(text) {
        return quote_word(&found);
    }
    if let Some(found) =
        text.strip_prefix('*').and_then(|text| list(book, session, text, depth + 1))
    {
        return found;
    }
    let mut out = String::new();
    push_variable(&mut out, text.trim_start_matches('*'), None);
    out
}

/// The words of a list, quoted: `[...]`, `(...)`, the words that the call hands on, either of them, or
/// a name that is one of these.
fn list(book: &Book<'_>, session: &Session, text: &str, depth: usize) -> Option<String> {
    if depth > LIST.1 {
        return None;
    }
    let text = text.trim();
    let inner = text.strip_prefix('(').filter(|_| find_end(text) + 1 == text.len());
    let inner = inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or(text).trim();
    let given = format!("{}.posargs", session.parameter);
    if let Some((yes, no)) = inner.split_once(&format!(" if {given} else ")) {
        let chosen = if book.call.rest.is_empty() { no } else { yes };
        return list(book, session, chosen, depth + 1);
    }
    if let Some(rest) = inner.strip_prefix(given.as_str()) {
        let rest = rest.trim_start();
        let default = match rest.strip_prefix("or ") {
            Some(default) => list(book, session, default, depth + 1)?,
            None if rest.is_empty() => String::new(),
            None => return None,
        };
        let words = &book.call.rest;
        return Some(if words.is_empty() { default } else { quote_words(words) });
    }
    if let Some(known) = session.lists.get(inner) {
        return Some(known.clone());
    }
    if !text.starts_with(['[', '(']) || find_end(text) + 1 != text.len() {
        return None;
    }
    let words: Vec<_> =
        items(text).iter().map(|item| word(book, session, item.text, depth)).collect();
    Some(words.join(" ")).filter(|words| words.len() <= LIST.0)
}

/// The items of a list, or of a tuple without brackets.
fn items(text: &str) -> Vec<Argument<'_>> {
    let text = text.trim();
    if text.starts_with(['[', '(']) {
        return split_arguments(text.get(1..find_end(text)).unwrap_or_default());
    }
    split_arguments(text)
}

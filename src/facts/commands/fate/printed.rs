//! What a statement prints, if it consists of programs that are followed and everything that they are given is known.

use super::output::{self, Printed};
use super::state::{Code, ShellState};
use super::values::{expand_text, expand_word};
use super::variables::MOST_KNOWN;
use crate::formats::shell::script::ShellCommand;
use crate::formats::shell::syntax::{Statement, StatementKind, Word};

/// Most substitutions within one text.
const SUBSTITUTIONS: usize = 16;

/// Returns what a substitution with this text is replaced by: what it prints, without the last line breaks.
pub(super) fn of_substitution(text: &str, state: &ShellState) -> Option<String> {
    if text.matches("$(").count() > SUBSTITUTIONS {
        return None;
    }
    let code = Code::of_text(text);
    let [statement] = &*code.body else { return None };
    let (printed, _) = of_statement(statement, None, state, &code)?;
    Some(printed.trim_end_matches('\n').to_owned())
}

/// Returns what a statement prints, with the exit codes of its programs in order.
pub(super) fn of_statement(
    statement: &Statement,
    input: Option<&str>,
    state: &ShellState,
    code: &Code,
) -> Option<(String, Vec<u8>)> {
    match &statement.kind {
        StatementKind::Command(simple) => {
            let command = code.script.commands.get(simple.command?)?;
            let printed = of_command(command, input, state, code)?;
            Some((printed.text, vec![printed.code]))
        }
        StatementKind::Pipeline(parts) => of_pipeline(parts, input, state, code),
        StatementKind::Group(body) | StatementKind::Subshell(body) => match body.as_slice() {
            [one] => of_statement(one, input, state, code),
            _ => None,
        },
        _ => None,
    }
}

/// Returns what the last of these statements prints, each of which reads what the one before prints.
pub(super) fn of_pipeline(
    parts: &[Statement],
    input: Option<&str>,
    state: &ShellState,
    code: &Code,
) -> Option<(String, Vec<u8>)> {
    let (first, rest) = parts.split_first()?;
    let (mut text, mut codes) = of_statement(first, input, state, code)?;
    for part in rest {
        let (next, more) = of_statement(part, Some(&text), state, code)?;
        if next.len() > MOST_KNOWN {
            return None;
        }
        text = next;
        codes.extend(more);
    }
    Some((text, codes))
}

fn of_command(
    command: &ShellCommand,
    input: Option<&str>,
    state: &ShellState,
    code: &Code,
) -> Option<Printed> {
    let (first, rest) = command.words.split_first()?;
    let name = expand_word(first, state, code).0?;
    if !command.assignments.is_empty()
        || !output::is_followed(&name)
        || state.functions.contains_key(&name)
    {
        return None;
    }
    let mut words = Vec::new();
    for word in rest {
        words.extend(fields(word, state, code)?);
    }
    let given = here_text(command, state, code)?;
    let mut printed = output::run(&name, &words, given.as_deref().or(input))?;
    for redirect in &command.redirects {
        match redirect.operator.trim_start_matches(|c: char| c.is_ascii_digit()) {
            "<" => return None,
            _ if redirect.operator.starts_with('2') => {}
            // What goes into a file, or to the other stream, is printed nowhere.
            _ => printed.text.clear(),
        }
    }
    Some(printed)
}

/// Returns the words into which the shell splits a word: one if it is quoted, else one for each part between blanks.
fn fields(word: &Word, state: &ShellState, code: &Code) -> Option<Vec<String>> {
    let text = expand_word(word, state, code).0?;
    let is_quoted = code.text.get(word.start..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    if word.dynamic && !is_quoted {
        return Some(text.split_whitespace().map(str::to_owned).collect());
    }
    Some(vec![text])
}

/// Returns the text of a here-string or here-document of a command, if it has one; the outer `None` if that is unknown.
fn here_text(command: &ShellCommand, state: &ShellState, code: &Code) -> Option<Option<String>> {
    let end = command.words.last().map_or(command.start, |word| word.end);
    let own = code.text.get(command.start..command.end.max(end)).unwrap_or_default();
    let in_word = |at: usize| command.words.iter().any(|word| word.start <= at && at < word.end);
    if let Some((at, _)) = own.match_indices("<<<").find(|(at, _)| !in_word(command.start + at)) {
        let rest = code.text.get(command.start + at + 3..).unwrap_or_default();
        return here_string(rest, state).map(Some);
    }
    let after = code.text.get(end..).unwrap_or_default();
    let line = after.lines().next().unwrap_or_default();
    let own = line.split(['|', ';', '&', ')']).next().unwrap_or_default();
    match own.split_once("<<") {
        Some((_, tag)) => here_document(tag, after, state).map(Some),
        None => Some(None),
    }
}

/// Returns the value of the word after `<<<`, with its line break.
pub(super) fn here_string(rest: &str, state: &ShellState) -> Option<String> {
    let rest = rest.trim_start();
    let word = match rest.chars().next()? {
        '\'' => rest.get(1..)?.split('\'').next()?.to_owned(),
        '"' => {
            let inside = rest.get(1..)?;
            // A quote within `$( )` does not end the string; such a text is not followed.
            let end = inside.find('"')?;
            let inside = inside.get(..end)?;
            if inside.contains("$(") || inside.ends_with('\\') {
                return None;
            }
            expand_text(inside, state).0?
        }
        _ => expand_text(rest.split_whitespace().next()?, state).0?,
    };
    Some(word + "\n")
}

/// Returns the body of the here-document whose tag starts a text; `after` is the script from there on.
fn here_document(tag: &str, after: &str, state: &ShellState) -> Option<String> {
    let (strips, tag) = match tag.strip_prefix('-') {
        Some(tag) => (true, tag),
        None => (false, tag),
    };
    let tag = tag.split_whitespace().next()?;
    let name = tag.trim_matches(['\'', '"', '\\']);
    let mut body = String::new();
    for line in after.lines().skip(1) {
        let line = if strips { line.trim_start_matches('\t') } else { line };
        if line == name {
            let is_raw = tag.len() > name.len();
            return if is_raw { Some(body) } else { expand_text(&body, state).0 };
        }
        body.push_str(line);
        body.push('\n');
    }
    None
}

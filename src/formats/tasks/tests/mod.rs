mod calls;
mod files;
mod hostile;
mod projects;
mod pythons;

use super::*;
use crate::formats::tasks::task::TaskFile;
use crate::span::Span;

/// Reads a file as a command sees it.
fn file(path: &str, text: &str, command: &str) -> TaskFile {
    let words: Vec<_> = command.split_whitespace().collect();
    let call = read_call(words[0], &words[1..]).unwrap();
    let parsed = read(&call, path, text);
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

/// The lines that a command runs, those that may fail with a `-`, and what stands at their places.
fn runs(path: &str, text: &str, command: &str) -> Vec<(String, String)> {
    let file = file(path, text, command);
    let lines = file.order().into_iter().flat_map(|task| &task.lines);
    lines
        .map(|line| {
            let mark = if line.ignored { "-" } else { "" };
            (format!("{mark}{}", line.text), cut(text, line.span))
        })
        .collect()
}

/// The lines alone.
fn scripts(path: &str, text: &str, command: &str) -> Vec<String> {
    runs(path, text, command).into_iter().map(|(script, _)| script).collect()
}

/// The text at a span.
fn cut(text: &str, span: Span) -> String {
    let offset = |line: u32, column: u32| {
        let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
        let inner: usize =
            text[start..].chars().take(column as usize - 1).map(char::len_utf8).sum();
        start + inner
    };
    text[offset(span.line, span.column)..offset(span.end_line, span.end_column)].to_owned()
}

/// Lines that stand in the file as they are run.
fn as_written(runs: &[(String, String)]) -> Vec<&str> {
    for (script, written) in runs {
        assert_eq!(script, written);
    }
    runs.iter().map(|(script, _)| script.as_str()).collect()
}

//! Shell scripts that a step runs by their path: one task without a name, one line.

use super::book::Book;
use super::task::{Interpreter, TaskShell};

/// Reads a script; `false` when its first line says that another program reads it.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let text = book.text;
    let first = text.lines().next().unwrap_or_default();
    let interpreter = match (book.call.interpreter, first.strip_prefix("#!")) {
        (Some(named), _) => named,
        (None, Some(command)) => Interpreter::of_words(command.split_whitespace()),
        (None, None) => Interpreter::SH,
    };
    if interpreter.shell == TaskShell::Other {
        return false;
    }
    let line = book.line(text, (0, text.len()), interpreter.shell);
    let lines = line.into_iter().map(|line| line.run_by(interpreter)).collect();
    book.chosen = vec![String::new()];
    book.task("", (0, 0), lines);
    true
}

//! `package.json`: its `scripts`, each run by `sh -c`.

use super::book::{Book, append_words};
use super::task::TaskShell;
use crate::formats::document::json::{find_fault, parse_as_javascript};
use crate::formats::document::tree::{TreeField, TreeMap};

/// Reads the scripts of a package.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let text = book.text;
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let root = match parse_as_javascript(text.get(mark..).unwrap_or_default()) {
        Ok(root) => root,
        Err(error) => {
            let at = find_fault(text, &error);
            book.problem(at, at, format!("this is not valid JSON: {error}"));
            return false;
        }
    };
    let Some(scripts) = root.as_map().and_then(|root| root.get("scripts")) else { return false };
    for field in scripts.as_map().map(TreeMap::fields).unwrap_or_default() {
        let TreeField { name, node, .. } = field;
        let Some(script) = node.as_text() else { continue };
        let script = match book.call.names.contains(name) {
            true => append_words(script, &book.call.rest),
            false => script.to_owned(),
        };
        // between their quotes
        let inner = |(start, end): (usize, usize)| (mark + start + 1, mark + end - 1);
        let line = book.line(&script, inner(node.place()), TaskShell::Sh);
        book.tasks.retain(|task| task.name.value != *name);
        if !book.task(name, inner(field.place()), line.into_iter().collect()) {
            break;
        }
    }
    // pnpm runs these only where it is told to
    if book.call.program != "pnpm" {
        hooks(book);
    }
    true
}

fn hooks(book: &mut Book<'_>) {
    let names: std::collections::BTreeSet<String> =
        book.tasks.iter().map(|task| task.name.value.clone()).collect();
    for task in &mut book.tasks {
        let hook = |when: &str| {
            let name = format!("{when}{}", task.name.value);
            names.contains(&name).then_some(name)
        };
        (task.before, task.after) =
            (hook("pre").into_iter().collect(), hook("post").into_iter().collect());
    }
}

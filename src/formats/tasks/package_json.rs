//! `package.json`: its `scripts`, each run by `sh -c`.

use super::book::{Book, appended};
use super::json::{members, string};
use super::task::TaskShell;

/// Reads the scripts of a package.
pub(super) fn read(book: &mut Book<'_>) -> bool {
    let text = book.text;
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let document = text.get(mark..).unwrap_or_default();
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(document) {
        let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        book.problem(at, at, format!("this is not valid JSON: {error}"));
        return false;
    }
    // of members with one name the last is the one
    let scripts = members(text, mark)
        .into_iter()
        .rfind(|member| string(text, member.name).as_deref() == Some("scripts"));
    let Some(scripts) = scripts else { return false };
    for member in members(text, scripts.value.0) {
        let (Some(name), Some(script)) = (string(text, member.name), string(text, member.value))
        else {
            continue;
        };
        let script = match book.call.names.contains(&name) {
            true => appended(&script, &book.call.rest),
            false => script,
        };
        let line = book.line(&script, (member.value.0 + 1, member.value.1 - 1), TaskShell::Sh);
        book.tasks.retain(|task| task.name.value != name);
        let place = (member.name.0 + 1, member.name.1 - 1);
        if !book.task(&name, place, line.into_iter().collect()) {
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

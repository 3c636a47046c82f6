//! From the words of a command to the program that really runs.

use super::wrappers::{ANY, PYTHON, Then, WRAPPERS, Wrapper, listed};
use crate::formats::shell::syntax::Word;

/// What a command runs after all wrappers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The program as it is written, with its folders.
    pub path: String,
    /// Base name of the program; the wrapper's own where a script takes the place of a program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<Word>,
    /// `NAME=value` that a wrapper sets.
    pub assignments: Vec<(String, Word)>,
    /// A script that a shell is given as text (`bash -c '...'`).
    pub script: Option<Word>,
}

/// One wrapper less.
enum LookStep<'w> {
    /// These words are the command.
    Command(&'w [Word]),
    /// This Python module, with its arguments.
    Module(&'w str, &'w [Word]),
    /// This text is a script.
    Script(&'w Word),
    /// The wrapper wraps nothing: it is the program itself.
    Own,
}

/// Looks through the wrappers of a command. `None` when there are no words at all.
#[must_use]
pub fn look_through(words: &[Word]) -> Option<Seen> {
    let (first, mut arguments) = words.split_first()?;
    let mut path = first.text.as_str();
    let mut name = base_name(path);
    let mut seen = Seen::default();
    while let Some((wrapper, inner)) = wrapper_of(name, arguments) {
        // `command -v NAME` asks where a program is and runs none
        let asks = wrapper.path == ["command"]
            && inner.first().is_some_and(|word| matches!(word.text.as_str(), "-v" | "-V"));
        if asks {
            break;
        }
        match unwrap(wrapper, inner, &mut seen.assignments) {
            LookStep::Command(inner) => {
                let Some((first, rest)) = inner.split_first() else { break };
                path = first.text.as_str();
                name = base_name(path);
                if wrapper.path.first() == Some(&"hatch") {
                    // `hatch run ENVIRONMENT:COMMAND`
                    name = name.rsplit(':').next().unwrap_or(name);
                }
                arguments = rest;
            }
            LookStep::Module(module, rest) => {
                name = module.strip_suffix(".__main__").unwrap_or(module);
                path = name;
                arguments = rest;
            }
            LookStep::Script(script) => {
                seen.script = Some(script.clone());
                break;
            }
            LookStep::Own => break,
        }
    }
    name.clone_into(&mut seen.program);
    path.clone_into(&mut seen.path);
    seen.arguments = arguments.to_vec();
    Some(seen)
}

/// The name of a program without its folders, its `.exe` and its version (`pytest@8`).
#[must_use]
pub fn base_name(program: &str) -> &str {
    if program.ends_with('}') || program.starts_with('$') && !program.contains('/') {
        return program;
    }
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let stem = match name.rsplit_once('.') {
        Some((stem, end))
            if ["exe", "cmd", "bat", "ps1"].contains(&end.to_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    };
    match stem.split_once('@') {
        Some((name, _)) if !name.is_empty() => name,
        _ => stem,
    }
}

/// Whether a program is a Python interpreter: `python3.12`, `python3-dbg`, `pypy`, `py`.
#[must_use]
pub fn is_python(name: &str) -> bool {
    let rest = ["python", "pypy", "py"].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        let rest = rest.strip_suffix("-dbg").unwrap_or(rest).trim_end_matches(['t', 'd', 'w', 'm']);
        rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

/// Whether a program is pytest: `pytest`, `py.test`, `pytest-3`.
#[must_use]
pub fn is_pytest(name: &str) -> bool {
    let rest = name.strip_prefix("pytest").or_else(|| name.strip_prefix("py.test"));
    rest.is_some_and(|rest| {
        let version = rest.strip_prefix('-').unwrap_or(rest);
        version.chars().all(|c| c.is_ascii_digit() || c == '.')
            && (rest.is_empty() || !version.is_empty())
    })
}

/// The wrapper that a program is, and the words behind its subcommands.
fn wrapper_of<'w>(name: &str, arguments: &'w [Word]) -> Option<(&'static Wrapper, &'w [Word])> {
    for wrapper in WRAPPERS {
        let Some((first, subcommands)) = wrapper.path.split_first() else { continue };
        if *first == name
            && let Some(inner) = behind_subcommands(wrapper, subcommands, arguments)
        {
            return Some((wrapper, inner));
        }
    }
    if is_python(name) {
        return Some((&PYTHON, arguments));
    }
    // `$PYTHON -m pytest`, `$RUN pytest`: what the variable holds is not known, what follows tells
    let next = arguments.first().filter(|_| name.starts_with('$'))?;
    let follows = base_name(&next.text);
    if next.text == "-m" {
        Some((&PYTHON, arguments))
    } else if is_pytest(follows) || is_python(follows) {
        Some((&ANY, arguments))
    } else {
        None
    }
}

/// The words behind the subcommands; options of the program itself may stand between.
fn behind_subcommands<'w>(
    wrapper: &Wrapper,
    subcommands: &[&str],
    mut words: &'w [Word],
) -> Option<&'w [Word]> {
    for subcommand in subcommands {
        loop {
            let (word, rest) = words.split_first()?;
            words = rest;
            if word.text == *subcommand {
                break;
            }
            if !word.text.starts_with('-') {
                return None;
            }
            if listed(wrapper.values, &word.text) {
                words = words.get(1..)?;
            }
        }
    }
    Some(words)
}

fn unwrap<'w>(
    wrapper: &Wrapper,
    words: &'w [Word],
    assignments: &mut Vec<(String, Word)>,
) -> LookStep<'w> {
    let mut rest = words;
    while let Some((word, after)) = rest.split_first() {
        let text = word.text.as_str();
        if text == "--" {
            rest = after;
            break;
        }
        if let Some(step) = module(wrapper, text, after).or_else(|| script(wrapper, text, after)) {
            return step;
        }
        if let Some(skip) = environment(wrapper, word, after, assignments) {
            rest = rest.get(skip..).unwrap_or_default();
        } else if text.len() > 1 && text.starts_with(['-', '+']) {
            let skip = if listed(wrapper.values, text) { 2 } else { 1 };
            rest = rest.get(skip..).unwrap_or_default();
        } else if wrapper.then == Then::BehindOption {
            // `find . -type f -exec ...`: words of its own stand before the option too
            rest = after;
        } else {
            break;
        }
    }
    then(wrapper, rest)
}

fn then<'w>(wrapper: &Wrapper, words: &'w [Word]) -> LookStep<'w> {
    let behind = |count: usize| {
        let words = words.get(count..).unwrap_or_default();
        match words.split_first() {
            Some((word, rest)) if word.text == "--" => rest,
            _ => words,
        }
    };
    match wrapper.then {
        Then::Command(count) => LookStep::Command(behind(count)),
        Then::CommandOrModule => LookStep::Command(words),
        Then::Python => match words.first() {
            Some(script) if is_pytest(base_name(&script.text)) => LookStep::Command(words),
            _ => LookStep::Own,
        },
        Then::Script(count) => match behind(count) {
            [script] => LookStep::Script(script),
            words => LookStep::Command(words),
        },
        Then::Nothing | Then::BehindOption => LookStep::Own,
    }
}

/// `-m MODULE`, `-mMODULE`, and `-m` last in a group of Python's own flags (`-Im`).
fn module<'w>(wrapper: &Wrapper, text: &'w str, after: &'w [Word]) -> Option<LookStep<'w>> {
    if !matches!(wrapper.then, Then::Python | Then::CommandOrModule) {
        return None;
    }
    let flags = text.strip_prefix('-')?;
    let own = flags
        .trim_start_matches(['b', 'B', 'd', 'E', 'i', 'I', 'O', 'P', 'q', 's', 'S', 'u', 'v', 'x']);
    if matches!(own, "m" | "-module") {
        let (module, rest) = after.split_first()?;
        return Some(LookStep::Module(&module.text, rest));
    }
    if wrapper.then == Then::Python && wrapper.path.is_empty() {
        if let Some(module) = own.strip_prefix('m') {
            return Some(LookStep::Module(module, after));
        }
        if own == "c" {
            return Some(LookStep::Own);
        }
    }
    None
}

fn script<'w>(wrapper: &Wrapper, text: &str, after: &'w [Word]) -> Option<LookStep<'w>> {
    let grouped = wrapper.then == Then::Nothing
        && listed(wrapper.script, "-c")
        && text.len() <= 6
        && text.strip_prefix('-').is_some_and(|flags| {
            flags.contains('c') && flags.chars().all(|c| c.is_ascii_lowercase())
        });
    if !grouped && !listed(wrapper.script, text) {
        return None;
    }
    match (wrapper.then, after) {
        (Then::BehindOption, [_, _, ..]) => {
            // `find -exec make ;`: what ends the command is none of its words
            let end = after.iter().position(|word| matches!(word.text.as_str(), ";" | "+"));
            Some(LookStep::Command(end.and_then(|end| after.get(..end)).unwrap_or(after)))
        }
        _ => Some(LookStep::Script(after.first()?)),
    }
}

/// `NAME=value` before the command, or as the value of an option; how many words that takes.
fn environment(
    wrapper: &Wrapper,
    word: &Word,
    after: &[Word],
    assignments: &mut Vec<(String, Word)>,
) -> Option<usize> {
    let text = word.text.as_str();
    if !text.starts_with('-') {
        let pair = if wrapper.then == Then::Command(0) { assignment(text) } else { None };
        assignments.push(pair.map(|(name, value)| (name, with_text(word, value)))?);
        return Some(1);
    }
    for option in wrapper.env.split_ascii_whitespace() {
        if text == option {
            let value = after.first()?;
            if let Some((name, text)) = assignment(&value.text) {
                assignments.push((name, with_text(value, text)));
            }
            return Some(2);
        }
        let glued = text.strip_prefix(option).map(|rest| rest.strip_prefix('=').unwrap_or(rest));
        if let Some((name, value)) = glued.and_then(assignment) {
            assignments.push((name, with_text(word, value)));
            return Some(1);
        }
    }
    None
}

fn with_text(word: &Word, text: &str) -> Word {
    Word { text: text.to_owned(), ..word.clone() }
}

/// `NAME=value`, when that is what a word is.
pub(crate) fn assignment(text: &str) -> Option<(String, &str)> {
    let (name, value) = text.split_once('=')?;
    let mut chars = name.chars();
    let first = chars.next()?;
    let sound = (first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
    sound.then(|| (name.to_owned(), value))
}

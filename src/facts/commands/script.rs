//! One script: its commands with the variables that each gets, without the file around it.

use std::collections::BTreeMap;

use super::fact::EnvVariable;
use super::shells::Language;
use crate::catalog::program::{Seen, assignment, look_through};
use crate::formats::shell::LineDialect;
use crate::formats::shell::script::{ShellCommand, ShellScript};
use crate::formats::shell::syntax::Word;
use crate::formats::tasks::task::TaskCall;
use crate::formats::{shell, tasks};

/// Most levels of scripts within scripts (`bash -c '...'`).
const NESTING: usize = 4;

/// The commands and variables of one script. All byte ranges are in the script as it was given.
#[derive(Clone, Debug, Default)]
pub struct ScriptCommands {
    /// Every command, behind its wrappers.
    pub invocations: Vec<Invocation>,
    /// Exported variables, in the order of their exports.
    pub exports: Vec<(String, Word)>,
    /// Variables that are written to `$GITHUB_ENV` for later steps.
    pub for_later_steps: Vec<(String, Word)>,
    /// The syntax of the outermost script, if the grammar of POSIX shells could parse it.
    pub parsed: Option<ShellScript>,
    /// Byte ranges that could not be parsed.
    pub unparsed: Vec<(usize, usize)>,
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// The program behind all wrappers, with its path.
    pub path: String,
    /// Base name of the program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<Word>,
    /// Variables for this command alone.
    pub assignments: Vec<(String, Word)>,
    /// Number of [`ScriptCommands::exports`] before the command.
    pub exported: usize,
    /// Start of the byte range of the whole command.
    pub start: usize,
    /// End of the byte range.
    pub end: usize,
    /// The tasks that it runs by name.
    pub calls: Option<TaskCall>,
    /// Folder after every `cd` before the command, relative to the start of the script; `None` if
    /// only the run knows.
    pub folder: Option<String>,
    /// Start of the command in its own text, which is another one for `bash -c '...'`.
    pub inner: usize,
}

/// Reads a script; `outer` are the variables with which it starts, the nearest last.
#[must_use]
pub fn read(text: &str, language: Language, outer: &[EnvVariable]) -> ScriptCommands {
    let mut reader = ScriptReader {
        outer,
        folder: Some(String::new()),
        known: BTreeMap::new(),
        found: ScriptCommands::default(),
    };
    reader.script(text, language, CommandPlace::Offset(0), 0);
    reader.found
}

/// The place of a nested script in the outermost one.
#[derive(Clone, Copy)]
enum CommandPlace {
    /// The same characters, from this byte on.
    Offset(usize),
    /// Somewhere within this range, with escapes or expansions between.
    Within(usize, usize),
}

impl CommandPlace {
    fn range(self, start: usize, end: usize) -> (usize, usize) {
        match self {
            Self::Offset(offset) => (offset + start, offset + end),
            Self::Within(start, end) => (start, end),
        }
    }

    fn word(self, mut word: Word) -> Word {
        (word.start, word.end) = self.range(word.start, word.end);
        word
    }
}

struct ScriptReader<'e> {
    outer: &'e [EnvVariable],
    folder: Option<String>,
    /// Values that the script itself sets, exported or not.
    known: BTreeMap<String, String>,
    found: ScriptCommands,
}

/// The text of a script with its language and place.
#[derive(Clone, Copy)]
struct ScriptScope<'t> {
    text: &'t str,
    language: Language,
    place: CommandPlace,
    depth: usize,
}

impl ScriptReader<'_> {
    fn script(&mut self, text: &str, language: Language, place: CommandPlace, depth: usize) {
        let parsed = match language {
            Language::PowerShell => shell::split_lines(text, LineDialect::PowerShell),
            Language::Cmd => shell::split_lines(text, LineDialect::Cmd),
            Language::Posix => shell::parse(text),
            Language::ByRunner => by_runner(text),
            Language::Other => ShellScript::default(),
        };
        let unparsed = parsed.unparsed.iter().map(|&(start, end)| place.range(start, end));
        self.found.unparsed.extend(unparsed);
        for command in parsed.commands.clone() {
            self.command(command, ScriptScope { text, language, place, depth });
        }
        if depth == 0 && !parsed.statements.is_empty() {
            self.found.parsed = Some(parsed);
        }
    }

    fn command(&mut self, command: ShellCommand, scope: ScriptScope<'_>) {
        let mut words = Vec::with_capacity(command.words.len());
        for word in command.words {
            self.expand(word, scope.text, &mut words);
        }
        if words.get(1).is_some_and(|word| word.text == "=") && scope.language != Language::Posix {
            // In PowerShell, `$x = pytest ...` runs the command that is assigned.
            words.drain(..2);
        }
        if words.is_empty() {
            let exported = matches!(scope.language, Language::PowerShell | Language::Cmd);
            for (name, value) in command.assignments {
                self.set(name, value, exported, scope);
            }
            return;
        }
        self.declare(&words, scope);
        let to_env = |text: &str| text.contains("GITHUB_ENV");
        if command.redirects.iter().any(|redirect| to_env(&redirect.target.text)) {
            self.write_env(&words, scope);
        }
        let Some(seen) = look_through(&words) else { return };
        let calls = called(&words, &seen);
        self.go(&words);
        if let Some(script) = &seen.script
            && scope.depth < NESTING
        {
            self.nested(&seen.program, script, scope);
        }
        let own = command.assignments.into_iter().chain(seen.assignments);
        let (start, end) = scope.place.range(command.start, command.end);
        self.found.invocations.push(Invocation {
            path: seen.path,
            program: seen.program,
            arguments: seen.arguments.into_iter().map(|word| scope.place.word(word)).collect(),
            assignments: own.map(|(name, word)| (name, scope.place.word(word))).collect(),
            exported: self.found.exports.len(),
            start,
            end,
            calls,
            folder: self.folder.clone(),
            inner: command.start,
        });
    }

    /// Follows `cd DIR` anywhere. The `cd` of a subshell counts too: at worst a called file is not
    /// found.
    fn go(&mut self, words: &[Word]) {
        let [first, rest @ ..] = words else { return };
        match (first.text.as_str(), rest) {
            ("cd" | "pushd", [to]) => {
                let from = self.folder.take();
                self.folder = from.and_then(|from| super::paths::join_paths(&from, &to.text));
            }
            ("cd" | "pushd" | "popd", _) => self.folder = None,
            _ => {}
        }
    }

    fn nested(&mut self, program: &str, script: &Word, scope: ScriptScope<'_>) {
        let language = match program {
            "pwsh" | "powershell" => Language::PowerShell,
            _ => Language::Posix,
        };
        let inner = scope.text.get(script.start + 1..script.end.saturating_sub(1));
        let place = match (inner, scope.place) {
            (Some(inner), CommandPlace::Offset(offset)) if inner == script.text => {
                CommandPlace::Offset(offset + script.start + 1)
            }
            _ => {
                let (start, end) = scope.place.range(script.start, script.end);
                CommandPlace::Within(start, end)
            }
        };
        self.script(&script.text, language, place, scope.depth + 1);
    }

    /// Reads `export A=b`, `declare -x A=b`, `local A=b`, ...
    fn declare(&mut self, words: &[Word], scope: ScriptScope<'_>) {
        let Some((first, rest)) = words.split_first() else { return };
        let exported = match first.text.as_str() {
            "export" => true,
            "declare" | "typeset" => {
                rest.iter().any(|word| word.text.starts_with('-') && word.text.contains('x'))
            }
            "local" | "readonly" => false,
            _ => return,
        };
        for word in rest {
            if let Some((name, value)) = assignment(&word.text) {
                let value = Word { text: value.to_owned(), ..word.clone() };
                self.set(name, value, exported, scope);
            } else if let Some(value) = self.known.get(&word.text).filter(|_| exported) {
                let value = Word { text: value.clone(), ..word.clone() };
                self.found.exports.push((word.text.clone(), scope.place.word(value)));
            }
        }
    }

    fn set(&mut self, name: String, mut value: Word, exported: bool, scope: ScriptScope<'_>) {
        let before = scope.text.get(..value.start).unwrap_or_default();
        if before.ends_with("+=")
            && let Some(first) = self.known.get(&name)
        {
            value.text = match (first.strip_suffix(')'), value.text.strip_prefix('(')) {
                (Some(first), Some(more)) => format!("{first} {more}"),
                _ => format!("{first}{}", value.text),
            };
        }
        self.known.insert(name.clone(), value.text.clone());
        let already = self.found.exports.iter().any(|(other, _)| *other == name)
            || self.outer.iter().any(|variable| variable.name == name);
        if exported || already {
            self.found.exports.push((name, scope.place.word(value)));
        }
    }

    /// Reads `echo "A=b" >> $GITHUB_ENV`.
    fn write_env(&mut self, words: &[Word], scope: ScriptScope<'_>) {
        if !words.first().is_some_and(|word| matches!(word.text.as_str(), "echo" | "printf")) {
            return;
        }
        for word in words.iter().skip(1) {
            for line in word.text.split('\n').flat_map(|line| line.split("\\n")) {
                if let Some((name, value)) = assignment(line) {
                    let value = Word { text: value.to_owned(), ..word.clone() };
                    self.found.for_later_steps.push((name, scope.place.word(value)));
                }
            }
        }
    }

    /// Replaces a word that is only a variable by its value, as the shell does; any other word
    /// stays.
    fn expand(&self, word: Word, text: &str, out: &mut Vec<Word>) {
        let value = word.dynamic.then(|| self.value(&word.text)).flatten();
        let Some(value) = value.filter(|value| !value.contains("${{")) else {
            out.push(word);
            return;
        };
        let array = value.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let part = |part: &str| Word {
            text: part.to_owned(),
            dynamic: part.contains(['$', '`']),
            start: word.start,
            end: word.end,
        };
        if text.get(word.start..).is_some_and(|rest| rest.starts_with('"')) && array.is_none() {
            out.push(part(&value));
            return;
        }
        let parts = array.unwrap_or(&value).split_whitespace();
        out.extend(parts.map(|text| part(text.trim_matches(['"', '\'']))));
    }

    /// Returns the value of `$NAME`, `${NAME}`, `${NAME[@]}` or `$env:NAME`, if it is known.
    fn value(&self, text: &str) -> Option<String> {
        let name = text.strip_prefix('$')?;
        let name = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(name);
        let name = name.strip_prefix("env:").unwrap_or(name);
        let name = name.strip_suffix("[@]").or(name.strip_suffix("[*]")).unwrap_or(name);
        assignment(&format!("{name}="))?;
        let outer = || self.outer.iter().rev().find(|variable| variable.name == name);
        self.known.get(name).cloned().or_else(|| outer().map(|variable| variable.value.clone()))
    }
}

/// Returns the tasks that a command runs, read from the command itself or from the one behind its
/// wrappers.
fn called(words: &[Word], seen: &Seen) -> Option<TaskCall> {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let (first, rest) = texts.split_first()?;
    tasks::read_call(first, rest).or_else(|| {
        let arguments: Vec<&str> = seen.arguments.iter().map(|word| word.text.as_str()).collect();
        tasks::read_call(&seen.path, &arguments)
    })
}

/// Returns whether a line is `$name = value`.
fn is_assigned(line: &str) -> bool {
    let left = line.trim_start().strip_prefix('$').and_then(|rest| rest.split_once(" = "));
    left.is_some_and(|(name, _)| !name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
}

/// Parses a script that runs in bash or PowerShell, depending on the runner. Syntax that only
/// PowerShell knows makes it PowerShell.
fn by_runner(text: &str) -> ShellScript {
    let marks = ["$env:", "`\n", "Write-Host", "Write-Output", "-eq ", "Invoke-"];
    let parsed = shell::parse(text);
    let spoken = text.contains("$env:") || !parsed.unparsed.is_empty();
    if spoken && (marks.iter().any(|mark| text.contains(mark)) || text.lines().any(is_assigned)) {
        return shell::split_lines(text, LineDialect::PowerShell);
    }
    parsed
}

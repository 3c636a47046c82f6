//! Tools whose exit status is a verdict, and what makes them pass where they should fail.
//!
//! A *gate command* is a test runner, a linter, a build and the like. Which commands are gates, and which
//! of their flags turn a failure into a success, is data: `read` reads it from `tools.toml`, `pattern` and
//! `judge` hold it against the words of a command. A user's own gates come on top, see [`Table::with`].

mod judge;
mod own;
mod pattern;
mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use self::judge::Call;
pub use self::own::Own;
use self::pattern::{Flag, Form, Line, Program, fits, is_false};
use super::named::words_fit;
use super::program::{base_name, is_python};
use crate::formats::shell::syntax::Word;
use crate::policy::{CommandPattern, Policy};
use crate::span::Spanned;

/// Hosts within hosts (`corepack yarn jest`) are followed so deep.
const NESTING: usize = 4;

/// So many words after a program tell which tool it is, where a text is only searched.
const WORDS: usize = 20;

/// What a tool judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Runs tests.
    Test,
    /// Looks for bad style and likely mistakes.
    Lint,
    /// Checks types.
    Types,
    /// A formatter that only checks.
    Format,
    /// Looks for vulnerabilities, secrets, licences.
    Scan,
    /// Builds.
    Build,
    /// Builds or checks documentation.
    Docs,
    /// Measures.
    Bench,
    /// Rehearses or checks a publication.
    Publish,
    /// Several of these, or a check of another sort.
    Check,
}

impl Kind {
    /// What a tool of this kind is called in a sentence.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Test => "test runner",
            Self::Lint => "linter",
            Self::Types => "type checker",
            Self::Format => "format check",
            Self::Scan => "scanner",
            Self::Build => "build",
            Self::Docs => "documentation check",
            Self::Bench => "benchmark",
            Self::Publish => "publication check",
            Self::Check => "check",
        }
    }
}

/// One tool.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its name, once in the table: `cargo test`.
    pub name: String,
    /// What it judges.
    pub kind: Kind,
    /// The commands that run it, by program.
    forms: Vec<(String, Form)>,
    /// Commands of the same programs that do not.
    not: Vec<(String, Form)>,
    /// One of these options is needed, where there are any.
    only_with: Vec<Flag>,
    /// With one of these options it gives no verdict.
    unless: Vec<Flag>,
    /// Variables that hold more options.
    variables: Vec<String>,
    lenient: Vec<Rule>,
}

/// When a tool is lenient.
#[derive(Clone, Debug)]
struct Rule {
    /// One of these options.
    flags: Vec<Flag>,
    /// These words, one after the other.
    words: Vec<String>,
    /// One of these variables.
    variables: Vec<Setting>,
    /// None of these options.
    without: Vec<Flag>,
    /// None of these variables.
    without_variables: Vec<Setting>,
    effect: String,
    fix: Option<String>,
    note: bool,
}

/// `NAME`, or `NAME=value`.
#[derive(Clone, Debug)]
struct Setting {
    name: String,
    values: Option<Vec<String>>,
}

impl Setting {
    fn holds(&self, value: &str) -> bool {
        match &self.values {
            Some(values) => fits(values, value),
            None => !is_false(value),
        }
    }
}

/// A gate that a text names which nobody could read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The tool's name in the table.
    pub tool: String,
    /// What it judges.
    pub kind: Kind,
}

/// A gate command.
#[derive(Clone, Debug)]
pub struct Found<'t> {
    /// The tool that it runs.
    pub tool: &'t Tool,
    /// What makes it pass where it should fail: options first, as they stand, then variables, then what is
    /// missing.
    pub lenient: Vec<Leniency>,
}

/// Something that makes a tool pass where it should fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leniency {
    /// Where it comes from.
    pub by: By,
    /// As it is written: `--exit-zero`; `trivy image without --exit-code` for what is missing.
    pub shown: String,
    /// What it does: "reports findings and exits 0".
    pub effect: String,
    /// What to do, in few words.
    pub fix: String,
    /// Only advice: retries, filters.
    pub note: bool,
}

/// Where a leniency comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The argument at this index.
    Argument(usize),
    /// The environment variable of this name.
    Variable(String),
    /// The command as a whole, by what it lacks.
    Absence,
}

/// All known tools.
#[derive(Clone, Debug, Default)]
pub struct Table {
    tools: Vec<Tool>,
    /// The tools that a program may be, in the order of the file.
    by_program: BTreeMap<String, Vec<usize>>,
    programs: BTreeMap<String, Program>,
    /// Programs whose operand is the program that really runs: `php vendor/bin/phpunit`.
    hosts: Vec<(String, Form)>,
    /// For programs that are not named.
    any: Program,
    own: Vec<(Own, Tool)>,
    not_gates: Vec<Own>,
    /// Commands that are no gates and whose fate is asked for all the same.
    followed: Vec<CommandPattern>,
}

/// The tools that truegreen knows.
///
/// The tests hold that the embedded data is sound; were it not, no tool would be known.
#[must_use]
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("tools.toml")).unwrap_or_default())
}

/// A command of `gate-commands` or `not-gates`; `None` when it names no program.
#[must_use]
pub fn own(pattern: &str) -> Option<Own> {
    Own::read(pattern).ok()
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    ///
    /// All mistakes at once, each with its line and the entry's name.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        read::table(text)
    }

    /// The tools, in the order of the file.
    #[must_use]
    pub fn tools(&self) -> &[Tool] {
        &self.tools
    }

    /// The tool that a command runs, after all wrappers.
    ///
    /// `None` when no entry knows the command, or when its words make it no verdict (`--version`,
    /// `--collect-only`, a formatter without `--check`).
    #[must_use]
    pub fn find(
        &self,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Option<Found<'_>> {
        if self.not_gates.iter().any(|own| own.fits(program, arguments)) {
            return None;
        }
        self.known(Call { program, arguments, environment, first: 0 }, 0).or_else(|| {
            let (_, tool) = self.own.iter().find(|(own, _)| own.fits(program, arguments))?;
            Some(Found { tool, lenient: Vec::new() })
        })
    }

    /// The table with a user's own gate commands, and without what the user calls no gate.
    ///
    /// Each is the words of a command: `*` in a word is any text, a word `*` any word, and a last `*` any
    /// words or none. Wrappers are looked through here too. A command that is in both lists is no gate.
    ///
    /// # Errors
    ///
    /// The patterns that name no program.
    pub fn with(
        &self,
        gate_commands: &[impl AsRef<str>],
        not_gates: &[impl AsRef<str>],
    ) -> Result<Self, Vec<String>> {
        let mut table = self.clone();
        let mut mistakes = Vec::new();
        for pattern in gate_commands.iter().map(AsRef::as_ref) {
            match Own::read(pattern) {
                Ok(own) => table.own.push((own, Tool::own(pattern))),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        for pattern in not_gates.iter().map(AsRef::as_ref) {
            match Own::read(pattern) {
                Ok(own) => table.not_gates.push(own),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() { Ok(table) } else { Err(mistakes) }
    }

    /// The tools that are built in with the policy's own, and the fate of every command that it names.
    /// What names no program was refused with the policy.
    #[must_use]
    pub fn of_policy(policy: &Policy) -> Self {
        let texts = |commands: &[Spanned<String>]| -> Vec<String> {
            commands.iter().map(|command| command.value.clone()).collect()
        };
        let own = table().with(&texts(&policy.gate_commands), &texts(&policy.not_gates));
        let terms = policy.workflows.iter().flat_map(|workflow| {
            let listed = workflow.jobs.iter().map(|job| &job.terms);
            listed.chain(std::iter::once(&workflow.every_job))
        });
        let named = terms.flat_map(|terms| terms.runs.iter().chain(&terms.runs_in_order));
        own.unwrap_or_else(|_| table().clone()).following(named.map(|named| named.value.clone()))
    }

    /// Asks for the fate of these commands too, whatever they are.
    fn following(mut self, patterns: impl IntoIterator<Item = CommandPattern>) -> Self {
        self.followed.extend(patterns);
        self
    }

    /// Whether somebody asks for the fate of this command.
    pub(super) fn follows(&self, program: &str, arguments: &[Word]) -> bool {
        let words = || arguments.iter().map(|word| word.text.as_str()).collect();
        self.followed.iter().any(|pattern| words_fit(pattern, program, words()))
    }

    /// The first gate that a text names which nobody can read as a script: there, any words may be a
    /// command. Comments name none.
    #[must_use]
    pub fn mention(&self, text: &str) -> Option<Mention> {
        let code = text.lines().map(|line| match line.trim_start().starts_with('#') {
            true => "",
            false => line.split_once(" #").map_or(line, |(code, _)| code),
        });
        let parts = code.flat_map(|line| line.split(|c: char| ";|&(){}`\"',".contains(c)));
        for part in parts {
            let words: Vec<&str> = part.split_whitespace().collect();
            for (at, word) in words.iter().enumerate() {
                let arguments = words.get(at + 1..).unwrap_or_default();
                let arguments = arguments.get(..WORDS).unwrap_or(arguments);
                let program = base_name(word);
                if self.not_gates.iter().any(|own| own.fits(program, arguments)) {
                    break;
                }
                if let Some(found) = self.find(program, arguments, &[]) {
                    return Some(Mention { tool: found.tool.name.clone(), kind: found.tool.kind });
                }
            }
        }
        None
    }

    fn known(&self, call: Call<'_>, depth: usize) -> Option<Found<'_>> {
        let name = self.name(call.program);
        let program = self.programs.get(name).unwrap_or(&self.any);
        let line = Line::new(program, call.arguments);
        let candidates = self.by_program.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut tools = candidates.iter().filter_map(|&index| self.tools.get(index));
        if let Some(found) = tools.find_map(|tool| tool.found(name, &line, &call)) {
            return Some(found);
        }
        if depth >= NESTING {
            return None;
        }
        for (_, form) in self.hosts.iter().filter(|(host, _)| host == name) {
            let hosted = form.operands(&line).and_then(|operands| {
                // `cross-env A=b jest`
                (operands..).map_while(|at| line.operand(at)).find(|(_, word)| !word.contains('='))
            });
            if let Some((place, program)) = hosted.filter(|(_, program)| !program.contains(' ')) {
                let arguments = call.arguments.get(place + 1..).unwrap_or_default();
                let first = call.first + place + 1;
                let call = Call { program: base_name(program), arguments, first, ..call };
                return self.known(call, depth + 1);
            }
        }
        let script = script_name(call.program)?;
        self.known(Call { program: SCRIPT, arguments: &[script], ..call }, NESTING)
    }

    /// The name under which the table has a program: `python3.12` is `python`, `clang-tidy-18` is
    /// `clang-tidy`.
    fn name<'n>(&'n self, program: &'n str) -> &'n str {
        let known = |name: &str| {
            self.by_program.contains_key(name) || self.hosts.iter().any(|(host, _)| host == name)
        };
        if known(program) {
            return program;
        }
        if is_python(program) {
            return "python";
        }
        let bare = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        // `trufflehog3` is not `trufflehog`; `php8` is `php`
        let version = program.get(bare.len()..).unwrap_or_default();
        let is_host = self.hosts.iter().any(|(host, _)| host == bare);
        if known(bare) && (is_host || version.contains(['-', '.'])) { bare } else { program }
    }
}

/// The name under which scripts of the repository are in the table.
const SCRIPT: &str = "<script>";

/// The name of a script of the repository: `run-tests` of `run-tests.sh`.
fn script_name(program: &str) -> Option<&str> {
    let (stem, end) = program.rsplit_once('.')?;
    let ends =
        ["sh", "bash", "zsh", "py", "js", "mjs", "cjs", "ts", "mts", "rb", "pl", "php", "cmake"];
    ends.contains(&end).then_some(stem)
}

impl Tool {
    /// Options that make it pass where it should fail, one spelling for each way; what is only advice is
    /// left out.
    #[must_use]
    pub fn lenient_options(&self) -> Vec<String> {
        let ways = self.lenient.iter().filter(|rule| !rule.note);
        ways.filter_map(|rule| rule.flags.first().and_then(Flag::spelled)).collect()
    }

    fn own(pattern: &str) -> Self {
        Self {
            name: pattern.to_owned(),
            kind: Kind::Check,
            forms: Vec::new(),
            not: Vec::new(),
            only_with: Vec::new(),
            unless: Vec::new(),
            variables: Vec::new(),
            lenient: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;

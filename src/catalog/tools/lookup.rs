//! The tools by their names: those that are built in, and those of a policy.

use std::collections::BTreeMap;

use crate::catalog::program::{base_name, is_python};
use crate::catalog::tools::judge::ToolCall;
use crate::catalog::tools::own::PolicyCommand;
use crate::catalog::tools::pattern::{Form, Program, ToolLine, words_fit};
use crate::catalog::tools::tool::{Mention, Tool, ToolMatch};
use crate::formats::shell::syntax::Word;
use crate::policy::command::CommandPattern;

/// Hosts within hosts (`corepack yarn jest`) are followed so deep.
pub(super) const NESTING: usize = 4;

/// So many words after a program tell which tool it is, where a text is only searched.
pub(super) const WORDS: usize = 20;

/// All known tools.
#[derive(Clone, Debug, Default)]
pub struct ToolCatalog {
    pub(super) tools: Vec<Tool>,
    /// The tools that a program may be, in the order of the file.
    pub(super) by_program: BTreeMap<String, Vec<usize>>,
    pub(super) programs: BTreeMap<String, Program>,
    /// Programs whose operand is the program that really runs: `php vendor/bin/phpunit`.
    pub(super) hosts: Vec<(String, Form)>,
    /// For programs that are not named.
    any: Program,
    own: Vec<(PolicyCommand, Tool)>,
    not_gates: Vec<PolicyCommand>,
    /// Commands that are no gates and whose fate is asked for all the same.
    followed: Vec<CommandPattern>,
}

impl ToolCatalog {
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
    ) -> Option<ToolMatch<'_>> {
        if self.not_gates.iter().any(|own| own.fits(program, arguments)) {
            return None;
        }
        self.known(ToolCall { program, arguments, environment, first: 0 }, 0).or_else(|| {
            let (_, tool) = self.own.iter().find(|(own, _)| own.fits(program, arguments))?;
            Some(ToolMatch { tool, lenient: Vec::new() })
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
            match PolicyCommand::read(pattern) {
                Ok(own) => table.own.push((own, Tool::own(pattern))),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        for pattern in not_gates.iter().map(AsRef::as_ref) {
            match PolicyCommand::read(pattern) {
                Ok(own) => table.not_gates.push(own),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() { Ok(table) } else { Err(mistakes) }
    }

    /// Asks for the fate of these commands too, whatever they are.
    pub(super) fn following(mut self, patterns: impl IntoIterator<Item = CommandPattern>) -> Self {
        self.followed.extend(patterns);
        self
    }

    /// Whether somebody asks for the fate of this command.
    pub(crate) fn follows(&self, program: &str, arguments: &[Word]) -> bool {
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

    fn known(&self, call: ToolCall<'_>, depth: usize) -> Option<ToolMatch<'_>> {
        let name = self.name(call.program);
        let program = self.programs.get(name).unwrap_or(&self.any);
        let line = ToolLine::new(program, call.arguments);
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
                let call = ToolCall { program: base_name(program), arguments, first, ..call };
                return self.known(call, depth + 1);
            }
        }
        let script = script_name(call.program)?;
        self.known(ToolCall { program: SCRIPT, arguments: &[script], ..call }, NESTING)
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
pub(super) const SCRIPT: &str = "<script>";

/// The name of a script of the repository: `run-tests` of `run-tests.sh`.
pub(super) fn script_name(program: &str) -> Option<&str> {
    let (stem, end) = program.rsplit_once('.')?;
    let ends =
        ["sh", "bash", "zsh", "py", "js", "mjs", "cjs", "ts", "mts", "rb", "pl", "php", "cmake"];
    ends.contains(&end).then_some(stem)
}

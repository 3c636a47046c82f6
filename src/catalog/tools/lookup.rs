//! The tools by their names: those that are built in, and those of a policy.

use crate::catalog::program::{base_name, is_python};
use crate::catalog::tools::judge::ToolCall;
use crate::catalog::tools::own::PolicyCommand;
use crate::catalog::tools::pattern::{Program, ToolLine, words_fit};
use crate::catalog::tools::table::TABLE;
use crate::catalog::tools::tool::{Mention, Tool, ToolMatch, ToolTable};
use crate::formats::shell::syntax::Word;
use crate::policy::Policy;
use crate::policy::command::CommandPattern;
use crate::span::Spanned;

/// Hosts within hosts (`corepack yarn jest`) are followed so deep.
pub(super) const NESTING: usize = 4;

/// So many words after a program tell which tool it is, where a text is only searched.
pub(super) const WORDS: usize = 20;

/// The tools that truegreen knows.
#[must_use]
pub fn built_in() -> &'static ToolCatalog {
    static BUILT_IN: ToolCatalog = ToolCatalog::of(&TABLE);
    &BUILT_IN
}

/// What a sorted list has under a name.
fn named<'t, T>(list: &'t [(&str, T)], name: &str) -> Option<&'t T> {
    let place = list.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    list.get(place).map(|(_, value)| value)
}

/// All known tools: a table that all share, and a policy's own.
#[derive(Clone, Debug)]
pub struct ToolCatalog {
    pub(super) table: &'static ToolTable,
    own: Vec<(PolicyCommand, Tool)>,
    not_gates: Vec<PolicyCommand>,
    /// Commands that are no gates and whose fate is asked for all the same.
    followed: Vec<CommandPattern>,
}

impl ToolCatalog {
    pub(super) const fn of(table: &'static ToolTable) -> Self {
        Self { table, own: Vec::new(), not_gates: Vec::new(), followed: Vec::new() }
    }

    /// The tools that are built in with the policy's own, and the fate of every command that it names.
    /// What names no program was refused with the policy.
    #[must_use]
    pub fn of_policy(policy: &Policy) -> Self {
        let texts = |commands: &[Spanned<String>]| -> Vec<String> {
            commands.iter().map(|command| command.value.clone()).collect()
        };
        let own = built_in().with(&texts(&policy.gate_commands), &texts(&policy.not_gates));
        let terms = policy.workflows.iter().flat_map(|workflow| {
            let listed = workflow.jobs.iter().map(|job| &job.terms);
            listed.chain(std::iter::once(&workflow.every_job))
        });
        let named = terms.flat_map(|terms| terms.runs.iter().chain(&terms.runs_in_order));
        own.unwrap_or_else(|_| built_in().clone()).following(named.map(|named| named.value.clone()))
    }

    /// The tools, in the order of the file.
    #[must_use]
    pub fn tools(&self) -> &'static [Tool] {
        self.table.tools
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
        if self.is_no_gate(program, arguments) {
            return None;
        }
        self.known(ToolCall { program, arguments, environment, first: 0 }, 0).or_else(|| {
            let (_, tool) = self.own.iter().find(|(own, _)| own.fits(program, arguments))?;
            Some(ToolMatch { tool, lenient: Vec::new() })
        })
    }

    /// Returns whether the user calls a command no gate.
    #[must_use]
    pub fn is_no_gate(&self, program: &str, arguments: &[&str]) -> bool {
        self.not_gates.iter().any(|own| own.fits(program, arguments))
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
    fn following(mut self, patterns: impl IntoIterator<Item = CommandPattern>) -> Self {
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
                    return Some(Mention {
                        tool: found.tool.name.to_string(),
                        kind: found.tool.kind,
                    });
                }
            }
        }
        None
    }

    fn known(&self, call: ToolCall<'_>, depth: usize) -> Option<ToolMatch<'_>> {
        let name = self.name(call.program);
        let program = named(self.table.programs, name).unwrap_or(&Program::PLAIN);
        let line = ToolLine::new(program, call.arguments);
        let mut tools = self.table.of_program(name);
        if let Some(found) =
            tools.find_map(|tool| tool.found(name, &line, &call, self.table.no_verdict))
        {
            return Some(found);
        }
        if depth >= NESTING {
            return None;
        }
        for (_, form) in self.table.hosts.iter().filter(|(host, _)| *host == name) {
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
            self.table.of_program(name).next().is_some()
                || self.table.hosts.iter().any(|(host, _)| *host == name)
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
        let is_host = self.table.hosts.iter().any(|(host, _)| *host == bare);
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

//! A tool whose exit code is a verdict.

use crate::catalog::tools::pattern::Program;

use std::borrow::Cow;

use crate::catalog::tools::pattern::{Flag, Form, fits, is_false};

/// What a tool judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolKind {
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

impl ToolKind {
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
    pub name: Cow<'static, str>,
    /// What it judges.
    pub kind: ToolKind,
    /// The commands that run it, by program.
    pub(super) forms: &'static [(&'static str, Form)],
    /// When it gives a verdict, and when that one is lenient; many tools have the same.
    pub(super) terms: &'static ToolTerms,
}

/// When a tool gives a verdict, and when it is lenient.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ToolTerms {
    /// Commands of the same programs that do not run it.
    pub(super) not: &'static [(&'static str, Form)],
    /// One of these options is needed, where there are any.
    pub(super) only_with: &'static [Flag],
    /// With one of these options it gives no verdict.
    pub(super) unless: &'static [Flag],
    /// Variables that hold more options.
    pub(super) variables: &'static [&'static str],
    pub(super) lenient: &'static [LeniencyRule],
}

/// When a tool is lenient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeniencyRule {
    /// One of these options.
    pub(super) flags: &'static [Flag],
    /// These words, one after the other.
    pub(super) words: &'static [&'static str],
    /// One of these variables.
    pub(super) variables: &'static [RuleSetting],
    /// None of these options.
    pub(super) without: &'static [Flag],
    /// None of these variables.
    pub(super) without_variables: &'static [RuleSetting],
    pub(super) effect: &'static str,
    pub(super) fix: Option<&'static str>,
    pub(super) note: bool,
}

/// `NAME`, or `NAME=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RuleSetting {
    pub(super) name: &'static str,
    pub(super) values: Option<&'static [&'static str]>,
}

impl RuleSetting {
    pub(super) fn holds(&self, value: &str) -> bool {
        match self.values {
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
    pub kind: ToolKind,
}

/// A gate command.
#[derive(Clone, Debug)]
pub struct ToolMatch<'t> {
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
    pub by: LeniencySource,
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
pub enum LeniencySource {
    /// The argument at this index.
    Argument(usize),
    /// The environment variable of this name.
    Variable(String),
    /// The command as a whole, by what it lacks.
    Absence,
}

impl Tool {
    /// Options that make it pass where it should fail, one spelling for each way; what is only advice is
    /// left out.
    #[must_use]
    pub fn lenient_options(&self) -> Vec<String> {
        let ways = self.terms.lenient.iter().filter(|rule| !rule.note);
        ways.filter_map(|rule| rule.flags.first().and_then(Flag::spelled)).collect()
    }

    pub(super) fn own(pattern: &str) -> Self {
        Self {
            name: Cow::Owned(pattern.to_owned()),
            kind: ToolKind::Check,
            forms: &[],
            terms: &ToolTerms {
                not: &[],
                only_with: &[],
                unless: &[],
                variables: &[],
                lenient: &[],
            },
        }
    }
}

/// The table of tools, read before the build: nothing is parsed at start.
#[derive(Debug)]
pub(super) struct ToolTable {
    pub(super) tools: &'static [Tool],
    /// A tool and a form of it for each program that it may be, sorted by program and in the order of the file.
    pub(super) by_program: &'static [(u16, u16)],
    /// Sorted by name.
    pub(super) programs: &'static [(&'static str, Program)],
    /// Programs whose operand is the program that really runs: `php vendor/bin/phpunit`.
    pub(super) hosts: &'static [(&'static str, Form)],
    /// Options with which no tool gives a verdict.
    pub(super) no_verdict: &'static [Flag],
}

impl ToolTable {
    /// The tools that a program may be, in the order of the file.
    pub(super) fn of_program(&self, name: &str) -> impl Iterator<Item = &'static Tool> + use<'_> {
        let from = self.by_program.partition_point(|place| self.program(*place) < name);
        let to = self.by_program.partition_point(|place| self.program(*place) <= name);
        let found = self.by_program.get(from..to).unwrap_or_default();
        found.iter().filter_map(|(tool, _)| self.tools.get(usize::from(*tool)))
    }

    /// The program of a form of a tool.
    pub(super) fn program(&self, (tool, form): (u16, u16)) -> &'static str {
        let tool = self.tools.get(usize::from(tool));
        let form = tool.and_then(|tool| tool.forms.get(usize::from(form)));
        form.map_or("", |(program, _)| program)
    }
}

//! Writes a table of tools as Rust, so that nothing is left to read at start.

use super::pattern::{Choice, Flag, Form, FormPart, Program, ProgramNames};
use super::tool::ToolTable;
use super::tool::{LeniencyRule, RuleSetting, Tool, ToolTerms};

const HEAD: &str = "\
//! The table of tools. Not written by hand: change the files of the catalogue, and run
//! `UPDATE=1 cargo test --lib the_catalogue`. Where the types change, begin with an empty table.

use std::borrow::Cow;

use super::pattern::Choice::{Name, Word};
use super::pattern::FormPart::{self, Any, End, Operand};
use super::pattern::{Flag, Form, Program, ProgramNames};
use super::tool::{LeniencyRule, RuleSetting, Tool, ToolKind, ToolTable, ToolTerms};

const fn tool(
    name: &'static str,
    kind: ToolKind,
    terms: &'static ToolTerms,
    forms: &'static [(&'static str, Form)],
) -> Tool {
    Tool { name: Cow::Borrowed(name), kind, forms, terms }
}
";

/// The table as Rust: a line for a tool that needs but its name, and for each form and rule of any other,
/// so that a change is seen where it is.
pub(super) fn rust(table: &ToolTable) -> String {
    let mut writer = TableWriter::default();
    let tools = lines(table.tools, 0, |tool| writer.tool(tool));
    let hosts = lines(table.hosts, 1, |form| writer.form(form));
    let programs = lines(table.programs, 1, program);
    let no_verdict = list(table.no_verdict, flag);
    let by_program = list(table.by_program, |place| format!("{place:?}"));
    let count = table.tools.len();
    let tools = tools.trim_start_matches('&');
    format!(
        "{HEAD}{}
static TOOLS: [Tool; {count}] = {tools};

pub(super) static TABLE: ToolTable = ToolTable {{
    tools: &TOOLS,
    by_program: {by_program},
    programs: {programs},
    hosts: {hosts},
    no_verdict: {no_verdict},
}};
",
        writer.shared
    )
}

/// Writes what many tools have in common once.
#[derive(Default)]
struct TableWriter<'t> {
    names: Vec<&'t ProgramNames>,
    terms: Vec<&'t ToolTerms>,
    /// The statics of both.
    shared: String,
}

impl<'t> TableWriter<'t> {
    fn tool(&mut self, tool: &'t Tool) -> String {
        let Tool { name, kind, forms, terms } = tool;
        let terms = self.terms(terms);
        let forms = match forms {
            [form] => format!("&[{}]", self.form(form)),
            forms => lines(forms, 1, |form| self.form(form)),
        };
        format!("tool({name:?}, ToolKind::{kind:?}, &{terms}, {forms})")
    }

    fn terms(&mut self, terms: &'t ToolTerms) -> String {
        let known = self.terms.iter().position(|known| *known == terms);
        let name = format!("TERMS_{}", known.unwrap_or(self.terms.len()));
        if known.is_none() {
            self.terms.push(terms);
            let ToolTerms { not, only_with, unless, variables, lenient } = terms;
            let not = lines(not, 1, |form| self.form(form));
            let (only_with, unless) = (list(only_with, flag), list(unless, flag));
            let (variables, lenient) = (texts(variables), lines(lenient, 1, rule));
            self.shared += &format!(
                "\nstatic {name}: ToolTerms = ToolTerms {{\n    not: {not},\n    only_with: {only_with},\n    \
                 unless: {unless},\n    variables: {variables},\n    lenient: {lenient},\n}};\n"
            );
        }
        name
    }

    fn names(&mut self, names: &'t ProgramNames) -> String {
        let known = self.names.iter().position(|known| *known == names);
        let name = format!("NAMES_{}", known.unwrap_or(self.names.len()));
        if known.is_none() {
            self.names.push(names);
            let ProgramNames { words, except } = names;
            self.shared += &format!(
                "\nstatic {name}: ProgramNames = ProgramNames {{\n    words: {words:?},\n    except: {except:?},\n}};\n"
            );
        }
        name
    }

    fn form(&mut self, (program, Form { parts }): &'t (&str, Form)) -> String {
        let parts = list(parts, |part| match part {
            FormPart::Any => "Any".to_owned(),
            FormPart::End => "End".to_owned(),
            FormPart::Option(option) => format!("FormPart::Option({})", flag(option)),
            FormPart::Operand(choices) => {
                format!("Operand({})", list(choices, |choice| self.choice(choice)))
            }
        });
        format!("({program:?}, Form {{ parts: {parts} }})")
    }

    fn choice(&mut self, choice: &'t Choice) -> String {
        match choice {
            Choice::Word(word) => format!("Word({word:?})"),
            Choice::Name(names) => format!("Name(&{})", self.names(names)),
        }
    }
}

fn program((name, program): &(&str, Program)) -> String {
    let Program { values, grouped, toolchain, through } = program;
    let switches = format!("grouped: {grouped}, toolchain: {toolchain}, through: {through}");
    format!("({name:?}, Program {{ {switches}, values: {values:?} }})")
}

fn rule(rule: &LeniencyRule) -> String {
    let LeniencyRule { flags, words, variables, without, without_variables, effect, fix, note } =
        rule;
    let (flags, without, words) = (list(flags, flag), list(without, flag), texts(words));
    let variables = list(variables, setting);
    let without_variables = list(without_variables, setting);
    format!(
        "LeniencyRule {{ flags: {flags}, words: {words}, variables: {variables}, without: {without}, \
         without_variables: {without_variables}, effect: {effect:?}, fix: {fix:?}, note: {note} }}"
    )
}

fn flag(Flag { name, values }: &Flag) -> String {
    format!("Flag {{ name: {name:?}, values: {} }}", maybe(*values))
}

fn setting(RuleSetting { name, values }: &RuleSetting) -> String {
    format!("RuleSetting {{ name: {name:?}, values: {} }}", maybe(*values))
}

fn maybe(values: Option<&[&str]>) -> String {
    values.map_or("None".to_owned(), |values| format!("Some({})", texts(values)))
}

fn texts(texts: &[&str]) -> String {
    list(texts, |text| format!("{text:?}"))
}

fn list<'t, T>(items: &'t [T], write: impl FnMut(&'t T) -> String) -> String {
    format!("&[{}]", items.iter().map(write).collect::<Vec<_>>().join(", "))
}

/// A list with a line for each item.
fn lines<'t, T>(items: &'t [T], depth: usize, mut write: impl FnMut(&'t T) -> String) -> String {
    if items.is_empty() {
        return "&[]".to_owned();
    }
    let end = format!("\n{}", "    ".repeat(depth));
    let lines = items.iter().map(|item| format!("{end}    {},", write(item)));
    format!("&[{}{end}]", lines.collect::<String>())
}

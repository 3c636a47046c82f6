//! Holds a tool against one command: does the command run it, and what makes it lenient.

use super::pattern::{Flag, Form, Program, ToolLine};
use super::tool::{
    Leniency, LeniencyRule, LeniencySource, RuleSetting, Tool, ToolMatch, ToolTerms,
};

/// One command.
#[derive(Clone, Copy)]
pub(super) struct ToolCall<'a> {
    pub(super) program: &'a str,
    pub(super) arguments: &'a [&'a str],
    pub(super) environment: &'a [(&'a str, &'a str)],
    /// Index of the first argument in the command as it was given.
    pub(super) first: usize,
}

impl ToolCall<'_> {
    /// The value of a variable; the nearest is last.
    fn variable(&self, name: &str) -> Option<&str> {
        self.environment.iter().rev().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    fn holds(&self, settings: &[RuleSetting]) -> Option<(&str, &str)> {
        settings.iter().find_map(|setting| {
            let (name, value) = *self.environment.iter().rev().find(|(n, _)| *n == setting.name)?;
            setting.holds(value).then_some((name, value))
        })
    }
}

impl Tool {
    pub(super) fn found<'t>(
        &'t self,
        name: &str,
        line: &ToolLine<'_>,
        call: &ToolCall<'_>,
        asks: &[Flag],
    ) -> Option<ToolMatch<'t>> {
        let of = |forms: &[(&str, Form)]| {
            let mut own = forms.iter().filter(|(program, _)| *program == name);
            own.find_map(|(_, form)| form.operands(line))
        };
        let operands = of(self.forms)?;
        let ToolTerms { not, only_with, unless, variables, lenient: rules } = self.terms;
        let is_no_verdict = asks.iter().chain(*unless).any(|flag| line.option(flag).is_some())
            || of(not).is_some()
            || !only_with.is_empty() && !only_with.iter().any(|flag| line.option(flag).is_some());
        if is_no_verdict {
            return None;
        }
        let more: Vec<(&str, Vec<&str>)> = variables
            .iter()
            .filter_map(|name| Some((*name, call.variable(name)?.split_whitespace().collect())))
            .collect();
        let program = Program { through: true, ..Program::PLAIN };
        let more: Vec<(&str, ToolLine<'_>)> =
            more.iter().map(|(name, words)| (*name, ToolLine::new(&program, words))).collect();
        let mut lenient = Vec::new();
        for rule in *rules {
            let shown = || format!("{} {}", call.program, line.leading(operands));
            lenient.extend(rule.judge(line, &more, call, shown));
        }
        lenient.sort_by(|a, b| a.by.cmp(&b.by));
        Some(ToolMatch { tool: self, lenient })
    }
}

impl LeniencyRule {
    fn judge(
        &self,
        line: &ToolLine<'_>,
        more: &[(&str, ToolLine<'_>)],
        call: &ToolCall<'_>,
        command: impl Fn() -> String,
    ) -> Option<Leniency> {
        let given = |flag: &Flag| {
            line.option(flag).is_some() || more.iter().any(|(_, line)| line.option(flag).is_some())
        };
        if self.without.iter().any(given) || call.holds(self.without_variables).is_some() {
            return None;
        }
        let in_line = |line: &ToolLine<'_>| {
            let option = self.flags.iter().find_map(|flag| {
                let place = line.option(flag)?;
                Some((place, line.shown(flag, place)))
            });
            let words = || Some((line.sequence(self.words)?, self.words.join(" ")));
            option.or_else(|| if self.words.is_empty() { None } else { words() })
        };
        if let Some((place, shown)) = in_line(line) {
            return Some(self.leniency(LeniencySource::Argument(call.first + place), shown));
        }
        for (name, line) in more {
            if let Some((_, shown)) = in_line(line) {
                return Some(self.leniency(LeniencySource::Variable((*name).to_owned()), shown));
            }
        }
        if let Some((name, value)) = call.holds(self.variables) {
            return Some(
                self.leniency(LeniencySource::Variable(name.to_owned()), format!("{name}={value}")),
            );
        }
        let absent = self.flags.is_empty() && self.words.is_empty() && self.variables.is_empty();
        let lacks = self.without.first().filter(|_| absent && !line.holds_unknown_options())?;
        let shown = format!("{} without {}", command().trim_end(), lacks.name);
        Some(self.leniency(LeniencySource::Absence, shown))
    }

    fn leniency(&self, by: LeniencySource, shown: String) -> Leniency {
        let fix = match (self.fix, self.without.first()) {
            (Some(fix), _) => fix.to_owned(),
            (None, Some(flag)) if by == LeniencySource::Absence => format!("add {}", flag.name),
            _ => format!("drop {shown}"),
        };
        Leniency { by, shown, effect: self.effect.to_owned(), fix, note: self.note }
    }
}

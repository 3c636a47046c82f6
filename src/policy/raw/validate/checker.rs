//! What every part of the validation does: require, compile, and note a problem with its place.

use regex::Regex;

use super::super::deserializer::closest_name;
use super::super::words::Text;
use super::super::written::{Texts, Written};
use crate::formats::problem::Problem;
use crate::policy::pattern::Pattern;
use crate::span::{Span, Spanned};

/// Collector of problems while the policy is validated.
pub(crate) struct Checker<'r> {
    pub(crate) problems: Vec<Problem>,
    /// Ids of the rules that exist.
    rules: &'r [&'r str],
}

impl<'r> Checker<'r> {
    /// Makes a checker that knows these rules and the problems found so far.
    pub(crate) const fn new(rules: &'r [&'r str], problems: Vec<Problem>) -> Self {
        Self { problems, rules }
    }

    /// Returns whether a range has no problem so far. Only then is a message about an empty entry
    /// useful.
    pub(super) fn is_sound(&self, span: Span) -> bool {
        !self.problems.iter().any(|problem| span.to(problem.span) == span)
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    /// Notes a problem with its fix.
    pub(super) fn problem_with_help(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    /// Returns a required field or notes that it is missing; `of` is the place of its map, `what`
    /// the name of that map in messages.
    pub(super) fn required<T>(
        &mut self,
        field: Written<T>,
        key: &str,
        of: Span,
        what: &str,
    ) -> Option<Spanned<T>> {
        if field.is_absent() {
            self.problem(of, format!("{what} lacks `{key}`"));
        }
        field.spanned()
    }

    /// Returns a required text or notes that it is missing.
    pub(super) fn words(
        &mut self,
        field: Written<Text>,
        key: &str,
        of: Span,
        what: &str,
    ) -> Option<Spanned<String>> {
        self.required(field, key, of, what).map(|text| text.map(|text| text.0))
    }

    /// Compiles a glob.
    pub(super) fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        match Pattern::new(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                self.problem(text.span, format!("`{}` is no valid pattern: {why}", text.value));
                None
            }
        }
    }

    /// Compiles one glob or a list of them.
    pub(super) fn patterns(&mut self, texts: Written<Texts>) -> Vec<(Pattern, Span)> {
        let texts = texts.words();
        texts.iter().filter_map(|text| Some((self.pattern(text)?, text.span))).collect()
    }

    /// Compiles a regular expression.
    pub(super) fn regex(&mut self, text: &Spanned<String>) -> Option<(Regex, Span)> {
        match Regex::new(&text.value) {
            Ok(expression) => Some((expression, text.span)),
            Err(error) => {
                let why = error.to_string();
                let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
                let message = format!("`{}` is no regular expression: {why}", text.value);
                self.problem(text.span, message);
                None
            }
        }
    }

    /// Returns the id of a rule, if the rule exists.
    pub(super) fn rule(&mut self, id: Spanned<String>) -> Option<Spanned<String>> {
        if self.rules.contains(&id.value.as_str()) {
            return Some(id);
        }
        let help = closest_name(&id.value, self.rules.iter().copied()).map_or_else(
            || "`truegreen rules` lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.problem_with_help(id.span, format!("there is no rule `{}`", id.value), help);
        None
    }

    /// Notes names that two entries share. Names are part of targets, so they must be unique.
    pub(super) fn unique<'n>(&mut self, names: impl Iterator<Item = (&'n str, Span)>) {
        let mut seen: Vec<&str> = Vec::new();
        for (name, span) in names {
            if seen.contains(&name) {
                let message =
                    format!("the name `{name}` stands twice; waivers could not tell them apart");
                self.problem(span, message);
            }
            seen.push(name);
        }
    }
}

//! What every part of the validation does: require, compile, and note what is wrong with its place.

use regex::Regex;

use super::super::deserializer::closest;
use super::super::words::Text;
use super::super::written::{Texts, Written};
use crate::formats::problem::Problem;
use crate::policy::pattern::Pattern;
use crate::span::{Span, Spanned};

/// Collects problems while the policy is validated.
pub(crate) struct Checker<'r> {
    pub(crate) problems: Vec<Problem>,
    /// Ids of the rules that exist.
    rules: &'r [&'r str],
}

impl<'r> Checker<'r> {
    /// One that knows these rules, and what is wrong already.
    pub(crate) const fn new(rules: &'r [&'r str], problems: Vec<Problem>) -> Self {
        Self { problems, rules }
    }

    /// Whether nothing is wrong within a range so far: that it holds nothing is only worth saying then.
    pub(super) fn is_sound(&self, span: Span) -> bool {
        !self.problems.iter().any(|problem| span.to(problem.span) == span)
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    /// Notes a problem and the way out.
    pub(super) fn problem_with_help(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    /// A field that must be there; `of` is where its map stands, `what` how messages call that.
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

    /// A text that must be there.
    pub(super) fn words(
        &mut self,
        field: Written<Text>,
        key: &str,
        of: Span,
        what: &str,
    ) -> Option<Spanned<String>> {
        self.required(field, key, of, what).map(|text| text.map(|text| text.0))
    }

    /// A glob.
    pub(super) fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        match Pattern::new(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                self.problem(text.span, format!("`{}` is no valid pattern: {why}", text.value));
                None
            }
        }
    }

    /// One glob or a list of them.
    pub(super) fn patterns(&mut self, texts: Written<Texts>) -> Vec<(Pattern, Span)> {
        let texts = texts.words();
        texts.iter().filter_map(|text| Some((self.pattern(text)?, text.span))).collect()
    }

    /// A regular expression.
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

    /// The id of a rule that exists.
    pub(super) fn rule(&mut self, id: Spanned<String>) -> Option<Spanned<String>> {
        if self.rules.contains(&id.value.as_str()) {
            return Some(id);
        }
        let help = closest(&id.value, self.rules.iter().copied()).map_or_else(
            || "`truegreen rules` lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.problem_with_help(id.span, format!("there is no rule `{}`", id.value), help);
        None
    }

    /// Names are part of subjects, so two entries must not share one.
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

//! Validates expectations: which form is meant, and whether a value can meet it.

use super::super::deserializer::closest_name;
use super::super::written::{Any, Written};
use super::checker::Checker;
use crate::policy::expectation::{Bound, Expectation, Term};
use crate::span::{Span, Spanned};

/// Names of the terms.
pub(crate) const TERMS: [&str; 9] =
    ["equals", "has", "only", "never", "at-least", "at-most", "contains", "matches", "present"];

/// The kind of value that is expected, which decides what a bare map means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A scalar or a list: a map can only hold terms.
    Plain,
    /// A map: a bare map has an expectation for each of its keys.
    Map,
    /// A map of permissions: a bare map of scalars must be equal.
    Permissions,
}

type Entries = Vec<(Written<String>, Written<Any>)>;

impl Checker<'_> {
    /// Reads an expectation or notes a problem; `None` if nothing is written.
    pub(super) fn expectation(
        &mut self,
        written: Written<Any>,
        what: &str,
        nature: Nature,
    ) -> Option<Expectation> {
        let span = written.span()?;
        let one = |term| Some(Expectation { span, terms: vec![Spanned::new(term, span)] });
        let json = Any::json(&written);
        match written.value()? {
            Any::Scalar(value) if value.is_null() => {
                let message = "is empty; write what is expected, `{ present: true }` for anything";
                self.problem(span, format!("`{what}` {message}"));
                None
            }
            Any::Scalar(value) => one(Term::Equals(value)),
            Any::List(items) if items.is_empty() => {
                let message =
                    "is an empty list, which holds nothing; write `{ equals: [] }` for none at all";
                self.problem(span, format!("`{what}` {message}"));
                None
            }
            Any::List(items) => one(Term::Has(items.iter().map(Any::json).collect())),
            Any::Map(entries) if entries.is_empty() => {
                self.problem(span, format!("`{what}` is an empty map, which expects nothing"));
                None
            }
            Any::Map(entries) => {
                let named = |key: &Written<String>| TERMS.contains(&key.text());
                let is_map = |value: &Written<Any>| matches!(value.get(), Some(Any::Map(_)));
                let terms = entries.iter().any(|(key, _)| named(key));
                if !terms
                    && nature == Nature::Permissions
                    && !entries.iter().any(|(_, value)| is_map(value))
                {
                    return one(Term::Equals(json));
                }
                if !terms && nature != Nature::Plain {
                    return self.keys(entries, span);
                }
                let terms: Vec<Spanned<Term>> = entries
                    .into_iter()
                    .filter_map(|(key, value)| self.named_term(&key.spanned()?, value, what))
                    .collect();
                (!terms.is_empty()).then_some(Expectation { span, terms })
            }
        }
    }

    fn keys(&mut self, entries: Entries, span: Span) -> Option<Expectation> {
        let keys: Vec<(Spanned<String>, Expectation)> = entries
            .into_iter()
            .filter_map(|(key, value)| {
                let key = key.spanned()?;
                let expectation = self.expectation(value, &key.value, Nature::Plain)?;
                Some((key, expectation))
            })
            .collect();
        (!keys.is_empty())
            .then(|| Expectation { span, terms: vec![Spanned::new(Term::Keys(keys), span)] })
    }

    /// Reads a term by its name.
    pub(super) fn named_term(
        &mut self,
        name: &Spanned<String>,
        written: Written<Any>,
        what: &str,
    ) -> Option<Spanned<Term>> {
        let span = written.entry()?;
        Some(Spanned::new(self.term(name, written, what)?, span))
    }

    fn term(&mut self, name: &Spanned<String>, written: Written<Any>, what: &str) -> Option<Term> {
        match name.value.as_str() {
            "equals" => Some(Term::Equals(Any::json(&written))),
            "has" => self.values(&written, "has").map(Term::Has),
            "only" => self.values(&written, "only").map(Term::Only),
            "never" => self.values(&written, "never").map(Term::Never),
            "at-least" => self.bound(&written, "at-least").map(Term::AtLeast),
            "at-most" => self.bound(&written, "at-most").map(Term::AtMost),
            "contains" => self.text(&written, "contains").map(|text| Term::Contains(text.value)),
            "matches" => {
                let text = self.text(&written, "matches")?;
                self.regex(&text).map(|(regex, _)| Term::Matches(regex))
            }
            "present" => match written.get() {
                Some(Any::Scalar(serde_json::Value::Bool(flag))) => Some(Term::Present(*flag)),
                _ => self.wrong(&written, "present", "`true` or `false`"),
            },
            other => {
                let message = format!("`{what}` knows no expectation `{other}`");
                let help = closest_name(other, TERMS.into_iter()).map_or_else(
                    || format!("known: {}", TERMS.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.problem_with_help(name.span, message, help);
                None
            }
        }
    }

    fn wrong<T>(&mut self, written: &Written<Any>, name: &str, expected: &str) -> Option<T> {
        let message = format!("`{name}` is {}; expected {expected}", found(written));
        self.problem(written.span()?, message);
        None
    }

    fn values(&mut self, written: &Written<Any>, name: &str) -> Option<Vec<serde_json::Value>> {
        match written.get()? {
            Any::List(items) if items.is_empty() => {
                let message = "is an empty list, which holds nothing; fill it or remove it";
                self.problem(written.span()?, format!("`{name}` {message}"));
                None
            }
            Any::List(items) => Some(items.iter().map(Any::json).collect()),
            Any::Scalar(value) if !value.is_null() => Some(vec![value.clone()]),
            _ => self.wrong(written, name, "a list"),
        }
    }

    fn bound(&mut self, written: &Written<Any>, name: &str) -> Option<Bound> {
        match written.get()? {
            Any::Scalar(value) if let Some(bound) = Bound::read(value) => Some(bound),
            _ => self.wrong(written, name, "a number, or `none`, `read` or `write`"),
        }
    }

    fn text(&mut self, written: &Written<Any>, name: &str) -> Option<Spanned<String>> {
        match written.get()? {
            Any::Scalar(value) if !value.is_null() && !written.text().trim().is_empty() => {
                Some(Spanned::new(written.text().to_owned(), written.span()?))
            }
            Any::Scalar(_) => {
                self.problem(written.span()?, format!("`{name}` is empty; write what it asks for"));
                None
            }
            _ => self.wrong(written, name, "text"),
        }
    }
}

/// Returns the written value for a message.
fn found(written: &Written<Any>) -> String {
    match written.get() {
        Some(Any::List(_)) => "a list".to_owned(),
        Some(Any::Map(_)) => "a map".to_owned(),
        Some(Any::Scalar(value)) if !value.is_null() => format!("`{}`", written.text()),
        _ => "nothing".to_owned(),
    }
}

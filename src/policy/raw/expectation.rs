//! Expectations, as they are written.

use serde_json::Value;

use super::fields::{Reader, closest};
use crate::formats::yaml::NodeRef;
use crate::formats::yaml::tree::Scalar;
use crate::policy::expectation::{Bound, Expectation, Term};
use crate::span::{Span, Spanned};

/// Names of the terms.
const TERMS: [&str; 9] =
    ["equals", "has", "only", "never", "at-least", "at-most", "contains", "matches", "present"];

/// What a value is by its nature, and so what a bare map means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A scalar or a list: a map can only hold terms.
    Plain,
    /// A map: a bare map is each of its keys.
    Map,
    /// A map of permissions: a bare map of scalars is exact.
    Permissions,
}

impl Reader<'_> {
    /// An expectation, or a problem.
    pub(super) fn expectation(
        &mut self,
        node: NodeRef<'_>,
        what: &str,
        nature: Nature,
    ) -> Option<Expectation> {
        let span = node.span();
        let one = |term| Some(Expectation { span, terms: vec![Spanned::new(term, span)] });
        if let Some(items) = node.items() {
            let items: Vec<_> = items.collect();
            if items.is_empty() {
                self.problem(
                    span,
                    format!("`{what}` is an empty list, which holds nothing; write `{{ equals: [] }}` for none at all"),
                );
                return None;
            }
            return one(Term::Has(items.into_iter().map(value).collect()));
        }
        let Some(entries) = node.entries() else {
            if node.is_null() {
                self.problem(
                    span,
                    format!("`{what}` is empty; write what is expected, `{{ present: true }}` for anything"),
                );
                return None;
            }
            return one(Term::Equals(value(node)));
        };
        let entries: Vec<_> = entries.collect();
        let named = |key: NodeRef<'_>| key.text().is_some_and(|key| TERMS.contains(&key));
        let terms = entries.iter().filter(|(key, _)| named(*key)).count();
        if terms == 0 && nature == Nature::Permissions && !entries.iter().any(|(_, v)| v.is_map()) {
            return one(Term::Equals(value(node)));
        }
        if terms == 0 && nature != Nature::Plain && !entries.is_empty() {
            return self.keys(entries, span);
        }
        if entries.is_empty() {
            self.problem(span, format!("`{what}` is an empty map, which expects nothing"));
            return None;
        }
        let terms: Vec<Spanned<Term>> = entries
            .into_iter()
            .filter_map(|(key, value)| self.named_term(key, value, what))
            .collect();
        (!terms.is_empty()).then_some(Expectation { span, terms })
    }

    fn keys(
        &mut self,
        entries: Vec<(NodeRef<'_>, NodeRef<'_>)>,
        span: Span,
    ) -> Option<Expectation> {
        let keys: Vec<(Spanned<String>, Expectation)> = entries
            .into_iter()
            .filter_map(|(key, value)| {
                let key = self.text(key, "key")?;
                let expectation = self.expectation(value, &key.value, Nature::Plain)?;
                Some((key, expectation))
            })
            .collect();
        (!keys.is_empty())
            .then(|| Expectation { span, terms: vec![Spanned::new(Term::Keys(keys), span)] })
    }

    /// A term by its name, at its place.
    pub(super) fn named_term(
        &mut self,
        key: NodeRef<'_>,
        node: NodeRef<'_>,
        what: &str,
    ) -> Option<Spanned<Term>> {
        Some(Spanned::new(self.term(key, node, what)?, key.span().to(node.span())))
    }

    fn term(&mut self, key: NodeRef<'_>, node: NodeRef<'_>, what: &str) -> Option<Term> {
        match key.text().unwrap_or_default() {
            "equals" => Some(Term::Equals(value(node))),
            "has" => self.values(node, "has").map(Term::Has),
            "only" => self.values(node, "only").map(Term::Only),
            "never" => self.values(node, "never").map(Term::Never),
            "at-least" => self.bound(node, "at-least").map(Term::AtLeast),
            "at-most" => self.bound(node, "at-most").map(Term::AtMost),
            "contains" => self.text(node, "contains").map(|text| Term::Contains(text.value)),
            "matches" => self.regex(node, "matches").map(|(regex, _)| Term::Matches(regex)),
            "present" => self.flag(node, "present").map(Term::Present),
            other => {
                let message = format!("`{what}` knows no expectation `{other}`");
                let help = closest(other, TERMS.into_iter()).map_or_else(
                    || format!("known: {}", TERMS.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.problem_with_help(key.span(), message, help);
                None
            }
        }
    }

    fn values(&mut self, node: NodeRef<'_>, what: &str) -> Option<Vec<Value>> {
        if node.items().is_none() && !node.is_map() && !node.is_null() {
            return Some(vec![value(node)]);
        }
        let items = self.items(node, what);
        (!items.is_empty()).then(|| items.into_iter().map(value).collect())
    }

    fn bound(&mut self, node: NodeRef<'_>, what: &str) -> Option<Bound> {
        let bound = Bound::read(&value(node)).filter(|_| node.text().is_some());
        if bound.is_none() {
            let found = node.text().unwrap_or(node.kind_name());
            self.problem(
                node.span(),
                format!("`{what}` is `{found}`; expected a number, or `none`, `read` or `write`"),
            );
        }
        bound
    }

    /// A regular expression.
    pub(super) fn regex(&mut self, node: NodeRef<'_>, what: &str) -> Option<(regex::Regex, Span)> {
        let text = self.text(node, what)?;
        match regex::Regex::new(&text.value) {
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
}

/// A YAML value, resolved as GitHub resolves it.
pub(super) fn value(node: NodeRef<'_>) -> Value {
    if let Some(items) = node.items() {
        return Value::Array(items.map(value).collect());
    }
    if let Some(entries) = node.entries() {
        let pairs = entries
            .map(|(key, node)| (key.text().unwrap_or_default().to_owned(), value(node)))
            .collect();
        return Value::Object(pairs);
    }
    match node.scalar() {
        None | Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => Value::Bool(value),
        Some(Scalar::Number(number)) => serde_json::Number::from_f64(number).map_or_else(
            || Value::String(node.text().unwrap_or_default().to_owned()),
            Value::Number,
        ),
        Some(Scalar::String(text)) => Value::String(text),
    }
}

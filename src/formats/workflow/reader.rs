//! Typed reading of fields, with GitHub's own rules for which scalar fits where
//! (`actions/runner`, `TemplateReader.cs`): a number or boolean is good text, text is no number; what
//! holds `${{ }}` is good for any type and decided by the run.

use super::model::{Env, Flag, OrExpr, Value};
use crate::formats::problem::Problem;
use crate::formats::yaml::NodeRef;
use crate::formats::yaml::node::Scalar;
use crate::span::{Span, Spanned};

/// Collects problems while a tree is lowered.
pub(super) struct WorkflowReader<'s> {
    /// The text that the tree was read from.
    pub(super) source: &'s str,
    pub(super) problems: Vec<Problem>,
}

impl WorkflowReader<'_> {
    /// Notes a problem; the caller may add help or a second place.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) -> &mut Problem {
        self.problems.push_mut(Problem::new(span, message))
    }

    /// A field of the wrong kind.
    pub(super) fn wrong(&mut self, node: NodeRef<'_>, what: &str, expected: &str) {
        let found = describe(node);
        self.problem(node.span(), format!("`{what}` is {found}; expected {expected}"));
    }

    /// A key that is not known here: tolerated, unless it is one that GitHub surely refuses.
    pub(super) fn unknown(&mut self, key: NodeRef<'_>, known: &[&str]) {
        let Some(text) = key.text() else { return };
        if text == "<<" {
            self.problem(key.span(), "`<<` is not known here: GitHub has no merge keys").help =
                Some("write the keys out, or put an alias where a whole value stands".to_owned());
        } else if let Some(name) =
            known.iter().find(|name| name.eq_ignore_ascii_case(text) && **name != text)
        {
            self.problem(
                key.span(),
                format!("key `{text}` is not known; GitHub reads `{name}` only"),
            )
            .help = Some(format!("write `{name}`"));
        }
    }

    /// Any scalar as text: as written, and empty where there is nothing.
    pub(super) fn text(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<String>> {
        if node.is_null() {
            return Some(Spanned::new(String::new(), node.span()));
        }
        let text = node.spanned_text();
        if text.is_none() {
            self.wrong(node, what, "text");
        }
        text
    }

    /// Text that must not be empty.
    pub(super) fn filled(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<String>> {
        let text = self.text(node, what)?;
        if text.value.is_empty() {
            self.wrong(node, what, "text");
            return None;
        }
        Some(text)
    }

    /// Text or a list of texts, none of them empty.
    pub(super) fn texts(&mut self, node: NodeRef<'_>, what: &str) -> Vec<Spanned<String>> {
        match node.items() {
            Some(items) => items.filter_map(|item| self.filled(item, what)).collect(),
            None if node.text().is_some() => self.filled(node, what).into_iter().collect(),
            None => {
                self.wrong(node, what, "text or a list");
                Vec::new()
            }
        }
    }

    /// The entries of a map.
    pub(super) fn map<'t>(
        &mut self,
        node: NodeRef<'t>,
        what: &str,
    ) -> impl Iterator<Item = (NodeRef<'t>, &'t str, NodeRef<'t>)> + use<'t> {
        let entries = node.entries();
        if entries.is_none() {
            self.wrong(node, what, "a map");
        }
        entries
            .into_iter()
            .flatten()
            .map(|(key, value)| (key, key.text().unwrap_or_default(), value))
    }

    /// The entries of a map that may be an expression as a whole.
    pub(super) fn map_or_expression<'t>(
        &mut self,
        node: NodeRef<'t>,
        what: &str,
    ) -> impl Iterator<Item = (NodeRef<'t>, &'t str, NodeRef<'t>)> + use<'t> {
        let entries = node.entries();
        if entries.is_none() && read_expression(node).is_none() {
            self.wrong(node, what, "a map");
        }
        entries
            .into_iter()
            .flatten()
            .map(|(key, value)| (key, key.text().unwrap_or_default(), value))
    }

    pub(super) fn boolean(
        &mut self,
        node: NodeRef<'_>,
        what: &str,
    ) -> Option<Spanned<OrExpr<bool>>> {
        let value = match (node.scalar(), read_expression(node)) {
            (Some(Scalar::Bool(value)), _) => OrExpr::Literal(value),
            (_, Some(text)) => OrExpr::Expr(text.to_owned()),
            _ => {
                self.wrong(node, what, "`true`, `false` or an expression");
                return None;
            }
        };
        Some(Spanned::new(value, node.span()))
    }

    pub(super) fn flag(
        &mut self,
        key: NodeRef<'_>,
        value: NodeRef<'_>,
        what: &str,
    ) -> Option<Flag> {
        // GitHub refuses a quoted `true` today. Read as what it asks for it is red either way, and the
        // finding says what was meant; the gate is not blind on the day that GitHub takes it.
        let quoted = matches!(value.scalar(), Some(Scalar::String(text)) if is_true(&text));
        let value = if quoted {
            Spanned::new(OrExpr::Literal(true), value.span())
        } else {
            self.boolean(value, what)?
        };
        Some(Flag { key: key.span(), value })
    }

    pub(super) fn number(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<OrExpr<f64>>> {
        let value = match (node.scalar(), read_expression(node)) {
            (Some(Scalar::Number(value)), _) => OrExpr::Literal(value),
            (_, Some(text)) => OrExpr::Expr(text.to_owned()),
            _ => {
                self.wrong(node, what, "a number or an expression");
                return None;
            }
        };
        Some(Spanned::new(value, node.span()))
    }

    pub(super) fn env(&mut self, node: NodeRef<'_>, what: &str) -> Env {
        let expression =
            read_expression(node).map(|text| Spanned::new(text.to_owned(), node.span()));
        let mut vars = Vec::new();
        for (key, name, value) in self.map_or_expression(node, what) {
            let inside = format!("{what}.{name}");
            if let (Some(name), Some(value)) = (key.spanned_text(), self.text(value, &inside)) {
                vars.push((name, value));
            }
        }
        Env { vars, expression }
    }

    /// `with:` of a step or a call: scalars under names.
    pub(super) fn with(
        &mut self,
        node: NodeRef<'_>,
        what: &str,
    ) -> Vec<(Spanned<String>, Spanned<Value>)> {
        let mut with = Vec::new();
        for (key, name, value) in self.map_or_expression(node, what) {
            if value.text().is_none() {
                self.wrong(value, &format!("{what}.{name}"), "text");
            } else if let Some(name) = key.spanned_text() {
                with.push((name, lower_value(value)));
            }
        }
        with
    }
}

/// What a node is, for a message.
fn describe(node: NodeRef<'_>) -> String {
    match (node.text(), node.kind_name()) {
        (Some(""), "text") => "empty".to_owned(),
        (Some(text), kind) if kind != "nothing" && text.len() <= 40 && !text.contains('\n') => {
            format!("{kind} (`{text}`)")
        }
        (_, kind) => kind.to_owned(),
    }
}

/// The text of a scalar that holds `${{`, which makes it good for any type.
pub(super) fn read_expression<'t>(node: NodeRef<'t>) -> Option<&'t str> {
    node.text().filter(|text| text.contains("${{"))
}

/// Any YAML value, resolved.
pub(super) fn lower_value(node: NodeRef<'_>) -> Spanned<Value> {
    let value = if let Some(items) = node.items() {
        Value::List(items.map(lower_value).collect())
    } else if let Some(entries) = node.entries() {
        Value::Map(
            entries
                .filter_map(|(key, value)| Some((key.spanned_text()?, lower_value(value))))
                .collect(),
        )
    } else {
        match node.scalar() {
            None | Some(Scalar::Null) => Value::Null,
            Some(Scalar::Bool(value)) => Value::Bool(value),
            Some(Scalar::Number(value)) => {
                Value::Number { value, text: node.text().unwrap_or_default().to_owned() }
            }
            Some(Scalar::String(text)) => Value::String(text),
        }
    };
    Spanned::new(value, node.span())
}

/// The spellings of `true` in the core schema.
fn is_true(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE")
}

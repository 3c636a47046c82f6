//! The contexts of a run: texts that are known, known by their form, or unknown, and the payload of
//! the event.
//!
//! Only what is certain is set; every other property is unknown. Sources: GitHub documentation,
//! "Contexts", "Events that trigger workflows", "Webhook events and payloads".

use std::collections::BTreeMap;

use super::home::{ContextRoots, RepositoryContext, is_plain, trigger_filter};
use crate::formats::expr::shape::{Shape, ShapePart, Symbol, SymbolKind};
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::Trigger;

pub(super) fn text(text: &str) -> ExprValue {
    ExprValue::String(text.to_owned())
}

pub(super) fn open<const N: usize>(fields: [(&str, ExprValue); N]) -> ExprValue {
    ExprValue::Open(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

pub(super) fn shaped(parts: Vec<ShapePart>) -> ExprValue {
    Shape::new(parts).map_or(ExprValue::Unknown, ExprValue::Shaped)
}

pub(super) fn known(text: &str) -> ShapePart {
    ShapePart::Known(text.to_owned())
}

pub(super) fn symbol(id: &'static str, kind: SymbolKind) -> Symbol {
    Symbol { id, kind, unique: false, never: Vec::new() }
}

/// The event of a run in a scenario.
pub(super) struct EventContext<'a> {
    home: &'a RepositoryContext,
    /// The target branch of the change: the known one, else the only one in the filter of the
    /// event.
    pub(super) branch: Option<&'a str>,
}

impl<'a> EventContext<'a> {
    pub(super) fn new(on: &'a Trigger, home: &'a RepositoryContext) -> Self {
        let only = match trigger_filter(on, "branches").as_deref() {
            Some([one]) if is_plain(one) => Some(*one),
            _ => None,
        };
        Self { home, branch: home.branch.as_deref().or(only) }
    }

    fn repository(&self) -> ExprValue {
        match &self.home.repository {
            Some(name) => text(name),
            None => shaped(vec![ShapePart::Symbol(Symbol {
                unique: true,
                ..symbol("repository", SymbolKind::Repository)
            })]),
        }
    }

    fn owner(&self) -> ExprValue {
        match self.home.repository.as_deref().and_then(|name| name.split_once('/')) {
            Some((owner, _)) => text(owner),
            None => shaped(vec![ShapePart::Symbol(Symbol {
                unique: true,
                ..symbol("owner", SymbolKind::Login)
            })]),
        }
    }

    /// Returns the target branch behind a prefix.
    pub(super) fn branch(&self, prefix: &str) -> ExprValue {
        match self.branch {
            Some(branch) => text(&format!("{prefix}{branch}")),
            None => {
                let branch = Symbol { unique: true, ..symbol("branch", SymbolKind::Branch) };
                shaped(vec![known(prefix), ShapePart::Symbol(branch)])
            }
        }
    }

    pub(super) fn own_repository(&self) -> ExprValue {
        let name = self.home.repository.as_deref().and_then(|name| name.split_once('/'));
        open([
            ("id", shaped(vec![unique_number("repository id")])),
            ("full_name", self.repository()),
            ("name", name.map_or(ExprValue::Unknown, |(_, name)| text(name))),
            ("owner", open([("login", self.owner())])),
            ("default_branch", self.branch("")),
            ("fork", ExprValue::Bool(false)),
        ])
    }

    pub(super) fn forked_repository(&self) -> ExprValue {
        let own = self.home.repository.clone();
        let owner = own.as_deref().and_then(|name| name.split_once('/')).map(|(owner, _)| owner);
        let owner = Symbol {
            unique: true,
            never: owner.map(str::to_owned).into_iter().collect(),
            ..symbol("owner of the fork", SymbolKind::Login)
        };
        let name = Symbol {
            unique: true,
            never: own.into_iter().collect(),
            ..symbol("fork", SymbolKind::Repository)
        };
        open([
            ("id", shaped(vec![unique_number("fork id")])),
            ("full_name", shaped(vec![ShapePart::Symbol(name)])),
            ("owner", open([("login", shaped(vec![ShapePart::Symbol(owner)]))])),
            ("fork", ExprValue::Bool(true)),
        ])
    }

    /// Returns the roots of the contexts, with what is the same in every event.
    pub(super) fn roots<const N: usize>(
        &self,
        event_name: &str,
        actor: &ExprValue,
        own: [(&str, ExprValue); N],
        event: BTreeMap<String, ExprValue>,
    ) -> ContextRoots {
        let mut github: BTreeMap<String, ExprValue> =
            own.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let same = [
            ("event_name", text(event_name)),
            ("repository", self.repository()),
            ("repository_owner", self.owner()),
            ("ref_type", text("branch")),
            // A run that somebody starts again has judged the commit once before.
            ("run_attempt", text("1")),
            ("actor", actor.clone()),
            ("triggering_actor", actor.clone()),
            ("event", ExprValue::Open(event)),
        ];
        github.extend(same.into_iter().map(|(key, value)| (key.to_owned(), value)));
        [
            ("github".to_owned(), ExprValue::Open(github)),
            // Only a call or a manual start has inputs.
            ("inputs".to_owned(), ExprValue::Object(BTreeMap::new())),
        ]
        .into()
    }

    /// Returns the payload: its known properties, and null for those that only other events have.
    pub(super) fn payload<const N: usize>(
        &self,
        fields: [(&str, ExprValue); N],
        absent: &[&str],
    ) -> BTreeMap<String, ExprValue> {
        const OF_OTHERS: [&str; 10] = [
            "inputs",
            "issue",
            "comment",
            "review",
            "release",
            "schedule",
            "workflow_run",
            "check_run",
            "check_suite",
            "client_payload",
        ];
        let absent = OF_OTHERS.iter().chain(absent);
        let mut payload: BTreeMap<String, ExprValue> =
            absent.map(|key| ((*key).to_owned(), ExprValue::Null)).collect();
        payload.insert("repository".to_owned(), self.own_repository());
        payload.extend(fields.into_iter().map(|(key, value)| (key.to_owned(), value)));
        payload
    }
}

fn unique_number(id: &'static str) -> ShapePart {
    ShapePart::Symbol(Symbol { unique: true, ..symbol(id, SymbolKind::Number) })
}

pub(super) fn person() -> ExprValue {
    shaped(vec![ShapePart::Symbol(symbol("person", SymbolKind::Login))])
}

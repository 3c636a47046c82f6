//! What differs between two documents, entry by entry: order, comments and how a value is written do not
//! count, and an entry of a list is known by what it names.

use serde_json::{Map, Value};

use crate::catalog::raised::raises;
use crate::formats::document::node::PathStep;
use crate::policy::command::CommandPattern;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PolicyEdit {
    /// The names on the way: `workflows`, `ci.yml`, `jobs`, `unit`; of an entry of a list what it names.
    pub(super) names: Vec<String>,
    /// The way in the base's document.
    pub(super) before_at: Vec<PathStep>,
    /// The way in the head's document, as far as it goes.
    pub(super) after_at: Vec<PathStep>,
    /// `None` where the base has it not.
    pub(super) before: Option<Value>,
    /// `None` where the head has it not.
    pub(super) after: Option<Value>,
}

impl PolicyEdit {
    /// Returns what stands on both sides. A key whose value is left open is there (`unit:`), but
    /// where the other side has a value for it, it has none.
    pub(super) fn sides(&self) -> (Option<&Value>, Option<&Value>) {
        let (before, after) = (self.before.as_ref(), self.after.as_ref());
        let unless_open = |side: Option<&'_ Value>, other: Option<&Value>| {
            side.is_some_and(|value| !value.is_null() || other.is_none())
        };
        let is_before = unless_open(before, after);
        let is_after = unless_open(after, before);
        (before.filter(|_| is_before), after.filter(|_| is_after))
    }
}

/// A place in both documents.
#[derive(Clone, Debug, Default)]
struct EditPlace {
    names: Vec<String>,
    before: Vec<PathStep>,
    after: Vec<PathStep>,
}

impl EditPlace {
    fn join(&self, name: &str, before: Option<PathStep>, after: Option<PathStep>) -> Self {
        let mut at = self.clone();
        at.names.push(name.to_owned());
        at.before.extend(before);
        at.after.extend(after);
        at
    }

    fn edit(&self, before: Option<&Value>, after: Option<&Value>) -> PolicyEdit {
        PolicyEdit {
            names: self.names.clone(),
            before_at: self.before.clone(),
            after_at: self.after.clone(),
            before: before.cloned(),
            after: after.cloned(),
        }
    }
}

/// Every difference, in the order of the names.
pub(super) fn edits(before: &Value, after: &Value) -> Vec<PolicyEdit> {
    let mut found = Vec::new();
    compare(&EditPlace::default(), before, after, &mut found);
    found
}

fn compare(at: &EditPlace, before: &Value, after: &Value, found: &mut Vec<PolicyEdit>) {
    let empty = Value::Object(Map::new());
    let none = |value: &Value| value.is_null();
    match (before, after) {
        (Value::Object(ours), Value::Object(theirs)) => maps(at, ours, theirs, found),
        // `unit:` is as good as `unit: {}`.
        (Value::Object(_), other) if none(other) => compare(at, before, &empty, found),
        (other, Value::Object(_)) if none(other) => compare(at, &empty, after, found),
        // A switch is no item, and the order of a sequence counts.
        (Value::Bool(_), _) | (_, Value::Bool(_)) if before != after => {
            found.push(at.edit(Some(before), Some(after)));
        }
        _ if at.names.last().is_some_and(|name| name == "runs-in-order") => {
            if before != after {
                found.push(at.edit(Some(before), Some(after)));
            }
        }
        (Value::String(_), Value::String(_)) if is_command(at) => {
            lists(at, std::slice::from_ref(before), std::slice::from_ref(after), found);
        }
        (Value::Array(ours), Value::Array(theirs)) => lists(at, ours, theirs, found),
        (Value::Array(ours), other) => lists(at, ours, std::slice::from_ref(other), found),
        (other, Value::Array(theirs)) => lists(at, std::slice::from_ref(other), theirs, found),
        (before, after) if is_same(before, after) => {}
        (before, after) => found.push(at.edit(Some(before), Some(after))),
    }
}

/// Numbers are equal by value: `40` and `40.0`.
fn is_same(before: &Value, after: &Value) -> bool {
    match (before.as_f64(), after.as_f64()) {
        (Some(before), Some(after)) => before.total_cmp(&after).is_eq(),
        _ => before == after,
    }
}

fn maps(
    at: &EditPlace,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    found: &mut Vec<PolicyEdit>,
) {
    let names: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for name in names {
        let step = || Some(PathStep::Name(name.clone()));
        let (before, after) = (ours.get(name), theirs.get(name));
        let inner = at.join(name, step(), step());
        match (before, after) {
            (Some(before), Some(after)) => compare(&inner, before, after, found),
            // At the top whole families come and go: what of them counts is told entry by entry.
            (Some(before), None) if at.names.is_empty() => {
                compare(&inner, before, &hollow(before), found);
            }
            (None, Some(after)) if at.names.is_empty() => {
                compare(&inner, &hollow(after), after, found);
            }
            // A value of a matrix says which of its jobs are meant: there `false` is as good as any other.
            (Some(off), None) | (None, Some(off))
                if *off == Value::Bool(false)
                    && at.names.last().is_none_or(|name| name != "matrix") => {}
            (before, after) => found.push(inner.edit(before, after)),
        }
    }
}

/// A value of the same kind with nothing in it.
fn hollow(value: &Value) -> Value {
    match value {
        Value::Object(_) => Value::Object(Map::new()),
        Value::Array(_) => Value::Array(Vec::new()),
        _ => Value::Null,
    }
}

fn lists(at: &EditPlace, ours: &[Value], theirs: &[Value], found: &mut Vec<PolicyEdit>) {
    let items = |items: &[Value]| -> Vec<(usize, Value)> {
        items.iter().map(|item| whole_entry(at, item)).enumerate().collect()
    };
    let (mut left, mut free) = (items(ours), items(theirs));
    left.retain(|(_, before)| {
        let exact = free.iter().position(|(_, after)| is_same(before, after));
        exact.map(|position| free.remove(position)).is_none()
    });
    for (index, before) in left {
        let name = name_of(&before);
        let is_twin = |after: &Value| match (&before, after) {
            (Value::Object(_), Value::Object(_)) => name_of(after) == name,
            (Value::String(_), Value::String(_)) => is_command(at) && is_raised(&before, after),
            _ => false,
        };
        let step = Some(PathStep::Index(index));
        match free.iter().position(|(_, after)| is_twin(after)) {
            Some(position) => {
                let (new, after) = free.remove(position);
                compare(&at.join(&name, step, Some(PathStep::Index(new))), &before, &after, found);
            }
            None => found.push(at.join(&name, step, None).edit(Some(&before), None)),
        }
    }
    for (index, after) in free {
        let inner = at.join(&name_of(&after), None, Some(PathStep::Index(index)));
        found.push(inner.edit(None, Some(&after)));
    }
}

/// Returns whether the items of a list are commands of a job.
fn is_command(at: &EditPlace) -> bool {
    at.names.last().is_some_and(|name| name == "runs")
}

/// Returns an entry as the map for which a text alone stands: `artifacts: [log]`.
fn whole_entry(at: &EditPlace, item: &Value) -> Value {
    match item {
        Value::String(name) if at.names == ["artifacts"] => serde_json::json!({ "name": name }),
        other => other.clone(),
    }
}

/// Compares a term that a listed job sets anew with the one of `every-listed`, whose place it takes.
pub(super) fn with_inherited(base: &Value, found: Vec<PolicyEdit>) -> Vec<PolicyEdit> {
    let inherited = |edit: &PolicyEdit| -> Option<Vec<PolicyEdit>> {
        let [workflows, file, jobs, _, term] = edit.names.as_slice() else { return None };
        let after = edit.after.as_ref().filter(|_| edit.before.is_none() && jobs == "jobs")?;
        let before = base.get(workflows)?.get(file)?.get("every-listed")?.get(term)?;
        let steps = [workflows, file, "every-listed", term].map(|name| PathStep::Name(name.into()));
        let place = EditPlace {
            names: edit.names.clone(),
            before: steps.to_vec(),
            after: edit.after_at.clone(),
        };
        let mut inner = Vec::new();
        compare(&place, before, after, &mut inner);
        Some(inner)
    };
    found.into_iter().flat_map(|edit| inherited(&edit).unwrap_or_else(|| vec![edit])).collect()
}

fn command(value: &Value) -> Option<CommandPattern> {
    CommandPattern::new(value.as_str()?).ok()
}

/// Returns whether a command of the head asks for the same with stricter limits.
pub(super) fn is_raised(before: &Value, after: &Value) -> bool {
    match (command(before), command(after)) {
        (Some(before), Some(after)) => raises(&before, &after),
        _ => false,
    }
}

/// What an entry of a list is about.
pub(super) fn name_of(value: &Value) -> String {
    let Value::Object(fields) = value else { return shown(value) };
    let field = |name: &str| fields.get(name).map(shown);
    match (field("rule"), field("at")) {
        (Some(rule), Some(at)) => format!("{rule} at {at}"),
        _ => ["name", "path", "job", "sarif"]
            .into_iter()
            .find_map(field)
            .unwrap_or_else(|| shown(value)),
    }
}

/// A value in a few words.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        other => {
            let text = other.to_string();
            match text.char_indices().nth(60) {
                Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
                None => text,
            }
        }
    }
}

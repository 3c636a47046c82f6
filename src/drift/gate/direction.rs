//! Which way an edit of the policy goes: whether the gate asks for more, or for less.

use serde_json::Value;

use super::edits::{PolicyEdit, is_raised, name_of};
use super::monotone::{MonotoneKind, monotone};
use crate::drift::difference::DriftDirection;
use crate::policy::expectation::Bound;

/// Returns which way an edit goes; `None` where another rule tells it, or where it asks the same.
/// `all` are the edits of the whole policy.
pub(super) fn direction(edit: &PolicyEdit, all: &[PolicyEdit]) -> Option<DriftDirection> {
    let names: Vec<&str> = edit.names.iter().map(String::as_str).collect();
    let (before, after) = edit.sides();
    let last = names.last().copied().unwrap_or_default();
    if names.first() == Some(&"waivers") {
        return waiver(last, before, after);
    }
    if before.is_none() && after.is_some_and(|after| lets_inside(&names, after)) {
        return Some(DriftDirection::Weaker);
    }
    let kind = monotone(&names);
    let asks_more = match kind {
        // What is not on the list is told.
        None => false,
        Some(MonotoneKind::Untold) => return None,
        Some(MonotoneKind::Tier) => return tier(edit, all),
        Some(MonotoneKind::Least(default)) => return least(before, after, default),
        Some(MonotoneKind::Most) => return told_by_number(before, after),
        // With the label nobody lets anything through.
        Some(MonotoneKind::Scale(..)) if names == ["approvals", "by"] && is_unlabelled(all) => {
            return None;
        }
        Some(MonotoneKind::Scale(scale, default)) => {
            let rank = |value: Option<&Value>| {
                let word = value.and_then(Value::as_str).unwrap_or(default);
                scale.iter().position(|known| *known == word)
            };
            rank(after) >= rank(before)
        }
        Some(MonotoneKind::Severity) => weighs_more(before, after),
        Some(MonotoneKind::Asked | MonotoneKind::Named) => before.is_none(),
        Some(MonotoneKind::Let) => {
            let is_whole = |value: Option<&Value>| value == Some(&Value::Bool(true));
            let is_off = after.is_none_or(|after| *after == Value::Bool(false));
            is_off || is_whole(before) && !is_whole(after)
        }
        Some(MonotoneKind::Switch) => after == Some(&Value::Bool(true)),
        Some(MonotoneKind::Command) => match (before, after) {
            (Some(before), Some(after)) => is_raised(before, after),
            (before, _) => before.is_none(),
        },
        Some(MonotoneKind::Order) => is_order_kept(before, after),
        Some(MonotoneKind::Expectation) => expects_more(&names, before, after),
    };
    Some(if asks_more { DriftDirection::Stronger } else { DriftDirection::Weaker })
}

/// A waiver that is added or prolonged is told by `bad-waiver`; one that ends sooner asks more.
fn waiver(last: &str, before: Option<&Value>, after: Option<&Value>) -> Option<DriftDirection> {
    if matches!(last, "reason" | "owner" | "id" | "exit" | "since" | "blocker") {
        return None;
    }
    let is_stronger = match (last, before.and_then(Value::as_str), after.and_then(Value::as_str)) {
        ("until", Some(before), Some(after)) => after < before,
        _ => before.is_some() && after.is_none(),
    };
    is_stronger.then_some(DriftDirection::Stronger)
}

/// Returns whether something that is let through comes with a new entry: a job that is advisory is
/// no job more.
fn lets_inside(names: &[&str], value: &Value) -> bool {
    let inner = |name: &str, value: &Value| {
        let names: Vec<&str> = names.iter().copied().chain([name]).collect();
        let is_let = monotone(&names) == Some(MonotoneKind::Let);
        is_let && !value.is_null() && *value != Value::Bool(false) || lets_inside(&names, value)
    };
    match value {
        Value::Object(fields) => fields.iter().any(|(name, value)| inner(name, value)),
        Value::Array(items) => items.iter().any(|item| inner(&name_of(item), item)),
        _ => false,
    }
}

fn is_unlabelled(all: &[PolicyEdit]) -> bool {
    let mut labels = all.iter().filter(|edit| edit.names == ["approvals", "label"]);
    labels.any(|edit| edit.sides().1.is_none())
}

/// Returns whether a rule weighs more. A severity that is taken off is the rule's own again, which is
/// not known here.
fn weighs_more(before: Option<&Value>, after: Option<&Value>) -> bool {
    let rank = |value: &Value| {
        let word = value.as_str().unwrap_or_default();
        ["off", "note", "warn", "fail"].iter().position(|known| *known == word)
    };
    match (before.map(rank), after.map(rank)) {
        (Some(before), Some(after)) => after >= before,
        (None, Some(after)) => after == Some(3),
        (before, None) => before == Some(Some(0)),
    }
}

/// Returns which way a least number goes that comes in the place of a default; between two numbers,
/// and where one is gone, `threshold-lowered` tells.
fn least(before: Option<&Value>, after: Option<&Value>, default: f64) -> Option<DriftDirection> {
    match (before, after.and_then(number)) {
        (None, Some(after)) => (after < default).then_some(DriftDirection::Weaker),
        _ => told_by_number(before, after),
    }
}

/// Leaves numbers to `threshold-lowered`.
fn told_by_number(before: Option<&Value>, after: Option<&Value>) -> Option<DriftDirection> {
    let is_number = |value: Option<&Value>| value.is_none_or(|value| number(value).is_some());
    (!is_number(before) || !is_number(after)).then_some(DriftDirection::Weaker)
}

/// The number of a value: `80`, `80%`, `"80"`.
fn number(value: &Value) -> Option<f64> {
    let text = value.as_str().map(|text| text.trim().trim_end_matches('%').trim_end());
    value.as_f64().or_else(|| text?.parse().ok())
}

/// Returns whether the commands of the base still stand one after the other, raised or not.
fn is_order_kept(before: Option<&Value>, after: Option<&Value>) -> bool {
    let Some(before) = before else { return true };
    let items = |value| match value {
        Value::Array(items) => items,
        other => vec![other],
    };
    let mut after = items(after.cloned().unwrap_or_default()).into_iter();
    items(before.clone()).iter().all(|old| after.any(|new| *old == new || is_raised(old, &new)))
}

/// The workflow that an entry names, and the job in it.
fn tier_of(value: &Value) -> (String, Option<String>) {
    let text = value.as_str().unwrap_or_default();
    match text.split_once('/') {
        Some((file, job)) => (file.to_owned(), Some(job.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// Returns which way the tier of an entry goes: with one it is judged in fewer runs, with a job in
/// fewer jobs of them. `workflow` and `job` in each other's place are one edit.
fn tier(edit: &PolicyEdit, all: &[PolicyEdit]) -> Option<DriftDirection> {
    let (_, entry) = edit.names.split_last()?;
    let of_entry = |other: &&PolicyEdit| {
        let key = other.names.strip_prefix(entry);
        matches!(key, Some([key]) if key == "workflow" || key == "job")
    };
    let mut keys = all.iter().filter(of_entry).map(PolicyEdit::sides);
    let before = keys.clone().find_map(|(before, _)| before).map(tier_of);
    let after = keys.find_map(|(_, after)| after).map(tier_of);
    let is_first = all.iter().find(of_entry).is_some_and(|first| std::ptr::eq(first, edit));
    let is_wider = match (&before, &after) {
        (Some(_), None) => true,
        (Some((old, _)), Some((new, None))) => old == new,
        (_, Some(_)) | (None, None) => false,
    };
    is_first.then_some(if is_wider { DriftDirection::Stronger } else { DriftDirection::Weaker })
}

/// Returns whether an expectation asks for more: a bound that is stricter, or one more of them.
fn expects_more(names: &[&str], before: Option<&Value>, after: Option<&Value>) -> bool {
    let mut words = names.iter().rev().copied();
    let (last, parent) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if let (Some(before), Some(after)) = (before, after) {
        return match (last, Bound::read(before), Bound::read(after)) {
            ("at-most", Some(before), Some(after)) => after <= before,
            ("at-least", Some(before), Some(after)) => after >= before,
            _ => false,
        };
    }
    // A list that is exact takes one more in, and so do permissions, which are exact as a map.
    let is_exact = matches!(parent, "only" | "equals" | "permissions");
    before.is_none() && !is_exact && last != "matches"
}

//! The legs of one side as rows of texts, and which rows of the one are none of the other.

use std::collections::BTreeSet;

use super::said::{AxisFamily, AxisText};
use crate::drift::matrix::said::shown;
use crate::drift::versions::{is_bump, numbers};
use crate::facts::jobs::matrix_job::MatrixJob;
use crate::formats::expr::fold::fold_case;
use crate::formats::workflow::model::Value;

/// Keys whose values only name a leg.
const LABELS: [&str; 12] = [
    "alias",
    "artifact",
    "artifact_name",
    "desc",
    "description",
    "id",
    "label",
    "name",
    "name-prefix",
    "short_name",
    "suffix",
    "title",
];

/// One leg.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MatrixRow {
    /// Each key of the `matrix` context with its value.
    pub(super) values: Vec<(String, String)>,
    /// How many of them tell it from others.
    named: usize,
}

impl MatrixRow {
    /// What stands in a map is a value of its own: `config.os`.
    pub(super) fn of(leg: &MatrixJob) -> Self {
        let mut row = Self::default();
        for (index, (key, value)) in leg.values.iter().enumerate() {
            flatten(key, value, &mut row.values);
            if index < leg.named {
                row.named = row.values.len();
            }
        }
        row
    }

    /// What tells it from others.
    pub(super) fn named(&self) -> &[(String, String)] {
        self.values.get(..self.named).unwrap_or_default()
    }

    /// Nothing where it has no such key; a flag that is off is as good as none.
    pub(super) fn get(&self, key: &str) -> &str {
        let found = self.values.iter().find(|(name, _)| fold_case(name) == fold_case(key));
        found.map_or("", |(_, value)| if value == "false" { "" } else { value })
    }

    /// `windows-latest, 3.9`.
    pub(super) fn label(&self) -> String {
        let values = self.named().iter().map(|(_, value)| value.as_str());
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

fn flatten(key: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Map(fields) => {
            for (name, field) in fields {
                flatten(&format!("{key}.{}", name.value), &field.value, found);
            }
        }
        plain => found.push((key.to_owned(), shown(plain))),
    }
}

/// What one side has and the other has not.
#[derive(Debug, Default)]
pub(super) struct MissingMatrixJobs {
    /// Legs.
    pub(super) rows: Vec<MatrixRow>,
    /// Axes that are gone, with those of their values that nothing names any more.
    pub(super) axes: Vec<(String, Vec<String>)>,
}

/// Compares the legs of one side with those of the other, where the other job says some of the values
/// outright; `shards` are keys that only divide the work.
pub(super) fn lost(
    ours: &[MatrixRow],
    theirs: &[MatrixRow],
    says: &AxisText,
    shards: &BTreeSet<String>,
) -> MissingMatrixJobs {
    let keys = Keys::of(ours, theirs, shards);
    let mut lost = MissingMatrixJobs::default();
    if theirs.len() < ours.len() {
        for key in &keys.dropped {
            let values = distinct(ours, key);
            let gone: Vec<String> =
                values.iter().filter(|value| !says.says(value)).cloned().collect();
            if values.len() > 1 && !gone.is_empty() && gone.iter().any(|value| !value.is_empty()) {
                lost.axes.push((key.clone(), gone));
            }
        }
    }
    let is_covered = |ours: &MatrixRow, theirs: &MatrixRow| {
        keys.identity(ours).all(|(key, value)| theirs.get(key) == bare(value))
    };
    let mut open: Vec<&MatrixRow> =
        ours.iter().filter(|row| !theirs.iter().any(|other| is_covered(row, other))).collect();
    let mut new: Vec<&MatrixRow> =
        theirs.iter().filter(|row| !ours.iter().any(|other| is_covered(other, row))).collect();
    open.sort_by_key(|row| std::cmp::Reverse(numbers(&row.label())));
    new.sort_by_key(|row| numbers(&row.label()));
    let is_bumped = |ours: &MatrixRow, theirs: &MatrixRow| {
        keys.identity(ours).all(|(key, value)| is_bump(bare(value), theirs.get(key)))
    };
    let is_changed = |ours: &MatrixRow, theirs: &MatrixRow| is_same_entry(&keys, ours, theirs);
    for is_same in [&is_bumped as &dyn Fn(&MatrixRow, &MatrixRow) -> bool, &is_changed] {
        open.retain(|row| {
            let at = new.iter().position(|other| is_same(row, other));
            at.map(|at| new.remove(at)).is_none()
        });
    }
    lost.rows = ours
        .iter()
        .filter(|row| open.iter().any(|open| std::ptr::eq(*open, *row)))
        .cloned()
        .collect();
    lost
}

/// An entry with a detail changed, on the same system: another label alone; the same label; or all but one
/// of at least three values.
fn is_same_entry(keys: &Keys, ours: &MatrixRow, theirs: &MatrixRow) -> bool {
    let all: Vec<(&str, &str)> = keys.identity(ours).collect();
    let is_label = |key: &str| {
        let last = key.rsplit('.').next().unwrap_or(key);
        LABELS.contains(&last.to_lowercase().as_str())
    };
    let (labels, values): (Vec<_>, Vec<_>) = all.iter().partition(|(key, _)| is_label(key));
    let is_other_system = values.iter().any(|(key, value)| {
        let system = AxisFamily::of(value);
        system.is_some() && system != AxisFamily::of(theirs.get(key))
    });
    let is_named_so =
        labels.iter().any(|(key, value)| !value.is_empty() && theirs.get(key) == *value);
    let differs = |(key, value): &&(&str, &str)| !is_bump(bare(value), theirs.get(key));
    let differing = values.iter().filter(differs).count();
    let is_like = match differing {
        0 => !values.is_empty(),
        1 => is_named_so || all.len() >= 3 && values.len() >= 2,
        _ => is_named_so && differing < values.len(),
    };
    is_like && !is_other_system
}

fn bare(value: &str) -> &str {
    if value == "false" { "" } else { value }
}

/// The values that a key has in the rows, each once, in their order.
pub(super) fn distinct(rows: &[MatrixRow], key: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for row in rows {
        let value = row.get(key);
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    values
}

/// Which key of the other side is which.
struct Keys {
    renamed: Vec<(String, String)>,
    dropped: Vec<String>,
    shards: BTreeSet<String>,
}

impl Keys {
    fn of(ours: &[MatrixRow], theirs: &[MatrixRow], shards: &BTreeSet<String>) -> Self {
        let has = |rows: &[MatrixRow], key: &str| {
            rows.iter()
                .any(|row| row.values.iter().any(|(name, _)| fold_case(name) == fold_case(key)))
        };
        let mut keys = Self { renamed: Vec::new(), dropped: Vec::new(), shards: shards.clone() };
        let mut new: Vec<&String> = Vec::new();
        for (key, _) in theirs.iter().flat_map(MatrixRow::named) {
            if !has(ours, key) && !new.contains(&key) {
                new.push(key);
            }
        }
        for (key, _) in ours.iter().flat_map(MatrixRow::named) {
            let is_known =
                keys.dropped.contains(key) || keys.renamed.iter().any(|(old, _)| old == key);
            if is_known || has(theirs, key) || shards.contains(&fold_case(key)) {
                continue;
            }
            let values = distinct(ours, key);
            let is_it = |name: &&String| {
                let theirs = distinct(theirs, name);
                let kept = |value: &&String| theirs.iter().any(|new| is_bump(value, new));
                2 * values.iter().filter(kept).count() >= values.len()
            };
            match new.iter().position(is_it) {
                Some(at) => keys.renamed.push((key.clone(), new.remove(at).clone())),
                None => keys.dropped.push(key.clone()),
            }
        }
        keys
    }

    /// What tells a row from others, by the names of the other side.
    fn identity<'r>(&'r self, row: &'r MatrixRow) -> impl Iterator<Item = (&'r str, &'r str)> {
        row.named()
            .iter()
            .filter(|(key, _)| {
                !self.dropped.contains(key) && !self.shards.contains(&fold_case(key))
            })
            .map(|(key, value)| {
                let renamed = self.renamed.iter().find(|(old, _)| old == key);
                (renamed.map_or(key.as_str(), |(_, new)| new.as_str()), value.as_str())
            })
    }
}

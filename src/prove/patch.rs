//! Lines of a policy, laid into the policy of the user: no key stands twice, maps and lists grow
//! together, and nothing that the user wrote asks less than before.

use serde_yaml::{Mapping, Value};

/// Two values for one key, of which neither can stay.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PatchConflict;

/// Minimums: of two values the greater one asks more.
const MINIMUMS: [&str; 3] = ["at-least", "lines", "branches"];
/// Maximums: of two values the smaller one asks more.
const MAXIMUMS: [&str; 1] = ["at-most"];
/// Keys by which an entry of a list is known.
const NAMES: [&str; 3] = ["name", "path", "rule"];

/// Reads a policy as a tree; without a policy, that of its first line.
pub(super) fn tree_of(text: Option<&str>) -> Option<Value> {
    match serde_yaml::from_str(text.unwrap_or("version: 1\n")) {
        Ok(tree @ Value::Mapping(_)) => Some(tree),
        Ok(_) | Err(_) => None,
    }
}

/// Lays one tree into another.
///
/// # Errors
/// A key with two values of which neither can stay.
pub(super) fn lay_into(tree: &mut Value, more: &Value) -> Result<(), PatchConflict> {
    lay(tree, more, "")
}

fn lay(tree: &mut Value, more: &Value, key: &str) -> Result<(), PatchConflict> {
    match (tree, more) {
        (tree @ Value::Null, more) => *tree = more.clone(),
        (_, Value::Null) => {}
        (Value::Mapping(tree), Value::Mapping(more)) => {
            for (name, value) in more {
                match tree.get_mut(name) {
                    Some(known) => lay(known, value, name.as_str().unwrap_or_default())?,
                    None => {
                        tree.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Sequence(tree), Value::Sequence(more)) => {
            for item in more {
                lay_item(tree, item)?;
            }
        }
        // One text stands for a list of one.
        (tree, Value::Sequence(more)) if tree.is_string() && more.len() == 1 => {
            let own = tree.clone();
            match more.first() {
                Some(item) if *item == own => {}
                _ => *tree = Value::Sequence(std::iter::once(own).chain(more.clone()).collect()),
            }
        }
        (tree, more) if *tree == *more => {}
        (tree, more) => match (tree.as_f64(), more.as_f64()) {
            (Some(own), Some(new)) if MINIMUMS.contains(&key) => {
                if new > own {
                    *tree = more.clone();
                }
            }
            (Some(own), Some(new)) if MAXIMUMS.contains(&key) => {
                if new < own {
                    *tree = more.clone();
                }
            }
            _ => return Err(PatchConflict),
        },
    }
    Ok(())
}

/// Lays an entry into a list: into the one of the same name, or behind all others.
fn lay_item(list: &mut Vec<Value>, item: &Value) -> Result<(), PatchConflict> {
    if list.contains(item) {
        return Ok(());
    }
    let name = |value: &Value| NAMES.iter().find_map(|key| value.get(*key).cloned());
    let own = name(item);
    match list.iter_mut().find(|known| own.is_some() && name(known) == own) {
        Some(known) => lay(known, item, ""),
        None => {
            list.push(item.clone());
            Ok(())
        }
    }
}

/// Returns the part of a tree that differs from another: entries of `jobs` and of lists, and what
/// is said of a workflow or a settings file as a whole, each with all that it says.
pub(super) fn difference(before: &Value, after: &Value) -> Value {
    let mut out = Mapping::new();
    let Value::Mapping(keys) = after else { return Value::Mapping(out) };
    for (key, value) in keys {
        let old = before.get(key);
        if old == Some(value) {
            continue;
        }
        let part = match (key.as_str(), old, value) {
            (Some("workflows"), Some(old), _) => by_key(old, value, |_, old, new| {
                by_key(old, new, |key, old, new| match key {
                    "jobs" => by_key(old, new, |_, _, job| job.clone()),
                    _ => new.clone(),
                })
            }),
            (Some("settings" | "rules"), Some(old), _) => {
                by_key(old, value, |_, _, new| new.clone())
            }
            (_, Some(Value::Sequence(old)), Value::Sequence(new)) => {
                let new = new.iter().filter(|item| !old.contains(item));
                Value::Sequence(new.cloned().collect())
            }
            _ => value.clone(),
        };
        out.insert(key.clone(), part);
    }
    Value::Mapping(out)
}

fn by_key(old: &Value, new: &Value, part: impl Fn(&str, &Value, &Value) -> Value) -> Value {
    let Value::Mapping(entries) = new else { return new.clone() };
    let mut out = Mapping::new();
    for (key, value) in entries {
        match old.get(key) {
            Some(same) if same == value => {}
            Some(old) => {
                out.insert(key.clone(), part(key.as_str().unwrap_or_default(), old, value));
            }
            None => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Mapping(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(tree: &str, more: &[&str]) -> Result<String, PatchConflict> {
        let mut tree = tree_of(Some(tree)).unwrap();
        for more in more {
            lay_into(&mut tree, &serde_yaml::from_str(more).unwrap())?;
        }
        Ok(serde_yaml::to_string(&tree).unwrap())
    }

    /// Two lines for one key are one key with both values.
    #[test]
    fn two_lines_for_one_key_are_one_key() {
        let one = "workflows: { ci.yml: { jobs: { unit: { runs: [pytest] } } } }";
        let two = "workflows: { ci.yml: { jobs: { unit: { runs: [ruff check] }, lint: {} } } }";
        let both = laid("version: 1\nworkflows: { ci.yml: { jobs: { unit: } } }", &[one, two]);
        let wanted = "version: 1\nworkflows:\n  ci.yml:\n    jobs:\n      unit:\n        runs:\n        - pytest\n        - ruff check\n      lint: {}\n";
        assert_eq!(both.unwrap(), wanted);
    }

    #[test]
    fn entries_of_a_list_are_known_by_their_names() {
        let more = "tests: [{ name: unit, reports: [a.xml], at-least: 7 }]";
        let both = laid("tests: [{ name: unit, reports: [a.xml], at-least: 3 }]", &[more]);
        let wanted = "tests:\n- name: unit\n  reports:\n  - a.xml\n  at-least: 7\n";
        assert_eq!(both.unwrap(), wanted);
    }

    /// A patch never asks less than the user does already.
    #[test]
    fn of_two_numbers_the_one_that_asks_more_stays() {
        let more = "a: { at-least: 2, at-most: 9, lines: 50 }";
        let both = laid("a: { at-least: 3, at-most: 5, lines: 40 }", &[more]);
        assert_eq!(both.unwrap(), "a:\n  at-least: 3\n  at-most: 5\n  lines: 50\n");
    }

    #[test]
    fn two_other_values_for_one_key_are_a_conflict() {
        let (one, two) = ("a: { runs-on: x }", "a: { runs-on: y }");
        assert_eq!(laid("version: 1", &[one, two]), Err(PatchConflict));
        assert_eq!(laid("a: [x]", &["a: { has: [y] }"]), Err(PatchConflict));
    }

    /// The user puts whole jobs in place of jobs, and keeps all other lines.
    #[test]
    fn the_difference_has_whole_jobs_and_no_other_line() {
        let own = "version: 1\nworkflows: { ci.yml: { pinned: commit, jobs: { unit: { if: always() }, lint: {} } } }\ntests: [{ name: a }]";
        let mut tree = tree_of(Some(own)).unwrap();
        let before = tree.clone();
        let more =
            "workflows: { ci.yml: { jobs: { unit: { runs: [pytest] } } } }\ntests: [{ name: b }]";
        lay_into(&mut tree, &serde_yaml::from_str(more).unwrap()).unwrap();
        let patch = serde_yaml::to_string(&difference(&before, &tree)).unwrap();
        let wanted = "workflows:\n  ci.yml:\n    jobs:\n      unit:\n        if: always()\n        runs:\n        - pytest\ntests:\n- name: b\n";
        assert_eq!(patch, wanted);
    }
}

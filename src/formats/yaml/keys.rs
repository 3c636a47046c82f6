//! Keys of maps: the same key twice is refused, compared as GitHub compares them.

use std::collections::BTreeMap;

use super::node::{Node, NodeKind, YamlDialect};
use crate::formats::problem::Problem;

/// Maps up to this size are compared pair by pair.
const SMALL: usize = 12;

/// Whether two keys are one to GitHub: without regard to case, character by character
/// (.NET's `OrdinalIgnoreCase`).
#[must_use]
pub fn same_key(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.chars().map(fold).eq(right.chars().map(fold))
}

fn fold(char: char) -> char {
    let mut upper = char.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => char,
    }
}

/// A problem for each key of a map that stood there before.
pub(super) fn check(
    nodes: &[Node],
    pairs: &[(usize, usize)],
    dialect: YamlDialect,
    problems: &mut Vec<Problem>,
) {
    let as_github = dialect == YamlDialect::GitHub;
    let keys = pairs.iter().filter_map(|&(key, _)| {
        let node = nodes.get(key)?;
        match &node.kind {
            // an expression as a key (`${{ insert }}`) is one only at run time, and to GitHub alone
            NodeKind::Scalar { text, .. } if !as_github || !text.contains("${{") => {
                Some((text.as_str(), node))
            }
            _ => None,
        }
    });
    let twice = |first: &Node, node: &Node, text: &str| {
        Problem::new(
            node.span,
            format!(
                "key `{text}` is defined twice in one map{}",
                if as_github { " (letter case does not count)" } else { "" }
            ),
        )
        .help("remove one of the two")
        .related(first.span, "first defined here")
    };
    if pairs.len() <= SMALL {
        let mut seen: Vec<(&str, &Node)> = Vec::with_capacity(pairs.len());
        for (text, node) in keys {
            let same = |other: &str| if as_github { same_key(other, text) } else { other == text };
            match seen.iter().find(|(other, _)| same(other)) {
                Some((_, first)) => problems.push(twice(first, node, text)),
                None => seen.push((text, node)),
            }
        }
    } else {
        let mut seen: BTreeMap<String, &Node> = BTreeMap::new();
        for (text, node) in keys {
            let name = if as_github { text.chars().map(fold).collect() } else { text.to_owned() };
            match seen.entry(name) {
                std::collections::btree_map::Entry::Occupied(first) => {
                    problems.push(twice(first.get(), node, text));
                }
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(node);
                }
            }
        }
    }
}

//! Names of types that stand for more than one type.

use std::collections::BTreeMap;

use super::tree::{Sources, Tree};

/// Returns the number of names, and those of more than one type with their files.
pub(super) fn used_twice(
    sources: &Sources,
    tree: &Tree,
    is_public_only: bool,
) -> (usize, Vec<String>) {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, source) in sources.iter().filter(|(file, _)| !tree.tests.contains(*file)) {
        for found in source.types.iter().filter(|found| found.is_public || !is_public_only) {
            names.entry(&found.name).or_default().push(file);
        }
    }
    let count = names.len();
    let twice = names.into_iter().filter(|(_, files)| files.len() > 1);
    (count, twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect())
}

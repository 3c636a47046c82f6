//! Circles between files: sets of files that all lead to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::arrows::Arrow;

/// Returns every largest circle, its files sorted.
pub(super) fn circles(arrows: &[Arrow]) -> Vec<Vec<String>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for arrow in arrows {
        next.entry(&arrow.from).or_default().insert(&arrow.to);
        next.entry(&arrow.to).or_default();
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|&file| (file, reached(file, &next))).collect();
    let mut found = BTreeSet::new();
    for (&file, ahead) in &reached {
        let circle: Vec<String> = ahead
            .iter()
            .filter(|other| reached[*other].contains(file))
            .map(|&other| other.to_owned())
            .collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

/// Returns every file that a file leads to, over any number of arrows.
fn reached<'a>(file: &'a str, next: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for &other in &next[file] {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
    found
}

//! The figures of the house.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::arrows::arrows;
use super::circles::circles;
use super::names::used_twice;
use super::tree::{Sources, Tree};
use super::walls::room;

/// Returns the figures as text. Tests count as lines of their room.
pub(super) fn figures(sources: &Sources) -> String {
    let tree = Tree::new(sources);
    let mut text = String::new();
    let total: usize = sources.values().map(|source| source.lines).sum();
    let mut rooms: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (file, source) in sources {
        let room = rooms.entry(room(file)).or_default();
        *room = (room.0 + 1, room.1 + source.lines);
    }
    let _ = writeln!(text, "{:<10} {:>5} {:>6} {:>6}", "room", "files", "lines", "share");
    for (name, (files, lines)) in rooms {
        let share = lines as f64 * 100.0 / total as f64;
        let _ = writeln!(text, "{name:<10} {files:>5} {lines:>6} {share:>5.1}%");
    }
    let _ = writeln!(text, "{:<10} {:>5} {total:>6}", "all", sources.len());
    let product = || sources.iter().filter(|(file, _)| !tree.tests.contains(*file));
    if let Some((file, source)) = product().max_by_key(|(_, source)| source.lines) {
        let _ = writeln!(text, "longest file: {file}, {} lines", source.lines);
    }
    let functions = product().flat_map(|(file, source)| {
        source.functions.iter().map(move |(name, lines)| (lines, name, file))
    });
    if let Some((lines, name, file)) = functions.max() {
        let _ = writeln!(text, "longest function: {file}: {name}, {lines} lines");
    }
    let arrows = arrows(&tree);
    let _ = writeln!(text, "circles of files:");
    for circle in circles(&arrows) {
        let _ = writeln!(text, "  {}", circle.join(", "));
    }
    let (count, twice) = used_twice(sources, &tree, false);
    let _ = writeln!(text, "names of types: {count}; of more than one type: {}", twice.len());
    for name in twice {
        let _ = writeln!(text, "  {name}");
    }
    text
}

//! The walls: which arrow is allowed, by CONTRIBUTING.md.

use std::collections::BTreeSet;

use super::arrows::Arrow;
use super::guide::Guide;
use super::tree::Tree;

/// Returns the room of a file: its folder below `src`, or its own name.
pub(super) fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Returns the arrows between rooms that the table does not allow.
pub(super) fn forbidden<'a>(arrows: &'a [Arrow], guide: &Guide) -> Vec<&'a Arrow> {
    let is_allowed = |arrow: &Arrow| {
        let (from, to) = (room(&arrow.from), room(&arrow.to));
        from == to || guide.rooms.get(from).is_some_and(|allowed| allowed.contains(to))
    };
    arrows.iter().filter(|arrow| !is_allowed(arrow) && !is_excepted(arrow, guide)).collect()
}

/// Returns the arrows inside of rooms that go up, or to a neighbor of the same layer.
pub(super) fn forbidden_inside<'a>(arrows: &'a [Arrow], guide: &Guide) -> Vec<&'a Arrow> {
    let goes_down = |arrow: &Arrow| {
        let Some(layers) = guide.layers.get(room(&arrow.from)) else { return true };
        // The head of a room hands on what is below it.
        if room(&arrow.from) != room(&arrow.to) || is_head(&arrow.from) {
            return true;
        }
        let (from, to) = (part(&arrow.from), part(&arrow.to));
        let layer =
            |part: &str| layers.iter().position(|layer| layer.iter().any(|name| name == part));
        from == to || matches!((layer(from), layer(to)), (Some(from), Some(to)) if from > to)
    };
    arrows.iter().filter(|arrow| !goes_down(arrow) && !is_excepted(arrow, guide)).collect()
}

/// Returns the exceptions that no arrow needs any more.
pub(super) fn unneeded<'a>(arrows: &[Arrow], guide: &'a Guide) -> Vec<&'a (String, String)> {
    let bare = Guide { exceptions: Vec::new(), ..guide.clone() };
    let is_needed = |exception: &&(String, String)| {
        arrows.iter().filter(|arrow| leads(arrow, exception)).any(|arrow| {
            let one = std::slice::from_ref(arrow);
            !forbidden(one, &bare).is_empty() || !forbidden_inside(one, &bare).is_empty()
        })
    };
    guide.exceptions.iter().filter(|exception| !is_needed(exception)).collect()
}

fn is_excepted(arrow: &Arrow, guide: &Guide) -> bool {
    guide.exceptions.iter().any(|exception| leads(arrow, exception))
}

/// Returns whether an arrow is from that file to that file, or into that folder.
fn leads(arrow: &Arrow, (from, to): &(String, String)) -> bool {
    let is_inside = || arrow.to.strip_prefix(to.as_str()).is_some_and(|rest| rest.starts_with('/'));
    arrow.from == *from && (arrow.to == *to || is_inside())
}

/// Returns where a library is named that another file or folder is the door of, and the doors that nothing
/// uses.
pub(super) fn beside_doors(tree: &Tree, guide: &Guide) -> Vec<String> {
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for module in &tree.modules {
        for mention in &module.mentions {
            // An empty segment stands before a path that begins with `::`.
            let first = mention.path.iter().find(|segment| !segment.is_empty());
            let door = first.and_then(|library| guide.doors.get_key_value(library));
            let Some((library, door)) = door else { continue };
            let inside = module.file.strip_prefix(door.as_str());
            if inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                used.insert(library);
            } else {
                let (file, line) = (&module.file, mention.line);
                found.push(format!("{file}:{line}: only {door} may name `{library}`"));
            }
        }
    }
    let unused = guide.doors.keys().filter(|library| !used.contains(library));
    found.extend(unused.map(|library| format!("nothing uses the door of `{library}`")));
    found
}

/// Returns whether a file is the `mod.rs` of its room.
fn is_head(file: &str) -> bool {
    file.strip_suffix("/mod.rs").is_some_and(|room| !room.contains('/'))
}

/// Returns the part of its room in which a file is: its folder or its own name, one step below.
fn part(file: &str) -> &str {
    let below = file.split_once('/').map_or(file, |(_, below)| below);
    room(below)
}

/// Returns the parts of the rooms with inner walls that no layer names, and the names without a
/// part.
pub(super) fn misplaced(files: &BTreeSet<&str>, guide: &Guide) -> Vec<String> {
    let mut found = Vec::new();
    for (name, layers) in &guide.layers {
        let named: BTreeSet<&str> = layers.iter().flatten().map(String::as_str).collect();
        let inside = files.iter().filter(|file| room(file) == name && !is_head(file));
        let parts: BTreeSet<&str> = inside.map(|file| part(file)).collect();
        found.extend(parts.difference(&named).map(|part| format!("{name}: no layer has `{part}`")));
        found.extend(named.difference(&parts).map(|part| format!("{name}: there is no `{part}`")));
    }
    found
}

/// Returns the differences between the picture and the table: an allowed arrow that goes neither
/// down nor to the right, a room that is missing or drawn twice.
pub(super) fn untrue_picture(guide: &Guide) -> Vec<String> {
    let place = |room: &str| {
        let mut places = guide.picture.iter().enumerate().flat_map(|(line, rooms)| {
            let columns = rooms.iter().enumerate().filter(|(_, drawn)| *drawn == room);
            columns.map(move |(column, _)| (line, column))
        });
        let first = places.next()?;
        places.next().is_none().then_some(first)
    };
    let mut untrue = Vec::new();
    for (from, allowed) in &guide.rooms {
        let Some(start) = place(from) else {
            untrue.push(format!("`{from}` must be in the picture once"));
            continue;
        };
        let is_down = |to: &&String| place(to).is_some_and(|end| end > start);
        for to in allowed.iter().filter(|to| !is_down(to)) {
            untrue.push(format!(
                "`{from}` may import `{to}`, which the picture does not draw below it"
            ));
        }
    }
    let drawn: BTreeSet<&String> = guide.picture.iter().flatten().collect();
    let unknown = drawn.into_iter().filter(|room| !guide.rooms.contains_key(*room));
    untrue.extend(unknown.map(|room| format!("`{room}` is in the picture and not in the table")));
    untrue
}

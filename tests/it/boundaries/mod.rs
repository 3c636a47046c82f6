//! The walls: which file may import which, by the picture and the tables of CONTRIBUTING.md.
//!
//! The sources are parsed, not searched: [`reader`] collects every path of a file, [`tree`] follows
//! `mod` from the roots, [`arrows`] resolves the paths to files, through every `use`. What no
//! parser can look through (a glob, an alias of `super`, a `#[path]`) is a fault by itself. No path
//! shows two things: a method that is called on a value, and what a macro of another crate writes.

mod arrows;
mod attributes;
mod circles;
mod disk;
mod examples;
mod figures;
mod guide;
mod imports;
mod names;
mod reader;
mod source;
mod tokens;
mod tree;
mod walls;

use std::collections::BTreeSet;

use self::arrows::{Arrow, arrows, bad_faces};
use self::circles::circles;
use self::guide::Guide;
use self::names::used_twice;
use self::tree::Tree;

/// Number of names that stand for more than one type. The number may only shrink.
const NAMES_USED_TWICE: usize = 6;

fn guide() -> Guide {
    Guide::read(&std::fs::read_to_string(disk::root().join("CONTRIBUTING.md")).unwrap())
}

fn shown(arrows: &[&Arrow]) -> String {
    arrows.iter().map(|arrow| arrow.shown() + "\n").collect()
}

#[test]
fn the_sources_hold_the_walls() {
    let (sources, guide) = (disk::sources(), guide());
    let tree = Tree::new(&sources);
    assert!(tree.faults.is_empty(), "no wall can look through this:\n{}", tree.faults.join("\n"));

    let files: BTreeSet<&str> = tree.modules.iter().map(|module| module.file.as_str()).collect();
    let rooms: BTreeSet<&str> = files.iter().map(|file| walls::room(file)).collect();
    let rooms: Vec<&str> = rooms.into_iter().filter(|room| *room != "lib").collect();
    let drawn: Vec<&String> = guide.rooms.keys().collect();
    assert_eq!(rooms, drawn, "rooms of `src` and of the table in CONTRIBUTING.md");
    assert_eq!(walls::misplaced(&files, &guide), Vec::<String>::new());

    let arrows = arrows(&tree);
    assert!(arrows.len() > 1000, "only {} arrows were seen", arrows.len());
    let forbidden = walls::forbidden(&arrows, &guide);
    assert!(forbidden.is_empty(), "the table does not allow:\n{}", shown(&forbidden));
    let forbidden = walls::forbidden_inside(&arrows, &guide);
    assert!(forbidden.is_empty(), "the layers do not allow:\n{}", shown(&forbidden));
    let unneeded = walls::unneeded(&arrows, &guide);
    assert!(unneeded.is_empty(), "remove these exceptions, nothing needs them: {unneeded:?}");

    assert_eq!(walls::beside_doors(&tree, &guide), Vec::<String>::new());

    let mut named = guide.circles.clone();
    named.sort();
    assert_eq!(circles(&arrows), named, "circles of files and those that CONTRIBUTING.md names");

    let faces = bad_faces(&tree);
    let faces: Vec<(&str, &str)> =
        faces.iter().map(|face| (face.from.as_str(), face.path.as_str())).collect();
    assert_eq!(faces, [], "a module hands on only what is below it");
}

#[test]
fn the_picture_and_the_table_say_the_same() {
    assert_eq!(walls::untrue_picture(&guide()), Vec::<String>::new());
}

#[test]
fn a_name_stands_for_one_type() {
    let sources = disk::sources();
    let tree = Tree::new(&sources);
    let (count, twice) = used_twice(&sources, &tree, true);
    assert!(count > 300, "only {count} names of public types were seen");
    assert_eq!(twice, Vec::<String>::new(), "names of more than one public type");
    let (_, twice) = used_twice(&sources, &tree, false);
    let (now, most) = (twice.len(), NAMES_USED_TWICE);
    assert!(now <= most, "{now} names stand for several types, {most} may:\n{}", twice.join("\n"));
}

/// Prints lines of each room, the longest file and function, circles, names used twice:
/// `cargo test --locked --test it -- --ignored --nocapture the_figures_of_the_house`.
#[test]
#[ignore = "prints figures and holds nothing"]
fn the_figures_of_the_house() {
    eprintln!("{}", figures::figures(&disk::sources()));
}

//! Which module may import which: arrows from left to right only, no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of the house, and what each may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("text", &[]),
    ("run", &[]),
    ("formats", &["span"]),
    ("finding", &["span"]),
    ("policy", &["finding", "formats", "span"]),
    ("facts", &["formats", "policy", "span"]),
    ("rules", &["facts", "finding", "formats", "policy", "span"]),
    ("verdict", &["facts", "finding", "policy", "rules", "span"]),
    ("prove", &["facts", "finding", "formats", "policy", "rules", "span", "verdict"]),
    ("exit", &["verdict"]),
    (
        "publish",
        &[
            "exit", "facts", "finding", "formats", "github", "policy", "prove", "rules", "run",
            "span", "text", "verdict",
        ],
    ),
    ("init", &["facts", "formats", "policy", "rules", "span", "text", "verdict"]),
    ("github", &["text"]),
    ("inputs", &["formats", "github", "policy", "run", "span"]),
    (
        "app",
        &[
            "exit", "facts", "finding", "formats", "github", "init", "inputs", "policy", "publish",
            "prove", "rules", "run", "span", "verdict",
        ],
    ),
    (
        "cli",
        &[
            "app", "exit", "finding", "github", "init", "inputs", "policy", "prove", "publish",
            "rules", "text", "verdict",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 20, "only {} sources were seen", files.len());
    let import = regex::Regex::new(r"\b(?:crate|truegreen)::([a-z_]+)").unwrap();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let room = relative.components().next().unwrap().as_os_str().to_str().unwrap();
        let room = room.strip_suffix(".rs").unwrap_or(room).to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        // Tests may look anywhere.
        let code = text.split("#[cfg(test)]").next().unwrap();
        let used = uses.entry(room.clone()).or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            for found in import.captures_iter(line) {
                if found[1] != room {
                    used.insert(found[1].to_owned());
                }
            }
        }
    }
    uses
}

#[test]
fn each_room_uses_only_the_rooms_that_it_may() {
    let uses = uses();
    for (room, used) in &uses {
        let may: BTreeSet<String> = MAY_USE
            .iter()
            .find(|(name, _)| name == room)
            .unwrap_or_else(|| {
                panic!("`{room}` is no room of the house; lib.rs and this test name them")
            })
            .1
            .iter()
            .map(|&name| name.to_owned())
            .collect();
        let forbidden: Vec<_> = used.difference(&may).collect();
        assert!(forbidden.is_empty(), "`{room}` must not use {forbidden:?}");
    }
}

#[test]
fn no_two_rooms_use_each_other() {
    let uses = uses();
    for (room, used) in &uses {
        for other in used {
            let back = uses.get(other).is_some_and(|used| used.contains(room));
            assert!(!back, "`{room}` and `{other}` use each other");
        }
    }
}

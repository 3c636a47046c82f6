//! The picture and the tables of the house in CONTRIBUTING.md, read for the tests that enforce
//! them.

use std::collections::{BTreeMap, BTreeSet};

/// The house as CONTRIBUTING.md describes it.
#[derive(Clone, Debug)]
pub(super) struct Guide {
    /// The lines of the picture: the rooms of each, from left to right.
    pub(super) picture: Vec<Vec<String>>,
    /// Each room with the rooms that it may import.
    pub(super) rooms: BTreeMap<String, BTreeSet<String>>,
    /// For a room with inner walls: its parts, the lowest layer first.
    pub(super) layers: BTreeMap<String, Vec<Vec<String>>>,
    /// Arrows that no wall allows and that still exist: a file, and a file or folder.
    pub(super) exceptions: Vec<(String, String)>,
    /// Circles that are allowed, their files sorted.
    pub(super) circles: Vec<Vec<String>>,
    /// Each library that has a door, with the file or folder that alone may name it.
    pub(super) doors: BTreeMap<String, String>,
}

impl Guide {
    /// Reads the marked blocks of the text.
    pub(super) fn read(text: &str) -> Self {
        let rooms = rows(block(text, "rooms"));
        let exceptions = rows(block(text, "exceptions"));
        Self {
            picture: fenced(block(text, "picture")).map(picture_line).collect(),
            rooms: rooms
                .iter()
                .flat_map(|row| names(&row[0]).into_iter().map(move |room| (room, row)))
                .map(|(room, row)| (room, names(row.last().unwrap()).into_iter().collect()))
                .collect(),
            layers: fenced(block(text, "layers")).map(layer_line).collect(),
            exceptions: exceptions
                .iter()
                .map(|row| (below_src(&row[0]), below_src(&row[1])))
                .collect(),
            circles: rows(block(text, "circles")).iter().map(|row| circle(&row[0])).collect(),
            doors: rows(block(text, "doors"))
                .iter()
                .flat_map(|row| names(&row[0]).into_iter().map(|name| (name, below_src(&row[1]))))
                .collect(),
        }
    }
}

/// Returns the text between `<!-- name -->` and `<!-- /name -->`.
fn block<'a>(text: &'a str, name: &str) -> &'a str {
    let after = text.split_once(&format!("<!-- {name} -->\n")).expect(name).1;
    after.split_once(&format!("<!-- /{name} -->")).expect(name).0
}

/// Returns the rows of a table, without its head.
fn rows(block: &str) -> Vec<Vec<String>> {
    let lines = block.lines().filter(|line| line.starts_with('|'));
    lines.skip(2).map(cells).collect()
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|');
    line.split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

/// Returns the names of a list; `-` is an empty list.
fn names(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim);
    names.filter(|name| !name.is_empty() && *name != "-").map(str::to_owned).collect()
}

fn below_src(path: &str) -> String {
    path.strip_prefix("src/").unwrap_or(path).to_owned()
}

fn circle(cell: &str) -> Vec<String> {
    let mut files: Vec<String> = names(cell).iter().map(|file| below_src(file)).collect();
    files.sort();
    files
}

/// Returns the lines of the code in a block.
fn fenced(block: &str) -> impl Iterator<Item = &str> {
    block.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("```"))
}

/// Reads `main > cli > app   what it is`: two spaces and a bar separate the words.
fn picture_line(line: &str) -> Vec<String> {
    let rooms = line.split_once('|').map_or(line, |(rooms, _)| rooms);
    rooms.split_whitespace().filter(|word| *word != ">").map(str::to_owned).collect()
}

/// Reads `formats: problem < xml, yaml < document`.
fn layer_line(line: &str) -> (String, Vec<Vec<String>>) {
    let (room, layers) = line.split_once(':').expect("`room: part < part`");
    (room.trim().to_owned(), layers.split('<').map(names).collect())
}

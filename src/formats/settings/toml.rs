//! pytest's settings in TOML: strings and lists of strings with the place of every character.

use super::pytest::{PytestSettings, split_option};
use crate::formats::document::place::Places;
use crate::formats::document::toml::{parse_toml, trace_string};
use crate::formats::document::tree::{TreeNode, TreeValue};
use crate::formats::problem::{Parsed, Problem};
use crate::span::Spanned;

/// Reads the settings out of the tables at the given paths.
pub(super) fn read(text: &str, places: &Places<'_>, tables: &[&[&str]]) -> Parsed<PytestSettings> {
    let root = match parse_toml(text, places) {
        Ok(root) => root,
        Err(problem) => return Parsed { value: None, problems: vec![problem] },
    };
    let mut found: Option<PytestSettings> = None;
    let mut problems = Vec::new();
    for path in tables {
        let Some(table) = root.find_map(path) else { continue };
        let settings = found.get_or_insert_default();
        for name in ["addopts", "testpaths"] {
            if let (Some(node), Some(list)) = (table.get(name), settings.list(name)) {
                list.extend(words(name, node, text, places, &mut problems));
            }
        }
    }
    Parsed { value: found, problems }
}

/// A string is split, an item of a list is one word, as pytest does.
fn words(
    name: &str,
    node: &TreeNode,
    text: &str,
    places: &Places<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Spanned<String>> {
    let span = |node: &TreeNode| places.span(node.place().0, node.place().1);
    match &node.value {
        TreeValue::Text(value) => {
            split_option(name, &trace_string(value, text, node.place()), places, problems)
        }
        TreeValue::List(items) => items
            .iter()
            .filter_map(|item| match item.as_text() {
                Some(word) => Some(Spanned::new(word.to_owned(), span(item))),
                None => {
                    problems.push(Problem::new(
                        span(item),
                        format!("an item of `{name}` is no string, which pytest refuses"),
                    ));
                    None
                }
            })
            .collect(),
        _ => {
            let message = format!("`{name}` is neither a string nor a list of strings");
            problems.push(Problem::new(span(node), message));
            Vec::new()
        }
    }
}

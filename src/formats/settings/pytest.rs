//! What pytest reads from its settings files.

use crate::formats::document::place::{Places, Traced};
use crate::formats::problem::Problem;
use crate::formats::settings::words;
use crate::span::Spanned;

/// pytest's own settings in one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PytestSettings {
    /// `addopts`, split into words as pytest does (shlex), each at its place.
    pub addopts: Vec<Spanned<String>>,
    /// `testpaths`.
    pub testpaths: Vec<Spanned<String>>,
}

impl PytestSettings {
    pub(super) fn list(&mut self, name: &str) -> Option<&mut Vec<Spanned<String>>> {
        match name {
            "addopts" => Some(&mut self.addopts),
            "testpaths" => Some(&mut self.testpaths),
            _ => None,
        }
    }
}

/// Splits a value into its words, each at its place.
pub(super) fn split_option(
    name: &str,
    value: &Traced,
    places: &Places<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Spanned<String>> {
    match words::split(value) {
        Ok(words) => words
            .into_iter()
            .map(|word| Spanned::new(word.text, places.span(word.start, word.end)))
            .collect(),
        Err(open) => {
            let span = places.span(open, open + 1);
            problems.push(
                Problem::new(span, format!("`{name}` cannot be split into words: {}", words::OPEN))
                    .help("close the quote; pytest stops at it, too"),
            );
            Vec::new()
        }
    }
}

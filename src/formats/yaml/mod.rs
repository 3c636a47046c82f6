//! The one YAML reader of the product, for workflows, actions and the policy alike: granit-parser's
//! events in a tree of our own, in which every key and value knows its place.
//!
//! It accepts what GitHub's own reader accepts and refuses what that refuses
//! (`actions/runner`, `YamlObjectReader.cs`): exactly one document, keys unique without regard to case,
//! no tags on scalars but the core five, 50,000 nodes after expansion of aliases, depth 50 (workflow)
//! or 100 (action), 1 MiB. Characters on which parsers disagree (C0 and C1 controls, U+2028, U+2029, a
//! BOM inside) are refused by name. A re-defined anchor resolves to its last definition.
//!
//! `<<` is a key like any other here, as it is there; who reads the tree refuses it where it means
//! nothing.

mod build;
mod characters;
mod comments;
mod keys;
pub mod node;
mod schema;
mod syntax;
mod tags;
pub mod tree;

pub use self::keys::same_key;
pub use self::node::{Limits, YamlDialect};
pub use self::tree::{NodeRef, YamlTree};
use super::problem::{Parsed, Problem};
use crate::span::{Span, Spanned};

#[cfg(test)]
mod tests;

/// Reads one document. The tree is there whenever there is one to look at, be it with problems.
#[must_use]
pub fn parse(bytes: &[u8], limits: Limits) -> Parsed<YamlTree> {
    parse_text(bytes, limits).0
}

/// The comments of a document, without their `#`, and whether they are all of them.
#[must_use]
pub fn comments(bytes: &[u8]) -> (Vec<Spanned<String>>, bool) {
    match characters::decode(bytes) {
        Ok((text, _)) => comments::comments(text),
        Err(_) => (Vec::new(), false),
    }
}

/// As [`parse`], with the text that byte ranges of the tree point into: UTF-8, without its BOM.
pub(crate) fn parse_text(bytes: &[u8], limits: Limits) -> (Parsed<YamlTree>, &str) {
    if bytes.len() > limits.bytes {
        let problem = Problem::new(
            Span::start_of_file(),
            format!("the file has {} bytes, more than the limit of {}", bytes.len(), limits.bytes),
        );
        return (Parsed { value: None, problems: vec![problem] }, "");
    }
    match characters::decode(bytes) {
        Err(problem) => (Parsed { value: None, problems: vec![problem] }, ""),
        Ok((text, mut problems)) => {
            let value = build::tree(text, limits, &mut problems);
            problems.sort_by_key(|problem| (problem.span.line, problem.span.column));
            (Parsed { value, problems }, text)
        }
    }
}

//! Paths in the tokens of macros and attributes, whose grammar is unknown.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::imports::is_relative;
use super::reader::plain;

/// A path in tokens.
#[derive(Debug)]
pub(super) struct TokenPath {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    pub(super) fault: Option<String>,
}

/// Collects every path of two segments and more.
pub(super) fn paths(stream: TokenStream, found: &mut Vec<TokenPath>) {
    below(stream, &[], found);
}

/// Collects the paths of a stream: single ones, or those of a group of a `use` behind its prefix.
fn below(stream: TokenStream, prefix: &[String], found: &mut Vec<TokenPath>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        match &trees[at] {
            TokenTree::Ident(first) if !is_keyword(&first.to_string()) => {
                at = one_path(&trees, at, prefix, found);
            }
            TokenTree::Group(group) => {
                below(group.stream(), prefix, found);
                at += 1;
            }
            TokenTree::Punct(star) if star.as_char() == '*' && !prefix.is_empty() => {
                let fault = Some(format!("a glob: `{}::*`", prefix.join("::")));
                let line = star.span().start().line;
                found.push(TokenPath { path: prefix.to_vec(), line, fault });
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Reads the path that starts at a token, and returns the place of the next token.
fn one_path(
    trees: &[TokenTree],
    start: usize,
    prefix: &[String],
    found: &mut Vec<TokenPath>,
) -> usize {
    let line = trees[start].span().start().line;
    let mut path = prefix.to_vec();
    let mut at = start;
    while let Some(TokenTree::Ident(ident)) = trees.get(at) {
        let name = plain(ident);
        if name != "self" || path.is_empty() {
            path.push(name);
        }
        at += 1;
        if !is_colons(trees, at) {
            break;
        }
        match trees.get(at + 2) {
            Some(TokenTree::Ident(_)) => at += 2,
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                below(group.stream(), &path, found);
                return at + 3;
            }
            Some(TokenTree::Punct(sign)) if matches!(sign.as_char(), '*' | '$') => {
                let shown = format!("`{}::{}`", path.join("::"), sign.as_char());
                let is_glob = sign.as_char() == '*';
                let what = if is_glob { "a glob" } else { "a path that a macro puts together" };
                let fault = Some(format!("{what}: {shown}"));
                found.push(TokenPath { path, line, fault });
                return at + 3;
            }
            _ => break,
        }
    }
    let is_renamed = matches!(trees.get(at), Some(TokenTree::Ident(word)) if *word == "as");
    // `self as u8` is an expression.
    let is_alias = is_renamed && path.iter().all(|part| is_relative(part)) && path != ["self"];
    let fault = is_alias.then(|| format!("`{}` gets another name", path.join("::")));
    if path.len() > 1 || fault.is_some() {
        found.push(TokenPath { path, line, fault });
    }
    at
}

fn is_colons(trees: &[TokenTree], at: usize) -> bool {
    let is_colon = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    is_colon(trees.get(at)) && is_colon(trees.get(at + 1))
}

/// Returns whether a word stands before a path and is no part of it.
fn is_keyword(word: &str) -> bool {
    matches!(word, "as" | "use" | "pub" | "in" | "let" | "mut" | "ref" | "dyn" | "impl" | "where")
}

/// Replaces each string by the tokens of its text, so that `with = "super::text"` is a path too.
pub(super) fn with_strings_read(stream: TokenStream) -> TokenStream {
    stream.into_iter().flat_map(read_string).collect()
}

fn read_string(tree: TokenTree) -> Vec<TokenTree> {
    match &tree {
        TokenTree::Group(group) => {
            let inner = with_strings_read(group.stream());
            vec![TokenTree::Group(Group::new(group.delimiter(), inner))]
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            match inner.and_then(|inner| inner.parse::<TokenStream>().ok()) {
                Some(inner) => placed(inner, literal.span()),
                None => vec![tree],
            }
        }
        _ => vec![tree],
    }
}

/// Gives tokens the place of their string.
fn placed(stream: TokenStream, span: proc_macro2::Span) -> Vec<TokenTree> {
    let place = |tree| match tree {
        TokenTree::Group(group) => {
            let inner = placed(group.stream(), span).into_iter().collect();
            TokenTree::Group(Group::new(group.delimiter(), inner))
        }
        mut tree => {
            tree.set_span(span);
            tree
        }
    };
    stream.into_iter().map(place).collect()
}

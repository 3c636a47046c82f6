//! Shell scripts, parsed into commands. tree-sitter stays behind this module.
//!
//! A script may hold `${{ }}`: each is masked by as many bytes before parsing and is an opaque part of
//! its word, even over several lines. What cannot be parsed is reported as [`ShellScript::unparsed`], never dropped in silence.
//!
//! - [`parse`] reads sh and bash by their grammar;
//! - [`split_lines`] reads PowerShell and cmd line by line, good enough to see programs and their words.

mod lines;
mod mask;
pub mod script;
mod structure;
pub mod syntax;
mod walk;
mod word;

use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, Parser, Tree};

pub use self::lines::{LineDialect, split_lines};
use crate::formats::shell::script::{LIMIT, ShellScript};

/// Steps of the parser, in hundreds, before it gives up on a script: more than a well-formed
/// script of [`LIMIT`] bytes takes. Counted, not timed, so that the answer is the same on any machine.
const BUDGET: usize = 500;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = RefCell::new(bash());
}

/// Parses a POSIX sh or bash script.
#[must_use]
pub fn parse(script: &str) -> ShellScript {
    let whole = || ShellScript { unparsed: vec![(0, script.len())], ..ShellScript::default() };
    if script.len() > LIMIT {
        return whole();
    }
    let mut mask = mask::Mask::new(script);
    for _ in 0..REPAIRS {
        let Some(tree) = PARSER.with_borrow_mut(|parser| grow(parser.as_mut()?, &mask.text)) else {
            return whole();
        };
        let (found, lost) = walk::commands(script, &mask, &tree);
        match lost {
            Some(at) if found.unparsed.is_empty() => mask.separate(at),
            _ => return found,
        }
    }
    whole()
}

/// Byte ranges of the comments of a POSIX sh or bash script, with their `#`; `None` where the grammar
/// could not read all of it, so that a text may look like a comment.
#[must_use]
pub fn comments(script: &str) -> Option<Vec<(usize, usize)>> {
    if script.len() > LIMIT {
        return None;
    }
    let mask = mask::Mask::new(script);
    let tree = PARSER.with_borrow_mut(|parser| grow(parser.as_mut()?, &mask.text))?;
    (!tree.root_node().has_error()).then(|| walk::comments(&tree))
}

/// Line ends that the grammar overlooks in one script; beyond it nothing of the script is believed.
const REPAIRS: usize = 16;

fn bash() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok()?;
    Some(parser)
}

fn grow(parser: &mut Parser, text: &str) -> Option<Tree> {
    let mut steps = 0_usize;
    let mut count = |_: &tree_sitter::ParseState| {
        steps += 1;
        if steps > BUDGET { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut count);
    let bytes = text.as_bytes();
    let mut read = |offset: usize, _: tree_sitter::Point| bytes.get(offset..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, None, Some(options));
    if tree.is_none() {
        // a parse that was given up would be taken up again by the next script
        parser.reset();
    }
    tree
}

#[cfg(test)]
mod tests;

//! A script as its readers leave it: its commands, their words and redirections.

use crate::formats::shell::syntax;
use crate::formats::shell::syntax::Word;

/// A parsed script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShellScript {
    /// Every simple command, those inside lists, pipes, substitutions, functions and conditions among
    /// them, in the order of the text.
    pub commands: Vec<ShellCommand>,
    /// The same as they follow each other; empty where lines are all that is read.
    pub statements: Vec<syntax::Statement>,
    /// Byte ranges that the grammar could not read.
    pub unparsed: Vec<(usize, usize)>,
}

/// A simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShellCommand {
    /// `NAME=value` before the program.
    pub assignments: Vec<(String, Word)>,
    /// The program and its words. Empty for a bare assignment.
    pub words: Vec<Word>,
    /// Files that it reads or writes, in the order of the text.
    pub redirects: Vec<Redirect>,
    /// Byte range in the script.
    pub start: usize,
    /// End of that range.
    pub end: usize,
}

/// A redirect to or from a file; here-documents are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// As written, with the descriptor: `>`, `>>`, `2>`, `&>`, `<`.
    pub operator: String,
    /// The file, or the descriptor after `>&`.
    pub target: Word,
}

/// The largest script that is parsed, in bytes; beyond it the whole is one unparsed range. GitHub takes
/// 21,000 characters in a `run`, and the longest of 3,500 real ones has half of that. The grammar's
/// recovery from errors is quadratic in time and memory on hostile input, so this bounds both.
pub const LIMIT: usize = 24 * 1024;

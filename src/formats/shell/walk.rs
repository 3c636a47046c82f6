//! The walk over the syntax tree: one pass with a cursor, no recursion, so that depth costs nothing.

use tree_sitter::{Node, Tree};

use super::mask::Mask;
use super::script::{Redirect, ShellCommand, ShellScript};
use super::structure::StatementBuilder;
use super::word::WordReader;

/// What an open node means for its children.
#[derive(Clone, Copy)]
enum Frame {
    /// Nothing.
    Other,
    /// They are parts of this command.
    Command(usize),
    /// They are names and assignments of this `export`, `declare`, ...
    Declaration(usize),
    /// The command that starts at this byte is what is redirected; a group of commands is none.
    Redirected(Option<usize>),
}

struct ShellWalk<'a> {
    script: &'a str,
    words: WordReader<'a>,
    found: ShellScript,
    lost: Option<usize>,
}

/// All commands of a tree, and what the grammar could not read; with the first line end that it took for
/// a blank within a command, if there is one.
///
/// After some forms (`a | b`, then `test ${X[0]}` or `(` on the next line) two commands are one to it.
pub(super) fn commands<'a>(
    script: &'a str,
    mask: &'a Mask,
    tree: &'a Tree,
) -> (ShellScript, Option<usize>) {
    let root = tree.root_node();
    let mut walk = ShellWalk {
        script,
        words: WordReader::new(script, mask, root),
        found: ShellScript::default(),
        lost: None,
    };
    let mut cursor = root.walk();
    let mut open: Vec<Frame> = Vec::new();
    'nodes: loop {
        let parent = open.last().copied().unwrap_or(Frame::Other);
        let frame = walk.enter(cursor.node(), cursor.field_name(), parent);
        if cursor.goto_first_child() {
            open.push(frame);
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                break 'nodes;
            }
            open.pop();
        }
    }
    let ShellWalk { mut words, mut found, lost, .. } = walk;
    let statements = StatementBuilder { script, words: &mut words, found: &found }.body(root, 0);
    found.statements = statements;
    (found, lost)
}

/// Byte ranges of all comments of a tree.
pub(super) fn comments(tree: &Tree) -> Vec<(usize, usize)> {
    let mut cursor = tree.walk();
    let mut found = Vec::new();
    'nodes: loop {
        let node = cursor.node();
        if node.kind() == "comment" {
            found.push((node.start_byte(), node.end_byte()));
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                break 'nodes;
            }
        }
    }
    found
}

impl<'a> ShellWalk<'a> {
    fn enter(&mut self, node: Node<'a>, field: Option<&str>, parent: Frame) -> Frame {
        if node.is_error() || node.is_missing() {
            // What is missing has no length: it is the statement around it that cannot be read.
            let at = if node.is_missing() { node.parent().unwrap_or(node) } else { node };
            let word = self.words.verbatim(at.start_byte(), at.end_byte());
            self.found.unparsed.push((word.start, word.end));
            return Frame::Other;
        }
        match node.kind() {
            "command" => Frame::Command(self.open(node)),
            "declaration_command" | "unset_command" => {
                let index = self.open(node);
                self.keyword(node, index);
                Frame::Declaration(index)
            }
            "test_command" => {
                self.test(node);
                Frame::Other
            }
            "redirected_statement" => Frame::Redirected(redirected(node)),
            "variable_assignment" => self.assign(node, parent),
            "file_redirect" => self.redirect(node, parent),
            // words that follow the start of a here-document belong to the command before it
            "heredoc_redirect" => parent,
            kind => self.part(node, kind, field, parent),
        }
    }

    /// `[ ... ]` and `[[ ... ]]` are commands whose words the grammar takes for an expression.
    fn test(&mut self, node: Node<'a>) {
        let index = self.open(node);
        let mut rest = vec![node];
        while let Some(node) = rest.pop() {
            if is_expression(node.kind()) {
                let mut cursor = node.walk();
                let first = rest.len();
                rest.extend(node.children(&mut cursor));
                if let Some(children) = rest.get_mut(first..) {
                    children.reverse();
                }
            } else {
                let word = self.words.resolve(node);
                self.add(index, word);
            }
        }
    }

    fn open(&mut self, node: Node<'a>) -> usize {
        let range = self.words.verbatim(node.start_byte(), node.end_byte());
        let command =
            ShellCommand { start: range.start, end: range.end, ..ShellCommand::default() };
        self.found.commands.push(command);
        self.found.commands.len() - 1
    }

    /// The word that opens an `export`; it is no word of the grammar.
    fn keyword(&mut self, node: Node<'a>, index: usize) {
        let text = self.script.get(node.byte_range()).unwrap_or_default();
        let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        let word = self.words.verbatim(node.start_byte(), node.start_byte() + length);
        if let Some(command) = self.found.commands.get_mut(index) {
            command.words.push(word);
        }
    }

    fn part(&mut self, node: Node<'a>, kind: &str, field: Option<&str>, parent: Frame) -> Frame {
        let index = match parent {
            Frame::Command(index) | Frame::Declaration(index) => Some(index),
            Frame::Redirected(Some(start)) if field == Some("argument") => self.starting_at(start),
            _ => None,
        };
        let Some(index) = index else { return Frame::Other };
        self.hold_line(index, node.start_byte());
        let node = match kind {
            "command_name" => match node.child(0) {
                Some(name) => name,
                None => return Frame::Other,
            },
            "herestring_redirect" | "subshell" | "comment" => return Frame::Other,
            _ if field == Some("argument") || node.is_named() => node,
            _ => return Frame::Other,
        };
        let word = self.words.resolve(node);
        self.add(index, word);
        Frame::Other
    }

    /// A part of a command must stand on its line, or behind a backslash at the end of one.
    fn hold_line(&mut self, index: usize, start: usize) {
        let last = self.found.commands.get(index).and_then(|command| command.words.last());
        let Some(end) = last.map(|word| word.end).filter(|_| self.lost.is_none()) else { return };
        let gap = self.script.get(end..start).unwrap_or_default();
        let is_end = |at: usize| !gap.get(..at).unwrap_or_default().ends_with('\\');
        let lost = gap.match_indices('\n').map(|(at, _)| at).find(|&at| is_end(at));
        self.lost = lost.map(|at| end + at);
    }

    /// Commands stand in the order of the text, so their starts are sorted.
    fn starting_at(&self, start: usize) -> Option<usize> {
        let index = self.found.commands.partition_point(|command| command.start < start);
        self.found.commands.get(index).filter(|command| command.start == start).map(|_| index)
    }

    fn add(&mut self, index: usize, word: super::syntax::Word) {
        let Some(command) = self.found.commands.get_mut(index) else { return };
        command.end = command.end.max(word.end);
        let before = command.words.last_mut();
        match before.and_then(|last| Some((self.script.get(last.end..word.start)?, last))) {
            // the grammar takes an escaped blank behind a quote for a gap between words
            Some((gap @ ("" | "\\ " | "\\\t"), last)) => {
                last.text.push_str(gap.get(1..).unwrap_or_default());
                last.text.push_str(&word.text);
                last.dynamic |= word.dynamic;
                last.end = word.end;
            }
            _ => command.words.push(word),
        }
    }

    fn assign(&mut self, node: Node<'a>, parent: Frame) -> Frame {
        let value = node.child_by_field_name("value");
        let name = node
            .child_by_field_name("name")
            .and_then(|name| self.script.get(name.byte_range()))
            .unwrap_or_default()
            .to_owned();
        let index = match parent {
            Frame::Declaration(index) => {
                let word = self.words.assignment(&name, value, node);
                self.add(index, word);
                return Frame::Other;
            }
            Frame::Command(index) => index,
            _ => self.open(node),
        };
        let word = match value {
            Some(value) => self.words.resolve(value),
            None => self.words.verbatim(node.end_byte(), node.end_byte()),
        };
        if let Some(command) = self.found.commands.get_mut(index) {
            command.assignments.push((name, word));
        }
        Frame::Other
    }

    /// A redirect. The grammar takes every word behind it for a target; all but the first are words of
    /// the command (`pytest > log -n 4`).
    fn redirect(&mut self, node: Node<'a>, parent: Frame) -> Frame {
        let index = match parent {
            Frame::Command(index) => Some(index),
            Frame::Redirected(Some(start)) => self.starting_at(start),
            _ => None,
        };
        let Some(index) = index else { return Frame::Other };
        let mut cursor = node.walk();
        let mut target = None;
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            if cursor.field_name() == Some("destination") {
                let word = self.words.resolve(child);
                if target.is_none() {
                    target = Some((child.start_byte(), word));
                } else {
                    self.add(index, word);
                }
            }
            more = cursor.goto_next_sibling();
        }
        if let (Some((start, target)), Some(command)) = (target, self.found.commands.get_mut(index))
        {
            let operator = self.script.get(node.start_byte()..start).unwrap_or_default();
            let operator = operator.trim_end().to_owned();
            command.redirects.push(Redirect { operator, target });
        }
        Frame::Other
    }
}

/// Made of further expressions, operators and operands.
fn is_expression(kind: &str) -> bool {
    matches!(
        kind,
        "test_command"
            | "binary_expression"
            | "unary_expression"
            | "ternary_expression"
            | "parenthesized_expression"
            | "negated_command"
    )
}

/// Where the command starts that a redirect behind a statement belongs to: the last of a pipe or list.
fn redirected(statement: Node<'_>) -> Option<usize> {
    let mut node = statement;
    loop {
        let next = match node.kind() {
            "command" | "declaration_command" => return Some(node.start_byte()),
            "redirected_statement" => node.child_by_field_name("body"),
            "pipeline" | "list" | "negated_command" => {
                u32::try_from(node.named_child_count().checked_sub(1)?)
                    .ok()
                    .and_then(|last| node.named_child(last))
            }
            _ => None,
        };
        node = next?;
    }
}

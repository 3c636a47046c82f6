//! From the grammar's tree to [`super::syntax`]: where the grammar has its own mind (`! a | b`, what stands
//! behind a here-document on its line, `((`), it is set right here.

use tree_sitter::Node;

use super::script::{ShellCommand, ShellScript};
use super::syntax::{InnerScript, Simple, Statement, StatementKind};
use super::word::WordReader;

/// Deeper than any script that people write; beyond it a statement is unread.
const DEPTH: usize = 60;

/// Builds the structure of a parsed script.
pub(super) struct StatementBuilder<'a, 'w> {
    pub(super) script: &'a str,
    pub(super) words: &'w mut WordReader<'a>,
    pub(super) found: &'w ShellScript,
}

impl<'a> StatementBuilder<'a, '_> {
    /// The statements that stand directly in a node.
    pub(super) fn body(&mut self, node: Node<'a>, depth: usize) -> Vec<Statement> {
        self.between(node, depth, |_, _| true)
    }

    /// Those of its children that are wanted; a `&` behind one puts it into the background.
    fn between(
        &mut self,
        node: Node<'a>,
        depth: usize,
        wanted: impl Fn(Node<'a>, Option<&str>) -> bool,
    ) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut cursor = node.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let (child, field) = (cursor.node(), cursor.field_name());
            if wanted(child, field) {
                if child.kind() == "&" {
                    if let Some(last) = statements.pop() {
                        statements.push(background(last));
                    }
                } else if child.kind() == "variable_assignments" {
                    statements.extend(self.body(child, depth));
                } else if is_statement(child) {
                    statements.push(self.statement(child, depth));
                }
            }
            more = cursor.goto_next_sibling();
        }
        statements
    }

    fn statement(&mut self, node: Node<'a>, depth: usize) -> Statement {
        let kind = if depth > DEPTH || node.is_error() || node.is_missing() {
            StatementKind::Unread
        } else {
            self.kind(node, depth + 1)
        };
        Statement { kind, start: node.start_byte(), end: node.end_byte() }
    }

    fn kind(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        match node.kind() {
            "command" | "declaration_command" | "unset_command" => self.command(node, depth),
            "variable_assignment" => self.command(node, depth),
            "redirected_statement" => self.redirected(node, depth),
            "pipeline" => self.pipeline(node, depth),
            "list" => self.list(node, depth),
            "negated_command" => match node.named_child(0) {
                Some(child) => StatementKind::Not(Box::new(self.statement(child, depth))),
                None => StatementKind::Unread,
            },
            "compound_statement" if first_kind(node) == Some("((") => {
                StatementKind::Arithmetic(self.within(node, 2))
            }
            "compound_statement" => {
                let group = StatementKind::Group(self.body(node, depth));
                let (start, end) = (node.start_byte(), node.end_byte());
                if self.words.mask.negates(start) {
                    StatementKind::Not(Box::new(Statement { kind: group, start, end }))
                } else {
                    group
                }
            }
            "subshell" => StatementKind::Subshell(self.body(node, depth)),
            "if_statement" => self.branches(node, depth),
            "while_statement" => self.repeat(node, depth),
            "for_statement" => self.each(node, depth),
            "c_style_for_statement" => StatementKind::For {
                variable: String::new(),
                words: None,
                body: self.looped(node, depth),
            },
            "case_statement" => self.case(node, depth),
            "function_definition" => self.function(node, depth),
            "test_command" => match first_kind(node) {
                Some("((") => StatementKind::Arithmetic(self.within(node, 2)),
                Some("[[") => StatementKind::Test {
                    text: self.within(node, 2),
                    double: true,
                    inner: self.inner(node, false, depth),
                },
                _ => StatementKind::Test {
                    text: self.within(node, 1),
                    double: false,
                    inner: self.inner(node, false, depth),
                },
            },
            _ => StatementKind::Unread,
        }
    }

    fn within(&self, node: Node<'a>, edge: usize) -> String {
        let (start, end) = (node.start_byte() + edge, node.end_byte().saturating_sub(edge));
        self.script.get(start..end).unwrap_or_default().to_owned()
    }

    fn command(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let start = node.start_byte();
        let commands = &self.found.commands;
        let index = commands.partition_point(|command| command.start < start);
        let command = commands.get(index).filter(|command| command.start == start).map(|_| index);
        if command.and_then(|index| commands.get(index)).is_some_and(opens_nothing) {
            return StatementKind::Unread;
        }
        let is_value = node.kind() == "variable_assignment";
        StatementKind::Command(Simple { command, inner: self.inner(node, is_value, depth) })
    }

    /// Substitutions below a node, those within them left to their own statements.
    fn inner(&mut self, node: Node<'a>, is_value: bool, depth: usize) -> Vec<InnerScript> {
        let mut found = Vec::new();
        let mut cursor = node.walk();
        let mut level = 0_usize;
        loop {
            let at = cursor.node();
            let is_process = at.kind() == "process_substitution";
            let is_inner = is_process || at.kind() == "command_substitution";
            if is_inner {
                let body = self.body(at, depth + 1);
                let (start, end) = (at.start_byte(), at.end_byte());
                found.push(InnerScript { is_value, is_process, body, start, end });
            }
            if !is_inner && cursor.goto_first_child() {
                level += 1;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if level == 0 || !cursor.goto_parent() {
                    return found;
                }
                level -= 1;
            }
            if level == 0 {
                return found;
            }
        }
    }

    /// A redirect changes where the output goes, not what the status is; a here-document may carry the
    /// rest of its line.
    fn redirected(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let mut cursor = node.walk();
        let mut kind: Option<Statement> = None;
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            if cursor.field_name() == Some("body") {
                kind = Some(self.statement(child, depth));
            } else if child.kind() == "heredoc_redirect"
                && let Some(body) = kind.take()
            {
                kind = Some(self.behind_heredoc(body, child, depth));
            }
            more = cursor.goto_next_sibling();
        }
        let mut kind = match kind {
            Some(statement) => statement.kind,
            None => StatementKind::Command(Simple { command: None, inner: Vec::new() }),
        };
        if let StatementKind::Command(simple) = &mut kind {
            let own = simple.inner.iter().map(|inner| inner.start).collect::<Vec<_>>();
            let all = self.inner(node, false, depth);
            simple.inner.extend(all.into_iter().filter(|inner| !own.contains(&inner.start)));
        }
        kind
    }

    /// `cmd <<EOF || true` and `cmd <<EOF | tee log`: what follows on the line of the here-document.
    fn behind_heredoc(&mut self, body: Statement, redirect: Node<'a>, depth: usize) -> Statement {
        let (start, end) = (body.start, body.end);
        let mut operator = None;
        let mut right = None;
        let mut piped = None;
        let mut cursor = redirect.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            match (cursor.field_name(), child.kind()) {
                (Some("operator"), kind) => operator = Some(kind),
                (Some("right"), _) => right = Some(self.statement(child, depth)),
                (_, "pipeline") => piped = Some(self.statement(child, depth)),
                _ => {}
            }
            more = cursor.goto_next_sibling();
        }
        let body = match piped {
            None => body,
            Some(rest) => {
                let mut parts = vec![body];
                match rest.kind {
                    StatementKind::Pipeline(more) => parts.extend(more),
                    _ => parts.push(rest),
                }
                Statement { kind: StatementKind::Pipeline(parts), start, end }
            }
        };
        let kind = match (operator, right) {
            (Some("||"), Some(right)) => StatementKind::Or(Box::new(body), Box::new(right)),
            (Some("&&"), Some(right)) => StatementKind::And(Box::new(body), Box::new(right)),
            (None, _) => return body,
            _ => StatementKind::Unread,
        };
        Statement { kind, start, end }
    }

    /// The grammar binds `!` to the first command of a pipe; it stands for the whole.
    fn pipeline(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let mut parts = self.body(node, depth);
        let mut negated = false;
        if let Some(first) = parts.first_mut()
            && let StatementKind::Not(inner) = &first.kind
        {
            negated = true;
            *first = (**inner).clone();
        }
        let (start, end) = (node.start_byte(), node.end_byte());
        let pipe = StatementKind::Pipeline(parts);
        if negated {
            StatementKind::Not(Box::new(Statement { kind: pipe, start, end }))
        } else {
            pipe
        }
    }

    fn list(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let mut operator = None;
        let mut sides = Vec::new();
        let mut cursor = node.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            match child.kind() {
                "&&" | "||" => operator = Some(child.kind()),
                _ if is_statement(child) || child.kind() == "variable_assignments" => {
                    sides.push(self.statement(child, depth));
                }
                _ => {}
            }
            more = cursor.goto_next_sibling();
        }
        let mut sides = sides.into_iter();
        match (operator, sides.next(), sides.next(), sides.next()) {
            (Some("&&"), Some(left), Some(right), None) => {
                StatementKind::And(Box::new(left), Box::new(right))
            }
            (Some("||"), Some(left), Some(right), None) => {
                StatementKind::Or(Box::new(left), Box::new(right))
            }
            _ => StatementKind::Unread,
        }
    }

    fn branches(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let condition = |_: Node<'a>, field: Option<&str>| field == Some("condition");
        let body = |child: Node<'a>, field: Option<&str>| {
            field != Some("condition") && !matches!(child.kind(), "elif_clause" | "else_clause")
        };
        let mut branches =
            vec![(self.between(node, depth, condition), self.between(node, depth, body))];
        let mut otherwise = None;
        let mut cursor = node.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            match child.kind() {
                "elif_clause" => branches.push(self.elif(child, depth)),
                "else_clause" => otherwise = Some(self.body(child, depth)),
                _ => {}
            }
            more = cursor.goto_next_sibling();
        }
        StatementKind::If { branches, otherwise }
    }

    /// The grammar does not say where the condition of an `elif` ends; its `then` does.
    fn elif(&mut self, node: Node<'a>, depth: usize) -> (Vec<Statement>, Vec<Statement>) {
        let then = child_of_kind(node, "then").map_or(node.end_byte(), |then| then.start_byte());
        let condition = self.between(node, depth, |child, _| child.start_byte() < then);
        let body = self.between(node, depth, |child, _| child.start_byte() > then);
        (condition, body)
    }

    fn repeat(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        StatementKind::While {
            until: first_kind(node) == Some("until"),
            condition: self.between(node, depth, |_, field| field == Some("condition")),
            body: self.looped(node, depth),
        }
    }

    fn looped(&mut self, node: Node<'a>, depth: usize) -> Vec<Statement> {
        node.child_by_field_name("body").map(|body| self.body(body, depth)).unwrap_or_default()
    }

    fn each(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let variable = node.child_by_field_name("variable");
        let variable = variable.and_then(|name| self.script.get(name.byte_range()));
        let has_list = child_of_kind(node, "in").is_some();
        let mut words = Vec::new();
        let mut cursor = node.walk();
        let values: Vec<Node<'a>> = node.children_by_field_name("value", &mut cursor).collect();
        for value in values {
            words.push(self.words.resolve(value));
        }
        StatementKind::For {
            variable: variable.unwrap_or_default().to_owned(),
            words: has_list.then_some(words),
            body: self.looped(node, depth),
        }
    }

    fn case(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let Some(value) = node.child_by_field_name("value") else { return StatementKind::Unread };
        let value = self.words.resolve(value);
        let mut arms = Vec::new();
        let mut cursor = node.walk();
        let items: Vec<Node<'a>> =
            node.named_children(&mut cursor).filter(|item| item.kind() == "case_item").collect();
        for item in items {
            let mut cursor = item.walk();
            let patterns: Vec<Node<'a>> =
                item.children_by_field_name("value", &mut cursor).collect();
            let patterns =
                patterns.into_iter().map(|pattern| self.words.resolve(pattern)).collect();
            let body = self.between(item, depth, |_, field| field != Some("value"));
            arms.push((patterns, body));
        }
        StatementKind::Case { value, arms }
    }

    fn function(&mut self, node: Node<'a>, depth: usize) -> StatementKind {
        let name = node.child_by_field_name("name");
        let name = name.and_then(|name| self.script.get(name.byte_range())).unwrap_or_default();
        match node.child_by_field_name("body") {
            Some(body) => StatementKind::Function {
                name: name.to_owned(),
                body: Box::new(self.statement(body, depth)),
            },
            None => StatementKind::Unread,
        }
    }
}

/// The grammar takes `! {` for a command: then what follows is not what it seems.
fn opens_nothing(command: &ShellCommand) -> bool {
    let first = command.words.first().map(|word| word.text.as_str());
    matches!(first, Some("{" | "}" | "then" | "fi" | "do" | "done" | "esac" | "else" | "elif"))
}

fn background(last: Statement) -> Statement {
    let (start, end) = (last.start, last.end);
    Statement { kind: StatementKind::Background(Box::new(last)), start, end }
}

fn first_kind<'a>(node: Node<'a>) -> Option<&'a str> {
    node.child(0).map(|child| child.kind())
}

fn child_of_kind<'a>(node: Node<'a>, kind: &str) -> Option<Node<'a>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

fn is_statement(node: Node<'_>) -> bool {
    node.is_error()
        || matches!(
            node.kind(),
            "command"
                | "declaration_command"
                | "unset_command"
                | "variable_assignment"
                | "redirected_statement"
                | "pipeline"
                | "list"
                | "negated_command"
                | "compound_statement"
                | "subshell"
                | "if_statement"
                | "while_statement"
                | "for_statement"
                | "c_style_for_statement"
                | "case_statement"
                | "function_definition"
                | "test_command"
        )
}

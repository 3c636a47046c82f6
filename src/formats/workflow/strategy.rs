//! `strategy:` and its matrix.

use super::model::{Matrix, OrExpr, Strategy, ValueList};
use super::reader::{WorkflowReader, lower_value, read_expression};
use crate::formats::yaml::NodeRef;
use crate::span::Spanned;

impl WorkflowReader<'_> {
    pub(super) fn strategy(&mut self, node: NodeRef<'_>) -> Option<Strategy> {
        let mut strategy = Strategy { matrix: None, fail_fast: None, max_parallel: None };
        for (key, name, value) in self.map_or_expression(node, "strategy") {
            match name {
                "matrix" => strategy.matrix = self.matrix(value),
                "fail-fast" => strategy.fail_fast = self.boolean(value, name),
                "max-parallel" => strategy.max_parallel = self.number(value, name),
                _ => self.unknown(key, &["matrix", "fail-fast", "max-parallel"]),
            }
        }
        if let Some(text) = read_expression(node) {
            // the whole strategy is decided by the run, and with it the matrix
            strategy.matrix = Some(Spanned::new(Matrix::Expr(text.to_owned()), node.span()));
        }
        (node.is_map() || strategy.matrix.is_some()).then_some(strategy)
    }

    fn matrix(&mut self, node: NodeRef<'_>) -> Option<Spanned<Matrix>> {
        if let Some(text) = read_expression(node) {
            return Some(Spanned::new(Matrix::Expr(text.to_owned()), node.span()));
        }
        let mut axes = Vec::new();
        let mut include = None;
        let mut exclude = None;
        let mut has_axis = false;
        for (key, name, value) in self.map(node, "matrix") {
            match name {
                "include" => include = self.combinations(value, "matrix.include"),
                "exclude" => exclude = self.combinations(value, "matrix.exclude"),
                _ => {
                    has_axis = true;
                    // `${{ insert }}` brings axes that only the run knows
                    let list = match read_expression(key) {
                        Some(text) => {
                            Some(Spanned::new(OrExpr::Expr(text.to_owned()), value.span()))
                        }
                        None => self.values(value, &format!("matrix.{name}")),
                    };
                    if let (Some(name), Some(list)) = (key.spanned_text(), list) {
                        axes.push((name, list));
                    }
                }
            }
        }
        if !node.is_map() {
            return None;
        }
        let included = match &include {
            Some(Spanned { value: OrExpr::Literal(list), .. }) => !list.is_empty(),
            Some(_) => true,
            None => false,
        };
        if !has_axis && !included {
            self.problem(
                node.span(),
                "`matrix` has no axis and no `include`; expected at least one",
            );
        }
        Some(Spanned::new(Matrix::Axes { axes, include, exclude }, node.span()))
    }

    fn values(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<ValueList>> {
        if let Some(text) = read_expression(node) {
            return Some(Spanned::new(OrExpr::Expr(text.to_owned()), node.span()));
        }
        let Some(items) = node.items() else {
            self.wrong(node, what, "a list or an expression");
            return None;
        };
        let values: Vec<_> = items.map(lower_value).collect();
        if values.is_empty() {
            self.problem(
                node.span(),
                format!("`{what}` is an empty list; GitHub refuses an axis without values"),
            );
        }
        Some(Spanned::new(OrExpr::Literal(values), node.span()))
    }

    fn combinations(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<ValueList>> {
        if let Some(text) = read_expression(node) {
            return Some(Spanned::new(OrExpr::Expr(text.to_owned()), node.span()));
        }
        let Some(items) = node.items() else {
            self.wrong(node, what, "a list of maps or an expression");
            return None;
        };
        let mut values = Vec::new();
        for item in items {
            if item.entries().is_none() && read_expression(item).is_none() {
                self.wrong(item, what, "a map in each entry");
            }
            values.push(lower_value(item));
        }
        Some(Spanned::new(OrExpr::Literal(values), node.span()))
    }
}

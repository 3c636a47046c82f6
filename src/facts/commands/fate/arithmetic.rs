//! `(( ))` and `$(( ))`, as far as their numbers are known.

use super::state::ShellState;
use super::values::expand_text;
use super::variables::ShellValue;

/// Returns the value of an expression without side effects; `None` if only the run knows.
pub(super) fn value(text: &str, state: &ShellState) -> Option<i64> {
    let mut scratch = state.clone();
    evaluate(text, &mut scratch)
}

/// Returns whether the expression contains the exit code of the failure.
pub(super) fn mentions_failure(text: &str, state: &ShellState) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let tainted = |name: &str| state.variables.get(name).is_some_and(|value| value.tainted);
    expand_text(text, state).1 || text.split(|c| !is_name(c)).any(tainted)
}

/// Evaluates an expression with its assignments.
pub(super) fn evaluate(text: &str, state: &mut ShellState) -> Option<i64> {
    let mut last = Some(0);
    for part in text.split(',') {
        last = assign(part.trim(), state);
    }
    last
}

fn assign(text: &str, state: &mut ShellState) -> Option<i64> {
    for (mark, after) in [("++", true), ("--", true)] {
        let step = if mark == "++" { 1 } else { -1 };
        if let Some(name) = text.strip_suffix(mark).map(str::trim).filter(|name| is_name(name)) {
            let old = number(name, state);
            store(name, old.map(|old| old.wrapping_add(step)), false, state);
            return old.filter(|_| after);
        }
        if let Some(name) = text.strip_prefix(mark).map(str::trim).filter(|name| is_name(name)) {
            let new = number(name, state).map(|old| old.wrapping_add(step));
            store(name, new, false, state);
            return new;
        }
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
    let (name, rest) = text.split_at(end);
    let rest = rest.trim_start();
    if is_name(name) {
        for operator in ["+=", "-=", "*=", "|=", "="] {
            let Some(right) = rest.strip_prefix(operator).filter(|right| !right.starts_with('='))
            else {
                continue;
            };
            let right = assign(right.trim(), state);
            let old = if operator == "=" { Some(0) } else { number(name, state) };
            let new = old.zip(right).map(|(old, right)| match operator {
                "-=" => old.wrapping_sub(right),
                "*=" => old.wrapping_mul(right),
                "|=" => old | right,
                _ => old.wrapping_add(right),
            });
            let tainted = mentions_failure(text, state);
            store(name, new, tainted, state);
            return new;
        }
    }
    binary(text, state)
}

/// Binary operators, those that bind weakest first.
const LEVELS: [&[&str]; 6] =
    [&["||"], &["&&"], &["|"], &["==", "!=", "<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

fn binary(text: &str, state: &ShellState) -> Option<i64> {
    let text = text.trim();
    for operators in LEVELS {
        if let Some((at, operator)) = split(text, operators) {
            let left = binary(text.get(..at)?, state);
            let right = binary(text.get(at + operator.len()..)?, state);
            return match operator {
                "||" if left.is_some_and(|left| left != 0) => Some(1),
                "||" if right.is_some_and(|right| right != 0) => Some(1),
                "&&" if left == Some(0) || right == Some(0) => Some(0),
                _ => apply(operator, left?, right?),
            };
        }
    }
    unary(text, state)
}

/// Returns the last of these operators outside of parentheses.
fn split(text: &str, operators: &[&'static str]) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut depth = 0_i32;
    let mut found = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes.get(at) {
            Some(b'(' | b'{') => depth += 1,
            Some(b')' | b'}') => depth -= 1,
            _ if depth == 0 && text.is_char_boundary(at) => {
                let rest = text.get(at..).unwrap_or_default();
                let longest = ["||", "&&", "==", "!=", "<=", ">="];
                let whole = longest.iter().find(|operator| rest.starts_with(**operator));
                let fits = operators.iter().find(|operator| match whole {
                    Some(whole) => **operator == *whole,
                    None => rest.starts_with(**operator),
                });
                let before = text.get(..at).unwrap_or_default().trim_end();
                let is_sign = before.is_empty()
                    || before.ends_with(['+', '-', '*', '/', '%', '<', '>', '=', '|', '&', '!']);
                if let Some(operator) = fits.filter(|_| !is_sign) {
                    found = Some((at, *operator));
                }
                at += whole.map_or(0, |whole| whole.len() - 1);
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn apply(operator: &str, left: i64, right: i64) -> Option<i64> {
    Some(match operator {
        "||" => i64::from(left != 0 || right != 0),
        "&&" => i64::from(left != 0 && right != 0),
        "|" => left | right,
        "==" => i64::from(left == right),
        "!=" => i64::from(left != right),
        "<=" => i64::from(left <= right),
        ">=" => i64::from(left >= right),
        "<" => i64::from(left < right),
        ">" => i64::from(left > right),
        "+" => left.wrapping_add(right),
        "-" => left.wrapping_sub(right),
        "*" => left.wrapping_mul(right),
        "/" => left.checked_div(right)?,
        _ => left.checked_rem(right)?,
    })
}

fn unary(text: &str, state: &ShellState) -> Option<i64> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('!') {
        return unary(rest, state).map(|value| i64::from(value == 0));
    }
    if let Some(rest) = text.strip_prefix('-') {
        return unary(rest, state).map(i64::wrapping_neg);
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return binary(inner, state);
    }
    if is_name(text) {
        return number(text, state);
    }
    expand_text(text, state).0?.trim().parse().ok()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns the number in a variable; a variable that the script never sets may come from outside.
fn number(name: &str, state: &ShellState) -> Option<i64> {
    let text = expand_text(&format!("${{{name}}}"), state).0?;
    if text.trim().is_empty() { Some(0) } else { text.trim().parse().ok() }
}

fn store(name: &str, value: Option<i64>, tainted: bool, state: &mut ShellState) {
    let items = value.map(|value| vec![value.to_string()]);
    state.variables.set(name, ShellValue { items, tainted });
}

//! `[ ]`, `[[ ]]` and `test`, as far as their words are known.

use regex::RegexBuilder;

use super::state::ShellState;
use super::values::expand_text;

/// Decides the condition between the brackets. The second value says whether the condition compares
/// the exit code of the failure.
pub(super) fn decide(text: &str, state: &ShellState) -> (Option<bool>, bool) {
    let tokens = tokens(text);
    let tainted = tokens.iter().any(|token| expand_text(&token.text, state).1);
    (or(&tokens, state), tainted)
}

/// A word with whether it was quoted: a quoted operator is a plain word.
struct TestToken {
    text: String,
    quoted: bool,
    /// Whether the word is in `'...'`, where nothing is expanded.
    raw: bool,
}

impl TestToken {
    fn is(&self, operator: &str) -> bool {
        !self.quoted && self.text == operator
    }
}

fn tokens(text: &str) -> Vec<TestToken> {
    let mut tokens = Vec::new();
    let mut current: Option<TestToken> = None;
    let mut quote = None;
    let mut depth = 0_usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let open = || TestToken { text: String::new(), quoted: false, raw: false };
        match (quote, c) {
            (Some(mark), _) if c == mark && depth == 0 => quote = None,
            (Some('"'), '\\') => current.get_or_insert_with(open).text.extend(chars.next()),
            (None, '\'' | '"') if depth == 0 => {
                quote = Some(c);
                let token = current.get_or_insert_with(open);
                token.quoted = true;
                token.raw |= c == '\'';
            }
            (None, '\\') => current.get_or_insert_with(open).text.extend(chars.next()),
            (None, c) if c.is_whitespace() && depth == 0 => tokens.extend(current.take()),
            _ => {
                match c {
                    '(' | '{'
                        if current
                            .as_ref()
                            .is_some_and(|token| token.text.ends_with(['$', '(', '{']))
                            || depth > 0 =>
                    {
                        depth += 1;
                    }
                    ')' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                current.get_or_insert_with(open).text.push(c);
            }
        }
    }
    tokens.extend(current);
    tokens
}

fn or(tokens: &[TestToken], state: &ShellState) -> Option<bool> {
    let sides = tokens.split(|token| token.is("||") || token.is("-o"));
    let sides: Vec<Option<bool>> = sides.map(|side| and(side, state)).collect();
    if sides.contains(&Some(true)) {
        Some(true)
    } else if sides.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn and(tokens: &[TestToken], state: &ShellState) -> Option<bool> {
    let sides = tokens.split(|token| token.is("&&") || token.is("-a"));
    let sides: Vec<Option<bool>> = sides.map(|side| one(side, state)).collect();
    if sides.contains(&Some(false)) {
        Some(false)
    } else if sides.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn one(tokens: &[TestToken], state: &ShellState) -> Option<bool> {
    let known = |token: &TestToken| {
        if token.raw { Some(token.text.clone()) } else { expand_text(&token.text, state).0 }
    };
    match tokens {
        [not, rest @ ..] if not.is("!") && !rest.is_empty() => one(rest, state).map(|value| !value),
        [word] => known(word).map(|text| !text.is_empty()),
        [operator, word] => match operator.text.as_str() {
            "-n" => known(word).map(|text| !text.is_empty()),
            "-z" => known(word).map(|text| text.is_empty()),
            _ => None,
        },
        [left, operator, right] => {
            compare(&known(left)?, operator.text.as_str(), &known(right)?, right.quoted)
        }
        _ => None,
    }
}

fn compare(left: &str, operator: &str, right: &str, quoted: bool) -> Option<bool> {
    let numbers = || Some((left.trim().parse::<i64>().ok()?, right.trim().parse::<i64>().ok()?));
    let is_pattern = !quoted && right.contains(['*', '?', '[']);
    let is_glob = is_pattern && !right.contains(['[', '\\', '(']);
    match operator {
        "=~" if quoted => Some(left.contains(right)),
        "=~" => Some(RegexBuilder::new(right).size_limit(1 << 20).build().ok()?.is_match(left)),
        "=" | "==" if is_glob => Some(glob(right, left)),
        "!=" if is_glob => Some(!glob(right, left)),
        "=" | "==" if !is_pattern => Some(left == right),
        "!=" if !is_pattern => Some(left != right),
        "-eq" => numbers().map(|(left, right)| left == right),
        "-ne" => numbers().map(|(left, right)| left != right),
        "-lt" => numbers().map(|(left, right)| left < right),
        "-le" => numbers().map(|(left, right)| left <= right),
        "-gt" => numbers().map(|(left, right)| left > right),
        "-ge" => numbers().map(|(left, right)| left >= right),
        _ => None,
    }
}

/// Returns whether a pattern with `*` and `?` matches, as in the shell.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(&c) if c == '?' || text.get(from) == Some(&c) => {
                at += 1;
                from += 1;
            }
            _ => match &mut star {
                Some((after, matched)) => {
                    *matched += 1;
                    (at, from) = (*after + 1, *matched);
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).is_none_or(|rest| rest.iter().all(|c| *c == '*'))
}

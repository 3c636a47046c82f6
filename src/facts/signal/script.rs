//! A look at a shell script that asks one thing: does it surely end with a failure?
//!
//! Statements are followed line by line, with `if` branches whose tests compare known words; loops, cases,
//! functions, pipes and substitutions are not followed. An `exit 0` that may be reached, a `trap` or an
//! `exec` ends the hope for a sure failure, so that a mistake here is a finding too many, never one too
//! few.

use std::collections::BTreeMap;

/// Stands for a value that only the run has.
pub(super) const UNKNOWN: &str = "$_UNKNOWN_";

/// A script being followed.
pub(super) struct Script {
    variables: BTreeMap<String, Option<String>>,
    stops_at_errors: bool,
    /// Whether each enclosing block is entered, and how it ends.
    blocks: Vec<Block>,
}

struct Block {
    end: &'static str,
    /// This branch is taken.
    taken: Option<bool>,
    /// This branch or one before it is taken.
    any: Option<bool>,
}

/// How following a statement ended.
enum Step {
    /// With this status, true for zero; the last flag says that `errexit` looks at it.
    Status(Option<bool>, bool),
    /// The script fails here.
    Fails,
    /// The script may end well here, or do what cannot be followed.
    GivesUp,
}

impl Script {
    pub(super) fn new(stops_at_errors: bool) -> Self {
        Self { variables: BTreeMap::new(), stops_at_errors, blocks: Vec::new() }
    }

    /// Sets a variable, to `None` where only the run knows it.
    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        self.variables.insert(name.to_owned(), value);
    }

    /// Whether the script surely fails.
    pub(super) fn fails(&mut self, text: &str) -> bool {
        let mut failed = None;
        for statement in statements(text) {
            match self.follow(&statement) {
                Step::Fails => return true,
                Step::GivesUp => return false,
                Step::Status(status, checked) => {
                    failed = and(self.reached(), negate(status));
                    if checked && self.stops_at_errors && failed == Some(true) {
                        return true;
                    }
                }
            }
        }
        self.blocks.is_empty() && failed == Some(true)
    }

    /// Whether the current place is reached.
    fn reached(&self) -> Option<bool> {
        all(self.blocks.iter().map(|block| block.taken))
    }

    fn follow(&mut self, statement: &str) -> Step {
        let statement = statement.trim();
        let (first, rest) = statement.split_once(char::is_whitespace).unwrap_or((statement, ""));
        match first {
            "then" | "do" if rest.is_empty() => Step::Status(None, false),
            "then" | "do" => self.follow(rest),
            _ if is_torn(statement) && !self.blocks.iter().any(|block| block.end == "esac") => {
                Step::GivesUp
            }
            "if" => {
                let taken = self.truth(rest);
                self.blocks.push(Block { end: "fi", taken, any: taken });
                Step::Status(None, false)
            }
            "elif" => {
                let truth = self.truth(rest);
                self.branch(truth)
            }
            "else" => match self.branch(Some(true)) {
                Step::Status(..) if !rest.is_empty() => self.follow(rest),
                other => other,
            },
            "{" => {
                self.blocks.push(Block { end: "}", taken: Some(true), any: None });
                self.follow(rest)
            }
            "for" | "while" | "until" | "select" => self.enter("done"),
            "case" => self.enter("esac"),
            "function" => self.enter("}"),
            "fi" | "done" | "esac" | "}" => match self.blocks.pop() {
                // What follows on the line (`} || true`) could take the failure back.
                Some(block) if block.end == first && rest.is_empty() => Step::Status(None, false),
                _ => Step::GivesUp,
            },
            "exit()" | "set()" | "false()" | "test()" => Step::GivesUp,
            _ if first.ends_with("()") || rest.starts_with("()") => self.enter("}"),
            _ => self.list(statement),
        }
    }

    /// Enters a block that may run or not; its loop variable may be anything.
    fn enter(&mut self, end: &'static str) -> Step {
        self.variables.clear();
        self.blocks.push(Block { end, taken: None, any: None });
        Step::Status(None, false)
    }

    fn branch(&mut self, truth: Option<bool>) -> Step {
        let Some(block) = self.blocks.last_mut().filter(|block| block.end == "fi") else {
            return Step::GivesUp;
        };
        block.taken = and(negate(block.any), truth);
        block.any = or(block.any, truth);
        Step::Status(None, false)
    }

    /// Commands joined by `&&` and `||`.
    fn list(&mut self, statement: &str) -> Step {
        let mut status = Some(true);
        let mut ran = Some(true);
        for (operator, part) in split_list(statement) {
            ran = match operator {
                "&&" => status,
                "||" => negate(status),
                _ => Some(true),
            };
            if let Some(inside) = part.strip_prefix("{ ") {
                self.blocks.push(Block { end: "}", taken: ran, any: None });
                return self.follow(inside);
            }
            let own = match self.command(part, and(self.reached(), ran)) {
                Step::Status(own, _) => own,
                other => return other,
            };
            status = match (operator, ran) {
                (_, Some(true)) => own,
                (_, Some(false)) => status,
                ("&&", None) => own.filter(|own| !own),
                (_, None) => own.filter(|own| *own),
            };
        }
        // `errexit` looks only at the last command of a list, and not behind `!`.
        Step::Status(status, ran == Some(true) && !statement.starts_with('!'))
    }

    fn command(&mut self, part: &str, reached: Option<bool>) -> Step {
        let words = words(part);
        let first = words.first().map_or("", String::as_str);
        if words.iter().any(|word| word == "|" || word == "&") {
            return Step::Status(None, false);
        }
        match first {
            "exit" | "return" if reached != Some(false) => {
                let code = words.get(1).and_then(|word| self.resolve(word));
                let fails =
                    code.and_then(|code| code.parse::<i64>().ok()).map(|code| code % 256 != 0);
                match (fails, reached) {
                    (Some(true), Some(true)) => Step::Fails,
                    (Some(true), _) => Step::Status(None, false),
                    _ => Step::GivesUp,
                }
            }
            "trap" | "exec" | "." | "source" | "eval" if reached != Some(false) => Step::GivesUp,
            "set" => {
                let lax = |word: &String| word.starts_with('+') && word.contains(['e', 'o']);
                self.stops_at_errors &= !words.iter().any(lax);
                Step::Status(Some(true), false)
            }
            "export" | "declare" | "local" | "readonly" | "typeset" | "read" | "unset" | "let"
            | "mapfile" | "readarray" | "getopts" => {
                self.variables.clear();
                Step::Status(None, true)
            }
            _ => {
                self.assign(first, words.len() == 1, reached);
                Step::Status(self.truth_of_command(&words), true)
            }
        }
    }

    fn assign(&mut self, word: &str, alone: bool, reached: Option<bool>) {
        if word.starts_with("((") || word == "printf" {
            self.variables.clear();
        }
        let Some((name, value)) = word.split_once('=') else { return };
        if !alone || reached == Some(false) {
            return;
        }
        let value = value.trim_matches('"');
        let sure = reached == Some(true) && !name.ends_with('+');
        let value = self.resolve(value).filter(|_| sure);
        self.set(name.trim_end_matches('+'), value);
    }

    /// The truth of a condition: tests joined by `&&`, `||` and `!`.
    fn truth(&self, condition: &str) -> Option<bool> {
        let mut truth = Some(true);
        for (operator, part) in split_list(condition) {
            let own = self.truth_of_command(&words(part));
            truth = match operator {
                "&&" => and(truth, own),
                "||" => or(truth, own),
                _ => own,
            };
        }
        truth
    }

    fn truth_of_command(&self, words: &[String]) -> Option<bool> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["!", rest @ ..] => {
                let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
                negate(self.truth_of_command(&rest))
            }
            ["true" | ":" | "echo" | "printf", ..] => Some(true),
            ["false"] => Some(false),
            ["[", test @ .., "]"] | ["test", test @ ..] => self.test(test),
            ["[[", test @ .., "]]"] => {
                let mut truth = Some(false);
                for side in test.split(|word| *word == "||") {
                    let both = side.split(|word| *word == "&&");
                    truth = or(truth, all(both.map(|one| self.test(one))));
                }
                truth
            }
            _ => None,
        }
    }

    fn test(&self, words: &[&str]) -> Option<bool> {
        match words {
            ["!", rest @ ..] => negate(self.test(rest)),
            [left, "=" | "==" | "-eq", right] => self.equal(left, right),
            [left, "!=" | "-ne", right] => negate(self.equal(left, right)),
            ["-n", word] => self.resolve(word).map(|word| !word.is_empty()),
            ["-z", word] => self.resolve(word).map(|word| word.is_empty()),
            _ => None,
        }
    }

    fn equal(&self, left: &str, right: &str) -> Option<bool> {
        // A pattern (`fail*`) is not compared letter for letter.
        if right.contains(['*', '?', '[']) {
            return None;
        }
        Some(self.resolve(left)? == self.resolve(right)?)
    }

    /// A word after its one possible expansion; `None` where the run decides.
    fn resolve(&self, word: &str) -> Option<String> {
        let Some(name) = word.strip_prefix('$') else {
            return (!word.contains(['$', '`'])).then(|| word.to_owned());
        };
        let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
        self.variables.get(name).cloned().flatten()
    }
}

fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut sure = true;
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            Some(true) => {}
            None => sure = false,
        }
    }
    sure.then_some(true)
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    negate(or(negate(a), negate(b)))
}

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn negate(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

/// The statements of a script: cut at line ends and `;` outside of quotes, comments left out, continued
/// lines joined. A here-document ends the reading, for its lines are no commands.
fn statements(text: &str) -> Vec<String> {
    let text = text.replace("\\\n", " ");
    let mut statements = vec![String::new()];
    let mut quote = None;
    let mut comment = false;
    let mut previous = '\n';
    for char in text.chars() {
        if comment && char != '\n' {
            continue;
        }
        comment = false;
        match (quote, char) {
            (Some(open), _) if char == open && (open == '\'' || previous != '\\') => quote = None,
            (None, '\'' | '"') if previous != '\\' => quote = Some(char),
            (None, '#') if previous.is_whitespace() || previous == ';' => comment = true,
            (None, '\n' | ';') => {
                statements.push(String::new());
                previous = char;
                continue;
            }
            _ => {}
        }
        if !comment && let Some(statement) = statements.last_mut() {
            statement.push(char);
        }
        previous = char;
    }
    statements.retain(|statement| !statement.trim().is_empty());
    let here = statements.iter().position(|statement| statement.contains("<<"));
    if let Some(here) = here {
        statements.truncate(here);
        // What stands behind it is unknown, so nothing is sure any more.
        statements.push("exit".to_owned());
    }
    statements
}

/// Whether a statement opens or closes a parenthesis of a longer construct (a subshell, a substitution).
fn is_torn(statement: &str) -> bool {
    statement.matches('(').count() != statement.matches(')').count()
        || statement.matches('`').count() % 2 == 1
}

/// Cuts a statement at `&&` and `||` outside of quotes and of `[[ ]]`; each part with what stands before.
fn split_list(statement: &str) -> Vec<(&'static str, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut operator) = (0, "");
    let (mut quote, mut in_test) = (None, false);
    for (at, char) in statement.char_indices() {
        let here = statement.get(at..).unwrap_or_default();
        match (quote, char) {
            (Some(open), _) if char == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(char),
            (None, _) if here.starts_with("[[ ") => in_test = true,
            (None, _) if here.starts_with(" ]]") => in_test = false,
            (None, '&' | '|') if !in_test && at >= start => {
                let next = ["&&", "||"].into_iter().find(|next| here.starts_with(next));
                if let Some(next) = next {
                    parts.push((operator, statement.get(start..at).unwrap_or_default().trim()));
                    (start, operator) = (at + 2, next);
                }
            }
            _ => {}
        }
    }
    parts.push((operator, statement.get(start..).unwrap_or_default().trim()));
    parts
}

/// The words of a command without their quotes; a word with quotes inside of it, and a substitution with
/// blanks, is left in pieces that no test recognises.
fn words(part: &str) -> Vec<String> {
    part.split_whitespace()
        .map(|word| {
            let inner = |quote| word.strip_prefix(quote).and_then(|word| word.strip_suffix(quote));
            if let Some(literal) = inner('\'') {
                // A `$` in single quotes is no variable.
                return if literal.contains('$') { UNKNOWN.to_owned() } else { literal.to_owned() };
            }
            inner('"').unwrap_or(word).to_owned()
        })
        .collect()
}

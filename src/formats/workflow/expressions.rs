//! Syntax of `${{ }}` in every scalar and of `if:`. What a name means is not looked at here.

use super::reader::WorkflowReader;
use crate::formats::expr::check_syntax;
use crate::formats::expr::template::condition_text;
use crate::formats::yaml::NodeRef;
use crate::formats::yaml::node::Scalar;
use crate::span::Spanned;

const OPEN: &str = "${{";

/// Characters of an expression. Source: `actions/runner`, `ExpressionConstants.cs`, `MaxLength`.
const LONGEST: usize = 21_000;

/// Why a text cannot be read.
enum ExpressionFault {
    NotClosed,
    Empty,
    TooLong,
    Directive,
    Syntax(String),
}

impl WorkflowReader<'_> {
    /// `if:` as written, its syntax checked.
    pub(super) fn condition(&mut self, node: NodeRef<'_>) -> Option<Spanned<String>> {
        let mut text = self.text(node, "if")?;
        // `False` is the boolean, whatever its spelling.
        if let Some(Scalar::Bool(value)) = node.scalar() {
            text.value = value.to_string();
        }
        // What holds `${{` is checked with all other scalars; a string in it is the condition.
        let condition = condition_text(&text.value);
        if matches!(node.scalar(), Some(Scalar::String(_)))
            && (!condition.contains(OPEN) || condition != text.value)
            && !condition.trim().is_empty()
            && let Err(fault) = parse(condition.trim())
        {
            self.fault(node, &text.value, &fault);
        }
        Some(text)
    }

    /// Checks every scalar below a node, keys included.
    pub(super) fn expressions(&mut self, node: NodeRef<'_>) {
        if let Some(items) = node.items() {
            items.for_each(|item| self.expressions(item));
        } else if let Some(entries) = node.entries() {
            for (key, value) in entries {
                self.expressions(key);
                self.expressions(value);
            }
        } else if let Some(text) = node.text()
            && text.contains(OPEN)
            && let Err(fault) = check(text)
        {
            self.fault(node, text, &fault);
        }
    }

    fn fault(&mut self, node: NodeRef<'_>, text: &str, fault: &ExpressionFault) {
        let message = match fault {
            ExpressionFault::NotClosed => "`${{` is not closed; expected `}}` after it".to_owned(),
            ExpressionFault::Empty => "`${{ }}` is empty; expected an expression".to_owned(),
            ExpressionFault::TooLong => format!(
                "text with expressions is longer than the {LONGEST} characters that GitHub takes"
            ),
            ExpressionFault::Directive => {
                "`${{ insert }}` stands among other text; expected it alone, as a key".to_owned()
            }
            ExpressionFault::Syntax(why) => format!("an expression cannot be read: {why}"),
        };
        let problem = self.problem(node.span(), message);
        if matches!(fault, ExpressionFault::Syntax(_)) && text.contains('"') {
            problem.help = Some("write text in expressions in single quotes".to_owned());
        }
    }
}

/// Every `${{ }}` of a text, found as GitHub finds them (`actions/runner`, `TemplateReader.cs`,
/// `ParseScalar`): `}}` inside single quotes does not close.
fn check(text: &str) -> Result<(), ExpressionFault> {
    let mut rest = text;
    let mut format = FormatLength::default();
    while let Some((before, after)) = rest.split_once(OPEN) {
        let end = closing(after).ok_or(ExpressionFault::NotClosed)?;
        let inside = after.get(..end).unwrap_or_default().trim();
        if inside.is_empty() {
            return Err(ExpressionFault::Empty);
        }
        rest = after.get(end + 2..).unwrap_or_default();
        format.literal(before);
        format.expression(inside);
        if inside != "insert" {
            parse(inside)?;
        } else if !(text.starts_with(OPEN) && rest.is_empty()) || text.matches(OPEN).count() > 1 {
            return Err(ExpressionFault::Directive);
        }
    }
    format.literal(rest);
    if format.total() > LONGEST { Err(ExpressionFault::TooLong) } else { Ok(()) }
}

/// The length of what GitHub makes of text with expressions: `format('text {0}', expression)`.
#[derive(Default)]
struct FormatLength {
    length: usize,
    expressions: usize,
    literal: bool,
}

impl FormatLength {
    fn literal(&mut self, text: &str) {
        let doubled = text.matches(['\'', '{', '}']).count();
        self.length += text.encode_utf16().count() + doubled;
        self.literal |= !text.is_empty();
    }

    fn expression(&mut self, text: &str) {
        self.length += text.encode_utf16().count();
        self.expressions += 1;
    }

    fn total(&self) -> usize {
        if self.expressions == 1 && !self.literal {
            return self.length;
        }
        let placeholders: usize =
            (0..self.expressions).map(|index| index.to_string().len() + "{}, ".len()).sum();
        self.length + placeholders + "format('')".len()
    }
}

/// Byte offset of the `}}` that closes.
fn closing(text: &str) -> Option<usize> {
    let mut in_string = false;
    let mut before = None;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\'' {
            in_string = !in_string;
        } else if !in_string && byte == b'}' && before == Some(b'}') {
            return Some(at - 1);
        }
        before = Some(byte);
    }
    None
}

fn parse(expression: &str) -> Result<(), ExpressionFault> {
    check_syntax(expression).map_err(|error| ExpressionFault::Syntax(error.message))
}

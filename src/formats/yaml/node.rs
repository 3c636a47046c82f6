//! Nodes of a YAML tree, and the limits that GitHub sets.

use crate::span::Span;

/// Limits of one document. Source: `actions/runner`, `ParseOptions.cs`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nesting.
    pub depth: usize,
    /// Nodes after aliases are expanded, a map or a list counting twice, as GitHub counts its parse
    /// events.
    pub nodes: usize,
    /// Bytes of the file.
    pub bytes: usize,
    /// Who else reads the document.
    pub dialect: YamlDialect,
}

/// Who else reads a document, and so decides what is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlDialect {
    /// GitHub: keys are the same without regard to case, and tags are those of the core schema.
    GitHub,
    /// Any tool: keys are the same letter for letter, and a tag of its own makes a scalar a text.
    Tool,
}

impl Limits {
    /// A workflow's.
    pub const WORKFLOW: Self =
        Self { depth: 50, nodes: 50_000, bytes: 1 << 20, dialect: YamlDialect::GitHub };
    /// An action's.
    pub const ACTION: Self = Self { depth: 100, ..Self::WORKFLOW };
    /// That of another tool's settings.
    pub const SETTINGS: Self = Self { dialect: YamlDialect::Tool, ..Self::ACTION };
    /// The policy's: as a workflow's.
    pub const POLICY: Self = Self::WORKFLOW;
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Span,
    /// Byte range in the source, decoded to UTF-8 without BOM.
    pub(crate) bytes: (usize, usize),
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Scalar { text: String, style: Style, tagged_string: bool },
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bare.
    Plain,
    /// `'...'`.
    Single,
    /// `"..."`.
    Double,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

/// A scalar resolved by the YAML 1.2 core schema, as GitHub resolves it: `on`, `yes` and `1_000` are
/// strings, `010` is ten, quoted text is always a string.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Nothing, `~`, `null`.
    Null,
    /// `true|True|TRUE|false|False|FALSE`.
    Bool(bool),
    /// An integer or float, `0x`, `0o`, `.inf` and `.nan` included.
    Number(f64),
    /// Anything else.
    String(String),
}

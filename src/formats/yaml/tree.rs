//! The tree: nodes in an arena, aliases as shared ids, and a borrowed handle to walk it.

use super::keys::same_key;
use super::schema;
use crate::span::{Span, Spanned};

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
    pub dialect: Dialect,
}

/// Who else reads a document, and so decides what is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// GitHub: keys are the same without regard to case, and tags are those of the core schema.
    GitHub,
    /// Any tool: keys are the same letter for letter, and a tag of its own makes a scalar a text.
    Tool,
}

impl Limits {
    /// A workflow's.
    pub const WORKFLOW: Self =
        Self { depth: 50, nodes: 50_000, bytes: 1 << 20, dialect: Dialect::GitHub };
    /// An action's.
    pub const ACTION: Self = Self { depth: 100, ..Self::WORKFLOW };
    /// That of another tool's settings.
    pub const SETTINGS: Self = Self { dialect: Dialect::Tool, ..Self::ACTION };
    /// The policy's: as a workflow's.
    pub const POLICY: Self = Self::WORKFLOW;
}

/// A document.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// Byte range in the source, decoded to UTF-8 without BOM.
    pub(crate) bytes: (usize, usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
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

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    pub(crate) tree: &'t Tree,
    pub(crate) id: usize,
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

impl Tree {
    /// The document's value.
    #[must_use]
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef { tree: self, id: self.root }
    }
}

impl<'t> NodeRef<'t> {
    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.id)
    }

    /// Where it is written; for an alias, where its anchor is.
    #[must_use]
    pub fn span(self) -> Span {
        self.node().map_or(Span::start_of_file(), |node| node.span)
    }

    /// Byte range in the source text.
    #[must_use]
    pub fn bytes(self) -> (usize, usize) {
        self.node().map_or((0, 0), |node| node.bytes)
    }

    /// The entries of a map, in the order of the file.
    #[must_use]
    pub fn entries(self) -> Option<impl Iterator<Item = (NodeRef<'t>, NodeRef<'t>)> + use<'t>> {
        let tree = self.tree;
        match &self.node()?.kind {
            Kind::Mapping(pairs) => Some(pairs.iter().map(move |&(key, value)| {
                (NodeRef { tree, id: key }, NodeRef { tree, id: value })
            })),
            _ => None,
        }
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        matches!(self.node().map(|node| &node.kind), Some(Kind::Mapping(_)))
    }

    /// The items of a sequence.
    #[must_use]
    pub fn items(self) -> Option<impl Iterator<Item = NodeRef<'t>> + use<'t>> {
        let tree = self.tree;
        match &self.node()?.kind {
            Kind::Sequence(items) => Some(items.iter().map(move |&id| NodeRef { tree, id })),
            _ => None,
        }
    }

    /// The text of a scalar as the parser resolved quotes and folds, whatever its type; empty where a
    /// value is absent.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        match &self.node()?.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// How a scalar is written.
    #[must_use]
    pub fn style(self) -> Option<Style> {
        match self.node()?.kind {
            Kind::Scalar { style, .. } => Some(style),
            _ => None,
        }
    }

    /// The scalar, resolved.
    #[must_use]
    pub fn scalar(self) -> Option<Scalar> {
        match &self.node()?.kind {
            Kind::Scalar { text, style: Style::Plain, tagged_string: false } => {
                // a number that does not fit was refused when the tree was built
                Some(schema::resolve(text).unwrap_or_else(|_| Scalar::String(text.clone())))
            }
            Kind::Scalar { text, .. } => Some(Scalar::String(text.clone())),
            _ => None,
        }
    }

    /// Whether it is a scalar that stands for nothing: absent, `~` or `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(
            self.node().map(|node| &node.kind),
            Some(Kind::Scalar { text, style: Style::Plain, tagged_string: false })
                if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
        )
    }

    /// The text of a scalar with its place.
    #[must_use]
    pub fn spanned_text(self) -> Option<Spanned<String>> {
        Some(Spanned::new(self.text()?.to_owned(), self.span()))
    }

    /// The value of a key, compared as GitHub does, without case.
    #[must_use]
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.entries()?
            .find(|(name, _)| name.text().is_some_and(|text| same_key(text, key)))
            .map(|(_, value)| value)
    }

    /// What it is, for messages: `a map`, `a list`, `text`, `a number`, `nothing`.
    #[must_use]
    pub fn kind_name(self) -> &'static str {
        match self.node().map(|node| &node.kind) {
            Some(Kind::Mapping(_)) => "a map",
            Some(Kind::Sequence(_)) => "a list",
            Some(Kind::Scalar { .. }) => match self.scalar() {
                Some(Scalar::Null) => "nothing",
                Some(Scalar::Bool(_)) => "true or false",
                Some(Scalar::Number(_)) => "a number",
                Some(Scalar::String(_)) | None => "text",
            },
            None => "nothing",
        }
    }
}

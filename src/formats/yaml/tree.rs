//! The tree: nodes in an arena, aliases as shared ids, and a borrowed handle to walk it.

use super::keys::same_key;
use super::schema;
use crate::formats::yaml::node::{Node, NodeKind, Scalar, Style};
use crate::span::{Span, Spanned};

/// A document.
#[derive(Clone, Debug)]
pub struct YamlTree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: usize,
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    pub(crate) tree: &'t YamlTree,
    pub(crate) id: usize,
}

impl YamlTree {
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
            NodeKind::Mapping(pairs) => Some(pairs.iter().map(move |&(key, value)| {
                (NodeRef { tree, id: key }, NodeRef { tree, id: value })
            })),
            _ => None,
        }
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        matches!(self.node().map(|node| &node.kind), Some(NodeKind::Mapping(_)))
    }

    /// The items of a sequence.
    #[must_use]
    pub fn items(self) -> Option<impl Iterator<Item = NodeRef<'t>> + use<'t>> {
        let tree = self.tree;
        match &self.node()?.kind {
            NodeKind::Sequence(items) => Some(items.iter().map(move |&id| NodeRef { tree, id })),
            _ => None,
        }
    }

    /// The text of a scalar as the parser resolved quotes and folds, whatever its type; empty where a
    /// value is absent.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        match &self.node()?.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// How a scalar is written.
    #[must_use]
    pub fn style(self) -> Option<Style> {
        match self.node()?.kind {
            NodeKind::Scalar { style, .. } => Some(style),
            _ => None,
        }
    }

    /// The scalar, resolved.
    #[must_use]
    pub fn scalar(self) -> Option<Scalar> {
        match &self.node()?.kind {
            NodeKind::Scalar { text, style: Style::Plain, tagged_string: false } => {
                // a number that does not fit was refused when the tree was built
                Some(schema::resolve(text).unwrap_or_else(|_| Scalar::String(text.clone())))
            }
            NodeKind::Scalar { text, .. } => Some(Scalar::String(text.clone())),
            _ => None,
        }
    }

    /// Whether it is a scalar that stands for nothing: absent, `~` or `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(
            self.node().map(|node| &node.kind),
            Some(NodeKind::Scalar { text, style: Style::Plain, tagged_string: false })
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
            Some(NodeKind::Mapping(_)) => "a map",
            Some(NodeKind::Sequence(_)) => "a list",
            Some(NodeKind::Scalar { .. }) => match self.scalar() {
                Some(Scalar::Null) => "nothing",
                Some(Scalar::Bool(_)) => "true or false",
                Some(Scalar::Number(_)) => "a number",
                Some(Scalar::String(_)) | None => "text",
            },
            None => "nothing",
        }
    }
}

//! From parser events to the tree, with every limit counted on the way.

use std::borrow::Cow;

use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, Span as Range, Tag};

use super::node::{Limits, Node, NodeKind, Style, YamlDialect};
use super::syntax::{self, find_position};
use super::tree::YamlTree;
use super::{keys, schema, tags};
use crate::formats::problem::Problem;
use crate::span::Span;

/// Most text after aliases are expanded, in UTF-16 bytes. Source: `actions/runner`,
/// `ParseOptions.cs`, `MaxResultSize`.
const EXPANDED_BYTES: usize = 10 << 20;

/// Stream and document, start and end: GitHub counts them among the nodes.
const FRAME_NODES: usize = 4;

/// The tree of a text, `None` when there is none or when a limit forbids to walk it.
pub(super) fn tree(text: &str, limits: Limits, problems: &mut Vec<Problem>) -> Option<YamlTree> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = limits.depth.saturating_add(16);
    options.block_nesting_limit = limits.depth.saturating_add(16);
    let mut builder = TreeBuilder::new(text, limits);
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, range)) => builder.take(event, &range),
            Err(error) => Err(syntax::problem(&error, text, limits)),
        };
        if let Err(problem) = step {
            // a refused character often breaks the syntax too; one message for it is enough
            if !problems.iter().any(|known| known.span.line == problem.span.line) {
                problems.push(problem);
            }
            problems.append(&mut builder.problems);
            return None;
        }
    }
    problems.append(&mut builder.problems);
    builder.finish(problems)
}

/// What a node counts for wherever an alias puts it.
#[derive(Clone, Copy, Default)]
struct ExpandedSize {
    /// Events, as GitHub counts nodes: one for a scalar, two for a map or list and its content.
    nodes: usize,
    /// Levels of maps and lists.
    height: usize,
    /// UTF-16 bytes of text.
    text: usize,
}

/// A map or list whose end has not come yet.
struct Open {
    id: usize,
    weight: ExpandedSize,
    /// The key that waits for its value: `Some(None)` for a key that was refused.
    key: Option<Option<usize>>,
    flow: bool,
}

struct TreeBuilder<'t> {
    text: &'t str,
    limits: Limits,
    nodes: Vec<Node>,
    /// By node id; complete nodes only.
    weights: Vec<ExpandedSize>,
    /// By anchor id.
    anchors: Vec<Option<usize>>,
    open: Vec<Open>,
    root: Option<usize>,
    documents: usize,
    /// The end of the last thing that is not blank.
    end: (u32, u32, usize),
    problems: Vec<Problem>,
}

impl<'t> TreeBuilder<'t> {
    fn new(text: &'t str, limits: Limits) -> Self {
        Self {
            text,
            limits,
            nodes: Vec::with_capacity(text.len() / 16),
            weights: Vec::with_capacity(text.len() / 16),
            anchors: Vec::new(),
            open: Vec::new(),
            root: None,
            documents: 0,
            end: (1, 1, 0),
            problems: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, range: &Range) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let (line, column) = find_position(&range.start);
                    return Err(Problem::new(
                        Span::point(line, column),
                        "a second document starts here; expected exactly one in a file",
                    )
                    .help("remove the `---` and what follows, or move it to a file of its own"));
                }
            }
            Event::Alias(anchor) => {
                let span = self.span(range, false);
                let Some(&Some(id)) = self.anchors.get(anchor) else {
                    return Err(Problem::new(
                        span,
                        "the alias names an anchor that is not defined",
                    ));
                };
                if self.open.iter().any(|open| open.id == id) {
                    return Err(Problem::new(
                        span,
                        "the alias stands inside the value it names, which never ends",
                    )
                    .related(
                        self.nodes.get(id).map_or(span, |node| node.span),
                        "the value starts here",
                    ));
                }
                let weight = self.weights.get(id).copied().unwrap_or_default();
                self.put(id, weight, span)?;
            }
            Event::Scalar(text, style, anchor, tag) => {
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let span = self.span(range, block);
                let style = style_of(style);
                self.scalar(text, style, tag.as_deref(), span, range, anchor)?;
            }
            Event::SequenceStart(style, anchor, _) => {
                let flow = style == granit_parser::StructureStyle::Flow;
                self.start(NodeKind::Sequence(Vec::new()), range, anchor, flow)?;
            }
            Event::MappingStart(style, anchor, _) => {
                let flow = style == granit_parser::StructureStyle::Flow;
                self.start(NodeKind::Mapping(Vec::new()), range, anchor, flow)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range)?,
            _ => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: Style,
        tag: Option<&Tag>,
        span: Span,
        range: &Range,
        anchor: usize,
    ) -> Result<(), Problem> {
        let bytes = range.byte_range().map_or((0, 0), |bytes| (bytes.start, bytes.end));
        // the parser reports nothing at all as `~`
        let absent = style == Style::Plain && bytes.0 == bytes.1;
        let text = if absent { String::new() } else { text.into_owned() };
        let mut tagged_string = false;
        if let Some(tag) = tag {
            tagged_string = tag.is_yaml_core_schema_tag("str");
            if self.limits.dialect == YamlDialect::Tool && tags::is_foreign(tag) {
                tagged_string = true;
            } else if let Some(problem) = tags::refused(tag, &text, style, span) {
                self.problems.push(problem);
            }
        }
        if style == Style::Plain && !tagged_string && schema::resolve(&text).is_err() {
            self.problems.push(
                Problem::new(span, format!("`{text}` is a number that does not fit in 32 bits"))
                    .help("put it in quotes if it is text"),
            );
        }
        self.refuse_tab(&span, bytes.0);
        let weight = ExpandedSize {
            nodes: 1,
            height: 0,
            text: text.encode_utf16().count().saturating_mul(2),
        };
        let id = self.add(NodeKind::Scalar { text, style, tagged_string }, span, bytes);
        if let Some(slot) = self.weights.get_mut(id) {
            *slot = weight;
        }
        self.anchor(anchor, id);
        self.put(id, weight, span)
    }

    /// A key of a block map that is indented with a tab: GitHub's parser takes spaces only.
    fn refuse_tab(&mut self, span: &Span, start: usize) {
        let is_key = self
            .open
            .last()
            .is_some_and(|open| !open.flow && open.key.is_none() && self.is_mapping(open.id));
        if !is_key {
            return;
        }
        let before = self.text.get(..start).unwrap_or_default();
        let indentation = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        if indentation.contains('\t') && indentation.trim().is_empty() {
            self.problems.push(syntax::tab(Span::new(span.line, 1, span.line, span.column)));
        }
    }

    fn is_mapping(&self, id: usize) -> bool {
        matches!(self.nodes.get(id).map(|node| &node.kind), Some(NodeKind::Mapping(_)))
    }

    fn add(&mut self, kind: NodeKind, span: Span, bytes: (usize, usize)) -> usize {
        self.nodes.push(Node { kind, span, bytes });
        self.weights.push(ExpandedSize::default());
        self.nodes.len() - 1
    }

    fn anchor(&mut self, anchor: usize, id: usize) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, None);
        }
        if let Some(slot) = self.anchors.get_mut(anchor) {
            *slot = Some(id);
        }
    }

    fn start(
        &mut self,
        kind: NodeKind,
        range: &Range,
        anchor: usize,
        flow: bool,
    ) -> Result<(), Problem> {
        let span = self.span(range, false);
        if self.open.len() >= self.limits.depth {
            return Err(syntax::too_deep(span, self.limits));
        }
        let bytes = range.byte_range().map_or((0, 0), |bytes| (bytes.start, bytes.end));
        let id = self.add(kind, span, bytes);
        self.anchor(anchor, id);
        self.open.push(Open {
            id,
            weight: ExpandedSize { nodes: 2, height: 1, text: 0 },
            key: None,
            flow,
        });
        Ok(())
    }

    fn close(&mut self, range: &Range) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        if open.flow {
            self.span(range, false);
        }
        let (line, column, byte) = self.end;
        let mut span = Span::start_of_file();
        if let Some(node) = self.nodes.get_mut(open.id) {
            // an empty block list ends where it starts
            if (line, column) > (node.span.line, node.span.column) {
                (node.span.end_line, node.span.end_column) = (line, column);
                node.bytes.1 = byte.max(node.bytes.0);
            }
            span = node.span;
        }
        if let Some(Node { kind: NodeKind::Mapping(pairs), .. }) = self.nodes.get(open.id) {
            keys::check(&self.nodes, pairs, self.limits.dialect, &mut self.problems);
        }
        if let Some(slot) = self.weights.get_mut(open.id) {
            *slot = open.weight;
        }
        self.put(open.id, open.weight, span)
    }

    /// Puts a complete node, or what an alias names, where it stands.
    fn put(&mut self, id: usize, weight: ExpandedSize, span: Span) -> Result<(), Problem> {
        let above = self.open.len();
        if above + weight.height > self.limits.depth {
            return Err(syntax::too_deep(span, self.limits));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(id);
            return self.within_limits(weight, span);
        };
        open.weight.nodes = open.weight.nodes.saturating_add(weight.nodes);
        open.weight.text = open.weight.text.saturating_add(weight.text);
        open.weight.height = open.weight.height.max(weight.height + 1);
        let total = open.weight;
        let parent = open.id;
        let scalar =
            matches!(self.nodes.get(id).map(|node| &node.kind), Some(NodeKind::Scalar { .. }));
        match self.nodes.get_mut(parent).map(|node| &mut node.kind) {
            Some(NodeKind::Sequence(items)) => items.push(id),
            Some(NodeKind::Mapping(pairs)) => match open.key.take() {
                Some(Some(key)) => pairs.push((key, id)),
                Some(None) => {}
                None if scalar => open.key = Some(Some(id)),
                None => {
                    open.key = Some(None);
                    self.problems
                        .push(Problem::new(span, "a map or a list cannot be a key; expected text"));
                }
            },
            _ => {}
        }
        self.within_limits(total, span)
    }

    fn within_limits(&self, weight: ExpandedSize, span: Span) -> Result<(), Problem> {
        if weight.nodes.saturating_add(FRAME_NODES) > self.limits.nodes {
            return Err(Problem::new(
                span,
                format!(
                    "after aliases are expanded, the file has more than {} nodes",
                    self.limits.nodes
                ),
            ));
        }
        if weight.text > EXPANDED_BYTES {
            return Err(Problem::new(
                span,
                format!(
                    "after aliases are expanded, the file has more than {EXPANDED_BYTES} bytes"
                ),
            ));
        }
        Ok(())
    }

    /// The parser's range as ours, and as the end of what was seen last. A block scalar ends with its
    /// last character that is not blank.
    fn span(&mut self, range: &Range, block: bool) -> Span {
        let (line, column) = find_position(&range.start);
        let start = range.start.byte_offset().unwrap_or_default();
        let end = if block { self.last_character(range) } else { end_of(&range.end) };
        let (end_line, end_column, byte) = end.max((line, column, start));
        self.end = self.end.max((end_line, end_column, byte));
        Span { line, column, end_line, end_column }
    }

    fn last_character(&self, range: &Range) -> (u32, u32, usize) {
        let Some(raw) = range.slice(self.text) else { return end_of(&range.end) };
        let kept = raw.trim_end_matches([' ', '\t', '\r', '\n']);
        let (line, column) = find_position(&range.start);
        let breaks = kept.matches('\n').count()
            + kept
                .match_indices('\r')
                .filter(|(at, _)| kept.as_bytes().get(at + 1) != Some(&b'\n'))
                .count();
        let last = kept.rsplit(['\n', '\r']).next().unwrap_or_default();
        let width = u32::try_from(last.chars().count()).unwrap_or(u32::MAX);
        let byte = range.start.byte_offset().unwrap_or_default() + kept.len();
        if breaks == 0 {
            (line, column.saturating_add(width), byte)
        } else {
            let lines = u32::try_from(breaks).unwrap_or(u32::MAX);
            (line.saturating_add(lines), width.saturating_add(1), byte)
        }
    }

    fn finish(self, problems: &mut Vec<Problem>) -> Option<YamlTree> {
        let Some(root) = self.root else {
            problems.push(Problem::new(
                Span::start_of_file(),
                "the file holds no YAML document; expected exactly one",
            ));
            return None;
        };
        Some(YamlTree { nodes: self.nodes, root })
    }
}

fn end_of(marker: &Marker) -> (u32, u32, usize) {
    let (line, column) = find_position(marker);
    (line, column, marker.byte_offset().unwrap_or_default())
}

const fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
        ScalarStyle::Plain => Style::Plain,
    }
}

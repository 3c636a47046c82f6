//! XML as a stream of tags and texts, for the reports of tests and coverage.
//!
//! Lenient where writers are sloppy (encodings, bare `&`, control characters, duplicate attributes,
//! unknown entities), strict where a verdict would suffer: a file that is cut off, that has no root,
//! two roots or text around its root is a problem with its place. A document type is skipped, its
//! entities are never expanded. Memory: one chunk, one event.

mod attributes;
mod source;

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use self::attributes::Attributes;
pub(crate) use self::attributes::{decode_value, push_reference};
use self::source::{SourcePlace, XmlSource};
use super::problem::Problem;
use crate::span::Span;

#[cfg(test)]
mod tests;

/// How deep elements may nest.
pub(crate) const DEEPEST: usize = 256;

/// An event buffer that grew beyond this is given back.
const KEPT_BUFFER: usize = 256 * 1024;

/// What goes through a document. Texts and references are only given where they are wanted.
pub(crate) trait Visit {
    /// A start tag; no [`Visit::close`] follows where [`Element::is_empty`]. `true` pauses the reading
    /// right behind the tag.
    fn open(&mut self, element: &Element<'_>) -> bool;
    /// An end tag.
    fn close(&mut self);
    /// Whether texts are wanted here. Where not, reading is far cheaper.
    fn wants_text(&self) -> bool;
    /// Text or CDATA, without references.
    fn text(&mut self, text: &str);
    /// `&name;`, the name alone.
    fn reference(&mut self, name: &str);
}

/// Why the reading stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// The visitor asked for it.
    Asked,
    /// The sound end of the document.
    End,
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    tag: &'a BytesStart<'a>,
    empty: bool,
    depth: usize,
}

impl Element<'_> {
    /// The name without its prefix.
    #[inline]
    pub(crate) fn name(&self) -> &str {
        let name = self.tag.name().into_inner();
        // names are short: cheaper than a search for the colon
        match name.bytes().rposition(|byte| byte == b':') {
            None => name,
            Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        }
    }

    /// Neither a root nor anything that could be wrong: almost every element.
    #[inline]
    fn is_plain(&self) -> bool {
        self.depth > 1 && self.depth <= DEEPEST && !self.tag.name().into_inner().is_empty()
    }

    /// Whether the tag closes itself.
    pub(crate) const fn is_empty(&self) -> bool {
        self.empty
    }

    /// 1 for the root.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// The attributes, raw.
    pub(crate) fn attributes(&self) -> Attributes<'_> {
        Attributes::new(self.tag.attributes_raw())
    }

    /// The value of the first attribute of this name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .filter_map(Result::ok)
            .find(|(found, _)| *found == name)
            .map(|(_, raw)| decode_value(raw).into_owned())
    }
}

/// Reads a document step by step.
pub(crate) struct Xml<R: BufRead> {
    reader: Reader<XmlSource<R>>,
    buffer: Vec<u8>,
    depth: usize,
    root_seen: bool,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(input: R) -> Self {
        let mut reader = Reader::from_reader(XmlSource::new(input));
        // a bare `&` is text: many writers do not escape it
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().trim_text_start = true;
        Self { reader, buffer: Vec::new(), depth: 0, root_seen: false }
    }

    /// Reads on, until the visitor asks for a pause or the document ends. After an error there is
    /// nothing more to read.
    pub(crate) fn run(&mut self, visitor: &mut impl Visit) -> Result<Pause, Box<Problem>> {
        loop {
            self.buffer.clear();
            self.buffer.shrink_to(KEPT_BUFFER);
            self.reader.get_mut().start_event();
            let wants_text = visitor.wants_text();
            self.reader.config_mut().trim_text_start = !wants_text;
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    let element = Element { tag: &tag, empty: false, depth: self.depth };
                    if !element.is_plain() {
                        check_open(&element, &mut self.root_seen, self.reader.get_mut())?;
                    }
                    if visitor.open(&element) {
                        return Ok(Pause::Asked);
                    }
                }
                Ok(Event::Empty(tag)) => {
                    let element = Element { tag: &tag, empty: true, depth: self.depth + 1 };
                    if !element.is_plain() {
                        check_open(&element, &mut self.root_seen, self.reader.get_mut())?;
                    }
                    if visitor.open(&element) {
                        return Ok(Pause::Asked);
                    }
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    visitor.close();
                }
                Ok(Event::Text(text)) => {
                    if wants_text {
                        visitor.text(&text);
                    }
                    if self.depth == 0 && !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                        return Err(stray_text(&text, self.root_seen, self.reader.get_mut()));
                    }
                }
                Ok(Event::CData(text)) => {
                    if self.depth == 0 {
                        return Err(stray_text(&text, self.root_seen, self.reader.get_mut()));
                    }
                    if wants_text {
                        visitor.text(&text);
                    }
                }
                Ok(Event::GeneralRef(name)) => {
                    if self.depth == 0 {
                        return Err(stray_text(&name, self.root_seen, self.reader.get_mut()));
                    }
                    if wants_text {
                        visitor.reference(&name);
                    }
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) => {
                    return check_end(self.depth, self.root_seen, self.reader.get_mut());
                }
                Err(error) => return Err(broken(&error, self.depth, self.reader.get_mut())),
            }
        }
    }

    /// In a pause: from the first character of the tag to the place behind it.
    pub(crate) fn span(&mut self) -> Span {
        let source = self.reader.get_mut();
        let (start, end) = (source.event_place(), source.current_place());
        Span::new(start.line, start.column, end.line, end.column)
    }
}

const fn point(place: SourcePlace) -> Span {
    Span::point(place.line, place.column)
}

#[cold]
fn check_open<R: BufRead>(
    element: &Element<'_>,
    root_seen: &mut bool,
    source: &mut XmlSource<R>,
) -> Result<(), Box<Problem>> {
    if element.depth > DEEPEST {
        let message = format!("elements nest deeper than {DEEPEST}; not read further");
        return Err(Box::new(Problem::new(point(source.event_place()), message)));
    }
    if element.tag.name().into_inner().is_empty() {
        let message = "found a tag without a name; not read further";
        return Err(Box::new(Problem::new(point(source.event_place()), message)));
    }
    if element.depth == 1 {
        if *root_seen {
            let message = format!(
                "found a second root element `<{}>`, expected the end of the file",
                element.name()
            );
            let problem = Problem::new(point(source.event_place()), message);
            let help = "two reports were written into one file; write each to a file of its own";
            return Err(Box::new(problem.help(help)));
        }
        *root_seen = true;
    }
    Ok(())
}

fn stray_text<R: BufRead>(text: &str, root_seen: bool, source: &mut XmlSource<R>) -> Box<Problem> {
    let found: String = text.trim_start().chars().take(40).collect();
    let found = found.lines().next().unwrap_or_default().trim_end().to_owned();
    let (side, expected) =
        if root_seen { ("after", "the end of the file") } else { ("before", "XML") };
    let message = format!("found text {side} the root element: `{found}`, expected {expected}");
    Box::new(Problem::new(point(source.event_place()), message))
}

fn check_end<R: BufRead>(
    depth: usize,
    root_seen: bool,
    source: &mut XmlSource<R>,
) -> Result<Pause, Box<Problem>> {
    let place = source.current_place();
    if depth > 0 {
        let message = format!("the file ends with {depth} elements still open: it is cut off");
        return Err(cut_off(point(place), message));
    }
    if root_seen {
        return Ok(Pause::End);
    }
    let empty = place == SourcePlace { line: 1, column: 1 };
    let message = if empty { "the file is empty" } else { "the file has no root element" };
    Err(cut_off(point(place), message.to_owned()))
}

fn cut_off(span: Span, message: String) -> Box<Problem> {
    Box::new(Problem::new(span, message).help("the writer did not finish: look why it stopped"))
}

fn broken<R: BufRead>(error: &Error, depth: usize, source: &mut XmlSource<R>) -> Box<Problem> {
    let start = point(source.event_place());
    let problem = match error {
        Error::Io(error) => Problem::new(
            point(source.current_place()),
            format!("could not be read further: {error}"),
        ),
        Error::Syntax(kind) => {
            let inside = match kind {
                SyntaxError::UnclosedComment => "a comment",
                SyntaxError::UnclosedCData => "a CDATA section",
                SyntaxError::UnclosedDoctype => "the document type",
                SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "an instruction",
                SyntaxError::InvalidBangMarkup => "what `<!` begins",
                _ => "a tag",
            };
            let message = format!(
                "the file ends inside {inside} with {depth} elements still open: it is cut off"
            );
            return cut_off(start, message);
        }
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            Problem::new(start, format!("found `</{found}>`, expected `</{expected}>`"))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            Problem::new(start, format!("found `</{found}>` and no element is open"))
        }
        other => Problem::new(start, format!("not well-formed XML: {other}")),
    };
    Box::new(problem)
}

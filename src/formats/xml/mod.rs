//! XML as a stream of tags and texts, for the reports of tests and coverage.
//!
//! Lenient where writers are sloppy (encodings, bare `&`, control characters, duplicate attributes,
//! unknown entities), strict where a verdict would suffer: a file that is cut off, that has no root,
//! two roots or text around its root is a problem with its place. A document type is skipped, its
//! entities are never expanded. Memory: one chunk, one event.

mod attributes;
mod source;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use self::attributes::Attributes;
pub(crate) use self::attributes::{push_reference, value};
use self::source::{Place, Source};
use super::problem::Problem;
use crate::span::Span;

/// How deep elements may nest.
pub(crate) const DEEPEST: usize = 256;

/// An event buffer that grew beyond this is given back.
const KEPT_BUFFER: usize = 256 * 1024;

/// One step through a document.
#[derive(Debug)]
pub(crate) enum Item<'a> {
    /// A start tag. No [`Item::Close`] follows where [`Element::is_empty`].
    Open(Element<'a>),
    /// An end tag.
    Close,
    /// Text or CDATA, without references.
    Text(Cow<'a, str>),
    /// `&name;`, the name alone.
    Reference(Cow<'a, str>),
    /// A comment, declaration, instruction or document type.
    Other,
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    tag: BytesStart<'a>,
    empty: bool,
    depth: usize,
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
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
            .map(|(_, raw)| value(raw).into_owned())
    }
}

/// Reads a document step by step.
pub(crate) struct Xml<R: BufRead> {
    reader: Reader<Source<R>>,
    buffer: Vec<u8>,
    depth: usize,
    root_seen: bool,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(input: R) -> Self {
        let mut reader = Reader::from_reader(Source::new(input));
        // a bare `&` is text: many writers do not escape it
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, buffer: Vec::new(), depth: 0, root_seen: false }
    }

    /// The next step; `None` at the sound end of the document. After an error there is no next step.
    pub(crate) fn next(&mut self) -> Result<Option<Item<'_>>, Problem> {
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BUFFER);
        self.reader.get_mut().start_event();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(tag)) => {
                self.depth += 1;
                let element = Element { tag, empty: false, depth: self.depth };
                check_open(&element, &mut self.root_seen, self.reader.get_mut())?;
                Ok(Some(Item::Open(element)))
            }
            Ok(Event::Empty(tag)) => {
                let element = Element { tag, empty: true, depth: self.depth + 1 };
                check_open(&element, &mut self.root_seen, self.reader.get_mut())?;
                Ok(Some(Item::Open(element)))
            }
            Ok(Event::End(_)) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(Item::Close))
            }
            Ok(Event::Text(text)) => {
                let text = text.into_inner();
                if self.depth == 0 && !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                    return Err(stray_text(&text, self.root_seen, self.reader.get_mut()));
                }
                Ok(Some(Item::Text(text)))
            }
            Ok(Event::CData(text)) => {
                let text = text.into_inner();
                if self.depth == 0 {
                    return Err(stray_text(&text, self.root_seen, self.reader.get_mut()));
                }
                Ok(Some(Item::Text(text)))
            }
            Ok(Event::GeneralRef(name)) => {
                let name = name.into_inner();
                if self.depth == 0 {
                    return Err(stray_text(&name, self.root_seen, self.reader.get_mut()));
                }
                Ok(Some(Item::Reference(name)))
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {
                Ok(Some(Item::Other))
            }
            Ok(Event::Eof) => check_end(self.depth, self.root_seen, self.reader.get_mut()),
            Err(error) => Err(broken(&error, self.depth, self.reader.get_mut())),
        }
    }

    /// The current step's first character, to the place that was read.
    pub(crate) fn span(&mut self) -> Span {
        let source = self.reader.get_mut();
        let (start, end) = (source.event_place(), source.current_place());
        Span::new(start.line, start.column, end.line, end.column)
    }
}

const fn point(place: Place) -> Span {
    Span::point(place.line, place.column)
}

fn check_open<R: BufRead>(
    element: &Element<'_>,
    root_seen: &mut bool,
    source: &mut Source<R>,
) -> Result<(), Problem> {
    if element.depth > DEEPEST {
        let message = format!("elements nest deeper than {DEEPEST}; not read further");
        return Err(Problem::new(point(source.event_place()), message));
    }
    if element.name().is_empty() {
        let message = "found a tag without a name; not read further";
        return Err(Problem::new(point(source.event_place()), message));
    }
    if element.depth == 1 {
        if *root_seen {
            let message = format!(
                "found a second root element `<{}>`, expected the end of the file",
                element.name()
            );
            return Err(Problem::new(point(source.event_place()), message)
                .help("two reports were written into one file; write each to a file of its own"));
        }
        *root_seen = true;
    }
    Ok(())
}

fn stray_text<R: BufRead>(text: &str, root_seen: bool, source: &mut Source<R>) -> Problem {
    let found: String = text.trim_start().chars().take(40).collect();
    let found = found.lines().next().unwrap_or_default().trim_end().to_owned();
    let (side, expected) =
        if root_seen { ("after", "the end of the file") } else { ("before", "XML") };
    let message = format!("found text {side} the root element: `{found}`, expected {expected}");
    Problem::new(point(source.event_place()), message)
}

fn check_end<'a, R: BufRead>(
    depth: usize,
    root_seen: bool,
    source: &mut Source<R>,
) -> Result<Option<Item<'a>>, Problem> {
    let place = source.current_place();
    if depth > 0 {
        let message = format!("the file ends with {depth} elements still open: it is cut off");
        return Err(cut_off(point(place), message));
    }
    if root_seen {
        return Ok(None);
    }
    let empty = place == Place { line: 1, column: 1 };
    let message = if empty { "the file is empty" } else { "the file has no root element" };
    Err(cut_off(point(place), message.to_owned()))
}

fn cut_off(span: Span, message: String) -> Problem {
    Problem::new(span, message).help("the writer did not finish: look why it stopped")
}

fn broken<R: BufRead>(error: &Error, depth: usize, source: &mut Source<R>) -> Problem {
    let start = point(source.event_place());
    match error {
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
            cut_off(start, message)
        }
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            Problem::new(start, format!("found `</{found}>`, expected `</{expected}>`"))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            Problem::new(start, format!("found `</{found}>` and no element is open"))
        }
        other => Problem::new(start, format!("not well-formed XML: {other}")),
    }
}

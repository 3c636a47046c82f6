//! The bytes of a report as UTF-8 text, in chunks, with the line and column of every place.
//!
//! Decoding is lossy and never fails: a report with a broken character is still a report. Lines are
//! counted chunk by chunk, not event by event, so that knowing them costs next to nothing.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text that is held at once; every event that spans more is put together by the XML reader.
const CHUNK: usize = 64 * 1024;

/// How much of the start of a file is searched for its declared encoding.
const HEAD: usize = 256;

/// The longest tag or run of text that is held. What is longer is refused, not cut.
pub(super) const LONGEST_EVENT: usize = 64 * 1024 * 1024;

/// A 1-based place in the text; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SourcePlace {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A reader of UTF-8 text that knows where it is.
pub(super) struct XmlSource<R> {
    input: R,
    decoder: Option<Decoder>,
    /// The first bytes, read ahead to find the encoding, and how many of them are decoded.
    head: Vec<u8>,
    head_used: usize,
    /// UTF-8, and no character is half read: then ASCII bytes are text as they are.
    plain: bool,
    text: Box<[u8]>,
    at: usize,
    end: usize,
    /// Whether the text at hand is ASCII, so that bytes are columns.
    ascii: bool,
    finished: bool,
    /// `line` and `column` are those of `text[counted]`.
    counted: usize,
    line: u32,
    column: u32,
    /// Where the current event starts: in this chunk, or already as a place.
    mark: usize,
    marked: Option<SourcePlace>,
    event_bytes: usize,
}

impl<R: BufRead> XmlSource<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            decoder: None,
            head: Vec::with_capacity(HEAD),
            head_used: 0,
            plain: false,
            text: vec![0; CHUNK].into_boxed_slice(),
            at: 0,
            end: 0,
            ascii: false,
            finished: false,
            counted: 0,
            line: 1,
            column: 1,
            mark: 0,
            marked: None,
            event_bytes: 0,
        }
    }

    /// Says that an event starts here; [`XmlSource::event_place`] tells where that is.
    #[inline]
    pub(super) fn start_event(&mut self) {
        self.mark = self.at;
        self.marked = None;
        self.event_bytes = 0;
    }

    /// Where the current event starts: its first character that is no space, for the spaces between
    /// tags are skipped.
    pub(super) fn event_place(&mut self) -> SourcePlace {
        if let Some(place) = self.marked {
            return place;
        }
        let rest = self.text.get(self.mark..self.end).unwrap_or_default();
        let spaces = rest.iter().position(|byte| !byte.is_ascii_whitespace());
        self.mark += spaces.unwrap_or(rest.len());
        self.count_to(self.mark);
        let place = self.place();
        // nothing but spaces up to here: the event starts in the next chunk
        self.marked = spaces.map(|_| place);
        place
    }

    /// How far the text was read.
    pub(super) fn current_place(&mut self) -> SourcePlace {
        self.event_place();
        self.count_to(self.at);
        self.place()
    }

    const fn place(&self) -> SourcePlace {
        SourcePlace { line: self.line, column: self.column }
    }

    fn count_to(&mut self, to: usize) {
        let Some(passed) = self.text.get(self.counted..to) else { return };
        let last_line = match memchr::memrchr(b'\n', passed) {
            None => passed,
            Some(newline) => {
                let lines = memchr::memchr_iter(b'\n', passed).count();
                self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
                self.column = 1;
                passed.get(newline + 1..).unwrap_or_default()
            }
        };
        let columns = if self.ascii {
            last_line.len()
        } else {
            last_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
        };
        self.column = self.column.saturating_add(u32::try_from(columns).unwrap_or(u32::MAX));
        self.counted = to;
    }

    /// Reads the head, once, and chooses the decoder by it.
    fn open(&mut self) -> io::Result<()> {
        while self.head.len() < HEAD {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                break;
            }
            let wanted = bytes.len().min(HEAD - self.head.len());
            self.head.extend_from_slice(bytes.get(..wanted).unwrap_or_default());
            self.input.consume(wanted);
        }
        // a byte order mark wins over all this: the decoder looks for it
        self.decoder = Some(encoding_of(&self.head).new_decoder());
        Ok(())
    }

    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        self.event_place();
        self.count_to(self.end);
        (self.at, self.end, self.counted, self.mark) = (0, 0, 0, 0);
        if self.decoder.is_none() {
            self.open()?;
        }
        while self.end == 0 && !self.finished {
            self.decode()?;
        }
        self.event_bytes = self.event_bytes.saturating_add(self.end);
        if self.event_bytes > LONGEST_EVENT {
            let megabytes = LONGEST_EVENT / (1024 * 1024);
            let message = format!("one tag or text is longer than {megabytes} MiB");
            return Err(io::Error::other(message));
        }
        Ok(())
    }

    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.as_mut() else { return Ok(()) };
        let from_head = self.head_used < self.head.len();
        let bytes = if from_head {
            self.head.get(self.head_used..).unwrap_or_default()
        } else {
            match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
                Err(error) => return Err(error),
            }
        };
        let last = !from_head && bytes.is_empty();
        if self.plain && !last {
            let bytes = bytes.get(..CHUNK).unwrap_or(bytes);
            if bytes.is_ascii()
                && let Some(text) = self.text.get_mut(..bytes.len())
            {
                text.copy_from_slice(bytes);
                self.end = bytes.len();
                self.ascii = true;
                self.input.consume(self.end);
                return Ok(());
            }
        }
        self.ascii = false;
        let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut self.text, last);
        self.end = written;
        self.finished = last && result == encoding_rs::CoderResult::InputEmpty;
        let ends_whole = read.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii);
        self.plain = ends_whole && decoder.encoding() == UTF_8 && !from_head;
        if from_head {
            self.head_used += read;
        } else {
            self.input.consume(read);
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for XmlSource<R> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.end && !self.finished {
            self.refill()?;
        }
        Ok(self.text.get(self.at..self.end).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount).min(self.end);
    }
}

impl<R: BufRead> Read for XmlSource<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// The encoding of a file without byte order mark, by its first bytes.
///
/// A label of UTF-16 is not believed where the label itself could be read as ASCII: .NET writers put
/// `utf-16` into files that were then saved as UTF-8.
fn encoding_of(head: &[u8]) -> &'static Encoding {
    if head.starts_with(b"<\0?\0") || head.starts_with(b"<\0t\0") {
        return UTF_16LE;
    }
    if head.starts_with(b"\0<\0?") || head.starts_with(b"\0<\0t") {
        return UTF_16BE;
    }
    declared_label(head)
        .and_then(Encoding::for_label_no_replacement)
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
        .unwrap_or(UTF_8)
}

fn declared_label(head: &[u8]) -> Option<&[u8]> {
    let head = head.get(memchr::memmem::find(head, b"<?xml")?..)?;
    let head = head.get(..memchr::memmem::find(head, b"?>").unwrap_or(head.len()))?;
    let key = b"encoding";
    let value = head.get(memchr::memmem::find(head, key)? + key.len()..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    matches!(quote, b'"' | b'\'').then_some(())?;
    value.get(..memchr::memchr(*quote, value)?)
}

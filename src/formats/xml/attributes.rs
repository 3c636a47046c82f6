//! Attributes of a tag, read leniently: a duplicate is no error (the first one counts for a reader
//! that takes the first), and only what has no name or no quotes is malformed.

use std::borrow::Cow;

/// What is neither `name="value"` nor the end of the tag, cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) String);

/// The attributes of one tag: name and raw value, in the order of the tag.
#[derive(Clone, Debug)]
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    pub(super) const fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    #[cold]
    fn malformed(&mut self) -> Malformed {
        let found: String = self.rest.chars().take(40).collect();
        self.rest = "";
        Malformed(found)
    }

    #[inline(always)]
    fn split(&self) -> Option<(&'a str, &'a str, &'a str)> {
        let bytes = self.rest.as_bytes();
        let name_end = bytes.iter().position(|byte| *byte == b'=' || is_space(*byte))?;
        let equals = skip_spaces(bytes, name_end);
        if name_end == 0 || bytes.get(equals) != Some(&b'=') {
            return None;
        }
        let start = skip_spaces(bytes, equals + 1);
        let quote = *bytes.get(start).filter(|byte| matches!(byte, b'"' | b'\''))?;
        let start = start + 1;
        let end = start + find_quote(quote, bytes.get(start..)?)?;
        Some((self.rest.get(..name_end)?, self.rest.get(start..end)?, self.rest.get(end + 1..)?))
    }
}

// inlined by force: a call for every attribute costs a tenth of reading a coverage report
impl<'a> Iterator for Attributes<'a> {
    type Item = Result<(&'a str, &'a str), Malformed>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let start = skip_spaces(self.rest.as_bytes(), 0);
        self.rest = self.rest.get(start..).unwrap_or_default();
        if self.rest.is_empty() {
            return None;
        }
        match self.split() {
            Some((name, value, rest)) => {
                self.rest = rest;
                Some(Ok((name, value)))
            }
            None => Some(Err(self.malformed())),
        }
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The first place from `at` on that is no space.
#[inline]
fn skip_spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    at
}

/// Most values are a digit or two, where a search by vectors costs more than it saves.
#[inline]
fn find_quote(quote: u8, bytes: &[u8]) -> Option<usize> {
    const SHORT: usize = 6;
    match bytes.iter().take(SHORT).position(|byte| *byte == quote) {
        Some(at) => Some(at),
        None => Some(SHORT + memchr::memchr(quote, bytes.get(SHORT..)?)?),
    }
}

/// An attribute's value with its references resolved and its line breaks as spaces, as XML has it.
pub(crate) fn decode_value(raw: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\n', b'\t', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\n', '\t', '\r']) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        rest = match special.strip_prefix('&') {
            None => {
                text.push(' ');
                special.get(1..).unwrap_or_default()
            }
            Some(after) => match after.split_once(';') {
                Some((name, after)) if is_name(name) => {
                    push_reference(&mut text, name);
                    after
                }
                // a lone `&` is text
                _ => {
                    text.push('&');
                    after
                }
            },
        };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 32
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

/// Adds what `&name;` stands for: one of the five entities or a character. Anything else is kept as it
/// is written, for nothing that a document declares is ever expanded.
pub(crate) fn push_reference(text: &mut String, name: &str) {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
        text.push_str(known);
    } else if let Some(character) = character(name) {
        text.push(character);
    } else {
        text.push('&');
        text.push_str(name);
        text.push(';');
    }
}

fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

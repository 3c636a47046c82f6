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

    fn malformed(&mut self) -> Malformed {
        let found: String = self.rest.chars().take(40).collect();
        self.rest = "";
        Malformed(found)
    }

    fn split(&self) -> Option<(&'a str, &'a str, &'a str)> {
        let name_end = self.rest.bytes().position(|byte| byte == b'=' || is_space(byte))?;
        let (name, rest) = self.rest.split_at_checked(name_end)?;
        let rest = trim_start(trim_start(rest).strip_prefix('=')?);
        let quote = *rest.as_bytes().first()?;
        if name.is_empty() || !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let rest = rest.get(1..)?;
        let value_end = memchr::memchr(quote, rest.as_bytes())?;
        Some((name, rest.get(..value_end)?, rest.get(value_end + 1..)?))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<(&'a str, &'a str), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = trim_start(self.rest);
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

fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// An attribute's value with its references resolved and its line breaks as spaces, as XML has it.
pub(crate) fn value(raw: &str) -> Cow<'_, str> {
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

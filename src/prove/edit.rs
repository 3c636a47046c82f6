//! Edits by place: all other bytes of the file stay.

use std::ops::Range;

use crate::formats::workflow::model::Script;
use crate::span::Span;

/// A byte range and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Byte range of the text before the edit.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    /// Makes an edit that inserts a text at an offset.
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { range: at..at, text: text.into() }
    }

    /// Makes an edit that replaces a range.
    pub(super) fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Makes an edit that removes a range.
    pub(super) const fn remove(range: Range<usize>) -> Self {
        Self { range, text: String::new() }
    }
}

/// Applies edits to a text; `None` if they overlap or do not fit the text.
pub(super) fn apply_edits(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut edits: Vec<&TextEdit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start)?);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// A text with an index of its lines.
#[derive(Debug)]
pub(super) struct EditedText<'t> {
    pub(super) text: &'t str,
    /// Byte offset of the start of each line.
    starts: Vec<usize>,
}

impl<'t> EditedText<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Returns the line ending of the file.
    pub(super) fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns the byte offset of a position.
    pub(super) fn offset(&self, line: u32, column: u32) -> Option<usize> {
        let start = *self.starts.get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        let rest = self.text.get(start..)?;
        let column = usize::try_from(column).ok()?.checked_sub(1)?;
        let mut characters = rest.char_indices().map(|(at, _)| at);
        let within = characters.nth(column).unwrap_or(rest.len());
        Some(start + within)
    }

    /// Returns the byte range of a span.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        let range =
            self.offset(span.line, span.column)?..self.offset(span.end_line, span.end_column)?;
        (range.start <= range.end).then_some(range)
    }

    pub(super) fn slice(&self, span: Span) -> Option<&'t str> {
        self.text.get(self.range(span)?)
    }

    /// Returns the span of a byte range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let position = |offset: usize| {
            let line = self.starts.partition_point(|&start| start <= offset).max(1);
            let start = self.starts.get(line - 1).copied().unwrap_or_default();
            let before = self.text.get(start..offset).unwrap_or_default();
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            (number(line), number(before.chars().count() + 1))
        };
        let (line, column) = position(range.start);
        let (end_line, end_column) = position(range.end);
        Span::new(line, column, end_line, end_column)
    }

    /// Returns the start of the line that contains an offset.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
    }

    /// Returns the start of the line after the one that contains an offset.
    pub(super) fn next_line(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |at| offset + at + 1)
    }

    /// Returns the blanks that indent a line of a mapping or list at this offset: as wide as the
    /// text before the offset, which may be a `- `.
    fn indent(&self, offset: usize) -> String {
        let before = self.text.get(self.line_start(offset)..offset).unwrap_or_default();
        " ".repeat(before.chars().count())
    }

    /// Makes an edit that puts `key: value` first into the mapping at an offset.
    pub(super) fn key(&self, mapping: usize, line: &str) -> TextEdit {
        if self.text.get(mapping..).is_some_and(|rest| rest.starts_with('{')) {
            return TextEdit::insert(mapping + 1, format!(" {line}, "));
        }
        TextEdit::insert(mapping, format!("{line}{}{}", self.line_end(), self.indent(mapping)))
    }

    /// Returns the start of the mapping or list below a key; `None` for an alias, an anchor or an
    /// empty value.
    pub(super) fn body(&self, key: Span) -> Option<usize> {
        let key = self.range(key)?;
        let width = self.indent(key.start).len();
        let rest = self.text.get(key.end..)?;
        let colon = key.end + rest.find(':')? + 1;
        let mut at = colon;
        for line in self.text.get(colon..)?.split_inclusive('\n') {
            let content = line.trim_start_matches([' ', '\t']);
            let first = at + line.len() - content.len();
            match content.chars().next() {
                None | Some('#' | '\n' | '\r') => {}
                Some('*' | '&' | '!' | '}' | ',') => return None,
                // A line that is not deeper belongs to the next key.
                Some(_) => return (at == colon || first - at > width).then_some(first),
            }
            at += line.len();
        }
        None
    }

    /// Returns the lines of a block entry, from the line of its key to the next line that is not
    /// deeper. `None` if there is other text before the key on its line.
    pub(super) fn entry(&self, key: Span) -> Option<Range<usize>> {
        let key = self.range(key)?.start;
        let start = self.line_start(key);
        let before = self.text.get(start..key)?;
        if !before.chars().all(|character| character == ' ') {
            return None;
        }
        let width = before.len();
        let mut end = self.next_line(key);
        let mut kept = end;
        for line in self.text.get(end..)?.split_inclusive('\n') {
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let blank = content.trim().is_empty();
            let comment = content.starts_with('#');
            let deeper = indent > width || indent == width && content.starts_with("- ");
            if !blank && !comment && !deeper {
                break;
            }
            end += line.len();
            // Blank lines and comments between two entries belong to neither.
            if !blank && (!comment || indent > width) {
                kept = end;
            }
        }
        Some(start..kept)
    }

    /// Returns the range of one value of a block or flow list, with its separator.
    pub(super) fn item(&self, value: Span) -> Option<Range<usize>> {
        let range = self.range(value)?;
        let start = self.line_start(range.start);
        let before = self.text.get(start..range.start)?;
        let after = self.text.get(range.end..)?;
        if before.trim_start() == "- " {
            return Some(start..self.next_line(range.end));
        }
        let gap = after.len() - after.trim_start().len();
        if after.trim_start().starts_with(',') {
            let rest = self.text.get(range.end + gap + 1..)?;
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            return Some(range.start..range.end + gap + 1 + blanks);
        }
        let head = self.text.get(..range.start)?.trim_end();
        head.ends_with(',').then(|| head.len() - 1..range.end)
    }

    /// Returns the byte offset in the file of a byte of a script.
    pub(super) fn of_script(&self, script: &Script, offset: usize) -> Option<usize> {
        // `locate` derives the end of a range from its last character, so an empty range is used to
        // find a place.
        let span = script.locate(offset, offset);
        self.offset(span.line, span.column)
    }

    /// Makes edits that replace a range of a script. The file is edited in place if the script is
    /// written there as it is, else the whole script becomes a block scalar. `None` if the place
    /// cannot be found.
    pub(super) fn script(
        &self,
        script: &Script,
        range: Range<usize>,
        text: &str,
    ) -> Option<Vec<TextEdit>> {
        let whole = self.range(script.span)?;
        if let Some(style) = self.block_style(whole.start) {
            // A folded block joins lines by a blank, so a line ending cannot be inserted.
            if style == '>' && text.contains('\n') {
                return None;
            }
            let (start, end) = (self.of_script(script, range.start)?, self.after(script, &range)?);
            let indent = self.script_indent(script, range.start)?;
            let text = text.replace('\n', &format!("{}{indent}", self.line_end()));
            return Some(vec![TextEdit::replace(start..end, text)]);
        }
        let before = script.text.get(..range.start)?;
        let after = script.text.get(range.end..)?;
        let written = self.text.get(whole.clone())?;
        if !text.contains('\n') && written == script.text && is_plain(&format!("{text}{after}")) {
            let start = whole.start + range.start;
            return Some(vec![TextEdit::replace(start..whole.start + range.end, text)]);
        }
        self.as_block(whole, &format!("{before}{text}{after}")).map(|edit| vec![edit])
    }

    /// Returns `|` or `>` if the scalar at this offset is a block scalar, whose indicator ends the
    /// line above.
    fn block_style(&self, start: usize) -> Option<char> {
        let line = self.text.get(..start)?.trim_end().lines().next_back()?;
        let line = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
        let is_first = self.text.get(self.line_start(start)..start)?.trim().is_empty();
        line.chars().next_back().filter(|style| is_first && matches!(style, '|' | '>'))
    }

    fn after(&self, script: &Script, range: &Range<usize>) -> Option<usize> {
        if range.is_empty() {
            return self.of_script(script, range.start);
        }
        let span = script.locate(range.start, range.end);
        self.offset(span.end_line, span.end_column)
    }

    /// Returns the blanks that indent the line of a block scalar with a byte of the script.
    fn script_indent(&self, script: &Script, offset: usize) -> Option<String> {
        let line = script.text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
        let at = self.of_script(script, line)?;
        let before = self.text.get(self.line_start(at)..at)?;
        before.trim().is_empty().then(|| before.to_owned())
    }

    fn as_block(&self, whole: Range<usize>, script: &str) -> Option<TextEdit> {
        let line = self.text.get(self.line_start(whole.start)..whole.start)?;
        // `run:` must be a key of a block mapping, because a block scalar is not allowed within
        // braces.
        if line.contains('{') {
            return None;
        }
        let mut width = 0;
        for character in line.chars() {
            if !matches!(character, ' ' | '-') {
                break;
            }
            width += 1;
        }
        let indent = " ".repeat(width + 2);
        let mut text = "|".to_owned();
        for line in script.trim_end_matches('\n').split('\n') {
            text.push_str(self.line_end());
            if !line.is_empty() {
                text.push_str(&indent);
                text.push_str(line);
            }
        }
        Some(TextEdit::replace(whole, text))
    }
}

/// Returns whether a text may be written as a plain scalar.
fn is_plain(text: &str) -> bool {
    let marks = [": ", " #"];
    !text.starts_with(['#', '\'', '"', '&', '*', '!', '|', '>', '%', '@', '`', '[', '{'])
        && !text.trim_end().ends_with(':')
        && !marks.iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_items_are_cut_out_whole() {
        let text = "jobs:\n  a:\n    x: 1\n\n  # about b\n  b:\n    needs: [a, c]\n    y:\n    - 1\n    - 2\n";
        let source = EditedText::new(text);
        let entry = source.entry(Span::new(2, 3, 2, 4)).unwrap();
        assert_eq!(&text[entry], "  a:\n    x: 1\n");
        let entry = source.entry(Span::new(8, 5, 8, 6)).unwrap();
        assert_eq!(&text[entry], "    y:\n    - 1\n    - 2\n");
        assert_eq!(&text[source.item(Span::new(7, 13, 7, 14)).unwrap()], "a, ");
        assert_eq!(&text[source.item(Span::new(7, 16, 7, 17)).unwrap()], ", c");
        assert_eq!(&text[source.item(Span::new(9, 7, 9, 8)).unwrap()], "    - 1\n");
    }

    #[test]
    fn a_key_goes_first_into_a_mapping_of_either_style() {
        let text = "jobs:\n  a: {x: 1}\n  b:\n    # note\n    x: 1\n";
        let source = EditedText::new(text);
        let put = |line, column| {
            let body = source.body(Span::new(line, column, line, column + 1)).unwrap();
            apply_edits(text, &[source.key(body, "if: false")]).unwrap()
        };
        assert!(put(2, 3).contains("a: { if: false, x: 1}"));
        assert!(put(3, 3).contains("    # note\n    if: false\n    x: 1\n"));
    }

    #[test]
    fn a_key_without_a_value_has_no_body() {
        let source = EditedText::new("on: { push: , pull_request: }\n");
        assert_eq!(source.body(Span::new(1, 7, 1, 11)), None);
        assert_eq!(source.body(Span::new(1, 15, 1, 27)), None);
    }

    #[test]
    fn edits_that_overlap_are_none() {
        assert_eq!(apply_edits("abc", &[TextEdit::remove(0..2), TextEdit::remove(1..3)]), None);
        assert_eq!(
            apply_edits("abc", &[TextEdit::insert(1, "x"), TextEdit::remove(2..3)]).unwrap(),
            "axb"
        );
    }
}

//! Expressions of the platform inside a script: found, and hidden from the shell grammar.

/// A script in which every `${{ }}` is replaced by as many `X`, and every character beyond ASCII by as many
/// dots.
///
/// The grammar's scanner asks C's `isalnum` about characters, whose table ends at 255: beyond it, memory is
/// read that is not its own. To a shell they are parts of words, and never of names, as a dot is.
#[derive(Debug)]
pub(super) struct Mask {
    /// As long as the script, byte for byte.
    pub(super) text: String,
    /// Byte ranges of the expressions, in order, apart from each other.
    pub(super) expressions: Vec<(usize, usize)>,
    /// Where groups start whose `!` is hidden: the grammar knows no `! { a; }`.
    negated: Vec<usize>,
}

impl Mask {
    /// Hides the expressions of a script. One that never ends is left as it is, and so is all behind
    /// it: the platform refuses such a file.
    ///
    /// A line break within an expression is hidden too: the platform puts a value in its place before
    /// the shell sees the script, so it ends no command.
    pub(super) fn new(script: &str) -> Self {
        let mut mask = Self {
            text: String::with_capacity(script.len()),
            expressions: Vec::new(),
            negated: Vec::new(),
        };
        let mut done = 0;
        while let Some((start, end)) = next_expression(script, done) {
            mask.plain(script.get(done..start).unwrap_or_default());
            mask.text.extend(std::iter::repeat_n('X', end - start));
            mask.expressions.push((start, end));
            done = end;
        }
        mask.plain(script.get(done..).unwrap_or_default());
        mask.end();
        mask.negations();
        mask
    }

    /// Hides the `!` before each group of commands.
    fn negations(&mut self) {
        let words = ["if", "elif", "while", "until", "then", "do", "else", "{"];
        let starts = |text: &str| {
            let line = text.rsplit('\n').next().unwrap_or_default().trim_end();
            let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
            line.is_empty() || line.ends_with([';', '&', '|', '(']) || words.contains(&last)
        };
        let found = self.text.match_indices("! {").map(|(at, _)| at);
        let is_group = |at: &usize| {
            starts(self.text.get(..*at).unwrap_or_default())
                && self.text.get(at + 3..).is_some_and(|rest| rest.starts_with([' ', '\n']))
        };
        let found: Vec<usize> = found.filter(is_group).collect();
        for at in found {
            self.text.replace_range(at..=at, " ");
            self.negated.push(at + 2);
        }
    }

    /// Returns whether the status of the group that starts at a byte is inverted.
    pub(super) fn negates(&self, start: usize) -> bool {
        self.negated.binary_search(&start).is_ok()
    }

    fn plain(&mut self, text: &str) {
        let hide = |byte: u8| if byte.is_ascii() { char::from(byte) } else { '.' };
        self.text.extend(text.bytes().map(hide));
    }

    /// Hides a `\` that continues the last line with nothing: the shell drops it, the grammar waits for
    /// more.
    fn end(&mut self) {
        let text = self.text.trim_end_matches(['\n', '\r']);
        let slashes = text.len() - text.trim_end_matches('\\').len();
        if slashes % 2 == 1 && text.len() < self.text.len() {
            let at = text.len() - 1;
            self.text.replace_range(at..=at, " ");
        }
    }

    /// Writes `;` in the place of a line end.
    pub(super) fn separate(&mut self, at: usize) {
        if self.text.get(at..=at) == Some("\n") {
            self.text.replace_range(at..=at, ";");
        }
    }

    /// The expressions that touch a range.
    pub(super) fn within(&self, start: usize, end: usize) -> &[(usize, usize)] {
        let first = self.expressions.partition_point(|&(_, last)| last <= start);
        let rest = self.expressions.get(first..).unwrap_or_default();
        let count = rest.partition_point(|&(from, _)| from < end);
        rest.get(..count).unwrap_or_default()
    }
}

/// The next `${{ ... }}` from an offset on. Quotes are honoured: `}}` within `'...'` ends nothing.
fn next_expression(script: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + script.get(from..)?.find("${{")?;
    let bytes = script.as_bytes();
    let mut quoted = false;
    let mut at = start + 3;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\'' => quoted = !quoted,
            b'}' if !quoted && bytes.get(at + 1) == Some(&b'}') => return Some((start, at + 2)),
            _ => {}
        }
        at += 1;
    }
    None
}

//! The words behind a task runner's name, told apart by its options.

/// One piece of a command line.
pub(super) enum Piece<'a> {
    Option(&'a str, Option<&'a str>),
    Word(&'a str),
    /// `--`, with all that follows.
    Rest(&'a [&'a str]),
}

/// The words of a command line, one piece after the other.
pub(super) struct Pieces<'a> {
    pub(super) words: &'a [&'a str],
    /// Options that take a value, separated by blanks.
    values: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) const fn new(words: &'a [&'a str], values: &'a str) -> Self {
        Self { words, values }
    }

    fn takes_value(&self, option: &str) -> bool {
        self.values.split_ascii_whitespace().any(|known| known == option)
    }

    pub(super) fn next(&mut self) -> Option<Piece<'a>> {
        let (&word, rest) = self.words.split_first()?;
        self.words = rest;
        if word == "--" {
            self.words = &[];
            return Some(Piece::Rest(rest));
        }
        if !word.starts_with(['-', '+']) || word.len() == 1 {
            return Some(Piece::Word(word));
        }
        if self.takes_value(word) {
            let value = rest.first().copied();
            self.words = rest.get(1..).unwrap_or_default();
            return Some(Piece::Option(word, value));
        }
        if let Some((option, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
            return Some(Piece::Option(option, Some(value)));
        }
        // `-Cfolder`
        let short = word.get(..2).filter(|short| word.len() > 2 && self.takes_value(short));
        match short.and_then(|short| Some((short, word.get(2..)?))) {
            Some((short, value)) => {
                Some(Piece::Option(short, Some(value.strip_prefix('=').unwrap_or(value))))
            }
            None => Some(Piece::Option(word, None)),
        }
    }
}

pub(super) fn own_words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The words behind the name of a task: all but the first `--`.
pub(super) fn handed_on(words: &[&str]) -> Vec<String> {
    let mut marks = 0;
    let kept = words.iter().filter(|word| {
        marks += usize::from(**word == "--");
        **word != "--" || marks > 1
    });
    kept.map(|word| (*word).to_owned()).collect()
}

//! Patterns over the words of a command: forms (`npm run @test`), options (`--exit-code=0`).

use crate::catalog::program::look_through;
use crate::policy::command::{CommandPattern, word_matches};

/// How a program writes its options.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// Options that take the next word as their value, with blanks between.
    pub(super) values: &'static str,
    /// Short options may stand in a group: `-ki`.
    pub(super) grouped: bool,
    /// A word with `+` in front names a toolchain: `cargo +nightly test`.
    pub(super) toolchain: bool,
    /// What follows `--` goes to the program behind it and still counts.
    pub(super) through: bool,
}

impl Program {
    /// For programs that the table does not name.
    pub(super) const PLAIN: Self =
        Self { values: "", grouped: false, toolchain: false, through: false };

    fn takes_value(&self, option: &str) -> bool {
        self.values.split_whitespace().any(|known| known == option)
    }
}

/// The words of one command, sorted into options and operands.
#[derive(Debug)]
pub(super) struct ToolLine<'a> {
    program: &'a Program,
    words: &'a [&'a str],
    /// Places of the options that count.
    options: Vec<usize>,
    /// Places of the operands.
    operands: Vec<usize>,
}

impl<'a> ToolLine<'a> {
    pub(super) fn new(program: &'a Program, words: &'a [&'a str]) -> Self {
        let (mut options, mut operands) = (Vec::new(), Vec::new());
        let (mut ended, mut value) = (false, false);
        for (place, word) in words.iter().enumerate() {
            // `--cov --junitxml=r.xml`: a value may be left out, and no value looks like an option.
            if std::mem::take(&mut value) && !(word.starts_with("--") && word.len() > 2) {
                continue;
            }
            if *word == "--" && !ended {
                ended = true;
                continue;
            }
            if word.len() > 1 && word.starts_with('-') {
                if !ended || program.through {
                    options.push(place);
                    value = program.takes_value(word);
                }
            } else if !(word.is_empty() || program.toolchain && word.starts_with('+')) {
                operands.push(place);
            }
        }
        Self { program, words, options, operands }
    }

    /// Place and text of an operand.
    pub(super) fn operand(&self, index: usize) -> Option<(usize, &'a str)> {
        let place = *self.operands.get(index)?;
        Some((place, self.words.get(place)?))
    }

    /// The place of the option that decides, when it says what the flag says: the last one counts.
    pub(super) fn option(&self, flag: &Flag) -> Option<usize> {
        let mut judged = self.options.iter().rev().filter_map(|&place| {
            let word = self.words.get(place)?;
            let said = flag.says(word, self.words.get(place + 1).copied(), self.program)?;
            Some((place, said))
        });
        judged.next().filter(|(_, said)| *said).map(|(place, _)| place)
    }

    /// The first place where these words follow each other.
    pub(super) fn sequence(&self, words: &[&str]) -> Option<usize> {
        self.words.windows(words.len().max(1)).position(|window| window == words)
    }

    /// Whether a word stands for options that are not known: `$ARGS`, `"${FLAGS[@]}"`, `$@`.
    pub(super) fn holds_unknown_options(&self) -> bool {
        self.words.iter().any(|word| {
            let name = word.to_ascii_uppercase();
            word.starts_with('$')
                && (["$@", "$*", "${@}"].contains(word)
                    || ["ARG", "FLAG", "OPT", "PARAM", "EXTRA"]
                        .iter()
                        .any(|mark| name.contains(mark)))
        })
    }

    /// How an option is written, its value with it.
    pub(super) fn shown(&self, flag: &Flag, place: usize) -> String {
        let word = self.words.get(place).copied().unwrap_or_default();
        let apart = flag.values.is_some() && word == flag.name || flag.is_split_property(word);
        match self.words.get(place + 1).filter(|_| apart) {
            Some(value) => format!("{word} {value}"),
            None => word.to_owned(),
        }
    }

    /// The operands up to one, as they are written.
    pub(super) fn leading(&self, operands: usize) -> String {
        let shown = self.operands.iter().take(operands).filter_map(|&place| self.words.get(place));
        shown.copied().collect::<Vec<_>>().join(" ")
    }
}

/// One option: `--exit-zero`, `--exit-code=0|false`, `--reruns=*`, `-s`, `-Dmaven.test.skip`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flag {
    /// The option without its value.
    pub(super) name: &'static str,
    /// The values that count; `None` for a switch.
    pub(super) values: Option<&'static [&'static str]>,
}

impl Flag {
    /// How it may be written; `None` where its value is not one of a list.
    pub(super) fn spelled(&self) -> Option<String> {
        let Some(values) = self.values else { return Some(self.name.to_owned()) };
        let value = values.first().filter(|value| !value.contains(['*', '!']))?;
        let joint = if self.name.starts_with("--") { "=" } else { " " };
        Some(format!("{}{joint}{value}", self.name))
    }

    /// Whether the option gives what is asked for; `None` when it is another option.
    fn says(&self, word: &str, next: Option<&str>, program: &Program) -> Option<bool> {
        let short = self.name.len() == 2 && !self.name.starts_with("--");
        if self.is_split_property(word) {
            let property = self.name.get(2..)?;
            let (name, value) = next?.split_once('=').unwrap_or((next?, "true"));
            return (name == property).then(|| self.is_value(value));
        }
        if word == self.name {
            return Some(match self.values {
                Some(_) => self.is_value(next?),
                None => true,
            });
        }
        let rest = word.strip_prefix(self.name);
        if let Some(value) = rest.and_then(|rest| rest.strip_prefix('=')) {
            return Some(self.is_value(value));
        }
        if short && self.values.is_some() && !program.takes_value(word) {
            return rest.map(|value| self.is_value(value));
        }
        (short && program.grouped && self.in_group(word, program)).then_some(true)
    }

    /// Whether the word is the `-D` of `-D name=value`.
    fn is_split_property(&self, word: &str) -> bool {
        matches!(word, "-D" | "-P") && self.name.len() > 2 && self.name.starts_with(word)
    }

    fn is_value(&self, value: &str) -> bool {
        match self.values {
            Some(values) => fits(values, value),
            None => !is_false(value),
        }
    }

    fn in_group(&self, word: &str, program: &Program) -> bool {
        let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.starts_with('-'))
        else {
            return false;
        };
        letters
            .chars()
            .take_while(|letter| letter.is_ascii_alphabetic())
            .take_while(|letter| !program.takes_value(&format!("-{letter}")))
            .any(|letter| self.name.ends_with(letter))
    }
}

/// Whether a value is one of these; `!0` is any but 0, `?*` any that is not empty.
pub(super) fn fits(values: &[&str], value: &str) -> bool {
    values.iter().any(|wanted| match wanted.strip_prefix('!') {
        Some(other) => !glob(other, value),
        None if *wanted == "?*" => !value.is_empty(),
        None => glob(wanted, value),
    })
}

/// Whether a value turns a switch off.
pub(super) fn is_false(value: &str) -> bool {
    ["", "0", "false", "no", "off"].contains(&value.to_ascii_lowercase().as_str())
}

/// A form of a command, without the program itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) parts: &'static [FormPart],
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FormPart {
    /// One operand.
    Operand(&'static [Choice]),
    /// `...`: any operands.
    Any,
    /// `$`: no operand follows; `NAME=value` is none.
    End,
    /// An option, wherever it stands.
    Option(Flag),
}

/// What an operand may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A word, with `*` for any text; or several, with `|` between.
    Word(&'static str),
    /// A name out of a set.
    Name(&'static ProgramNames),
}

/// Names of targets and scripts, by the words that they start or end with; blanks are between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProgramNames {
    pub(super) words: &'static str,
    /// A name that holds one of these words is not meant.
    pub(super) except: &'static str,
}

impl Form {
    /// How many operands the form takes, when the line has it.
    pub(super) fn operands(&self, line: &ToolLine<'_>) -> Option<usize> {
        let mut next = 0;
        let mut anywhere = false;
        for part in self.parts {
            match part {
                FormPart::Any => anywhere = true,
                FormPart::Option(flag) => {
                    line.option(flag)?;
                }
                FormPart::Operand(choices) => {
                    let fits = |index: usize| {
                        let (_, word) = line.operand(index)?;
                        Some(choices.iter().any(|choice| choice.fits(word)))
                    };
                    while !fits(next)? {
                        if !anywhere {
                            return None;
                        }
                        next += 1;
                    }
                    next += 1;
                    anywhere = false;
                }
                FormPart::End => {
                    while let Some((_, word)) = line.operand(next) {
                        if !word.contains('=') {
                            return None;
                        }
                        next += 1;
                    }
                }
            }
        }
        Some(next)
    }
}

impl Choice {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Word(patterns) => patterns.split('|').any(|pattern| glob(pattern, word)),
            Self::Name(names) => names.fits(word),
        }
    }
}

impl ProgramNames {
    fn fits(&self, word: &str) -> bool {
        if word.starts_with('$') || word.contains(['=', '*']) {
            return false;
        }
        let name = plain(word);
        let has = |wanted: &str| {
            if let Some(wanted) = wanted.strip_prefix('=') {
                return name == wanted;
            }
            let rest = name.strip_prefix(wanted);
            let before = name.strip_suffix(wanted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                || before.is_some_and(|before| before.ends_with('-'))
        };
        self.words.split_whitespace().any(has)
            && !name
                .split('-')
                .any(|part| self.except.split_whitespace().any(|except| except == part))
    }
}

/// A name in one spelling: `testUnit`, `test:unit` and `test_unit` are `test-unit`.
fn plain(word: &str) -> String {
    let mut name = String::with_capacity(word.len() + 4);
    let mut lower = false;
    for c in word.chars() {
        if c.is_ascii_uppercase() && lower {
            name.push('-');
        }
        lower = c.is_ascii_lowercase();
        name.push(if matches!(c, ':' | '_' | '/' | '.') { '-' } else { c.to_ascii_lowercase() });
    }
    name.trim_matches('-').to_owned()
}

/// Whether a text fits a pattern in which `*` stands for any text.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut last = None;
    for piece in pieces {
        if let Some(before) = last.replace(piece) {
            let Some((_, after)) = rest.split_once(before) else { return false };
            rest = after;
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => rest.is_empty(),
    }
}

/// As [`fits`], over a program and its words.
pub(crate) fn words_fit(pattern: &CommandPattern, program: &str, left: Vec<&str>) -> bool {
    let Some(seen) = look_through(&pattern.words) else { return false };
    let asked: Vec<&str> = seen.arguments.iter().map(|word| word.text.as_str()).collect();
    word_matches(&seen.program, program) && arguments_fit(&asked, left)
}

/// Whether each word of a pattern is among these, in any order; each takes one of them.
pub(crate) fn arguments_fit(asked: &[&str], mut left: Vec<&str>) -> bool {
    asked.iter().all(|word| {
        let place = left.iter().position(|other| word_matches(word, other));
        place.map(|place| left.remove(place)).is_some()
    })
}

//! The terminal: colours only where one is, its width, and nothing else.

use std::io::{IsTerminal as _, Write as _};

use anstream::AutoStream;
use clap::ColorChoice;

/// Columns where no terminal tells.
const WIDTH: usize = 100;

/// Standard output and standard error.
#[derive(Debug)]
pub(crate) struct Terminal {
    choice: anstream::ColorChoice,
}

impl Terminal {
    /// `auto` asks the streams, `NO_COLOR` and `CLICOLOR`.
    pub(crate) const fn new(choice: ColorChoice) -> Self {
        let choice = match choice {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self { choice }
    }

    /// Writes the answer. A reader that went away is no fault of ours: the exit code is the verdict.
    #[expect(clippy::disallowed_methods, reason = "the one place that writes standard output")]
    pub(crate) fn print(&mut self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout().lock(), self.decide_stdout());
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Writes what went wrong.
    #[expect(clippy::disallowed_methods, reason = "the one place that writes standard error")]
    pub(crate) fn complain(&mut self, text: &str) {
        let choice = match self.choice {
            anstream::ColorChoice::Auto => AutoStream::choice(&std::io::stderr()),
            fixed => fixed,
        };
        let mut stream = AutoStream::new(std::io::stderr().lock(), choice);
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    #[expect(clippy::disallowed_methods, reason = "asks whether standard output is a terminal")]
    fn decide_stdout(&self) -> anstream::ColorChoice {
        match self.choice {
            anstream::ColorChoice::Auto => AutoStream::choice(&std::io::stdout()),
            fixed => fixed,
        }
    }

    /// Whether somebody looks at standard output.
    #[expect(clippy::disallowed_methods, reason = "asks whether standard output is a terminal")]
    pub(crate) fn is_watched(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Columns of the terminal, or a sane width where there is none.
    pub(crate) fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
    }
}

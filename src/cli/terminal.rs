//! The terminal: its colors and its width.

use std::io::{IsTerminal as _, Write as _};

use anstream::AutoStream;
use clap::ColorChoice;

/// Columns if the output is no terminal.
const WIDTH: usize = 100;

/// Standard output and standard error.
#[derive(Debug)]
pub(crate) struct Terminal {
    choice: anstream::ColorChoice,
}

impl Terminal {
    /// Makes the terminal; `auto` looks at the streams, `NO_COLOR` and `CLICOLOR`.
    pub(crate) const fn new(choice: ColorChoice) -> Self {
        let choice = match choice {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self { choice }
    }

    /// Writes the output. A reader that is gone is no error: the exit code is the verdict.
    #[expect(clippy::disallowed_methods, reason = "the one place that writes standard output")]
    pub(crate) fn print(&mut self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout().lock(), self.decide_stdout());
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Writes an error or a warning.
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

    /// Returns whether standard output is a terminal.
    #[expect(clippy::disallowed_methods, reason = "asks whether standard output is a terminal")]
    pub(crate) fn is_watched(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Returns the columns of the terminal, or a default width.
    pub(crate) fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
    }
}

//! How far a proof is, on standard error: one line that changes at a terminal, and some lines in a
//! log. Standard output has the report alone.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};

use super::terminal::Terminal;
use crate::prove::progress::ProofProgress;
use crate::publish::prove::progress;

/// In a log, one line is written for so many mutants or lines of a policy.
const IN_LOG: usize = 200;

/// At a terminal, the line changes with every so many of them.
const AT_TERMINAL: usize = 10;

/// Prints how far a proof is. Several threads tell it.
pub(super) struct ProgressPrinter<'t> {
    terminal: Mutex<&'t mut Terminal>,
    is_watched: bool,
}

impl<'t> ProgressPrinter<'t> {
    /// Looks whether somebody reads standard error at a terminal.
    #[expect(clippy::disallowed_methods, reason = "asks whether standard error is a terminal")]
    pub(super) fn new(terminal: &'t mut Terminal) -> Self {
        Self { terminal: Mutex::new(terminal), is_watched: std::io::stderr().is_terminal() }
    }

    /// Prints a step, unless it is one of the many between two lines.
    pub(super) fn tell(&self, step: ProofProgress) {
        let every = if self.is_watched { AT_TERMINAL } else { IN_LOG };
        if !step.done.is_multiple_of(every) {
            return;
        }
        let line = progress(step);
        let text = match self.is_watched {
            // The line is written over the one before.
            true => format!("\r\x1b[2K{line}"),
            false => format!("{line}\n"),
        };
        self.terminal.lock().unwrap_or_else(PoisonError::into_inner).complain(&text);
    }

    /// Removes the line from a terminal.
    pub(super) fn finish(self) {
        if self.is_watched {
            let terminal = self.terminal.into_inner().unwrap_or_else(PoisonError::into_inner);
            terminal.complain("\r\x1b[2K");
        }
    }
}

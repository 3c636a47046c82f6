//! Hostile text, made harmless: one newtype for each surface that shows it.
//!
//! Test names, messages, file names and branch names are written by whoever opened the pull request.
//! They may hold escape sequences that rewrite a terminal, characters that turn the reading order
//! around, workflow commands, which a runner obeys wherever they stand on its log, and markdown that
//! calls people, points at other places or ends the table that it stands in.

mod command;
mod file_command;
pub mod line;
mod markdown;
pub(super) mod terminal;

pub use self::command::{CommandProperty, CommandText};
pub use self::file_command::entry;
pub use self::markdown::{MarkdownCode, MarkdownText, blob_url};
pub use self::terminal::TerminalText;

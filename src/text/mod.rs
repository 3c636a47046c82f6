//! Hostile text, made harmless: one newtype for each surface that shows it.
//!
//! The author of a pull request writes test names, messages, file names and branch names. They may
//! contain escape sequences that rewrite a terminal, characters that reverse the reading order,
//! workflow commands, which a runner obeys anywhere in its log, and markdown that mentions people,
//! links to other pages or ends the table around it.

mod command;
mod file_command;
pub mod line;
mod markdown;
pub(super) mod terminal;

pub use self::command::{CommandProperty, CommandText};
pub use self::file_command::file_entry;
pub use self::markdown::{MarkdownCode, MarkdownText, blob_url};
pub use self::terminal::TerminalText;

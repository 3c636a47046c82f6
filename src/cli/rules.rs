//! `truegreen rules`: all rules, a line each.

use super::terminal::Terminal;
use crate::publish::rules;
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// `human` for a list, `markdown` for the page with every document.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// How to print them.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Human,
    Markdown,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> u8 {
    let text = match args.format {
        Format::Human => rules::list(),
        Format::Markdown => rules::page(),
    };
    terminal.print(&text);
    exit::PASS
}

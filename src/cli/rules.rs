//! `truegreen rules`: lists all rules, one line each.

use super::terminal::Terminal;
use crate::publish::rules;
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct RulesArgs {
    /// `human` for a list, `markdown` for the page with every document.
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    format: RulesFormat,
}

/// How to print them.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum RulesFormat {
    Human,
    Markdown,
}

pub(crate) fn run(args: &RulesArgs, terminal: &mut Terminal) -> u8 {
    let text = match args.format {
        RulesFormat::Human => rules::list(),
        RulesFormat::Markdown => rules::page(),
    };
    terminal.print(&text);
    exit::PASS
}

//! `truegreen explain <rule>`: prints the document of a rule.

use super::terminal::Terminal;
use crate::publish::rules;
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// Id of the rule, as findings show it in brackets.
    rule: String,
}

pub(crate) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> u8 {
    match rules::explain(&args.rule) {
        Ok(text) => {
            terminal.print(text);
            exit::PASS
        }
        Err(unknown) => {
            terminal.complain(&format!("error: {unknown}\n"));
            exit::USAGE
        }
    }
}

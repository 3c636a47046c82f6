//! `truegreen drift`: what weakened between two revisions.

use super::Repository;
use super::terminal::Terminal;
use crate::app::{self, DriftRequest};
use crate::finding::Severity;
use crate::publish::{human, json, markdown};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    repository: Repository,
    /// The earlier revision: a tag, a branch, a commit. The policy is read from it.
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later revision.
    #[arg(value_name = "AFTER", default_value = "HEAD")]
    after: String,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Markdown,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> u8 {
    let request = DriftRequest {
        root: args.repository.root.clone(),
        policy: args.repository.policy.clone(),
        before: args.before.clone(),
        after: args.after.clone(),
        fail_on: Severity::Fail,
    };
    let judgement = match app::drift(&request) {
        Ok(judgement) => judgement,
        Err(error) => {
            terminal.complain(&human::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    let report = match args.format {
        Format::Human => human::render(&judgement, terminal.width()),
        Format::Markdown => markdown::drift_report(&judgement),
        Format::Json => match json::render(&judgement) {
            Ok(report) => report,
            Err(error) => {
                terminal.complain(&format!(
                    "error: the report could not be written as JSON: {error}\n"
                ));
                return exit::USAGE;
            }
        },
    };
    terminal.print(&report);
    exit::code(judgement.report.verdict)
}

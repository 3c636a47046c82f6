//! `truegreen drift`: shows what is weaker between two revisions.

use super::arguments::Repository;
use super::terminal::Terminal;
use crate::app::{self, DriftRequest};
use crate::finding::Severity;
use crate::publish::{json, markdown, terminal};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct DriftArgs {
    #[command(flatten)]
    repository: Repository,
    /// The earlier revision: a tag, a branch, a commit. The policy is read from it.
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later revision.
    #[arg(value_name = "AFTER", default_value = "HEAD")]
    after: String,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t = DriftFormat::Human)]
    format: DriftFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum DriftFormat {
    Human,
    Json,
    Markdown,
}

pub(crate) fn run(args: &DriftArgs, terminal: &mut Terminal) -> u8 {
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
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    let report = match args.format {
        DriftFormat::Human => terminal::render(&judgement, terminal.width()),
        DriftFormat::Markdown => markdown::drift_report(&judgement),
        DriftFormat::Json => match json::render(&judgement) {
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

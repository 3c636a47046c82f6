//! `truegreen check`: checks a repository at a terminal.

use std::path::PathBuf;

use super::arguments::{Evidence, Repository};
use super::terminal::Terminal;
use crate::app;
use crate::app::request::CheckRequest;
use crate::finding::Severity;
use crate::publish::{json, sarif, terminal};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    repository: Repository,
    /// Commit to judge against: policy and waivers are read from it through `git`, and the tree's own
    /// count for nothing.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    #[command(flatten)]
    evidence: Evidence,
    /// Least severity that fails.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Fail)]
    fail_on: FailOn,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    format: CheckFormat,
    /// Writes the report to a file in the chosen format; the terminal then shows the human one.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum FailOn {
    Fail,
    Warn,
    Note,
}

impl FailOn {
    const fn severity(self) -> Severity {
        match self {
            Self::Fail => Severity::Fail,
            Self::Warn => Severity::Warn,
            Self::Note => Severity::Note,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum CheckFormat {
    Human,
    Json,
    Sarif,
}

pub(crate) fn run(args: &CheckArgs, terminal: &mut Terminal) -> u8 {
    let request = CheckRequest {
        root: args.repository.root.clone(),
        base: args.base.clone(),
        asked: args.evidence.asked(&args.repository, args.fail_on.severity()),
    };
    let judgement = match app::check(&request) {
        Ok(judgement) => judgement,
        Err(error) => {
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    let width = terminal.width();
    let publish = tracing::info_span!(target: "truegreen::app", "publish").entered();
    let report = match args.format {
        CheckFormat::Human => Ok(terminal::render(&judgement, width)),
        CheckFormat::Json => written("JSON", json::render(&judgement)),
        CheckFormat::Sarif => written("SARIF", sarif::render(&judgement)),
    };
    drop(publish);
    let report = match report {
        Ok(report) => report,
        Err(why) => {
            terminal.complain(&why);
            return exit::USAGE;
        }
    };
    match &args.output {
        None => terminal.print(&report),
        Some(path) => {
            if let Err(error) =
                app::write_report(path, &anstream::adapter::strip_str(&report).to_string())
            {
                // The exit code stays the verdict; a surface that could not be written only warns.
                terminal.complain(&format!("warning: {error}\n"));
            }
            terminal.print(&terminal::render(&judgement, width));
        }
    }
    exit::code(judgement.report.verdict)
}

fn written(name: &str, report: Result<String, serde_json::Error>) -> Result<String, String> {
    report.map_err(|error| format!("error: the report could not be written as {name}: {error}\n"))
}

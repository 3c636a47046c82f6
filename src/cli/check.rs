//! `truegreen check`: judges a repository at a terminal.

use std::path::PathBuf;

use super::Repository;
use super::terminal::Terminal;
use crate::app::{self, Asked, CheckRequest, NeedsFrom};
use crate::exit;
use crate::finding::Severity;
use crate::publish::{human, json, sarif};

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    repository: Repository,
    /// Commit to judge against: policy and waivers are read from it through `git`, and the tree's own
    /// count for nothing.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// JUnit XML reports of the run; several, or repeated. Each glob must match a file.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    junit: Vec<String>,
    /// Coverage reports (Cobertura XML) of the run; several, or repeated.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    coverage: Vec<String>,
    /// Least share of lines covered, in per cent. Raises the policy's floor, never lowers it.
    #[arg(long, value_name = "PERCENT")]
    coverage_min: Option<f64>,
    /// `toJSON(needs)` of the gate job, from a file, or from standard input with `-`.
    #[arg(long, value_name = "FILE")]
    needs: Option<String>,
    /// Jobs that must exist and must not be skipped, as `job` or `ci.yml/job`; separated by commas.
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    required_jobs: Vec<String>,
    /// Least severity that fails.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Fail)]
    fail_on: FailOn,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> u8 {
    let request = CheckRequest {
        root: args.repository.root.clone(),
        base: args.base.clone(),
        asked: asked(args),
    };
    let judgement = match app::check(&request) {
        Ok(judgement) => judgement,
        Err(error) => {
            terminal.complain(&human::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    let width = terminal.width();
    let report = match args.format {
        Format::Human => Ok(human::render(&judgement, width)),
        Format::Json => written("JSON", json::render(&judgement)),
        Format::Sarif => written("SARIF", sarif::render(&judgement)),
    };
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
                // The exit code stays the verdict; a surface that could not be written says so.
                terminal.complain(&format!("warning: {error}\n"));
            }
            terminal.print(&human::render(&judgement, width));
        }
    }
    exit::code(judgement.report.verdict)
}

fn written(name: &str, report: Result<String, serde_json::Error>) -> Result<String, String> {
    report.map_err(|error| format!("error: the report could not be written as {name}: {error}\n"))
}

fn asked(args: &Args) -> Asked {
    Asked {
        policy: args.repository.policy.clone(),
        junit: args.junit.clone(),
        coverage: args.coverage.clone(),
        coverage_min: args.coverage_min,
        needs: args.needs.clone().map(NeedsFrom::File),
        required_jobs: args.required_jobs.clone(),
        fail_on: match args.fail_on {
            FailOn::Fail => Severity::Fail,
            FailOn::Warn => Severity::Warn,
            FailOn::Note => Severity::Note,
        },
    }
}

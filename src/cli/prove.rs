//! `truegreen prove`: spoils the repository in memory and shows what its policy catches.

use std::path::PathBuf;

use super::terminal::Terminal;
use crate::app::{self, Asked, CheckRequest, NeedsFrom};
use crate::exit;
use crate::finding::Severity;
use crate::prove::{Operator, operators};
use crate::publish::{human, prove};

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Root of the repository.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The policy file, below the root. Without it `.github/truegreen.yml`, if there is one.
    #[arg(long, value_name = "FILE")]
    policy: Option<String>,
    /// JUnit XML reports of a run; several, or repeated.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    junit: Vec<String>,
    /// Coverage reports (Cobertura XML) of a run; several, or repeated.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    coverage: Vec<String>,
    /// Least share of lines covered, in per cent.
    #[arg(long, value_name = "PERCENT")]
    coverage_min: Option<f64>,
    /// `toJSON(needs)` of the gate job, from a file, or from standard input with `-`.
    #[arg(long, value_name = "FILE")]
    needs: Option<String>,
    /// Jobs that a merge waits for, as `job` or `ci.yml/job`; separated by commas.
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    required_jobs: Vec<String>,
    /// Only this operator; several, or repeated.
    #[arg(long, value_name = "ID", num_args = 1..)]
    operator: Vec<String>,
    /// Lists the operators, and tries nothing.
    #[arg(long)]
    list: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> u8 {
    let all = operators();
    if args.list {
        terminal.print(&prove::list(&all));
        return exit::PASS;
    }
    let unknown = args.operator.iter().find(|id| all.iter().all(|known| known.id != id.as_str()));
    if let Some(unknown) = unknown {
        terminal.complain(&prove::no_such_operator(unknown, &all));
        return exit::USAGE;
    }
    let is_asked = |known: &Operator| {
        args.operator.is_empty() || args.operator.iter().any(|id| id == known.id)
    };
    let chosen: Vec<&'static Operator> = all.into_iter().filter(|known| is_asked(known)).collect();
    let proof = match app::prove(&request(args), &chosen) {
        Ok(proof) => proof,
        Err(error) => {
            terminal.complain(&human::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    match args.format {
        Format::Human => terminal.print(&prove::render(&proof, terminal.width())),
        Format::Json => match prove::json(&proof) {
            Ok(text) => terminal.print(&text),
            Err(error) => {
                terminal
                    .complain(&format!("error: the proof could not be written as JSON: {error}\n"));
                return exit::USAGE;
            }
        },
    }
    exit::code(proof.verdict())
}

fn request(args: &Args) -> CheckRequest {
    let asked = Asked {
        policy: args.policy.clone(),
        junit: args.junit.clone(),
        coverage: args.coverage.clone(),
        coverage_min: args.coverage_min,
        needs: args.needs.clone().map(NeedsFrom::File),
        required_jobs: args.required_jobs.clone(),
        fail_on: Severity::Fail,
    };
    CheckRequest { root: args.root.clone(), base: None, asked }
}

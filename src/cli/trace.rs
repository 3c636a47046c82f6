//! `truegreen trace`: where the failure of each gate command goes.

use super::Repository;
use super::terminal::Terminal;
use crate::app::{self, Asked, CheckRequest};
use crate::finding::Severity;
use crate::publish::{human, trace};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    repository: Repository,
    /// Only this job, as `job` or `ci.yml/job`.
    #[arg(long, value_name = "JOB")]
    job: Option<String>,
    /// Jobs that a merge waits for, as `job` or `ci.yml/job`; separated by commas.
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    required_jobs: Vec<String>,
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
    let asked = Asked {
        policy: args.repository.policy.clone(),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: args.required_jobs.clone(),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: args.repository.root.clone(), base: None, asked };
    let mut paths = match app::trace(&request) {
        Ok(paths) => paths,
        Err(error) => {
            terminal.complain(&human::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    if let Some(job) = &args.job {
        let known: Vec<String> = paths.iter().map(trace::job).collect();
        paths.retain(|path| trace::is_job(path, job));
        if paths.is_empty() {
            terminal.complain(&trace::no_such_job(job, &known));
            return exit::USAGE;
        }
    }
    match args.format {
        Format::Human => terminal.print(&trace::render(&paths, terminal.width())),
        Format::Json => match trace::json(&paths) {
            Ok(text) => terminal.print(&text),
            Err(error) => {
                terminal
                    .complain(&format!("error: the trace could not be written as JSON: {error}\n"));
                return exit::USAGE;
            }
        },
    }
    exit::PASS
}

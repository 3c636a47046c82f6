//! `truegreen prove`: changes the repository in memory and shows what the policy catches.

use super::arguments::{Evidence, Repository};
use super::prove_progress::ProgressPrinter;
use super::terminal::Terminal;
use crate::app;
use crate::app::request::CheckRequest;
use crate::finding::Severity;
use crate::prove::all_operators;
use crate::prove::operator::Operator;
use crate::prove::proof::ProofBudget;
use crate::publish::prove::ProofDetail;
use crate::publish::{prove, terminal};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct ProveArgs {
    #[command(flatten)]
    repository: Repository,
    #[command(flatten)]
    evidence: Evidence,
    /// Only this operator; several, or repeated.
    #[arg(long, value_name = "ID", num_args = 1..)]
    operator: Vec<String>,
    /// Lists the operators, and tries nothing.
    #[arg(long)]
    list: bool,
    /// Shows all that was tried, and each missed mutant with its edit.
    #[arg(long)]
    all: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = ProveFormat::Human)]
    format: ProveFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ProveFormat {
    Human,
    Json,
}

pub(crate) fn run(args: &ProveArgs, terminal: &mut Terminal) -> u8 {
    let all = all_operators();
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
    let request = CheckRequest {
        root: args.repository.root.clone(),
        base: None,
        asked: args.evidence.asked(&args.repository, Severity::Fail),
    };
    let printer = ProgressPrinter::new(terminal);
    let tell = |progress| printer.tell(progress);
    let proof = app::prove(&request, &chosen, ProofBudget::default(), &tell);
    printer.finish();
    let proof = match proof {
        Ok(proof) => proof,
        Err(error) => {
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    let detail = if args.all { ProofDetail::Whole } else { ProofDetail::Brief };
    match args.format {
        ProveFormat::Human => terminal.print(&prove::render(&proof, detail, terminal.width())),
        ProveFormat::Json => match prove::json(&proof) {
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

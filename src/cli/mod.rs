//! The command line: one file for each subcommand. Only this room writes to the terminal.

mod action;
pub mod arguments;
mod check;
mod drift;
mod explain;
mod init;
mod log;
mod policy;
mod prove;
mod prove_progress;
mod rules;
mod schema;
#[cfg(unix)]
mod signals;
mod terminal;
mod trace;

use clap::{Parser, Subcommand};

use self::terminal::Terminal;
use crate::inputs::LogWishes;
use crate::rules::crash_text;
use crate::text::TerminalText;
use crate::verdict::exit;

/// Proves that a green CI run means what it says.
#[derive(Debug, Parser)]
#[command(name = "truegreen", version, about, after_help = AFTER, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: CliCommand,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
}

const AFTER: &str = "Exit codes: 0 pass, 1 fail, 2 wrong use or wrong policy (nothing was judged), \
                     3 inconclusive (something asked for could not be examined).\n\n\
                     TRUEGREEN_LOG=info tells each stage on standard error, with its time and counts; \
                     `debug` each request to GitHub too, `trace` each mutant of `prove`.";

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Judges a repository: its workflows, test reports, coverage and results.
    Check(Box<check::CheckArgs>),
    /// Drafts the policy from what the workflows do today, and prints the job to paste.
    Init(init::InitArgs),
    /// Judges the run of GitHub Actions that it is a step of, and publishes the verdict; `action.yml`
    /// starts it, its inputs come from the environment.
    Action(action::ActionArgs),
    /// Shows where the failure of each gate command goes: to which check, or where it is lost.
    Trace(trace::TraceArgs),
    /// Proves the gate: spoils the repository in memory, in every way that green can lie, and shows what
    /// the policy catches.
    Prove(Box<prove::ProveArgs>),
    /// Shows what weakened between two revisions of the history.
    Drift(drift::DriftArgs),
    /// Explains a rule, with examples that fire and near misses.
    Explain(explain::ExplainArgs),
    /// Lists the rules.
    Rules(rules::RulesArgs),
    /// Prints the policy in force, with every default and what it extends.
    Policy(policy::PolicyArgs),
    /// Prints the JSON Schema of the policy file, for editors.
    Schema(schema::SchemaArgs),
}

/// Runs the program and returns its exit code. A crash is reported, and is never a pass.
#[must_use]
pub fn run() -> u8 {
    // The default hook would print every panic unescaped, even those of rules, which are caught and
    // judged.
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(|| run_with(std::env::args_os()));
    result.unwrap_or_else(|panic| {
        let why = TerminalText::new(crash_text(&*panic));
        let text = format!("error: truegreen crashed: {why}; this is a fault of truegreen, and nothing was judged\n");
        Terminal::new(clap::ColorChoice::Auto).complain(&text);
        exit::USAGE
    })
}

fn run_with(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // clap reports help and version as errors, but they are successes.
            let asked = !error.use_stderr();
            let mut terminal = Terminal::new(clap::ColorChoice::Auto);
            let text = error.render().ansi().to_string();
            if asked {
                terminal.print(&text)
            } else {
                terminal.complain(&text)
            }
            return if asked { exit::PASS } else { exit::USAGE };
        }
    };
    #[cfg(unix)]
    signals::watch();
    log::start(&LogWishes::read(), matches!(cli.command, CliCommand::Action(_)), cli.color);
    let mut terminal = Terminal::new(cli.color);
    match cli.command {
        CliCommand::Check(args) => check::run(&args, &mut terminal),
        CliCommand::Init(args) => init::run(&args, &mut terminal),
        CliCommand::Action(args) => action::run(&args, &mut terminal),
        CliCommand::Trace(args) => trace::run(&args, &mut terminal),
        CliCommand::Prove(args) => prove::run(&args, &mut terminal),
        CliCommand::Drift(args) => drift::run(&args, &mut terminal),
        CliCommand::Explain(args) => explain::run(&args, &mut terminal),
        CliCommand::Rules(args) => rules::run(&args, &mut terminal),
        CliCommand::Policy(args) => policy::run(&args, &mut terminal),
        CliCommand::Schema(args) => schema::run(&args, &mut terminal),
    }
}

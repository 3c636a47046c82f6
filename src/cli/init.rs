//! `truegreen init`: writes a policy from the current workflows.

use std::path::PathBuf;

use super::terminal::Terminal;
use crate::app;
use crate::app::{InitPlan, InitRequest};
use crate::init::{lacks, summary};
use crate::inputs::policy_file;
use crate::policy::PATH;
use crate::publish::terminal;
use crate::text::TerminalText;
use crate::verdict::exit;
use crate::verdict::report::Verdict;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// Root of the repository.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Writes nothing; exit 1 when the policy lacks a job that judges changes, and names it.
    #[arg(long, conflicts_with_all = ["force", "stdout"])]
    check: bool,
    /// Prints the draft and writes nothing.
    #[arg(long)]
    stdout: bool,
    /// Replaces the policy that is there.
    #[arg(long)]
    force: bool,
    /// Asks nothing.
    #[arg(long, short)]
    yes: bool,
}

pub(crate) fn run(args: &InitArgs, terminal: &mut Terminal) -> u8 {
    let request = InitRequest { root: args.root.clone(), force: args.force || args.stdout };
    let plan = match app::plan_init(&request) {
        Ok(plan) => plan,
        Err(error) => {
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    if args.stdout {
        terminal.print(&plan.text);
        return exit::PASS;
    }
    match &plan.existing {
        Some(lacking) if lacking.is_empty() => {
            terminal.print(&format!("{PATH} is already there and complete\n"));
            terminal.print(&unread(&plan));
            exit::PASS
        }
        Some(lacking) => {
            terminal.print(&incomplete(lacking, args.check));
            terminal.print(&unread(&plan));
            exit::FAIL
        }
        None if args.check => {
            terminal.print(&format!("there is no {PATH}; write one with `truegreen init`\n"));
            exit::FAIL
        }
        None => write(args, &request, &plan, terminal),
    }
}

fn incomplete(lacking: &[lacks::Lacking], is_check: bool) -> String {
    let jobs = lacking.iter().flat_map(|of| of.jobs.iter().map(move |job| (&of.file, &job.id)));
    let names: Vec<String> =
        jobs.map(|(file, id)| TerminalText::new(&format!("{file}/{id}")).to_string()).collect();
    let help = match is_check {
        true => "",
        false => "\nIt was left as it is: add these lines, or write it anew with `--force`.\n",
    };
    let noun = if names.len() == 1 { "a job that judges" } else { "jobs that judge" };
    format!(
        "{PATH} lacks {noun}: {}\n\n--- {PATH}\n+++ {PATH}\n{}{help}",
        names.join(", "),
        lacks::difference(lacking)
    )
}

/// Returns the warnings about workflows that could not be read, whose jobs are not compared.
fn unread(plan: &InitPlan) -> String {
    let files = plan.draft.unread.iter();
    let lines = files.map(|(file, why)| {
        format!("its jobs are not known: {}: {}\n", TerminalText::new(file), TerminalText::new(why))
    });
    lines.collect()
}

fn write(args: &InitArgs, request: &InitRequest, plan: &InitPlan, terminal: &mut Terminal) -> u8 {
    terminal.print(&summary::draft(&plan.draft, &plan.asking));
    if terminal.is_watched() && policy_file::is_asked_by_a_person() && !args.yes {
        terminal.print(&format!("write {PATH}? [Y/n] "));
        let answer = policy_file::answer();
        if !matches!(answer.as_deref(), Some("" | "y" | "yes")) {
            terminal.print("nothing was written\n");
            return exit::PASS;
        }
    }
    if let Err(error) = app::write_policy(request, plan) {
        terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
        return exit::USAGE;
    }
    terminal.print(&format!("wrote {PATH}\n"));
    if plan.verdict != Verdict::Pass {
        let mut text = String::from("`truegreen check` cannot pass yet, whatever is waived:\n");
        for (rule, why) in &plan.untold {
            text.push_str(&format!("  {rule}: {}\n", TerminalText::new(why)));
        }
        terminal.print(&text);
    }
    let job = summary::gate(plan.gate.as_ref());
    if !job.is_empty() {
        terminal.print(&format!("\n{job}"));
    }
    exit::PASS
}

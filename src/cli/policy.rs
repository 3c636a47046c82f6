//! `truegreen policy`: prints the policy in force, with all defaults.

use super::arguments::Repository;
use super::terminal::Terminal;
use crate::app::{self, InForce, PolicyRequest};
use crate::policy::{PATH, Policy, PolicySource};
use crate::publish::{policy, terminal};
use crate::text::TerminalText;
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct PolicyArgs {
    #[command(flatten)]
    repository: Repository,
    /// Commit whose policy counts, as for `check --base`; waivers that only the tree has are left out.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Prints the policy that this one extends instead. It holds beside this one, on its own terms; in YAML
    /// it is otherwise printed below it, as comments.
    #[arg(long)]
    floor: bool,
    /// How to write it. Both are a policy file again.
    #[arg(long, value_enum, default_value_t = PolicyFormat::Yaml)]
    format: PolicyFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum PolicyFormat {
    Yaml,
    Json,
}

pub(crate) fn run(args: &PolicyArgs, terminal: &mut Terminal) -> u8 {
    let request = PolicyRequest {
        root: args.repository.root.clone(),
        policy: args.repository.policy.clone(),
        base: args.base.clone(),
    };
    let InForce { policy, floor } = match app::policy(&request) {
        Ok(found) => found,
        Err(error) => {
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    if policy.origin.source == PolicySource::Defaults {
        terminal.complain(&format!(
            "note: there is no `{PATH}`, so these are the defaults; `truegreen init` drafts a policy\n"
        ));
    }
    match (args.floor, floor) {
        (true, None) => {
            terminal.complain("error: the policy extends no other one; leave `--floor` out\n");
            exit::USAGE
        }
        (true, Some(Ok(floor))) => print(&floor, None, args.format, terminal),
        (false, None) => print(&policy, None, args.format, terminal),
        (false, Some(Ok(floor))) => print(&policy, Some(&floor), args.format, terminal),
        (is_asked, Some(Err(why))) => {
            let why = TerminalText::new(&why);
            terminal.complain(&format!("warning: {why}; what it adds is not shown\n"));
            let code = match is_asked {
                true => exit::PASS,
                false => print(&policy, None, args.format, terminal),
            };
            // The floor is missing from the output, and a script must see that.
            code.max(exit::INCONCLUSIVE)
        }
    }
}

fn print(
    policy: &Policy,
    floor: Option<&Policy>,
    format: PolicyFormat,
    terminal: &mut Terminal,
) -> u8 {
    let text = match format {
        PolicyFormat::Yaml => policy::yaml(policy, floor).map_err(|error| error.to_string()),
        PolicyFormat::Json => policy::json(policy).map_err(|error| error.to_string()),
    };
    match text {
        Ok(text) => {
            terminal.print(&text);
            exit::PASS
        }
        Err(why) => {
            terminal.complain(&format!("error: the policy could not be written: {why}\n"));
            exit::USAGE
        }
    }
}

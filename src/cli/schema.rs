//! `truegreen schema policy` and `report`: print the JSON Schema of a file, for editors and other programs.

use super::terminal::Terminal;
use crate::publish::schema;
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// Of which file.
    #[arg(value_enum)]
    of: SchemaOf,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum SchemaOf {
    /// `.github/truegreen.yml`.
    Policy,
    /// `check --format json`, and `truegreen-report.json` of the action.
    Report,
}

pub(crate) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> u8 {
    let text = match args.of {
        SchemaOf::Policy => schema::policy(),
        SchemaOf::Report => schema::report(),
    };
    terminal.print(text);
    exit::PASS
}

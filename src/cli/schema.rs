//! `truegreen schema policy`: prints the JSON Schema for editors.

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
}

pub(crate) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> u8 {
    let text = match args.of {
        SchemaOf::Policy => schema::policy(),
    };
    terminal.print(text);
    exit::PASS
}

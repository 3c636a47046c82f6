//! Reports that tools write, and where: by their own options, as the tools' documentation says.

use super::kinds::named;
use super::rows::KnownReport;
use super::table::{FLOORS, REPORTS};

/// The reports that a program writes.
pub(crate) fn of(program: &str) -> &'static [KnownReport] {
    named(REPORTS, program).unwrap_or_default()
}

/// The options of a program whose number is the least coverage; the first names them.
pub(crate) fn floors(program: &str) -> &'static [&'static str] {
    named(FLOORS, program).unwrap_or_default()
}

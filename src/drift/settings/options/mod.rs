//! Options of commands that say what is checked.

pub(super) mod words;

use super::found::FoundDifference;
use crate::drift::runs::ToolRuns;
use crate::drift::runs::run::ToolRun;
use crate::drift::settings::options::words::{Elsewhere, addopts, differences, owner};
use crate::drift::sides::DriftSides;
use crate::drift::values::SettingFiles;

/// Compares the options of all commands.
pub(super) fn compare(
    runs: &ToolRuns,
    sides: &DriftSides<'_>,
    settings: &SettingFiles,
    found: &mut FoundDifference,
) {
    let addopts = (addopts(sides.base), addopts(sides.head));
    for duo in runs.duos.iter().filter(|duo| !duo.base.is_void) {
        let Some(head) = duo.head.as_ref().filter(|head| !head.is_void) else { continue };
        let is_pytest = head.tool == "pytest";
        if duo.is_unchanged && !is_pytest {
            found.compared += 1;
            continue;
        }
        let of = |runs: &Vec<ToolRun>| if is_pytest { runs.clone() } else { Vec::new() };
        let elsewhere = Elsewhere {
            all: false,
            base: of(&addopts.0),
            head: of(&addopts.1),
            others: &runs.head,
            before: &runs.duos,
        };
        found.compared += 1;
        let differences = differences(duo, head, &elsewhere, settings);
        found.extend(&owner(duo, head), differences);
    }
}

//! Which files hold settings of tools, and where the settings stand in them.

use super::kinds::{fits, kept, named};
use super::rows::KnownFile;
use super::table::{FILES, SPELLINGS, WATCHED, WATCHED_PATTERNS};
use crate::policy::PATH;
use crate::policy::paths::file_name;

/// What is known of a file of this name, in the order in which its tables count.
pub(crate) fn of(file: &str) -> Vec<&'static KnownFile> {
    FILES.iter().flat_map(|(_, files)| *files).filter(|known| known.is(file)).collect()
}

/// The files of a tool, in its own order of precedence.
pub(crate) fn of_tool(tool: &str) -> &'static [KnownFile] {
    named(FILES, tool).unwrap_or_default()
}

/// Whether a file is compared.
#[must_use]
pub fn is_watched(path: &str) -> bool {
    let name = file_name(path);
    // every path of a repository is asked for
    let is_settings = WATCHED.binary_search(&name).is_ok()
        || WATCHED_PATTERNS.iter().any(|(pattern, but_not)| {
            fits(pattern, name) && (but_not.is_empty() || !name.ends_with(but_not))
        });
    let is_foreign =
        || path.split('/').any(|part| matches!(part, "node_modules" | "vendor" | ".git"));
    (is_settings && !is_foreign()) || path == PATH
}

/// The name of a setting: what tool it is of, and where in the tool's own settings it stands. `None` for
/// settings of no tool that is compared.
pub(crate) fn canonical(
    files: &[&'static KnownFile],
    file: &str,
    steps: &[String],
) -> Option<String> {
    files.iter().find_map(|known| known.setting(file, steps)).map(one_spelling)
}

/// Settings that have two names, or lie one table deeper in newer versions.
fn one_spelling(name: String) -> String {
    match SPELLINGS.iter().find(|(old, _)| fits(old, &name)) {
        Some((old, new)) => new.replace('*', kept(old, &name)),
        None => name,
    }
}

/// The folder that a setting of a file is of.
pub(crate) fn folder(files: &[&'static KnownFile], path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if files.iter().any(|known| known.folders.contains(&folder)) {
        return String::new();
    }
    folder.to_owned()
}

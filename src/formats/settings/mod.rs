//! What pytest reads from its settings files: `pyproject.toml`, `pytest.toml`, `pytest.ini`, `tox.ini`,
//! `setup.cfg`. Whole files of any tool are [`crate::formats::document`].
//!
//! Each is read as pytest reads it: TOML by the grammar, INI by the rules of `iniconfig` (see
//! [`crate::formats::document::ini_tree`]), and options split by those of Python's `shlex` (see [`words`]).

pub mod pytest;

use crate::formats::document::ini_tree;
use crate::formats::settings::pytest::{PytestSettings, split_option};

mod toml;
pub mod words;

use super::problem::Parsed;
use crate::formats::document::place::Places;

/// File names that [`read_pytest`] understands, in pytest's own order of precedence. Source:
/// `_pytest/config/findpaths.py`, `CONFIG_LOADERS_BY_NAME`.
pub const PYTEST_FILES: [&str; 7] = [
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
];

/// Reads pytest's settings out of a file, chosen by its name. `value` is `None` when the file has no
/// pytest section; a file that cannot be parsed is a problem.
#[must_use]
pub fn read_pytest(file_name: &str, text: &str) -> Parsed<PytestSettings> {
    let places = Places::new(text);
    match file_name {
        "pyproject.toml" => {
            toml::read(text, &places, &[&["tool", "pytest", "ini_options"], &["tool", "pytest"]])
        }
        "pytest.toml" | ".pytest.toml" => toml::read(text, &places, &[&["pytest"]]),
        "pytest.ini" | ".pytest.ini" | "tox.ini" => read_ini(text, &places, "pytest"),
        "setup.cfg" => read_ini(text, &places, "tool:pytest"),
        _ => Parsed { value: None, problems: Vec::new() },
    }
}

fn read_ini(text: &str, places: &Places<'_>, section: &str) -> Parsed<PytestSettings> {
    let mut file = ini_tree::parse(text, places);
    let Some(entries) = file.sections.remove(section) else {
        // pytest itself would stop here, but nothing in this file is its own
        let whole = text.contains(&format!("[{section}]"));
        let problems = if whole { file.problems } else { Vec::new() };
        return Parsed { value: None, problems };
    };
    let mut problems = file.problems;
    let mut settings = PytestSettings::default();
    for (name, value) in entries {
        if let Some(list) = settings.list(&name) {
            list.extend(split_option(&name, &value, places, &mut problems));
        }
    }
    Parsed { value: Some(settings), problems }
}

#[cfg(test)]
mod tests;

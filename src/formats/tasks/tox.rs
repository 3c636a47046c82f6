//! tox: what its INI and its TOML have in common, by the rules of tox 4 (`tox/config/loader`).

use super::book::Book;
use super::{tox_ini, tox_toml};

/// Reads tox's environments out of a file, chosen by its name.
pub(super) fn read(book: &mut Book<'_>, file_name: &str) -> bool {
    match file_name {
        "pyproject.toml" => tox_toml::read(book, &["tool", "tox"]),
        name if name.ends_with(".toml") => tox_toml::read(book, &[]),
        "setup.cfg" => tox_ini::read(book, "tox:tox"),
        _ => tox_ini::read(book, "tox"),
    }
}

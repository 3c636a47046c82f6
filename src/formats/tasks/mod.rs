//! Tasks: things that a repository's file names and that a command runs by that name: `make test`,
//! `npm run lint`, `tox -e py312`, `bash scripts/ci.sh`.
//!
//! - [`read_call`] says which tasks a command runs, and in which files they stand ([`TaskCall`]);
//! - [`read`] reads such a file as that call sees it: the words behind `--` and the variables of the
//!   command line are in their places;
//! - [`TaskFile::order`] lists the tasks that then run.
//!
//! All of it is text: nothing is run, no file is included, and what only the tool itself could know
//! stays in the scripts as a variable that nobody set (`$(shell git describe)`, `$CC`).

mod book;
mod call;
mod call_python;
mod justfile;
mod justline;
mod make_lines;
mod make_variables;
mod makefile;
mod nox;
mod package_json;
pub mod pieces;
mod python;
mod python_projects;
mod python_tasks;
mod script;
pub mod scripts;
pub mod task;
mod tox;
mod tox_ini;
pub mod tox_names;
mod tox_toml;

use self::book::Book;
pub use self::call::read_call;
use super::problem::Parsed;
use crate::formats::tasks::task::{LIMIT, TaskCall, TaskFile, TaskFormat};

/// Reads a task file as a call sees it. `value` is `None` when the file holds nothing of the call's
/// format, so that the tool would look at the next file, and when it cannot be read, which is a problem.
#[must_use]
pub fn read(call: &TaskCall, path: &str, text: &str) -> Parsed<TaskFile> {
    let mut book = Book::new(call, text);
    if text.len() > LIMIT {
        book.problem(0, 0, format!("the file has more than {LIMIT} bytes and is not read"));
        return Parsed { value: None, problems: book.problems };
    }
    let file_name = path.rsplit('/').next().unwrap_or(path);
    let found = match call.format {
        TaskFormat::Makefile => makefile::read(&mut book),
        TaskFormat::PackageJson => package_json::read(&mut book),
        TaskFormat::Tox => tox::read(&mut book, file_name),
        TaskFormat::Nox => nox::read(&mut book),
        TaskFormat::Justfile => justfile::read(&mut book),
        TaskFormat::Hatch
        | TaskFormat::Pixi
        | TaskFormat::Pdm
        | TaskFormat::Poe
        | TaskFormat::Rye => python_projects::read(&mut book, file_name),
        TaskFormat::Script => script::read(&mut book),
    };
    if book.is_exhausted() {
        book.overflow();
    }
    let Book { tasks, chosen, problems, .. } = book;
    let value = found.then(|| TaskFile { path: path.into(), tasks, chosen });
    Parsed { value, problems }
}

#[cfg(test)]
mod tests;

//! EDGE, writes and asks. Writes a drafted policy into the repository, and asks the person at the
//! terminal.

use std::io::{BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::InputError;

/// Longest answer in bytes: an answer is a word.
const ANSWER_LIMIT: u64 = 1 << 10;

/// Writes a file below a root in one step, so that no reader ever sees half of it. Missing folders
/// are made. Symbolic links are not followed, neither those of a folder nor that of the file, and
/// an existing file is replaced only if `replaces` says so.
///
/// # Errors
/// A file in the way, or a failure of the system; no file is left behind then.
#[expect(clippy::disallowed_methods, reason = "the edge writes the drafted policy")]
pub fn write_policy(root: &Path, path: &str, text: &str, replaces: bool) -> Result<(), InputError> {
    let failed = |source| InputError::Policy { path: path.to_owned(), source };
    let refused = |why: &str| failed(std::io::Error::other(why.to_owned()));
    let root = std::fs::canonicalize(root).map_err(failed)?;
    let mut folder = root;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match std::fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(refused("its folder is a symbolic link or no folder")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir(&folder).map_err(failed)?;
            }
            Err(error) => return Err(failed(error)),
        }
    }
    let file = folder.join(name);
    match std::fs::symlink_metadata(&file) {
        Ok(found) if !found.is_file() => {
            return Err(refused("what stands there is a symbolic link or no file"));
        }
        Ok(_) if !replaces => return Err(refused("it is there already")),
        _ => {}
    }
    let draft = folder.join(format!(".{name}.{}", super::runner::unguessable()));
    let written = put(&draft, text).and_then(|()| std::fs::rename(&draft, &file));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&draft);
        failed(error)
    })
}

#[expect(clippy::disallowed_methods, reason = "the edge writes the drafted policy")]
fn put(path: &PathBuf, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Returns whether standard input is a terminal.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge reads standard input")]
pub fn is_asked_by_a_person() -> bool {
    std::io::stdin().is_terminal()
}

/// Reads one line from standard input; `None` at its end.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge reads standard input")]
pub fn answer() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(ANSWER_LIMIT).read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_lowercase())
}

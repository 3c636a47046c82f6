//! Paths that a run wrote into a report, mapped back to the repository.

/// A path with `/`, without `file://`, without `./`, and below the repository where the folder of a
/// known kind of runner stands before it.
///
/// A runner checks out to `<work>/<repository>/<repository>`: `/home/runner/work/R/R`,
/// `/Users/runner/work/R/R`, `D:\a\R\R`, in a container `/__w/R/R`, in a container action
/// `/github/workspace`; self-hosted ones to `<runner>/_work/R/R`.
#[must_use]
pub fn in_repository(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let path = match path.strip_prefix("file://") {
        None => path.as_str(),
        // `file:///D:/a/...` has one slash more than the path
        Some(rest) => rest.strip_prefix('/').filter(|rest| has_drive(rest)).unwrap_or(rest),
    };
    let path = if is_absolute(path) { below_checkout(path) } else { path };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path without the folder that a runner checks out to; anything else stays as it is, so that a glob
/// keeps its meaning.
#[must_use]
pub fn without_checkout(path: &str) -> String {
    let path = path.strip_prefix("file://").unwrap_or(path);
    if is_absolute(path) { below_checkout(path).to_owned() } else { path.to_owned() }
}

/// Whether a path starts at a root or a drive, so that it says nothing about a repository.
#[must_use]
pub fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || has_drive(path)
}

fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic())
}

fn below_checkout(path: &str) -> &str {
    if let Some(below) = path.strip_prefix("/github/workspace")
        && (below.is_empty() || below.starts_with('/'))
    {
        return below.trim_start_matches('/');
    }
    let mut at = 0;
    let parts: Vec<(usize, &str)> = path
        .split('/')
        .map(|part| {
            let start = at;
            at += part.len() + 1;
            (start, part)
        })
        .collect();
    for window in parts.windows(3) {
        let [(before, work), (_, outer), (start, inner)] = window else { continue };
        let is_work = match *work {
            "work" | "_work" | "__w" => true,
            // `D:/a/R/R`: right below the drive
            "a" => *before == 3,
            _ => false,
        };
        if is_work && outer == inner && !outer.is_empty() {
            let below = path.get(start + inner.len()..).unwrap_or_default();
            return below.trim_start_matches('/');
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_every_runner_is_taken_away() {
        for path in [
            "src/a.py",
            "./src/a.py",
            "src\\a.py",
            "src//x/../a.py",
            "/home/runner/work/r/r/src/a.py",
            "/Users/runner/work/my-repo/my-repo/src/a.py",
            "D:\\a\\r\\r\\src\\a.py",
            "/__w/r/r/src/a.py",
            "/github/workspace/src/a.py",
            "/opt/actions-runner/_work/r/r/src/a.py",
            "file:///home/runner/work/r/r/src/a.py",
            "file:///D:/a/r/r/src/a.py",
        ] {
            assert_eq!(in_repository(path), "src/a.py", "{path}");
        }
    }

    #[test]
    fn what_is_no_runner_folder_stays() {
        for path in [
            "/home/me/r/src/a.py",
            "/home/runner/work/r/other/src/a.py",
            "/usr/a/r/r/a.py",
            "../a.py",
            "../../a.py",
            "/github/workspaces/a.py",
            "work/r/r/a.py",
        ] {
            assert_eq!(in_repository(path), path);
        }
        assert_eq!(in_repository("/home/runner/work/r/r"), "");
        assert_eq!(in_repository("/"), "");
    }
}

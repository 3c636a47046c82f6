//! What tests need that is not in the repository: real workflows and reports, real pipelines, the
//! official parser. Such a test is `#[ignore]`, so that `cargo test` says that it did not run; when
//! it runs, a missing part is a failure. None returns early and counts as passed.
//!
//! `TRUEGREEN_WHOLE=1` runs on everything instead of on samples.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Returns a file or folder of the corpus of real workflows and reports.
pub(crate) fn corpus(part: &str) -> PathBuf {
    Path::new(&asked("TRUEGREEN_CORPUS", "the folder of real workflows and reports")).join(part)
}

/// Returns a file or folder of the real pipelines, which are beside the corpus.
pub(crate) fn seeds(part: &str) -> PathBuf {
    let seeds = corpus("").parent().unwrap().join("seeds");
    assert!(seeds.is_dir(), "no folder `seeds` with real pipelines beside the corpus");
    seeds.join(part)
}

/// Returns the folder into which `tests/oracle/install.sh` installed the official parser.
pub(crate) fn oracle() -> PathBuf {
    asked("TRUEGREEN_ORACLE", "a folder that `sh tests/oracle/install.sh FOLDER` filled").into()
}

/// Returns whether tests run on everything instead of on samples.
pub(crate) fn is_whole() -> bool {
    std::env::var_os("TRUEGREEN_WHOLE").is_some()
}

/// Returns the step of a sample: each `sample`-th item, or each one.
pub(crate) fn each(sample: usize) -> usize {
    if is_whole() { 1 } else { sample }
}

/// The tests that `#[ignore]` leaves out, as the runner lists them: `module::name: test`.
static IGNORED: LazyLock<String> = LazyLock::new(|| {
    let this = std::env::current_exe().unwrap();
    let output = Command::new(this).args(["--list", "--ignored"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
});

/// Returns the path in a variable, for the test that runs on this thread.
fn asked(variable: &str, what: &str) -> OsString {
    // The runner names the thread of each test after it. A thread that a test starts has no name.
    if let Some(test) = std::thread::current().name() {
        let is_ignored = IGNORED.lines().any(|line| line.strip_suffix(": test") == Some(test));
        assert!(is_ignored, "`{test}` asks for {variable} and is not `#[ignore = \"why\"]`");
    }
    std::env::var_os(variable).unwrap_or_else(|| panic!("set {variable} to {what}"))
}

#[test]
#[should_panic(expected = "asks for TRUEGREEN_CORPUS and is not `#[ignore")]
fn a_test_that_asks_and_is_not_ignored_fails_with_and_without_a_corpus() {
    corpus("workflows");
}

/// A test that reads the variables itself could return early where they are not set.
#[test]
fn nobody_asks_past_this_module_and_no_test_skips_itself() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let (root, mut files) = (Path::new(env!("CARGO_MANIFEST_DIR")), Vec::new());
    for folder in ["src", "tests"] {
        sources(&root.join(folder), &mut files);
    }
    files.retain(|path| !path.ends_with(file!()));
    assert!(files.len() > 400, "{}", files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let words = text.split_whitespace().collect::<String>();
        for taken in ["TRUEGREEN_CORPUS", "TRUEGREEN_ORACLE", "!(\"SKIPPED", "#[ignore]"] {
            assert!(!words.contains(taken), "{} has `{taken}`", path.display());
        }
        // CI runs only the ignored tests of this binary.
        let is_here = path.starts_with(root.join("tests"));
        assert!(is_here || !words.contains("#[ignore"), "{} ignores a test", path.display());
    }
}

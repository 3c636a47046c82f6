//! CONTRIBUTING.md adds a rule, a tool with its settings files, and a drift aspect; this follows all of these walks
//! to the letter in one copy of the project and runs the tests that they name. It builds the copy four times, so it
//! is the slowest test of all.

use std::path::{Path, PathBuf};
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Returns the block after `<!-- file: PATH -->`.
fn block(text: &str, path: &str) -> String {
    let after = text.split_once(&format!("<!-- file: {path} -->\n")).expect(path).1;
    let (fence, rest) = after.split_once('\n').unwrap();
    let fence: String = fence.chars().take_while(|&c| c == '`').collect();
    rest.split_once(&format!("\n{fence}\n")).unwrap().0.to_owned() + "\n"
}

fn replace(root: &Path, path: &str, find: &str, replace: &str) {
    let path = root.join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "`{find}` is not in {}", path.display());
    std::fs::write(&path, text.replacen(find, replace, 1)).unwrap();
}

/// What the copy is asked: the tests that the guide names.
const TESTS: &[&str] = &[
    "test",
    "--offline",
    "--locked",
    "--no-fail-fast",
    "--lib",
    "--test",
    "it",
    "--",
    "registry",
    "documents",
    "boundaries",
    "catalog",
    "that_it_shows",
    "every_option_has",
    "the_schema_that",
];

/// Files that the walks write whole.
const WRITTEN: [&str; 6] = [
    "src/rules/signal/empty_job.md",
    "src/rules/signal/empty_job.rs",
    "src/catalog/data/tidycheck.toml",
    "src/drift/outputs.rs",
    "src/rules/drift/output_dropped.md",
    "src/rules/drift/output_dropped.rs",
];

/// What the walks say to write into files that are there: the file, before or behind what, and what.
const NAMED: [(&str, &str, &str); 8] = [
    ("src/rules/signal/mod.rs", "pub(crate) mod ", "pub(crate) mod empty_job;\npub(crate) mod "),
    (
        "src/rules/mod.rs",
        "    &reach::empty_matrix::RULE,",
        "    &signal::empty_job::RULE,\n    &reach::empty_matrix::RULE,",
    ),
    (
        "src/rules/drift/mod.rs",
        "pub(crate) mod ",
        "pub(crate) mod output_dropped;\npub(crate) mod ",
    ),
    (
        "src/rules/mod.rs",
        "    &serial::pytest_xdist::RULE,",
        "    &drift::output_dropped::RULE,\n    &serial::pytest_xdist::RULE,",
    ),
    (
        "src/drift/difference.rs",
        "    NeedsDropped,\n",
        "    NeedsDropped,\n    /// An output that a job gives others.\n    OutputDropped,\n",
    ),
    ("src/drift/mod.rs", "mod needs;\n", "mod needs;\nmod outputs;\n"),
    (
        "src/drift/compare.rs",
        "        matrix::compare_matrices,\n",
        "        matrix::compare_matrices,\n        super::outputs::compare_outputs,\n",
    ),
    ("CONTRIBUTING.md", "needs, removed, settings", "needs, outputs, removed, settings"),
];

/// Returns whether Cargo sets a variable for the package of a test. A crate that reads it would be
/// built anew, in the copy and after it.
fn is_of_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// Returns whether the tests of the copy pass, and their output.
fn tested(copied: &Path, update: bool) -> (bool, String) {
    // The path of this program is `target/debug/deps/it-...`.
    let this = std::env::current_exe().unwrap();
    let builds = this.ancestors().nth(3).unwrap();
    let mut command = Command::new(env!("CARGO"));
    let told = std::env::vars_os().map(|(name, _)| name);
    for name in told.filter(|name| name.to_str().is_some_and(is_of_package)) {
        command.env_remove(name);
    }
    command
        .current_dir(copied)
        .args(TESTS)
        // Other crates are reused as they were built for this very test; only the binary, which
        // would replace ours, goes elsewhere.
        .env("CARGO_BUILD_BUILD_DIR", builds)
        .env("CARGO_TARGET_DIR", copied.parent().unwrap())
        .env("CARGO_INCREMENTAL", "1")
        .env("INSTA_UPDATE", if update { "always" } else { "no" });
    if update {
        command.env("UPDATE", "1");
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

/// The copy, as long as it is needed. It is built where this crate is: while it lies there, the next build of this
/// crate would look at its sources, and take what was made of it for its own.
struct Copied(PathBuf);

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
#[ignore = "builds the crate four times"]
fn a_rule_a_tool_and_an_aspect_are_added_as_the_guide_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Always at one place: what a copy leaves in the shared folder of builds takes no more room the next time.
    let copy_of_all = Copied(root.join("target/walkthrough/copy"));
    let copied = copy_of_all.0.as_path();
    let _ = std::fs::remove_dir_all(copied);
    for name in ["src", "tests", "testdata", "docs", "examples", "benches", "schemas"] {
        copy(&root.join(name), &copied.join(name));
    }
    for name in ["Cargo.toml", "Cargo.lock", "clippy.toml", "README.md", "CONTRIBUTING.md"] {
        std::fs::copy(root.join(name), copied.join(name)).unwrap();
    }
    let guide = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    for path in WRITTEN {
        std::fs::write(copied.join(path), block(&guide, path)).unwrap();
    }
    // Files of rules that nobody named are red, by the registry; an entry whose tables are not written, by these.
    let (passed, said) = tested(copied, false);
    assert!(!passed, "{said}");
    for red in [
        "the_folder_the_registry_and_the_documents_name_the_same_rules",
        "the_catalogue_that_is_built_in_is_that_of_the_text",
        "the_catalogue_of_settings_that_is_built_in_is_that_of_the_data",
    ] {
        assert!(said.contains(red), "{red}: {said}");
    }

    for (path, find, with) in NAMED {
        replace(copied, path, find, with);
    }
    // What is written is not what runs: the entry's own lines are known with the next build only.
    let (_, said) = tested(copied, true);
    assert!(!said.contains("could not compile"), "{said}");
    let (passed, said) = tested(copied, false);
    assert!(passed, "{said}");

    // The document is a test, and so is the entry: a mark that is not found is red, and a line that is no gate.
    replace(copied, "src/rules/signal/empty_job.md", " # warn: [empty-job]", "");
    replace(copied, "src/catalog/data/tidycheck.toml", "tidycheck run src", "tidycheck walk src");
    replace(copied, "src/catalog/data/tidycheck.toml", "leaves out `T2`", "leaves out `T3`");
    let (passed, said) = tested(copied, false);
    assert!(!passed && said.contains("empty-job: A job that only waits"), "{said}");
    assert!(said.contains("tidycheck: tidycheck walk src"), "{said}");
    assert!(said.contains("leaves out `T3`"), "{said}");
}

//! CONTRIBUTING.md adds a rule in four steps. This test follows them to the letter in a copy of the
//! project and runs the tests that the text names. It builds the copy four times, so it is the
//! slowest test of all.

use std::path::Path;
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

/// The tests that the copy runs: those that the guide names.
const TESTS: &[&str] =
    &["test", "--offline", "--locked", "--test", "it", "--", "registry", "documents", "boundaries"];

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

#[test]
#[ignore = "builds the crate four times"]
fn a_rule_is_added_as_the_guide_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The copy is always at one path, so that its builds do not fill the shared folder.
    let copied = &root.join("target/walkthrough/copy");
    let _ = std::fs::remove_dir_all(copied);
    for name in ["src", "tests", "testdata", "docs", "examples", "benches", "schemas"] {
        copy(&root.join(name), &copied.join(name));
    }
    for name in ["Cargo.toml", "Cargo.lock", "clippy.toml", "README.md", "CONTRIBUTING.md"] {
        std::fs::copy(root.join(name), copied.join(name)).unwrap();
    }
    let guide = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    for path in ["src/rules/signal/empty_job.md", "src/rules/signal/empty_job.rs"] {
        std::fs::write(copied.join(path), block(&guide, path)).unwrap();
    }
    // The registry reports two files that it does not know.
    let (passed, said) = tested(copied, false);
    assert!(
        !passed && said.contains("the_folder_the_registry_and_the_documents_name_the_same_rules"),
        "{said}"
    );

    replace(
        copied,
        "src/rules/signal/mod.rs",
        "pub(crate) mod ",
        "pub(crate) mod empty_job;\npub(crate) mod ",
    );
    replace(
        copied,
        "src/rules/mod.rs",
        "    &test_reports::failing_test::RULE,",
        "    &signal::empty_job::RULE,\n    &test_reports::failing_test::RULE,",
    );
    let (passed, said) = tested(copied, true);
    assert!(passed, "{said}");
    let (passed, said) = tested(copied, false);
    assert!(passed, "{said}");

    // The document is a test: a mark without a finding is red.
    replace(copied, "src/rules/signal/empty_job.md", " # warn: [empty-job]", "");
    let (passed, said) = tested(copied, false);
    assert!(!passed && said.contains("empty-job: A job that only echoes"), "{said}");
}

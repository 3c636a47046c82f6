//! Files that a glob of reports reaches and nobody can read as they are: they are told, never left out.

#![cfg(unix)]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use crate::cli::truegreen;

const GOOD: &str = "<testsuite><testcase name='a'/></testsuite>";
const BAD: &str = "<testsuite><testcase name='b'><failure message='no'/></testcase></testsuite>";
const CI: &str = "on: pull_request
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - run: pytest -q
";

/// A repository with one good report.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        made.write(".github/workflows/ci.yml", CI);
        made.write("reports/good.xml", GOOD);
        made
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &[u8]) -> PathBuf {
        self.root().join(OsStr::from_bytes(path))
    }

    fn write(&self, path: impl AsRef<[u8]>, text: &str) {
        let path = self.at(path.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn link(&self, target: &str, path: &str) {
        symlink(target, self.root().join(path)).unwrap();
    }

    fn judge(&self, glob: &str) -> (i32, String) {
        let root = self.root().to_str().unwrap();
        let (code, out, err) = truegreen(&["check", "--root", root, "--junit", glob]);
        (code, format!("{out}{err}").replace("\n      ", " "))
    }
}

/// Looks for what is told of the repository by a glob.
fn cannot_tell(made: &Repository, glob: &str, words: &str) {
    let (code, said) = made.judge(glob);
    assert_eq!((code, said.contains(words)), (3, true), "{glob}: {words}: {said}");
}

fn holds(made: &Repository, glob: &str, tests: &str) {
    let (code, said) = made.judge(glob);
    assert_eq!((code, said.contains(tests)), (0, true), "{glob}: {tests}: {said}");
}

#[test]
fn a_report_whose_name_is_no_text_cannot_be_told() {
    let made = Repository::new();
    made.write(b"reports/\xff.xml", BAD);
    for glob in ["reports/*.xml", "**/*.xml", "reports/**"] {
        cannot_tell(&made, glob, r"reports/\xff.xml");
    }
    // A name that is written like it is another file.
    made.write(r"reports/\xff.xml", GOOD);
    cannot_tell(&made, "reports/*.xml", "is not UTF-8");
    let made = Repository::new();
    made.write(b"reports/a\xfeb/x.xml", BAD);
    cannot_tell(&made, "reports/**/*.xml", r"reports/a\xfeb/x.xml");
    // What no glob asks for is nobody's business.
    made.write(b"other/\xff.xml", BAD);
    holds(&made, "reports/*.xml", "1 test");
}

#[test]
fn a_workflow_whose_name_is_no_text_cannot_be_told() {
    let made = Repository::new();
    made.write(b".github/workflows/\xff.yml", CI);
    cannot_tell(&made, "reports/*.xml", r"workflows/\xff.yml");
    let made = Repository::new();
    made.write(b".github/workflows/\xff.txt", CI);
    holds(&made, "reports/*.xml", "1 test");
}

#[test]
fn a_name_that_only_other_systems_refuse_is_a_name() {
    let made = Repository::new();
    for name in ["reports/a\nb.xml", "reports/con:<>|\"?*.xml", "reports/é\u{202e}.xml"] {
        made.write(name, GOOD);
    }
    holds(&made, "reports/*.xml", "4 tests");
    made.write("reports/c\n\u{1b}[31md.xml", BAD);
    let (code, said) = made.judge("reports/*.xml");
    assert_eq!((code, said.contains('\u{1b}')), (1, false), "{said}");
}

#[test]
fn a_link_to_a_folder_is_followed_inside_the_repository() {
    let made = Repository::new();
    made.write("build/out/bad.xml", BAD);
    made.link("../build/out", "reports/linked");
    let (code, said) = made.judge("reports/*/*.xml");
    assert_eq!(code, 1, "{said}");
    let (code, said) = made.judge("reports/**/*.xml");
    assert_eq!((code, said.contains("reports/linked/bad.xml")), (1, true), "{said}");
    // What the glob does not ask for stays out.
    holds(&made, "reports/*.xml", "1 test");
    // A file that is reached in two ways counts once, and a circle ends.
    let made = Repository::new();
    made.link(".", "reports/self");
    made.link("..", "reports/up");
    made.link("../reports", "reports/again");
    std::fs::create_dir(made.root().join("reports/deep")).unwrap();
    made.link("..", "reports/deep/up");
    for glob in ["reports/**/*.xml", "**/*.xml", "**/reports/*.xml", "**/**/good.xml"] {
        holds(&made, glob, "1 test");
    }
    holds(&made, "reports/*/good.xml", "1 test");
    holds(&made, "reports/{self,again}/*.xml", "1 test");
    // The folder of the reports is itself a link.
    let made = Repository::new();
    made.link("reports", "latest");
    holds(&made, "latest/*.xml", "1 test");
    holds(&made, "lat*/*.xml", "1 test");
}

#[test]
fn a_link_to_a_folder_outside_is_not_followed_and_told() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("bad.xml"), BAD).unwrap();
    let target = outside.path().to_str().unwrap();
    let made = Repository::new();
    made.link(target, "reports/out");
    for glob in ["reports/*/*.xml", "reports/**/*.xml", "*/*/*.xml"] {
        cannot_tell(&made, glob, "leads out of the repository");
    }
    holds(&made, "reports/*.xml", "1 test");
    // A glob over everything meets the folders that build tools link to.
    made.link(target, "bazel-out");
    holds(&made, "**/*.xml", "1 test");
    let made = Repository::new();
    made.link(target, "linked");
    cannot_tell(&made, "linked/*.xml", "leads out of the repository");
}

#[test]
fn what_is_no_file_or_cannot_be_read_is_told() {
    let made = Repository::new();
    let pipe = made.root().join("reports/pipe.xml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    cannot_tell(&made, "reports/*.xml", "`reports/pipe.xml` is not a regular file");
    holds(&made, "reports/g*.xml", "1 test");

    let made = Repository::new();
    let socket = std::os::unix::net::UnixListener::bind(made.root().join("reports/s.xml")).unwrap();
    cannot_tell(&made, "reports/*.xml", "`reports/s.xml` is not a regular file");
    drop(socket);

    let made = Repository::new();
    made.link("nowhere.xml", "reports/broken.xml");
    cannot_tell(&made, "reports/*.xml", "reports/broken.xml");
    holds(&made, "reports/g*.xml", "1 test");

    // A folder of a fitting name is no report.
    let made = Repository::new();
    std::fs::create_dir(made.root().join("reports/folder.xml")).unwrap();
    holds(&made, "reports/*.xml", "1 test");
}

/// Root reads everything, so this looks only where the tests are somebody else's.
#[test]
fn what_may_not_be_read_is_told() {
    let made = Repository::new();
    made.write("reports/closed/x.xml", BAD);
    made.write("reports/shut.xml", BAD);
    let close = |path: &str, mode: u32| {
        let path = made.root().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    close("reports/closed", 0o000);
    close("reports/shut.xml", 0o000);
    let is_root = std::fs::read(made.root().join("reports/shut.xml")).is_ok();
    let (code, said) = made.judge("reports/*.xml");
    assert_eq!(code, if is_root { 1 } else { 3 }, "{said}");
    let (code, said) = made.judge("reports/*/*.xml");
    assert_eq!(code, if is_root { 1 } else { 3 }, "{said}");
    close("reports/closed", 0o755);
}

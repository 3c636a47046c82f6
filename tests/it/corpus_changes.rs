//! Real repositories compared with themselves: there must be no finding.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use truegreen::drift::compare::compare;
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::policy::Policy;

use crate::outside::corpus;

fn repositories() -> Vec<PathBuf> {
    let root = corpus("workflows");
    let entries = std::fs::read_dir(root).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join(".github/workflows").is_dir());
    found.sort();
    assert!(found.len() > 50, "only {} repositories were seen", found.len());
    found
}

fn material(root: &Path) -> SideInputs {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(".github/workflows"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "yml" || end == "yaml"));
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (Arc::from(format!(".github/workflows/{name}")), Ok(std::fs::read(path).unwrap()))
    };
    SideInputs { workflows: files.iter().map(read).collect(), ..SideInputs::default() }
}

#[test]
#[ignore = "needs the corpus"]
fn a_repository_is_no_weaker_than_itself() {
    let repositories = repositories();
    for root in &repositories {
        let facts = Facts::new(material(root));
        let drift = compare(&facts, &facts, &Policy::default());
        assert!(drift.shifts.is_empty(), "{}: {:#?}", root.display(), drift.shifts);
    }
    loud!("{} repositories compared with themselves", repositories.len());
}

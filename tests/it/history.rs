//! Real pipelines and their history: what each version removed from the one before, and what it
//! added. `TRUEGREEN_LIST` in the environment prints the lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use truegreen::drift::difference::{Difference, DriftComparison, DriftDirection};
use truegreen::policy::Policy;

use crate::outside::seeds;
use crate::workspace::Workspace;

/// Returns the differences between two texts of a file.
fn shifts(path: &str, before: &str, after: &str) -> Vec<Difference> {
    between(&[(path.to_owned(), before.to_owned())], &[(path.to_owned(), after.to_owned())])
}

fn between(before: &[(String, String)], after: &[(String, String)]) -> Vec<Difference> {
    let mut workspace = Workspace::default();
    for (path, text) in before {
        workspace.files.insert(format!("base:{path}"), text.clone());
    }
    workspace.files.extend(after.iter().cloned());
    let policy = Policy::default();
    let facts = workspace.facts(&policy);
    let DriftComparison::Done(drift) = workspace.change(&policy, &facts).comparison else {
        panic!("nothing was compared")
    };
    let show = std::env::var_os("TRUEGREEN_LIST").is_some();
    for shift in drift.shifts.iter().filter(|_| show) {
        let line = shift.after.place.as_ref().map_or(0, |place| place.span.line);
        loud!(
            "    {:?} {:?} {}:{line}: {}",
            shift.direction,
            shift.aspect,
            shift.subject,
            shift.message
        );
    }
    drift.shifts
}

fn weaker(shifts: &[Difference]) -> Vec<(String, String)> {
    let weaker = shifts.iter().filter(|shift| shift.direction != DriftDirection::Stronger);
    weaker.map(|shift| (format!("{:?}", shift.aspect), shift.subject.clone())).collect()
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn each_version_of_the_lanes_is_told_as_what_it_is() {
    let mut versions: Vec<PathBuf> = std::fs::read_dir(seeds("codewizard/history"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yml"))
        .collect();
    versions.sort();
    assert_eq!(versions.len(), 24);
    let texts: Vec<String> =
        versions.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut told: BTreeMap<usize, Vec<Difference>> = BTreeMap::new();
    for (index, pair) in texts.windows(2).enumerate() {
        loud!("{} to {}", index + 1, index + 2);
        let shifts = shifts(".github/workflows/ci.yml", &pair[0], &pair[1]);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for shift in &shifts {
            *counts.entry(format!("{:?} {:?}", shift.direction, shift.aspect)).or_default() += 1;
        }
        loud!("  {counts:?}");
        told.insert(index + 2, shifts);
    }
    let has = |version: usize, aspect: &str| {
        weaker(&told[&version]).iter().any(|(found, _)| found == aspect)
    };
    for version in [17, 18, 23] {
        assert!(has(version, "GuardRelaxed"), "{version}: a timeout was raised");
        assert_eq!(weaker(&told[&version]).len(), 1, "{version}: and nothing else");
    }
    for version in [19, 22, 24] {
        assert!(has(version, "SettingsWeakened"), "{version}: an advisory was ignored");
    }
    // Only versions of actions changed.
    for version in [6, 7, 8, 9, 10, 11] {
        assert!(told[&version].is_empty(), "{version}: {:?}", told[&version]);
    }
    let added =
        told[&14].iter().filter(|shift| shift.direction == DriftDirection::Stronger).count();
    assert!(added > 0, "the fourteenth brought lanes");
}

fn files(root: &Path, folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(at) = open.pop() {
        if at.is_dir() {
            open.extend(std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = std::fs::read_to_string(&at) {
            found.push((at.strip_prefix(root).unwrap().to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}

/// The minimum of the governed pipeline rose from 40 to 42; reversing that lowers it.
#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn a_floor_may_rise_and_not_fall() {
    let stages = ["m04", "m27"].map(|stage| files(&seeds("serena").join(stage), ""));
    let up = weaker(&between(&stages[0], &stages[1]));
    let down = weaker(&between(&stages[1], &stages[0]));
    let is_floor = |found: &[(String, String)]| found.iter().any(|(a, _)| a == "ThresholdLowered");
    assert!(!is_floor(&up), "{up:?}");
    assert!(is_floor(&down), "{down:?}");
}

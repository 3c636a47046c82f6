//! Every way in which green can lie, put into the head alone, is a drift of the right rule on the
//! right line; put into both sides it is none. `TRUEGREEN_SURVIVORS` names a file for the missed
//! ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use truegreen::app;
use truegreen::app::request::{CheckOptions, CheckRequest};
use truegreen::catalog::settings::files::is_watched;
use truegreen::drift::compare::compare;
use truegreen::drift::difference::{Difference, DriftAspect, DriftDirection};
use truegreen::facts::commit::Facts;
use truegreen::facts::settings_file::SettingsFile;
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::prove::{self, all_operators};

use crate::outside::{corpus, is_whole};

/// Returns our own repositories.
fn own() -> Vec<PathBuf> {
    let repos = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/repos");
    ["healthy", "proved", "traced"].iter().map(|name| repos.join(name)).collect()
}

/// Small repositories, of which one proof takes seconds; the comparisons of a large one take
/// minutes.
const SMALL: [&str; 3] = ["dask__dask", "pallets__flask", "psf__requests"];

/// Returns some of the corpus, or all of it.
fn real() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus("workflows")).unwrap();
    let mut real: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    real.retain(|path| path.join(".github/workflows").is_dir());
    real.retain(|path| is_whole() || SMALL.iter().any(|name| path.ends_with(name)));
    real.sort();
    assert!(real.len() >= SMALL.len(), "{real:?}");
    real
}

fn request(root: &Path) -> CheckRequest {
    let asked = CheckOptions {
        policy: None,
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: Severity::Fail,
    };
    CheckRequest { root: root.to_owned(), base: None, asked }
}

fn shifts(base: &Facts, head: &Facts) -> Vec<Difference> {
    compare(base, head, &Policy::default()).shifts
}

/// Returns the lines that an edit touched, from 1, in the text after the edit.
fn touched(before: &str, after: &str) -> std::ops::RangeInclusive<usize> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let last = new.len().saturating_sub(tail).max(same + 1);
    same + 1..=last
}

/// Returns the rule of an aspect, which has its name: `signal-lost`.
fn rule(aspect: DriftAspect) -> String {
    let name = format!("{aspect:?}");
    let mut out = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    assert!(truegreen::rules::find(&out).is_some(), "no rule `{out}`");
    out
}

#[derive(Default)]
struct Count {
    mutants: usize,
    seen: usize,
    right: usize,
    near: usize,
    by: BTreeMap<String, usize>,
}

/// Returns a configuration file as one side has it.
fn watched(path: &str, text: &str) -> Vec<SettingsFile> {
    let fact = SettingsFile { path: path.to_owned(), text: Ok(text.into()) };
    if is_watched(path) { vec![fact] } else { Vec::new() }
}

/// Operators whose edits a comparison cannot find, and why.
const OTHERWISE: [(&str, &str); 10] = [
    ("add-job", "a job more is stronger"),
    ("change-runner", "on another machine the same is run"),
    ("drop-needs", "what a job waits for that is no gate only delays it"),
    ("rename-job", "a check keeps its name where the job has one"),
    ("second-run-by-hand", "what a second run skips is not compared"),
    ("second-run-on-label", "what a second run skips is not compared"),
    ("second-run-on-push", "what a second run skips is not compared"),
    ("step-if-variable", "`skippable-job` tells it of the head alone"),
    ("swap-steps", "in another order the same is run"),
    ("twin-job", "`ambiguous-check` tells it of the head alone"),
];

#[test]
fn what_spoils_the_head_alone_is_drift_and_what_is_on_both_sides_is_none() {
    holds(own());
}

#[test]
#[ignore = "needs the corpus"]
fn what_spoils_a_real_head_alone_is_drift_and_what_is_on_both_sides_is_none() {
    holds(real());
}

fn holds(repositories: Vec<PathBuf>) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut missed = String::new();
    let mut wanted = all_operators();
    wanted.retain(|operator| OTHERWISE.iter().all(|(id, _)| *id != operator.id));
    for root in repositories {
        let scene = app::proof_inputs(&request(&root)).unwrap();
        prove::visit(&scene, &wanted, &mut |base, version| {
            let path = version.mutant.path.to_string();
            let (mut base, mut head) = (base.clone(), version.head);
            base.watched = watched(&path, version.before);
            head.watched = watched(&path, version.after);
            assert_eq!(shifts(&head, &head), [], "{path} with itself: {}", version.mutant.what);
            let found = shifts(&base, &head);
            let weaker: Vec<&Difference> =
                found.iter().filter(|shift| shift.direction != DriftDirection::Stronger).collect();
            let count = counts.entry(version.operator.id).or_default();
            count.mutants += 1;
            count.seen += usize::from(!weaker.is_empty());
            let rules = version.operator.rules;
            let is_right = weaker.iter().any(|shift| rules.contains(&&*rule(shift.aspect)));
            count.right += usize::from(is_right);
            let lines = touched(version.before, version.after);
            let near = weaker.iter().any(|shift| {
                // A removed part is reported at its job, or at its old place.
                let is_gone = ["gone", "checks nothing"].contains(&&*shift.after.shown);
                let is_of_job = shift.job.as_ref().map(|(_, id)| id) == version.mutant.job.as_ref();
                let place = shift.after.place.as_ref();
                is_gone && is_of_job
                    || place.is_some_and(|place| {
                        let (from, to) = (place.span.line as usize, place.span.end_line as usize);
                        from <= lines.end() + 1 && to + 1 >= *lines.start()
                    })
            });
            count.near += usize::from(near);
            for shift in &weaker {
                *count.by.entry(format!("{:?}", shift.aspect)).or_default() += 1;
            }
            if !is_right || !near {
                let _ = writeln!(
                    missed,
                    "{}\t{}/{path}:{}\t{}\t{:?}",
                    version.operator.id,
                    root.file_name().unwrap().to_string_lossy(),
                    version.mutant.span.line,
                    version.mutant.what,
                    weaker.iter().map(|s| (s.aspect, &s.after.place)).collect::<Vec<_>>()
                );
            }
        });
    }
    if let Some(path) = std::env::var_os("TRUEGREEN_SURVIVORS") {
        std::fs::write(path, &missed).unwrap();
    }
    let (mut mutants, mut seen, mut right, mut near) = (0, 0, 0, 0);
    for (id, count) in &counts {
        loud!(
            "{id:<28} {:>5} {:>5} seen {:>5} right {:>5} on the line  {:?}",
            count.mutants,
            count.seen,
            count.right,
            count.near,
            count.by
        );
        mutants += count.mutants;
        seen += count.seen;
        right += count.right;
        near += count.near;
    }
    loud!("{mutants} mutants, {seen} seen, {right} by the right rule, {near} on the line");
    assert!(mutants > 100, "{mutants}");
    for (what, count) in [("seen", seen), ("by the right rule", right), ("on the line", near)] {
        assert!(100 * count >= 95 * mutants, "{count} of {mutants} are {what}");
    }
}

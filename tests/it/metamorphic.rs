//! Every way in which green can lie, put into the head alone, is a drift of the right rule on the right
//! line; put into both sides it is none.
//! `TRUEGREEN_EVERY=1` takes every repository; `TRUEGREEN_SURVIVORS` names a file for what is not seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use truegreen::app::{self, Asked, CheckRequest};
use truegreen::facts::Facts;
use truegreen::facts::change::{Direction, Shift, compare, is_watched};
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::prove::{Trial, operators};

use crate::workspace::Workspace;

/// Our own repositories, and some of the corpus.
fn repositories() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/repos");
    let mut found: Vec<PathBuf> =
        ["healthy", "proved", "traced"].iter().map(|name| own.join(name)).collect();
    let Some(corpus) = std::env::var_os("TRUEGREEN_CORPUS") else {
        loud!("SKIPPED LOUD: TRUEGREEN_CORPUS is not set, no real repository was spoiled");
        return found;
    };
    let entries = std::fs::read_dir(Path::new(&corpus).join("workflows")).unwrap();
    let mut real: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    real.retain(|path| path.join(".github/workflows").is_dir());
    real.sort();
    let every = std::env::var("TRUEGREEN_EVERY").ok().and_then(|every| every.parse().ok());
    found.extend(real.into_iter().step_by(every.unwrap_or(24)));
    found
}

fn trials(root: &Path) -> Vec<Trial> {
    let asked = Asked {
        policy: None,
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: root.to_owned(), base: None, asked };
    app::prove(&request, &operators()).unwrap().trials
}

/// Workflows, local actions and settings of a repository.
fn workspace(root: &Path) -> Workspace {
    let mut workspace = Workspace::default();
    let mut open = vec![root.to_owned()];
    while let Some(at) = open.pop() {
        if at.is_dir() {
            open.extend(std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let path = at.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let counts =
            path.starts_with(".github/") || is_watched(&path) || path.ends_with("action.yml");
        if counts && let Ok(text) = std::fs::read_to_string(&at) {
            workspace.files.insert(path, text);
        }
    }
    workspace.files.remove(truegreen::policy::PATH);
    workspace
}

fn shifts(base: &Facts, head: &Facts) -> Vec<Shift> {
    compare(base, head, &Policy::default()).shifts
}

/// The lines that an edit touched, from 1, in the text after it.
fn touched(before: &str, after: &str) -> std::ops::RangeInclusive<usize> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let last = new.len().saturating_sub(tail).max(same + 1);
    same + 1..=last
}

#[derive(Default)]
struct Count {
    mutants: usize,
    seen: usize,
    near: usize,
    by: BTreeMap<String, usize>,
}

#[test]
fn what_spoils_the_head_alone_is_drift_and_what_is_on_both_sides_is_none() {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut missed = String::new();
    for root in repositories() {
        let whole = workspace(&root);
        let plain = whole.facts(&Policy::default());
        for trial in trials(&root) {
            let Some((before, after)) = &trial.texts else { continue };
            if trial.operator.family == "evidence" || !whole.files.contains_key(&*trial.mutant.path)
            {
                continue;
            }
            let mut pair = whole.clone();
            let path = trial.mutant.path.to_string();
            pair.files.insert(format!("base:{path}"), before.to_string());
            pair.files.insert(path.clone(), after.to_string());
            let spoiled = {
                let mut alone = whole.clone();
                alone.files.insert(path.clone(), after.to_string());
                alone
            };
            let (mut base, mut head) = (plain.clone(), spoiled.facts(&Policy::default()));
            base.watched =
                pair.watched("base:").into_iter().filter(|file| file.path == path).collect();
            head.watched = pair.watched("").into_iter().filter(|file| file.path == path).collect();
            assert_eq!(shifts(&head, &head), [], "{path} with itself: {}", trial.mutant.what);
            let found = shifts(&base, &head);
            let weaker: Vec<&Shift> =
                found.iter().filter(|shift| shift.direction != Direction::Stronger).collect();
            let count = counts.entry(trial.operator.id).or_default();
            count.mutants += 1;
            count.seen += usize::from(!weaker.is_empty());
            let lines = touched(before, after);
            let near = weaker.iter().any(|shift| {
                let place = shift.after.place.as_ref();
                place.is_some_and(|place| {
                    let (from, to) = (place.span.line as usize, place.span.end_line as usize);
                    from <= lines.end() + 1 && to + 1 >= *lines.start()
                })
            });
            count.near += usize::from(near);
            for shift in &weaker {
                *count.by.entry(format!("{:?}", shift.aspect)).or_default() += 1;
            }
            if weaker.is_empty() || !near {
                let _ = writeln!(
                    missed,
                    "{}\t{}/{path}:{}\t{}\t{:?}",
                    trial.operator.id,
                    root.file_name().unwrap().to_string_lossy(),
                    trial.mutant.span.line,
                    trial.mutant.what,
                    weaker.iter().map(|s| (s.aspect, &s.after.place)).collect::<Vec<_>>()
                );
            }
        }
    }
    if let Some(path) = std::env::var_os("TRUEGREEN_SURVIVORS") {
        std::fs::write(path, &missed).unwrap();
    }
    let (mut mutants, mut seen, mut near) = (0, 0, 0);
    for (id, count) in &counts {
        loud!(
            "{id:<28} {:>5} {:>5} seen {:>5} on the line  {:?}",
            count.mutants,
            count.seen,
            count.near,
            count.by
        );
        mutants += count.mutants;
        seen += count.seen;
        near += count.near;
    }
    loud!("{mutants} mutants, {seen} seen, {near} on the line");
    assert!(mutants > 100, "{mutants}");
    assert!(100 * seen >= 95 * mutants, "{seen} of {mutants}");
}

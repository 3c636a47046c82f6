//! Who owns the policy and the workflows by `CODEOWNERS`.
//!
//! Source: GitHub documentation, "About code owners": the first of the three files counts, the last line
//! that matches a path, and a line without owners takes them away.

use std::sync::Arc;

use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport, SeverityCap,
};
use crate::drift::sides::DriftSides;
use crate::facts::commit::Facts;
use crate::policy::Pattern;
use crate::span::{Location, Span};

const FILES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

pub(super) fn compare_owners(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let (Some(before), after) = (effective(sides.base), effective(sides.head)) else { return };
    drift.examine(DriftAspect::GateEdited, 1);
    let told = match (text(sides.base, before), after.map(|path| (path, text(sides.head, path)))) {
        // The same file counts, and it is not among those that differ.
        (None, Some((path, None))) if path == before => return,
        (Some(Ok(old)), None) => Some(compare(sides, (before, &old), None)),
        (Some(Ok(old)), Some((path, Some(Ok(new))))) => {
            Some(compare(sides, (before, &old), Some((path, &new))))
        }
        _ => None,
    };
    match told {
        Some(shifts) => shifts.into_iter().for_each(|shift| drift.add(shift)),
        None => drift.add(unknown(before, after)),
    }
}

/// The file that GitHub takes.
fn effective(facts: &Facts) -> Option<&'static str> {
    FILES.into_iter().find(|path| facts.files.iter().any(|file| file == path))
}

/// Its text, where it differs between the sides.
fn text(facts: &Facts, path: &str) -> Option<Result<Arc<str>, String>> {
    facts.watched.iter().find(|file| file.path == path).map(|file| file.text.clone())
}

struct OwnersLine {
    patterns: Vec<Pattern>,
    owners: Vec<String>,
    span: Span,
}

fn lines(text: &str) -> Vec<OwnersLine> {
    let line = |(index, line): (usize, &str)| {
        let words = line.split('#').next().unwrap_or_default().split_whitespace();
        let mut words = words.map(str::to_owned);
        let pattern = words.next()?;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let end = u32::try_from(line.chars().count() + 1).unwrap_or(u32::MAX);
        let span = Span::new(number, 1, number, end);
        Some(OwnersLine { patterns: patterns(&pattern), owners: words.collect(), span })
    };
    text.lines().enumerate().filter_map(line).collect()
}

/// What a line names, as globs from the root.
fn patterns(written: &str) -> Vec<Pattern> {
    let bare = written.trim_start_matches('/').trim_end_matches('/');
    let is_anchored = written.starts_with('/') || bare.contains('/');
    let start = if is_anchored { "" } else { "**/" };
    let is_folder = written.ends_with('/');
    let mut globs = Vec::new();
    if !is_folder {
        globs.push(format!("{start}{bare}"));
    }
    // `docs/*` names the files of the folder alone; `docs` and `*` all that is below.
    if is_folder || !bare.contains('/') || !bare.ends_with('*') {
        globs.push(format!("{start}{bare}/**"));
    }
    globs.iter().filter_map(|glob| Pattern::new(glob).ok()).collect()
}

fn owner<'l>(lines: &'l [OwnersLine], path: &str) -> Option<&'l OwnersLine> {
    let line =
        lines.iter().rev().find(|line| line.patterns.iter().any(|glob| glob.matches(path)))?;
    (!line.owners.is_empty()).then_some(line)
}

fn compare(
    sides: &DriftSides<'_>,
    (old_path, old): (&str, &str),
    new: Option<(&str, &str)>,
) -> Vec<Difference> {
    let (before, after) = (lines(old), new.map(|(_, text)| lines(text)).unwrap_or_default());
    let policy = Some(sides.policy.origin.path.as_str()).filter(|path| !path.is_empty());
    let workflows = sides.base.workflows.iter().map(|fact| fact.path.as_ref());
    let is_there = |path: &&str| sides.head.files.iter().any(|file| file == path);
    let mut shifts = Vec::new();
    let mut told: Vec<(&OwnersLine, Vec<&str>)> = Vec::new();
    for path in policy.into_iter().chain(workflows).filter(is_there) {
        let Some(line) = owner(&before, path) else {
            if let (Some(line), Some((at, _))) = (owner(&after, path), new) {
                shifts.push(gained(path, at, line));
            }
            continue;
        };
        let sorted = |line: &OwnersLine| {
            let mut owners = line.owners.clone();
            owners.sort();
            owners
        };
        let now = owner(&after, path);
        if now.is_some_and(|now| sorted(now) == sorted(line)) {
            continue;
        }
        match (now, told.iter_mut().find(|(known, _)| std::ptr::eq(*known, line))) {
            (None, Some((_, paths))) => paths.push(path),
            (None, None) => told.push((line, vec![path])),
            (Some(now), _) => {
                let at = new.map_or(old_path, |(at, _)| at);
                shifts.push(changed(path, (old_path, line), (at, now)));
            }
        }
    }
    shifts.extend(told.into_iter().map(|(line, paths)| lost(&paths, (old_path, line), new)));
    shifts
}

fn lost(
    paths: &[&str],
    (old_path, line): (&str, &OwnersLine),
    new: Option<(&str, &str)>,
) -> Difference {
    let named: Vec<String> = paths.iter().take(3).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(3);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let owners = line.owners.join(" ");
    let message = format!(
        "{}{more} had the owner {owners}, whose review a change of the gate needs; nobody owns them now",
        named.join(", ")
    );
    let head = new.map(|(path, _)| Location::new(path, Span::start_of_file()));
    shift(
        paths.first().copied().unwrap_or_default(),
        DriftDirection::Weaker,
        message,
        DifferenceSide::base(owners, Location::new(old_path, line.span)),
        DifferenceSide::head("none", head),
    )
}

fn changed(
    path: &str,
    (old_path, old): (&str, &OwnersLine),
    (new_path, new): (&str, &OwnersLine),
) -> Difference {
    let (before, after) = (old.owners.join(" "), new.owners.join(" "));
    let message = format!(
        "`{path}` is owned by {after} and was by {before}: others let a change of the gate through"
    );
    let mut shift = shift(
        path,
        DriftDirection::Weaker,
        message,
        DifferenceSide::base(before, Location::new(old_path, old.span)),
        DifferenceSide::head(after, Location::new(new_path, new.span)),
    );
    shift.at_most = Some(SeverityCap::Warn);
    shift
}

fn gained(path: &str, at: &str, line: &OwnersLine) -> Difference {
    let owners = line.owners.join(" ");
    let message = format!("a change of `{path}` needs a review of {owners}");
    let after = DifferenceSide::head(owners, Location::new(at, line.span));
    shift(path, DriftDirection::Stronger, message, DifferenceSide::base("none", None), after)
}

fn unknown(before: &str, after: Option<&str>) -> Difference {
    let after = after.unwrap_or(before);
    let message = format!(
        "`{after}` says who owns the gate where `{before}` did, and both cannot be compared: nobody can tell whether it has owners still"
    );
    let place = |path: &str| Location::new(path, Span::start_of_file());
    let halves =
        (DifferenceSide::base(before, place(before)), DifferenceSide::head(after, place(after)));
    shift("", DriftDirection::Unknown, message, halves.0, halves.1)
}

fn shift(
    path: &str,
    direction: DriftDirection,
    message: String,
    before: DifferenceSide,
    after: DifferenceSide,
) -> Difference {
    let of = if path.is_empty() { String::new() } else { format!("/{path}") };
    Difference {
        aspect: DriftAspect::GateEdited,
        direction,
        subject: format!("CODEOWNERS{of}"),
        job: None,
        message,
        before,
        after,
        why: "an owner's review guards the gate".to_owned(),
        at_most: None,
    }
}

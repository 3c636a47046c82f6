//! The ways that are followed beside each other: equal ones are merged, and forked ones rejoin the way that they left.

use std::collections::BTreeMap;

use super::forks::{JoinedWay, WayKey};
use super::state::{Flow, ShellState};
use super::targets::Targets;

/// Most ways that are followed in parallel for one command; with more the answer is unknown.
const WAYS: usize = 64;

pub(super) type Ways = Vec<(ShellState, Flow)>;

/// Merges equal ways; more ways for one command than the limit become ways whose end is unknown.
pub(super) fn limit_ways<T: PartialEq>(ways: Vec<(ShellState, T)>) -> Vec<(ShellState, T)> {
    if ways.len() < 2 {
        return ways;
    }
    let mut kept: Vec<(ShellState, T)> = Vec::with_capacity(ways.len());
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut counts: BTreeMap<WayKey, usize> = BTreeMap::new();
    for (state, more) in ways {
        let same = places.entry(state.digest()).or_default();
        let is_same = |at: &&usize| {
            kept.get(**at).is_some_and(|kept| kept.1 == more && kept.0.is_same(&state))
        };
        let found = same.iter().find(is_same).copied();
        if let Some((kept, _)) = found.and_then(|at| kept.get_mut(at)) {
            kept.joined.absorb(&state.joined);
            continue;
        }
        let count = counts.entry(state.key()).or_default();
        *count += 1;
        if *count <= WAYS {
            same.push(kept.len());
            kept.push((state, more));
        }
    }
    counts.retain(|_, count| *count > WAYS);
    for (state, _) in kept.iter_mut().filter(|(state, _)| counts.contains_key(&state.key())) {
        state.lost.get_or_insert("it has too many ways through it");
    }
    kept
}

/// Lets the forked ways that go on like the one that they left join it again, after the statement of the script that ends
/// at a byte.
pub(super) fn rejoin(ways: Ways, targets: &Targets, at: usize) -> Ways {
    let (mut kept, forked): (Ways, Ways) =
        ways.into_iter().partition(|(state, _)| state.followed.is_none());
    let mut bases: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, (state, _)) in kept.iter().enumerate() {
        bases.entry(state.digest_of_rest()).or_default().push(index);
    }
    for (state, flow) in forked {
        let over = state.followed.filter(|followed| targets.is_over(followed.target, at));
        let alike = bases.get(&state.digest_of_rest()).filter(|_| over.is_some());
        let mut alike = alike.into_iter().flatten().copied();
        let found =
            alike.find(|index| kept.get(*index).is_some_and(|(base, _)| state.goes_on_like(base)));
        match (found.and_then(|index| kept.get_mut(index)), over) {
            (Some((base, _)), Some(followed)) if followed.has_run => {
                base.joined.add(JoinedWay::Forked(followed.key(), state.cause));
            }
            (Some(_), Some(_)) => {}
            _ => kept.push((state, flow)),
        }
    }
    kept
}

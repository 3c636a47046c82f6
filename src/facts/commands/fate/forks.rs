//! The ways that are forked for one command, and how they join the way that they left.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::ending::{Cause, Range};

/// What the command does on a way that was forked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum StatusPlan {
    /// The command fails whenever it runs.
    Fails,
    /// The command fails the first time, and succeeds from then on.
    FailsOnce,
}

/// A command and what it does on the ways that were forked for it.
pub(super) type TargetPlan = (usize, StatusPlan);
/// For what a way was forked, if it was.
pub(super) type WayKey = Option<TargetPlan>;

/// The command for which a way was forked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Followed {
    /// Its index in [`Targets`].
    pub(super) target: usize,
    pub(super) plan: StatusPlan,
    /// Whether it ran: a function may drop the command that it was given.
    pub(super) has_run: bool,
}

impl Followed {
    /// Returns what the way is forked for.
    pub(super) const fn key(self) -> TargetPlan {
        (self.target, self.plan)
    }
}

/// What a way stands for besides itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum JoinedWay {
    /// A forked way that goes on like it, with what discarded the failure.
    Forked(TargetPlan, Option<(Cause, Range)>),
    /// A command succeeded on it; the place is where the run would decide otherwise.
    Succeeded(usize, usize),
}

/// All that one way stands for besides itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Joined(Option<Rc<JoinedNode>>);

#[derive(Debug)]
struct JoinedNode {
    entry: Option<JoinedWay>,
    rest: Joined,
    /// Those of another way that became equal.
    other: Joined,
}

/// What has joined a way makes it no other way.
impl PartialEq for Joined {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Joined {
    pub(super) fn add(&mut self, way: JoinedWay) {
        let rest = std::mem::take(self);
        let other = Self::default();
        *self = Self(Some(Rc::new(JoinedNode { entry: Some(way), rest, other })));
    }

    /// Adds those of a way that is equal.
    pub(super) fn absorb(&mut self, other: &Self) {
        match (&self.0, &other.0) {
            (_, None) => {}
            (None, Some(_)) => *self = other.clone(),
            (Some(own), Some(theirs)) if Rc::ptr_eq(own, theirs) => {}
            (Some(_), Some(_)) => {
                let rest = std::mem::take(self);
                *self = Self(Some(Rc::new(JoinedNode { entry: None, rest, other: other.clone() })));
            }
        }
    }

    /// Visits each once.
    pub(super) fn visit(&self, mut visitor: impl FnMut(JoinedWay)) {
        let mut seen = BTreeSet::new();
        let mut open = vec![self];
        while let Some(Self(next)) = open.pop() {
            let Some(node) = next.as_ref().filter(|node| seen.insert(Rc::as_ptr(node))) else {
                continue;
            };
            if let Some(way) = node.entry {
                visitor(way);
            }
            open.extend([&node.rest, &node.other]);
        }
    }
}

/// A chain of thousands is freed without recursion.
impl Drop for Joined {
    fn drop(&mut self) {
        let mut open: Vec<Rc<JoinedNode>> = self.0.take().into_iter().collect();
        while let Some(node) = open.pop() {
            if let Ok(mut node) = Rc::try_unwrap(node) {
                open.extend(node.rest.0.take());
                open.extend(node.other.0.take());
            }
        }
    }
}

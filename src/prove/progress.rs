//! How far a proof is.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What a proof does at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofStage {
    /// It judges mutants.
    Mutants,
    /// It tries lines of a policy against the mutants that were missed.
    Hints,
}

/// How far a proof is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofProgress {
    /// What it does.
    pub stage: ProofStage,
    /// How many mutants or lines are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// Counts what is done, and tells it. Threads share it.
pub(super) struct ProgressMeter<'t> {
    tell: &'t (dyn Fn(ProofProgress) + Sync),
    is_hints: AtomicUsize,
    done: AtomicUsize,
    of: AtomicUsize,
}

impl<'t> ProgressMeter<'t> {
    pub(super) const fn new(tell: &'t (dyn Fn(ProofProgress) + Sync)) -> Self {
        Self {
            tell,
            is_hints: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            of: AtomicUsize::new(0),
        }
    }

    /// Starts a stage. No thread works while it is called.
    pub(super) fn start(&self, stage: ProofStage, of: usize) {
        self.is_hints.store(usize::from(stage == ProofStage::Hints), Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Tells that one more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let stage = match self.is_hints.load(Ordering::Relaxed) {
            0 => ProofStage::Mutants,
            _ => ProofStage::Hints,
        };
        (self.tell)(ProofProgress { stage, done, of: self.of.load(Ordering::Relaxed) });
    }
}

//! The gate itself: the policy, a waiver in it, the step and job that run truegreen.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}

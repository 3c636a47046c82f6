//! Edges between jobs: what an aggregator, a deployment or a required job waits for.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}

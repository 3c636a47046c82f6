//! Jobs that are gone, and jobs whose checks are.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}

//! Failure paths: what could turn a check red on the base and cannot on the head, whatever the means.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}

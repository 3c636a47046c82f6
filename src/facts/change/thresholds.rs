//! Numbers that a measurement is held to, wherever they are written.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}

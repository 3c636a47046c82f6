//! The family `serial`.

pub(crate) mod pytest_xdist;

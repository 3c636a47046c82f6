use super::Operator;
pub(super) const ALL: &[Operator] = &[];

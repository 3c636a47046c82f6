//! What a run leaves to others, as the rules about evidence report it.

use crate::finding::Sink;
use crate::policy::{EvidenceKey, Policy};

/// Names the entries of these keys that are judged in other runs.
pub(super) fn leave_elsewhere(policy: &Policy, keys: &[EvidenceKey], sink: &mut Sink) {
    policy.left_elsewhere(keys).for_each(|left| sink.leave_out(left));
}

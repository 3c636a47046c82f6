//! Workflows and actions: any bytes give a model or a problem, under the limits of GitHub.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use truegreen::formats::workflow::{read_action, read_workflow};
use truegreen::formats::yaml::{Limits, comments, parse};

fuzz_target!(|data: &[u8]| {
    let path = Arc::from("fuzzed.yml");
    let tree = parse(data, Limits::SETTINGS);
    assert!(tree.value.is_some() || !tree.problems.is_empty(), "neither a tree nor a problem");
    let workflow = read_workflow(&path, data);
    let is_told = workflow.value.is_some() || !workflow.problems.is_empty();
    assert!(is_told, "neither a workflow nor a problem");
    let action = read_action(&path, data);
    assert!(
        action.value.is_some() || !action.problems.is_empty(),
        "neither an action nor a problem"
    );
    let _ = comments(data);
});

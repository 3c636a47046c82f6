//! Policies, and the waivers in comments: any bytes give a policy or its problems, never both.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truegreen::policy::{inline, raw};
use truegreen::rules;
use truegreen::span::Span;

fuzz_target!(|data: &[u8]| {
    let read = raw::read(data, &rules::ids());
    assert!(read.value.is_some() == read.problems.is_empty(), "half a policy");
    let _ = inline::mentions(data);
    if let Ok(text) = std::str::from_utf8(data) {
        for line in text.lines().take(16) {
            let _ = inline::read(line, Span::start_of_file(), "ci.yml/unit");
        }
    }
});

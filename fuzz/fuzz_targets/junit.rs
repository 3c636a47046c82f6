//! JUnit reports: any bytes give a report or a problem.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truegreen::formats::tests::junit;

fuzz_target!(|data: &[u8]| {
    let read = junit::read(data);
    assert!(read.value.is_some() || !read.problems.is_empty(), "neither a report nor a problem");
});

//! Coverage reports: any bytes give a report or a problem.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truegreen::formats::coverage::cobertura;

fuzz_target!(|data: &[u8]| {
    let read = cobertura::read(data);
    assert!(read.value.is_some() || !read.problems.is_empty(), "neither a report nor a problem");
    if let Some(report) = read.value {
        let total = report.total;
        assert!(total.lines_covered <= total.lines, "more lines covered than there are");
        assert!(total.branches_covered <= total.branches, "more branches taken than there are");
    }
});

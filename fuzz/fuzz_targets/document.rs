//! Settings documents: any bytes under any known name give a document or a problem, never both, and what a
//! path finds has a place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json_path::JsonPath;
use truegreen::formats::document::read;
use truegreen::formats::settings::read_pytest;

const NAMES: [&str; 6] =
    ["pyproject.toml", "codecov.yml", "package.json", "tsconfig.jsonc", "tox.ini", "setup.cfg"];

fuzz_target!(|data: &[u8]| {
    let Ok(everything) = JsonPath::parse("$..*") else { return };
    for name in NAMES {
        let parsed = read(name, data);
        assert!(parsed.value.is_some() == parsed.problems.is_empty(), "half a document: {name}");
        if let Some(document) = parsed.value {
            for found in document.find(&everything).into_iter().take(64) {
                assert!(found.span.line > 0, "a value without a place: {name}");
                let _ = document.span_of_key(&found.steps);
            }
        }
        if let Ok(text) = std::str::from_utf8(data) {
            let _ = read_pytest(name, text);
        }
    }
});

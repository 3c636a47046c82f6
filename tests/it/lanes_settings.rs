//! What the team of twelve lanes checks in its configuration files and in the coverage of single
//! modules.

use crate::lanes::{BASELINE, COVERAGE, Mutation, caught, edit, own, real};

const PYPROJECT: &str = "pyproject.toml";

fn mutations() -> Vec<Mutation> {
    let setting = |assertion, file, find, replace, at| {
        edit(assertion, file, find, replace, "setting-off-contract", (file, at))
    };
    let covered = |find, replace| {
        edit("A32", COVERAGE, find, replace, "low-path-coverage", (COVERAGE, "<coverage>"))
    };
    let off = "module = \"tests.*\"\nwarn_unreachable = false";
    vec![
        setting("A29", PYPROJECT, "strict = true", "strict = false", "strict = false"),
        setting("A29", PYPROJECT, "strict = true", "", "[tool.mypy]"),
        setting("A29", PYPROJECT, "warn_unreachable = true", "warn_unreachable = 1", "warn_unr"),
        setting("A29", PYPROJECT, "module = \"tests.*\"", off, "warn_unreachable = false"),
        setting("A31", PYPROJECT, "--cov-fail-under=85", "--cov-fail-under=80", "addopts"),
        setting("A31", PYPROJECT, "--cov-fail-under=85", "--cov-fail-under=850", "addopts"),
        edit("A31", PYPROJECT, "-ra ", "-ra -n auto ", "pytest-xdist", (PYPROJECT, "addopts")),
        covered("/ci.py\"", "/cd.py\""),
        covered("hits=\"1\"/>", "hits=\"0\"/>\n<line number=\"8\" hits=\"0\"/>"),
        covered("75% (3/4)", "50% (2/4)"),
        setting("A36", BASELINE, "refreshed_by", "by", "{"),
        setting("A36", BASELINE, "00Z", "00+02:00", "refreshed_at"),
        setting("A36", BASELINE, "\"reason\": \"", "\"reason\": \"\", \"was\": \"", "\"reason\""),
    ]
}

#[test]
fn every_setting_of_our_own_lanes_is_held() {
    caught(&own(), &mutations());
}

#[test]
#[ignore = "needs the real pipelines beside the corpus"]
fn every_setting_of_the_real_lanes_is_held() {
    caught(&real(), &mutations());
}

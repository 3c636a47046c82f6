//! `init`, then `check`, on real repositories: green, with nothing but waivers.

use serde_json::Value;

use crate::cli::truegreen;
use crate::init::copied;
use crate::outside::corpus;

/// A fixed sample by language, size and style; each repository has workflows that pull requests
/// start.
pub(crate) const SAMPLE: [&str; 40] = [
    "5monkeys__cobertura-action",
    "EmbarkStudios__cargo-deny",
    "EnricoMi__publish-unit-test-result-action",
    "MishaKav__pytest-coverage-comment",
    "PowerShell__PowerShell",
    "actions__runner",
    "actions__toolkit",
    "aio-libs__aiohttp",
    "astral-sh__ruff",
    "astropy__astropy",
    "benchmark-action__github-action-benchmark",
    "caddyserver__caddy",
    "clap-rs__clap",
    "codecov__codecov-action",
    "composer__composer",
    "conda__conda",
    "containerd__containerd",
    "crate-ci__typos",
    "ctrf-io__github-test-reporter",
    "dask__dask",
    "dbt-labs__dbt-core",
    "elixir-lang__elixir",
    "etcd-io__etcd",
    "huggingface__diffusers",
    "jax-ml__jax",
    "kubernetes-sigs__kind",
    "laravel__framework",
    "microsoft__playwright",
    "mockito__mockito",
    "nextest-rs__nextest",
    "openclover__clover",
    "pallets__flask",
    "pydantic__pydantic",
    "pydata__xarray",
    "pypa__setuptools",
    "pytest-dev__pytest",
    "python__mypy",
    "re-actors__alls-green",
    "scipy__scipy",
    "simdjson__simdjson",
];

#[test]
#[ignore = "needs the corpus"]
fn forty_real_repositories_start_green_with_waivers_only() {
    let corpus = corpus("workflows");
    let mut table = String::from("repository | required | advisory | waivers | exit\n");
    let mut red = Vec::new();
    for name in SAMPLE {
        let root = copied(&corpus.join(name));
        let path = root.path().to_str().unwrap();
        let (code, out, err) = truegreen(&["init", "--root", path]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}: {out}");
        let text = std::fs::read_to_string(root.path().join(".github/truegreen.yml")).unwrap();
        assert!(text.contains("jobs:"), "{name} requires nothing:\n{text}");
        let (code, report, err) = truegreen(&["check", "--root", path, "--format", "json"]);
        let report: Value =
            serde_json::from_str(&report).unwrap_or_else(|_| panic!("{name}: {err}"));
        let open = report["findings"].as_array().unwrap().iter().filter(|finding| {
            !["waived", "advisory"].contains(&finding["state"].as_str().unwrap())
        });
        let policy: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let (mut required, mut advisory) = (0, 0);
        for workflow in policy["workflows"].as_mapping().unwrap().values() {
            for job in workflow["jobs"].as_mapping().unwrap().values() {
                let is_advisory = job["advisory"].as_bool() == Some(true);
                *(if is_advisory { &mut advisory } else { &mut required }) += 1;
            }
        }
        let waivers = policy["waivers"].as_sequence().map_or(0, Vec::len);
        table.push_str(&format!("{name} | {required} | {advisory} | {waivers} | {code}\n"));
        if code != 0 || open.count() > 0 {
            red.push(name);
        }
        // A second run has nothing to add.
        let (code, out, _) = truegreen(&["init", "--root", path, "--check"]);
        assert_eq!(code, 0, "{name}: {out}");
    }
    loud!("{table}");
    assert!(red.is_empty(), "not green: {red:?}");
}

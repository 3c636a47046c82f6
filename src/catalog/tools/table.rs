//! The table of tools. Not written by hand: change the files of the catalogue, and run
//! `UPDATE=1 cargo test --lib the_catalogue`. Where the types change, begin with an empty table.

use std::borrow::Cow;

use super::pattern::Choice::{Name, Word};
use super::pattern::FormPart::{self, Any, End, Operand};
use super::pattern::{Flag, Form, Program, ProgramNames};
use super::tool::{LeniencyRule, RuleSetting, Tool, ToolKind, ToolTable, ToolTerms};

const fn tool(
    name: &'static str,
    kind: ToolKind,
    terms: &'static ToolTerms,
    forms: &'static [(&'static str, Form)],
) -> Tool {
    Tool { name: Cow::Borrowed(name), kind, forms, terms }
}

static TERMS_0: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-l", values: None }, Flag { name: "--list", values: None }, Flag { name: "--summary", values: None }, Flag { name: "--show", values: None }, Flag { name: "--evaluate", values: None }, Flag { name: "--dump", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "-n", values: None }],
    variables: &[],
    lenient: &[],
};

static NAMES_0: ProgramNames = ProgramNames {
    words: "test tests testall runtests unittest unittests unit e2e integration functional spec specs smoke regression acceptance cypress playwright jest vitest mocha pytest phpunit rspec tox cover coverage",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_1: ProgramNames = ProgramNames {
    words: "bench benchmark benchmarks benches perf",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_2: ProgramNames = ProgramNames {
    words: "typecheck type-check check-type check-types checktypes types-check typing tsc mypy pyright =types",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_3: ProgramNames = ProgramNames {
    words: "format-check fmt-check check-format check-formatting formatting-check check-fmt prettier-check check-prettier check-style style-check cs-check format-ci prettier-ci verify-format format-verify black-check isort-check spotless-check spotlesscheck",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_4: ProgramNames = ProgramNames {
    words: "lint lints linter linters linting eslint stylelint tslint ruff flake8 pylint clippy golangci golangci-lint rubocop vet shellcheck hadolint actionlint yamllint markdownlint phpstan psalm phpcs checkstyle detekt ktlint spotbugs biome oxlint knip static-analysis quality code-quality codestyle analyze analyse =cs =style",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_5: ProgramNames = ProgramNames {
    words: "audit security bandit semgrep trivy gitleaks licenses license-check check-licenses snyk vulncheck",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_6: ProgramNames = ProgramNames {
    words: "docs doc documentation sphinx mkdocs typedoc storybook linkcheck =html",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_7: ProgramNames = ProgramNames {
    words: "build compile bundle dist package assemble rebuild webpack =all",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static NAMES_8: ProgramNames = ProgramNames {
    words: "check checks verify verification validate validation presubmit precommit pre-commit prepush preflight qa sanity gate gates =ci =distcheck =installcheck",
    except: "watch fix setup deps dependencies report reports results clean install uninstall data serve start stop up down logs env init list publish upload deploy cache prepare open update version bump release-notes",
};

static TERMS_1: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_2: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-n", values: None }, Flag { name: "--just-print", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "--recon", values: None }, Flag { name: "-q", values: None }, Flag { name: "--question", values: None }, Flag { name: "-p", values: None }, Flag { name: "--print-data-base", values: None }, Flag { name: "-t", values: None }, Flag { name: "--touch", values: None }],
    variables: &["MAKEFLAGS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-i", values: None }, Flag { name: "--ignore-errors", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "ignores the errors of every command", fix: None, note: false },
    ],
};

static TERMS_3: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--if-present", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there is no such script", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--passWithNoTests", values: None }, Flag { name: "--pass-with-no-tests", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--updateSnapshot", values: None }, Flag { name: "--update-snapshot", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-o", values: None }, Flag { name: "--onlyChanged", values: None }, Flag { name: "--changedSince", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs only the tests of changed files, and exits 0 when there are none", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "--testNamePattern", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test has such a name", fix: None, note: true },
    ],
};

static TERMS_4: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--graph", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_5: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-l", values: None }, Flag { name: "--list", values: None }, Flag { name: "-a", values: None }, Flag { name: "--list-all", values: None }, Flag { name: "-n", values: None }, Flag { name: "--dry", values: None }, Flag { name: "--status", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_6: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--force", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "goes on past warnings of tasks and exits 0", fix: None, note: true },
    ],
};

static TERMS_7: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dry", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "--graph", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_8: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-CI", values: None }, Flag { name: "-EnableExit", values: None }, Flag { name: "-Configuration", values: Some(&["*"]) }, Flag { name: "-PassThru", values: None }], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
    ],
};

static TERMS_9: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-EnableExit", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_10: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dry-run", values: None }, Flag { name: "-n", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--strict", values: None }], without_variables: &[], effect: "exits 0 when benchmarks fail", fix: None, note: false },
    ],
};

static TERMS_11: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--exit-code", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_12: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--watch", values: None }, Flag { name: "-w", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--update-snapshots", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
    ],
};

static TERMS_13: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-e", values: None }, Flag { name: "--exit", values: None }], without_variables: &[], effect: "exits 0 with findings", fix: Some("add --exit"), note: false },
    ],
};

static TERMS_14: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_15: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--flaky_test_attempts", values: Some(&["!0", "1"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_16: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--nobuild", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_17: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_18: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-d", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "--steps-catalog", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_19: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-errors-on-unmatched", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_20: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--write", values: None }, Flag { name: "--fix", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-errors-on-unmatched", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_21: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_22: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit-on-warn", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--no-exit-on-error", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when the scan itself fails", fix: None, note: false },
    ],
};

static TERMS_23: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--pass-with-no-tests", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--update-snapshots", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
    ],
};

static TERMS_24: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "INSTA_FORCE_PASS", values: None }], without: &[], without_variables: &[], effect: "passes assertions on snapshots that fail", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "UPDATE_EXPECT", values: None }, RuleSetting { name: "TRYBUILD", values: Some(&["overwrite"]) }], without: &[], without_variables: &[], effect: "rewrites what is expected instead of comparing with it", fix: None, note: false },
    ],
};

static TERMS_25: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--accept", values: None }, Flag { name: "--accept-unseen", values: None }, Flag { name: "--force-update-snapshots", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "accepts snapshots that changed", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "INSTA_FORCE_PASS", values: None }], without: &[], without_variables: &[], effect: "passes assertions on snapshots that fail", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "UPDATE_EXPECT", values: None }, RuleSetting { name: "TRYBUILD", values: Some(&["overwrite"]) }], without: &[], without_variables: &[], effect: "rewrites what is expected instead of comparing with it", fix: None, note: false },
    ],
};

static TERMS_26: ToolTerms = ToolTerms {
    not: &[
        ("cargo", Form { parts: &[Operand(&[Word("llvm-cov")]), Operand(&[Word("report|clean|show-env")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--ignore-run-fail", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--no-tests", values: Some(&["pass", "warn"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "INSTA_FORCE_PASS", values: None }], without: &[], without_variables: &[], effect: "passes assertions on snapshots that fail", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "UPDATE_EXPECT", values: None }, RuleSetting { name: "TRYBUILD", values: Some(&["overwrite"]) }], without: &[], without_variables: &[], effect: "rewrites what is expected instead of comparing with it", fix: None, note: false },
    ],
};

static TERMS_27: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-tests", values: Some(&["pass", "warn"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "NEXTEST_NO_TESTS", values: Some(&["pass", "warn"]) }], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retries", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "NEXTEST_RETRIES", values: Some(&["!0"]) }], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "INSTA_FORCE_PASS", values: None }], without: &[], without_variables: &[], effect: "passes assertions on snapshots that fail", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "UPDATE_EXPECT", values: None }, RuleSetting { name: "TRYBUILD", values: Some(&["overwrite"]) }], without: &[], without_variables: &[], effect: "rewrites what is expected instead of comparing with it", fix: None, note: false },
    ],
};

static TERMS_28: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--update-specs", values: None }, Flag { name: "-u", values: None }, Flag { name: "--list-rules", values: None }, Flag { name: "-l", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--non-zero-exit-code", values: Some(&["none"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_29: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-l", values: None }, Flag { name: "--list", values: None }, Flag { name: "-v", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--soft-fail", values: None }, Flag { name: "-s", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--soft-fail-on", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when only these checks fail", fix: None, note: true },
    ],
};

static TERMS_30: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero-on-changes", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when pictures changed", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--exit-once-uploaded", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits before the pictures are compared", fix: None, note: false },
    ],
};

static TERMS_31: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--print-build-identifiers", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--allow-empty", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there is nothing to build", fix: None, note: false },
    ],
};

static TERMS_32: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-n", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "-dry-run", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--Werror", values: None }, Flag { name: "-Werror", values: None }], without_variables: &[], effect: "warns and exits 0", fix: None, note: false },
    ],
};

static TERMS_33: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-list-checks", values: None }, Flag { name: "--list-checks", values: None }, Flag { name: "-dump-config", values: None }, Flag { name: "--dump-config", values: None }, Flag { name: "-verify-config", values: None }, Flag { name: "--verify-config", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-warnings-as-errors", values: Some(&["*"]) }, Flag { name: "--warnings-as-errors", values: Some(&["*"]) }, Flag { name: "-config", values: Some(&["*"]) }, Flag { name: "--config", values: Some(&["*"]) }, Flag { name: "-config-file", values: Some(&["*"]) }, Flag { name: "--config-file", values: Some(&["*"]) }], without_variables: &[], effect: "warns and exits 0 unless its settings say otherwise", fix: None, note: true },
    ],
};

static TERMS_34: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &["RUSTFLAGS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--cap-lints", values: Some(&["allow", "warn"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "turns errors into warnings", fix: None, note: false },
    ],
};

static TERMS_35: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--target", values: Some(&["test", "tests", "check", "check-*", "*_test", "*-test", "RUN_TESTS", "*_tests"]) }, Flag { name: "-t", values: Some(&["test", "tests", "check", "check-*", "RUN_TESTS"]) }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_36: ToolTerms = ToolTerms {
    not: &[
        ("cmake", Form { parts: &[FormPart::Option(Flag { name: "--build", values: None }), FormPart::Option(Flag { name: "--target", values: Some(&["clean", "install", "uninstall"]) })] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "-L", values: None }, Flag { name: "-LA", values: None }, Flag { name: "-LAH", values: None }, Flag { name: "-N", values: None }, Flag { name: "--list-presets", values: None }, Flag { name: "--system-information", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_37: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
    ],
};

static TERMS_38: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-w", values: None }, Flag { name: "--write-changes", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_39: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--return-code-on-test-failure", values: None }], without_variables: &[], effect: "exits 0 when tests fail; `colcon test-result` tells", fix: None, note: true },
    ],
};

static TERMS_40: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-fail", values: None }, Flag { name: "-no-fail", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_41: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--error-exitcode", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--error-exitcode", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add --error-exitcode=1"), note: false },
    ],
};

static TERMS_42: ToolTerms = ToolTerms {
    not: &[
        ("cspell", Form { parts: &[Operand(&[Word("trace|suggestions|dictionaries|init|link")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--no-must-find-files", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_43: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-N", values: None }, Flag { name: "--show-only", values: None }, Flag { name: "--print-labels", values: None }, Flag { name: "--build-generator", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-tests", values: Some(&["ignore"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--repeat", values: Some(&["until-pass*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-R", values: Some(&["*"]) }, Flag { name: "--tests-regex", values: Some(&["*"]) }, Flag { name: "-L", values: Some(&["*"]) }, Flag { name: "--label-regex", values: Some(&["*"]) }], words: &[], variables: &[], without: &[Flag { name: "--no-tests", values: Some(&["error"]) }], without_variables: &[], effect: "exits 0 when no test fits", fix: Some("add --no-tests=error"), note: true },
    ],
};

static TERMS_44: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-d", values: None }, Flag { name: "--dry-run", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-strict", values: None }, Flag { name: "--no-strict-undefined", values: None }, Flag { name: "--no-strict-pending", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when steps are undefined or pending", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retry", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_45: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--set-exit-if-changed", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_46: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-f", values: None }, Flag { name: "--fail", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add --fail"), note: false },
    ],
};

static TERMS_47: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--permit-no-files", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
    ],
};

static TERMS_48: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--updateonly", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--failOnCVSS", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add --failOnCVSS 7"), note: false },
    ],
};

static TERMS_49: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-R", values: Some(&["!0"]) }, Flag { name: "--retries", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_50: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--ci", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_51: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "--lint", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_52: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-d", values: None }, Flag { name: "--detach", values: None }, Flag { name: "--no-start", values: None }, Flag { name: "--wait", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--exit-code-from", values: Some(&["*"]) }, Flag { name: "--abort-on-container-exit", values: None }, Flag { name: "--abort-on-container-failure", values: None }], without_variables: &[], effect: "exits 0 when a container fails", fix: Some("add --exit-code-from SERVICE"), note: false },
    ],
};

static TERMS_53: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-e", values: None }, Flag { name: "--exit-code", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add --exit-code"), note: false },
    ],
};

static TERMS_54: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--exit-code", values: Some(&["*"]) }, Flag { name: "-c", values: Some(&["*"]) }], without_variables: &[RuleSetting { name: "DOCKLE_EXIT_CODE", values: None }], effect: "reports findings and exits 0", fix: Some("add --exit-code 1"), note: false },
    ],
};

static TERMS_55: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list-tests", values: None }, Flag { name: "-t", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--ignore-exit-code", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 on the codes that are named", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "TESTINGPLATFORM_EXITCODE_IGNORE", values: Some(&["*"]) }], without: &[], without_variables: &[], effect: "exits 0 on the codes that are named", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retry-failed-tests", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "--filter", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test fits", fix: None, note: true },
    ],
};

static TERMS_56: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--verify-no-changes", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_57: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--vulnerable", values: None }, Flag { name: "--deprecated", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--vulnerable", values: None }, Flag { name: "--deprecated", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "lists findings and exits 0", fix: Some("fail when it lists any"), note: true },
    ],
};

static TERMS_58: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--auto-promote", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites what is expected instead of comparing with it", fix: None, note: false },
    ],
};

static TERMS_59: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--print-config", values: None }, Flag { name: "--init", values: None }, Flag { name: "--env-info", values: None }, Flag { name: "--inspect-config", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-error-on-unmatched-pattern", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--pass-on-no-patterns", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file is named", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--suppress-all", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "records all findings as suppressed and exits 0", fix: None, note: false },
    ],
};

static TERMS_60: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--update-goldens", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the pictures instead of comparing with them", fix: None, note: false },
    ],
};

static TERMS_61: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-fatal-warnings", values: None }, Flag { name: "--no-fatal-infos", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 with findings of that level", fix: None, note: true },
    ],
};

static TERMS_62: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-f", values: None }, Flag { name: "--fail-on-change", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_63: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-l", values: None }, Flag { name: "--list", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--allow-failure", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
    ],
};

static TERMS_64: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "-c", values: None }, Flag { name: "--check-diff", values: None }, Flag { name: "--check-only", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_65: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--mode", values: Some(&["check"]) }, Flag { name: "-m", values: Some(&["check"]) }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_66: ToolTerms = ToolTerms {
    not: &[
        ("ginkgo", Form { parts: &[Operand(&[Word("bootstrap|generate|outline|labels|unfocus|version|help")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "--dry-run", values: None }, Flag { name: "-dry-run", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--flake-attempts", values: Some(&["!0"]) }, Flag { name: "-flake-attempts", values: Some(&["!0"]) }, Flag { name: "--flakeAttempts", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_67: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-list", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-run", values: Some(&["*"]) }], words: &[], variables: &[], without: &[Flag { name: "-bench", values: Some(&["*"]) }, Flag { name: "-fuzz", values: Some(&["*"]) }], without_variables: &[], effect: "exits 0 when no test has such a name", fix: None, note: true },
    ],
};

static TERMS_68: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-l", values: None }, Flag { name: "-d", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-l", values: None }, Flag { name: "-d", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "shows the files and exits 0", fix: Some("fail when it prints anything"), note: true },
    ],
};

static TERMS_69: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--issues-exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_70: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-d", values: None }, Flag { name: "--diff", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_71: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-set_exit_status", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_72: ToolTerms = ToolTerms {
    not: &[
        ("gotestsum", Form { parts: &[Operand(&[Word("tool|help")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--rerun-fails", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_73: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-json", values: None }, Flag { name: "-format", values: Some(&["json", "sarif", "openvex"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_74: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-m", values: None }, Flag { name: "--dry-run", values: None }, Flag { name: "--test-dry-run", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-PignoreFailures", values: None }, Flag { name: "-PignoreTestFailures", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "sets a property by which the build ignores failures", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-x", values: Some(&["*"]) }, Flag { name: "--exclude-task", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves a task out", fix: None, note: true },
    ],
};

static TERMS_75: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-m", values: None }, Flag { name: "--dry-run", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-PignoreFailures", values: None }, Flag { name: "-PignoreTestFailures", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "sets a property by which the build ignores failures", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-x", values: Some(&["*"]) }, Flag { name: "--exclude-task", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves a task out", fix: None, note: true },
    ],
};

static TERMS_76: ToolTerms = ToolTerms {
    not: &[
        ("grype", Form { parts: &[Operand(&[Word("db|version|config|completion|explain")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-f", values: Some(&["*"]) }, Flag { name: "--fail-on", values: Some(&["*"]) }, Flag { name: "-c", values: Some(&["*"]) }, Flag { name: "--config", values: Some(&["*"]) }], without_variables: &[RuleSetting { name: "GRYPE_FAIL_ON_SEVERITY", values: Some(&["*"]) }], effect: "reports findings and exits 0 unless .grype.yaml says otherwise", fix: Some("add --fail-on high"), note: false },
    ],
};

static TERMS_77: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-fail", values: None }, Flag { name: "-no-fail", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-t", values: Some(&["none", "ignore"]) }, Flag { name: "--failure-threshold", values: Some(&["none", "ignore"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "HADOLINT_NOFAIL", values: None }], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_78: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_79: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-e", values: None }, Flag { name: "--return-error", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add --return-error"), note: false },
    ],
};

static TERMS_80: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--test", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_81: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-i", values: None }, Flag { name: "--ignore-failure", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when the measured command fails", fix: None, note: false },
    ],
};

static TERMS_82: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check-only", values: None }, Flag { name: "--check", values: None }, Flag { name: "-c", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_83: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--listTests", values: None }, Flag { name: "--showConfig", values: None }, Flag { name: "--clearCache", values: None }, Flag { name: "--init", values: None }, Flag { name: "--watch", values: None }, Flag { name: "--watchAll", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--passWithNoTests", values: None }, Flag { name: "--pass-with-no-tests", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--updateSnapshot", values: None }, Flag { name: "--update-snapshot", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-o", values: None }, Flag { name: "--onlyChanged", values: None }, Flag { name: "--changedSince", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs only the tests of changed files, and exits 0 when there are none", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "--testNamePattern", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test has such a name", fix: None, note: true },
    ],
};

static TERMS_84: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-thresholds", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "passes whatever the thresholds say", fix: None, note: false },
    ],
};

static TERMS_85: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-fail-on-empty-test-suite", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
    ],
};

static TERMS_86: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--ignore-on-exit", values: Some(&["all", "results"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--ignore-on-exit", values: Some(&["errors"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when the scan itself fails", fix: None, note: false },
    ],
};

static TERMS_87: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-F", values: None }, Flag { name: "--format", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_88: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--compliance-threshold", values: Some(&["*"]) }, Flag { name: "--severity-threshold", values: Some(&["*"]) }, Flag { name: "--fail-threshold", values: Some(&["*"]) }, Flag { name: "-t", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_89: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--failOn", values: Some(&["*"]) }, Flag { name: "--onlyAllow", values: Some(&["*"]) }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_90: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--zero", values: None }, Flag { name: "-0", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_91: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--fail-on", values: Some(&["none"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_92: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--headless", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-code-on-error", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when requests fail", fix: None, note: false },
    ],
};

static TERMS_93: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dump", values: None }, Flag { name: "--dump-inputs", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_94: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "DISABLE_ERRORS", values: Some(&["true"]) }], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_95: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-error", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_96: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check-formatted", values: None }, Flag { name: "--check", values: None }, Flag { name: "--dry-run", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_97: ToolTerms = ToolTerms {
    not: &[
        ("mix", Form { parts: &[Operand(&[Word("credo")]), Operand(&[Word("list|explain|gen.config|categories|info")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--mute-exit-status", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_98: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--plt", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--ignore-exit-status", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_99: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--exit", values: None }, Flag { name: "--config", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_100: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dry-run", values: None }, Flag { name: "--list-interfaces", values: None }, Flag { name: "--list-reporters", values: None }, Flag { name: "--watch", values: None }, Flag { name: "-w", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--pass-on-failing-test-suite", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retries", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-g", values: Some(&["*"]) }, Flag { name: "--grep", values: Some(&["*"]) }, Flag { name: "-f", values: Some(&["*"]) }, Flag { name: "--fgrep", values: Some(&["*"]) }], words: &[], variables: &[], without: &[Flag { name: "--fail-zero", values: None }], without_variables: &[], effect: "exits 0 when no test has such a name", fix: None, note: true },
    ],
};

static TERMS_101: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &["MAVEN_ARGS", "MAVEN_OPTS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-Dmaven.test.failure.ignore", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-fn", values: None }, Flag { name: "--fail-never", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds whatever fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dpmd.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dspotbugs.failOnError", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds with findings", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Denforcer.fail", values: Some(&["false"]) }, Flag { name: "-Djacoco.haltOnFailure", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when the check fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.rerunFailingTestsCount", values: Some(&["!0"]) }, Flag { name: "-Dfailsafe.rerunFailingTestsCount", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.failIfNoSpecifiedTests", values: Some(&["false"]) }, Flag { name: "-Dfailsafe.failIfNoSpecifiedTests", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when no test fits `-Dtest`", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.skip", values: None }, Flag { name: "-Dpmd.skip", values: None }, Flag { name: "-Dspotbugs.skip", values: None }, Flag { name: "-Denforcer.skip", values: None }, Flag { name: "-Dspotless.check.skip", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves a check out", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-DskipTests", values: None }, Flag { name: "-Dmaven.test.skip", values: None }, Flag { name: "-Dmaven.test.skip.exec", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs no test", fix: None, note: false },
    ],
};

static TERMS_102: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &["MAVEN_ARGS", "MAVEN_OPTS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-Dmaven.test.failure.ignore", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-fn", values: None }, Flag { name: "--fail-never", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds whatever fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dpmd.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dspotbugs.failOnError", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds with findings", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Denforcer.fail", values: Some(&["false"]) }, Flag { name: "-Djacoco.haltOnFailure", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when the check fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.rerunFailingTestsCount", values: Some(&["!0"]) }, Flag { name: "-Dfailsafe.rerunFailingTestsCount", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.failIfNoSpecifiedTests", values: Some(&["false"]) }, Flag { name: "-Dfailsafe.failIfNoSpecifiedTests", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when no test fits `-Dtest`", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.skip", values: None }, Flag { name: "-Dpmd.skip", values: None }, Flag { name: "-Dspotbugs.skip", values: None }, Flag { name: "-Denforcer.skip", values: None }, Flag { name: "-Dspotless.check.skip", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves a check out", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-DskipTests", values: None }, Flag { name: "-DskipITs", values: None }, Flag { name: "-Dmaven.test.skip", values: None }, Flag { name: "-Dmaven.test.skip.exec", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs no test", fix: None, note: true },
    ],
};

static TERMS_103: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &["MAVEN_ARGS", "MAVEN_OPTS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-Dmaven.test.failure.ignore", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-fn", values: None }, Flag { name: "--fail-never", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds whatever fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dpmd.failOnViolation", values: Some(&["false"]) }, Flag { name: "-Dspotbugs.failOnError", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds with findings", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Denforcer.fail", values: Some(&["false"]) }, Flag { name: "-Djacoco.haltOnFailure", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when the check fails", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.rerunFailingTestsCount", values: Some(&["!0"]) }, Flag { name: "-Dfailsafe.rerunFailingTestsCount", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dsurefire.failIfNoSpecifiedTests", values: Some(&["false"]) }, Flag { name: "-Dfailsafe.failIfNoSpecifiedTests", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "the build succeeds when no test fits `-Dtest`", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "-Dcheckstyle.skip", values: None }, Flag { name: "-Dpmd.skip", values: None }, Flag { name: "-Dspotbugs.skip", values: None }, Flag { name: "-Denforcer.skip", values: None }, Flag { name: "-Dspotless.check.skip", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves a check out", fix: None, note: true },
    ],
};

static TERMS_104: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--execute", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--allow-errors", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when a cell fails", fix: None, note: false },
    ],
};

static TERMS_105: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-x", values: None }, Flag { name: "--suppress-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
    ],
};

static TERMS_106: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--watch", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_107: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-n", values: None }, Flag { name: "-t", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_108: ToolTerms = ToolTerms {
    not: &[
        ("ninja", Form { parts: &[Any, Operand(&[Word("clean|install|uninstall")])] }),
        ("ninja-build", Form { parts: &[Any, Operand(&[Word("clean|install|uninstall")])] }),
        ("samu", Form { parts: &[Any, Operand(&[Word("clean|install|uninstall")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "-n", values: None }, Flag { name: "-t", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_109: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--test-update-snapshots", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
    ],
};

static TERMS_110: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-l", values: None }, Flag { name: "--list", values: None }, Flag { name: "--list-sessions", values: None }, Flag { name: "--install-only", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-error-on-missing-interpreters", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves out sessions whose interpreter is missing, and exits 0", fix: None, note: false },
    ],
};

static TERMS_111: ToolTerms = ToolTerms {
    not: &[
        ("npm", Form { parts: &[Operand(&[Word("audit")]), Operand(&[Word("fix|signatures")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--audit-level", values: Some(&["none"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--ignore-registry-errors", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when the advisories cannot be read", fix: None, note: false },
    ],
};

static TERMS_112: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-t", values: Some(&["*test*", "*lint*", "*build*", "*check*", "*e2e*", "*typecheck*", "*tsc*"]) }, Flag { name: "--target", values: Some(&["*test*", "*lint*", "*build*", "*check*", "*e2e*"]) }, Flag { name: "--targets", values: Some(&["*test*", "*lint*", "*build*", "*check*", "*e2e*"]) }],
    unless: &[Flag { name: "--graph", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_113: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-o", values: Some(&["*"]) }, Flag { name: "--fail-on", values: Some(&["*"]) }], without_variables: &[], effect: "reports changes and exits 0", fix: Some("add --fail-on ERR"), note: false },
    ],
};

static TERMS_114: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--fail", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_115: ToolTerms = ToolTerms {
    not: &[
        ("osv-scanner", Form { parts: &[Operand(&[Word("fix")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--allow-no-lockfiles", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there is nothing to scan", fix: None, note: false },
    ],
};

static TERMS_116: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-error-on-unmatched-pattern", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_117: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--strict", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_118: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--init", values: None }, Flag { name: "--list-tests", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--update-snapshots", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
    ],
};

static TERMS_119: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-i", values: None }, Flag { name: "--config-show", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &["--runtime-set", "ignore_errors_on_exit", "1"], variables: &[], without: &[], without_variables: &[], effect: "reports errors and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &["--runtime-set", "ignore_warnings_on_exit", "1"], variables: &[], without: &[], without_variables: &[], effect: "reports warnings and exits 0", fix: None, note: true },
    ],
};

static TERMS_120: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--ignore-violations-on-exit", values: None }, Flag { name: "--ignore-errors-on-exit", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_121: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-b", values: None }, Flag { name: "--generate-baseline", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_122: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list-tests", values: None }, Flag { name: "--list-suites", values: None }, Flag { name: "--list-groups", values: None }, Flag { name: "--list-test-files", values: None }, Flag { name: "--generate-configuration", values: None }, Flag { name: "--check-version", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--do-not-fail-on-empty-test-suite", values: None }, Flag { name: "--do-not-fail-on-warning", values: None }, Flag { name: "--do-not-fail-on-risky", values: None }, Flag { name: "--do-not-fail-on-incomplete", values: None }, Flag { name: "--do-not-fail-on-skipped", values: None }, Flag { name: "--do-not-fail-on-deprecation", values: None }, Flag { name: "--do-not-fail-on-notice", values: None }, Flag { name: "--do-not-fail-on-phpunit-warning", values: None }, Flag { name: "--do-not-fail-on-phpunit-deprecation", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 where the settings ask for a failure", fix: None, note: false },
    ],
};

static TERMS_123: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--test", values: None }, Flag { name: "--bail", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_124: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--fail-on-defect", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_125: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--fail-on", values: Some(&["*"]) }, Flag { name: "--allow-only", values: Some(&["*"]) }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_126: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list", values: None }, Flag { name: "--ui", values: None }, Flag { name: "--ui-host", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--pass-with-no-tests", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--update-snapshots", values: None }], words: &[], variables: &[], without: &[Flag { name: "--update-snapshots", values: Some(&["none"]) }], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retries", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_127: ToolTerms = ToolTerms {
    not: &[
        ("pmd", Form { parts: &[Operand(&[Word("cpd-gui|designer|ast-dump")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-fail-on-violation", values: None }, Flag { name: "--failOnViolation", values: Some(&["false"]) }, Flag { name: "--fail-on-violation", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_128: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--set-exit-code-on-danger", values: None }, Flag { name: "--set-exit-code-below-score", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_129: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--fail-on-violation", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_130: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "SKIP", values: Some(&["?*"]) }], without: &[], without_variables: &[], effect: "leaves these hooks out", fix: None, note: true },
    ],
};

static TERMS_131: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "-c", values: None }, Flag { name: "--list-different", values: None }, Flag { name: "-l", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-error-on-unmatched-pattern", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_132: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--set-baseline", values: None }, Flag { name: "--update-baseline", values: None }, Flag { name: "--init", values: None }, Flag { name: "-i", values: None }, Flag { name: "--alter", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_133: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--list-msgs", values: None }, Flag { name: "--list-msgs-enabled", values: None }, Flag { name: "--help-msg", values: None }, Flag { name: "--generate-rcfile", values: None }, Flag { name: "--generate-toml-config", values: None }, Flag { name: "--long-help", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--fail-under", values: Some(&["0", "0.0", "-*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "passes at any score", fix: None, note: false },
    ],
};

static TERMS_134: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--collect-only", values: None }, Flag { name: "--co", values: None }, Flag { name: "--fixtures", values: None }, Flag { name: "--fixtures-per-test", values: None }, Flag { name: "--markers", values: None }, Flag { name: "--setup-plan", values: None }, Flag { name: "--cache-show", values: None }],
    variables: &["PYTEST_ADDOPTS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--suppress-no-test-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test is collected", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--suppress-tests-failed-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--snapshot-update", values: None }, Flag { name: "--inline-snapshot", values: Some(&["*create*", "*fix*", "*update*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--reruns", values: Some(&["!0"]) }, Flag { name: "--force-flaky", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_135: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero-even-if-changed", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "changes files and exits 0", fix: None, note: false },
    ],
};

static TERMS_136: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--dry-run", values: None }, Flag { name: "-n", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_137: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--failure-exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_138: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-f", values: None }, Flag { name: "--frail", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_139: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-fail-level", values: Some(&["none"]) }, Flag { name: "--fail-level", values: Some(&["none"]) }, Flag { name: "-fail-on-error", values: Some(&["false"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-fail-level", values: Some(&["*"]) }, Flag { name: "--fail-level", values: Some(&["*"]) }, Flag { name: "-fail-on-error", values: None }, Flag { name: "--fail-on-error", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: Some("add -fail-level=any"), note: false },
    ],
};

static TERMS_140: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "-set_exit_status", values: None }, Flag { name: "-config", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_141: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dryrun", values: None }],
    variables: &["ROBOT_OPTIONS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--nostatusrc", values: None }, Flag { name: "--NoStatusRC", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--runemptysuite", values: None }, Flag { name: "--RunEmptySuite", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test is selected", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--skiponfailure", values: Some(&["*"]) }, Flag { name: "--SkipOnFailure", values: Some(&["*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "counts failed tests of that tag as skipped", fix: None, note: false },
    ],
};

static TERMS_142: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--dry-run", values: None }, Flag { name: "--init", values: None }],
    variables: &["SPEC_OPTS"],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--failure-exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
    ],
};

static TERMS_143: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-L", values: None }, Flag { name: "--list-target-files", values: None }, Flag { name: "--show-cops", values: None }, Flag { name: "--auto-gen-config", values: None }, Flag { name: "--regenerate-todo", values: None }, Flag { name: "-v", values: None }, Flag { name: "-V", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--fail-level", values: Some(&["F", "fatal"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_144: ToolTerms = ToolTerms {
    not: &[
        ("ruff", Form { parts: &[Operand(&[Word("format|rule|config|linter|clean|server|analyze|version|help")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "--fix-only", values: None }, Flag { name: "--show-files", values: None }, Flag { name: "--show-settings", values: None }, Flag { name: "--watch", values: None }, Flag { name: "-w", values: None }, Flag { name: "--add-noqa", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero", values: None }, Flag { name: "-e", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_145: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "--diff", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_146: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--print", values: None }, Flag { name: "-V", values: None }, Flag { name: "-vV", values: None }, Flag { name: "--explain", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_147: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "-c", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_148: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--continue-on-error", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_149: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--check", values: None }, Flag { name: "--test", values: None }, Flag { name: "--list", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_150: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--status-bugs", values: None }, Flag { name: "-status-bugs", values: None }], without_variables: &[], effect: "reports findings and exits with the build's status", fix: None, note: false },
    ],
};

static TERMS_151: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--dry-run", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "sends no findings", fix: None, note: true },
    ],
};

static TERMS_152: ToolTerms = ToolTerms {
    not: &[
        ("semgrep", Form { parts: &[Operand(&[Word("login|logout|show|publish|install-semgrep-pro|lsp|test")])] }),
        ("opengrep", Form { parts: &[Operand(&[Word("login|logout|show|publish|install-semgrep-pro|lsp|test")])] }),
        ("semgrep", Form { parts: &[FormPart::Option(Flag { name: "--validate", values: None })] }),
        ("opengrep", Form { parts: &[FormPart::Option(Flag { name: "--validate", values: None })] }),
        ("semgrep", Form { parts: &[FormPart::Option(Flag { name: "--test", values: None })] }),
        ("opengrep", Form { parts: &[FormPart::Option(Flag { name: "--test", values: None })] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--error", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_153: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-d", values: None }, Flag { name: "--diff", values: None }, Flag { name: "-l", values: None }, Flag { name: "--list", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-w", values: None }, Flag { name: "--write", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the files", fix: None, note: true },
    ],
};

static TERMS_154: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--fail-none", values: None }, Flag { name: "--no-fail-pedantic", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 with findings", fix: None, note: false },
    ],
};

static TERMS_155: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--nofail", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_156: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--print-config", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--allow-empty-input", values: None }, Flag { name: "--aei", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no file matches", fix: None, note: false },
    ],
};

static TERMS_157: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--lint", values: None }, Flag { name: "--dryrun", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--lenient", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports files that are not formatted and exits 0", fix: None, note: false },
    ],
};

static TERMS_158: ToolTerms = ToolTerms {
    not: &[
        ("swiftlint", Form { parts: &[Operand(&[Word("rules|docs|version|reporters|generate-docs")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "--fix", values: None }, Flag { name: "--autocorrect", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--lenient", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "turns errors into warnings and exits 0", fix: None, note: false },
    ],
};

static TERMS_159: ToolTerms = ToolTerms {
    not: &[
        ("tap", Form { parts: &[Operand(&[Word("list|config|build|plugin|repl|report|versions|help")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--snapshot", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--allow-empty-coverage", values: None }, Flag { name: "--allow-incomplete-coverage", values: None }, Flag { name: "--disable-coverage", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when code is not covered", fix: None, note: true },
    ],
};

static TERMS_160: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-check", values: None }, Flag { name: "--check", values: None }, Flag { name: "--terragrunt-check", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_161: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--output-check", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_162: ToolTerms = ToolTerms {
    not: &[
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-n", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-z", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-b", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-c", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-d", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-e", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-f", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-h", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-L", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-p", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-r", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-S", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-s", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-t", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-w", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-x", values: None })] }),
        ("test", Form { parts: &[FormPart::Option(Flag { name: "-v", values: None })] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_163: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-q", values: None }, Flag { name: "--quarantine-mode", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_164: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--init", values: None }, Flag { name: "--langserver", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--force", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_165: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--soft-fail", values: None }, Flag { name: "-s", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_166: ToolTerms = ToolTerms {
    not: &[
        ("tox", Form { parts: &[Operand(&[Word("list|l|config|c|devenv|d|quickstart|q|depends|de|man|schema")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "--notest", values: None }, Flag { name: "-n", values: None }, Flag { name: "-l", values: None }, Flag { name: "--listenvs", values: None }, Flag { name: "-a", values: None }, Flag { name: "--listenvs-all", values: None }, Flag { name: "--showconfig", values: None }, Flag { name: "--devenv", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--skip-missing-interpreters", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "leaves out environments whose interpreter is missing, and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "TOX_SKIP_MISSING_INTERPRETERS", values: None }], without: &[], without_variables: &[], effect: "leaves out environments whose interpreter is missing, and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--suppress-no-test-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when no test is collected", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--suppress-tests-failed-exit-code", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when tests fail", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--snapshot-update", values: None }, Flag { name: "--inline-snapshot", values: Some(&["*create*", "*fix*", "*update*"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--reruns", values: Some(&["!0"]) }, Flag { name: "--force-flaky", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_167: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "--ci", values: None }, Flag { name: "--fail-on-change", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_168: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--download-db-only", values: None }, Flag { name: "--download-java-db-only", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-code", values: Some(&["0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[RuleSetting { name: "TRIVY_EXIT_CODE", values: Some(&["0"]) }], without: &[Flag { name: "--exit-code", values: Some(&["*"]) }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--exit-code", values: Some(&["*"]) }, Flag { name: "-c", values: Some(&["*"]) }, Flag { name: "--config", values: Some(&["*"]) }], without_variables: &[RuleSetting { name: "TRIVY_EXIT_CODE", values: Some(&["*"]) }, RuleSetting { name: "TRIVY_CONFIG", values: None }], effect: "reports findings and exits 0 unless trivy.yaml says otherwise", fix: Some("add --exit-code 1"), note: false },
    ],
};

static TERMS_169: ToolTerms = ToolTerms {
    not: &[
        ("trufflehog", Form { parts: &[Operand(&[Word("analyze")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[], words: &[], variables: &[], without: &[Flag { name: "--fail", values: None }], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_170: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--watch", values: None }, Flag { name: "-w", values: None }, Flag { name: "--init", values: None }, Flag { name: "--showConfig", values: None }, Flag { name: "-v", values: None }, Flag { name: "--listFilesOnly", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_171: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--force", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_172: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "--watch", values: None }, Flag { name: "-W", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--exit-zero", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_173: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[Flag { name: "-w", values: None }, Flag { name: "--write-changes", values: None }, Flag { name: "--dump-config", values: None }, Flag { name: "--files", values: None }, Flag { name: "--type-list", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_174: ToolTerms = ToolTerms {
    not: &[
        ("vale", Form { parts: &[Operand(&[Word("sync|ls-config|ls-metrics")])] }),
    ],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TERMS_175: ToolTerms = ToolTerms {
    not: &[
        ("vitest", Form { parts: &[Operand(&[Word("list|bench|init|watch|dev")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "--ui", values: None }, Flag { name: "--watch", values: None }, Flag { name: "-w", values: None }],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--passWithNoTests", values: None }, Flag { name: "--pass-with-no-tests", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when there are no tests", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--dangerouslyIgnoreUnhandledErrors", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 when errors stay unhandled", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "-u", values: None }, Flag { name: "--update", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "rewrites the snapshots instead of comparing with them", fix: None, note: false },
        LeniencyRule { flags: &[Flag { name: "--retry", values: Some(&["!0"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "--allowOnly", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs only what `.only` marks", fix: None, note: true },
        LeniencyRule { flags: &[Flag { name: "--changed", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs only the tests of changed files, and exits 0 when there are none", fix: None, note: true },
    ],
};

static TERMS_176: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-retry-tests-on-failure", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "runs failed tests again: a test that fails at times passes", fix: None, note: true },
    ],
};

static TERMS_177: ToolTerms = ToolTerms {
    not: &[
        ("xcodebuild", Form { parts: &[Any, Operand(&[Word("clean")])] }),
    ],
    only_with: &[],
    unless: &[Flag { name: "-list", values: None }, Flag { name: "-showsdks", values: None }, Flag { name: "-version", values: None }, Flag { name: "-showBuildSettings", values: None }, Flag { name: "-showdestinations", values: None }, Flag { name: "-showTestPlans", values: None }, Flag { name: "-runFirstLaunch", values: None }, Flag { name: "-downloadPlatform", values: None }, Flag { name: "-downloadAllPlatforms", values: None }, Flag { name: "-license", values: None }, Flag { name: "-checkFirstLaunchStatus", values: None }, Flag { name: "-resolvePackageDependencies", values: None }, Flag { name: "-create-xcframework", values: None }, Flag { name: "-exportArchive", values: None }],
    variables: &[],
    lenient: &[],
};

static TERMS_178: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-lint", values: None }, Flag { name: "--lint", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_179: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[Flag { name: "-d", values: None }, Flag { name: "--diff", values: None }, Flag { name: "-q", values: None }, Flag { name: "--quiet", values: None }],
    unless: &[],
    variables: &[],
    lenient: &[],
};

static TERMS_180: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "-I", values: None }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "exits 0 on warnings", fix: None, note: false },
    ],
};

static TERMS_181: ToolTerms = ToolTerms {
    not: &[],
    only_with: &[],
    unless: &[],
    variables: &[],
    lenient: &[
        LeniencyRule { flags: &[Flag { name: "--no-exit-codes", values: None }, Flag { name: "--format", values: Some(&["sarif"]) }], words: &[], variables: &[], without: &[], without_variables: &[], effect: "reports findings and exits 0", fix: None, note: false },
    ],
};

static TOOLS: [Tool; 1028] = [
    tool("just test", ToolKind::Test, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] })]),
    tool("just bench", ToolKind::Bench, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] })]),
    tool("just types", ToolKind::Types, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] })]),
    tool("just format", ToolKind::Format, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] })]),
    tool("just lint", ToolKind::Lint, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] })]),
    tool("just scan", ToolKind::Scan, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] })]),
    tool("just docs", ToolKind::Docs, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] })]),
    tool("just build", ToolKind::Build, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] })]),
    tool("just check", ToolKind::Check, &TERMS_0, &[("just", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] })]),
    tool("lerna test", ToolKind::Test, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] })]),
    tool("lerna bench", ToolKind::Bench, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] })]),
    tool("lerna types", ToolKind::Types, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] })]),
    tool("lerna format", ToolKind::Format, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] })]),
    tool("lerna lint", ToolKind::Lint, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] })]),
    tool("lerna scan", ToolKind::Scan, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] })]),
    tool("lerna docs", ToolKind::Docs, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] })]),
    tool("lerna build", ToolKind::Build, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] })]),
    tool("lerna check", ToolKind::Check, &TERMS_1, &[("lerna", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] })]),
    tool("make test", ToolKind::Test, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("make bench", ToolKind::Bench, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("make types", ToolKind::Types, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("make format", ToolKind::Format, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("make lint", ToolKind::Lint, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("make scan", ToolKind::Scan, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("make docs", ToolKind::Docs, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("make build", ToolKind::Build, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("make check", ToolKind::Check, &TERMS_2, &[
        ("make", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("gmake", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("npm run test", ToolKind::Test, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_0)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("npm run bench", ToolKind::Bench, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_1)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("npm run types", ToolKind::Types, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_2)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("npm run format", ToolKind::Format, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_3)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("npm run lint", ToolKind::Lint, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_4)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("npm run scan", ToolKind::Scan, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_5)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("npm run docs", ToolKind::Docs, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_6)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("npm run build", ToolKind::Build, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_7)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("npm run check", ToolKind::Check, &TERMS_3, &[
        ("npm", Form { parts: &[Operand(&[Word("run|run-script|rum|urn")]), Operand(&[Name(&NAMES_8)])] }),
        ("bun", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("nx test", ToolKind::Test, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_0)])] })]),
    tool("nx bench", ToolKind::Bench, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_1)])] })]),
    tool("nx types", ToolKind::Types, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_2)])] })]),
    tool("nx format", ToolKind::Format, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_3)])] })]),
    tool("nx lint", ToolKind::Lint, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_4)])] })]),
    tool("nx scan", ToolKind::Scan, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_5)])] })]),
    tool("nx docs", ToolKind::Docs, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_6)])] })]),
    tool("nx build", ToolKind::Build, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_7)])] })]),
    tool("nx check", ToolKind::Check, &TERMS_4, &[("nx", Form { parts: &[Operand(&[Name(&NAMES_8)])] })]),
    tool("pnpm test", ToolKind::Test, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_0)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("pnpm bench", ToolKind::Bench, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_1)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("pnpm types", ToolKind::Types, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_2)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("pnpm format", ToolKind::Format, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_3)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("pnpm lint", ToolKind::Lint, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_4)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("pnpm scan", ToolKind::Scan, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_5)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("pnpm docs", ToolKind::Docs, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_6)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("pnpm build", ToolKind::Build, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_7)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("pnpm check", ToolKind::Check, &TERMS_3, &[
        ("pnpm", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_8)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("recursive|multi|m")]), Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("run-s test", ToolKind::Test, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("run-s bench", ToolKind::Bench, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("run-s types", ToolKind::Types, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("run-s format", ToolKind::Format, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("run-s lint", ToolKind::Lint, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("run-s scan", ToolKind::Scan, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("run-s docs", ToolKind::Docs, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("run-s build", ToolKind::Build, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("run-s check", ToolKind::Check, &TERMS_1, &[
        ("npm-run-all", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("npm-run-all2", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("run-s", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("run-p", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("script test", ToolKind::Test, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_0)])] })]),
    tool("script bench", ToolKind::Bench, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_1)])] })]),
    tool("script types", ToolKind::Types, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_2)])] })]),
    tool("script format", ToolKind::Format, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_3)])] })]),
    tool("script lint", ToolKind::Lint, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_4)])] })]),
    tool("script scan", ToolKind::Scan, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_5)])] })]),
    tool("script docs", ToolKind::Docs, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_6)])] })]),
    tool("script build", ToolKind::Build, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_7)])] })]),
    tool("script check", ToolKind::Check, &TERMS_1, &[("<script>", Form { parts: &[Operand(&[Name(&NAMES_8)])] })]),
    tool("task test", ToolKind::Test, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] })]),
    tool("task bench", ToolKind::Bench, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] })]),
    tool("task types", ToolKind::Types, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] })]),
    tool("task format", ToolKind::Format, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] })]),
    tool("task lint", ToolKind::Lint, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] })]),
    tool("task scan", ToolKind::Scan, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] })]),
    tool("task docs", ToolKind::Docs, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] })]),
    tool("task build", ToolKind::Build, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] })]),
    tool("task check", ToolKind::Check, &TERMS_5, &[("task", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] })]),
    tool("task runner test", ToolKind::Test, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_0)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_0)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_0)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_0)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_0)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("task runner bench", ToolKind::Bench, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_1)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_1)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_1)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_1)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_1)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("task runner types", ToolKind::Types, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_2)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_2)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_2)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_2)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_2)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("task runner format", ToolKind::Format, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_3)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_3)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_3)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_3)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_3)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("task runner lint", ToolKind::Lint, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_4)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_4)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_4)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_4)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_4)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("task runner scan", ToolKind::Scan, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_5)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_5)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_5)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_5)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_5)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("task runner docs", ToolKind::Docs, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_6)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_6)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_6)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_6)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_6)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("task runner build", ToolKind::Build, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_7)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_7)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_7)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_7)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_7)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("task runner check", ToolKind::Check, &TERMS_6, &[
        ("rake", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("gulp", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("grunt", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("mage", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("invoke", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("inv", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("poe", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("poethepoet", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("doit", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("fab", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("nuke", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("lage", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("mise", Form { parts: &[Operand(&[Word("run|r")]), Any, Operand(&[Name(&NAMES_8)])] }),
        ("mise", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("cargo", Form { parts: &[Operand(&[Word("xtask|make|x")]), Any, Operand(&[Name(&NAMES_8)])] }),
        ("deno", Form { parts: &[Operand(&[Word("task")]), Operand(&[Name(&NAMES_8)])] }),
        ("composer", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("composer", Form { parts: &[Operand(&[Word("run|run-script")]), Operand(&[Name(&NAMES_8)])] }),
        ("fastlane", Form { parts: &[Any, Operand(&[Name(&NAMES_8)])] }),
        ("melos", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("melos", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("pdm", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("nps", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("earthly", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("spin", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("lein", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("dev.py", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("turbo test", ToolKind::Test, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_0)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("turbo bench", ToolKind::Bench, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_1)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("turbo types", ToolKind::Types, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_2)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("turbo format", ToolKind::Format, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_3)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("turbo lint", ToolKind::Lint, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_4)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("turbo scan", ToolKind::Scan, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_5)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("turbo docs", ToolKind::Docs, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_6)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("turbo build", ToolKind::Build, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_7)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("turbo check", ToolKind::Check, &TERMS_7, &[
        ("turbo", Form { parts: &[Operand(&[Word("run")]), Any, Operand(&[Name(&NAMES_8)])] }),
        ("turbo", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("yarn test", ToolKind::Test, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_0)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_0)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_0)])] }),
    ]),
    tool("yarn bench", ToolKind::Bench, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_1)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_1)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_1)])] }),
    ]),
    tool("yarn types", ToolKind::Types, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_2)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_2)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_2)])] }),
    ]),
    tool("yarn format", ToolKind::Format, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_3)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_3)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_3)])] }),
    ]),
    tool("yarn lint", ToolKind::Lint, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_4)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_4)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_4)])] }),
    ]),
    tool("yarn scan", ToolKind::Scan, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_5)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_5)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_5)])] }),
    ]),
    tool("yarn docs", ToolKind::Docs, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_6)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_6)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_6)])] }),
    ]),
    tool("yarn build", ToolKind::Build, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_7)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_7)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_7)])] }),
    ]),
    tool("yarn check", ToolKind::Check, &TERMS_3, &[
        ("yarn", Form { parts: &[Operand(&[Name(&NAMES_8)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Name(&NAMES_8)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspace")]), Operand(&[Word("*")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("foreach")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
        ("yarn", Form { parts: &[Operand(&[Word("workspaces")]), Operand(&[Word("run")]), Operand(&[Name(&NAMES_8)])] }),
    ]),
    tool("Invoke-Pester", ToolKind::Test, &TERMS_8, &[("Invoke-Pester", Form { parts: &[] })]),
    tool("Invoke-ScriptAnalyzer", ToolKind::Lint, &TERMS_9, &[("Invoke-ScriptAnalyzer", Form { parts: &[] })]),
    tool("asv run", ToolKind::Bench, &TERMS_10, &[("asv", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("autopep8", ToolKind::Format, &TERMS_11, &[("autopep8", Form { parts: &[] })]),
    tool("ava", ToolKind::Test, &TERMS_12, &[("ava", Form { parts: &[] })]),
    tool("axe", ToolKind::Check, &TERMS_13, &[("axe", Form { parts: &[] })]),
    tool("bandit", ToolKind::Scan, &TERMS_14, &[("bandit", Form { parts: &[] })]),
    tool("bazel test", ToolKind::Test, &TERMS_15, &[
        ("bazel", Form { parts: &[Operand(&[Word("test|coverage")])] }),
        ("bazelisk", Form { parts: &[Operand(&[Word("test|coverage")])] }),
        ("aspect", Form { parts: &[Operand(&[Word("test|coverage")])] }),
    ]),
    tool("bazel build", ToolKind::Build, &TERMS_16, &[
        ("bazel", Form { parts: &[Operand(&[Word("build")])] }),
        ("bazelisk", Form { parts: &[Operand(&[Word("build")])] }),
        ("aspect", Form { parts: &[Operand(&[Word("build")])] }),
    ]),
    tool("bearer", ToolKind::Scan, &TERMS_17, &[("bearer", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("behave", ToolKind::Test, &TERMS_18, &[("behave", Form { parts: &[] })]),
    tool("biome", ToolKind::Lint, &TERMS_19, &[
        ("biome", Form { parts: &[Operand(&[Word("check|ci|lint")])] }),
        ("rome", Form { parts: &[Operand(&[Word("check|ci")])] }),
    ]),
    tool("biome format", ToolKind::Format, &TERMS_20, &[("biome", Form { parts: &[Operand(&[Word("format")])] })]),
    tool("black", ToolKind::Format, &TERMS_21, &[("black", Form { parts: &[] })]),
    tool("brakeman", ToolKind::Scan, &TERMS_22, &[("brakeman", Form { parts: &[] })]),
    tool("buf format", ToolKind::Format, &TERMS_11, &[("buf", Form { parts: &[Operand(&[Word("format")])] })]),
    tool("bun test", ToolKind::Test, &TERMS_23, &[("bun", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("cargo test", ToolKind::Test, &TERMS_24, &[
        ("cargo", Form { parts: &[Operand(&[Word("test|t")])] }),
        ("cross", Form { parts: &[Operand(&[Word("test|t")])] }),
    ]),
    tool("cargo insta", ToolKind::Test, &TERMS_25, &[("cargo", Form { parts: &[Operand(&[Word("insta")]), Operand(&[Word("test")])] })]),
    tool("cargo llvm-cov", ToolKind::Test, &TERMS_26, &[("cargo", Form { parts: &[Operand(&[Word("llvm-cov")])] })]),
    tool("cargo nextest", ToolKind::Test, &TERMS_27, &[
        ("cargo", Form { parts: &[Operand(&[Word("nextest")]), Operand(&[Word("run|r")])] }),
        ("cross", Form { parts: &[Operand(&[Word("nextest")]), Operand(&[Word("run|r")])] }),
        ("cargo-nextest", Form { parts: &[Operand(&[Word("nextest")]), Operand(&[Word("run")])] }),
    ]),
    tool("cfn-lint", ToolKind::Lint, &TERMS_28, &[("cfn-lint", Form { parts: &[] })]),
    tool("checkov", ToolKind::Scan, &TERMS_29, &[("checkov", Form { parts: &[] })]),
    tool("chromatic", ToolKind::Test, &TERMS_30, &[("chromatic", Form { parts: &[] })]),
    tool("cibuildwheel", ToolKind::Build, &TERMS_31, &[("cibuildwheel", Form { parts: &[] })]),
    tool("clang-format", ToolKind::Format, &TERMS_32, &[
        ("clang-format", Form { parts: &[] }),
        ("git-clang-format", Form { parts: &[] }),
    ]),
    tool("clang-tidy", ToolKind::Lint, &TERMS_33, &[
        ("clang-tidy", Form { parts: &[] }),
        ("run-clang-tidy", Form { parts: &[] }),
        ("clang-tidy-diff", Form { parts: &[] }),
        ("clang-tidy-diff.py", Form { parts: &[] }),
        ("run-clang-tidy.py", Form { parts: &[] }),
    ]),
    tool("cargo clippy", ToolKind::Lint, &TERMS_34, &[
        ("cargo", Form { parts: &[Operand(&[Word("clippy")])] }),
        ("cross", Form { parts: &[Operand(&[Word("clippy")])] }),
        ("cargo", Form { parts: &[Operand(&[Word("hack")]), Operand(&[Word("clippy")])] }),
    ]),
    tool("cmake --build test", ToolKind::Test, &TERMS_35, &[("cmake", Form { parts: &[FormPart::Option(Flag { name: "--build", values: None })] })]),
    tool("cmake --build", ToolKind::Build, &TERMS_36, &[
        ("cmake", Form { parts: &[FormPart::Option(Flag { name: "--build", values: None })] }),
        ("cmake", Form { parts: &[FormPart::Option(Flag { name: "--workflow", values: None })] }),
    ]),
    tool("codecept", ToolKind::Test, &TERMS_37, &[("codecept", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("codespell", ToolKind::Lint, &TERMS_38, &[("codespell", Form { parts: &[] })]),
    tool("colcon test", ToolKind::Test, &TERMS_39, &[("colcon", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("colcon", ToolKind::Build, &TERMS_1, &[("colcon", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("colcon test-result", ToolKind::Test, &TERMS_1, &[("colcon", Form { parts: &[Operand(&[Word("test-result")])] })]),
    tool("conftest", ToolKind::Check, &TERMS_40, &[("conftest", Form { parts: &[Operand(&[Word("test|verify")])] })]),
    tool("cppcheck", ToolKind::Lint, &TERMS_41, &[("cppcheck", Form { parts: &[] })]),
    tool("csharpier", ToolKind::Format, &TERMS_1, &[
        ("csharpier", Form { parts: &[Operand(&[Word("check")])] }),
        ("dotnet", Form { parts: &[Operand(&[Word("csharpier")]), Operand(&[Word("check")])] }),
        ("csharpier", Form { parts: &[FormPart::Option(Flag { name: "--check", values: None })] }),
        ("dotnet", Form { parts: &[Operand(&[Word("csharpier")]), FormPart::Option(Flag { name: "--check", values: None })] }),
    ]),
    tool("cspell", ToolKind::Lint, &TERMS_42, &[("cspell", Form { parts: &[] })]),
    tool("ctest", ToolKind::Test, &TERMS_43, &[("ctest", Form { parts: &[] })]),
    tool("cucumber", ToolKind::Test, &TERMS_44, &[
        ("cucumber", Form { parts: &[] }),
        ("cucumber-js", Form { parts: &[] }),
    ]),
    tool("cypress", ToolKind::Test, &TERMS_1, &[("cypress", Form { parts: &[Operand(&[Word("run|run-ct")])] })]),
    tool("dagger", ToolKind::Check, &TERMS_1, &[("dagger", Form { parts: &[Operand(&[Word("call|run")])] })]),
    tool("dart format", ToolKind::Format, &TERMS_45, &[("dart", Form { parts: &[Operand(&[Word("format")])] })]),
    tool("deadnix", ToolKind::Lint, &TERMS_46, &[("deadnix", Form { parts: &[] })]),
    tool("deno test", ToolKind::Test, &TERMS_47, &[("deno", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("deno lint", ToolKind::Lint, &TERMS_1, &[("deno", Form { parts: &[Operand(&[Word("lint|check")])] })]),
    tool("deno fmt", ToolKind::Format, &TERMS_21, &[("deno", Form { parts: &[Operand(&[Word("fmt")])] })]),
    tool("dependency-check", ToolKind::Scan, &TERMS_48, &[
        ("dependency-check", Form { parts: &[] }),
        ("dependency-check.sh", Form { parts: &[] }),
    ]),
    tool("detox", ToolKind::Test, &TERMS_49, &[("detox", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("dive", ToolKind::Scan, &TERMS_50, &[("dive", Form { parts: &[] })]),
    tool("djlint", ToolKind::Lint, &TERMS_51, &[("djlint", Form { parts: &[] })]),
    tool("docker compose up", ToolKind::Test, &TERMS_52, &[
        ("docker", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("up")])] }),
        ("podman", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("up")])] }),
        ("nerdctl", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("up")])] }),
        ("docker-compose", Form { parts: &[Operand(&[Word("up")])] }),
        ("podman-compose", Form { parts: &[Operand(&[Word("up")])] }),
    ]),
    tool("docker scout", ToolKind::Scan, &TERMS_53, &[("docker", Form { parts: &[Operand(&[Word("scout")]), Operand(&[Word("cves")])] })]),
    tool("dockle", ToolKind::Scan, &TERMS_54, &[("dockle", Form { parts: &[] })]),
    tool("dotnet test", ToolKind::Test, &TERMS_55, &[("dotnet", Form { parts: &[Operand(&[Word("test|vstest")])] })]),
    tool("dotnet format", ToolKind::Format, &TERMS_56, &[("dotnet", Form { parts: &[Operand(&[Word("format")])] })]),
    tool("dotnet list package", ToolKind::Scan, &TERMS_57, &[
        ("dotnet", Form { parts: &[Operand(&[Word("list")]), Operand(&[Word("package")])] }),
        ("dotnet", Form { parts: &[Operand(&[Word("list")]), Operand(&[Word("*")]), Operand(&[Word("package")])] }),
        ("dotnet", Form { parts: &[Operand(&[Word("package")]), Operand(&[Word("list")])] }),
    ]),
    tool("dune fmt", ToolKind::Format, &TERMS_58, &[
        ("dune", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("dune", Form { parts: &[Operand(&[Word("format-dune-file")])] }),
    ]),
    tool("eslint", ToolKind::Lint, &TERMS_59, &[
        ("eslint", Form { parts: &[] }),
        ("eslint_d", Form { parts: &[] }),
    ]),
    tool("flake8", ToolKind::Lint, &TERMS_14, &[("flake8", Form { parts: &[] })]),
    tool("flutter test", ToolKind::Test, &TERMS_60, &[
        ("flutter", Form { parts: &[Operand(&[Word("test")])] }),
        ("flutter", Form { parts: &[Operand(&[Word("drive")])] }),
        ("very_good", Form { parts: &[Operand(&[Word("test")])] }),
        ("patrol", Form { parts: &[Operand(&[Word("test")])] }),
    ]),
    tool("flutter analyze", ToolKind::Lint, &TERMS_61, &[
        ("flutter", Form { parts: &[Operand(&[Word("analyze")])] }),
        ("dart", Form { parts: &[Operand(&[Word("analyze")])] }),
    ]),
    tool("flynt", ToolKind::Lint, &TERMS_62, &[("flynt", Form { parts: &[] })]),
    tool("forge test", ToolKind::Test, &TERMS_63, &[("forge", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("forge fmt", ToolKind::Format, &TERMS_21, &[("forge", Form { parts: &[Operand(&[Word("fmt")])] })]),
    tool("formatter", ToolKind::Format, &TERMS_64, &[
        ("blackdoc", Form { parts: &[] }),
        ("docformatter", Form { parts: &[] }),
        ("autoflake", Form { parts: &[] }),
        ("darker", Form { parts: &[] }),
        ("mdformat", Form { parts: &[] }),
        ("gersemi", Form { parts: &[] }),
        ("cmake-format", Form { parts: &[] }),
        ("nixfmt", Form { parts: &[] }),
        ("nixpkgs-fmt", Form { parts: &[] }),
        ("stylua", Form { parts: &[] }),
        ("snakefmt", Form { parts: &[] }),
    ]),
    tool("fourmolu", ToolKind::Format, &TERMS_65, &[
        ("fourmolu", Form { parts: &[] }),
        ("ormolu", Form { parts: &[] }),
    ]),
    tool("ggshield", ToolKind::Scan, &TERMS_14, &[
        ("ggshield", Form { parts: &[Operand(&[Word("secret")]), Operand(&[Word("scan")])] }),
        ("ggshield", Form { parts: &[Operand(&[Word("sca|iac")]), Operand(&[Word("scan")])] }),
        ("ggshield", Form { parts: &[Operand(&[Word("scan")])] }),
    ]),
    tool("ginkgo", ToolKind::Test, &TERMS_66, &[("ginkgo", Form { parts: &[] })]),
    tool("gitleaks", ToolKind::Scan, &TERMS_17, &[("gitleaks", Form { parts: &[Operand(&[Word("detect|protect|dir|directory|git|stdin")])] })]),
    tool("go test", ToolKind::Test, &TERMS_67, &[("go", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("gofmt", ToolKind::Format, &TERMS_68, &[
        ("gofmt", Form { parts: &[] }),
        ("gofumpt", Form { parts: &[] }),
        ("goimports", Form { parts: &[] }),
    ]),
    tool("golangci-lint", ToolKind::Lint, &TERMS_69, &[("golangci-lint", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("golangci-lint fmt", ToolKind::Format, &TERMS_70, &[("golangci-lint", Form { parts: &[Operand(&[Word("fmt")])] })]),
    tool("golint", ToolKind::Lint, &TERMS_71, &[("golint", Form { parts: &[] })]),
    tool("gosec", ToolKind::Scan, &TERMS_40, &[("gosec", Form { parts: &[] })]),
    tool("gotestsum", ToolKind::Test, &TERMS_72, &[("gotestsum", Form { parts: &[] })]),
    tool("govulncheck", ToolKind::Scan, &TERMS_73, &[("govulncheck", Form { parts: &[] })]),
    tool("gradle test", ToolKind::Test, &TERMS_74, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("test|*:test|*Test|*Tests|test*|*:test*|integrationTest*|jacocoTestReport|*overage*|koverVerify*|jacoco*Verification|runIde*Tests|connected*Check")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("test|*:test|*Test|*Tests|test*|*:test*|integrationTest*|jacocoTestReport|*overage*|koverVerify*|jacoco*Verification|runIde*Tests|connected*Check")])] }),
    ]),
    tool("gradle lint", ToolKind::Lint, &TERMS_75, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("lint*|*:lint*|ktlintCheck|*:ktlintCheck|detekt*|*:detekt*|checkstyle*|*:checkstyle*|pmd*|spotbugs*|apiCheck|*:apiCheck")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("lint*|*:lint*|ktlintCheck|*:ktlintCheck|detekt*|*:detekt*|checkstyle*|*:checkstyle*|pmd*|spotbugs*|apiCheck|*:apiCheck")])] }),
    ]),
    tool("gradle format", ToolKind::Format, &TERMS_75, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("spotlessCheck|*:spotlessCheck|verifyGoogleJavaFormat|ktfmtCheck*|spotlessJavaCheck|spotlessKotlinCheck")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("spotlessCheck|*:spotlessCheck|verifyGoogleJavaFormat|ktfmtCheck*|spotlessJavaCheck|spotlessKotlinCheck")])] }),
    ]),
    tool("gradle scan", ToolKind::Scan, &TERMS_75, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("dependencyCheck*|*:dependencyCheck*|checkLicense*")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("dependencyCheck*|*:dependencyCheck*|checkLicense*")])] }),
    ]),
    tool("gradle check", ToolKind::Check, &TERMS_75, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("check|*:check|verify*|verifyPlugin*|*Check")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("check|*:check|verify*|verifyPlugin*|*Check")])] }),
    ]),
    tool("gradle build", ToolKind::Build, &TERMS_75, &[
        ("gradle", Form { parts: &[Any, Operand(&[Word("build|*:build|assemble*|*:assemble*|*jar|*Jar|bundle*|*:bundle*|compile*|*:compile*|classes|testClasses|buildPlugin|dist*|installDist|javadoc|dokka*")])] }),
        ("gradlew", Form { parts: &[Any, Operand(&[Word("build|*:build|assemble*|*:assemble*|*jar|*Jar|bundle*|*:bundle*|compile*|*:compile*|classes|testClasses|buildPlugin|dist*|installDist|javadoc|dokka*")])] }),
    ]),
    tool("grype", ToolKind::Scan, &TERMS_76, &[("grype", Form { parts: &[] })]),
    tool("hadolint", ToolKind::Lint, &TERMS_77, &[("hadolint", Form { parts: &[] })]),
    tool("hatch fmt", ToolKind::Format, &TERMS_21, &[("hatch", Form { parts: &[Operand(&[Word("fmt")])] })]),
    tool("hlint", ToolKind::Lint, &TERMS_78, &[("hlint", Form { parts: &[] })]),
    tool("horusec", ToolKind::Scan, &TERMS_79, &[("horusec", Form { parts: &[Operand(&[Word("start")])] })]),
    tool("hugo", ToolKind::Docs, &TERMS_1, &[
        ("hugo", Form { parts: &[End] }),
        ("hugo", Form { parts: &[Operand(&[Word("build")])] }),
    ]),
    tool("hurl", ToolKind::Test, &TERMS_80, &[("hurl", Form { parts: &[] })]),
    tool("hyperfine", ToolKind::Bench, &TERMS_81, &[("hyperfine", Form { parts: &[] })]),
    tool("infection", ToolKind::Test, &TERMS_1, &[("infection", Form { parts: &[] })]),
    tool("isort", ToolKind::Format, &TERMS_82, &[("isort", Form { parts: &[] })]),
    tool("jest", ToolKind::Test, &TERMS_83, &[
        ("jest", Form { parts: &[] }),
        ("react-scripts", Form { parts: &[Operand(&[Word("test")])] }),
        ("craco", Form { parts: &[Operand(&[Word("test")])] }),
        ("react-app-rewired", Form { parts: &[Operand(&[Word("test")])] }),
        ("vue-cli-service", Form { parts: &[Operand(&[Word("test:unit")])] }),
        ("wp-scripts", Form { parts: &[Operand(&[Word("test-unit")])] }),
    ]),
    tool("k6", ToolKind::Bench, &TERMS_84, &[("k6", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("karma", ToolKind::Test, &TERMS_85, &[("karma", Form { parts: &[Operand(&[Word("start")])] })]),
    tool("kics", ToolKind::Scan, &TERMS_86, &[("kics", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("knip", ToolKind::Lint, &TERMS_78, &[("knip", Form { parts: &[] })]),
    tool("ktfmt", ToolKind::Format, &TERMS_45, &[
        ("ktfmt", Form { parts: &[] }),
        ("google-java-format", Form { parts: &[] }),
    ]),
    tool("ktlint", ToolKind::Lint, &TERMS_87, &[("ktlint", Form { parts: &[] })]),
    tool("kubescape", ToolKind::Scan, &TERMS_88, &[("kubescape", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("license-checker", ToolKind::Scan, &TERMS_89, &[
        ("license-checker", Form { parts: &[] }),
        ("license-checker-rseidelsohn", Form { parts: &[] }),
    ]),
    tool("licensecheck", ToolKind::Scan, &TERMS_90, &[("licensecheck", Form { parts: &[] })]),
    tool("lintian", ToolKind::Lint, &TERMS_91, &[("lintian", Form { parts: &[] })]),
    tool("locust", ToolKind::Bench, &TERMS_92, &[("locust", Form { parts: &[] })]),
    tool("lychee", ToolKind::Docs, &TERMS_93, &[("lychee", Form { parts: &[] })]),
    tool("make", ToolKind::Build, &TERMS_2, &[
        ("make", Form { parts: &[End] }),
        ("gmake", Form { parts: &[End] }),
        ("mingw32-make", Form { parts: &[] }),
        ("nmake", Form { parts: &[] }),
        ("bmake", Form { parts: &[] }),
    ]),
    tool("mega-linter", ToolKind::Lint, &TERMS_94, &[
        ("mega-linter-runner", Form { parts: &[] }),
        ("mega-linter", Form { parts: &[] }),
    ]),
    tool("misspell", ToolKind::Lint, &TERMS_95, &[("misspell", Form { parts: &[] })]),
    tool("mix test", ToolKind::Test, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("test|coveralls|coveralls.*|espec")])] })]),
    tool("mix format", ToolKind::Format, &TERMS_96, &[
        ("mix", Form { parts: &[Operand(&[Word("format")])] }),
        ("rebar3", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("gleam", Form { parts: &[Operand(&[Word("format")])] }),
        ("erlfmt", Form { parts: &[] }),
    ]),
    tool("mix credo", ToolKind::Lint, &TERMS_97, &[("mix", Form { parts: &[Operand(&[Word("credo")])] })]),
    tool("mix dialyzer", ToolKind::Types, &TERMS_98, &[("mix", Form { parts: &[Operand(&[Word("dialyzer")])] })]),
    tool("mix sobelow", ToolKind::Scan, &TERMS_99, &[("mix", Form { parts: &[Operand(&[Word("sobelow")])] })]),
    tool("mocha", ToolKind::Test, &TERMS_100, &[
        ("mocha", Form { parts: &[] }),
        ("_mocha", Form { parts: &[] }),
        ("electron-mocha", Form { parts: &[] }),
        ("ts-mocha", Form { parts: &[] }),
    ]),
    tool("mvn test", ToolKind::Test, &TERMS_101, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("test|integration-test|surefire:test|failsafe:*|*surefire-plugin*:test|*failsafe-plugin*")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("test|integration-test|surefire:test|failsafe:*|*surefire-plugin*:test|*failsafe-plugin*")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("test|integration-test|surefire:test|failsafe:*|*surefire-plugin*:test|*failsafe-plugin*")])] }),
    ]),
    tool("mvn verify", ToolKind::Test, &TERMS_102, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("verify")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("verify")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("verify")])] }),
    ]),
    tool("mvn scan", ToolKind::Scan, &TERMS_103, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("*dependency-check*:check|*dependency-check*:aggregate|license:check|*license*:check*")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("*dependency-check*:check|*dependency-check*:aggregate|license:check|*license*:check*")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("*dependency-check*:check|*dependency-check*:aggregate|license:check|*license*:check*")])] }),
    ]),
    tool("mvn check", ToolKind::Lint, &TERMS_103, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("*:check|*:analyze-only|*:enforce|*:validate|enforcer:*")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("*:check|*:analyze-only|*:enforce|*:validate|enforcer:*")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("*:check|*:analyze-only|*:enforce|*:validate|enforcer:*")])] }),
    ]),
    tool("mvn deploy", ToolKind::Publish, &TERMS_101, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("deploy")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("deploy")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("deploy")])] }),
    ]),
    tool("mvn package", ToolKind::Build, &TERMS_102, &[
        ("mvn", Form { parts: &[Any, Operand(&[Word("package|install|compile|test-compile|site|javadoc:*|spring-boot:build-image")])] }),
        ("mvnw", Form { parts: &[Any, Operand(&[Word("package|install|compile|test-compile|site|javadoc:*|spring-boot:build-image")])] }),
        ("mvnd", Form { parts: &[Any, Operand(&[Word("package|install|compile|test-compile|site|javadoc:*|spring-boot:build-image")])] }),
    ]),
    tool("nbconvert", ToolKind::Test, &TERMS_104, &[
        ("jupyter", Form { parts: &[Operand(&[Word("nbconvert")])] }),
        ("jupyter-nbconvert", Form { parts: &[] }),
    ]),
    tool("newman", ToolKind::Test, &TERMS_105, &[("newman", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("ng test", ToolKind::Test, &TERMS_106, &[("ng", Form { parts: &[Operand(&[Word("test|e2e")])] })]),
    tool("ng build", ToolKind::Build, &TERMS_106, &[("ng", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("ninja test", ToolKind::Test, &TERMS_107, &[
        ("ninja", Form { parts: &[Any, Operand(&[Name(&NAMES_0), Word("check"), Word("check-*"), Word("check_*")])] }),
        ("ninja-build", Form { parts: &[Any, Operand(&[Name(&NAMES_0), Word("check"), Word("check-*"), Word("check_*")])] }),
        ("samu", Form { parts: &[Any, Operand(&[Name(&NAMES_0), Word("check"), Word("check-*"), Word("check_*")])] }),
    ]),
    tool("ninja", ToolKind::Build, &TERMS_108, &[
        ("ninja", Form { parts: &[] }),
        ("ninja-build", Form { parts: &[] }),
        ("samu", Form { parts: &[] }),
    ]),
    tool("node --test", ToolKind::Test, &TERMS_109, &[("node", Form { parts: &[FormPart::Option(Flag { name: "--test", values: None })] })]),
    tool("nox", ToolKind::Test, &TERMS_110, &[("nox", Form { parts: &[] })]),
    tool("npm test", ToolKind::Test, &TERMS_3, &[("npm", Form { parts: &[Operand(&[Word("test|t|tst")])] })]),
    tool("npm audit", ToolKind::Scan, &TERMS_111, &[
        ("npm", Form { parts: &[Operand(&[Word("audit")])] }),
        ("pnpm", Form { parts: &[Operand(&[Word("audit")])] }),
        ("yarn", Form { parts: &[Operand(&[Word("audit")])] }),
        ("yarn", Form { parts: &[Operand(&[Word("npm")]), Operand(&[Word("audit")])] }),
        ("bun", Form { parts: &[Operand(&[Word("audit")])] }),
    ]),
    tool("nx run-many", ToolKind::Check, &TERMS_112, &[("nx", Form { parts: &[Operand(&[Word("run-many|affected")])] })]),
    tool("oasdiff", ToolKind::Check, &TERMS_113, &[("oasdiff", Form { parts: &[Operand(&[Word("breaking|changelog")])] })]),
    tool("opa fmt", ToolKind::Format, &TERMS_114, &[("opa", Form { parts: &[Operand(&[Word("fmt")])] })]),
    tool("osv-scanner", ToolKind::Scan, &TERMS_115, &[("osv-scanner", Form { parts: &[] })]),
    tool("oxlint", ToolKind::Lint, &TERMS_116, &[("oxlint", Form { parts: &[] })]),
    tool("periphery", ToolKind::Lint, &TERMS_117, &[("periphery", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("pest", ToolKind::Test, &TERMS_118, &[("pest", Form { parts: &[] })]),
    tool("php-cs-fixer", ToolKind::Format, &TERMS_1, &[
        ("php-cs-fixer", Form { parts: &[Operand(&[Word("fix")]), FormPart::Option(Flag { name: "--dry-run", values: None })] }),
        ("php-cs-fixer", Form { parts: &[Operand(&[Word("check")])] }),
    ]),
    tool("phpcs", ToolKind::Lint, &TERMS_119, &[("phpcs", Form { parts: &[] })]),
    tool("phpmd", ToolKind::Lint, &TERMS_120, &[("phpmd", Form { parts: &[] })]),
    tool("phpstan", ToolKind::Lint, &TERMS_121, &[
        ("phpstan", Form { parts: &[Operand(&[Word("analyse|analyze")])] }),
        ("phpstan.phar", Form { parts: &[Operand(&[Word("analyse|analyze")])] }),
    ]),
    tool("phpunit", ToolKind::Test, &TERMS_122, &[
        ("phpunit", Form { parts: &[] }),
        ("simple-phpunit", Form { parts: &[] }),
        ("phpunit.phar", Form { parts: &[] }),
    ]),
    tool("pint", ToolKind::Format, &TERMS_123, &[("pint", Form { parts: &[] })]),
    tool("pio check", ToolKind::Lint, &TERMS_124, &[
        ("pio", Form { parts: &[Operand(&[Word("check")])] }),
        ("platformio", Form { parts: &[Operand(&[Word("check")])] }),
    ]),
    tool("pip-licenses", ToolKind::Scan, &TERMS_125, &[("pip-licenses", Form { parts: &[] })]),
    tool("playwright", ToolKind::Test, &TERMS_126, &[("playwright", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("pmd", ToolKind::Lint, &TERMS_127, &[
        ("pmd", Form { parts: &[Operand(&[Word("check")])] }),
        ("pmd", Form { parts: &[] }),
    ]),
    tool("polaris", ToolKind::Lint, &TERMS_128, &[("polaris", Form { parts: &[Operand(&[Word("audit")])] })]),
    tool("poutine", ToolKind::Scan, &TERMS_129, &[("poutine", Form { parts: &[Operand(&[Word("analyze_local|analyze_repo|analyze_org")])] })]),
    tool("pre-commit", ToolKind::Lint, &TERMS_130, &[
        ("pre-commit", Form { parts: &[Operand(&[Word("run")])] }),
        ("prek", Form { parts: &[Operand(&[Word("run")])] }),
    ]),
    tool("prettier", ToolKind::Format, &TERMS_131, &[
        ("prettier", Form { parts: &[] }),
        ("prettierd", Form { parts: &[] }),
        ("oxfmt", Form { parts: &[] }),
    ]),
    tool("psalm", ToolKind::Lint, &TERMS_132, &[
        ("psalm", Form { parts: &[] }),
        ("psalm.phar", Form { parts: &[] }),
    ]),
    tool("pylint", ToolKind::Lint, &TERMS_133, &[("pylint", Form { parts: &[] })]),
    tool("pytest", ToolKind::Test, &TERMS_134, &[
        ("pytest", Form { parts: &[] }),
        ("py.test", Form { parts: &[] }),
    ]),
    tool("pytest-benchmark", ToolKind::Bench, &TERMS_1, &[
        ("pytest-benchmark", Form { parts: &[Operand(&[Word("compare")])] }),
        ("py.test-benchmark", Form { parts: &[Operand(&[Word("compare")])] }),
    ]),
    tool("pyupgrade", ToolKind::Lint, &TERMS_135, &[("pyupgrade", Form { parts: &[] })]),
    tool("rector", ToolKind::Lint, &TERMS_136, &[("rector", Form { parts: &[] })]),
    tool("reek", ToolKind::Lint, &TERMS_137, &[("reek", Form { parts: &[] })]),
    tool("remark", ToolKind::Lint, &TERMS_138, &[("remark", Form { parts: &[] })]),
    tool("reviewdog", ToolKind::Lint, &TERMS_139, &[("reviewdog", Form { parts: &[] })]),
    tool("revive", ToolKind::Lint, &TERMS_140, &[("revive", Form { parts: &[] })]),
    tool("robot", ToolKind::Test, &TERMS_141, &[
        ("robot", Form { parts: &[] }),
        ("pabot", Form { parts: &[] }),
    ]),
    tool("rspec", ToolKind::Test, &TERMS_142, &[
        ("rspec", Form { parts: &[] }),
        ("parallel_rspec", Form { parts: &[] }),
        ("turbo_tests", Form { parts: &[] }),
    ]),
    tool("rubocop", ToolKind::Lint, &TERMS_143, &[("rubocop", Form { parts: &[] })]),
    tool("ruff check", ToolKind::Lint, &TERMS_144, &[
        ("ruff", Form { parts: &[Operand(&[Word("check")])] }),
        ("ruff", Form { parts: &[] }),
    ]),
    tool("ruff format", ToolKind::Format, &TERMS_145, &[("ruff", Form { parts: &[Operand(&[Word("format")])] })]),
    tool("rustc", ToolKind::Build, &TERMS_146, &[("rustc", Form { parts: &[] })]),
    tool("cargo fmt", ToolKind::Format, &TERMS_147, &[
        ("cargo", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("rustfmt", Form { parts: &[] }),
        ("cargo", Form { parts: &[Operand(&[Word("sort")])] }),
        ("leptosfmt", Form { parts: &[] }),
    ]),
    tool("safety", ToolKind::Scan, &TERMS_148, &[("safety", Form { parts: &[Operand(&[Word("check|scan")])] })]),
    tool("sbt test", ToolKind::Test, &TERMS_1, &[
        ("sbt", Form { parts: &[Any, Operand(&[Word("*test*|*Test*|*scripted*")])] }),
        ("sbtn", Form { parts: &[Any, Operand(&[Word("*test*|*Test*|*scripted*")])] }),
    ]),
    tool("sbt build", ToolKind::Build, &TERMS_1, &[
        ("sbt", Form { parts: &[Any, Operand(&[Word("*compile*|*package*|*assembly*|*fastOptJS*|*fullOptJS*|*doc*")])] }),
        ("sbtn", Form { parts: &[Any, Operand(&[Word("*compile*|*package*|*assembly*|*fastOptJS*|*fullOptJS*|*doc*")])] }),
    ]),
    tool("sbt check", ToolKind::Check, &TERMS_1, &[
        ("sbt", Form { parts: &[Any, Operand(&[Word("*check*|*Check*|*scalafix*")])] }),
        ("sbtn", Form { parts: &[Any, Operand(&[Word("*check*|*Check*|*scalafix*")])] }),
    ]),
    tool("scalafmt", ToolKind::Format, &TERMS_149, &[("scalafmt", Form { parts: &[] })]),
    tool("scan-build", ToolKind::Lint, &TERMS_150, &[("scan-build", Form { parts: &[] })]),
    tool("semgrep ci", ToolKind::Scan, &TERMS_151, &[
        ("semgrep", Form { parts: &[Operand(&[Word("ci")])] }),
        ("opengrep", Form { parts: &[Operand(&[Word("ci")])] }),
    ]),
    tool("semgrep", ToolKind::Scan, &TERMS_152, &[
        ("semgrep", Form { parts: &[] }),
        ("opengrep", Form { parts: &[] }),
    ]),
    tool("shfmt", ToolKind::Format, &TERMS_153, &[("shfmt", Form { parts: &[] })]),
    tool("slither", ToolKind::Scan, &TERMS_154, &[("slither", Form { parts: &[] })]),
    tool("snyk", ToolKind::Scan, &TERMS_1, &[
        ("snyk", Form { parts: &[Operand(&[Word("test")])] }),
        ("snyk", Form { parts: &[Operand(&[Word("code|iac|container")]), Operand(&[Word("test")])] }),
    ]),
    tool("sphinx-build", ToolKind::Docs, &TERMS_1, &[
        ("sphinx-build", Form { parts: &[] }),
        ("sphinx", Form { parts: &[] }),
    ]),
    tool("sqlfluff", ToolKind::Lint, &TERMS_155, &[("sqlfluff", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("stylelint", ToolKind::Lint, &TERMS_156, &[("stylelint", Form { parts: &[] })]),
    tool("swiftformat", ToolKind::Format, &TERMS_157, &[("swiftformat", Form { parts: &[] })]),
    tool("swiftlint", ToolKind::Lint, &TERMS_158, &[("swiftlint", Form { parts: &[] })]),
    tool("tap", ToolKind::Test, &TERMS_159, &[("tap", Form { parts: &[] })]),
    tool("taplo fmt", ToolKind::Format, &TERMS_145, &[("taplo", Form { parts: &[Operand(&[Word("fmt|format")])] })]),
    tool("terraform fmt", ToolKind::Format, &TERMS_160, &[
        ("terraform", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("tofu", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("packer", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("terragrunt", Form { parts: &[Operand(&[Word("hclfmt")])] }),
        ("terragrunt", Form { parts: &[Operand(&[Word("hcl")]), Operand(&[Word("fmt")])] }),
    ]),
    tool("terraform-docs", ToolKind::Docs, &TERMS_161, &[("terraform-docs", Form { parts: &[] })]),
    tool("test", ToolKind::Test, &TERMS_162, &[
        ("test", Form { parts: &[End] }),
        ("tests", Form { parts: &[End] }),
    ]),
    tool("testcafe", ToolKind::Test, &TERMS_163, &[("testcafe", Form { parts: &[] })]),
    tool("tflint", ToolKind::Lint, &TERMS_164, &[("tflint", Form { parts: &[] })]),
    tool("tfsec", ToolKind::Scan, &TERMS_165, &[("tfsec", Form { parts: &[] })]),
    tool("tox", ToolKind::Test, &TERMS_166, &[("tox", Form { parts: &[] })]),
    tool("treefmt", ToolKind::Format, &TERMS_167, &[("treefmt", Form { parts: &[] })]),
    tool("trivy", ToolKind::Scan, &TERMS_168, &[("trivy", Form { parts: &[Operand(&[Word("image|i|fs|filesystem|repo|repository|rootfs|config|conf|sbom|vm|k8s|kubernetes")])] })]),
    tool("trufflehog", ToolKind::Scan, &TERMS_169, &[("trufflehog", Form { parts: &[] })]),
    tool("tsc", ToolKind::Types, &TERMS_170, &[("tsc", Form { parts: &[] })]),
    tool("tslint", ToolKind::Lint, &TERMS_171, &[("tslint", Form { parts: &[] })]),
    tool("ty", ToolKind::Types, &TERMS_172, &[("ty", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("typos", ToolKind::Lint, &TERMS_173, &[("typos", Form { parts: &[] })]),
    tool("vale", ToolKind::Docs, &TERMS_174, &[("vale", Form { parts: &[] })]),
    tool("vitest", ToolKind::Test, &TERMS_175, &[("vitest", Form { parts: &[] })]),
    tool("xcodebuild test", ToolKind::Test, &TERMS_176, &[("xcodebuild", Form { parts: &[Any, Operand(&[Word("test|test-without-building")])] })]),
    tool("xcodebuild", ToolKind::Build, &TERMS_177, &[("xcodebuild", Form { parts: &[] })]),
    tool("yamlfmt", ToolKind::Format, &TERMS_178, &[("yamlfmt", Form { parts: &[] })]),
    tool("yapf", ToolKind::Format, &TERMS_179, &[("yapf", Form { parts: &[] })]),
    tool("zap", ToolKind::Scan, &TERMS_180, &[
        ("zap-baseline.py", Form { parts: &[] }),
        ("zap-full-scan.py", Form { parts: &[] }),
        ("zap-api-scan.py", Form { parts: &[] }),
    ]),
    tool("zig fmt", ToolKind::Format, &TERMS_147, &[
        ("zig", Form { parts: &[Operand(&[Word("fmt")])] }),
        ("crystal", Form { parts: &[Operand(&[Word("tool")]), Operand(&[Word("format")])] }),
        ("alejandra", Form { parts: &[] }),
    ]),
    tool("zizmor", ToolKind::Scan, &TERMS_181, &[("zizmor", Form { parts: &[] })]),
    tool("unittest", ToolKind::Test, &TERMS_1, &[("unittest", Form { parts: &[] })]),
    tool("nosetests", ToolKind::Test, &TERMS_1, &[("nosetests", Form { parts: &[] })]),
    tool("nose2", ToolKind::Test, &TERMS_1, &[("nose2", Form { parts: &[] })]),
    tool("nose", ToolKind::Test, &TERMS_1, &[("nose", Form { parts: &[] })]),
    tool("doctest", ToolKind::Test, &TERMS_1, &[("doctest", Form { parts: &[] })]),
    tool("xdoctest", ToolKind::Test, &TERMS_1, &[("xdoctest", Form { parts: &[] })]),
    tool("trial", ToolKind::Test, &TERMS_1, &[("trial", Form { parts: &[] })]),
    tool("stestr run", ToolKind::Test, &TERMS_1, &[("stestr", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("zope-testrunner", ToolKind::Test, &TERMS_1, &[("zope-testrunner", Form { parts: &[] })]),
    tool("ward", ToolKind::Test, &TERMS_1, &[("ward", Form { parts: &[] })]),
    tool("manage.py test", ToolKind::Test, &TERMS_1, &[("manage.py", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("setup.py test", ToolKind::Test, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("spin test", ToolKind::Test, &TERMS_1, &[("spin", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("hatch test", ToolKind::Test, &TERMS_1, &[("hatch", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("rye test", ToolKind::Test, &TERMS_1, &[("rye", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("nimble test", ToolKind::Test, &TERMS_1, &[("nimble", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("zig test", ToolKind::Test, &TERMS_1, &[("zig", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("zig build test", ToolKind::Test, &TERMS_1, &[("zig", Form { parts: &[Operand(&[Word("build")]), Operand(&[Word("test")])] })]),
    tool("qunit", ToolKind::Test, &TERMS_1, &[("qunit", Form { parts: &[] })]),
    tool("testem ci", ToolKind::Test, &TERMS_1, &[("testem", Form { parts: &[Operand(&[Word("ci")])] })]),
    tool("ember test", ToolKind::Test, &TERMS_1, &[("ember", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("jasmine", ToolKind::Test, &TERMS_1, &[("jasmine", Form { parts: &[] })]),
    tool("wdio", ToolKind::Test, &TERMS_1, &[("wdio", Form { parts: &[] })]),
    tool("nightwatch", ToolKind::Test, &TERMS_1, &[("nightwatch", Form { parts: &[] })]),
    tool("protractor", ToolKind::Test, &TERMS_1, &[("protractor", Form { parts: &[] })]),
    tool("start-server-and-test", ToolKind::Test, &TERMS_1, &[("start-server-and-test", Form { parts: &[] })]),
    tool("test-storybook", ToolKind::Test, &TERMS_1, &[("test-storybook", Form { parts: &[] })]),
    tool("backstop test", ToolKind::Test, &TERMS_1, &[("backstop", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("loki test", ToolKind::Test, &TERMS_1, &[("loki", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("hardhat test", ToolKind::Test, &TERMS_1, &[("hardhat", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("truffle test", ToolKind::Test, &TERMS_1, &[("truffle", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("anchor test", ToolKind::Test, &TERMS_1, &[("anchor", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("wasm-pack test", ToolKind::Test, &TERMS_1, &[("wasm-pack", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("web-test-runner", ToolKind::Test, &TERMS_1, &[("web-test-runner", Form { parts: &[] })]),
    tool("wtr", ToolKind::Test, &TERMS_1, &[("wtr", Form { parts: &[] })]),
    tool("uvu", ToolKind::Test, &TERMS_1, &[("uvu", Form { parts: &[] })]),
    tool("tape", ToolKind::Test, &TERMS_1, &[("tape", Form { parts: &[] })]),
    tool("maestro test", ToolKind::Test, &TERMS_1, &[("maestro", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("cargo tarpaulin", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("tarpaulin")])] })]),
    tool("cargo miri test", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("miri")]), Operand(&[Word("test")])] })]),
    tool("cargo miri nextest", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("miri")]), Operand(&[Word("nextest")])] })]),
    tool("cargo careful test", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("careful")]), Operand(&[Word("test")])] })]),
    tool("cargo hack test", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("hack")]), Operand(&[Word("test")])] })]),
    tool("cargo hack nextest", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("hack")]), Operand(&[Word("nextest")])] })]),
    tool("cargo mutants", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("mutants")])] })]),
    tool("cargo fuzz run", ToolKind::Test, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("fuzz")]), Operand(&[Word("run")])] })]),
    tool("tinygo test", ToolKind::Test, &TERMS_1, &[("tinygo", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("buck2 test", ToolKind::Test, &TERMS_1, &[("buck2", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("pants test", ToolKind::Test, &TERMS_1, &[("pants", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("lein test", ToolKind::Test, &TERMS_1, &[("lein", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("mill test", ToolKind::Test, &TERMS_1, &[("mill", Form { parts: &[Operand(&[Word("*test*")])] })]),
    tool("scala-cli test", ToolKind::Test, &TERMS_1, &[("scala-cli", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("vstest.console", ToolKind::Test, &TERMS_1, &[("vstest.console", Form { parts: &[] })]),
    tool("xunit.console", ToolKind::Test, &TERMS_1, &[("xunit.console", Form { parts: &[] })]),
    tool("nunit3-console", ToolKind::Test, &TERMS_1, &[("nunit3-console", Form { parts: &[] })]),
    tool("rails test", ToolKind::Test, &TERMS_1, &[("rails", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("rails test:", ToolKind::Test, &TERMS_1, &[("rails", Form { parts: &[Operand(&[Word("test:*")])] })]),
    tool("rails spec", ToolKind::Test, &TERMS_1, &[("rails", Form { parts: &[Operand(&[Word("spec")])] })]),
    tool("minitest", ToolKind::Test, &TERMS_1, &[("minitest", Form { parts: &[] })]),
    tool("artisan test", ToolKind::Test, &TERMS_1, &[("artisan", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("sail test", ToolKind::Test, &TERMS_1, &[("sail", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("behat", ToolKind::Test, &TERMS_1, &[("behat", Form { parts: &[] })]),
    tool("paratest", ToolKind::Test, &TERMS_1, &[("paratest", Form { parts: &[] })]),
    tool("meson test", ToolKind::Test, &TERMS_1, &[("meson", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("conan test", ToolKind::Test, &TERMS_1, &[("conan", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("xmake test", ToolKind::Test, &TERMS_1, &[("xmake", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("pio test", ToolKind::Test, &TERMS_1, &[("pio", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("platformio test", ToolKind::Test, &TERMS_1, &[("platformio", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("west twister", ToolKind::Test, &TERMS_1, &[("west", Form { parts: &[Operand(&[Word("twister")])] })]),
    tool("twister", ToolKind::Test, &TERMS_1, &[("twister", Form { parts: &[] })]),
    tool("catkin test", ToolKind::Test, &TERMS_1, &[("catkin", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("catkin run_tests", ToolKind::Test, &TERMS_1, &[("catkin", Form { parts: &[Operand(&[Word("run_tests")])] })]),
    tool("rebar3 ct", ToolKind::Test, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("ct")])] })]),
    tool("rebar3 eunit", ToolKind::Test, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("eunit")])] })]),
    tool("rebar3 proper", ToolKind::Test, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("proper")])] })]),
    tool("gleam test", ToolKind::Test, &TERMS_1, &[("gleam", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("swift test", ToolKind::Test, &TERMS_1, &[("swift", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("fastlane test", ToolKind::Test, &TERMS_1, &[("fastlane", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("fastlane scan", ToolKind::Test, &TERMS_1, &[("fastlane", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("fastlane tests", ToolKind::Test, &TERMS_1, &[("fastlane", Form { parts: &[Operand(&[Word("tests")])] })]),
    tool("shellspec", ToolKind::Test, &TERMS_1, &[("shellspec", Form { parts: &[] })]),
    tool("shunit2", ToolKind::Test, &TERMS_1, &[("shunit2", Form { parts: &[] })]),
    tool("bats", ToolKind::Test, &TERMS_1, &[("bats", Form { parts: &[] })]),
    tool("cabal test", ToolKind::Test, &TERMS_1, &[("cabal", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("stack test", ToolKind::Test, &TERMS_1, &[("stack", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("dune test", ToolKind::Test, &TERMS_1, &[("dune", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("dune runtest", ToolKind::Test, &TERMS_1, &[("dune", Form { parts: &[Operand(&[Word("runtest")])] })]),
    tool("crystal spec", ToolKind::Test, &TERMS_1, &[("crystal", Form { parts: &[Operand(&[Word("spec")])] })]),
    tool("busted", ToolKind::Test, &TERMS_1, &[("busted", Form { parts: &[] })]),
    tool("prove", ToolKind::Test, &TERMS_1, &[("prove", Form { parts: &[] })]),
    tool("dart test", ToolKind::Test, &TERMS_1, &[("dart", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("molecule test", ToolKind::Test, &TERMS_1, &[("molecule", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("molecule verify", ToolKind::Test, &TERMS_1, &[("molecule", Form { parts: &[Operand(&[Word("verify")])] })]),
    tool("molecule converge", ToolKind::Test, &TERMS_1, &[("molecule", Form { parts: &[Operand(&[Word("converge")])] })]),
    tool("helm unittest", ToolKind::Test, &TERMS_1, &[("helm", Form { parts: &[Operand(&[Word("unittest")])] })]),
    tool("helm test", ToolKind::Test, &TERMS_1, &[("helm", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("ct install", ToolKind::Test, &TERMS_1, &[("ct", Form { parts: &[Operand(&[Word("install")])] })]),
    tool("ct lint-and-install", ToolKind::Test, &TERMS_1, &[("ct", Form { parts: &[Operand(&[Word("lint-and-install")])] })]),
    tool("terraform test", ToolKind::Test, &TERMS_1, &[("terraform", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("tofu test", ToolKind::Test, &TERMS_1, &[("tofu", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("opa test", ToolKind::Test, &TERMS_1, &[("opa", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("container-structure-test test", ToolKind::Test, &TERMS_1, &[("container-structure-test", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("goss validate", ToolKind::Test, &TERMS_1, &[("goss", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("dredd", ToolKind::Test, &TERMS_1, &[("dredd", Form { parts: &[] })]),
    tool("schemathesis run", ToolKind::Test, &TERMS_1, &[("schemathesis", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("st run", ToolKind::Test, &TERMS_1, &[("st", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("tavern-ci", ToolKind::Test, &TERMS_1, &[("tavern-ci", Form { parts: &[] })]),
    tool("venom run", ToolKind::Test, &TERMS_1, &[("venom", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("pact-broker can-i-deploy", ToolKind::Test, &TERMS_1, &[("pact-broker", Form { parts: &[Operand(&[Word("can-i-deploy")])] })]),
    tool("godog", ToolKind::Test, &TERMS_1, &[("godog", Form { parts: &[] })]),
    tool("wp-scripts test-unit-js", ToolKind::Test, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("test-unit-js")])] })]),
    tool("wp-scripts test-e2e", ToolKind::Test, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("test-e2e")])] })]),
    tool("wp-scripts test-playwright", ToolKind::Test, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("test-playwright")])] })]),
    tool("kuttl test", ToolKind::Test, &TERMS_1, &[("kuttl", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("chainsaw test", ToolKind::Test, &TERMS_1, &[("chainsaw", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("dbt test", ToolKind::Test, &TERMS_1, &[("dbt", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("run_tests", ToolKind::Test, &TERMS_1, &[("run_tests", Form { parts: &[] })]),
    tool("run-tests", ToolKind::Test, &TERMS_1, &[("run-tests", Form { parts: &[] })]),
    tool("runtests", ToolKind::Test, &TERMS_1, &[("runtests", Form { parts: &[] })]),
    tool("unittests", ToolKind::Test, &TERMS_1, &[("unittests", Form { parts: &[] })]),
    tool("pytests", ToolKind::Test, &TERMS_1, &[("pytests", Form { parts: &[] })]),
    tool("kaocha", ToolKind::Test, &TERMS_1, &[("kaocha", Form { parts: &[] })]),
    tool("moon test", ToolKind::Test, &TERMS_1, &[("moon", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("pycodestyle", ToolKind::Lint, &TERMS_1, &[("pycodestyle", Form { parts: &[] })]),
    tool("pep8", ToolKind::Lint, &TERMS_1, &[("pep8", Form { parts: &[] })]),
    tool("pydocstyle", ToolKind::Lint, &TERMS_1, &[("pydocstyle", Form { parts: &[] })]),
    tool("pyflakes", ToolKind::Lint, &TERMS_1, &[("pyflakes", Form { parts: &[] })]),
    tool("vulture", ToolKind::Lint, &TERMS_1, &[("vulture", Form { parts: &[] })]),
    tool("xenon", ToolKind::Lint, &TERMS_1, &[("xenon", Form { parts: &[] })]),
    tool("refurb", ToolKind::Lint, &TERMS_1, &[("refurb", Form { parts: &[] })]),
    tool("deptry", ToolKind::Lint, &TERMS_1, &[("deptry", Form { parts: &[] })]),
    tool("slotscheck", ToolKind::Lint, &TERMS_1, &[("slotscheck", Form { parts: &[] })]),
    tool("prospector", ToolKind::Lint, &TERMS_1, &[("prospector", Form { parts: &[] })]),
    tool("pylama", ToolKind::Lint, &TERMS_1, &[("pylama", Form { parts: &[] })]),
    tool("interrogate", ToolKind::Lint, &TERMS_1, &[("interrogate", Form { parts: &[] })]),
    tool("doc8", ToolKind::Lint, &TERMS_1, &[("doc8", Form { parts: &[] })]),
    tool("rstcheck", ToolKind::Lint, &TERMS_1, &[("rstcheck", Form { parts: &[] })]),
    tool("rst-lint", ToolKind::Lint, &TERMS_1, &[("rst-lint", Form { parts: &[] })]),
    tool("pymarkdown scan", ToolKind::Lint, &TERMS_1, &[("pymarkdown", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("lint-imports", ToolKind::Lint, &TERMS_1, &[("lint-imports", Form { parts: &[] })]),
    tool("check-manifest", ToolKind::Lint, &TERMS_1, &[("check-manifest", Form { parts: &[] })]),
    tool("validate-pyproject", ToolKind::Lint, &TERMS_1, &[("validate-pyproject", Form { parts: &[] })]),
    tool("hatch check", ToolKind::Lint, &TERMS_1, &[("hatch", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("rye lint", ToolKind::Lint, &TERMS_1, &[("rye", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("spin lint", ToolKind::Lint, &TERMS_1, &[("spin", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("xo", ToolKind::Lint, &TERMS_1, &[("xo", Form { parts: &[] })]),
    tool("standard", ToolKind::Lint, &TERMS_1, &[("standard", Form { parts: &[] })]),
    tool("semistandard", ToolKind::Lint, &TERMS_1, &[("semistandard", Form { parts: &[] })]),
    tool("next lint", ToolKind::Lint, &TERMS_1, &[("next", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("ng lint", ToolKind::Lint, &TERMS_1, &[("ng", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("ls-lint", ToolKind::Lint, &TERMS_1, &[("ls-lint", Form { parts: &[] })]),
    tool("depcruise", ToolKind::Lint, &TERMS_1, &[("depcruise", Form { parts: &[] })]),
    tool("dependency-cruiser", ToolKind::Lint, &TERMS_1, &[("dependency-cruiser", Form { parts: &[] })]),
    tool("wp-scripts lint-js", ToolKind::Lint, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("lint-js")])] })]),
    tool("wp-scripts lint-style", ToolKind::Lint, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("lint-style")])] })]),
    tool("wp-scripts lint-pkg-json", ToolKind::Lint, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("lint-pkg-json")])] })]),
    tool("publint", ToolKind::Lint, &TERMS_1, &[("publint", Form { parts: &[] })]),
    tool("attw", ToolKind::Lint, &TERMS_1, &[("attw", Form { parts: &[] })]),
    tool("solhint", ToolKind::Lint, &TERMS_1, &[("solhint", Form { parts: &[] })]),
    tool("web-ext lint", ToolKind::Lint, &TERMS_1, &[("web-ext", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("html-validate", ToolKind::Lint, &TERMS_1, &[("html-validate", Form { parts: &[] })]),
    tool("htmlhint", ToolKind::Lint, &TERMS_1, &[("htmlhint", Form { parts: &[] })]),
    tool("go vet", ToolKind::Lint, &TERMS_1, &[("go", Form { parts: &[Operand(&[Word("vet")])] })]),
    tool("staticcheck", ToolKind::Lint, &TERMS_1, &[("staticcheck", Form { parts: &[] })]),
    tool("errcheck", ToolKind::Lint, &TERMS_1, &[("errcheck", Form { parts: &[] })]),
    tool("ineffassign", ToolKind::Lint, &TERMS_1, &[("ineffassign", Form { parts: &[] })]),
    tool("nilaway", ToolKind::Lint, &TERMS_1, &[("nilaway", Form { parts: &[] })]),
    tool("cargo machete", ToolKind::Lint, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("machete")])] })]),
    tool("cargo udeps", ToolKind::Lint, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("udeps")])] })]),
    tool("cargo shear", ToolKind::Lint, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("shear")])] })]),
    tool("cargo semver-checks", ToolKind::Lint, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("semver-checks")])] })]),
    tool("cargo dylint", ToolKind::Lint, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("dylint")])] })]),
    tool("detekt", ToolKind::Lint, &TERMS_1, &[("detekt", Form { parts: &[] })]),
    tool("checkstyle", ToolKind::Lint, &TERMS_1, &[("checkstyle", Form { parts: &[] })]),
    tool("clj-kondo", ToolKind::Lint, &TERMS_1, &[("clj-kondo", Form { parts: &[] })]),
    tool("lein check", ToolKind::Lint, &TERMS_1, &[("lein", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("lein eastwood", ToolKind::Lint, &TERMS_1, &[("lein", Form { parts: &[Operand(&[Word("eastwood")])] })]),
    tool("standardrb", ToolKind::Lint, &TERMS_1, &[("standardrb", Form { parts: &[] })]),
    tool("erblint", ToolKind::Lint, &TERMS_1, &[("erblint", Form { parts: &[] })]),
    tool("erb_lint", ToolKind::Lint, &TERMS_1, &[("erb_lint", Form { parts: &[] })]),
    tool("haml-lint", ToolKind::Lint, &TERMS_1, &[("haml-lint", Form { parts: &[] })]),
    tool("slim-lint", ToolKind::Lint, &TERMS_1, &[("slim-lint", Form { parts: &[] })]),
    tool("fasterer", ToolKind::Lint, &TERMS_1, &[("fasterer", Form { parts: &[] })]),
    tool("pod lib lint", ToolKind::Lint, &TERMS_1, &[("pod", Form { parts: &[Operand(&[Word("lib")]), Operand(&[Word("lint")])] })]),
    tool("pod spec lint", ToolKind::Lint, &TERMS_1, &[("pod", Form { parts: &[Operand(&[Word("spec")]), Operand(&[Word("lint")])] })]),
    tool("composer validate", ToolKind::Lint, &TERMS_1, &[("composer", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("composer normalize", ToolKind::Lint, &TERMS_1, &[("composer", Form { parts: &[Operand(&[Word("normalize")])] })]),
    tool("phan", ToolKind::Lint, &TERMS_1, &[("phan", Form { parts: &[] })]),
    tool("deptrac", ToolKind::Lint, &TERMS_1, &[("deptrac", Form { parts: &[] })]),
    tool("phplint", ToolKind::Lint, &TERMS_1, &[("phplint", Form { parts: &[] })]),
    tool("parallel-lint", ToolKind::Lint, &TERMS_1, &[("parallel-lint", Form { parts: &[] })]),
    tool("php-parallel-lint", ToolKind::Lint, &TERMS_1, &[("php-parallel-lint", Form { parts: &[] })]),
    tool("php -l", ToolKind::Lint, &TERMS_1, &[("php", Form { parts: &[FormPart::Option(Flag { name: "-l", values: None })] })]),
    tool("ecs check", ToolKind::Lint, &TERMS_1, &[("ecs", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("grumphp run", ToolKind::Lint, &TERMS_1, &[("grumphp", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("tlint", ToolKind::Lint, &TERMS_1, &[("tlint", Form { parts: &[] })]),
    tool("cpplint", ToolKind::Lint, &TERMS_1, &[("cpplint", Form { parts: &[] })]),
    tool("cmake-lint", ToolKind::Lint, &TERMS_1, &[("cmake-lint", Form { parts: &[] })]),
    tool("oclint", ToolKind::Lint, &TERMS_1, &[("oclint", Form { parts: &[] })]),
    tool("mix xref", ToolKind::Lint, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("xref")])] })]),
    tool("rebar3 xref", ToolKind::Lint, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("xref")])] })]),
    tool("rebar3 lint", ToolKind::Lint, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("swift format lint", ToolKind::Lint, &TERMS_1, &[("swift", Form { parts: &[Operand(&[Word("format")]), Operand(&[Word("lint")])] })]),
    tool("weeder", ToolKind::Lint, &TERMS_1, &[("weeder", Form { parts: &[] })]),
    tool("luacheck", ToolKind::Lint, &TERMS_1, &[("luacheck", Form { parts: &[] })]),
    tool("selene", ToolKind::Lint, &TERMS_1, &[("selene", Form { parts: &[] })]),
    tool("perlcritic", ToolKind::Lint, &TERMS_1, &[("perlcritic", Form { parts: &[] })]),
    tool("opam lint", ToolKind::Lint, &TERMS_1, &[("opam", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("statix check", ToolKind::Lint, &TERMS_1, &[("statix", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("shellcheck", ToolKind::Lint, &TERMS_1, &[("shellcheck", Form { parts: &[] })]),
    tool("checkbashisms", ToolKind::Lint, &TERMS_1, &[("checkbashisms", Form { parts: &[] })]),
    tool("bashate", ToolKind::Lint, &TERMS_1, &[("bashate", Form { parts: &[] })]),
    tool("yamllint", ToolKind::Lint, &TERMS_1, &[("yamllint", Form { parts: &[] })]),
    tool("actionlint", ToolKind::Lint, &TERMS_1, &[("actionlint", Form { parts: &[] })]),
    tool("ghalint run", ToolKind::Lint, &TERMS_1, &[("ghalint", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("gitlint", ToolKind::Lint, &TERMS_1, &[("gitlint", Form { parts: &[] })]),
    tool("commitlint", ToolKind::Lint, &TERMS_1, &[("commitlint", Form { parts: &[] })]),
    tool("cz check", ToolKind::Lint, &TERMS_1, &[("cz", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("dotenv-linter", ToolKind::Lint, &TERMS_1, &[("dotenv-linter", Form { parts: &[] })]),
    tool("editorconfig-checker", ToolKind::Lint, &TERMS_1, &[("editorconfig-checker", Form { parts: &[] })]),
    tool("ec", ToolKind::Lint, &TERMS_1, &[("ec", Form { parts: &[] })]),
    tool("markdownlint", ToolKind::Lint, &TERMS_1, &[("markdownlint", Form { parts: &[] })]),
    tool("markdownlint-cli2", ToolKind::Lint, &TERMS_1, &[("markdownlint-cli2", Form { parts: &[] })]),
    tool("markdownlint-cli", ToolKind::Lint, &TERMS_1, &[("markdownlint-cli", Form { parts: &[] })]),
    tool("mdl", ToolKind::Lint, &TERMS_1, &[("mdl", Form { parts: &[] })]),
    tool("textlint", ToolKind::Lint, &TERMS_1, &[("textlint", Form { parts: &[] })]),
    tool("alex", ToolKind::Lint, &TERMS_1, &[("alex", Form { parts: &[] })]),
    tool("proselint", ToolKind::Lint, &TERMS_1, &[("proselint", Form { parts: &[] })]),
    tool("protolint", ToolKind::Lint, &TERMS_1, &[("protolint", Form { parts: &[] })]),
    tool("buf lint", ToolKind::Lint, &TERMS_1, &[("buf", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("buf breaking", ToolKind::Lint, &TERMS_1, &[("buf", Form { parts: &[Operand(&[Word("breaking")])] })]),
    tool("buf build", ToolKind::Lint, &TERMS_1, &[("buf", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("redocly lint", ToolKind::Lint, &TERMS_1, &[("redocly", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("spectral lint", ToolKind::Lint, &TERMS_1, &[("spectral", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("squawk", ToolKind::Lint, &TERMS_1, &[("squawk", Form { parts: &[] })]),
    tool("dprint check", ToolKind::Lint, &TERMS_1, &[("dprint", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("taplo lint", ToolKind::Lint, &TERMS_1, &[("taplo", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("taplo check", ToolKind::Lint, &TERMS_1, &[("taplo", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("ajv validate", ToolKind::Lint, &TERMS_1, &[("ajv", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("ajv test", ToolKind::Lint, &TERMS_1, &[("ajv", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("check-jsonschema", ToolKind::Lint, &TERMS_1, &[("check-jsonschema", Form { parts: &[] })]),
    tool("jsonlint", ToolKind::Lint, &TERMS_1, &[("jsonlint", Form { parts: &[] })]),
    tool("graphql-inspector validate", ToolKind::Lint, &TERMS_1, &[("graphql-inspector", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("graphql-inspector diff", ToolKind::Lint, &TERMS_1, &[("graphql-inspector", Form { parts: &[Operand(&[Word("diff")])] })]),
    tool("graphql-inspector coverage", ToolKind::Lint, &TERMS_1, &[("graphql-inspector", Form { parts: &[Operand(&[Word("coverage")])] })]),
    tool("ansible-lint", ToolKind::Lint, &TERMS_1, &[("ansible-lint", Form { parts: &[] })]),
    tool("cfn_nag_scan", ToolKind::Lint, &TERMS_1, &[("cfn_nag_scan", Form { parts: &[] })]),
    tool("cfn_nag", ToolKind::Lint, &TERMS_1, &[("cfn_nag", Form { parts: &[] })]),
    tool("kubeconform", ToolKind::Lint, &TERMS_1, &[("kubeconform", Form { parts: &[] })]),
    tool("kubeval", ToolKind::Lint, &TERMS_1, &[("kubeval", Form { parts: &[] })]),
    tool("kube-linter lint", ToolKind::Lint, &TERMS_1, &[("kube-linter", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("kube-score score", ToolKind::Lint, &TERMS_1, &[("kube-score", Form { parts: &[Operand(&[Word("score")])] })]),
    tool("helm lint", ToolKind::Lint, &TERMS_1, &[("helm", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("ct lint", ToolKind::Lint, &TERMS_1, &[("ct", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("datree test", ToolKind::Lint, &TERMS_1, &[("datree", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("regal lint", ToolKind::Lint, &TERMS_1, &[("regal", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("opa check", ToolKind::Lint, &TERMS_1, &[("opa", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("dockerfilelint", ToolKind::Lint, &TERMS_1, &[("dockerfilelint", Form { parts: &[] })]),
    tool("dockerfile_lint", ToolKind::Lint, &TERMS_1, &[("dockerfile_lint", Form { parts: &[] })]),
    tool("dockerlint", ToolKind::Lint, &TERMS_1, &[("dockerlint", Form { parts: &[] })]),
    tool("packer validate", ToolKind::Lint, &TERMS_1, &[("packer", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("terraform validate", ToolKind::Lint, &TERMS_1, &[("terraform", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("tofu validate", ToolKind::Lint, &TERMS_1, &[("tofu", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("terragrunt validate", ToolKind::Lint, &TERMS_1, &[("terragrunt", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("tfupdate", ToolKind::Lint, &TERMS_1, &[("tfupdate", Form { parts: &[] })]),
    tool("promtool check", ToolKind::Lint, &TERMS_1, &[("promtool", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("promtool test", ToolKind::Lint, &TERMS_1, &[("promtool", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("nginx -t", ToolKind::Lint, &TERMS_1, &[("nginx", Form { parts: &[FormPart::Option(Flag { name: "-t", values: None })] })]),
    tool("lefthook run", ToolKind::Lint, &TERMS_1, &[("lefthook", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("lint-staged", ToolKind::Lint, &TERMS_1, &[("lint-staged", Form { parts: &[] })]),
    tool("trunk check", ToolKind::Lint, &TERMS_1, &[("trunk", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("qlty check", ToolKind::Lint, &TERMS_1, &[("qlty", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("pronto run", ToolKind::Lint, &TERMS_1, &[("pronto", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("danger", ToolKind::Lint, &TERMS_1, &[("danger", Form { parts: &[] })]),
    tool("checkmake", ToolKind::Lint, &TERMS_1, &[("checkmake", Form { parts: &[] })]),
    tool("qmllint", ToolKind::Lint, &TERMS_1, &[("qmllint", Form { parts: &[] })]),
    tool("verilator --lint-only", ToolKind::Lint, &TERMS_1, &[("verilator", Form { parts: &[FormPart::Option(Flag { name: "--lint-only", values: None })] })]),
    tool("rpmlint", ToolKind::Lint, &TERMS_1, &[("rpmlint", Form { parts: &[] })]),
    tool("desktop-file-validate", ToolKind::Lint, &TERMS_1, &[("desktop-file-validate", Form { parts: &[] })]),
    tool("appstreamcli validate", ToolKind::Lint, &TERMS_1, &[("appstreamcli", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("arduino-lint", ToolKind::Lint, &TERMS_1, &[("arduino-lint", Form { parts: &[] })]),
    tool("renovate-config-validator", ToolKind::Lint, &TERMS_1, &[("renovate-config-validator", Form { parts: &[] })]),
    tool("circleci config validate", ToolKind::Lint, &TERMS_1, &[("circleci", Form { parts: &[Operand(&[Word("config")]), Operand(&[Word("validate")])] })]),
    tool("lint", ToolKind::Lint, &TERMS_1, &[("lint", Form { parts: &[] })]),
    tool("linter", ToolKind::Lint, &TERMS_1, &[("linter", Form { parts: &[] })]),
    tool("linters", ToolKind::Lint, &TERMS_1, &[("linters", Form { parts: &[] })]),
    tool("lint-all", ToolKind::Lint, &TERMS_1, &[("lint-all", Form { parts: &[] })]),
    tool("gts lint", ToolKind::Lint, &TERMS_1, &[("gts", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("gts check", ToolKind::Lint, &TERMS_1, &[("gts", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("rush lint", ToolKind::Lint, &TERMS_1, &[("rush", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("pants lint", ToolKind::Lint, &TERMS_1, &[("pants", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("moon check", ToolKind::Lint, &TERMS_1, &[("moon", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("gixy", ToolKind::Lint, &TERMS_1, &[("gixy", Form { parts: &[] })]),
    tool("mypy", ToolKind::Types, &TERMS_1, &[("mypy", Form { parts: &[] })]),
    tool("dmypy run", ToolKind::Types, &TERMS_1, &[("dmypy", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("dmypy check", ToolKind::Types, &TERMS_1, &[("dmypy", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("pyright", ToolKind::Types, &TERMS_1, &[("pyright", Form { parts: &[] })]),
    tool("basedpyright", ToolKind::Types, &TERMS_1, &[("basedpyright", Form { parts: &[] })]),
    tool("pyre", ToolKind::Types, &TERMS_1, &[("pyre", Form { parts: &[] })]),
    tool("pytype", ToolKind::Types, &TERMS_1, &[("pytype", Form { parts: &[] })]),
    tool("pyrefly check", ToolKind::Types, &TERMS_1, &[("pyrefly", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("vue-tsc", ToolKind::Types, &TERMS_1, &[("vue-tsc", Form { parts: &[] })]),
    tool("tsgo", ToolKind::Types, &TERMS_1, &[("tsgo", Form { parts: &[] })]),
    tool("svelte-check", ToolKind::Types, &TERMS_1, &[("svelte-check", Form { parts: &[] })]),
    tool("tsd", ToolKind::Types, &TERMS_1, &[("tsd", Form { parts: &[] })]),
    tool("flow", ToolKind::Types, &TERMS_1, &[("flow", Form { parts: &[] })]),
    tool("astro check", ToolKind::Types, &TERMS_1, &[("astro", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("nuxt typecheck", ToolKind::Types, &TERMS_1, &[("nuxt", Form { parts: &[Operand(&[Word("typecheck")])] })]),
    tool("nuxi typecheck", ToolKind::Types, &TERMS_1, &[("nuxi", Form { parts: &[Operand(&[Word("typecheck")])] })]),
    tool("srb tc", ToolKind::Types, &TERMS_1, &[("srb", Form { parts: &[Operand(&[Word("tc")])] })]),
    tool("steep check", ToolKind::Types, &TERMS_1, &[("steep", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("mix dialyzer-check", ToolKind::Types, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("dialyzer-check")])] })]),
    tool("rebar3 dialyzer", ToolKind::Types, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("dialyzer")])] })]),
    tool("gleam check", ToolKind::Types, &TERMS_1, &[("gleam", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("typecheck", ToolKind::Types, &TERMS_1, &[("typecheck", Form { parts: &[] })]),
    tool("type-check", ToolKind::Types, &TERMS_1, &[("type-check", Form { parts: &[] })]),
    tool("pants check", ToolKind::Types, &TERMS_1, &[("pants", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("glint", ToolKind::Types, &TERMS_1, &[("glint", Form { parts: &[] })]),
    tool("stubtest", ToolKind::Types, &TERMS_1, &[("stubtest", Form { parts: &[] })]),
    tool("mypy.stubtest", ToolKind::Types, &TERMS_1, &[("mypy.stubtest", Form { parts: &[] })]),
    tool("luau-analyze", ToolKind::Types, &TERMS_1, &[("luau-analyze", Form { parts: &[] })]),
    tool("pip-audit", ToolKind::Scan, &TERMS_1, &[("pip-audit", Form { parts: &[] })]),
    tool("cargo audit", ToolKind::Scan, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("audit")])] })]),
    tool("cargo vet", ToolKind::Scan, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("vet")])] })]),
    tool("cargo deny", ToolKind::Scan, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("deny")])] })]),
    tool("cargo geiger", ToolKind::Scan, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("geiger")])] })]),
    tool("composer audit", ToolKind::Scan, &TERMS_1, &[("composer", Form { parts: &[Operand(&[Word("audit")])] })]),
    tool("bundle-audit", ToolKind::Scan, &TERMS_1, &[("bundle-audit", Form { parts: &[] })]),
    tool("bundler-audit", ToolKind::Scan, &TERMS_1, &[("bundler-audit", Form { parts: &[] })]),
    tool("mix hex.audit", ToolKind::Scan, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("hex.audit")])] })]),
    tool("mix deps.audit", ToolKind::Scan, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("deps.audit")])] })]),
    tool("auditjs ossi", ToolKind::Scan, &TERMS_1, &[("auditjs", Form { parts: &[Operand(&[Word("ossi")])] })]),
    tool("audit-ci", ToolKind::Scan, &TERMS_1, &[("audit-ci", Form { parts: &[] })]),
    tool("better-npm-audit audit", ToolKind::Scan, &TERMS_1, &[("better-npm-audit", Form { parts: &[Operand(&[Word("audit")])] })]),
    tool("detect-secrets-hook", ToolKind::Scan, &TERMS_1, &[("detect-secrets-hook", Form { parts: &[] })]),
    tool("git-secrets --scan", ToolKind::Scan, &TERMS_1, &[("git-secrets", Form { parts: &[FormPart::Option(Flag { name: "--scan", values: None })] })]),
    tool("talisman", ToolKind::Scan, &TERMS_1, &[("talisman", Form { parts: &[] })]),
    tool("njsscan", ToolKind::Scan, &TERMS_1, &[("njsscan", Form { parts: &[] })]),
    tool("terrascan scan", ToolKind::Scan, &TERMS_1, &[("terrascan", Form { parts: &[Operand(&[Word("scan")])] })]),
    tool("nuclei", ToolKind::Scan, &TERMS_1, &[("nuclei", Form { parts: &[] })]),
    tool("clamscan", ToolKind::Scan, &TERMS_1, &[("clamscan", Form { parts: &[] })]),
    tool("licensed status", ToolKind::Scan, &TERMS_1, &[("licensed", Form { parts: &[Operand(&[Word("status")])] })]),
    tool("fossa test", ToolKind::Scan, &TERMS_1, &[("fossa", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("license-eye header check", ToolKind::Scan, &TERMS_1, &[("license-eye", Form { parts: &[Operand(&[Word("header")]), Operand(&[Word("check")])] })]),
    tool("license-eye dependency check", ToolKind::Scan, &TERMS_1, &[("license-eye", Form { parts: &[Operand(&[Word("dependency")]), Operand(&[Word("check")])] })]),
    tool("reuse lint", ToolKind::Scan, &TERMS_1, &[("reuse", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("liccheck", ToolKind::Scan, &TERMS_1, &[("liccheck", Form { parts: &[] })]),
    tool("go-licenses check", ToolKind::Scan, &TERMS_1, &[("go-licenses", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("addlicense -check", ToolKind::Scan, &TERMS_1, &[("addlicense", Form { parts: &[FormPart::Option(Flag { name: "-check", values: None })] })]),
    tool("regula run", ToolKind::Scan, &TERMS_1, &[("regula", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("kubeaudit", ToolKind::Scan, &TERMS_1, &[("kubeaudit", Form { parts: &[] })]),
    tool("whispers", ToolKind::Scan, &TERMS_1, &[("whispers", Form { parts: &[] })]),
    tool("lockfile-lint", ToolKind::Scan, &TERMS_1, &[("lockfile-lint", Form { parts: &[] })]),
    tool("build", ToolKind::Build, &TERMS_1, &[("build", Form { parts: &[] })]),
    tool("pyproject-build", ToolKind::Build, &TERMS_1, &[("pyproject-build", Form { parts: &[] })]),
    tool("setup.py build", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("setup.py build_ext", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("build_ext")])] })]),
    tool("setup.py sdist", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("sdist")])] })]),
    tool("setup.py bdist_wheel", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("bdist_wheel")])] })]),
    tool("setup.py bdist", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("bdist")])] })]),
    tool("setup.py check", ToolKind::Build, &TERMS_1, &[("setup.py", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("uv build", ToolKind::Build, &TERMS_1, &[("uv", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("poetry build", ToolKind::Build, &TERMS_1, &[("poetry", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("pdm build", ToolKind::Build, &TERMS_1, &[("pdm", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("hatch build", ToolKind::Build, &TERMS_1, &[("hatch", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("flit build", ToolKind::Build, &TERMS_1, &[("flit", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("rye build", ToolKind::Build, &TERMS_1, &[("rye", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("spin build", ToolKind::Build, &TERMS_1, &[("spin", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("maturin build", ToolKind::Build, &TERMS_1, &[("maturin", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("maturin develop", ToolKind::Build, &TERMS_1, &[("maturin", Form { parts: &[Operand(&[Word("develop")])] })]),
    tool("briefcase build", ToolKind::Build, &TERMS_1, &[("briefcase", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("briefcase package", ToolKind::Build, &TERMS_1, &[("briefcase", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("pyinstaller", ToolKind::Build, &TERMS_1, &[("pyinstaller", Form { parts: &[] })]),
    tool("nuitka", ToolKind::Build, &TERMS_1, &[("nuitka", Form { parts: &[] })]),
    tool("cythonize", ToolKind::Build, &TERMS_1, &[("cythonize", Form { parts: &[] })]),
    tool("vite build", ToolKind::Build, &TERMS_1, &[("vite", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("next build", ToolKind::Build, &TERMS_1, &[("next", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nuxt build", ToolKind::Build, &TERMS_1, &[("nuxt", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nuxt generate", ToolKind::Build, &TERMS_1, &[("nuxt", Form { parts: &[Operand(&[Word("generate")])] })]),
    tool("nuxi build", ToolKind::Build, &TERMS_1, &[("nuxi", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nuxi generate", ToolKind::Build, &TERMS_1, &[("nuxi", Form { parts: &[Operand(&[Word("generate")])] })]),
    tool("astro build", ToolKind::Build, &TERMS_1, &[("astro", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("remix build", ToolKind::Build, &TERMS_1, &[("remix", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("react-scripts build", ToolKind::Build, &TERMS_1, &[("react-scripts", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("webpack", ToolKind::Build, &TERMS_1, &[("webpack", Form { parts: &[] })]),
    tool("webpack-cli", ToolKind::Build, &TERMS_1, &[("webpack-cli", Form { parts: &[] })]),
    tool("rollup", ToolKind::Build, &TERMS_1, &[("rollup", Form { parts: &[] })]),
    tool("esbuild", ToolKind::Build, &TERMS_1, &[("esbuild", Form { parts: &[] })]),
    tool("parcel build", ToolKind::Build, &TERMS_1, &[("parcel", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("tsup", ToolKind::Build, &TERMS_1, &[("tsup", Form { parts: &[] })]),
    tool("tsdown", ToolKind::Build, &TERMS_1, &[("tsdown", Form { parts: &[] })]),
    tool("ncc build", ToolKind::Build, &TERMS_1, &[("ncc", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("swc", ToolKind::Build, &TERMS_1, &[("swc", Form { parts: &[] })]),
    tool("babel", ToolKind::Build, &TERMS_1, &[("babel", Form { parts: &[] })]),
    tool("rspack build", ToolKind::Build, &TERMS_1, &[("rspack", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("vue-cli-service build", ToolKind::Build, &TERMS_1, &[("vue-cli-service", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("wp-scripts build", ToolKind::Build, &TERMS_1, &[("wp-scripts", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("electron-builder", ToolKind::Build, &TERMS_1, &[("electron-builder", Form { parts: &[] })]),
    tool("electron-forge make", ToolKind::Build, &TERMS_1, &[("electron-forge", Form { parts: &[Operand(&[Word("make")])] })]),
    tool("electron-forge package", ToolKind::Build, &TERMS_1, &[("electron-forge", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("tauri build", ToolKind::Build, &TERMS_1, &[("tauri", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("ionic build", ToolKind::Build, &TERMS_1, &[("ionic", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("vsce package", ToolKind::Build, &TERMS_1, &[("vsce", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("expo export", ToolKind::Build, &TERMS_1, &[("expo", Form { parts: &[Operand(&[Word("export")])] })]),
    tool("rush build", ToolKind::Build, &TERMS_1, &[("rush", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("rush rebuild", ToolKind::Build, &TERMS_1, &[("rush", Form { parts: &[Operand(&[Word("rebuild")])] })]),
    tool("bun build", ToolKind::Build, &TERMS_1, &[("bun", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("deno compile", ToolKind::Build, &TERMS_1, &[("deno", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("deno bundle", ToolKind::Build, &TERMS_1, &[("deno", Form { parts: &[Operand(&[Word("bundle")])] })]),
    tool("wasm-pack build", ToolKind::Build, &TERMS_1, &[("wasm-pack", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("trunk build", ToolKind::Build, &TERMS_1, &[("trunk", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("cargo build", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("cargo b", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("b")])] })]),
    tool("cargo check", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("cargo c", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("c")])] })]),
    tool("cargo rustc", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("rustc")])] })]),
    tool("cargo zigbuild", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("zigbuild")])] })]),
    tool("cargo xwin build", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("xwin")]), Operand(&[Word("build")])] })]),
    tool("cargo xwin b", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("xwin")]), Operand(&[Word("b")])] })]),
    tool("cargo xwin check", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("xwin")]), Operand(&[Word("check")])] })]),
    tool("cargo xwin c", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("xwin")]), Operand(&[Word("c")])] })]),
    tool("cargo ndk build", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("ndk")]), Operand(&[Word("build")])] })]),
    tool("cargo ndk b", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("ndk")]), Operand(&[Word("b")])] })]),
    tool("cargo ndk check", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("ndk")]), Operand(&[Word("check")])] })]),
    tool("cargo ndk c", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("ndk")]), Operand(&[Word("c")])] })]),
    tool("cargo auditable build", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("auditable")]), Operand(&[Word("build")])] })]),
    tool("cargo auditable b", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("auditable")]), Operand(&[Word("b")])] })]),
    tool("cargo auditable check", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("auditable")]), Operand(&[Word("check")])] })]),
    tool("cargo auditable c", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("auditable")]), Operand(&[Word("c")])] })]),
    tool("cargo chef cook", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("chef")]), Operand(&[Word("cook")])] })]),
    tool("cargo hack build", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("hack")]), Operand(&[Word("build")])] })]),
    tool("cargo hack check", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("hack")]), Operand(&[Word("check")])] })]),
    tool("cargo msrv verify", ToolKind::Build, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("msrv")]), Operand(&[Word("verify")])] })]),
    tool("go build", ToolKind::Build, &TERMS_1, &[("go", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("tinygo build", ToolKind::Build, &TERMS_1, &[("tinygo", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("ko build", ToolKind::Build, &TERMS_1, &[("ko", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("ko resolve", ToolKind::Build, &TERMS_1, &[("ko", Form { parts: &[Operand(&[Word("resolve")])] })]),
    tool("buck2 build", ToolKind::Build, &TERMS_1, &[("buck2", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("pants package", ToolKind::Build, &TERMS_1, &[("pants", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("ant", ToolKind::Build, &TERMS_1, &[("ant", Form { parts: &[] })]),
    tool("mill compile", ToolKind::Build, &TERMS_1, &[("mill", Form { parts: &[Operand(&[Word("*compile")])] })]),
    tool("mill assembly", ToolKind::Build, &TERMS_1, &[("mill", Form { parts: &[Operand(&[Word("*assembly")])] })]),
    tool("scala-cli compile", ToolKind::Build, &TERMS_1, &[("scala-cli", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("scala-cli package", ToolKind::Build, &TERMS_1, &[("scala-cli", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("lein compile", ToolKind::Build, &TERMS_1, &[("lein", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("lein uberjar", ToolKind::Build, &TERMS_1, &[("lein", Form { parts: &[Operand(&[Word("uberjar")])] })]),
    tool("javac", ToolKind::Build, &TERMS_1, &[("javac", Form { parts: &[] })]),
    tool("kotlinc", ToolKind::Build, &TERMS_1, &[("kotlinc", Form { parts: &[] })]),
    tool("scalac", ToolKind::Build, &TERMS_1, &[("scalac", Form { parts: &[] })]),
    tool("dotnet build", ToolKind::Build, &TERMS_1, &[("dotnet", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("dotnet pack", ToolKind::Build, &TERMS_1, &[("dotnet", Form { parts: &[Operand(&[Word("pack")])] })]),
    tool("dotnet publish", ToolKind::Build, &TERMS_1, &[("dotnet", Form { parts: &[Operand(&[Word("publish")])] })]),
    tool("dotnet msbuild", ToolKind::Build, &TERMS_1, &[("dotnet", Form { parts: &[Operand(&[Word("msbuild")])] })]),
    tool("msbuild", ToolKind::Build, &TERMS_1, &[("msbuild", Form { parts: &[] })]),
    tool("xbuild", ToolKind::Build, &TERMS_1, &[("xbuild", Form { parts: &[] })]),
    tool("nuget pack", ToolKind::Build, &TERMS_1, &[("nuget", Form { parts: &[Operand(&[Word("pack")])] })]),
    tool("gcc", ToolKind::Build, &TERMS_1, &[("gcc", Form { parts: &[] })]),
    tool("g++", ToolKind::Build, &TERMS_1, &[("g++", Form { parts: &[] })]),
    tool("cc", ToolKind::Build, &TERMS_1, &[("cc", Form { parts: &[] })]),
    tool("c++", ToolKind::Build, &TERMS_1, &[("c++", Form { parts: &[] })]),
    tool("clang", ToolKind::Build, &TERMS_1, &[("clang", Form { parts: &[] })]),
    tool("clang++", ToolKind::Build, &TERMS_1, &[("clang++", Form { parts: &[] })]),
    tool("cl", ToolKind::Build, &TERMS_1, &[("cl", Form { parts: &[] })]),
    tool("clang-cl", ToolKind::Build, &TERMS_1, &[("clang-cl", Form { parts: &[] })]),
    tool("meson compile", ToolKind::Build, &TERMS_1, &[("meson", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("meson setup", ToolKind::Build, &TERMS_1, &[("meson", Form { parts: &[Operand(&[Word("setup")])] })]),
    tool("conan create", ToolKind::Build, &TERMS_1, &[("conan", Form { parts: &[Operand(&[Word("create")])] })]),
    tool("conan build", ToolKind::Build, &TERMS_1, &[("conan", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("xmake", ToolKind::Build, &TERMS_1, &[("xmake", Form { parts: &[] })]),
    tool("scons", ToolKind::Build, &TERMS_1, &[("scons", Form { parts: &[] })]),
    tool("waf", ToolKind::Build, &TERMS_1, &[("waf", Form { parts: &[] })]),
    tool("b2", ToolKind::Build, &TERMS_1, &[("b2", Form { parts: &[] })]),
    tool("bjam", ToolKind::Build, &TERMS_1, &[("bjam", Form { parts: &[] })]),
    tool("configure", ToolKind::Build, &TERMS_1, &[("configure", Form { parts: &[] })]),
    tool("autoreconf", ToolKind::Build, &TERMS_1, &[("autoreconf", Form { parts: &[] })]),
    tool("west build", ToolKind::Build, &TERMS_1, &[("west", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("pio run", ToolKind::Build, &TERMS_1, &[("pio", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("platformio run", ToolKind::Build, &TERMS_1, &[("platformio", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("arduino-cli compile", ToolKind::Build, &TERMS_1, &[("arduino-cli", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("idf.py build", ToolKind::Build, &TERMS_1, &[("idf.py", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("emcc", ToolKind::Build, &TERMS_1, &[("emcc", Form { parts: &[] })]),
    tool("em++", ToolKind::Build, &TERMS_1, &[("em++", Form { parts: &[] })]),
    tool("nvcc", ToolKind::Build, &TERMS_1, &[("nvcc", Form { parts: &[] })]),
    tool("catkin build", ToolKind::Build, &TERMS_1, &[("catkin", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("catkin_make", ToolKind::Build, &TERMS_1, &[("catkin_make", Form { parts: &[] })]),
    tool("mix compile", ToolKind::Build, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("rebar3 compile", ToolKind::Build, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("rebar3 as", ToolKind::Build, &TERMS_1, &[("rebar3", Form { parts: &[Operand(&[Word("as")])] })]),
    tool("gleam build", ToolKind::Build, &TERMS_1, &[("gleam", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("swift build", ToolKind::Build, &TERMS_1, &[("swift", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("cabal build", ToolKind::Build, &TERMS_1, &[("cabal", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("stack build", ToolKind::Build, &TERMS_1, &[("stack", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("ghc", ToolKind::Build, &TERMS_1, &[("ghc", Form { parts: &[] })]),
    tool("dune build", ToolKind::Build, &TERMS_1, &[("dune", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("zig build", ToolKind::Build, &TERMS_1, &[("zig", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nimble build", ToolKind::Build, &TERMS_1, &[("nimble", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nim c", ToolKind::Build, &TERMS_1, &[("nim", Form { parts: &[Operand(&[Word("c")])] })]),
    tool("nim cpp", ToolKind::Build, &TERMS_1, &[("nim", Form { parts: &[Operand(&[Word("cpp")])] })]),
    tool("crystal build", ToolKind::Build, &TERMS_1, &[("crystal", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("R CMD build", ToolKind::Build, &TERMS_1, &[("R", Form { parts: &[Operand(&[Word("CMD")]), Operand(&[Word("build")])] })]),
    tool("R CMD INSTALL", ToolKind::Build, &TERMS_1, &[("R", Form { parts: &[Operand(&[Word("CMD")]), Operand(&[Word("INSTALL")])] })]),
    tool("dart compile", ToolKind::Build, &TERMS_1, &[("dart", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("dart build", ToolKind::Build, &TERMS_1, &[("dart", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("flutter build", ToolKind::Build, &TERMS_1, &[("flutter", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nix build", ToolKind::Build, &TERMS_1, &[("nix", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nix-build", ToolKind::Build, &TERMS_1, &[("nix-build", Form { parts: &[] })]),
    tool("kustomize build", ToolKind::Build, &TERMS_1, &[("kustomize", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("skaffold build", ToolKind::Build, &TERMS_1, &[("skaffold", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("sam build", ToolKind::Build, &TERMS_1, &[("sam", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("serverless package", ToolKind::Build, &TERMS_1, &[("serverless", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("sls package", ToolKind::Build, &TERMS_1, &[("sls", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("cdk synth", ToolKind::Build, &TERMS_1, &[("cdk", Form { parts: &[Operand(&[Word("synth")])] })]),
    tool("packer build", ToolKind::Build, &TERMS_1, &[("packer", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("buildah bud", ToolKind::Build, &TERMS_1, &[("buildah", Form { parts: &[Operand(&[Word("bud")])] })]),
    tool("buildah build", ToolKind::Build, &TERMS_1, &[("buildah", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("pack build", ToolKind::Build, &TERMS_1, &[("pack", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("docker build", ToolKind::Build, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("podman build", ToolKind::Build, &TERMS_1, &[("podman", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("nerdctl build", ToolKind::Build, &TERMS_1, &[("nerdctl", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("docker image build", ToolKind::Build, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("image")]), Operand(&[Word("build")])] })]),
    tool("podman image build", ToolKind::Build, &TERMS_1, &[("podman", Form { parts: &[Operand(&[Word("image")]), Operand(&[Word("build")])] })]),
    tool("docker buildx build", ToolKind::Build, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("buildx")]), Operand(&[Word("build")])] })]),
    tool("docker buildx bake", ToolKind::Build, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("buildx")]), Operand(&[Word("bake")])] })]),
    tool("docker compose build", ToolKind::Build, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("build")])] })]),
    tool("podman compose build", ToolKind::Build, &TERMS_1, &[("podman", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("build")])] })]),
    tool("nerdctl compose build", ToolKind::Build, &TERMS_1, &[("nerdctl", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("build")])] })]),
    tool("docker-compose build", ToolKind::Build, &TERMS_1, &[("docker-compose", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("podman-compose build", ToolKind::Build, &TERMS_1, &[("podman-compose", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("devcontainer build", ToolKind::Build, &TERMS_1, &[("devcontainer", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("earthly", ToolKind::Build, &TERMS_1, &[("earthly", Form { parts: &[] })]),
    tool("depot build", ToolKind::Build, &TERMS_1, &[("depot", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("depot bake", ToolKind::Build, &TERMS_1, &[("depot", Form { parts: &[Operand(&[Word("bake")])] })]),
    tool("kaniko", ToolKind::Build, &TERMS_1, &[("kaniko", Form { parts: &[] })]),
    tool("conda build", ToolKind::Build, &TERMS_1, &[("conda", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("conda mambabuild", ToolKind::Build, &TERMS_1, &[("conda", Form { parts: &[Operand(&[Word("mambabuild")])] })]),
    tool("conda-build", ToolKind::Build, &TERMS_1, &[("conda-build", Form { parts: &[] })]),
    tool("boa build", ToolKind::Build, &TERMS_1, &[("boa", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("rattler-build build", ToolKind::Build, &TERMS_1, &[("rattler-build", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("snapcraft", ToolKind::Build, &TERMS_1, &[("snapcraft", Form { parts: &[] })]),
    tool("flatpak-builder", ToolKind::Build, &TERMS_1, &[("flatpak-builder", Form { parts: &[] })]),
    tool("dpkg-buildpackage", ToolKind::Build, &TERMS_1, &[("dpkg-buildpackage", Form { parts: &[] })]),
    tool("debuild", ToolKind::Build, &TERMS_1, &[("debuild", Form { parts: &[] })]),
    tool("rpmbuild", ToolKind::Build, &TERMS_1, &[("rpmbuild", Form { parts: &[] })]),
    tool("makepkg", ToolKind::Build, &TERMS_1, &[("makepkg", Form { parts: &[] })]),
    tool("dbt build", ToolKind::Build, &TERMS_1, &[("dbt", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("dbt compile", ToolKind::Build, &TERMS_1, &[("dbt", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("forge build", ToolKind::Build, &TERMS_1, &[("forge", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("hardhat compile", ToolKind::Build, &TERMS_1, &[("hardhat", Form { parts: &[Operand(&[Word("compile")])] })]),
    tool("solc", ToolKind::Build, &TERMS_1, &[("solc", Form { parts: &[] })]),
    tool("anchor build", ToolKind::Build, &TERMS_1, &[("anchor", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("moon build", ToolKind::Build, &TERMS_1, &[("moon", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("gn gen", ToolKind::Build, &TERMS_1, &[("gn", Form { parts: &[Operand(&[Word("gen")])] })]),
    tool("qmake", ToolKind::Build, &TERMS_1, &[("qmake", Form { parts: &[] })]),
    tool("qmake6", ToolKind::Build, &TERMS_1, &[("qmake6", Form { parts: &[] })]),
    tool("cmake-js", ToolKind::Build, &TERMS_1, &[("cmake-js", Form { parts: &[] })]),
    tool("node-gyp build", ToolKind::Build, &TERMS_1, &[("node-gyp", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("node-gyp rebuild", ToolKind::Build, &TERMS_1, &[("node-gyp", Form { parts: &[Operand(&[Word("rebuild")])] })]),
    tool("protoc", ToolKind::Build, &TERMS_1, &[("protoc", Form { parts: &[] })]),
    tool("ninja-build", ToolKind::Build, &TERMS_1, &[("ninja-build", Form { parts: &[] })]),
    tool("mkdocs build", ToolKind::Docs, &TERMS_1, &[("mkdocs", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("jupyter-book build", ToolKind::Docs, &TERMS_1, &[("jupyter-book", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("jb build", ToolKind::Docs, &TERMS_1, &[("jb", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("pdoc", ToolKind::Docs, &TERMS_1, &[("pdoc", Form { parts: &[] })]),
    tool("pydoctor", ToolKind::Docs, &TERMS_1, &[("pydoctor", Form { parts: &[] })]),
    tool("mdbook build", ToolKind::Docs, &TERMS_1, &[("mdbook", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("mdbook test", ToolKind::Docs, &TERMS_1, &[("mdbook", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("cargo doc", ToolKind::Docs, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("doc")])] })]),
    tool("cargo rustdoc", ToolKind::Docs, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("rustdoc")])] })]),
    tool("doxygen", ToolKind::Docs, &TERMS_1, &[("doxygen", Form { parts: &[] })]),
    tool("typedoc", ToolKind::Docs, &TERMS_1, &[("typedoc", Form { parts: &[] })]),
    tool("jsdoc", ToolKind::Docs, &TERMS_1, &[("jsdoc", Form { parts: &[] })]),
    tool("javadoc", ToolKind::Docs, &TERMS_1, &[("javadoc", Form { parts: &[] })]),
    tool("yard doc", ToolKind::Docs, &TERMS_1, &[("yard", Form { parts: &[Operand(&[Word("doc")])] })]),
    tool("yard stats", ToolKind::Docs, &TERMS_1, &[("yard", Form { parts: &[Operand(&[Word("stats")])] })]),
    tool("jekyll build", ToolKind::Docs, &TERMS_1, &[("jekyll", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("jekyll doctor", ToolKind::Docs, &TERMS_1, &[("jekyll", Form { parts: &[Operand(&[Word("doctor")])] })]),
    tool("zola build", ToolKind::Docs, &TERMS_1, &[("zola", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("zola check", ToolKind::Docs, &TERMS_1, &[("zola", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("antora", ToolKind::Docs, &TERMS_1, &[("antora", Form { parts: &[] })]),
    tool("docusaurus build", ToolKind::Docs, &TERMS_1, &[("docusaurus", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("vitepress build", ToolKind::Docs, &TERMS_1, &[("vitepress", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("vuepress build", ToolKind::Docs, &TERMS_1, &[("vuepress", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("eleventy", ToolKind::Docs, &TERMS_1, &[("eleventy", Form { parts: &[] })]),
    tool("storybook build", ToolKind::Docs, &TERMS_1, &[("storybook", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("build-storybook", ToolKind::Docs, &TERMS_1, &[("build-storybook", Form { parts: &[] })]),
    tool("mix docs", ToolKind::Docs, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("docs")])] })]),
    tool("cabal haddock", ToolKind::Docs, &TERMS_1, &[("cabal", Form { parts: &[Operand(&[Word("haddock")])] })]),
    tool("stack haddock", ToolKind::Docs, &TERMS_1, &[("stack", Form { parts: &[Operand(&[Word("haddock")])] })]),
    tool("latexmk", ToolKind::Docs, &TERMS_1, &[("latexmk", Form { parts: &[] })]),
    tool("pdflatex", ToolKind::Docs, &TERMS_1, &[("pdflatex", Form { parts: &[] })]),
    tool("xelatex", ToolKind::Docs, &TERMS_1, &[("xelatex", Form { parts: &[] })]),
    tool("lualatex", ToolKind::Docs, &TERMS_1, &[("lualatex", Form { parts: &[] })]),
    tool("asciidoctor", ToolKind::Docs, &TERMS_1, &[("asciidoctor", Form { parts: &[] })]),
    tool("quarto render", ToolKind::Docs, &TERMS_1, &[("quarto", Form { parts: &[Operand(&[Word("render")])] })]),
    tool("markdown-link-check", ToolKind::Docs, &TERMS_1, &[("markdown-link-check", Form { parts: &[] })]),
    tool("linkchecker", ToolKind::Docs, &TERMS_1, &[("linkchecker", Form { parts: &[] })]),
    tool("linkinator", ToolKind::Docs, &TERMS_1, &[("linkinator", Form { parts: &[] })]),
    tool("htmlproofer", ToolKind::Docs, &TERMS_1, &[("htmlproofer", Form { parts: &[] })]),
    tool("muffet", ToolKind::Docs, &TERMS_1, &[("muffet", Form { parts: &[] })]),
    tool("cargo deadlinks", ToolKind::Docs, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("deadlinks")])] })]),
    tool("cargo spellcheck", ToolKind::Docs, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("spellcheck")])] })]),
    tool("mystmd build", ToolKind::Docs, &TERMS_1, &[("mystmd", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("myst build", ToolKind::Docs, &TERMS_1, &[("myst", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("dart doc", ToolKind::Docs, &TERMS_1, &[("dart", Form { parts: &[Operand(&[Word("doc")])] })]),
    tool("sphinx-lint", ToolKind::Docs, &TERMS_1, &[("sphinx-lint", Form { parts: &[] })]),
    tool("antsibull-docs lint-collection-docs", ToolKind::Docs, &TERMS_1, &[("antsibull-docs", Form { parts: &[Operand(&[Word("lint-collection-docs")])] })]),
    tool("cargo bench", ToolKind::Bench, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("bench")])] })]),
    tool("cargo criterion", ToolKind::Bench, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("criterion")])] })]),
    tool("cargo codspeed run", ToolKind::Bench, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("codspeed")]), Operand(&[Word("run")])] })]),
    tool("vitest bench", ToolKind::Bench, &TERMS_1, &[("vitest", Form { parts: &[Operand(&[Word("bench")])] })]),
    tool("deno bench", ToolKind::Bench, &TERMS_1, &[("deno", Form { parts: &[Operand(&[Word("bench")])] })]),
    tool("asv continuous", ToolKind::Bench, &TERMS_1, &[("asv", Form { parts: &[Operand(&[Word("continuous")])] })]),
    tool("asv check", ToolKind::Bench, &TERMS_1, &[("asv", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("cabal bench", ToolKind::Bench, &TERMS_1, &[("cabal", Form { parts: &[Operand(&[Word("bench")])] })]),
    tool("stack bench", ToolKind::Bench, &TERMS_1, &[("stack", Form { parts: &[Operand(&[Word("bench")])] })]),
    tool("artillery run", ToolKind::Bench, &TERMS_1, &[("artillery", Form { parts: &[Operand(&[Word("run")])] })]),
    tool("gatling", ToolKind::Bench, &TERMS_1, &[("gatling", Form { parts: &[] })]),
    tool("pgbench", ToolKind::Bench, &TERMS_1, &[("pgbench", Form { parts: &[] })]),
    tool("rake", ToolKind::Check, &TERMS_1, &[("rake", Form { parts: &[End] })]),
    tool("pip check", ToolKind::Check, &TERMS_1, &[("pip", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("uv pip check", ToolKind::Check, &TERMS_1, &[("uv", Form { parts: &[Operand(&[Word("pip")]), Operand(&[Word("check")])] })]),
    tool("compileall", ToolKind::Check, &TERMS_1, &[("compileall", Form { parts: &[] })]),
    tool("py_compile", ToolKind::Check, &TERMS_1, &[("py_compile", Form { parts: &[] })]),
    tool("poetry check", ToolKind::Check, &TERMS_1, &[("poetry", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("pdm lock --check", ToolKind::Check, &TERMS_1, &[("pdm", Form { parts: &[Operand(&[Word("lock")]), FormPart::Option(Flag { name: "--check", values: None })] })]),
    tool("uv lock --check", ToolKind::Check, &TERMS_1, &[("uv", Form { parts: &[Operand(&[Word("lock")]), FormPart::Option(Flag { name: "--check", values: None })] })]),
    tool("uv lock --locked", ToolKind::Check, &TERMS_1, &[("uv", Form { parts: &[Operand(&[Word("lock")]), FormPart::Option(Flag { name: "--locked", values: None })] })]),
    tool("manage.py check", ToolKind::Check, &TERMS_1, &[("manage.py", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("manage.py makemigrations --check", ToolKind::Check, &TERMS_1, &[("manage.py", Form { parts: &[Operand(&[Word("makemigrations")]), FormPart::Option(Flag { name: "--check", values: None })] })]),
    tool("diff-quality --fail-under", ToolKind::Check, &TERMS_1, &[("diff-quality", Form { parts: &[FormPart::Option(Flag { name: "--fail-under", values: Some(&["*"]) })] })]),
    tool("coverage report --fail-under", ToolKind::Check, &TERMS_1, &[("coverage", Form { parts: &[Operand(&[Word("report")]), FormPart::Option(Flag { name: "--fail-under", values: Some(&["*"]) })] })]),
    tool("diff-cover --fail-under", ToolKind::Check, &TERMS_1, &[("diff-cover", Form { parts: &[FormPart::Option(Flag { name: "--fail-under", values: Some(&["*"]) })] })]),
    tool("nyc check-coverage", ToolKind::Check, &TERMS_1, &[("nyc", Form { parts: &[Operand(&[Word("check-coverage")])] })]),
    tool("c8 check-coverage", ToolKind::Check, &TERMS_1, &[("c8", Form { parts: &[Operand(&[Word("check-coverage")])] })]),
    tool("size-limit", ToolKind::Check, &TERMS_1, &[("size-limit", Form { parts: &[] })]),
    tool("bundlesize", ToolKind::Check, &TERMS_1, &[("bundlesize", Form { parts: &[] })]),
    tool("bundlewatch", ToolKind::Check, &TERMS_1, &[("bundlewatch", Form { parts: &[] })]),
    tool("lhci autorun", ToolKind::Check, &TERMS_1, &[("lhci", Form { parts: &[Operand(&[Word("autorun")])] })]),
    tool("lhci assert", ToolKind::Check, &TERMS_1, &[("lhci", Form { parts: &[Operand(&[Word("assert")])] })]),
    tool("pa11y", ToolKind::Check, &TERMS_1, &[("pa11y", Form { parts: &[] })]),
    tool("pa11y-ci", ToolKind::Check, &TERMS_1, &[("pa11y-ci", Form { parts: &[] })]),
    tool("go mod verify", ToolKind::Check, &TERMS_1, &[("go", Form { parts: &[Operand(&[Word("mod")]), Operand(&[Word("verify")])] })]),
    tool("go mod tidy -diff", ToolKind::Check, &TERMS_1, &[("go", Form { parts: &[Operand(&[Word("mod")]), Operand(&[Word("tidy")]), FormPart::Option(Flag { name: "-diff", values: None })] })]),
    tool("cargo public-api", ToolKind::Check, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("public-api")])] })]),
    tool("cargo outdated --exit-code", ToolKind::Check, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("outdated")]), FormPart::Option(Flag { name: "--exit-code", values: Some(&["*"]) })] })]),
    tool("cargo rdme --check", ToolKind::Check, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("rdme")]), FormPart::Option(Flag { name: "--check", values: None })] })]),
    tool("cargo readme", ToolKind::Check, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("readme")])] })]),
    tool("composer check-platform-reqs", ToolKind::Check, &TERMS_1, &[("composer", Form { parts: &[Operand(&[Word("check-platform-reqs")])] })]),
    tool("mix check", ToolKind::Check, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("nix flake check", ToolKind::Check, &TERMS_1, &[("nix", Form { parts: &[Operand(&[Word("flake")]), Operand(&[Word("check")])] })]),
    tool("cabal check", ToolKind::Check, &TERMS_1, &[("cabal", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("R CMD check", ToolKind::Check, &TERMS_1, &[("R", Form { parts: &[Operand(&[Word("CMD")]), Operand(&[Word("check")])] })]),
    tool("docker compose config", ToolKind::Check, &TERMS_1, &[("docker", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("config")])] })]),
    tool("podman compose config", ToolKind::Check, &TERMS_1, &[("podman", Form { parts: &[Operand(&[Word("compose")]), Operand(&[Word("config")])] })]),
    tool("docker-compose config", ToolKind::Check, &TERMS_1, &[("docker-compose", Form { parts: &[Operand(&[Word("config")])] })]),
    tool("ansible-playbook --syntax-check", ToolKind::Check, &TERMS_1, &[("ansible-playbook", Form { parts: &[FormPart::Option(Flag { name: "--syntax-check", values: None })] })]),
    tool("ansible-playbook --check", ToolKind::Check, &TERMS_1, &[("ansible-playbook", Form { parts: &[FormPart::Option(Flag { name: "--check", values: None })] })]),
    tool("terraform plan", ToolKind::Check, &TERMS_1, &[("terraform", Form { parts: &[Operand(&[Word("plan")])] })]),
    tool("tofu plan", ToolKind::Check, &TERMS_1, &[("tofu", Form { parts: &[Operand(&[Word("plan")])] })]),
    tool("terragrunt plan", ToolKind::Check, &TERMS_1, &[("terragrunt", Form { parts: &[Operand(&[Word("plan")])] })]),
    tool("pulumi preview", ToolKind::Check, &TERMS_1, &[("pulumi", Form { parts: &[Operand(&[Word("preview")])] })]),
    tool("cdk diff --fail", ToolKind::Check, &TERMS_1, &[("cdk", Form { parts: &[Operand(&[Word("diff")]), FormPart::Option(Flag { name: "--fail", values: None })] })]),
    tool("skaffold test", ToolKind::Check, &TERMS_1, &[("skaffold", Form { parts: &[Operand(&[Word("test")])] })]),
    tool("depcheck", ToolKind::Check, &TERMS_1, &[("depcheck", Form { parts: &[] })]),
    tool("madge -c", ToolKind::Check, &TERMS_1, &[("madge", Form { parts: &[FormPart::Option(Flag { name: "-c", values: None })] })]),
    tool("madge --circular", ToolKind::Check, &TERMS_1, &[("madge", Form { parts: &[FormPart::Option(Flag { name: "--circular", values: None })] })]),
    tool("expo-doctor", ToolKind::Check, &TERMS_1, &[("expo-doctor", Form { parts: &[] })]),
    tool("syncpack lint", ToolKind::Check, &TERMS_1, &[("syncpack", Form { parts: &[Operand(&[Word("lint")])] })]),
    tool("syncpack list-mismatches", ToolKind::Check, &TERMS_1, &[("syncpack", Form { parts: &[Operand(&[Word("list-mismatches")])] })]),
    tool("manypkg check", ToolKind::Check, &TERMS_1, &[("manypkg", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("changeset status", ToolKind::Check, &TERMS_1, &[("changeset", Form { parts: &[Operand(&[Word("status")])] })]),
    tool("sonar-scanner -Dsonar.qualitygate.wait", ToolKind::Check, &TERMS_1, &[("sonar-scanner", Form { parts: &[FormPart::Option(Flag { name: "-Dsonar.qualitygate.wait", values: None })] })]),
    tool("gcovr --fail-under-line", ToolKind::Check, &TERMS_1, &[("gcovr", Form { parts: &[FormPart::Option(Flag { name: "--fail-under-line", values: Some(&["*"]) })] })]),
    tool("gcovr --fail-under-branch", ToolKind::Check, &TERMS_1, &[("gcovr", Form { parts: &[FormPart::Option(Flag { name: "--fail-under-branch", values: Some(&["*"]) })] })]),
    tool("auditwheel check", ToolKind::Check, &TERMS_1, &[("auditwheel", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("abi3audit", ToolKind::Check, &TERMS_1, &[("abi3audit", Form { parts: &[] })]),
    tool("check-wheel-contents", ToolKind::Check, &TERMS_1, &[("check-wheel-contents", Form { parts: &[] })]),
    tool("pyroma", ToolKind::Check, &TERMS_1, &[("pyroma", Form { parts: &[] })]),
    tool("rails zeitwerk:check", ToolKind::Check, &TERMS_1, &[("rails", Form { parts: &[Operand(&[Word("zeitwerk:check")])] })]),
    tool("bundle doctor", ToolKind::Check, &TERMS_1, &[("bundle", Form { parts: &[Operand(&[Word("doctor")])] })]),
    tool("alembic check", ToolKind::Check, &TERMS_1, &[("alembic", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("atlas migrate lint", ToolKind::Check, &TERMS_1, &[("atlas", Form { parts: &[Operand(&[Word("migrate")]), Operand(&[Word("lint")])] })]),
    tool("prisma validate", ToolKind::Check, &TERMS_1, &[("prisma", Form { parts: &[Operand(&[Word("validate")])] })]),
    tool("mix ecto.check", ToolKind::Check, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("ecto.check")])] })]),
    tool("buck2 check", ToolKind::Check, &TERMS_1, &[("buck2", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("rush check", ToolKind::Check, &TERMS_1, &[("rush", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("twine check", ToolKind::Publish, &TERMS_1, &[("twine", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("cargo publish --dry-run", ToolKind::Publish, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("cargo package", ToolKind::Publish, &TERMS_1, &[("cargo", Form { parts: &[Operand(&[Word("package")])] })]),
    tool("npm publish --dry-run", ToolKind::Publish, &TERMS_1, &[("npm", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("npm pack --dry-run", ToolKind::Publish, &TERMS_1, &[("npm", Form { parts: &[Operand(&[Word("pack")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("pnpm publish --dry-run", ToolKind::Publish, &TERMS_1, &[("pnpm", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("pnpm pack --dry-run", ToolKind::Publish, &TERMS_1, &[("pnpm", Form { parts: &[Operand(&[Word("pack")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("yarn pack --dry-run", ToolKind::Publish, &TERMS_1, &[("yarn", Form { parts: &[Operand(&[Word("pack")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("yarn publish --dry-run", ToolKind::Publish, &TERMS_1, &[("yarn", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("dart pub publish --dry-run", ToolKind::Publish, &TERMS_1, &[("dart", Form { parts: &[Operand(&[Word("pub")]), Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("flutter pub publish --dry-run", ToolKind::Publish, &TERMS_1, &[("flutter", Form { parts: &[Operand(&[Word("pub")]), Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("jsr publish --dry-run", ToolKind::Publish, &TERMS_1, &[("jsr", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("deno publish --dry-run", ToolKind::Publish, &TERMS_1, &[("deno", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("goreleaser check", ToolKind::Publish, &TERMS_1, &[("goreleaser", Form { parts: &[Operand(&[Word("check")])] })]),
    tool("goreleaser build", ToolKind::Publish, &TERMS_1, &[("goreleaser", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("goreleaser release --snapshot", ToolKind::Publish, &TERMS_1, &[("goreleaser", Form { parts: &[Operand(&[Word("release")]), FormPart::Option(Flag { name: "--snapshot", values: None })] })]),
    tool("gem build", ToolKind::Publish, &TERMS_1, &[("gem", Form { parts: &[Operand(&[Word("build")])] })]),
    tool("semantic-release --dry-run", ToolKind::Publish, &TERMS_1, &[("semantic-release", Form { parts: &[FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("poetry publish --dry-run", ToolKind::Publish, &TERMS_1, &[("poetry", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("uv publish --dry-run", ToolKind::Publish, &TERMS_1, &[("uv", Form { parts: &[Operand(&[Word("publish")]), FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("release-plz --dry-run", ToolKind::Publish, &TERMS_1, &[("release-plz", Form { parts: &[FormPart::Option(Flag { name: "--dry-run", values: None })] })]),
    tool("mix hex.build", ToolKind::Publish, &TERMS_1, &[("mix", Form { parts: &[Operand(&[Word("hex.build")])] })]),
];

pub(super) static TABLE: ToolTable = ToolTable {
    tools: &TOOLS,
    by_program: &[(63, 0), (64, 0), (65, 0), (66, 0), (67, 0), (68, 0), (69, 0), (70, 0), (71, 0), (108, 0), (109, 0), (819, 0), (820, 0), (971, 0), (224, 1), (995, 0), (533, 0), (668, 0), (558, 0), (559, 0), (318, 2), (1000, 0), (546, 0), (351, 0), (869, 0), (565, 0), (975, 0), (976, 0), (759, 0), (898, 0), (925, 0), (599, 0), (798, 0), (600, 0), (935, 0), (379, 0), (912, 0), (115, 2), (116, 2), (626, 0), (701, 0), (110, 0), (931, 0), (932, 0), (1001, 0), (477, 0), (652, 0), (651, 0), (994, 0), (174, 2), (111, 0), (794, 0), (112, 0), (113, 0), (791, 0), (713, 0), (347, 0), (114, 0), (617, 0), (531, 0), (402, 0), (115, 0), (116, 0), (115, 1), (116, 1), (117, 0), (381, 0), (118, 0), (653, 0), (119, 0), (120, 0), (792, 0), (121, 0), (174, 0), (216, 4), (856, 0), (122, 0), (690, 0), (691, 0), (367, 0), (757, 0), (1004, 0), (123, 0), (549, 0), (550, 0), (551, 0), (673, 0), (904, 0), (833, 0), (834, 0), (27, 1), (28, 1), (29, 1), (30, 1), (31, 1), (32, 1), (33, 1), (34, 1), (35, 1), (124, 0), (240, 4), (726, 0), (999, 0), (647, 0), (648, 0), (955, 0), (956, 0), (408, 0), (779, 0), (953, 0), (403, 0), (810, 0), (906, 0), (933, 0), (970, 0), (81, 14), (82, 14), (83, 14), (84, 14), (85, 14), (86, 14), (87, 14), (88, 14), (89, 14), (125, 0), (126, 0), (127, 0), (128, 0), (135, 0), (278, 0), (358, 0), (359, 0), (360, 0), (361, 0), (362, 0), (363, 0), (364, 0), (365, 0), (487, 0), (488, 0), (489, 0), (490, 0), (491, 0), (642, 0), (643, 0), (644, 0), (645, 0), (731, 0), (732, 0), (733, 0), (734, 0), (735, 0), (736, 0), (737, 0), (738, 0), (739, 0), (740, 0), (741, 0), (742, 0), (743, 0), (744, 0), (745, 0), (746, 0), (747, 0), (748, 0), (749, 0), (750, 0), (751, 0), (752, 0), (886, 0), (887, 0), (919, 0), (920, 0), (926, 0), (927, 0), (928, 0), (963, 0), (964, 0), (965, 0), (966, 0), (1007, 0), (1008, 0), (128, 2), (390, 0), (391, 0), (803, 0), (804, 0), (778, 0), (831, 0), (981, 0), (129, 0), (567, 0), (566, 0), (434, 0), (990, 0), (560, 0), (460, 0), (996, 0), (530, 0), (594, 0), (130, 0), (493, 0), (131, 0), (132, 0), (602, 0), (782, 0), (660, 0), (780, 0), (781, 0), (783, 0), (133, 0), (134, 0), (134, 2), (134, 3), (494, 0), (136, 0), (137, 0), (174, 6), (874, 0), (517, 0), (138, 0), (139, 0), (140, 0), (141, 0), (142, 0), (536, 0), (941, 0), (81, 16), (82, 16), (83, 16), (84, 16), (85, 16), (86, 16), (87, 16), (88, 16), (89, 16), (505, 0), (506, 0), (646, 0), (967, 0), (384, 0), (786, 0), (787, 0), (853, 0), (854, 0), (855, 0), (793, 0), (143, 0), (421, 0), (950, 0), (144, 0), (516, 0), (203, 2), (125, 1), (128, 1), (135, 1), (318, 1), (407, 0), (818, 0), (145, 0), (146, 0), (416, 0), (417, 0), (573, 0), (147, 0), (148, 0), (148, 1), (149, 0), (694, 0), (537, 0), (150, 0), (593, 0), (174, 3), (151, 0), (170, 1), (410, 0), (821, 0), (822, 0), (923, 0), (1015, 0), (574, 0), (435, 0), (864, 0), (865, 0), (152, 0), (861, 0), (81, 15), (82, 15), (83, 15), (84, 15), (85, 15), (86, 15), (87, 15), (88, 15), (89, 15), (153, 0), (154, 0), (155, 0), (727, 0), (728, 0), (930, 0), (1018, 0), (983, 0), (471, 0), (156, 0), (156, 1), (472, 0), (850, 0), (851, 0), (508, 0), (450, 0), (598, 0), (654, 0), (492, 0), (157, 0), (81, 27), (82, 27), (83, 27), (84, 27), (85, 27), (86, 27), (87, 27), (88, 27), (89, 27), (81, 26), (82, 26), (83, 26), (84, 26), (85, 26), (86, 26), (87, 26), (88, 26), (89, 26), (848, 0), (951, 0), (949, 0), (158, 0), (159, 0), (614, 0), (615, 0), (455, 0), (174, 1), (160, 0), (161, 0), (836, 0), (839, 0), (841, 0), (842, 0), (843, 0), (972, 0), (160, 3), (846, 0), (974, 0), (578, 0), (577, 0), (579, 0), (162, 0), (324, 0), (899, 0), (81, 8), (82, 8), (83, 8), (84, 8), (85, 8), (86, 8), (87, 8), (88, 8), (89, 8), (538, 0), (145, 1), (163, 0), (164, 0), (165, 0), (769, 0), (770, 0), (771, 0), (772, 0), (888, 0), (860, 0), (555, 0), (423, 0), (166, 0), (405, 0), (406, 0), (813, 0), (81, 23), (82, 23), (83, 23), (84, 23), (85, 23), (86, 23), (87, 23), (88, 23), (89, 23), (849, 0), (540, 0), (513, 0), (539, 0), (717, 0), (718, 0), (719, 0), (224, 2), (902, 0), (801, 0), (340, 0), (800, 0), (499, 0), (498, 0), (220, 3), (484, 0), (707, 0), (167, 0), (167, 1), (723, 0), (986, 0), (81, 9), (82, 9), (83, 9), (84, 9), (85, 9), (86, 9), (87, 9), (88, 9), (89, 9), (502, 0), (81, 18), (82, 18), (83, 18), (84, 18), (85, 18), (86, 18), (87, 18), (88, 18), (89, 18), (397, 0), (398, 0), (399, 0), (168, 0), (859, 0), (685, 0), (625, 0), (169, 0), (170, 0), (823, 0), (1016, 0), (171, 0), (172, 0), (173, 0), (866, 0), (662, 0), (175, 0), (777, 0), (936, 0), (776, 0), (992, 0), (993, 0), (1022, 0), (174, 5), (176, 0), (534, 0), (812, 0), (177, 0), (133, 1), (655, 0), (178, 0), (535, 0), (612, 0), (220, 2), (395, 0), (633, 0), (808, 0), (637, 0), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 1), (24, 1), (25, 1), (26, 1), (216, 1), (871, 0), (179, 0), (482, 0), (753, 0), (961, 0), (962, 0), (667, 0), (429, 0), (180, 0), (180, 1), (180, 2), (181, 0), (182, 0), (183, 0), (208, 1), (1019, 0), (1020, 0), (1021, 0), (184, 0), (422, 0), (185, 0), (186, 0), (187, 0), (188, 0), (189, 0), (190, 0), (191, 0), (192, 0), (187, 1), (188, 1), (189, 1), (190, 1), (191, 1), (192, 1), (562, 0), (563, 0), (564, 0), (514, 0), (81, 2), (82, 2), (83, 2), (84, 2), (85, 2), (86, 2), (87, 2), (88, 2), (89, 2), (193, 0), (607, 0), (608, 0), (81, 1), (82, 1), (83, 1), (84, 1), (85, 1), (86, 1), (87, 1), (88, 1), (89, 1), (194, 0), (500, 0), (349, 0), (867, 0), (195, 0), (333, 0), (462, 0), (684, 0), (414, 0), (415, 0), (572, 0), (196, 0), (197, 0), (480, 0), (481, 0), (917, 0), (198, 0), (199, 0), (200, 0), (799, 0), (485, 0), (201, 0), (454, 0), (81, 5), (82, 5), (83, 5), (84, 5), (85, 5), (86, 5), (87, 5), (88, 5), (89, 5), (81, 4), (82, 4), (83, 4), (84, 4), (85, 4), (86, 4), (87, 4), (88, 4), (89, 4), (721, 0), (202, 0), (341, 0), (766, 0), (891, 0), (881, 0), (894, 0), (895, 0), (203, 0), (890, 0), (561, 0), (1017, 0), (231, 0), (880, 0), (231, 1), (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (204, 0), (852, 0), (441, 0), (205, 0), (206, 0), (207, 0), (755, 0), (756, 0), (767, 0), (208, 0), (209, 0), (570, 0), (571, 0), (670, 0), (568, 0), (210, 0), (569, 0), (826, 0), (433, 0), (81, 11), (82, 11), (83, 11), (84, 11), (85, 11), (86, 11), (87, 11), (88, 11), (89, 11), (908, 0), (588, 0), (81, 25), (82, 25), (83, 25), (84, 25), (85, 25), (86, 25), (87, 25), (88, 25), (89, 25), (369, 0), (495, 0), (496, 0), (764, 0), (765, 0), (278, 3), (9, 0), (10, 0), (11, 0), (12, 0), (13, 0), (14, 0), (15, 0), (16, 0), (17, 0), (957, 0), (958, 0), (666, 0), (211, 0), (211, 1), (663, 0), (664, 0), (212, 0), (661, 0), (915, 0), (916, 0), (603, 0), (606, 0), (459, 0), (589, 0), (604, 0), (605, 0), (213, 0), (672, 0), (214, 0), (348, 0), (470, 0), (524, 0), (911, 0), (640, 0), (215, 0), (984, 0), (985, 0), (357, 0), (81, 3), (82, 3), (83, 3), (84, 3), (85, 3), (86, 3), (87, 3), (88, 3), (89, 3), (18, 0), (19, 0), (20, 0), (21, 0), (22, 0), (23, 0), (24, 0), (25, 0), (26, 0), (216, 0), (863, 0), (330, 0), (947, 0), (948, 0), (989, 0), (914, 0), (541, 0), (543, 0), (542, 0), (688, 0), (689, 0), (884, 0), (885, 0), (174, 4), (544, 0), (217, 1), (217, 0), (81, 19), (82, 19), (83, 19), (84, 19), (85, 19), (86, 19), (87, 19), (88, 19), (89, 19), (383, 0), (784, 0), (785, 0), (370, 0), (760, 0), (761, 0), (216, 2), (378, 0), (81, 12), (82, 12), (83, 12), (84, 12), (85, 12), (86, 12), (87, 12), (88, 12), (89, 12), (218, 0), (219, 0), (220, 0), (221, 0), (222, 0), (223, 0), (519, 0), (631, 0), (649, 0), (650, 0), (805, 0), (905, 0), (968, 0), (1003, 0), (1027, 0), (879, 0), (224, 0), (411, 0), (412, 0), (413, 0), (442, 0), (611, 0), (870, 0), (773, 0), (918, 0), (225, 0), (226, 0), (227, 0), (228, 0), (229, 0), (230, 0), (225, 2), (226, 2), (227, 2), (228, 2), (229, 2), (230, 2), (225, 1), (226, 1), (227, 1), (228, 1), (229, 1), (230, 1), (613, 0), (639, 0), (922, 0), (921, 0), (711, 0), (160, 2), (838, 0), (845, 0), (232, 0), (468, 0), (696, 0), (233, 0), (234, 0), (469, 0), (587, 0), (343, 0), (486, 0), (816, 0), (817, 0), (335, 0), (815, 0), (235, 0), (236, 0), (235, 1), (236, 1), (878, 0), (824, 0), (969, 0), (825, 0), (174, 7), (174, 8), (657, 0), (216, 3), (237, 0), (875, 0), (876, 0), (323, 0), (322, 0), (321, 0), (238, 0), (27, 0), (28, 0), (29, 0), (30, 0), (31, 0), (32, 0), (33, 0), (34, 0), (35, 0), (239, 0), (240, 0), (1009, 0), (1010, 0), (54, 0), (55, 0), (56, 0), (57, 0), (58, 0), (59, 0), (60, 0), (61, 0), (62, 0), (54, 1), (55, 1), (56, 1), (57, 1), (58, 1), (59, 1), (60, 1), (61, 1), (62, 1), (81, 22), (82, 22), (83, 22), (84, 22), (85, 22), (86, 22), (87, 22), (88, 22), (89, 22), (659, 0), (775, 0), (693, 0), (81, 10), (82, 10), (83, 10), (84, 10), (85, 10), (86, 10), (87, 10), (88, 10), (89, 10), (374, 0), (628, 0), (699, 0), (700, 0), (627, 0), (697, 0), (698, 0), (802, 0), (36, 0), (37, 0), (38, 0), (39, 0), (40, 0), (41, 0), (42, 0), (43, 0), (44, 0), (241, 0), (952, 0), (242, 0), (518, 0), (243, 0), (420, 0), (576, 0), (527, 0), (285, 1), (286, 1), (175, 1), (244, 0), (261, 2), (245, 0), (959, 0), (960, 0), (272, 1), (835, 0), (297, 2), (580, 0), (832, 0), (428, 0), (368, 0), (610, 0), (636, 0), (758, 0), (510, 0), (273, 1), (382, 0), (708, 0), (169, 3), (909, 0), (81, 21), (82, 21), (83, 21), (84, 21), (85, 21), (86, 21), (87, 21), (88, 21), (89, 21), (683, 0), (944, 0), (882, 0), (444, 0), (246, 0), (526, 0), (247, 0), (937, 0), (507, 0), (512, 0), (248, 0), (511, 0), (249, 0), (509, 0), (250, 0), (251, 0), (251, 1), (252, 0), (252, 2), (253, 0), (254, 0), (386, 0), (796, 0), (939, 0), (641, 0), (255, 0), (254, 1), (387, 0), (797, 0), (256, 0), (257, 0), (45, 0), (46, 0), (47, 0), (48, 0), (49, 0), (50, 0), (51, 0), (52, 0), (53, 0), (240, 1), (1011, 0), (1012, 0), (503, 0), (504, 0), (160, 1), (837, 0), (840, 0), (844, 0), (973, 0), (160, 4), (847, 0), (81, 6), (82, 6), (83, 6), (84, 6), (85, 6), (86, 6), (87, 6), (88, 6), (89, 6), (81, 7), (82, 7), (83, 7), (84, 7), (85, 7), (86, 7), (87, 7), (88, 7), (89, 7), (682, 0), (943, 0), (1024, 0), (258, 0), (259, 0), (260, 0), (260, 1), (261, 0), (261, 1), (1002, 0), (585, 0), (586, 0), (592, 0), (547, 0), (452, 0), (877, 0), (548, 0), (344, 0), (409, 0), (262, 0), (262, 1), (476, 0), (980, 0), (264, 1), (265, 1), (942, 0), (443, 0), (445, 0), (883, 0), (446, 0), (692, 0), (453, 0), (263, 0), (458, 0), (674, 0), (618, 0), (620, 0), (616, 0), (997, 0), (264, 0), (265, 0), (440, 0), (619, 0), (266, 0), (591, 0), (872, 0), (873, 0), (595, 0), (913, 0), (338, 0), (375, 0), (376, 0), (377, 0), (998, 0), (81, 0), (82, 0), (83, 0), (84, 0), (85, 0), (86, 0), (87, 0), (88, 0), (89, 0), (938, 0), (857, 0), (203, 3), (203, 1), (703, 0), (220, 1), (392, 0), (393, 0), (394, 0), (520, 0), (521, 0), (632, 0), (806, 0), (807, 0), (267, 0), (552, 0), (268, 0), (449, 0), (575, 0), (669, 0), (1026, 0), (269, 0), (702, 0), (601, 0), (665, 0), (270, 0), (271, 0), (272, 0), (706, 0), (119, 1), (862, 0), (597, 0), (714, 0), (273, 0), (457, 0), (456, 0), (274, 0), (275, 0), (276, 0), (134, 1), (134, 4), (54, 3), (55, 3), (56, 3), (57, 3), (58, 3), (59, 3), (60, 3), (61, 3), (62, 3), (54, 2), (55, 2), (56, 2), (57, 2), (58, 2), (59, 2), (60, 2), (61, 2), (62, 2), (437, 0), (436, 0), (438, 0), (609, 0), (724, 0), (725, 0), (1005, 0), (277, 0), (278, 1), (334, 0), (463, 0), (686, 0), (279, 0), (380, 0), (828, 0), (235, 2), (236, 2), (280, 0), (281, 0), (282, 0), (280, 1), (281, 1), (282, 1), (371, 0), (762, 0), (763, 0), (768, 0), (283, 0), (284, 0), (424, 0), (789, 0), (525, 0), (1023, 0), (285, 0), (286, 0), (467, 0), (829, 0), (331, 0), (675, 0), (676, 0), (677, 0), (678, 0), (679, 0), (680, 0), (529, 0), (400, 0), (287, 0), (401, 0), (252, 1), (954, 0), (827, 0), (982, 0), (501, 0), (288, 0), (451, 0), (830, 0), (174, 10), (858, 0), (289, 0), (868, 0), (478, 0), (991, 0), (553, 0), (290, 1), (290, 0), (924, 0), (81, 24), (82, 24), (83, 24), (84, 24), (85, 24), (86, 24), (87, 24), (88, 24), (89, 24), (332, 0), (464, 0), (687, 0), (291, 0), (554, 0), (629, 0), (425, 0), (404, 0), (811, 0), (907, 0), (934, 0), (466, 0), (497, 0), (345, 0), (483, 0), (528, 0), (630, 0), (327, 0), (903, 0), (638, 0), (292, 0), (174, 9), (623, 0), (712, 0), (396, 0), (522, 0), (809, 0), (293, 0), (294, 0), (987, 0), (988, 0), (656, 0), (295, 0), (356, 0), (296, 0), (556, 0), (557, 0), (72, 0), (73, 0), (74, 0), (75, 0), (76, 0), (77, 0), (78, 0), (79, 0), (80, 0), (720, 0), (426, 0), (297, 0), (418, 0), (581, 0), (977, 0), (298, 0), (297, 3), (583, 0), (979, 0), (658, 0), (299, 0), (346, 0), (300, 0), (339, 0), (299, 1), (545, 0), (301, 0), (302, 0), (584, 0), (366, 0), (754, 0), (515, 0), (297, 1), (419, 0), (582, 0), (978, 0), (303, 0), (304, 0), (326, 0), (305, 0), (350, 0), (306, 0), (590, 0), (730, 0), (224, 3), (307, 0), (624, 0), (710, 0), (622, 0), (308, 0), (709, 0), (90, 0), (91, 0), (92, 0), (93, 0), (94, 0), (95, 0), (96, 0), (97, 0), (98, 0), (273, 2), (1006, 0), (389, 0), (309, 0), (635, 0), (634, 0), (889, 0), (310, 0), (320, 0), (439, 0), (681, 0), (940, 0), (945, 0), (946, 0), (1025, 0), (355, 0), (311, 0), (461, 0), (427, 0), (596, 0), (169, 2), (695, 0), (900, 0), (312, 0), (929, 0), (722, 0), (372, 0), (203, 4), (715, 0), (621, 0), (901, 0), (447, 0), (790, 0), (329, 0), (352, 0), (729, 0), (342, 0), (479, 0), (353, 0), (704, 0), (705, 0), (523, 0), (388, 0), (795, 0), (671, 0), (203, 5), (430, 0), (431, 0), (432, 0), (473, 0), (474, 0), (475, 0), (716, 0), (354, 0), (774, 0), (313, 0), (314, 0), (325, 0), (910, 0), (448, 0), (385, 0), (788, 0), (465, 0), (373, 0), (315, 0), (532, 0), (316, 0), (892, 0), (893, 0), (99, 0), (100, 0), (101, 0), (102, 0), (103, 0), (104, 0), (105, 0), (106, 0), (107, 0), (240, 2), (1013, 0), (1014, 0), (317, 2), (317, 0), (317, 1), (318, 0), (336, 0), (337, 0), (814, 0), (319, 0), (896, 0), (897, 0), (328, 0)],
    programs: &[
        ("bandit", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("bash", Program { grouped: false, toolchain: false, through: false, values: "-c -lc -ec -ic -xc -cl -ce -cx -exc -xec -euc -euxc -o -O +o +O --rcfile --init-file" }),
        ("bazel", Program { grouped: false, toolchain: false, through: false, values: "--output_user_root --output_base --bazelrc" }),
        ("bazelisk", Program { grouped: false, toolchain: false, through: false, values: "--output_user_root --output_base --bazelrc" }),
        ("black", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("bun", Program { grouped: false, toolchain: false, through: true, values: "--cwd --filter -F --config -c --preload -r --timeout" }),
        ("c8", Program { grouped: false, toolchain: false, through: false, values: "-r --reporter --report-dir -x --exclude -n --include --temp-dir -o" }),
        ("cargo", Program { grouped: false, toolchain: true, through: true, values: "--manifest-path -Z -C --config --color -p --package --exclude -F --features --target --target-dir -j --jobs --profile --bin --test --bench --example --message-format --cargo-profile -E --filterset --partition --archive-file --release-type" }),
        ("checkov", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("cmake", Program { grouped: false, toolchain: false, through: false, values: "-S -B -G -A -T -D -C -j --parallel --config --target -t --preset --toolchain" }),
        ("cross", Program { grouped: false, toolchain: true, through: true, values: "--manifest-path -Z -C --config --color -p --package --exclude -F --features --target --target-dir -j --jobs --profile --bin --test --bench --example --message-format --cargo-profile -E --filterset --partition --archive-file --release-type" }),
        ("ctest", Program { grouped: false, toolchain: false, through: false, values: "-R --tests-regex -E --exclude-regex -L --label-regex -LE --label-exclude -C --build-config -j --parallel --timeout --test-dir -M -T -D -S --preset --repeat --output-junit -O --output-log -I" }),
        ("cucumber", Program { grouped: false, toolchain: false, through: false, values: "-c --config -f --format -o --out -r --require -t --tag -e --example -P --pattern -I" }),
        ("dash", Program { grouped: false, toolchain: false, through: false, values: "-c -lc -ec -ic -xc -cl -ce -cx -exc -xec -euc -euxc -o -O +o +O --rcfile --init-file" }),
        ("deno", Program { grouped: false, toolchain: false, through: false, values: "-c --config --import-map --lock --cwd -L --log-level" }),
        ("docker", Program { grouped: false, toolchain: false, through: false, values: "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel -H --host --context -t --tag --build-arg --target --platform --scale --exit-code-from --attach --timeout --config --log-level" }),
        ("docker-compose", Program { grouped: false, toolchain: false, through: false, values: "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel -H --host --context -t --tag --build-arg --target --platform --scale --exit-code-from --attach --timeout --config --log-level" }),
        ("dotenv", Program { grouped: false, toolchain: false, through: false, values: "-e -f -c" }),
        ("dotnet", Program { grouped: false, toolchain: false, through: true, values: "-c --configuration -f --framework -r --runtime -o --output -v --verbosity -l --logger --filter --collect -s --settings -a --arch --os --project --results-directory -t:*" }),
        ("earthly", Program { grouped: false, toolchain: false, through: false, values: "--build-arg --secret --platform" }),
        ("flake8", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("gitleaks", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("gmake", Program { grouped: true, toolchain: false, through: false, values: "-C --directory -f --file --makefile -I --include-dir -o --old-file -W" }),
        ("go", Program { grouped: false, toolchain: false, through: false, values: "-C -run -bench -timeout -tags -ldflags -coverprofile -covermode -count -o -p -parallel -coverpkg -mod -exec" }),
        ("gradle", Program { grouped: false, toolchain: false, through: false, values: "-p --project-dir -b --build-file -c --settings-file -I --init-script -x --exclude-task -g --gradle-user-home --max-workers --console --warning-mode --tests --profile-dir" }),
        ("gradlew", Program { grouped: false, toolchain: false, through: false, values: "-p --project-dir -b --build-file -c --settings-file -I --init-script -x --exclude-task -g --gradle-user-home --max-workers --console --warning-mode --tests --profile-dir" }),
        ("grype", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("helm", Program { grouped: false, toolchain: false, through: false, values: "-n --namespace --kube-context --kubeconfig -f --values --set" }),
        ("inv", Program { grouped: false, toolchain: false, through: false, values: "-c --collection -r --search-root" }),
        ("invoke", Program { grouped: false, toolchain: false, through: false, values: "-c --collection -r --search-root" }),
        ("isort", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("just", Program { grouped: false, toolchain: false, through: false, values: "-f --justfile -d --working-directory --shell --dotenv-path --dotenv-filename" }),
        ("kics", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("lerna", Program { grouped: false, toolchain: false, through: true, values: "--filter --concurrency --scope --ignore --since --cwd --log-order --parallel -p --projects --base --head" }),
        ("make", Program { grouped: true, toolchain: false, through: false, values: "-C --directory -f --file --makefile -I --include-dir -o --old-file -W" }),
        ("meson", Program { grouped: false, toolchain: false, through: false, values: "-C --suite --wrap --setup --logbase -j --num-processes -t --timeout-multiplier --no-suite" }),
        ("mise", Program { grouped: false, toolchain: false, through: false, values: "-C --cd -E --env -j --jobs" }),
        ("mix", Program { grouped: false, toolchain: false, through: false, values: "--only --exclude --include --seed --max-failures --partitions" }),
        ("mvn", Program { grouped: false, toolchain: false, through: false, values: "-f --file -s --settings -gs -pl --projects -P --activate-profiles -T --threads -l --log-file -t -rf --resume-from -D" }),
        ("mvnd", Program { grouped: false, toolchain: false, through: false, values: "-f --file -s --settings -gs -pl --projects -P --activate-profiles -T --threads -l --log-file -t -rf --resume-from -D" }),
        ("mvnw", Program { grouped: false, toolchain: false, through: false, values: "-f --file -s --settings -gs -pl --projects -P --activate-profiles -T --threads -l --log-file -t -rf --resume-from -D" }),
        ("mypy", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("nerdctl", Program { grouped: false, toolchain: false, through: false, values: "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel -H --host --context -t --tag --build-arg --target --platform --scale --exit-code-from --attach --timeout --config --log-level" }),
        ("ninja", Program { grouped: false, toolchain: false, through: false, values: "-C -f -j -k -l -t -d -w" }),
        ("node", Program { grouped: false, toolchain: false, through: false, values: "-e -p -r --require --import --loader --eval --print --env-file" }),
        ("nox", Program { grouped: false, toolchain: false, through: false, values: "-s --session --sessions -e -f --noxfile -p --pythons --python -k --keywords -t --tags -db --envdir --report" }),
        ("npm", Program { grouped: false, toolchain: false, through: true, values: "--prefix -C -w --workspace --loglevel" }),
        ("nx", Program { grouped: false, toolchain: false, through: true, values: "--filter --concurrency --scope --ignore --since --cwd --log-order --parallel -p --projects --base --head" }),
        ("nyc", Program { grouped: false, toolchain: false, through: false, values: "-r --reporter --report-dir -x --exclude -n --include --temp-dir -o" }),
        ("paratest", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("perl", Program { grouped: false, toolchain: false, through: false, values: "-e -r -I" }),
        ("pest", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("php", Program { grouped: false, toolchain: false, through: false, values: "-d -c -r" }),
        ("php-cs-fixer", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("phpcs", Program { grouped: false, toolchain: false, through: false, values: "--runtime-set" }),
        ("phpstan", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("phpunit", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("pnpm", Program { grouped: false, toolchain: false, through: true, values: "-C --dir -F --filter --filter-prod --reporter --workspace-concurrency --loglevel" }),
        ("podman", Program { grouped: false, toolchain: false, through: false, values: "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel -H --host --context -t --tag --build-arg --target --platform --scale --exit-code-from --attach --timeout --config --log-level" }),
        ("podman-compose", Program { grouped: false, toolchain: false, through: false, values: "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel -H --host --context -t --tag --build-arg --target --platform --scale --exit-code-from --attach --timeout --config --log-level" }),
        ("poe", Program { grouped: false, toolchain: false, through: false, values: "-C --directory -e --executor" }),
        ("poethepoet", Program { grouped: false, toolchain: false, through: false, values: "-C --directory -e --executor" }),
        ("powershell", Program { grouped: false, toolchain: false, through: false, values: "-c -Command -command -ExecutionPolicy -EncodedCommand" }),
        ("psalm", Program { grouped: false, toolchain: false, through: false, values: "-c --configuration --config -d --level -l --memory-limit --testsuite --filter --group --exclude-group --path-mode --rules" }),
        ("pwsh", Program { grouped: false, toolchain: false, through: false, values: "-c -Command -command -ExecutionPolicy -EncodedCommand" }),
        ("pylint", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("pytest", Program { grouped: true, toolchain: false, through: false, values: "-k -m -n -c -p -o -r -W --maxfail --cov --cov-report --cov-config --junitxml --durations --ignore --deselect --timeout --rootdir --tb --dist --reruns --reruns-delay" }),
        ("python", Program { grouped: false, toolchain: false, through: false, values: "-c -m -W -X" }),
        ("rake", Program { grouped: false, toolchain: false, through: false, values: "-f --rakefile -I -r -C --directory" }),
        ("rspec", Program { grouped: false, toolchain: false, through: false, values: "-c --config -f --format -o --out -r --require -t --tag -e --example -P --pattern -I" }),
        ("rubocop", Program { grouped: false, toolchain: false, through: false, values: "-c --config -f --format -o --out -r --require -t --tag -e --example -P --pattern -I" }),
        ("ruby", Program { grouped: false, toolchain: false, through: false, values: "-e -r -I" }),
        ("ruff", Program { grouped: false, toolchain: false, through: false, values: "--config --select --ignore --extend-select --output-format --format -o --output -c --config-file -l --line-length --settings-path -p -m -r -x -s --exclude" }),
        ("rustc", Program { grouped: false, toolchain: true, through: false, values: "--edition --config -o --crate-type -L" }),
        ("rustfmt", Program { grouped: false, toolchain: true, through: false, values: "--edition --config -o --crate-type -L" }),
        ("sbt", Program { grouped: false, toolchain: false, through: false, values: "-ivy -java-home -jvm-opts -mem" }),
        ("semgrep", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("sh", Program { grouped: false, toolchain: false, through: false, values: "-c -lc -ec -ic -xc -cl -ce -cx -exc -xec -euc -euxc -o -O +o +O --rcfile --init-file" }),
        ("snyk", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("task", Program { grouped: false, toolchain: false, through: false, values: "-d --dir -t --taskfile -C --concurrency -o --output" }),
        ("terraform", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("terragrunt", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("tofu", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("tox", Program { grouped: false, toolchain: false, through: true, values: "-e -c --conf -p --parallel -x --override --workdir --root --runner --installpkg -f -m" }),
        ("trivy", Program { grouped: false, toolchain: false, through: false, values: "--exit-code --severity --format -f --output -o --config -c --scanners --security-checks --vuln-type --ignorefile --cache-dir --timeout --template -t --sarif-file --baseline-path --source -s --report-path --report-format --fail-on -d --directory --framework --skip-check --check --terragrunt-working-dir --working-dir" }),
        ("turbo", Program { grouped: false, toolchain: false, through: true, values: "--filter --concurrency --scope --ignore --since --cwd --log-order --parallel -p --projects --base --head" }),
        ("xcodebuild", Program { grouped: false, toolchain: false, through: false, values: "-project -workspace -scheme -destination -configuration -sdk -derivedDataPath -target -resultBundlePath -only-testing -skip-testing -testPlan -archivePath -xctestrun -arch -toolchain -clonedSourcePackagesDirPath" }),
        ("yarn", Program { grouped: false, toolchain: false, through: true, values: "--cwd --since --from --include --exclude -j --jobs --mutex" }),
        ("zsh", Program { grouped: false, toolchain: false, through: false, values: "-c -lc -ec -ic -xc -cl -ce -cx -exc -xec -euc -euxc -o -O +o +O --rcfile --init-file" }),
    ],
    hosts: &[
        ("bash", Form { parts: &[] }),
        ("sh", Form { parts: &[] }),
        ("zsh", Form { parts: &[] }),
        ("dash", Form { parts: &[] }),
        ("pwsh", Form { parts: &[] }),
        ("powershell", Form { parts: &[] }),
        ("python", Form { parts: &[] }),
        ("php", Form { parts: &[] }),
        ("ruby", Form { parts: &[] }),
        ("node", Form { parts: &[] }),
        ("perl", Form { parts: &[] }),
        ("corepack", Form { parts: &[] }),
        ("yarn", Form { parts: &[] }),
        ("yarn", Form { parts: &[Operand(&[Word("run")])] }),
        ("pnpm", Form { parts: &[] }),
        ("bun", Form { parts: &[] }),
        ("bun", Form { parts: &[Operand(&[Word("run")])] }),
        ("bun", Form { parts: &[Operand(&[Word("x")])] }),
        ("deno", Form { parts: &[Operand(&[Word("run")])] }),
        ("tsx", Form { parts: &[] }),
        ("ts-node", Form { parts: &[] }),
        ("cross-env", Form { parts: &[] }),
        ("cross-env-shell", Form { parts: &[] }),
        ("env-cmd", Form { parts: &[] }),
        ("dotenv", Form { parts: &[] }),
        ("nyc", Form { parts: &[] }),
        ("c8", Form { parts: &[] }),
        ("composer", Form { parts: &[Operand(&[Word("exec")])] }),
        ("rustup", Form { parts: &[Operand(&[Word("run")]), Operand(&[Word("*")])] }),
        ("dotnet", Form { parts: &[Operand(&[Word("tool")]), Operand(&[Word("run")])] }),
        ("dotnet", Form { parts: &[Operand(&[Word("exec")])] }),
        ("go", Form { parts: &[Operand(&[Word("run")])] }),
        ("go", Form { parts: &[Operand(&[Word("tool")])] }),
        ("swift", Form { parts: &[Operand(&[Word("run")])] }),
        ("mint", Form { parts: &[Operand(&[Word("run")])] }),
        ("dart", Form { parts: &[Operand(&[Word("run")])] }),
        ("flutter", Form { parts: &[Operand(&[Word("pub")]), Operand(&[Word("run")])] }),
        ("fvm", Form { parts: &[] }),
        ("spring", Form { parts: &[] }),
        ("devbox", Form { parts: &[Operand(&[Word("run")])] }),
        ("nbqa", Form { parts: &[] }),
        ("emmake", Form { parts: &[] }),
        ("emcmake", Form { parts: &[] }),
        ("emconfigure", Form { parts: &[] }),
        ("arch", Form { parts: &[] }),
        ("pipenv-run", Form { parts: &[] }),
        ("winpty", Form { parts: &[] }),
    ],
    no_verdict: &[Flag { name: "--version", values: None }, Flag { name: "--help", values: None }, Flag { name: "-h", values: None }],
};

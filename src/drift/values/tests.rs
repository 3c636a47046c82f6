use super::*;

fn leaves(path: &str, text: &str) -> Vec<(String, String)> {
    let file = SettingsFile { path: path.to_owned(), text: Ok(text.into()) };
    let read = SettingValues::new(&[file]);
    assert!(read.unread.is_empty(), "{:?}", read.unread);
    read.all.iter().map(|((_, name), leaf)| (name.clone(), leaf.held.shown())).collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn one_setting_has_one_name_in_every_file() {
    let wanted = pairs(&[("coverage.report.fail_under", "80"), ("pytest.addopts", "-x")]);
    let toml =
        "[tool.coverage.report]\nfail_under = 80\n[tool.pytest.ini_options]\naddopts = '-x'\n";
    assert_eq!(leaves("pyproject.toml", toml), wanted);
    let ini = "[coverage:report]\nfail_under = 80\n[tool:pytest]\naddopts = -x\n";
    assert_eq!(leaves("setup.cfg", ini), wanted);
    let tox = "[coverage:report]\nfail_under: 80\n[pytest]\naddopts = -x\n[testenv]\ndeps = x\n";
    assert_eq!(leaves("tox.ini", tox), wanted);
}

#[test]
fn overrides_and_lints_are_told_by_what_they_are_about() {
    let toml = "[[tool.mypy.overrides]]\nmodule = ['a', 'b.*']\nignore_errors = true\n";
    assert_eq!(
        leaves("pyproject.toml", toml),
        pairs(&[
            ("mypy.overrides.a.ignore_errors", "true"),
            ("mypy.overrides.a.module", "a, b.*"),
            ("mypy.overrides.b.*.ignore_errors", "true"),
            ("mypy.overrides.b.*.module", "a, b.*"),
        ])
    );
    let toml =
        "[workspace.lints.clippy]\nall = { level = 'deny', priority = -1 }\npanic = 'warn'\n";
    assert_eq!(
        leaves("Cargo.toml", toml),
        pairs(&[("cargo.lints.clippy.all", "deny"), ("cargo.lints.clippy.panic", "warn")])
    );
    let yaml = "rules:\n  no-eval: [error, {a: 1}]\n  semi: off\n";
    assert_eq!(
        leaves(".eslintrc.yml", yaml),
        pairs(&[("eslint.rules.no-eval", "error"), ("eslint.rules.semi", "off")])
    );
}

#[test]
fn objects_of_javascript_are_read_without_their_comments() {
    let text = "export default {\n  // coverageThreshold: { global: { lines: 1 } },\n  coverageThreshold: {\n    global: { lines: 90, /* no */ 'branches': 80.5 },\n    './src/': { statements: -10 },\n  },\n  other: { lines: 3 },\n};\n";
    assert_eq!(
        leaves("jest.config.ts", text),
        pairs(&[
            ("jest.coverageThreshold../src/.statements", "-10"),
            ("jest.coverageThreshold.global.branches", "80.5"),
            ("jest.coverageThreshold.global.lines", "90"),
        ])
    );
    let text = "export default defineConfig({ test: { coverage: { provider: 'v8', thresholds: { lines: 70 } } } })";
    assert!(
        leaves("vitest.config.mts", text)
            .contains(&("vitest.thresholds.lines".into(), "70".into()))
    );
}

#[test]
fn limits_of_jacoco_are_read_in_both_builds() {
    let pom = "<plugin>jacoco</plugin><rule><element>BUNDLE</element><limit><counter>LINE</counter><value>COVEREDRATIO</value><minimum>0.80</minimum></limit></rule>";
    assert_eq!(
        leaves("pom.xml", pom),
        pairs(&[("jacoco.minimum.BUNDLE.LINE.COVEREDRATIO.0", "0.80")])
    );
    let gradle = "jacocoTestCoverageVerification {\n violationRules { rule { limit { minimum = 0.7 } } }\n}\n";
    assert_eq!(leaves("build.gradle", gradle), pairs(&[("jacoco.minimum.-.-.-.0", "0.7")]));
}

#[test]
fn hostile_texts_are_read_to_an_end() {
    for text in [
        "coverageThreshold: {",
        "coverageThreshold: {{{{{{{{{{{{{{{{{{{{{{",
        "\"",
        "/*",
        "coverageThreshold: { a: '",
        "é: coverageThreshold: { é: 'ü' }",
    ] {
        let _ = leaves("jest.config.js", text);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_a_reader(text in "(?s)[-a-z{}:'\"`/*,.=<>é \n\\[\\]]{0,80}") {
        let names =
            ["jest.config.js", "vitest.config.ts", "pom.xml", "gcovr.cfg", "setup.cfg", "codecov.yml"];
        for name in names {
            let text = format!("jacoco coverageThreshold: {{ {text}");
            let file = SettingsFile { path: name.to_owned(), text: Ok(text.into()) };
            let _ = SettingValues::new(&[file]);
        }
    }
}

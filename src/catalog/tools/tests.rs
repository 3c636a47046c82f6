use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any, prop, proptest};

use crate::catalog::settings::entry;
use crate::catalog::tools::lookup::{ToolCatalog, built_in};
use crate::catalog::tools::pattern::{Flag, Form};
use crate::catalog::tools::tool::{Leniency, LeniencySource, Tool, ToolKind, ToolMatch};
use crate::facts::commands::fact::EnvVariable;
use crate::facts::commands::script;
use crate::facts::commands::shells::Language;

/// What a one-line script runs, as the engine sees it: the tool's name, and what is lenient.
fn seen_in<'t>(
    table: &'t ToolCatalog,
    line: &str,
    outer: &[(&str, &str)],
) -> Option<ToolMatch<'t>> {
    let none: &[EnvVariable] = &[];
    let read = script::read(line, Language::Posix, none);
    let invocation = read.invocations.last().unwrap_or_else(|| panic!("no command: {line}"));
    let arguments: Vec<&str> = invocation.arguments.iter().map(|word| word.text.as_str()).collect();
    let own = invocation.assignments.iter().map(|(name, word)| (name.as_str(), word.text.as_str()));
    let environment: Vec<(&str, &str)> = outer.iter().copied().chain(own).collect();
    table.find(&invocation.program, &arguments, &environment)
}

fn name(line: &str) -> String {
    seen_in(built_in(), line, &[]).map(|found| found.tool.name.to_string()).unwrap_or_default()
}

/// `1 --exit-zero`, `$NAME shown`, `- shown`; notes in brackets.
fn lenient(line: &str) -> Vec<String> {
    let Some(found) = seen_in(built_in(), line, &[]) else { return vec!["no gate".to_owned()] };
    let shown = |leniency: &Leniency| {
        let by = match &leniency.by {
            LeniencySource::Argument(index) => index.to_string(),
            LeniencySource::Variable(name) => format!("${name}"),
            LeniencySource::Absence => "-".to_owned(),
        };
        let shown = format!("{by} {}", leniency.shown);
        if leniency.note { format!("({shown})") } else { shown }
    };
    found.lenient.iter().map(shown).collect()
}

#[test]
fn the_table_is_sound() {
    let read = ToolCatalog::read(include_str!("../shared.toml"), &entry::files());
    let table = read.unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.join("\n"));
    });
    let by_name = |tool: &&Tool| !tool.name.starts_with("script ");
    assert!(table.tools().iter().filter(by_name).count() >= 140);
    let names: BTreeSet<&str> = table.tools().iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(names.len(), table.tools().len());
    for tool in table.tools() {
        assert!(!tool.forms.is_empty(), "{}", tool.name);
        for rule in tool.terms.lenient {
            let effect = rule.effect;
            assert!(effect.starts_with(|c: char| c.is_lowercase()), "{}: {effect}", tool.name);
            assert!(!effect.ends_with('.'), "{}: {effect}", tool.name);
        }
    }
    let kinds: BTreeSet<ToolKind> = table.tools().iter().map(|tool| tool.kind).collect();
    let nouns: BTreeSet<&str> = kinds.iter().map(|kind| kind.noun()).collect();
    assert_eq!((kinds.len(), nouns.len()), (10, 10));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the file is written anew where that is asked for")]
fn the_catalogue_that_is_built_in_is_that_of_the_text() {
    let read = ToolCatalog::read(include_str!("../shared.toml"), &entry::files()).unwrap();
    let written = super::write::rust(read.table);
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog/tools/table.rs");
        std::fs::write(path, &written).unwrap();
        return;
    }
    let how = "run `UPDATE=1 cargo test --lib the_catalogue`";
    assert!(written == include_str!("table.rs"), "src/catalog/tools/table.rs is stale: {how}");
    for sorted in [
        read.table.by_program.iter().map(|place| read.table.program(*place)).collect::<Vec<_>>(),
        read.table.programs.iter().map(|(name, _)| *name).collect(),
    ] {
        assert!(sorted.is_sorted() && !sorted.is_empty());
    }
}

#[test]
fn the_lines_of_an_entry_are_gates_of_it_or_none() {
    let mut wrong = Vec::new();
    for entry in entry::read(&entry::files()).unwrap() {
        let commands = entry.command.iter().filter_map(|commands| commands.as_array()).flatten();
        let own: Vec<(&str, bool)> = commands
            .filter_map(|command| {
                let is_by_name = command.get("kind")?.as_str()? == "by-name";
                Some((command.get("name")?.as_str()?, is_by_name))
            })
            .collect();
        let is_own = |found: &str| {
            own.iter().any(|(name, is_by_name)| {
                let set = found.strip_prefix(name);
                set.is_some_and(|set| set.is_empty() || *is_by_name && set.starts_with(' '))
            })
        };
        let gates = entry.gate.iter().filter(|line| !is_own(&name(line)));
        let others = entry.no_gate.iter().filter(|line| !name(line).is_empty());
        wrong.extend(
            gates.chain(others).map(|line| format!("{}: {line}: {}", entry.name, name(line))),
        );
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_option_that_a_tool_has_is_found_in_it() {
    // an option that the words before it hide, or that no form lets through, would never be told
    let mut wrong = Vec::new();
    for tool in built_in().tools() {
        let Some((program, form)) = tool.forms.first() else { continue };
        let mut words = words_of(form);
        words.extend(tool.terms.only_with.first().map(written).unwrap_or_default());
        for rule in tool.terms.lenient {
            let Some(flag) = rule.flags.first() else { continue };
            let mut line = words.clone();
            line.extend(written(flag));
            let line: Vec<&str> = line.iter().map(String::as_str).collect();
            let found = built_in().find(program, &line, &[]);
            let told = found.is_some_and(|found| {
                found.lenient.iter().any(|leniency| leniency.effect == rule.effect)
            });
            if !told {
                wrong.push(format!("{}: {program} {line:?}", tool.name));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// An option as it may be written, with the first value that counts.
fn written(flag: &Flag) -> Vec<String> {
    let shown = format!("{flag:?}");
    let value = shown.split("values: Some([\"").nth(1).and_then(|rest| rest.split('"').next());
    let Some(value) = value else { return vec![flag.name.to_owned()] };
    let value =
        value.replace("!0", "2").replace("!none", "all").replace("?*", "x").replace('*', "");
    let value = if value.is_empty() { "x".to_owned() } else { value };
    let separate = flag.name.len() == 2 && flag.name.starts_with('-');
    if separate {
        vec![flag.name.to_owned(), value]
    } else {
        vec![format!("{}={value}", flag.name)]
    }
}

fn words_of(form: &Form) -> Vec<String> {
    use super::pattern::{Choice, FormPart};
    let word = |part: &FormPart| match part {
        FormPart::Operand(choices) => match choices.first() {
            Some(Choice::Word(word)) => {
                vec![word.split('|').next().unwrap_or_default().replace('*', "x")]
            }
            Some(Choice::Name(names)) => {
                vec![names.words.split(' ').next().unwrap_or_default().replace('=', "")]
            }
            None => Vec::new(),
        },
        FormPart::Option(flag) => written(flag),
        FormPart::Any | FormPart::End => Vec::new(),
    };
    form.parts.iter().flat_map(word).collect()
}

#[test]
fn gates_are_known() {
    let mut wrong = Vec::new();
    for (line, tool) in [
        // Python
        ("python -m pytest -q", "pytest"),
        ("uv run --frozen pytest tests", "pytest"),
        ("python3.12 -m unittest discover", "unittest"),
        ("python manage.py test app", "manage.py test"),
        ("tox -e py312,lint", "tox"),
        ("nox -s tests", "nox"),
        ("hatch test --all", "hatch test"),
        ("ruff check .", "ruff check"),
        ("ruff .", "ruff check"),
        ("ruff format --check .", "ruff format"),
        ("black --check --diff src", "black"),
        ("isort -c .", "isort"),
        ("poetry run mypy src", "mypy"),
        ("pip-audit -r requirements.txt", "pip-audit"),
        ("python -m build", "build"),
        ("twine check dist/*", "twine check"),
        ("pre-commit run --all-files", "pre-commit"),
        ("coverage report --fail-under=90", "coverage report --fail-under"),
        ("python ./tools/run_tests.py --all", "script test"),
        // JavaScript
        ("npm test", "npm test"),
        ("npm --prefix web run test:unit -- --ci", "npm run test"),
        ("npm run lint", "npm run lint"),
        ("npm run type-check", "npm run types"),
        ("npm run format:check", "npm run format"),
        ("yarn test", "yarn test"),
        ("yarn eslint .", "yarn lint"),
        ("yarn jest --ci", "yarn test"),
        ("yarn tsc --noEmit", "yarn types"),
        ("yarn workspace app run build", "yarn build"),
        ("pnpm -r test", "pnpm test"),
        ("pnpm --filter web run lint", "pnpm lint"),
        ("pnpm nx run-many -t test", "nx run-many"),
        ("bun test", "bun test"),
        ("bun run build", "npm run build"),
        ("npx turbo run test --filter=web", "turbo test"),
        ("npx nx run-many -t test", "nx run-many"),
        ("npx lerna run test --stream", "lerna test"),
        ("npx playwright test", "playwright"),
        ("npx cypress run --browser chrome", "cypress"),
        ("./node_modules/.bin/eslint src", "eslint"),
        ("npx cross-env CI=1 jest", "jest"),
        ("npx nyc --reporter=lcov mocha", "mocha"),
        ("npx prettier --check .", "prettier"),
        ("npx prettier -c .", "prettier"),
        ("npx tsc --noEmit", "tsc"),
        ("node --test", "node --test"),
        ("npm audit --audit-level=high", "npm audit"),
        ("corepack yarn test", "yarn test"),
        // Rust
        ("cargo test --all-features", "cargo test"),
        ("cargo +nightly test --no-fail-fast", "cargo test"),
        ("cargo --locked nextest run", "cargo nextest"),
        ("cargo clippy --all-targets -- -D warnings", "cargo clippy"),
        ("cargo fmt --all -- --check", "cargo fmt"),
        ("cargo fmt --check", "cargo fmt"),
        ("cargo deny check", "cargo deny"),
        ("cargo xtask ci", "task runner check"),
        ("rustup run stable cargo build", "cargo build"),
        ("cargo publish --dry-run", "cargo publish --dry-run"),
        // Go
        ("go test ./...", "go test"),
        ("go vet ./...", "go vet"),
        ("golangci-lint run", "golangci-lint"),
        ("go run github.com/golangci/golangci-lint/cmd/golangci-lint@v1 run", "golangci-lint"),
        ("go build ./...", "go build"),
        // Java
        ("mvn -B -f pom.xml verify", "mvn verify"),
        ("./mvnw --no-transfer-progress clean test", "mvn test"),
        ("./gradlew :app:testDebugUnitTest", "gradle test"),
        ("gradle check", "gradle check"),
        ("./gradlew clean build --scan", "gradle build"),
        ("./gradlew spotlessCheck", "gradle format"),
        ("sbt 'project core' test", "sbt test"),
        ("bazel test //...", "bazel test"),
        // .NET, Ruby, PHP
        ("dotnet test -c Release", "dotnet test"),
        ("dotnet build --no-restore", "dotnet build"),
        ("dotnet format --verify-no-changes", "dotnet format"),
        ("bundle exec rspec", "rspec"),
        ("bundle exec rake test", "task runner test"),
        ("bin/rails test", "rails test"),
        ("bundle exec rubocop", "rubocop"),
        ("vendor/bin/phpunit", "phpunit"),
        ("php -d memory_limit=-1 vendor/bin/phpstan analyse", "phpstan"),
        ("php artisan test", "artisan test"),
        ("composer test", "task runner test"),
        // C and C++
        ("cmake --build build --target test", "cmake --build test"),
        ("cmake --build . --config Release", "cmake --build"),
        ("cmake --workflow --preset ci", "cmake --build"),
        ("ctest --test-dir build", "ctest"),
        ("ninja -C build", "ninja"),
        ("ninja -C build check", "ninja test"),
        ("meson test -C build", "meson test"),
        ("make -j4", "make"),
        ("make -C sub CC=gcc", "make"),
        ("make VERBOSE=1 lint test", "make test"),
        ("make -C lib check", "make check"),
        ("make test-${{matrix.x}}", "make test"),
        ("clang-tidy-18 a.cc", "clang-tidy"),
        // others
        ("mix test --cover", "mix test"),
        ("mix format --check-formatted", "mix format"),
        ("swift test", "swift test"),
        ("xcodebuild -scheme A -destination x test", "xcodebuild test"),
        ("stack test", "stack test"),
        ("flutter test", "flutter test"),
        ("dart format --set-exit-if-changed .", "dart format"),
        ("shellcheck a.sh", "shellcheck"),
        ("bash ./ci/test.sh", "script test"),
        ("./scripts/run-tests.sh", "script test"),
        ("docker build -t x .", "docker build"),
        ("docker buildx build .", "docker buildx build"),
        ("hadolint Dockerfile", "hadolint"),
        ("trivy image x", "trivy"),
        ("terraform validate", "terraform validate"),
        ("terraform fmt -check -recursive", "terraform fmt"),
        ("helm lint chart", "helm lint"),
        ("mkdocs build --strict", "mkdocs build"),
        ("sphinx-build -W docs out", "sphinx-build"),
        ("just test", "just test"),
        ("task lint", "task lint"),
        ("pdm run test", "test"),
    ] {
        if name(line) != tool {
            wrong.push(format!("{line}: {}", name(line)));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn other_commands_are_no_gates() {
    let mut wrong = Vec::new();
    for line in [
        "grep --exit-zero x",
        "pytest --version",
        "pytest --collect-only -q",
        "black .",
        "ruff format .",
        "npx prettier --write .",
        "cargo fmt",
        "gofmt -w .",
        "clang-format -i a.c",
        "terraform fmt",
        "echo pytest",
        "npm run start",
        "npm ci",
        "npm install jest",
        "npm audit fix",
        "npm run test:watch",
        "npm run lint:fix",
        "yarn install",
        "yarn add --dev jest",
        "pnpm install",
        "make clean",
        "make install",
        "make -C test clean",
        "make -n test",
        "pip install pytest",
        "uv pip install pytest",
        "python -m pip install tox",
        "apt-get install shellcheck",
        "git diff --quiet",
        "git diff --exit-code",
        "rm -rf build",
        "cargo --version",
        "cargo install cargo-nextest",
        "cargo run",
        "go version",
        "go install x",
        "mvn clean",
        "mvn dependency:go-offline",
        "./gradlew --version",
        "./gradlew clean",
        "docker pull x",
        "docker push x",
        "docker compose up -d",
        "docker compose down",
        "docker run -d redis",
        "cmake --install build",
        "cmake -E make_directory x",
        "ctest -N",
        "tox --notest -e py",
        "tox list",
        "codecov upload-process",
        "twine upload dist/*",
        "cargo publish",
        "npm publish",
        "test -z \"$x\"",
        "test -f x",
        "bash -c 'echo test.sh'",
        "bash setup.sh",
        "./install-test-deps.sh",
        "python -c 'import pytest'",
        "playwright install --with-deps",
        "pre-commit install",
        "coverage xml",
        "trivy --version",
        "semgrep login",
        "xcodebuild -version",
        "trufflehog3 .",
    ] {
        if !name(line).is_empty() {
            wrong.push(format!("{line}: {}", name(line)));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn leniency_of_tests_and_builds_is_found_where_it_stands() {
    assert_eq!(
        not_as_expected(&[
            ("pytest -q --suppress-no-test-exit-code", "1 --suppress-no-test-exit-code"),
            ("pytest tests --snapshot-update", "1 --snapshot-update"),
            ("pytest --reruns 3", "(0 --reruns 3)"),
            ("pytest --reruns=0", ""),
            ("PYTEST_ADDOPTS='-q --reruns 2' pytest", "($PYTEST_ADDOPTS --reruns 2)"),
            ("flake8 . --exit-zero", "1 --exit-zero"),
            ("ruff check --exit-zero .", "1 --exit-zero"),
            ("ruff check -e .", "1 -e"),
            ("pylint --fail-under=0 x", "0 --fail-under=0"),
            ("pylint --fail-under=9 x", ""),
            ("bandit -r src --exit-zero", "2 --exit-zero"),
            ("tox --skip-missing-interpreters", "0 --skip-missing-interpreters"),
            ("tox --skip-missing-interpreters=false", ""),
            ("SKIP=ruff pre-commit run", "($SKIP SKIP=ruff)"),
            ("npx jest --passWithNoTests", "0 --passWithNoTests"),
            ("npx jest --passWithNoTests=false", ""),
            ("npx jest -u", "0 -u"),
            ("npm test -- --passWithNoTests", "2 --passWithNoTests"),
            ("npm run test --if-present", "2 --if-present"),
            ("yarn jest --ci -u", "2 -u"),
            ("npx vitest run --passWithNoTests", "1 --passWithNoTests"),
            ("npx playwright test --retries=2", "(1 --retries=2)"),
            ("npx playwright test --update-snapshots", "1 --update-snapshots"),
            ("npx stylelint --allow-empty-input x", "0 --allow-empty-input"),
            ("npm audit --audit-level=none", "1 --audit-level=none"),
            ("cargo nextest run --no-tests=pass", "2 --no-tests=pass"),
            ("cargo nextest run --no-tests warn", "2 --no-tests warn"),
            ("cargo nextest run --retries 2", "(2 --retries 2)"),
            ("cargo test --no-fail-fast", ""),
            ("cargo insta test --accept", "2 --accept"),
            ("INSTA_FORCE_PASS=1 cargo test", "$INSTA_FORCE_PASS INSTA_FORCE_PASS=1"),
            ("INSTA_FORCE_PASS=0 cargo test", ""),
            ("golangci-lint run --issues-exit-code 0", "1 --issues-exit-code 0"),
            ("golangci-lint run --issues-exit-code=1", ""),
            ("gosec -no-fail ./...", "0 -no-fail"),
            ("gofmt -l .", "(0 -l)"),
            ("mvn -B test -Dmaven.test.failure.ignore", "2 -Dmaven.test.failure.ignore"),
            ("mvn test -Dmaven.test.failure.ignore=true", "1 -Dmaven.test.failure.ignore=true"),
            ("mvn test -Dmaven.test.failure.ignore=false", ""),
            ("mvn test -D maven.test.failure.ignore=true", "1 -D maven.test.failure.ignore=true"),
            ("mvn test -fae", ""),
            ("mvn -fn test", "0 -fn"),
            ("mvn test -DskipTests", "1 -DskipTests"),
            ("mvn package -DskipTests", "(1 -DskipTests)"),
            (
                "MAVEN_OPTS='-Xmx1g -Dmaven.test.failure.ignore=true' mvn verify",
                "$MAVEN_OPTS -Dmaven.test.failure.ignore=true",
            ),
            ("gradle test --continue", ""),
            ("gradle build -x test", "(1 -x test)"),
            ("dotnet test --filter Category=Unit", "(1 --filter Category=Unit)"),
            ("dotnet test -- --ignore-exit-code 8", "2 --ignore-exit-code 8"),
            ("rspec --failure-exit-code 0", "0 --failure-exit-code 0"),
            ("brakeman --no-exit-on-warn", "0 --no-exit-on-warn"),
            (
                "phpcs --runtime-set ignore_errors_on_exit 1 src",
                "0 --runtime-set ignore_errors_on_exit 1",
            ),
            ("phpcs --runtime-set ignore_errors_on_exit 0 src", ""),
            ("phpunit --do-not-fail-on-risky", "0 --do-not-fail-on-risky"),
            ("make -ki test", "0 -ki"),
            ("make -k test", ""),
            ("make -C i test", ""),
            ("MAKEFLAGS=-i make test", "$MAKEFLAGS -i"),
        ]),
        [""; 0]
    );
}

#[test]
fn leniency_of_linters_and_scanners_is_found_where_it_stands() {
    assert_eq!(
        not_as_expected(&[
            ("cppcheck src", "- cppcheck without --error-exitcode"),
            ("cppcheck --error-exitcode=1 src", ""),
            ("cppcheck --error-exitcode=0 src", "0 --error-exitcode=0"),
            ("cppcheck $CPPCHECK_ARGS src", ""),
            ("clang-format --dry-run -Werror a.c", ""),
            ("clang-format --dry-run a.c", "- clang-format without --Werror"),
            ("ctest -LE slow -j", ""),
            ("ctest -R x", "(0 -R x)"),
            ("ctest -R x --no-tests=error", ""),
            ("mix credo --mute-exit-status", "1 --mute-exit-status"),
            ("trivy image alpine", "- trivy image without --exit-code"),
            ("trivy image --exit-code 1 alpine", ""),
            ("trivy image --exit-code 1 --exit-code 0 alpine", "3 --exit-code 0"),
            ("TRIVY_EXIT_CODE=1 trivy image alpine", ""),
            ("TRIVY_EXIT_CODE=0 trivy image alpine", "$TRIVY_EXIT_CODE TRIVY_EXIT_CODE=0"),
            ("grype dir:.", "- grype without -f"),
            ("grype --fail-on high dir:.", ""),
            ("gitleaks detect --exit-code=0", "1 --exit-code=0"),
            ("trufflehog git file://.", "- trufflehog without --fail"),
            ("semgrep scan --config auto", "- semgrep without --error"),
            ("semgrep scan --error", ""),
            ("semgrep ci", ""),
            ("zizmor --format sarif .", "0 --format sarif"),
            ("zizmor --format=plain .", ""),
            ("checkov -d . -s", "2 -s"),
            ("checkov -d . --soft-fail", "2 --soft-fail"),
            ("tflint --force", "0 --force"),
            ("kics scan --ignore-on-exit all", "1 --ignore-on-exit all"),
            ("hadolint --failure-threshold none Dockerfile", "0 --failure-threshold none"),
            ("docker compose up", "- docker compose up without --exit-code-from"),
            ("docker compose -f a.yml up --abort-on-container-exit", ""),
            ("docker compose up --exit-code-from tests", ""),
            (
                "php vendor/bin/phpcs --runtime-set ignore_errors_on_exit 1",
                "1 --runtime-set ignore_errors_on_exit 1",
            ),
        ]),
        [""; 0]
    );
}

/// The lines in which something else is found.
fn not_as_expected(lines: &[(&str, &str)]) -> Vec<String> {
    let found = lines.iter().map(|(line, expected)| (line, expected, lenient(line).join(", ")));
    let wrong = found.filter(|(_, expected, found)| found != *expected);
    wrong.map(|(line, _, found)| format!("{line}: {found}")).collect()
}

#[test]
fn a_leniency_says_what_it_does_and_what_to_do() {
    let found = seen_in(built_in(), "flake8 --exit-zero", &[]).unwrap();
    let leniency = found.lenient.first().unwrap();
    assert_eq!(found.tool.kind.noun(), "linter");
    assert_eq!(leniency.effect, "reports findings and exits 0");
    assert_eq!(leniency.fix, "drop --exit-zero");
    let found = seen_in(built_in(), "trivy fs .", &[]).unwrap();
    assert_eq!(found.lenient.first().unwrap().fix, "add --exit-code 1");
    let found = seen_in(built_in(), "grype .", &[]).unwrap();
    assert_eq!(found.lenient.first().unwrap().fix, "add --fail-on high");
}

#[test]
fn the_nearest_variable_counts_and_arguments_come_first() {
    let outer = [("TRIVY_EXIT_CODE", "0")];
    let found = seen_in(built_in(), "TRIVY_EXIT_CODE=1 trivy image x", &outer).unwrap();
    assert_eq!(found.lenient, []);
    let outer = [("PYTEST_ADDOPTS", "--reruns 2")];
    let found = seen_in(built_in(), "pytest --snapshot-update", &outer).unwrap();
    let by: Vec<&LeniencySource> = found.lenient.iter().map(|leniency| &leniency.by).collect();
    assert_eq!(
        by,
        [&LeniencySource::Argument(0), &LeniencySource::Variable("PYTEST_ADDOPTS".to_owned())]
    );
}

#[test]
fn a_policy_adds_gates_and_takes_some_away() {
    let table = built_in()
        .with(
            &["./scripts/verify-all *", "uv run mytool check", "python tools/probe.py *.toml *"],
            &["make docs", "npm run build *", "mytool check"],
        )
        .unwrap();
    let name = |line: &str| seen_in(&table, line, &[]).map(|found| found.tool.name.to_string());
    assert_eq!(name("scripts/verify-all").as_deref(), Some("./scripts/verify-all *"));
    assert_eq!(name("./scripts/verify-all a b").as_deref(), Some("./scripts/verify-all *"));
    assert!(name("python ./tools/probe.py a.toml -v").is_some());
    assert!(name("python tools/probe.py a.txt").is_none());
    assert!(name("mytool check").is_none(), "in both lists: no gate");
    assert!(name("make docs").is_none());
    assert!(name("make docs test").is_some());
    assert!(name("npm run build -- --prod").is_none());
    assert!(name("npm run test").is_some());
    let none: &[&str] = &[];
    assert_eq!(built_in().with(&["", "*", "x *"], none).unwrap_err().len(), 2);
}

#[test]
fn a_table_tells_all_its_mistakes() {
    let shared = r#"
        odd = 1
        [names]
        except = "x"
        test = "test"
    "#;
    let entry = r#"
        [[command]]
        name = "a"
        kind = "lint"
        run = ["a @none", "a --x|--y"]
        lenient = [{ flag = "exit", effect = "b" }, { flag = "--x" }, "@none"]
        [[command]]
        name = "a"
        kind = "colour"
        [[command]]
        name = "b"
        kind = "test"
        only-with = 3
        [[command]]
        name = "b"
        kind = "test"
    "#;
    let entries = |text: &str| [("a".to_owned(), text.to_owned())];
    let mistakes = ToolCatalog::read(shared, &entries(entry)).unwrap_err().join("\n");
    for part in [
        "line 2: the file: `odd` is no key here",
        "a: `@none` in `a @none` is not known",
        "--x|--y",
        "`exit` in `flag` is no option",
        "a: an item of `lenient` says not by what",
        "a: an item of `lenient` has no `effect`",
        "nor a known list",
        "a.toml line 9: a: there must be a `kind`",
        "b: `only-with` must be a string",
        "tool `b` is there twice",
    ] {
        assert!(mistakes.contains(part), "{part}\n{mistakes}");
    }
    let unread = |shared: &str, text: &str| ToolCatalog::read(shared, &entries(text)).unwrap_err();
    assert!(unread("[[tool]", "")[0].starts_with("line 1: "));
    assert!(unread("", "[[tool]")[0].starts_with("a.toml line 1: "));
}

fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "cargo",
        "test",
        "--",
        "-",
        "",
        "--exit-code",
        "--exit-code=0",
        "run",
        "-D",
        "-Dx=",
        "-x",
        "make",
        "php",
        "yarn",
        "é=",
        "+",
        "@",
        "*",
        "$ARGS",
        "-s",
        "--=",
        "image",
        "test.sh",
        "=",
        "--runtime-set",
    ]);
    let word = proptest::prop_oneof![word.prop_map(str::to_owned), any::<String>()];
    prop::collection::vec(word, 0..12)
}

proptest! {
    #[test]
    fn any_words_are_taken(
        program in 0..2000_usize, other in any::<String>(), words in words(), value in any::<String>(),
    ) {
        let table = built_in().table;
        let known = table.by_program.get(program);
        let program = known.map_or(other.as_str(), |place| table.program(*place));
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let environment = [("MAKEFLAGS", value.as_str()), ("MAVEN_OPTS", value.as_str())];
        if let Some(found) = built_in().find(program, &arguments, &environment) {
            for leniency in found.lenient {
                if let LeniencySource::Argument(index) = leniency.by {
                    assert!(index < arguments.len());
                }
            }
        }
        let pattern = words.join(" ");
        let _ = built_in().with(&[pattern.as_str()], &[other.as_str()]);
    }
}

#[test]
fn a_text_that_nobody_can_read_names_its_first_gate() {
    let named = |text: &str| built_in().mention(text).map(|mention| mention.tool);
    assert_eq!(named("if pytest; then").as_deref(), Some("pytest"));
    assert_eq!(named("x=$(cargo  test --all").as_deref(), Some("cargo test"));
    assert_eq!(named("echo '\ncd web && uv run mypy src").as_deref(), Some("mypy"));
    assert_eq!(
        named("$n = (Get-It).Count\ncmake --build . --config ${{matrix.type}} --parallel $n")
            .as_deref(),
        Some("cmake --build")
    );
    assert_eq!(named("if cargo publish; then # not cargo test"), None);
    assert_eq!(named("# pytest\nif make test-pytest-plugin-deps; then"), None);
    let own = built_in().with(&["ourtool check"], &["make lint"]).unwrap();
    assert_eq!(own.mention("if ourtool check; then").unwrap().tool, "ourtool check");
    assert_eq!(own.mention("if make lint; then"), None);
    // A great many words.
    assert_eq!(named(&"cargo ".repeat(100_000)), None);
}

//! Words in names of actions, steps and scripts that say what they do, as data.

use crate::facts::commands::tools::Kind;
use crate::formats::workflow::model::Job;

/// Words in the name of an action that judges, and what it judges.
const JUDGES: [(&str, Option<Kind>); 55] = [
    ("action-detekt", Some(Kind::Lint)),
    ("actionlint", Some(Kind::Lint)),
    ("analyze", Some(Kind::Scan)),
    ("audit", Some(Kind::Scan)),
    ("bandit", Some(Kind::Scan)),
    ("black", Some(Kind::Format)),
    ("breaking", Some(Kind::Lint)),
    ("buf-action", Some(Kind::Lint)),
    ("cargo-deny", Some(Kind::Scan)),
    ("check", None),
    ("checkov", Some(Kind::Scan)),
    ("cibuildwheel", Some(Kind::Build)),
    ("cifuzz", Some(Kind::Test)),
    ("clang-format", Some(Kind::Format)),
    ("clippy", Some(Kind::Lint)),
    ("coverage-action", None),
    ("cobertura", None),
    ("codespell", Some(Kind::Lint)),
    ("codspeed", Some(Kind::Bench)),
    ("commitlint", Some(Kind::Lint)),
    ("dependency-review", Some(Kind::Scan)),
    ("diff-cover", None),
    ("editorconfig", Some(Kind::Lint)),
    ("eslint", Some(Kind::Lint)),
    ("flake8", Some(Kind::Lint)),
    ("fuzz", Some(Kind::Test)),
    ("gitleaks", Some(Kind::Scan)),
    ("golangci", Some(Kind::Lint)),
    ("govulncheck", Some(Kind::Scan)),
    ("grype", Some(Kind::Scan)),
    ("hadolint", Some(Kind::Lint)),
    ("lint", Some(Kind::Lint)),
    ("lychee", Some(Kind::Docs)),
    ("misspell", Some(Kind::Lint)),
    ("mypy", Some(Kind::Types)),
    ("osv-scanner", Some(Kind::Scan)),
    ("pre-commit", Some(Kind::Lint)),
    ("prettier", Some(Kind::Format)),
    ("pyright", Some(Kind::Types)),
    ("ruff", Some(Kind::Lint)),
    ("rubocop", Some(Kind::Lint)),
    ("rustfmt", Some(Kind::Format)),
    ("scan", Some(Kind::Scan)),
    ("semgrep", Some(Kind::Scan)),
    ("semver", Some(Kind::Lint)),
    ("shellcheck", Some(Kind::Lint)),
    ("snyk", Some(Kind::Scan)),
    ("sonar", Some(Kind::Scan)),
    ("spell", Some(Kind::Lint)),
    ("test", Some(Kind::Test)),
    ("trivy", Some(Kind::Scan)),
    ("trufflehog", Some(Kind::Scan)),
    ("typos", Some(Kind::Lint)),
    ("validat", None),
    ("zizmor", Some(Kind::Scan)),
];

/// Words of what carries things about, reports or sets up: no verdict on the change.
const CARRIES: [&str; 36] = [
    "alls-green",
    "artifact",
    "autobuild",
    "codeql-action/init",
    "badge",
    "cache",
    "checkout",
    "clean",
    "codecov",
    "comment",
    "configure",
    "coveralls",
    "credentials",
    "deploy",
    "download",
    "environment",
    "github-script",
    "install",
    "label",
    "lock-threads",
    "login",
    "notif",
    "pages",
    "print",
    "publish",
    "release",
    "report",
    "set up",
    "set-up",
    "setup",
    "slack",
    "stale",
    "toolchain",
    "upload",
    "version",
    "wait",
];

/// Words in the name of a step or script that checks.
const CHECKS: [&str; 20] = [
    "analy", "assert", "audit", "bench", "check", "clippy", "compare", "cover", "dialyzer", "diff",
    "e2e", "fuzz", "lint", "scan", "smoke", "spec", "test", "types", "valid", "verif",
];

/// Programs that prepare, carry, ask or talk.
const PREPARES: &str = " . [ [[ : add-apt-repository apk apt apt-get aws awk az base64 basename brew cat cd choco
    chmod chown conda command corepack cp curl cut date declare defaults df dirname dnf docker do done dpkg du echo
    env eval exit export expr false find free gcloud gem gh git grep groups gunzip gzip hash head helm hostname id
    if install jq kill kubectl let ln local ls lscpu mamba micromamba mkdir mktemp modprobe mount mv nproc nvm
    opam openssl pacman pip pip3 pipx pkg popd printenv printf ps pushd pwd read readonly realpath return rm
    rsync rustup sdkmanager sed service set shift shopt sleep sort source ssh ssh-keyscan stat sudo swapoff
    sysctl systemctl tail tar tee test touch tr true type ulimit umask uname uniq unlink unset unzip update-alternatives
    vcpkg wc wget which whoami winget xargs yq yum zip Write-Host Write-Output Get-Content Set-Content Copy-Item
    New-Item Remove-Item Expand-Archive Invoke-WebRequest npm yarn pnpm bundle composer go cargo poetry uv pdm
    hatch rye dotnet nuget ";

fn has(name: &str, words: &[&str]) -> bool {
    let name = plain(name);
    words.iter().any(|word| name.contains(word))
}

/// In lower case, without words that end like others.
fn plain(name: &str) -> String {
    name.to_lowercase().replace("latest", "").replace("attest", "")
}

/// Whether an action judges by itself, and what. `name` is `owner/repository/folder` in lower case, and
/// `inputs` the texts that it is given.
///
/// The owner's name counts as little as it can: `golangci/golangci-lint-action` is known by both, and
/// `actions/labeler` by none.
pub(crate) fn judging_action(name: &str, inputs: &str) -> Option<Option<Kind>> {
    let name = plain(name);
    let (owner, own) =
        name.split_once('/').filter(|_| !name.starts_with("./")).unwrap_or(("", &name));
    if has(own, &CARRIES) {
        return None;
    }
    let judges =
        |of: &str| JUDGES.iter().find(|(word, _)| of.contains(word)).map(|(_, kind)| *kind);
    let is_nameless = own
        .split(['-', '_', '/'])
        .all(|part| matches!(part, "action" | "actions" | "github" | "gh"));
    let found = judges(own).or_else(|| judges(owner).filter(|_| is_nameless));
    // Actions that run what they are told: `actions-rs/cargo` with `command: test`.
    let runs = ["actions-rs/cargo", "gradle/gradle-build-action", "coactions/setup-xvfb"];
    found.or_else(|| (runs.contains(&name.as_str()) && has(inputs, &CHECKS)).then_some(None))
}

/// Whether a name says that its bearer checks something.
pub(crate) fn checks(name: &str) -> bool {
    has(name, &CHECKS)
}

/// Whether a name says that its bearer carries, reports or sets up: `Upload test results` does, by its
/// first word, and `Test the upload` does not.
pub(crate) fn carries(name: &str) -> bool {
    let first =
        name.trim_start_matches(['.', '/']).split([' ', '-', '_', ':']).next().unwrap_or_default();
    has(first, &CARRIES) || (has(name, &CARRIES) && !checks(name))
}

/// Whether a command prepares what others judge; `source run_tests.sh` does not.
pub(crate) fn prepares(program: &str, text: &str) -> bool {
    let is_file = matches!(program, "source" | ".") && checks(text);
    !is_file && PREPARES.split_whitespace().any(|known| known == program)
}

/// Words in the id or name of a job that gives something out of hand.
const RELEASES: [&str; 9] =
    ["bump", "deliver", "deploy", "docker-push", "promote", "publish", "release", "ship", "upload"];

/// Commands and actions that do so.
const HANDS_OUT: [&str; 18] = [
    "cargo publish",
    "npm publish",
    "pnpm publish",
    "yarn publish",
    "twine upload",
    "poetry publish",
    "uv publish",
    "gem push",
    "gh release create",
    "goreleaser release",
    "docker push",
    "helm push",
    "kubectl apply",
    "terraform apply",
    "pypi-publish",
    "action-gh-release",
    "deploy-pages",
    "build-push-action",
];

/// Whether a job gives something out of hand: a release, a deployment.
pub(crate) fn releases(job: &Job) -> bool {
    let name = job.name.as_ref().map_or("", |name| name.as_str());
    let says = |text: &str| has(text, &HANDS_OUT);
    has(job.id.as_str(), &RELEASES)
        || has(name, &RELEASES)
        || job.steps.iter().any(|step| {
            step.run.as_ref().is_some_and(|run| says(&run.text))
                || step.uses.as_ref().is_some_and(|uses| says(uses.as_str()))
        })
}

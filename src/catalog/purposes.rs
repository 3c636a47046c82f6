//! Words in names of actions, steps and scripts that say what they do, as data.

use crate::catalog::tools::tool::ToolKind;
use crate::formats::workflow::model::Job;

/// Words in the name of an action that judges, and what it judges.
const JUDGES: [(&str, Option<ToolKind>); 55] = [
    ("action-detekt", Some(ToolKind::Lint)),
    ("actionlint", Some(ToolKind::Lint)),
    ("analyze", Some(ToolKind::Scan)),
    ("audit", Some(ToolKind::Scan)),
    ("bandit", Some(ToolKind::Scan)),
    ("black", Some(ToolKind::Format)),
    ("breaking", Some(ToolKind::Lint)),
    ("buf-action", Some(ToolKind::Lint)),
    ("cargo-deny", Some(ToolKind::Scan)),
    ("check", None),
    ("checkov", Some(ToolKind::Scan)),
    ("cibuildwheel", Some(ToolKind::Build)),
    ("cifuzz", Some(ToolKind::Test)),
    ("clang-format", Some(ToolKind::Format)),
    ("clippy", Some(ToolKind::Lint)),
    ("coverage-action", None),
    ("cobertura", None),
    ("codespell", Some(ToolKind::Lint)),
    ("codspeed", Some(ToolKind::Bench)),
    ("commitlint", Some(ToolKind::Lint)),
    ("dependency-review", Some(ToolKind::Scan)),
    ("diff-cover", None),
    ("editorconfig", Some(ToolKind::Lint)),
    ("eslint", Some(ToolKind::Lint)),
    ("flake8", Some(ToolKind::Lint)),
    ("fuzz", Some(ToolKind::Test)),
    ("gitleaks", Some(ToolKind::Scan)),
    ("golangci", Some(ToolKind::Lint)),
    ("govulncheck", Some(ToolKind::Scan)),
    ("grype", Some(ToolKind::Scan)),
    ("hadolint", Some(ToolKind::Lint)),
    ("lint", Some(ToolKind::Lint)),
    ("lychee", Some(ToolKind::Docs)),
    ("misspell", Some(ToolKind::Lint)),
    ("mypy", Some(ToolKind::Types)),
    ("osv-scanner", Some(ToolKind::Scan)),
    ("pre-commit", Some(ToolKind::Lint)),
    ("prettier", Some(ToolKind::Format)),
    ("pyright", Some(ToolKind::Types)),
    ("ruff", Some(ToolKind::Lint)),
    ("rubocop", Some(ToolKind::Lint)),
    ("rustfmt", Some(ToolKind::Format)),
    ("scan", Some(ToolKind::Scan)),
    ("semgrep", Some(ToolKind::Scan)),
    ("semver", Some(ToolKind::Lint)),
    ("shellcheck", Some(ToolKind::Lint)),
    ("snyk", Some(ToolKind::Scan)),
    ("sonar", Some(ToolKind::Scan)),
    ("spell", Some(ToolKind::Lint)),
    ("test", Some(ToolKind::Test)),
    ("trivy", Some(ToolKind::Scan)),
    ("trufflehog", Some(ToolKind::Scan)),
    ("typos", Some(ToolKind::Lint)),
    ("validat", None),
    ("zizmor", Some(ToolKind::Scan)),
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
pub(crate) fn judging_action(name: &str, inputs: &str) -> Option<Option<ToolKind>> {
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

/// Whether the name of an action, without its owner, leaves open that it judges: nothing in it says that it sets up,
/// carries, reports or hands out.
pub(crate) fn may_judge(name: &str) -> bool {
    !has(name, &CARRIES) && !has(name, &RELEASES) && !has(name, &HANDS_OUT)
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

//! Compares the abstract shell with the real one: bash runs generated scripts with each command
//! failing in turn, and the exit code of the script is compared with the predicted fate.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use truegreen::facts::commands::fate::AbstractScript;
use truegreen::facts::commands::fate::ending::{Fate, ShellOptions, Target};
use truegreen::formats::shell;

use crate::outside::each;

/// Scripts that are generated for `cargo test`, and all; each is run once for every command in it. Of those past
/// the few, the ignored test takes each fourth, for starting shells is all that it costs. The options of bash take
/// turns by three, so a step of four leaves each its share.
const FEW: u64 = 300;
const ALL: u64 = 1500;
const SAMPLE: usize = 4;
/// Commands of one script: `c0` to `c9`.
const COMMANDS: usize = 10;

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }
}

/// A writer of scripts with the constructs that people use.
struct Writer {
    dice: Dice,
    next: usize,
    functions: usize,
    variables: usize,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self { dice: Dice(seed), next: 0, functions: 0, variables: 0 }
    }

    fn script(&mut self) -> String {
        let mut script = String::new();
        if self.dice.roll(4) == 0 {
            script +=
                ["set -euo pipefail", "set -o pipefail", "set +e", "set -e"][self.dice.roll(4)];
            script += "\n";
        }
        if self.dice.roll(8) == 0 {
            let trap =
                ["trap 'echo bye' EXIT", "trap 'exit 0' EXIT", "trap 'rc=$?; exit $rc' EXIT"];
            let more = [
                "trap 'echo failed' ERR",
                "trap 'exit 0' ERR",
                "cleanup() { true; }\ntrap cleanup EXIT",
            ];
            script += [trap, more].concat()[self.dice.roll(6)];
            script += "\n";
        }
        for _ in 0..=self.dice.roll(3) {
            let statement = self.statement(3);
            script += &statement;
            script += "\n";
        }
        let ends = ["", "", "", "echo done\n", "exit 0\n", "exit $?\n"];
        script += ends[self.dice.roll(ends.len())];
        script
    }

    fn stub(&mut self) -> String {
        let name = format!("c{}", self.next.min(COMMANDS - 1));
        self.next += 1;
        match self.dice.roll(14) {
            0 => format!("timeout 20 {name}"),
            1 => format!("echo x | xargs {name}"),
            2 => format!("env A=b {name} --flag"),
            3 => format!("find . -maxdepth 0 -exec {name} {{}} \\;"),
            4 => format!("find . -maxdepth 0 -exec {name} {{}} +"),
            5 => format!("bash -c '{name}; true'"),
            6 => format!("bash -ec \"{name}\""),
            7 => format!("eval {name}"),
            _ => name,
        }
    }

    fn body(&mut self, depth: usize) -> String {
        let count = 1 + self.dice.roll(2);
        (0..count).map(|_| self.statement(depth)).collect::<Vec<_>>().join("\n")
    }

    fn variable(&mut self) -> String {
        self.variables += 1;
        format!("v{}", self.variables)
    }

    fn statement(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.stub();
        }
        let depth = depth - 1;
        match self.dice.roll(12) {
            0 => self.stub(),
            1..=3 => self.list(depth),
            4..=6 => self.compound(depth),
            7 | 8 => self.apart(depth),
            9 => self.odd(depth),
            _ => self.status(),
        }
    }

    fn pick(&mut self, texts: &[&str]) -> String {
        texts[self.dice.roll(texts.len())].to_owned()
    }

    fn list(&mut self, depth: usize) -> String {
        match self.dice.roll(9) {
            0 => format!("{} || true", self.stub()),
            1 => format!("{} && {}", self.simple(depth), self.simple(depth)),
            2 => format!("{} || {}", self.simple(depth), self.simple(depth)),
            3 => format!("{} && {} || {}", self.stub(), self.stub(), self.stub()),
            4 => format!("! {}", self.stub()),
            5 => format!("{} | {}", self.simple(depth), self.simple(depth)),
            6 => format!("{} 2>&1 | tee log.txt", self.stub()),
            7 => format!("{} && {{ {}; {}; }}", self.stub(), self.stub(), self.stub()),
            _ => {
                let ends = [
                    "exit 1",
                    "exit 0",
                    "{ echo bad; exit 1; }",
                    "{ echo bad; false; }",
                    "(exit 2)",
                    "echo bad",
                ];
                format!("{} || {}", self.stub(), self.pick(&ends))
            }
        }
    }

    fn compound(&mut self, depth: usize) -> String {
        match self.dice.roll(11) {
            0 => format!("{{\n{}\n}}", self.body(depth)),
            1 => format!("if {}\nthen\n{}\nfi", self.statement(depth), self.body(depth)),
            2 => {
                let (condition, then, other) = (self.stub(), self.body(depth), self.body(depth));
                format!("if {condition}; then\n{then}\nelse\n{other}\nfi")
            }
            3 => format!("if ! {}; then\n{}\nfi", self.stub(), self.simple(depth)),
            4 => {
                let (one, two, three) = (self.stub(), self.stub(), self.body(depth));
                format!("if [ -n \"\" ]; then\n{one}\nelif {two}; then\n{three}\nfi")
            }
            5 => format!("for i in 1 2; do\n{}\ndone", self.body(depth)),
            6 => {
                let stub = self.stub();
                let end = self.pick(&["exit 1", "false", "echo gone"]);
                format!(
                    "for i in 1 2 3; do\n{stub} && break\nif [ $i -eq 3 ]; then {end}; fi\ndone"
                )
            }
            7 => format!("while {}; do\n{}\nbreak\ndone", self.stub(), self.simple(depth)),
            8 => format!("until {}; do\n{}\nbreak\ndone", self.stub(), self.simple(depth)),
            9 => {
                let (one, two, three) = (self.stub(), self.simple(depth), self.stub());
                format!("case a in\n  b) {one} ;;\n  a|c) {two} ;;\n  *) {three} ;;\nesac")
            }
            _ => {
                let name = format!("f{}", self.functions);
                self.functions += 1;
                let body = self.body(depth);
                let call = self.pick(&[
                    "NAME",
                    "NAME || true",
                    "if NAME; then echo ok; fi",
                    "NAME || exit 3",
                    "NAME | cat",
                    "x=$(NAME)",
                ]);
                format!("{name}() {{\n{body}\n}}\n{}", call.replace("NAME", &name))
            }
        }
    }

    /// Writes a subshell.
    fn apart(&mut self, depth: usize) -> String {
        match self.dice.roll(9) {
            0 => format!("(\n{}\n)", self.body(depth)),
            1 => format!("{}=$( {} )", self.variable(), self.simple(depth)),
            2 => format!("echo \"$( {} )\"", self.stub()),
            3 => format!("export {}=$( {} )", self.variable().to_uppercase(), self.stub()),
            4 => format!("{} &", self.stub()),
            5 => format!("{} &\npid=$!\n{}\nwait $pid", self.stub(), self.simple(depth)),
            6 => format!("{} &\n{} &\nwait", self.stub(), self.stub()),
            7 => format!("(trap 'exit 0' EXIT; {}; {})", self.stub(), self.stub()),
            _ => {
                let (first, second) = (self.stub(), self.stub());
                format!(
                    "pids=()\n{first} &\npids+=($!)\n{second} &\npids+=($!)\nbad=0\n\
                     for p in \"${{pids[@]}}\"; do\nwait $p || bad=1\ndone\nexit $bad"
                )
            }
        }
    }

    /// Writes constructs that are rare and easily misread.
    fn odd(&mut self, depth: usize) -> String {
        let variable = self.variable();
        let text = match self.dice.roll(16) {
            0 => format!("{} <<EOF || true\ntext\nEOF", self.plain()),
            1 => format!("true <<'EOF' | {}\ntext $x\nEOF", self.plain()),
            2 => format!("{} > out.txt 2>&1", self.stub()),
            3 => format!("for ((V = 0; V < 2; V++)); do\n{}\ndone", self.body(depth)),
            4 => format!("V=0\nuntil [ $V -ge 2 ]; do\n{}\nV=$((V + 1))\ndone", self.stub()),
            5 => format!(
                "V=0\nwhile ! {}; do\nV=$((V + 1))\nif [ $V -gt 2 ]; then exit 4; fi\ndone",
                self.plain()
            ),
            6 => format!("printf 'a\\nb\\n' | while read -r V; do\n{}\ndone", self.body(depth)),
            7 => {
                format!("while read -r V; do\n{} \"$V\"\ndone < <(printf 'a\\nb\\n')", self.plain())
            }
            8 => format!("(\nset -e\n{}\n)", self.body(depth)),
            9 => format!("(\nset +e\n{}\n) || exit 5", self.body(depth)),
            10 => {
                format!("if {} && {}; then\n{}\nfi", self.stub(), self.stub(), self.simple(depth))
            }
            11 => format!("{} && {} && {}", self.stub(), self.stub(), self.simple(depth)),
            12 => format!("shopt -s inherit_errexit\nV=$( {}\n{} )", self.stub(), self.stub()),
            13 => format!(
                "V=()\n{} || V+=(one)\n{} || V+=(two)\nif [ ${{#V[@]}} -gt 0 ]; then exit 1; fi",
                self.stub(),
                self.stub()
            ),
            14 => {
                let name = format!("g{}", self.functions);
                self.functions += 1;
                let (first, second) = (self.stub(), self.stub());
                format!(
                    "{name}() {{\nlocal out\nout=$( {first} ) || return 2\n{second}\n}}\n{name} || exit $?"
                )
            }
            _ => format!("{{ {}; }} 2>/dev/null && true", self.stub()),
        };
        text.replace("V", &variable)
    }

    /// Writes a bare stub.
    fn plain(&mut self) -> String {
        let name = format!("c{}", self.next.min(COMMANDS - 1));
        self.next += 1;
        name
    }

    /// Writes an exit code that is kept in a variable, and a use of it.
    fn status(&mut self) -> String {
        let variable = self.variable();
        let text = match self.dice.roll(5) {
            0 => {
                let ends = [
                    "exit $V",
                    "echo \"$V\"",
                    "if [ $V -ne 0 ]; then exit 1; fi",
                    "[ \"$V\" = 0 ]",
                    "test $V -eq 0 || exit 1",
                    "case $V in 0) ;; *) exit 1 ;; esac",
                ];
                format!("set +e\n{}\nV=$?\nset -e\n{}", self.stub(), self.pick(&ends))
            }
            1 => {
                let ends = [
                    "exit $V",
                    "echo $V",
                    "(( V == 0 )) || exit 1",
                    "exit ${V:-0}",
                    "[[ $V != 0 ]] && exit 1",
                ];
                format!("V=0\n{} || V=$?\n{}", self.stub(), self.pick(&ends))
            }
            2 => {
                let ends = [
                    "exit $V",
                    "echo failed: $V",
                    "[[ $V == 0 ]]",
                    "if [[ $V -gt 0 ]]; then exit 1; fi",
                    "exit $((V > 0))",
                ];
                format!(
                    "V=0\n{} || V=1\n{} || V=$((V+1))\n{}",
                    self.stub(),
                    self.stub(),
                    self.pick(&ends)
                )
            }
            3 => {
                let ends = [
                    "exit ${PIPESTATUS[0]}",
                    "echo ${PIPESTATUS[0]}",
                    "V=${PIPESTATUS[0]}\nif [ $V -ne 0 ]; then exit $V; fi",
                    "test ${PIPESTATUS[0]} -eq 0",
                ];
                format!("set +e\n{} | tee log.txt\n{}", self.stub(), self.pick(&ends))
            }
            _ => {
                let name = format!("run{}", self.functions);
                self.functions += 1;
                let how = [
                    "\"$@\"",
                    "\"$@\" || return 1",
                    "if ! \"$@\"; then V=1; fi",
                    "\"$@\" || true",
                    "shift; \"$@\"",
                    "local rc=0; \"$@\" || rc=$?; return $rc",
                ];
                let how = self.pick(&how);
                let first = if how.starts_with("shift") { "title " } else { "" };
                let stub = format!("c{}", self.next.min(COMMANDS - 1));
                self.next += 1;
                format!("V=0\n{name}() {{\n{how}\n}}\n{name} {first}{stub}\nexit $V")
            }
        };
        text.replace("V", &variable)
    }

    /// Writes a command for a list or a pipe.
    fn simple(&mut self, depth: usize) -> String {
        match self.dice.roll(6) {
            0 if depth > 0 => format!("{{\n{}\n}}", self.body(depth - 1)),
            1 if depth > 0 => format!("(\n{}\n)", self.body(depth - 1)),
            _ => self.stub(),
        }
    }
}

/// Returns the exit code of a script in which these commands fail, and which commands ran.
fn run(folder: &Path, options: &[&str], failing: &str) -> (i32, String) {
    let log = folder.join("ran");
    fs::write(&log, "").unwrap();
    let bin = folder.parent().unwrap().join("bin");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    // A script that never ends would be red on GitHub too, by the timeout of its job.
    let status = Command::new("timeout")
        .args(["20", "bash", "--noprofile", "--norc"])
        .args(options)
        .arg(folder.join("script"))
        .current_dir(folder)
        .env("PATH", path)
        .env("RAN", &log)
        .env("FAILING", failing)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    (status.code().unwrap_or(128), fs::read_to_string(&log).unwrap())
}

/// Returns the place of a stub in a script: the start of its command, as the abstract shell names
/// it.
fn target(script: &str, stub: &str) -> Option<Target> {
    let found = truegreen::facts::commands::script::read(
        script,
        truegreen::facts::commands::shells::Language::Posix,
        &[],
    );
    let mut calls = found.invocations.iter().filter(|call| {
        call.program == stub
            || call.arguments.iter().any(|word| word.text == stub)
                && call.program.starts_with("run")
    });
    let call = calls.next_back()?;
    Some(Target { start: call.start, inner: call.inner })
}

#[test]
fn the_abstract_shell_predicts_what_bash_does() {
    compared(0..FEW, 1);
}

#[test]
#[ignore = "starts thousands of shells, for a minute"]
fn the_abstract_shell_predicts_what_bash_does_with_many_more_scripts() {
    compared(FEW..ALL, each(SAMPLE));
}

fn compared(scripts: std::ops::Range<u64>, step: usize) {
    let step = u64::try_from(step).unwrap();
    Command::new("bash").arg("--version").output().expect("bash, which is compared with");
    let root = tempfile::tempdir().unwrap();
    let bin = root.path().join("bin");
    fs::create_dir(&bin).unwrap();
    for number in 0..COMMANDS {
        let stub = bin.join(format!("c{number}"));
        let text =
            format!("#!/bin/sh\necho c{number} >> \"$RAN\"\n[ \"$FAILING\" != c{number} ]\n");
        fs::write(&stub, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&stub, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let seeds = AtomicU64::new(scripts.start);
    let (runs, unknown) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    let end = scripts.end;
    std::thread::scope(|scope| {
        for worker in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            let folder = root.path().join(format!("w{worker}"));
            fs::create_dir(&folder).unwrap();
            let (seeds, runs, unknown, wrong) = (&seeds, &runs, &unknown, &wrong);
            scope.spawn(move || {
                loop {
                    let seed = seeds.fetch_add(step, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    one(seed, &folder, runs, unknown, wrong);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let (runs, unknown) = (runs.into_inner(), unknown.into_inner());
    let all = end - scripts.start;
    let count = usize::try_from(all.div_ceil(step)).unwrap();
    loud!(
        "{runs} predictions against bash, of {count} of {all} scripts, {unknown} unknown, {} wrong",
        wrong.len()
    );
    assert!(runs > 2 * count, "only {runs} predictions were compared, of {count} scripts");
    let shown: String = wrong.iter().take(8).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {runs} are wrong:\n{shown}", wrong.len());
    assert!(unknown * 20 < runs, "{unknown} of {runs} are unknown");
}

fn one(
    seed: u64,
    folder: &Path,
    runs: &AtomicUsize,
    unknown: &AtomicUsize,
    wrong: &Mutex<Vec<String>>,
) {
    let script = Writer::new(seed).script();
    fs::write(folder.join("script"), &script).unwrap();
    let modes: [(&[&str], ShellOptions); 3] = [
        (&["-e"], ShellOptions { errexit: true, pipefail: false, bash: true }),
        (&["-eo", "pipefail"], ShellOptions { errexit: true, pipefail: true, bash: true }),
        (&[], ShellOptions { errexit: false, pipefail: false, bash: true }),
    ];
    let (options, shell) = modes[usize::try_from(seed % 3).unwrap()];
    let parsed = shell::parse(&script);
    assert!(parsed.unparsed.is_empty(), "seed {seed}: not parsed: {:?}\n{script}", parsed.unparsed);
    let followed = AbstractScript::new(parsed, &script, shell);
    let baseline = run(folder, options, "").0;
    // The last number may stand for several commands, so its fate is not that of one place.
    let stubs = (0..COMMANDS - 1).map(|number| format!("c{number}"));
    let stubs: Vec<String> = stubs.filter(|stub| script.contains(stub)).collect();
    let targets: Option<Vec<Target>> = stubs.iter().map(|stub| target(&script, stub)).collect();
    let Some(targets) = targets else {
        wrong.lock().unwrap().push(format!("seed {seed}: a command was not found in\n{script}\n"));
        return;
    };
    // All in one run, as the product asks.
    for (stub, fate) in stubs.into_iter().zip(followed.fates(&targets)) {
        let (status, ran) = run(folder, options, &stub);
        if status == 128 + 13 {
            // The right side of a pipe may end before the left side writes, which depends on
            // timing.
            continue;
        }
        let ran = ran.lines().any(|line| line == stub);
        runs.fetch_add(1, Ordering::Relaxed);
        let right = match &fate {
            Fate::Fails => status != 0 || !ran,
            Fate::Swallowed { .. } => status == 0 || !ran || baseline != 0,
            Fate::MustFail => (status == 0 && baseline != 0) || !ran,
            Fate::NotReached => !ran,
            Fate::Unknown { .. } => {
                unknown.fetch_add(1, Ordering::Relaxed);
                true
            }
        };
        if !right {
            let mut text = String::new();
            let _ = writeln!(
                text,
                "--- seed {seed}, bash {options:?}, {stub} fails: exit status {status} (else {baseline}), \
                 predicted {fate:?}\n{script}"
            );
            wrong.lock().unwrap().push(text);
        }
    }
}

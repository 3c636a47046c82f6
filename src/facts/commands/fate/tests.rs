//! Scripts in which the command `T` fails. `tests/it/bash.rs` compares thousands more with bash
//! itself.

use super::ending::{Cause, Fate, ShellOptions, Target};
use super::{AbstractScript, ScriptVerdict};
use crate::facts::commands::script;
use crate::facts::commands::shells::Language;

const DEFAULT: ShellOptions = ShellOptions { errexit: true, pipefail: false, bash: true };
const BASH: ShellOptions = ShellOptions { errexit: true, pipefail: true, bash: true };
const LAX: ShellOptions = ShellOptions { errexit: false, pipefail: false, bash: true };
const SH: ShellOptions = ShellOptions { errexit: true, pipefail: false, bash: false };

fn fate(shell: ShellOptions, text: &str) -> Fate {
    let read = script::read(text, Language::Posix, &[]);
    let is_target = |call: &&script::Invocation| {
        call.program == "T" || call.arguments.iter().any(|word| word.text == "T")
    };
    let call = read.invocations.iter().find(is_target).unwrap();
    let parsed = crate::formats::shell::parse(text);
    let target = Target { start: call.start, inner: call.inner };
    AbstractScript::new(parsed, text, shell).fates(&[target]).remove(0)
}

fn swallowed(shell: ShellOptions, text: &str) -> (Cause, &str) {
    match fate(shell, text) {
        Fate::Swallowed { by, at: (start, end) } => (by, text.get(start..end).unwrap_or_default()),
        other => panic!("{other:?}: {text}"),
    }
}

#[test]
fn a_failure_ends_the_script() {
    let scripts = [
        "T",
        "T\necho done",
        "a && T",
        "if a; then T; fi",
        "T || exit 1",
        "T || { echo bad; exit 1; }",
        "T || (echo bad && false)",
        "rc=0\nT || rc=$?\nexit $rc",
        "set +e\nT\nrc=$?\nset -e\nif [ $rc -ne 0 ]; then\n  echo bad\n  exit $rc\nfi",
        "set +e\nT\nrc=$?\necho upload\nexit ${rc}",
        "failed=0\nT || failed=1\nU || failed=1\n[ \"$failed\" = 0 ] || exit 1",
        "T || ((failed++)) || true\nif ((failed > 0)); then exit 1; fi",
        "failed=()\nT || failed+=(unit)\nif [ ${#failed[@]} -gt 0 ]; then exit 1; fi",
        "set -o pipefail\nT | tee log",
        "set +e\nT | tee log\nexit ${PIPESTATUS[0]}",
        "out=$(T)\necho \"$out\"",
        "T &\npid=$!\nwait $pid",
        "T &\nfor job in $(jobs -p); do wait $job; done",
        "trap 'rm -rf tmp' EXIT\nT",
        "trap cleanup EXIT\ncleanup() { docker stop db; }\nT",
        "bash -c 'T'",
        "bash -ec 'T; echo done'",
        "timeout 60 T",
        "files | xargs T",
        "find . -name '*.py' -exec T {} +",
        "time T\necho done",
        "run() { echo \"$*\"; \"$@\"; }\nrun T --all",
        "step() { local name=$1; shift; echo $name; \"$@\"; }\nstep lint T",
        "for i in 1 2 3; do\n  T && break\n  [ $i -eq 3 ] && exit 1\n  sleep 1\ndone",
        "for i in 1 2 3; do T && exit 0; sleep 5; done\nexit 1",
        "until T; do sleep 1; done",
        "n=0\nuntil T; do\n  n=$((n+1))\n  [ $n -ge 3 ] && exit 1\ndone",
        "while read -r f; do T \"$f\"; done < <(git ls-files)",
        "git ls-files | while read -r f; do T \"$f\"; done",
        "if ! T; then\n  echo '::error::bad'\n  exit 1\nfi",
        "case \"$X\" in\n  a) T ;;\n  *) T ;;\nesac",
        "exec T",
    ];
    for text in scripts {
        assert_eq!(fate(DEFAULT, text), Fate::Fails, "{text}");
    }
    assert_eq!(fate(BASH, "T | tee log"), Fate::Fails);
    assert_eq!(fate(LAX, "a\nT"), Fate::Fails);
    assert_eq!(fate(SH, "x=$(T; echo done)"), Fate::Fails, "other shells keep `-e` inside");
}

#[test]
fn a_failure_is_taken_and_the_place_is_told() {
    let cases = [
        ("T || true", Cause::Or, "true"),
        ("T || :", Cause::Or, ":"),
        ("T || echo 'oh well'", Cause::Or, "echo 'oh well'"),
        ("T || exit 0", Cause::Exit, "exit 0"),
        ("a && T || true", Cause::Or, "true"),
        ("set +e\nT\necho done", Cause::ErrexitOff, "set +e"),
        ("set +e\nT\nset -e", Cause::ErrexitOff, "set +e"),
        ("T && echo ok\necho done", Cause::Suspended, "T"),
        ("if T; then echo ok; else echo bad; fi", Cause::Condition, "T"),
        ("if ! T; then echo bad; fi", Cause::Condition, "! T"),
        ("T &\necho started", Cause::Background, "T"),
        ("T &\nwait", Cause::Background, "T"),
        ("echo \"$(T)\"", Cause::Substitution, "$(T)"),
        ("export X=$(T)", Cause::Substitution, "$(T)"),
        ("f() { local x=$(T); echo $x; }\nf", Cause::Substitution, "$(T)"),
        ("trap 'exit 0' EXIT\nT", Cause::Trap, "exit 0"),
        ("T | tee log", Cause::Pipe, "T | tee log"),
        ("set +e\nT | tee log\necho ${PIPESTATUS[0]}", Cause::Pipe, "T | tee log"),
        ("set +e\nT\nrc=$?\necho \"status $rc\"", Cause::Captured, "$?"),
        ("T || rc=$?\necho \"rc=$rc\" >> $GITHUB_OUTPUT", Cause::Captured, "$?"),
        (
            "find . -name '*.py' -exec T {} \\;",
            Cause::Wrapper,
            "find . -name '*.py' -exec T {} \\;",
        ),
        ("f() { T; echo done; }\nif f; then echo ok; fi", Cause::Suspended, "T"),
        ("bash -c 'T; echo done'", Cause::Next, "echo done"),
        ("for i in 1 2 3; do T && break || sleep 5; done", Cause::Or, "sleep 5"),
        ("for f in a b; do T $f; done || true", Cause::Suspended, "T $f"),
    ];
    for (text, by, at) in cases {
        assert_eq!(swallowed(DEFAULT, text), (by, at), "{text}");
    }
    assert_eq!(swallowed(LAX, "T\necho done"), (Cause::Next, "echo done"));
    assert_eq!(swallowed(LAX, "for f in a b; do T $f; done").0, Cause::Next, "all but the last");
}

#[test]
fn a_command_that_must_fail_is_no_loss() {
    for text in [
        "if T; then echo 'should have failed'; exit 1; fi",
        "T && exit 1 || exit 0",
        "set +e\nT\nif [ $? -eq 0 ]; then exit 1; fi\nexit 0",
        "! T",
        "! {\nT\n}",
        "if ! { a | T; } >log; then exit 0; fi\nexit 1",
    ] {
        assert_eq!(fate(DEFAULT, text), Fate::MustFail, "{text}");
    }
}

/// What stands behind a part that the grammar cannot read, or that is too deep, is not called unreachable.
#[test]
fn what_a_lost_way_may_reach_is_unknown() {
    for text in
        ["if ! ${ a; }; then exit 0; fi\nT", "f() { f; T; }\nf", "if ( ( a ); then exit 0; fi\nT"]
    {
        let target = text.find('T').unwrap();
        let parsed = crate::formats::shell::parse(text);
        let target = Target { start: target, inner: target };
        let fates = AbstractScript::new(parsed, text, DEFAULT).fates(&[target]);
        assert!(!matches!(fates.as_slice(), [Fate::NotReached]), "{text}");
    }
}

#[test]
fn what_only_the_run_knows_is_unknown() {
    for text in [
        "T || { if grep -q flaky log; then exit 0; fi; exit 1; }",
        "T || exit \"$CODE\"",
        "if [ \"$STRICT\" = 1 ]; then set -e; else set +e; fi\nT\necho done",
    ] {
        assert!(
            matches!(fate(DEFAULT, text), Fate::Unknown { .. }),
            "{text}: {:?}",
            fate(DEFAULT, text)
        );
    }
}

#[test]
fn what_fails_anyway_is_not_the_commands_doing() {
    assert_eq!(swallowed(DEFAULT, "T || true\ngrep -q ok log || exit 1"), (Cause::Or, "true"));
    assert_eq!(fate(DEFAULT, "exit 0\nT"), Fate::NotReached);
}

#[test]
fn hostile_scripts_end() {
    let deep = format!("{}T{}", "(".repeat(300), ")".repeat(300));
    let wide = "if a; then b; fi\n".repeat(600) + "T";
    let loops = "for i in 1 2 3 4 5 6 7 8; do ".repeat(8) + "T" + &"; done".repeat(8);
    let recursive = "f() { f; T; }\nf";
    for text in [deep.as_str(), &wide, &loops, recursive] {
        let start = text.find('T').unwrap();
        let followed = AbstractScript::new(crate::formats::shell::parse(text), text, DEFAULT);
        let _ = followed.fates(&[Target { start, inner: start }]);
    }
}

mod properties {
    use proptest::prelude::*;

    use super::DEFAULT;
    use crate::facts::commands::fate::AbstractScript;
    use crate::facts::commands::fate::ending::Target;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_script_makes_it_panic(words in prop::collection::vec(prop::sample::select(vec![
            "if", "then", "fi", "else", "elif", "[", "]", "[[", "]]", "=", "exit", "1", "0", "$X", "\"", "'",
            ";", "\n", "&&", "||", "{", "}", "(", ")", "done", "for", "case", "esac", "!", "é", "\\", "#",
            "X=1", "<<", "|", "set", "+e", "false",
        ]), 0..24), separator in prop::sample::select(vec![" ", ""])) {
            let text = words.join(separator);
            let followed = AbstractScript::new(crate::formats::shell::parse(&text), &text, DEFAULT);
            let _ = followed.surely_fails(&[]);
            let all: Vec<Target> = (0..text.len()).map(|start| Target { start, inner: start }).collect();
            let together = followed.fates(&all);
            for (target, fate) in all.iter().zip(together) {
                prop_assert_eq!(followed.fates(&[*target]), [fate], "{:?} of {}", target, text);
            }
        }

        /// Whatever follows, an `exit 0` on the first line makes the script succeed.
        #[test]
        fn a_script_that_starts_with_exit_0_never_fails(rest in "[ a-z0-9;\n]{0,30}") {
            let text = format!("exit 0\n{rest}");
            let parsed = crate::formats::shell::parse(&text);
            prop_assert!(!AbstractScript::new(parsed, &text, DEFAULT).surely_fails(&[]));
        }
    }
}

/// A loop that doubles a text costs no more than any other.
#[test]
fn what_a_script_makes_large_is_not_followed() {
    let verdict = |text: &str| {
        AbstractScript::new(crate::formats::shell::parse(text), text, DEFAULT).verdict(&[])
    };
    let doubled =
        "x=success\nfor i in {1..60}; do x=\"$x$x\"; done\n[ \"$x\" = success ] || echo no\n";
    assert_eq!(verdict(doubled), ScriptVerdict::Passes);
    let doubled = "x=success\nfor i in {1..60}; do x=\"$x$x\"; done\nif [ \"$x\" = success ]; then exit 1; fi\n";
    assert!(matches!(verdict(doubled), ScriptVerdict::Unknown(_)));
    let listed =
        "a=(x)\nfor i in {1..60}; do a+=(\"${a[@]}\" \"${a[@]}\"); done\n[ ${#a[@]} -gt 1 ]\n";
    assert!(!matches!(verdict(listed), ScriptVerdict::Fails));
    // What is small is followed, to its last round.
    let words =
        (1..=200).map(|n| if n == 100 { "bad" } else { "ok" }).collect::<Vec<_>>().join(" ");
    let each = format!("for r in {words}; do [ $r = ok ] || exit 1; done\n");
    assert_eq!(verdict(&each), ScriptVerdict::Fails);
    let many = format!("for r in {words} {words}; do [ $r = ok ] || exit 1; done\n");
    assert!(matches!(verdict(&many), ScriptVerdict::Unknown(_)));
}

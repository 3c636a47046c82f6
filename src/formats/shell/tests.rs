use proptest::prelude::*;

use super::*;
use crate::formats::shell::script::{LIMIT, ShellScript};
use crate::formats::shell::syntax::StatementKind;

fn words(script: &str) -> Vec<Vec<String>> {
    let parsed = parse(script);
    assert_eq!(parsed.unparsed, [], "{script}");
    parsed
        .commands
        .into_iter()
        .map(|command| command.words.into_iter().map(|word| word.text).collect())
        .collect()
}

fn programs(script: &str) -> Vec<String> {
    words(script).into_iter().filter_map(|words| words.into_iter().next()).collect()
}

#[test]
fn words_lose_their_quotes_and_keep_their_places() {
    let script = r#"pytest -k 'a b'"c"\ d $'x\ty\x41\'' "--x=a $B  c" -n=4"#;
    let parsed = parse(script);
    let words = &parsed.commands[0].words;
    let texts: Vec<_> = words.iter().map(|word| (word.text.as_str(), word.dynamic)).collect();
    assert_eq!(
        texts,
        [
            ("pytest", false),
            ("-k", false),
            ("a bc d", false),
            ("x\tyA'", false),
            ("--x=a $B  c", true),
            ("-n=4", false),
        ]
    );
    let written: Vec<_> = words.iter().map(|word| &script[word.start..word.end]).collect();
    assert_eq!(written[2], r#"'a b'"c"\ d"#);
    assert_eq!(written[4], r#""--x=a $B  c""#);
}

#[test]
fn commands_are_found_wherever_they_stand() {
    for script in [
        "a | pytest",
        "a && pytest || b",
        "! pytest",
        "if pytest; then b; fi",
        "while pytest; do b; done",
        "for i in 1 2; do pytest $i; done",
        "for ((i=0; i<3; i++)); do pytest; done",
        "case $x in a|b) pytest ;; esac",
        "f() { pytest; }",
        "{ pytest; } > log",
        "(cd x; pytest)",
        "x=$(pytest)",
        "x=`pytest`",
        "echo \"$(pytest)\"",
        "diff <(pytest) b",
        "[[ $(pytest) == 2 ]]",
        "pytest &\nwait",
        "cat <<EOF\n$(pytest)\nEOF\n",
        "export X=$(pytest)",
    ] {
        assert!(programs(script).contains(&"pytest".to_owned()), "{script}");
    }
}

#[test]
fn comments_texts_and_here_documents_are_no_commands() {
    for script in [
        "# pytest",
        "true # pytest",
        "echo 'pytest; pytest'",
        "cat <<EOF\npytest\nEOF\n",
        "cat <<'EOF' > f\n$(pytest)\nEOF\n",
        "cat <<-EOF\n\tpytest\n\tEOF\n",
    ] {
        assert!(!programs(script).contains(&"pytest".to_owned()), "{script}");
    }
}

#[test]
fn a_command_may_go_on_in_the_next_line() {
    assert_eq!(words("pytest \\\n  -n \\\n  4\n"), [["pytest", "-n", "4"]]);
}

#[test]
fn words_behind_a_redirect_still_belong_to_their_command() {
    assert_eq!(words("pytest > log -n 4"), [["pytest", "-n", "4"]]);
    assert_eq!(
        words("pytest 2>&1 -n 4 | tee log"),
        [vec!["pytest", "-n", "4"], vec!["tee", "log"]]
    );
    assert_eq!(words("a | pytest >log -n 4"), [vec!["a"], vec!["pytest", "-n", "4"]]);
    assert_eq!(words("pytest <<EOF -n 4\nx\nEOF\n"), [["pytest", "-n", "4"]]);
    let parsed = parse("echo A=b >> \"$GITHUB_ENV\"");
    let redirect = &parsed.commands[0].redirects[0];
    assert_eq!((redirect.operator.as_str(), redirect.target.text.as_str()), (">>", "$GITHUB_ENV"));
}

#[test]
fn assignments_stand_apart_and_exports_are_words() {
    let parsed = parse("A=1 B=\"x y\" pytest\nC=3\nexport D=4 E\n");
    let first = &parsed.commands[0];
    let pairs: Vec<_> =
        first.assignments.iter().map(|(name, word)| (name.as_str(), word.text.as_str())).collect();
    assert_eq!(pairs, [("A", "1"), ("B", "x y")]);
    assert_eq!(parsed.commands[1].assignments[0].1.text, "3");
    assert!(parsed.commands[1].words.is_empty());
    let export: Vec<_> = parsed.commands[2].words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(export, ["export", "D=4", "E"]);
}

#[test]
fn expressions_are_opaque_parts_of_words() {
    let script = "pytest ${{ matrix.x && 'a }} | b' }} -n=${{ é }} '${{ a }}\\'";
    let parsed = parse(script);
    assert_eq!(parsed.unparsed, []);
    assert_eq!(parsed.commands.len(), 1);
    let texts: Vec<_> =
        parsed.commands[0].words.iter().map(|word| (word.text.as_str(), word.dynamic)).collect();
    assert_eq!(
        texts,
        [
            ("pytest", false),
            ("${{ matrix.x && 'a }} | b' }}", true),
            ("-n=${{ é }}", true),
            ("${{ a }}\\", true),
        ]
    );
}

#[test]
fn an_expression_over_two_lines_ends_no_command() {
    assert_eq!(words("pytest ${{ a ||\n b }} -n 4")[0].len(), 4);
}

#[test]
fn a_last_line_that_goes_on_with_nothing_is_whole() {
    assert_eq!(programs("find . -exec ls {} + \\\n"), ["find"]);
    assert_eq!(words("pytest -n \\\n\n"), [["pytest", "-n"]]);
    assert_eq!(words("echo a\\\\\n"), [["echo", "a\\"]]);
}

#[test]
fn what_cannot_be_parsed_is_told_and_the_rest_is_kept() {
    let parsed = parse("pytest -n 4\nif true; then\n");
    assert_ne!(parsed.unparsed, []);
    assert!(parsed.commands.iter().any(|command| command.words[0].text == "pytest"));
    // What is missing has no length, and stands at the end of a statement that names pytest.
    let text =
        parsed.unparsed.iter().map(|&(start, end)| &"pytest -n 4\nif true; then\n"[start..end]);
    assert!(text.into_iter().any(|part| part.contains("if true")), "{:?}", parsed.unparsed);
    let open = "cat <<EOF\npytest\n";
    assert!(parse(open).unparsed.iter().all(|&(start, end)| start < end));
    let long = "x".repeat(LIMIT + 1);
    assert_eq!(parse(&long).unparsed, [(0, LIMIT + 1)]);
}

#[test]
fn the_largest_well_formed_script_stays_far_within_the_budget() {
    let lines = [
        "if [ \"$A\" = \"b c\" ]; then pytest tests/unit -q --no-cov | tee \"$OUT/x.txt\"; fi\n",
        "for f in $(ls *.py); do python -m \"$f\" --x='a b' 2>&1 || echo \"${f%.py} failed\"; done\n",
        "X=$((X + 1)) Y=${Z:-1} make -j2 all && { echo ok; } || (cd sub; exit 1)\n",
    ];
    for line in lines {
        let count = LIMIT / line.len();
        let parsed = parse(&line.repeat(count));
        assert_eq!(parsed.unparsed, [], "{line}");
        assert!(parsed.commands.len() >= 2 * count, "{line}");
    }
}

#[test]
fn depth_costs_no_stack_and_no_square_of_time() {
    for opening in ["$(", "{ ", "( ", "if ", "\"$(", "$((", "! ", "a && ", "${a:-", "`"] {
        let script = opening.repeat(LIMIT / opening.len() - 1);
        let parsed = parse(&script);
        assert!(!parsed.commands.is_empty() || !parsed.unparsed.is_empty(), "{opening}");
    }
    let nested = format!("{}pytest{}", "x $(".repeat(500), ")".repeat(500));
    let parsed = parse(&nested);
    assert_eq!(parsed.commands.len(), 501);
    assert!(parsed.commands.iter().flat_map(|command| &command.words).all(|w| w.text.len() <= 200));
}

fn assert_ranges(script: &str, parsed: &ShellScript) {
    let ranges = parsed.commands.iter().flat_map(|command| {
        let words = command.words.iter().chain(command.assignments.iter().map(|(_, word)| word));
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        words
            .chain(targets)
            .map(|word| (word.start, word.end))
            .chain([(command.start, command.end)])
    });
    for (start, end) in ranges.chain(parsed.unparsed.iter().copied()) {
        assert!(script.get(start..end).is_some(), "{start}..{end} of {script:?}");
    }
}

/// Pieces of shell, so that the grammar gets further than its first error.
fn shell_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z é$\"'`(){}|&;<>#\\\\\n-]{0,8}",
        prop::sample::select(vec![
            "pytest ",
            "-n 4",
            "${{ a }}",
            "${{ 'é }}' }}",
            "$(",
            ")",
            "<<EOF\n",
            "EOF\n",
            "if ",
            "then ",
            "fi\n",
            "\"",
            "'",
            "${x:-",
            "}",
            "$'\\x4",
            "[[ ",
            " ]]",
            "export A=",
            "> f ",
            "@'\n",
            "'@",
            "`\n",
            "^",
            "<# ",
            "#>",
            "$env:A=",
            "set A=",
            "rem ",
            "&& ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_and_every_range_lies_on_characters(script in shell_soup()) {
        assert_ranges(&script, &parse(&script));
        assert_ranges(&script, &split_lines(&script, LineDialect::PowerShell));
        assert_ranges(&script, &split_lines(&script, LineDialect::Cmd));
    }

    // The grammar's scanner once read beyond its tables on the first of these.
    #[test]
    fn characters_beyond_ascii_break_nothing(
        scripts in prop::collection::vec("[\\PC{}()$\"' =a0*^&\n\u{a0}\u{10ffff}]{1,30}", 40)
    ) {
        for script in scripts {
            assert_ranges(&script, &parse(&script));
        }
    }

    #[test]
    fn a_mask_is_as_long_as_its_script(script in shell_soup()) {
        let mask = mask::Mask::new(&script);
        prop_assert_eq!(mask.text.len(), script.len());
        prop_assert!(mask.text.is_ascii());
        prop_assert!(!mask.text.contains("${{ a }}"));
    }
}

#[test]
fn a_line_end_that_the_grammar_overlooks_is_one_all_the_same() {
    let script = "echo x | xargs c2 | tee log.txt\ntest ${PIPESTATUS[0]} -eq 0\neval c3 || d";
    let programs: Vec<_> = parse(script)
        .commands
        .iter()
        .map(|command| {
            command.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(
        programs,
        ["echo x", "xargs c2", "tee log.txt", "test ${PIPESTATUS[0]} -eq 0", "eval c3", "d"]
    );
    let script = "echo x | xargs a | b\n(\nc\n)";
    let parsed = parse(script);
    assert_eq!(parsed.statements.len(), 2, "{parsed:#?}");
    // what goes on behind a backslash is one command
    assert_eq!(parse("a b \\\n  c d").commands.len(), 1);
}

#[test]
fn a_test_is_a_command_with_its_words() {
    let words = |text: &str| -> Vec<Vec<String>> {
        let script = super::parse(text);
        assert!(script.unparsed.is_empty(), "{text}");
        let words = |command: &super::script::ShellCommand| {
            command.words.iter().map(|w| w.text.clone()).collect()
        };
        script.commands.iter().map(words).collect()
    };
    for (text, expected) in [
        ("[ \"${n}\" -ne 3 ]", vec![vec!["[", "${n}", "-ne", "3", "]"]]),
        ("[ * -ne 3 ]", vec![vec!["[", "*", "-ne", "3", "]"]]),
        (
            "[[ -f a && ! $b == c* ]]",
            vec![vec!["[[", "-f", "a", "&&", "!", "$b", "==", "c*", "]]"]],
        ),
        ("[ -z \"$(date)\" ]", vec![vec!["[", "-z", "$(date)", "]"], vec!["date"]]),
        ("if [ a = b ]; then make; fi", vec![vec!["[", "a", "=", "b", "]"], vec!["make"]]),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
}

fn split_words(script: &str, dialect: LineDialect) -> Vec<Vec<String>> {
    let commands = split_lines(script, dialect).commands.into_iter();
    commands.map(|command| command.words.into_iter().map(|word| word.text).collect()).collect()
}

#[test]
fn any_blank_parts_words_of_powershell_and_cmd() {
    for dialect in [LineDialect::PowerShell, LineDialect::Cmd] {
        for blank in [" ", "\t", "\r", "\x0b", "\x0c", "\x0c\x0b \x0c"] {
            let script = format!("{blank}pytest{blank}-q{blank}\nmake{blank}");
            assert_eq!(split_words(&script, dialect), [vec!["pytest", "-q"], vec!["make"]]);
            assert_eq!(split_words(blank, dialect), Vec::<Vec<String>>::new());
        }
    }
    assert_eq!(split_words("rem\x0cpytest\nmake", LineDialect::Cmd), [["make"]]);
}

#[test]
fn blanks_beyond_ascii_part_words_of_powershell_only() {
    for blank in ["\u{85}", "\u{a0}", "\u{2003}", "\u{2028}", "\u{3000}"] {
        let script = format!("{blank}pytest{blank}-q\nmake{blank}");
        assert_eq!(
            split_words(&script, LineDialect::PowerShell),
            [vec!["pytest", "-q"], vec!["make"]]
        );
        assert_eq!(split_words(&script, LineDialect::Cmd).len(), 2);
        assert_eq!(split_words(&script, LineDialect::Cmd)[0].len(), 1);
    }
    // Neither a zero-width space nor a null parts anything, and neither is ever a reason to stop.
    for other in ["\u{200b}", "\u{feff}", "\0", "\x1b", "\x1c", "\x7f"] {
        let script = format!("a{other}b");
        assert_eq!(split_words(&script, LineDialect::PowerShell)[0].len(), 1, "{other:?}");
        assert_eq!(split_words(&script, LineDialect::Cmd)[0].len(), 1, "{other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    // Without comments, whatever lies outside of every command parts words or commands.
    #[test]
    fn every_byte_of_odd_text_is_of_a_command_or_parts_two(
        script in "[a0 \t\r\n\x0b\x0c\0\x1c\x7f\u{85}\u{a0}\u{2003}\u{2028}\u{200b}é\"'`^$%{}();|&>@=]{0,40}"
    ) {
        for dialect in [LineDialect::PowerShell, LineDialect::Cmd] {
            let split = split_lines(&script, dialect);
            let mut outside = String::new();
            let mut at = 0;
            for command in &split.commands {
                prop_assert!(at <= command.start && command.start < command.end);
                outside.push_str(&script[at..command.start]);
                at = command.end;
            }
            outside.push_str(&script[at..]);
            let (escape, blanks, ends) = match dialect {
                LineDialect::PowerShell => ("`\n", "\u{85}\u{a0}\u{2003}\u{2028}", "\n;|&{}()"),
                LineDialect::Cmd => ("^\n", "", "\n|&()"),
            };
            for c in outside.replace(escape, "").chars() {
                let parts = " \t\r\x0b\x0c".contains(c) || blanks.contains(c) || ends.contains(c);
                prop_assert!(parts, "{c:?} of {script:?} is lost to {dialect:?}");
            }
        }
    }
}
/// The grammar has no word for it, and ends the group at its first command.
#[test]
fn the_status_of_a_group_may_be_inverted() {
    for text in [
        "if ! { a && b; } >log; then exit 1; fi",
        "! { a; }",
        "x && ! { a\nb\n}",
        "while ! { a; }; do sleep 1; done",
        "( ! { a; } )",
    ] {
        let parsed = super::parse(text);
        assert_eq!(parsed.unparsed, [], "{text}");
        let mut kinds = (0, 0);
        for statement in &parsed.statements {
            statement.visit(&mut |inner| match inner.kind {
                StatementKind::Not(_) => kinds.0 += 1,
                StatementKind::Unread => kinds.1 += 1,
                _ => {}
            });
        }
        assert_eq!(kinds, (1, 0), "{text}: {:?}", parsed.statements);
    }
    // What is printed stays as it is, and an argument inverts nothing.
    let quoted = super::parse("echo 'if ! { a; }'\necho \"\n! { b\n\"");
    let texts: Vec<&str> =
        quoted.commands.iter().map(|command| command.words[1].text.as_str()).collect();
    assert_eq!(texts, ["if ! { a; }", "\n! { b\n"]);
    assert_eq!(words("sudo ! { a"), [["sudo", "!", "{", "a"]]);
}

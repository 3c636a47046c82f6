use std::io::{BufReader, Read};

use proptest::prelude::*;

use super::attributes::Malformed;
use super::*;

fn walk(bytes: &[u8]) -> (Vec<String>, Option<Problem>) {
    walk_from(bytes)
}

fn walk_from(input: impl BufRead) -> (Vec<String>, Option<Problem>) {
    let mut seen = Seen::default();
    let end = Xml::new(input).run(&mut seen);
    (seen.0, end.err().map(|problem| *problem))
}

/// Writes down all that it is shown.
#[derive(Default)]
struct Seen(Vec<String>);

impl Visit for Seen {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let attributes: Vec<String> = element
            .attributes()
            .map(|attribute| match attribute {
                Ok((name, raw)) => format!("{name}={}", decode_value(raw)),
                Err(Malformed(found)) => format!("?{found}"),
            })
            .collect();
        self.0.push(format!("<{} {}", element.name(), attributes.join(" ")));
        false
    }

    fn close(&mut self) {}

    fn wants_text(&self) -> bool {
        true
    }

    fn text(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }

    fn reference(&mut self, name: &str) {
        let mut text = String::new();
        push_reference(&mut text, name);
        self.0.push(text);
    }
}

/// Stops at elements of a name, wants no text.
struct Until(&'static str, Option<String>);

impl Visit for Until {
    fn open(&mut self, element: &Element<'_>) -> bool {
        self.1 = element.attribute("b");
        element.name() == self.0
    }

    fn close(&mut self) {}

    fn wants_text(&self) -> bool {
        false
    }

    fn text(&mut self, text: &str) {
        panic!("not wanted: {text}");
    }

    fn reference(&mut self, name: &str) {
        panic!("not wanted: {name}");
    }
}

fn problem_of(text: &str) -> (u32, u32, String) {
    let problem = walk(text.as_bytes()).1.expect("a problem");
    (problem.span.line, problem.span.column, problem.message)
}

/// Gives one byte at a time, the worst that a reader may do.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        let Some(slot) = into.first_mut() else { return Ok(0) };
        *slot = *first;
        self.0 = rest;
        Ok(1)
    }
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "<?xml version=\"1.0\"?><a b=\"ä €\">ö</a>";
    let expected = walk(text.as_bytes()).0;
    let mut with_mark = vec![0xEF, 0xBB, 0xBF];
    with_mark.extend_from_slice(text.as_bytes());
    assert_eq!(walk(&with_mark).0, expected);

    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    assert_eq!(walk(&little).0, expected, "UTF-16 without a mark");
    assert_eq!(walk(&[&[0xFF, 0xFE][..], &little].concat()).0, expected);
    assert_eq!(walk(&[&[0xFE, 0xFF][..], &big].concat()).0, expected);

    let windows = b"<?xml version='1.0' encoding='windows-1252'?><a b=\"\xE4 \x80\">\xF6</a>";
    assert_eq!(walk(windows).0, expected);
}

#[test]
fn a_utf_16_label_in_a_file_of_single_bytes_is_not_believed() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>ö</a>";
    assert_eq!(walk(text.as_bytes()), (vec!["<a ".to_owned(), "ö".to_owned()], None));
}

#[test]
fn broken_utf_8_and_control_characters_are_text() {
    let (seen, problem) = walk(b"<a>x\xFF\x1B[1m\0y</a>");
    assert_eq!(problem, None);
    assert_eq!(seen, ["<a ", "x\u{FFFD}\u{1B}[1m\0y"]);
}

#[test]
fn only_the_five_entities_and_characters_are_resolved() {
    let text =
        "<!DOCTYPE a [<!ENTITY lol \"boom\">]><a b='&lt;&#65;&#x42;&lol;&'>&amp;&lol;&#x0;& x</a>";
    let (seen, problem) = walk(text.as_bytes());
    assert_eq!(problem, None);
    assert_eq!(seen.concat(), "<a b=<AB&lol;&&&lol;\0& x");
}

#[test]
fn a_duplicate_attribute_is_no_error_and_the_first_one_counts() {
    let mut until = Until("a", None);
    assert_eq!(Xml::new(&b"<a b='1' b=\"2\"/>"[..]).run(&mut until), Ok(Pause::Asked));
    assert_eq!(until.1.as_deref(), Some("1"));
}

#[test]
fn an_attribute_without_quotes_is_malformed() {
    let (seen, _) = walk(b"<a b='1' c=2/>");
    assert_eq!(seen, ["<a b=1 ?c=2"]);
    assert_eq!(walk(b"<a b/>").0, ["<a ?b"]);
}

#[test]
fn what_stands_around_the_root_is_a_problem() {
    assert_eq!(problem_of("").2, "the file is empty");
    assert_eq!(problem_of(" \n "), (2, 2, "the file has no root element".to_owned()));
    assert_eq!(
        problem_of("<a/>\n<b/>"),
        (2, 1, "found a second root element `<b>`, expected the end of the file".to_owned())
    );
    let (line, column, message) = problem_of("<a>\n</a>\nProgram code.");
    assert_eq!((line, column), (3, 1));
    assert_eq!(
        message,
        "found text after the root element: `Program code.`, expected the end of the file"
    );
    assert_eq!(
        problem_of("not xml").2,
        "found text before the root element: `not xml`, expected XML"
    );
}

#[test]
fn a_file_that_is_cut_off_says_where_it_ends() {
    assert_eq!(
        problem_of("<a>\n<b>\n <c/>"),
        (3, 6, "the file ends with 2 elements still open: it is cut off".to_owned())
    );
    let (line, column, message) = problem_of("<a>\nä<b c='");
    assert_eq!((line, column), (2, 2));
    assert_eq!(message, "the file ends inside a tag with 1 elements still open: it is cut off");
}

#[test]
fn a_wrong_end_tag_is_named() {
    assert_eq!(problem_of("<a>\n</b>"), (2, 1, "found `</b>`, expected `</a>`".to_owned()));
    assert_eq!(problem_of("<a/></a>").2, "found `</a>` and no element is open");
}

#[test]
fn elements_nest_so_deep_and_no_deeper() {
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(walk(nested(DEEPEST).as_bytes()).1, None);
    assert!(problem_of(&nested(DEEPEST + 1)).2.contains("deeper than 256"));
    let empty = format!("{}<a/>", "<a>".repeat(DEEPEST));
    assert!(problem_of(&empty).2.contains("deeper than 256"));
}

#[test]
fn places_are_right_across_chunks() {
    let filler = "ä\n".repeat(50_000);
    let text = format!("<a>{filler}ööö<b/></a>");
    let mut xml = Xml::new(BufReader::with_capacity(7, text.as_bytes()));
    assert_eq!(xml.run(&mut Until("b", None)), Ok(Pause::Asked));
    assert_eq!(xml.span(), Span::new(50_001, 4, 50_001, 8));
}

#[test]
fn text_beyond_the_limit_is_refused() {
    let endless = std::io::repeat(b'x').take(source::LONGEST_EVENT as u64 * 2);
    let (_, problem) = walk_from(BufReader::new((&b"<a>"[..]).chain(endless)));
    let message = problem.expect("a problem").message;
    assert_eq!(message, "could not be read further: one tag or text is longer than 64 MiB");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        walk(&bytes);
    }

    #[test]
    fn no_markup_panics(text in "[<>/!?&;#x='\" a\\[\\]\\-\n]{0,120}") {
        let whole = walk(text.as_bytes());
        prop_assert_eq!(whole, walk_from(BufReader::new(Trickle(text.as_bytes()))));
    }
}

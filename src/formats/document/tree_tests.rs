use serde_json::json;

use crate::formats::document::place::Places;
use crate::formats::document::{json, read, toml};

#[test]
fn javascript_reads_more_json() {
    for (text, is_strict) in [
        ("{\"a\": 1, \"a\": 2}", true),
        ("[\"\\ud83d\\ude00\", -0, 1e-400]", true),
        ("[\"\\ud800\"]", false),
        ("[1e999, -1E400]", false),
        (&format!("{}1{}", "[".repeat(128), "]".repeat(128)), false),
        (&format!("{}1{}", "{\"a\":[".repeat(100_000), "]}".repeat(100_000)), false),
    ] {
        assert_eq!(json::parse_json(text).is_ok(), is_strict, "{text}");
        assert!(json::parse_as_javascript(text).is_ok(), "{text}");
    }
    for text in ["", "\u{feff}{}", "[1,]", "[01]", "{\"a\" 1}", "\"\n\"", "\"\\x\"", "[", "{}x"] {
        assert!(json::parse_as_javascript(text).is_err(), "{text}");
    }
    let text = "{\"a\": [1e999, \"\\udc00\"], \"\\ud800\": 1, \"\\u0061\": \"b\", \"z\": {}}";
    let root = json::parse_as_javascript(text).unwrap();
    let map = root.as_map().unwrap();
    let fields = map.fields().iter().map(|field| &text[field.place().0..field.place().1]);
    assert_eq!(fields.collect::<Vec<_>>(), ["\"a\"", "\"\\u0061\"", "\"z\""]);
    assert_eq!(map.get("a").unwrap().as_text(), Some("b"), "the last of two counts");
    assert_eq!(map.fields()[0].node.as_list().unwrap().len(), 2);
    assert_eq!(map.get("b"), None);
}

#[test]
fn a_tree_of_toml_knows_how_a_table_is_written() {
    let text = "a.b = 1\nc = {d.e = [2024-05-01, inf, 'x']}\n[f]\ng = ''\n[[h]]\ni = true\n";
    let root = toml::parse_toml(text, &Places::new(text)).unwrap();
    let get = |path: &[&str]| root.find(path).unwrap();
    for (path, is_value, written) in [
        (&["a"][..], false, "a"),
        (&["a", "b"], true, "1"),
        (&["c"], true, "{d.e = [2024-05-01, inf, 'x']}"),
        (&["c", "d", "e"], true, "[2024-05-01, inf, 'x']"),
        (&["f"], false, "[f]"),
        (&["f", "g"], true, "''"),
        (&["h"], false, "[[h]]"),
    ] {
        let node = get(path);
        let (start, end) = node.place();
        assert_eq!((node.is_value(), &text[start..end]), (is_value, written), "{path:?}");
    }
    assert!(get(&["c"]).as_inline_map().is_some() && get(&["f"]).as_inline_map().is_none());
    assert!(get(&["h"]).as_list().is_none() && get(&["h"]).as_map().is_none());
    // A date and what is no number of JSON are texts of the document, and no strings of the file.
    let items = get(&["c", "d", "e"]).as_list().unwrap();
    assert_eq!(items.iter().filter_map(|item| item.as_text()).collect::<Vec<_>>(), ["x"]);
    let document = read("a.toml", text.as_bytes()).value.unwrap();
    assert_eq!(document.value["c"]["d"]["e"], json!(["2024-05-01", "inf", "x"]));
    assert_eq!(root.as_map().unwrap().get_value("f"), None);
}

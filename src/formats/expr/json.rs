//! `toJSON` and `fromJSON`, keeping the order of objects.

use std::collections::BTreeMap;

use serde_json::Number;

use super::datum::{Datum, number_text};
use super::fold::fold_case;
use crate::formats::document::json::parse_json;
use crate::formats::document::tree::{TreeField, TreeMap, TreeNode, TreeValue};

/// Reads a JSON text; `None` when it is none.
pub(crate) fn read(text: &str) -> Option<Datum> {
    parse_json(text).ok().as_ref().map(datum)
}

/// Writes a value as GitHub does, with two spaces; `None` where an unknown value, or an order that is
/// not GitHub's, would show.
pub(crate) fn write(value: &Datum) -> Option<String> {
    let mut out = String::new();
    write_into(value, 0, &mut out)?;
    Some(out)
}

fn write_into(value: &Datum, depth: usize, out: &mut String) -> Option<()> {
    match value {
        Datum::Null => out.push_str("null"),
        Datum::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Datum::Number(value) => out.push_str(&number_text(*value)),
        Datum::Text(text) => out.push_str(&quote(text)?),
        Datum::Unknown(_) | Datum::Shaped(_) => return None,
        Datum::Map(map) if map.open => return None,
        Datum::List(list) if list.items.is_empty() => out.push_str("[]"),
        Datum::Map(map) if map.fields.is_empty() => out.push_str("{}"),
        Datum::List(list) => {
            if !list.ordered && list.items.len() > 1 {
                return None;
            }
            out.push('[');
            for (index, item) in list.items.iter().enumerate() {
                next_line(index > 0, depth + 1, out);
                write_into(item, depth + 1, out)?;
            }
            next_line(false, depth, out);
            out.push(']');
        }
        Datum::Map(map) => {
            if !map.ordered {
                return None;
            }
            out.push('{');
            for (index, (key, item)) in map.fields.iter().enumerate() {
                next_line(index > 0, depth + 1, out);
                out.push_str(&quote(key)?);
                out.push_str(": ");
                write_into(item, depth + 1, out)?;
            }
            next_line(false, depth, out);
            out.push('}');
        }
    }
    Some(())
}

fn quote(text: &str) -> Option<String> {
    serde_json::to_string(text).ok()
}

fn next_line(comma: bool, depth: usize, out: &mut String) {
    if comma {
        out.push(',');
    }
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn datum(node: &TreeNode) -> Datum {
    match &node.value {
        TreeValue::Bool(value) => Datum::Bool(*value),
        TreeValue::Number(number) => Datum::Number(double(number)),
        TreeValue::Text(text) | TreeValue::Literal(text) => Datum::text(text),
        TreeValue::List(items) | TreeValue::Tables(items) => {
            Datum::list(items.iter().map(datum).collect())
        }
        TreeValue::Map(map) | TreeValue::Table(map) => Datum::map(fields(map)),
        TreeValue::Null | TreeValue::Unread => Datum::Null,
    }
}

/// The last of equal keys counts, in the place of the first; case does not tell keys apart.
fn fields(map: &TreeMap) -> Vec<(String, Datum)> {
    let mut fields: Vec<(String, Datum)> = Vec::new();
    let mut places = BTreeMap::new();
    for TreeField { name, node, .. } in map.fields() {
        let place = *places.entry(fold_case(name)).or_insert(fields.len());
        match fields.get_mut(place) {
            Some(field) => field.1 = datum(node),
            None => fields.push((name.clone(), datum(node))),
        }
    }
    fields
}

/// The nearest double, by the same path as a text would take.
fn double(number: &Number) -> f64 {
    match number.is_f64() {
        true => number.as_f64(),
        false => number.to_string().parse().ok(),
    }
    .unwrap_or(f64::NAN)
}

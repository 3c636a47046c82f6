//! `toJSON` and `fromJSON`, keeping the order of objects.
//!
//! `formats::document` reads JSON too, with the place of every part. An expression has no use of places: its
//! text is a value of the run, which stands in no file. `fromJSON` also decides what a tree leaves open: the last
//! of names that are equal without case counts, in the place of the first. So a [`Datum`] is made at once.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::datum::{Datum, number_text};

/// Reads a JSON text; `None` when it is none.
pub(crate) fn read(text: &str) -> Option<Datum> {
    serde_json::from_str(text).ok()
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

impl<'de> Deserialize<'de> for Datum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DatumVisitor)
    }
}

struct DatumVisitor;

impl<'de> Visitor<'de> for DatumVisitor {
    type Value = Datum;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Datum, E> {
        Ok(Datum::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Datum, E> {
        Ok(Datum::Bool(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Datum, E> {
        Ok(Datum::Number(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Datum, E> {
        Ok(Datum::Number(wide(i128::from(value))))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Datum, E> {
        Ok(Datum::Number(wide(i128::from(value))))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Datum, E> {
        Ok(Datum::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Datum, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Datum::list(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Datum, A::Error> {
        let mut fields: Vec<(String, Datum)> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<String, Datum>()? {
            // The last of equal keys counts, in the place of the first.
            let place = *places.entry(super::fold::fold(&key)).or_insert(fields.len());
            match fields.get_mut(place) {
                Some(field) => field.1 = value,
                None => fields.push((key, value)),
            }
        }
        Ok(Datum::map(fields))
    }
}

/// The nearest double, by the same path as a text would take.
fn wide(value: i128) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

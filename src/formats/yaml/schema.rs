//! Types of plain scalars: the YAML 1.2 core schema as GitHub reads it
//! (`actions/runner`, `YamlObjectReader.cs`, `MatchNull` to `MatchFloat`).

use super::node::Scalar;

/// A plain scalar that has the form of a number and cannot be one: GitHub refuses the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The value of a plain scalar.
pub(super) fn resolve(text: &str) -> Result<Scalar, TooLarge> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Scalar::Null),
        "true" | "True" | "TRUE" => return Ok(Scalar::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Scalar::Bool(false)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Ok(Scalar::Number(f64::INFINITY));
        }
        "-.inf" | "-.Inf" | "-.INF" => return Ok(Scalar::Number(f64::NEG_INFINITY)),
        ".nan" | ".NaN" | ".NAN" => return Ok(Scalar::Number(f64::NAN)),
        _ => {}
    }
    if let Some(number) = based(text)? {
        return Ok(Scalar::Number(number));
    }
    if is_decimal(text)
        && let Ok(number) = text.parse::<f64>()
    {
        return Ok(Scalar::Number(number));
    }
    Ok(Scalar::String(text.to_owned()))
}

/// `0x` and `0o`: 32 bits, read as two's complement.
fn based(text: &str) -> Result<Option<f64>, TooLarge> {
    let (digits, radix) = if let Some(digits) = text.strip_prefix("0x") {
        (digits, 16)
    } else if let Some(digits) = text.strip_prefix("0o") {
        (digits, 8)
    } else {
        return Ok(None);
    };
    if digits.is_empty() || !digits.chars().all(|char| char.is_digit(radix)) {
        return Ok(None);
    }
    let value = u32::from_str_radix(digits, radix).map_err(|_| TooLarge)?;
    Ok(Some(f64::from(value.cast_signed())))
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (integer, text) = digits(text);
    let (decimal, text) = match text.strip_prefix('.') {
        Some(rest) => {
            let (decimal, text) = digits(rest);
            (decimal, text)
        }
        None => (0, text),
    };
    if integer == 0 && decimal == 0 {
        return false;
    }
    match text.strip_prefix(['e', 'E']) {
        None => text.is_empty(),
        Some(exponent) => {
            let (count, rest) = digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
            count > 0 && rest.is_empty()
        }
    }
}

/// How many digits a text starts with, and what follows.
fn digits(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    (text.len() - rest.len(), rest)
}

/// Whether a plain scalar has the form of a core type (`bool`, `int`, `float`, `null`).
pub(super) fn is_of_type(text: &str, core: &str) -> bool {
    match resolve(text) {
        Ok(Scalar::Null) => core == "null",
        Ok(Scalar::Bool(_)) => core == "bool",
        Ok(Scalar::Number(_)) => {
            let signless = text.strip_prefix(['-', '+']).unwrap_or(text);
            let integer = text.starts_with("0x")
                || text.starts_with("0o")
                || signless.chars().all(|char| char.is_ascii_digit());
            match core {
                "int" => integer,
                "float" => !text.starts_with("0x") && !text.starts_with("0o"),
                _ => false,
            }
        }
        // reported on its own
        Err(TooLarge) => core == "int",
        Ok(Scalar::String(_)) => false,
    }
}

//! Scalars with a meaning: text, flags, numbers, days.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A scalar that is read from its text, with the words for a message about a wrong one.
trait Word: Sized {
    const EXPECTED: &'static str;

    fn read(text: &str) -> Option<Self>;
}

struct Words<T>(PhantomData<T>);

impl<T: Word> Visitor<'_> for Words<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let unexpected = serde::de::Unexpected::Str(text);
        T::read(text).ok_or_else(|| E::invalid_value(unexpected, &self))
    }
}

macro_rules! words {
    ($($word:ident)*) => {$(
        impl<'de> Deserialize<'de> for $word {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Words(PhantomData))
            }
        }
    )*};
}

words! { Text Count Percent Day Wait }

/// A text that is not empty. A number or `true` is accepted as text.
#[derive(Clone, Debug)]
pub(super) struct Text(pub(super) String);

impl Word for Text {
    const EXPECTED: &'static str = "text";

    fn read(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }
}

/// `true` or `false`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag(pub(super) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct YesOrNo;

        impl Visitor<'_> for YesOrNo {
            type Value = Flag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true` or `false`")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Flag, E> {
                Ok(Flag(value))
            }
        }

        deserializer.deserialize_bool(YesOrNo)
    }
}

/// A whole number, zero included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count(pub(super) u64);

impl Word for Count {
    const EXPECTED: &'static str = "a whole number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// A percentage from 0 to 100, with or without its sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Percent(pub(super) f64);

impl Word for Percent {
    const EXPECTED: &'static str = "per cent, 0 to 100";

    fn read(text: &str) -> Option<Self> {
        let share: f64 = text.trim().trim_end_matches('%').trim_end().parse().ok()?;
        (0.0..=100.0).contains(&share).then_some(Self(share))
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day(pub(super) jiff::civil::Date);

impl Word for Day {
    const EXPECTED: &'static str = "a day such as `2026-12-31`";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|_| text.len() == 10).map(Self)
    }
}

/// A time to wait, in seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait(pub(super) u64);

impl Word for Wait {
    const EXPECTED: &'static str = "a time such as `20m`, `90s` or `1h`, at most 60 minutes";

    fn read(text: &str) -> Option<Self> {
        const LONGEST: u64 = 3_600;
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            _ => return None,
        };
        let count: u64 = Some(digits).filter(|digits| !digits.starts_with('+'))?.parse().ok()?;
        count.checked_mul(unit).filter(|seconds| *seconds <= LONGEST).map(Self)
    }
}

//! Hostile text, made harmless: one newtype for each surface that shows it.

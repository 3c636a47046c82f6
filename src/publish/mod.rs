//! Publishing: writes the judgement, one file for each surface. Pure: each surface is a function
//! from a [`Judgement`](judgement::Judgement) to text. Text from outside goes through
//! [`crate::text`].

pub mod annotations;
pub mod external_id;
mod figures;
pub mod github;
pub mod json;
pub mod judgement;
pub mod markdown;
pub mod notice;
pub mod outputs;
mod places;
pub mod plan;
pub mod policy;
pub mod prove;
pub mod rules;
pub mod sarif;
pub mod schema;
pub mod terminal;
pub mod trace;

//! EDGE: the one HTTP client, for reads (`inputs`) and writes (`publish::github`).
//!
//! The client sends requests only to the API that it was made for: no other origin gets the token,
//! and redirects and links to other origins are faults. `retry`, which is pure, decides what is
//! repeated and when; the clock, the sleep and the network are in `client`.

mod client;
pub(super) mod error;
mod pace;
mod pages;
mod path;
mod retry;
pub(super) mod token;
mod transport;

pub use self::client::Client;
pub use self::error::{ApiFault, ClientError};
pub use self::pace::Pace;
pub use self::path::api_path;
pub use self::token::Token;
pub use self::transport::Tls;

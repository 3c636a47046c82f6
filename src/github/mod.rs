//! EDGE: the one HTTP client, for reads (`inputs`) and writes (`publish::github`).
//!
//! It talks to the API that it was made for and to nothing else: the token goes to that origin alone,
//! redirects and links that lead elsewhere are faults. What may be tried again, and when, is decided by
//! `retry`, which is pure; the clock, the sleep and the network are in `client`.

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
pub use self::path::path;
pub use self::token::Token;
pub use self::transport::Tls;

//! One request and its answer: the network, TLS and their faults, told apart.

use std::error::Error;
use std::io::{self, Read as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::HeaderMap;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::error::ClientError;

/// Longest time to make a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Longest answer in bytes.
pub(super) const LIMIT: u64 = 20 << 20;

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Returns a header, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The reason why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// No connection was made.
    NotSent(String),
    /// The connection broke or timed out.
    Lost(String),
    /// TLS rejects the connection.
    Untrusted(String),
    /// The body is too large.
    TooLarge,
}

/// Builds the HTTP client for one API: no redirects, no retries of its own, our roots only.
///
/// By default reqwest trusts the roots of the system. An image without files has none, and the
/// variable `SSL_CERT_FILE` could replace them. So the roots are compiled in, and the named
/// certificates are added.
pub(super) fn build(api: &Url, tls: &Tls) -> Result<Client, ClientError> {
    let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = &tls.ca_file {
        let mut count = 0_usize;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate
                .map_err(|error| ClientError::Certificates { why: error.to_string() })?;
            roots
                .add(certificate)
                .map_err(|error| ClientError::Certificates { why: error.to_string() })?;
            count += 1;
        }
        if count == 0 {
            return Err(ClientError::Certificates { why: "it holds none".to_owned() });
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ClientError::Build { why: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut builder = Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(CONNECT);
    if is_loopback(api) {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| ClientError::Build { why: root_cause(&error) })
}

/// Returns whether a URL is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// Sends a request and reads the answer to its end, within `patience` for all of it.
pub(super) fn exchange(request: RequestBuilder, patience: Duration) -> Result<Answer, Broken> {
    let start = Instant::now();
    let mut response = request.timeout(patience).send().map_err(|error| broken(&error))?;
    let status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let body = read(response, start, patience)?;
    Ok(Answer { status, headers, body })
}

fn read(mut response: Response, start: Instant, patience: Duration) -> Result<Vec<u8>, Broken> {
    let mut body = Vec::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        let count = match response.read(&mut chunk) {
            Ok(0) => return Ok(body),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(if is_timeout(&error) {
                    Broken::Lost("the answer did not end in time".to_owned())
                } else {
                    Broken::Lost(format!("the answer broke off: {}", root_cause(&error)))
                });
            }
        };
        body.extend_from_slice(&chunk[..count]);
        if body.len() as u64 > LIMIT {
            return Err(Broken::TooLarge);
        }
        // A timeout of the client starts anew with each piece, so a slow trickle would never end.
        if start.elapsed() > patience {
            return Err(Broken::Lost("the answer did not end in time".to_owned()));
        }
    }
}

fn broken(error: &reqwest::Error) -> Broken {
    // This comes first: a bad certificate is a connection error too, and repeating the call does
    // not help.
    if let Some(tls) = find::<rustls::Error>(error) {
        return Broken::Untrusted(tls.to_string());
    }
    if error.is_connect() {
        return Broken::NotSent(if error.is_dns() {
            "the name of its host is not known".to_owned()
        } else if error.is_timeout() {
            "no connection in time".to_owned()
        } else {
            format!("no connection: {}", root_cause(error))
        });
    }
    if error.is_builder() {
        return Broken::NotSent(format!("the request cannot be built: {}", root_cause(error)));
    }
    Broken::Lost(if error.is_timeout() {
        "no answer in time".to_owned()
    } else {
        format!("the connection broke: {}", root_cause(error))
    })
}

fn is_timeout(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::TimedOut
        || find::<reqwest::Error>(error).is_some_and(reqwest::Error::is_timeout)
}

/// Returns the first error of a type in the chain. The error inside an `io::Error` is not its
/// source but replaces it, so it is examined separately.
fn find<'e, E: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// Returns the last error of the chain: the others only say which layer failed, and may contain
/// URLs.
fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// Certificates that are trusted besides the compiled-in roots.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// Certificates in PEM, from a file that the user named. `SSL_CERT_FILE` is not read, because
    /// an earlier step may have set it.
    pub ca_file: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_this_machine_and_no_name_that_looks_like_it() {
        for (url, expected) in [
            ("http://localhost:8080", true),
            ("http://127.0.0.1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:1", true),
            // The URL parser reads these as addresses.
            ("http://2130706433", true),
            ("http://localhost.example", false),
            ("http://127.0.0.1.example", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("https://api.github.com", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }

    #[test]
    fn a_fault_of_tls_is_found_where_io_errors_hide_it() {
        let tls = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let hidden = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, tls.clone()));
        assert_eq!(find::<rustls::Error>(&hidden), Some(&tls));
        assert_eq!(find::<rustls::Error>(&io::Error::other("other")), None);
    }
}

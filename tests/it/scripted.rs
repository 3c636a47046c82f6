//! A server that plays a script: which request comes next, and what happens to it. A request that
//! is not in the script, or a missing one, fails the test.
//!
//! The certificates in `scripted/` are valid for 127.0.0.1 and were made for these tests, so their
//! key is no secret.

#![expect(clippy::disallowed_types, reason = "the other end of the client under test")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::Value;

pub(crate) const ROOT: &[u8] = include_bytes!("scripted/root.pem");

/// What happens to a request.
pub(crate) enum Play {
    /// An answer: status, headers, body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The connection is closed without an answer.
    Drop,
    /// The answer ends before its announced length.
    CutShort,
    /// There is no answer until the client gives up.
    Silence,
}

/// Makes an answer of JSON.
pub(crate) fn json(status: u16, body: &Value) -> Play {
    Play::Answer(status, Vec::new(), body.to_string().into_bytes())
}

/// Makes an answer of JSON with headers.
pub(crate) fn with(status: u16, headers: &[(&'static str, &str)], body: &Value) -> Play {
    let headers = headers.iter().map(|&(name, value)| (name, value.to_owned())).collect();
    Play::Answer(status, headers, body.to_string().into_bytes())
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Method and target, as `GET /x?y=z`.
    pub(crate) line: String,
    /// All headers as they came.
    pub(crate) headers: String,
    pub(crate) body: Value,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    seen: Arc<Mutex<Vec<Seen>>>,
    thread: JoinHandle<Vec<String>>,
}

impl Server {
    /// Starts a server with a script of (`METHOD /target`, what happens).
    pub(crate) fn start(script: impl FnOnce(&str) -> Vec<(String, Play)>) -> Self {
        Self::play(script, None)
    }

    /// Starts a server that answers one request in plain text.
    pub(crate) fn start_garbled() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let thread = std::thread::spawn(move || {
            let mut guests = 0;
            loop {
                let (mut stream, _) = listener.accept().unwrap();
                if over.load(Ordering::SeqCst) {
                    let came = if guests == 1 { None } else { Some(format!("{guests} came")) };
                    return came.into_iter().collect();
                }
                guests += 1;
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
            }
        });
        Self { address, is_over, seen: Arc::default(), thread }
    }

    /// Starts a server behind TLS, with a certificate that [`ROOT`] signed.
    pub(crate) fn start_tls(script: impl FnOnce(&str) -> Vec<(String, Play)>) -> Self {
        let chain = CertificateDer::pem_slice_iter(include_bytes!("scripted/server.pem"));
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("scripted/server.key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain.map(Result::unwrap).collect(), key)
            .unwrap();
        Self::play(script, Some(Arc::new(config)))
    }

    fn play(
        script: impl FnOnce(&str) -> Vec<(String, Play)>,
        tls: Option<Arc<rustls::ServerConfig>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let mut steps = script(&format!("{scheme}://{address}")).into_iter();
        let is_over = Arc::new(AtomicBool::new(false));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (over, log) = (Arc::clone(&is_over), Arc::clone(&seen));
        let thread = std::thread::spawn(move || {
            let mut wrong = Vec::new();
            loop {
                let (stream, _) = listener.accept().unwrap();
                if over.load(Ordering::SeqCst) {
                    wrong.extend(steps.map(|(line, _)| format!("`{line}` never came")));
                    return wrong;
                }
                match &tls {
                    None => serve(stream, &mut steps, &log, &mut wrong),
                    Some(config) => {
                        let connection = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
                        let stream = rustls::StreamOwned::new(connection, stream);
                        serve(stream, &mut steps, &log, &mut wrong);
                    }
                }
            }
        });
        Self { address, is_over, seen, thread }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Ends the script: every step must have been played, and nothing else.
    pub(crate) fn finish(self) -> Vec<Seen> {
        self.is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address).unwrap());
        let wrong = self.thread.join().unwrap();
        assert!(wrong.is_empty(), "{wrong:#?}");
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

fn serve(
    mut stream: impl Read + Write,
    steps: &mut impl Iterator<Item = (String, Play)>,
    log: &Mutex<Vec<Seen>>,
    wrong: &mut Vec<String>,
) {
    let Some(seen) = request(&mut stream) else { return };
    log.lock().unwrap().push(seen.clone());
    match steps.next() {
        Some((line, play)) => {
            if line != seen.line {
                wrong.push(format!("`{}` came instead of `{line}`", seen.line));
            }
            act(&mut stream, play);
        }
        None => {
            wrong.push(format!("`{}` came after the end", seen.line));
            act(&mut stream, json(418, &Value::Null));
        }
    }
}

fn act(stream: &mut (impl Read + Write), play: Play) {
    match play {
        Play::Answer(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers {
                write!(head, "{name}: {value}\r\n").unwrap();
            }
            // The client may have closed the connection once it had seen enough.
            let _ = stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes());
            let _ = stream.write_all(&body);
            let _ = stream.flush();
        }
        Play::Drop => {}
        Play::CutShort => {
            stream.write_all(b"HTTP/1.1 200 X\r\ncontent-length: 99\r\n\r\n{\"a\":").unwrap();
            stream.flush().unwrap();
        }
        Play::Silence => while stream.read(&mut [0; 64]).is_ok_and(|count| count > 0) {},
    }
}

fn request(stream: &mut impl Read) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let count = stream.read(&mut chunk).ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    let line = line.strip_suffix(" HTTP/1.1").unwrap().to_owned();
    let mut seen = Seen { line, headers: headers.to_owned(), body: Value::Null };
    let length: usize = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < end + 4 + length {
        let count = stream.read(&mut chunk).ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
    }
    if length > 0 {
        seen.body = serde_json::from_slice(&bytes[end + 4..]).unwrap();
    }
    Some(seen)
}

//! A small HTTP/1.1 client for the loads: one keep-alive connection, one request at a time.
//!
//! It exists so that the client costs next to nothing beside the server it measures, and so that a broken
//! connection is seen as what it is: an outcome that is not known.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(40);

/// A request to make.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its query.
    pub path: &'a str,
    /// Idempotency key; empty for none.
    pub key: &'a str,
    /// Body; empty for none.
    pub body: &'a str,
}

impl<'a> Call<'a> {
    /// A read.
    #[must_use]
    pub const fn get(path: &'a str) -> Self {
        Self { method: "GET", path, key: "", body: "" }
    }

    /// A change under a key.
    #[must_use]
    pub const fn post(path: &'a str, key: &'a str, body: &'a str) -> Self {
        Self { method: "POST", path, key, body }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Body.
    pub body: String,
    /// Whether the server says that it had given it before.
    pub replayed: bool,
}

impl Answer {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The machine word of a problem, or nothing.
    #[must_use]
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A client on one address, with one bearer token.
#[derive(Debug)]
pub struct Client {
    address: String,
    token: String,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

impl Client {
    /// A client that connects when it is first used.
    #[must_use]
    pub fn new(address: &str, token: &str) -> Self {
        Self { address: address.to_owned(), token: token.to_owned(), stream: None, buffer: Vec::with_capacity(8192) }
    }

    /// Sends a request and reads its answer; connects first where there is no connection.
    ///
    /// # Errors
    /// When there is no answer: whether the request arrived is not known then.
    pub async fn send(&mut self, call: Call<'_>) -> std::io::Result<Answer> {
        let stream = self.stream.take();
        let answered = tokio::time::timeout(PATIENCE, self.exchange(stream, call)).await;
        let (stream, answer) = answered.map_err(|_| Error::from(ErrorKind::TimedOut))??;
        self.stream = Some(stream);
        Ok(answer)
    }

    async fn exchange(&mut self, stream: Option<TcpStream>, call: Call<'_>) -> std::io::Result<(TcpStream, Answer)> {
        let mut stream = match stream {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(&self.address).await?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        stream.write_all(self.head(call).as_bytes()).await?;
        self.buffer.clear();
        let (answer, length) = loop {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if let Some(read) = head_of(&self.buffer)? {
                break read;
            }
        };
        let end = length.0 + length.1;
        while self.buffer.len() < end {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        let body = self.buffer.get(length.0..end).unwrap_or_default();
        let body = String::from_utf8_lossy(body).into_owned();
        Ok((stream, Answer { body, ..answer }))
    }

    fn head(&self, call: Call<'_>) -> String {
        use std::fmt::Write as _;
        let Call { method, path, key, body } = call;
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        // Writing into a text never fails.
        if !self.token.is_empty() {
            let _ok = write!(text, "authorization: Bearer {}\r\n", self.token);
        }
        if !key.is_empty() {
            let _ok = write!(text, "idempotency-key: {key}\r\n");
        }
        if method == "GET" {
            text.push_str("\r\n");
        } else {
            let length = body.len();
            let _ok = write!(text, "content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}");
        }
        text
    }
}

/// Status and flags once the head is whole, with where the body begins and how long it is.
fn head_of(bytes: &[u8]) -> std::io::Result<Option<(Answer, (usize, usize))>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let broken = |why: &str| Error::new(ErrorKind::InvalidData, why.to_owned());
    let head = std::str::from_utf8(bytes.get(..end).unwrap_or_default()).map_err(|_| broken("the head is not text"))?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|word| word.parse().ok());
    let (mut length, mut replayed) = (None, false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
        replayed |= name.eq_ignore_ascii_case("idempotent-replayed");
    }
    let status = status.ok_or_else(|| broken("the first line has no status"))?;
    let length = length.ok_or_else(|| broken("the answer does not say how long it is"))?;
    Ok(Some((Answer { status, body: String::new(), replayed }, (end + 4, length))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_once_they_are_whole() {
        let text = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nIdempotent-Replayed: true\r\n\r\n{}";
        assert!(head_of(&text[..30]).unwrap().is_none());
        let (answer, (at, length)) = head_of(text).unwrap().unwrap();
        assert_eq!((answer.status, answer.replayed), (202, true));
        assert_eq!(&text[at..at + length], b"{}");
        assert!(head_of(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}

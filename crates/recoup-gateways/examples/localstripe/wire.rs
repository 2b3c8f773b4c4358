//! A tiny blocking HTTP/1.1: one connection for each request.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use recoup_gateways::Request;

use super::Done;

/// How often, and with which pause, it is looked whether somebody listens there yet.
const MOST_LOOKS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(200);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where requests go.
pub struct Line {
    address: String,
}

impl Line {
    /// Waits until somebody listens there.
    pub fn open(address: &str) -> Done<Self> {
        for _ in 0..MOST_LOOKS {
            if TcpStream::connect(address).is_ok() {
                return Ok(Self { address: address.to_owned() });
            }
            thread::sleep(PAUSE);
        }
        Err(format!("start: nobody listens at {address}").into())
    }

    /// The start of its URLs.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Status and body of the answer to a request.
    pub fn send(&self, request: &Request) -> Done<(u16, String)> {
        let target = request.url.strip_prefix(&self.base_url()).ok_or("a request to somewhere else")?;
        let mut text =
            format!("{} {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", request.method, self.address);
        for header in &request.headers {
            text.push_str(&format!("{}: {}\r\n", header.name, header.value));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{}", request.body.len(), request.body));
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(text.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("an answer without an end of its head")?;
        if head.to_ascii_lowercase().contains("transfer-encoding") {
            return Err("an answer in chunks, which is not read here".into());
        }
        let status = head.split(' ').nth(1).ok_or("an answer without a status")?;
        Ok((status.parse()?, body.to_owned()))
    }
}

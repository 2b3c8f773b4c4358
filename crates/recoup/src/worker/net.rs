//! The only HTTP client: time-outs, no redirects, no proxy, no private addresses, bounded replies.
//!
//! Names are resolved here, checked, and the connection goes to the address that was checked, so that a
//! name cannot change its mind in between. What is kept of an exchange is redacted first.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use recoup_gateways::dispute::FileRequest;
use recoup_gateways::{Header, Reply, Request};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::clean;
use crate::tripwire;

/// Most bytes of a reply that are read.
const MOST_BYTES: usize = 1 << 20;

/// Most bytes of a request that are sent: what any gateway takes as files at once is less.
const MOST_SENT: usize = 16 << 20;

/// Most bytes of a reply that are kept.
pub const MOST_KEPT: usize = 16 * 1024;

/// The client.
#[derive(Debug, Clone)]
pub struct Net {
    way: Way,
}

/// Where requests go.
#[derive(Debug, Clone)]
enum Way {
    /// Over the network.
    Http { client: reqwest::Client, private_addresses: bool },
    /// Into a network of somebody's own making.
    Made(Arc<dyn Wire>),
}

/// A network of somebody's own making.
pub trait Wire: Debug + Send + Sync {
    /// Carries a request and brings the reply, if there is one.
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Sent>;

    /// Carries a request whose body may be more than text; one that is text goes like any other.
    fn send_file<'a>(&'a self, request: &'a FileRequest) -> BoxFuture<'a, Sent> {
        Box::pin(async move {
            let Ok(body) = String::from_utf8(request.body.clone()) else {
                return Sent::NotSent("it is not text, and this wire carries only text".to_owned());
            };
            let (method, url, headers) = (request.method, request.url.clone(), request.headers.clone());
            self.send(&Request { method, url, headers, body }).await
        })
    }
}

/// A reply with its body.
#[derive(Debug)]
pub enum Sent {
    /// A readable reply.
    Http {
        /// Status.
        status: u16,
        /// Headers with lower-case names; those that cannot be read as text are left out.
        headers: Vec<(String, String)>,
        /// Body.
        body: Vec<u8>,
    },
    /// It provably never left.
    NotSent(String),
    /// It may have arrived.
    MaybeSent(String),
}

impl Sent {
    /// The reply as adapters read it.
    #[must_use]
    pub fn reply(&self) -> Reply<'_> {
        match self {
            Self::Http { status, headers, body } => Reply::Http { status: *status, headers, body },
            Self::NotSent(why) => Reply::NotSent { why: why.clone() },
            Self::MaybeSent(why) => Reply::MaybeSent { why: why.clone() },
        }
    }

    /// The status, 0 without a readable reply.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Http { status, .. } => *status,
            Self::NotSent(_) | Self::MaybeSent(_) => 0,
        }
    }

    /// The body; nothing without a readable reply.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        match self {
            Self::Http { body, .. } => body,
            Self::NotSent(_) | Self::MaybeSent(_) => Vec::new(),
        }
    }

    /// What is kept of the body: text, card-like numbers taken out, cut.
    #[must_use]
    pub fn kept(&self) -> String {
        match self {
            Self::Http { body, .. } => keepable(body),
            Self::NotSent(why) | Self::MaybeSent(why) => why.clone(),
        }
    }
}

/// Text that may be stored, cut to 16 KiB; nothing of it where it holds a card number.
#[must_use]
pub fn keepable(body: &[u8]) -> String {
    // Looked at whole, because the cut could split a number that would have been seen.
    if tripwire::trips(body) {
        return clean::WITHHELD.to_owned();
    }
    String::from_utf8_lossy(&body[..body.len().min(MOST_KEPT)]).into_owned()
}

/// A text without the values of fields by these names, in JSON or in a form or address.
#[must_use]
pub fn without(text: String, names: &[&str]) -> String {
    names.iter().fold(text, |text, name| if text.contains(name) { without_one(&text, name) } else { text })
}

/// A text of the gateway of an account without the secrets of its objects.
#[must_use]
pub fn without_secrets(account: &str, text: String) -> String {
    let names = recoup_gateways::of_account(account).map(|gateway| gateway.secret_fields()).unwrap_or_default();
    without(text, names)
}

/// The body of a delivery as it may be shown: it is kept as it came, because signatures cover bytes.
#[must_use]
pub fn shown(account: &str, body: &[u8]) -> String {
    without_secrets(account, keepable(body))
}

fn without_one(text: &str, name: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(name) {
        let (before, after) = rest.split_at(at + name.len());
        kept.push_str(before);
        rest = after;
        // A quote that ends the name, the sign, and a quote that begins the value; quotes may be escaped.
        let named = after.trim_start_matches(['\\', '"']).trim_start();
        let Some(value) = named.strip_prefix([':', '=']) else { continue };
        let value = value.trim_start().trim_start_matches(['\\', '"']);
        let ends = |c: char| matches!(c, '"' | '\\' | '&' | ',' | '}' | '<') || c.is_whitespace();
        let (secret, behind) = value.split_at(value.find(ends).unwrap_or(value.len()));
        kept.push_str(&after[..after.len() - value.len()]);
        kept.push_str(if matches!(secret, "" | "null") { secret } else { "withheld" });
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

impl Net {
    /// A client. `private_addresses` is for sandboxes and tests.
    ///
    /// # Errors
    /// In words, when the TLS set-up fails.
    pub fn new(timeout: Duration, private_addresses: bool) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .timeout(timeout)
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(30))
            .dns_resolver(Arc::new(Checked { private_addresses }))
            .user_agent(concat!("recoup/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { way: Way::Http { client, private_addresses } })
    }

    /// A client whose requests go over a wire.
    #[must_use]
    pub fn through(wire: Arc<dyn Wire>) -> Self {
        Self { way: Way::Made(wire) }
    }

    /// Sends a request and reads the reply, telling "never left" from "may have arrived".
    pub async fn send(&self, request: &Request) -> Sent {
        let body = request.body.as_bytes();
        match &self.way {
            Way::Http { client, private_addresses } => {
                let call = begin(client, (request.method, &request.url, &request.headers), *private_addresses);
                finish(call, body.to_vec()).await
            }
            Way::Made(wire) => wire.send(request).await,
        }
    }

    /// The same for a request whose body may hold files.
    pub async fn send_file(&self, request: &FileRequest) -> Sent {
        if request.body.len() > MOST_SENT {
            return Sent::NotSent(format!("it has {} bytes, and {MOST_SENT} are sent at most", request.body.len()));
        }
        match &self.way {
            Way::Http { client, private_addresses } => {
                let call = begin(client, (request.method, &request.url, &request.headers), *private_addresses);
                finish(call, request.body.clone()).await
            }
            Way::Made(wire) => wire.send_file(request).await,
        }
    }
}

/// A call to an address that may be called.
fn begin(
    client: &reqwest::Client,
    (method, url, headers): (&str, &str, &[Header]),
    private_addresses: bool,
) -> Result<reqwest::RequestBuilder, String> {
    let url = checked(url, private_addresses)?;
    let method = match method {
        "GET" => reqwest::Method::GET,
        "PUT" => reqwest::Method::PUT,
        "PATCH" => reqwest::Method::PATCH,
        "DELETE" => reqwest::Method::DELETE,
        _ => reqwest::Method::POST,
    };
    let call = client.request(method, url);
    Ok(headers.iter().fold(call, |call, header| call.header(header.name, &header.value)))
}

async fn finish(call: Result<reqwest::RequestBuilder, String>, body: Vec<u8>) -> Sent {
    let call = match call {
        Ok(call) if body.is_empty() => call,
        Ok(call) => call.body(body),
        Err(why) => return Sent::NotSent(why),
    };
    match call.send().await {
        Err(error) if error.is_connect() || error.is_builder() => Sent::NotSent(words(&error)),
        Err(error) => Sent::MaybeSent(words(&error)),
        Ok(reply) => read(reply).await,
    }
}

/// Literal addresses never reach the resolver, so they are checked here.
fn checked(url: &str, private_addresses: bool) -> Result<reqwest::Url, String> {
    let url = reqwest::Url::parse(url).map_err(|error| format!("the address is not a URL: {error}"))?;
    let plain = url.scheme() == "http";
    if plain && !private_addresses {
        return Err("only https is called; allow private addresses to use a sandbox".to_owned());
    }
    let literal = url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
    if literal.is_some_and(|ip| !private_addresses && !is_public(ip)) {
        return Err("the address is private; gateways are called on public addresses only".to_owned());
    }
    Ok(url)
}

async fn read(mut reply: reqwest::Response) -> Sent {
    let status = reply.status().as_u16();
    let text = |value: &reqwest::header::HeaderValue| value.to_str().ok().map(str::to_owned);
    let headers =
        reply.headers().iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?))).collect();
    let mut body = Vec::new();
    loop {
        match reply.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= MOST_BYTES => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Sent::MaybeSent(format!("the reply is longer than {MOST_BYTES} bytes")),
            Ok(None) => return Sent::Http { status, headers, body },
            Err(error) => return Sent::MaybeSent(words(&error)),
        }
    }
}

/// An error without its URL: a URL may carry what must not be logged.
fn words(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "timed out"
    } else if error.is_connect() {
        "could not connect"
    } else {
        "the connection broke"
    };
    let mut source = std::error::Error::source(error);
    let mut deepest = None;
    while let Some(inner) = source {
        deepest = Some(inner.to_string());
        source = inner.source();
    }
    deepest.map_or_else(|| kind.to_owned(), |why| format!("{kind}: {why}"))
}

/// Resolves names and hands out public addresses only.
#[derive(Debug)]
struct Checked {
    private_addresses: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let private_addresses = self.private_addresses;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let kept: Vec<SocketAddr> = found.filter(|at| private_addresses || is_public(at.ip())).collect();
            if kept.is_empty() {
                return Err("the name has no public address".into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is on the public internet: not loopback, private, shared, link-local, documentation,
/// multicast or reserved, also not through an IPv4-mapped or translated IPv6 address.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [first, second, ..] = ip.segments();
    let nat64 = first == 0x64 && second == 0xff9b;
    let six_to_four = first == 0x2002;
    let documentation = first == 0x2001 && second == 0x0db8;
    let teredo = first == 0x2001 && second == 0;
    // Global unicast is 2000::/3; everything else is something special.
    (first & 0xe000) == 0x2000 && !(nat64 || six_to_four || documentation || teredo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_seen_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.3.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "fe80::1",
            "fc00::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(private.parse().is_ok_and(|ip| !is_public(ip)), "{private}");
        }
        for public in ["93.184.216.34", "2606:4700::1111"] {
            assert!(public.parse().is_ok_and(is_public), "{public}");
        }
    }

    #[test]
    fn the_secrets_of_objects_are_left_out() {
        for (text, kept) in [
            (
                r#"{"id":"pi_1","client_secret":"pi_1_secret_x","n":1}"#,
                r#"{"id":"pi_1","client_secret":"withheld","n":1}"#,
            ),
            ("{\"client_secret\" : \n \"x\"}", "{\"client_secret\" : \n \"withheld\"}"),
            (r#"{"client_secret":null,"a":2}"#, r#"{"client_secret":null,"a":2}"#),
            (
                r#"{"url":"https://h.example/?client_secret=x&b=2"}"#,
                r#"{"url":"https://h.example/?client_secret=withheld&b=2"}"#,
            ),
            (r#"{"t":"{\"client_secret\":\"x\"}"}"#, r#"{"t":"{\"client_secret\":\"withheld\"}"}"#),
            (r#"{"client_secret_days":7}"#, r#"{"client_secret_days":7}"#),
            (r#"{"a":1,"client_secret":"cut in the mid"#, r#"{"a":1,"client_secret":"withheld in the mid"#),
            (r#"{"client_secret""#, r#"{"client_secret""#),
        ] {
            assert_eq!(without(text.to_owned(), &["client_secret"]), kept);
        }
        assert_eq!(without("a=1".to_owned(), &[]), "a=1");
    }

    #[test]
    fn kept_text_never_holds_a_card_number() {
        assert!(!keepable(b"{\"number\":\"4242 4242 4242 4242\"}").contains("4242"));
        assert_eq!(keepable(b"{\"id\":\"sa_1\"}"), "{\"id\":\"sa_1\"}");
    }
}

//! `/live`: tells open pages which things changed, as server-sent events with ids and nothing else.
//!
//! The feed of the tenant is the one source, so a change on another node is told as well, a second later. A page says
//! up to which number of the feed it was made, and a browser that comes back says which it heard last; nothing between
//! is lost. What a person may not look at is not named to that person.

pub mod room;
pub mod seats;
pub mod watch;

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::guard::{self, Visitor};
use super::trouble::Trouble;
use crate::access::{Grants, Permission};
use crate::http::Shared;
use crate::http::problem::Problem;
use crate::http::serve::Stopping;
use crate::people::{self, session};
use room::{News, Rooms, since};
use seats::{Seat, Seats};

/// The path, which the guard knows: a stream that is open is no use of a session.
pub const PATH: &str = "/live";

/// Milliseconds a browser waits before it comes back after a stream broke.
const RETRY_MS: u32 = 3_000;

/// Ids that one message names at most; beyond, the page looks at everything.
const MOST_IDS: usize = 200;

/// How streams behave.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How often the store is asked for the newest number of a tenant that somebody listens to.
    pub poll: Duration,
    /// How often a stream says that it lives and looks whether its session does.
    pub check: Duration,
    /// How long a tenant is asked about after its last listener left.
    pub linger: Duration,
    /// Streams of one session at most. Browsers open six connections to a host that speaks HTTP/1.1; one is left for
    /// the pages themselves.
    pub per_session: usize,
    /// Streams of this node at most.
    pub per_node: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(1),
            check: Duration::from_secs(15),
            linger: Duration::from_secs(5),
            per_session: 5,
            per_node: 500,
        }
    }
}

/// Who listens on this node, and to what.
#[derive(Debug, Default)]
pub struct Live {
    rooms: Rooms,
    seats: Seats,
}

/// Opens a stream, or with `?probe=1` only says whether one could be opened.
///
/// # Errors
/// 401 when nobody is signed in, 403 without any permission or from another site, 503 when there are too many streams,
/// or what the store met.
pub async fn listen(State(face): State<Shared>, parts: Parts) -> Result<Response, Trouble> {
    if !guard::same_site(&face, &parts.headers) {
        return Err(Problem::new(403, "foreign_request", "only a page of ours may listen").into());
    }
    let Some(visitor) = Visitor::of(&parts, &face).await? else {
        return Err(Problem::new(401, "signed_out", "nobody is signed in; sign in and open the page again").into());
    };
    face.limits.request(&visitor.caller)?;
    if !holds_any(&visitor.caller.grants) {
        return Err(Problem::new(403, "role_missing", "this person has no role; ask your team for one").into());
    }
    let asked = Asked::read(&parts);
    if asked.probe {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let stopping = parts.extensions.get::<Stopping>().cloned().unwrap_or_default();
    let listener = Listener::begin(face, visitor, asked.after, stopping).await?;
    let words = stream::unfold(listener, |mut listener| async move {
        let said = listener.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(said)), listener))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // A proxy that collects answers before it hands them on would hold every message back.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Ok((headers, Body::from_stream(words)).into_response())
}

/// What a request says.
struct Asked {
    after: Option<i64>,
    probe: bool,
}

impl Asked {
    fn read(parts: &Parts) -> Self {
        let pairs = || parts.uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        let value = |name: &str| pairs().find(|(known, _)| *known == name).map(|(_, value)| value);
        // What a browser heard counts more than what the page began with.
        let heard = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok());
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
        let after = heard.and_then(number).or_else(|| value("after").and_then(number));
        Self { after, probe: value("probe").is_some() }
    }
}

/// One open stream.
struct Listener {
    face: Shared,
    tenant: String,
    session_id: String,
    grants: Grants,
    news: broadcast::Receiver<News>,
    /// Number up to which it was told.
    at: i64,
    first: Option<String>,
    ended: bool,
    check: Interval,
    stopping: Stopping,
    _seat: Seat,
}

/// What a listener wakes up for.
enum Heard {
    Stop,
    Check,
    News(Result<News, RecvError>),
}

impl Listener {
    async fn begin(face: Shared, visitor: Visitor, after: Option<i64>, stopping: Stopping) -> Result<Self, Trouble> {
        let pace = face.options.live;
        let (tenant, session_id) = (visitor.caller.tenant.clone(), visitor.session.session_id.clone());
        let seat = face.live.seats.take(&session_id, &pace).ok_or_else(|| {
            let detail = "too many pages listen already; close some, this one goes on without";
            Problem::new(503, "too_many_streams", detail).again(30)
        })?;
        // First listen, then look: what comes between is told twice and never lost.
        let store = face.engine.store();
        let news = face.live.rooms.enter(store, &tenant, pace, &stopping).await?;
        let at = match after {
            Some(after) => after,
            None => store.feed_end(&tenant).await?,
        };
        let missed = since(store, &tenant, at).await?;
        let mut check = interval_at(Instant::now() + pace.check, pace.check);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let grants = visitor.caller.grants;
        let mut listener = Self {
            face,
            tenant,
            session_id,
            grants,
            news,
            at,
            first: None,
            ended: false,
            check,
            stopping,
            _seat: seat,
        };
        let said = missed.and_then(|news| listener.tell(&news)).unwrap_or_else(|| format!("id: {}\n\n", listener.at));
        listener.first = Some(format!("retry: {RETRY_MS}\n{said}"));
        Ok(listener)
    }

    /// The next words; nothing when the stream ends.
    async fn next(&mut self) -> Option<String> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        while !self.ended {
            let heard = tokio::select! {
                () = self.stopping.asked() => Heard::Stop,
                _ = self.check.tick() => Heard::Check,
                news = self.news.recv() => Heard::News(news),
            };
            let said = match heard {
                Heard::Check => Some(self.look().await?),
                Heard::News(Ok(news)) => self.tell(&news),
                Heard::News(Err(RecvError::Lagged(_))) => {
                    let upto = self.face.engine.store().feed_end(&self.tenant).await.ok()?;
                    self.tell(&News { upto, ids: None })
                }
                // The browser comes back by itself, to this node or another.
                Heard::Stop | Heard::News(Err(RecvError::Closed)) => return None,
            };
            if said.is_some() {
                return said;
            }
        }
        None
    }

    /// A sign of life, or a last word when the session, its person or the person's roles are gone. Nothing when that
    /// cannot be known: whoever is not known to be there is told nothing.
    async fn look(&mut self) -> Option<String> {
        let now_us = self.face.wall_us();
        let found = self.face.engine.store().session(&self.tenant, &self.session_id).await.ok()?;
        let here = found.filter(|(row, person)| session::lives(row, now_us) && person.disabled_us.is_none());
        let grants = here.map(|(row, person)| people::caller(&person, &row).grants).filter(holds_any);
        Some(if let Some(grants) = grants {
            self.grants = grants;
            ":\n\n".to_owned()
        } else {
            self.ended = true;
            "event: end\ndata: signed_out\n\n".to_owned()
        })
    }

    /// News as a message, as far as this person may know of it; nothing when none of it is.
    fn tell(&mut self, news: &News) -> Option<String> {
        if news.upto <= self.at && news.ids.is_some() {
            return None;
        }
        self.at = news.upto;
        let known: Option<Vec<&str>> = news.ids.as_ref().map(|ids| {
            let all = ids.iter().map(String::as_str);
            all.filter(|id| may_know(&self.grants, id)).collect()
        });
        match known {
            Some(ids) if ids.is_empty() => None,
            Some(ids) if ids.len() <= MOST_IDS => {
                Some(format!("id: {}\nevent: change\ndata: {}\n\n", self.at, ids.join(" ")))
            }
            _ => Some(format!("id: {}\nevent: reset\ndata: all\n\n", self.at)),
        }
    }
}

fn holds_any(grants: &Grants) -> bool {
    Permission::ALL.iter().any(|permission| grants.allow(*permission))
}

/// Whether somebody may look at the pages of a thing, and so may know that it changed.
fn may_know(grants: &Grants, id: &str) -> bool {
    use recoup_core::id::Kind;
    const SHOWN_TO_READERS: [Kind; 6] =
        [Kind::Order, Kind::Payment, Kind::Refund, Kind::Approval, Kind::Customer, Kind::Policy];
    let is = |kind: &Kind| id.starts_with(kind.prefix());
    let needs = if SHOWN_TO_READERS.iter().any(is) {
        Permission::Read
    } else if is(&Kind::Book) {
        Permission::ReadBooks
    } else {
        return false;
    };
    grants.allow(needs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use recoup_core::actor::Role;

    #[test]
    fn nobody_hears_of_what_he_may_not_look_at() {
        let grants = |roles: &[Role]| Grants { roles: roles.to_vec(), ..Grants::default() };
        for (id, roles, may) in [
            ("pay_1@2", &[Role::Support][..], true),
            ("rfd_1@2", &[Role::Viewer][..], true),
            ("bok_1@2", &[Role::Support][..], false),
            ("bok_1@2", &[Role::Finance][..], true),
            ("key_1@2", &Role::ALL[..], false),
            ("ord_1@2", &[][..], false),
        ] {
            assert_eq!(may_know(&grants(roles), id), may, "{id} {roles:?}");
        }
        assert!(holds_any(&grants(&[Role::Viewer])) && !holds_any(&grants(&[])));
    }

    #[test]
    fn what_was_heard_counts_more_than_what_the_page_began_with() {
        let parts = |uri: &str, heard: Option<&str>| {
            let mut request = axum::http::Request::builder().uri(uri);
            if let Some(heard) = heard {
                request = request.header("last-event-id", heard);
            }
            request.body(()).expect("a request").into_parts().0
        };
        let after = |uri: &str, heard: Option<&str>| Asked::read(&parts(uri, heard)).after;
        assert_eq!(after("/live?after=7", Some("9")), Some(9));
        assert_eq!(after("/live?after=7", Some("x")), Some(7));
        assert_eq!(after("/live?after=-7", None), None);
        assert!(Asked::read(&parts("/live?probe=1", None)).probe);
    }
}

//! What a customer sees of a refund, without signing in: amount, order, where it stands and since when, and nothing
//! else. The link is signed and runs out; no id opens the page.
//!
//! The words run behind the books and never ahead of them: on its way is said when a gateway took it, paid out when
//! the money row is there.

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use recoup_core::event::{Body, Event, Route};
use recoup_core::id::{Id, Kind};
use recoup_core::money::Money;
use recoup_core::notice::in_words;
use recoup_core::payment::refund::IMPLIED_BY_RETURN;
use recoup_core::payment::{Payment, Refund, RefundStatus};
use recoup_core::world::State as Known;

use super::trouble::Trouble;
use super::{assets, guard};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::limit::Peer;
use crate::http::public_url::PublicUrl;
use crate::people::token;
use crate::store::StoreError;

/// How long a link works.
const LINK_SECS: i64 = 90 * 86_400;

/// The name of the key that links are signed with.
const SECRET: &str = "customer_links";

/// Events that are read at once.
const AT_ONCE: i64 = 500;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Where a refund stands, as its customer may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody asked for it; no gateway took it yet.
    AskedFor,
    /// A person has to agree, or the gateway is being asked what became of it.
    BeingChecked,
    /// A gateway took it.
    OnItsWay,
    /// The money row is there.
    PaidOut,
    /// Some of it was paid out or credited, and the rest failed.
    NotInFull,
    /// It failed or came back.
    NotPaidOut,
    /// It came back: a step, never where it stands.
    CameBack,
    /// It is on the customer's balance.
    Credited,
    /// It was rejected or taken back.
    CalledOff,
}

impl Standing {
    /// Where a refund stands.
    #[must_use]
    pub fn of(refund: &Refund, payment: &Payment) -> Self {
        let to_balance = matches!(payment.method.route, Route::Balance { .. });
        standing(refund.status, refund.generation > 0, refund.given_minor() > 0, to_balance)
    }
}

/// The standing of a status; `again` when an operator sends it once more, `given` when the customer has some of it.
const fn standing(status: RefundStatus, again: bool, given: bool, to_balance: bool) -> Standing {
    match status {
        RefundStatus::AwaitingApproval => Standing::BeingChecked,
        RefundStatus::Unknown if !again => Standing::BeingChecked,
        RefundStatus::Requested | RefundStatus::Approved => Standing::AskedFor,
        RefundStatus::Sending if !again => Standing::AskedFor,
        RefundStatus::Accepted | RefundStatus::Completed => Standing::OnItsWay,
        RefundStatus::Settled if to_balance => Standing::Credited,
        RefundStatus::Settled => Standing::PaidOut,
        RefundStatus::Credited => Standing::Credited,
        RefundStatus::Rejected | RefundStatus::Canceled => Standing::CalledOff,
        // A try failed or came back, and another one that no gateway took yet does not change that.
        RefundStatus::Sending
        | RefundStatus::Unknown
        | RefundStatus::Short
        | RefundStatus::Failed
        | RefundStatus::Returned => {
            if given {
                Standing::NotInFull
            } else {
                Standing::NotPaidOut
            }
        }
    }
}

/// The headline and what to expect; `{on}` is the day it was paid out.
const fn english(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::AskedFor => ("Your refund has been asked for", "This page will say how it goes on."),
        Standing::BeingChecked => ("Your refund is being checked", "This page will say how it goes on."),
        Standing::OnItsWay => {
            ("Your refund is on its way to the bank", "It can take some days until you see it in your account.")
        }
        Standing::PaidOut => {
            ("Your refund was paid out{on}", "It can take some days until you see it in your account.")
        }
        Standing::NotInFull => ("Your refund could not be paid out in full", "We are looking after the rest."),
        Standing::NotPaidOut | Standing::CameBack => ("Your refund could not be paid out", "We are looking after it."),
        Standing::Credited => ("Your refund was credited to your balance", "It is on your balance with the shop."),
        Standing::CalledOff => ("Your refund was called off", "If you have questions, please ask the shop."),
    }
}

const fn german(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::AskedFor => ("Ihre Erstattung ist beantragt", "Hier steht, wie es weitergeht."),
        Standing::BeingChecked => ("Ihre Erstattung wird geprüft", "Hier steht, wie es weitergeht."),
        Standing::OnItsWay => (
            "Ihre Erstattung ist unterwegs zur Bank",
            "Bis Sie sie auf Ihrem Konto sehen, können einige Tage vergehen.",
        ),
        Standing::PaidOut => {
            ("Ihre Erstattung wurde{on} ausgezahlt", "Bis Sie sie auf Ihrem Konto sehen, können einige Tage vergehen.")
        }
        Standing::NotInFull => ("Ihre Erstattung konnte nicht ganz ausgezahlt werden", "Wir kümmern uns um den Rest."),
        Standing::NotPaidOut | Standing::CameBack => {
            ("Ihre Erstattung konnte nicht ausgezahlt werden", "Wir kümmern uns darum.")
        }
        Standing::Credited => {
            ("Ihre Erstattung ist Ihrem Guthaben gutgeschrieben", "Sie liegt auf Ihrem Guthaben beim Shop.")
        }
        Standing::CalledOff => {
            ("Ihre Erstattung wurde zurückgenommen", "Bei Fragen wenden Sie sich bitte an den Shop.")
        }
    }
}

/// What a step is called, in English and German.
const fn step_words(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::AskedFor => ("Asked for", "Beantragt"),
        Standing::BeingChecked => ("Being checked", "In Prüfung"),
        Standing::OnItsWay => ("On its way to the bank", "Unterwegs zur Bank"),
        Standing::PaidOut => ("Paid out", "Ausgezahlt"),
        Standing::NotInFull | Standing::NotPaidOut => ("Could not be paid out", "Konnte nicht ausgezahlt werden"),
        Standing::CameBack => ("Came back from the bank", "Von der Bank zurückgekommen"),
        Standing::Credited => ("Credited to your balance", "Ihrem Guthaben gutgeschrieben"),
        Standing::CalledOff => ("Called off", "Zurückgenommen"),
    }
}

/// What a customer reads, in the customer's language.
#[must_use]
pub fn words(standing: Standing, language: &str, paid_on: Option<&str>) -> (String, &'static str) {
    let de = language == "de";
    let (headline, rest) = if de { german(standing) } else { english(standing) };
    let on = paid_on.map(|day| if de { format!(" am {day}") } else { format!(" on {day}") });
    (headline.replace("{on}", &on.unwrap_or_default()), rest)
}

/// The day of an instant where the shop is, as the language writes it.
fn day(at: Timestamp, zone: &TimeZone, language: &str) -> String {
    let here = at.to_zoned(zone.clone());
    let month = usize::try_from(here.month() - 1).unwrap_or(0);
    let of = |names: [&'static str; 12]| names.get(month).copied().unwrap_or_default();
    if language == "de" {
        format!("{}. {} {}", here.day(), of(MONTHS_DE), here.year())
    } else {
        format!("{} {} {}", here.day(), of(MONTHS), here.year())
    }
}

/// A step of a refund: what, when, and the amount that a money row names.
type Step = (Standing, Timestamp, Option<Money>);

/// What an event says to the customer of a refund; much says nothing.
fn step(event: &Event, refund: &Id) -> Option<Step> {
    let (standing, amount) = match &event.body {
        Body::RefundRequested { refund: asked, .. } if asked.id == *refund => (Standing::AskedFor, None),
        Body::RefundAwaitsApproval { refund: id, .. } if id == refund => (Standing::BeingChecked, None),
        Body::RefundAccepted { refund: id, .. } | Body::RefundCompleted { refund: id, .. } if id == refund => {
            (Standing::OnItsWay, None)
        }
        // Money that must have left because it came back: its return is what there is to read.
        Body::RefundSettled { refund: id, evidence, .. } if id == refund && evidence == IMPLIED_BY_RETURN => {
            return None;
        }
        Body::RefundSettled { refund: id, amount, route: Route::Balance { .. }, .. } if id == refund => {
            (Standing::Credited, Some(*amount))
        }
        Body::RefundSettled { refund: id, amount, .. } if id == refund => (Standing::PaidOut, Some(*amount)),
        Body::RefundFailed { refund: id, .. } if id == refund => (Standing::NotPaidOut, None),
        Body::RefundReturned { refund: id, amount, .. } if id == refund => (Standing::CameBack, Some(*amount)),
        Body::RefundCredited { refund: id, amount, .. } if id == refund => (Standing::Credited, Some(*amount)),
        Body::RefundRejected { refund: id, .. } | Body::RefundCanceled { refund: id, .. } if id == refund => {
            (Standing::CalledOff, None)
        }
        _ => return None,
    };
    Some((standing, event.effective_at, amount))
}

/// A link as it came in: who says he may see what, until when, and the proof.
#[derive(Debug, PartialEq, Eq)]
struct Claimed<'t> {
    tenant: &'t str,
    refund: Id,
    expires_secs: i64,
    signed: &'t str,
    tag: &'t str,
}

fn read(link: &str) -> Option<Claimed<'_>> {
    let (signed, tag) = link.rsplit_once('.')?;
    let (rest, expires) = signed.rsplit_once('.')?;
    let (tenant, refund) = rest.rsplit_once('.')?;
    let refund = Id::parse(Kind::Refund, refund).ok()?;
    let expires_secs = expires.parse().ok()?;
    let fits = !tenant.is_empty() && tenant.len() <= 120 && tag.len() == 64;
    fits.then_some(Claimed { tenant, refund, expires_secs, signed, tag })
}

/// Makes links for customers of a merchant.
pub(super) struct Linker<'a> {
    origin: &'a str,
    tenant: &'a str,
    key: String,
    expires_secs: i64,
}

impl<'a> Linker<'a> {
    /// One whose links work for 90 days from now.
    ///
    /// # Errors
    /// What the store met.
    pub(super) async fn new(face: &'a Shared, tenant: &'a str, now: Timestamp) -> Result<Self, Trouble> {
        let expires_secs = now.as_second().saturating_add(LINK_SECS);
        let origin = face.options.public_url.as_ref().map_or("", PublicUrl::as_str);
        Ok(Self { origin, tenant, key: key(face, tenant, now).await?, expires_secs })
    }

    /// The address of the page of a refund, for its customer: whole where the public address is known, else its path.
    pub(super) fn link(&self, refund: &Id) -> String {
        let signed = format!("{}.{refund}.{}", self.tenant, self.expires_secs);
        format!("{}/r/{signed}.{}", self.origin, token::tag(&self.key, &signed))
    }
}

async fn key(face: &Shared, tenant: &str, now: Timestamp) -> Result<String, StoreError> {
    face.engine.store().own_secret(tenant, SECRET, &token::secret(), now.as_microsecond()).await
}

/// What the page shows.
struct Shown {
    shop: String,
    zone: TimeZone,
    language: &'static str,
    order: String,
    amount: Money,
    standing: Standing,
    steps: Vec<Step>,
    reference: Id,
}

/// Shows a refund to its customer.
pub async fn show(State(face): State<Shared>, Path(link): Path<String>, peer: Peer) -> Response {
    match find(&face, &link, &peer).await {
        Ok(Some(shown)) => page(&shown),
        Ok(None) => gone(),
        Err(Trouble::Problem(problem)) => later(problem.status),
        Err(Trouble::SignIn { .. }) => gone(),
    }
}

/// What a link shows; nothing where it proves nothing, has run out, or names what is not there.
async fn find(face: &Shared, link: &str, peer: &Peer) -> Result<Option<Shown>, Trouble> {
    face.limits.guess(peer)?;
    let now = face.engine.clock().now();
    let Some(claimed) = read(link).filter(|claimed| now.as_second() < claimed.expires_secs) else { return Ok(None) };
    // Before our key is looked for: for a tenant that is not there, one would be made.
    if face.engine.store().tenant(claimed.tenant).await?.is_none() {
        return Ok(None);
    }
    let key = key(face, claimed.tenant, now).await?;
    if !token::tag_fits(&key, claimed.signed, claimed.tag) {
        return Ok(None);
    }
    face.limits.no_guess(peer);
    look(face, claimed.tenant, claimed.refund).await
}

async fn look(face: &Shared, tenant: &str, refund: Id) -> Result<Option<Shown>, Trouble> {
    let store = face.engine.store();
    let found = store.references(tenant, Some("id"), refund.as_str()).await?;
    let Some(stream_id) = found.into_iter().next().map(|row| row.stream_id) else { return Ok(None) };
    let Some(row) = store.stream(tenant, &stream_id).await? else { return Ok(None) };
    let Known::Payment(payment) = recall::stream(&row)?.1.state else { return Ok(None) };
    let Some(mine) = payment.refund(&refund) else { return Ok(None) };
    let order = match store.stream(tenant, payment.pays.as_str()).await? {
        Some(row) => match recall::stream(&row)?.1.state {
            Known::Order(order) => order.number,
            _ => String::new(),
        },
        None => String::new(),
    };
    let (zone, shop) = guard::of_tenant(face, tenant).await?;
    let language = if payment.language == "de" { "de" } else { "en" };
    Ok(Some(Shown {
        shop,
        zone,
        language,
        order,
        amount: mine.money(payment.currency),
        standing: Standing::of(mine, &payment),
        steps: steps(face, tenant, &stream_id, &refund).await?,
        reference: refund,
    }))
}

/// Every step of a refund, oldest first. A gateway may take it with two words; one of them is a step.
async fn steps(face: &Shared, tenant: &str, stream_id: &str, refund: &Id) -> Result<Vec<Step>, Trouble> {
    let mut found: Vec<Step> = Vec::new();
    let mut after_seq = 0;
    loop {
        let rows = face.engine.store().events(tenant, stream_id, after_seq, AT_ONCE).await?;
        for row in &rows {
            let Some(step) = step(&recall::event(row)?, refund) else { continue };
            let told = step.0 == Standing::OnItsWay && found.last().is_some_and(|last| last.0 == Standing::OnItsWay);
            if !told {
                found.push(step);
            }
        }
        let Some(last) = rows.last().filter(|_| i64::try_from(rows.len()).is_ok_and(|count| count >= AT_ONCE)) else {
            return Ok(found);
        };
        after_seq = last.seq;
    }
}

fn page(shown: &Shown) -> Response {
    let language = shown.language;
    let de = language == "de";
    let paid = shown.steps.iter().rev().find(|(standing, ..)| *standing == Standing::PaidOut);
    let paid_on = paid.map(|(_, at, _)| day(*at, &shown.zone, language));
    let (headline, rest) = words(shown.standing, language, paid_on.as_deref());
    let content = html! {
        p class="lead" { (shown.shop) }
        h1 { (headline) }
        p { (rest) }
        dl class="facts" {
            dt { @if de { "Betrag" } @else { "Amount" } } dd { strong { (in_words(shown.amount, language)) } }
            @if !shown.order.is_empty() { dt { @if de { "Bestellung" } @else { "Order" } } dd { (shown.order) } }
            dt { @if de { "Zeichen" } @else { "Reference" } } dd { code { (shown.reference) } }
        }
        h2 { @if de { "Verlauf" } @else { "What happened" } }
        ol class="timeline" {
            @for (standing, at, amount) in &shown.steps {
                li {
                    p class="what" {
                        @let (english, german) = step_words(*standing);
                        @if de { (german) } @else { (english) }
                        @if let Some(amount) = amount { ": " (in_words(*amount, language)) }
                    }
                    p class="quiet" { time datetime=(at.to_string()) { (day(*at, &shown.zone, language)) } }
                }
            }
        }
    };
    answer(StatusCode::OK, language, &headline, content)
}

/// The same page for every link that shows nothing. Nobody knows whose it was, so it speaks both languages.
fn gone() -> Response {
    let content = html! {
        h1 { "This link has run out" }
        p { "Please ask the shop for a new one." }
        div lang="de" {
            h2 { "Dieser Link ist abgelaufen" }
            p { "Bitte fragen Sie den Shop nach einem neuen." }
        }
    };
    answer(StatusCode::NOT_FOUND, "en", "This link has run out", content)
}

fn later(status: u16) -> Response {
    let content = html! {
        h1 { "This page cannot be shown now" }
        p { "Please try again in a minute." }
        div lang="de" {
            h2 { "Diese Seite ist gerade nicht zu sehen" }
            p { "Bitte versuchen Sie es in einer Minute noch einmal." }
        }
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    answer(status, "en", "Please try again", content)
}

/// A page without navigation and without scripts, which no search engine keeps.
fn answer(status: StatusCode, language: &str, title: &str, content: Markup) -> Response {
    let whole = html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                link rel="stylesheet" href=(assets::address("recoup.css"));
            }
            body class="plain" { main id="content" { (content) } }
        }
    };
    let headers = [(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")];
    (status, headers, Html(whole.into_string())).into_response()
}

#[cfg(test)]
mod tests {
    use recoup_core::notice::LANGUAGES;

    use super::*;

    /// Whether a text says that money was paid, once what could not be paid is left out.
    fn says_paid(text: &str) -> bool {
        let mut text = text.to_lowercase();
        for not in ["could not be paid out", "konnte nicht ganz ausgezahlt werden", "konnte nicht ausgezahlt werden"] {
            text = text.replace(not, "");
        }
        text.contains("paid") || text.contains("gezahlt")
    }

    fn says_on_its_way(text: &str) -> bool {
        let text = text.to_lowercase();
        text.contains("on its way") || text.contains("unterwegs")
    }

    #[test]
    fn no_word_runs_ahead_of_the_books() {
        for status in RefundStatus::ALL.iter().copied() {
            for bits in 0..8_u8 {
                let (again, given, to_balance) = (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0);
                let standing = standing(status, again, given, to_balance);
                for language in LANGUAGES {
                    let (headline, rest) = words(standing, language, Some("3 May 2026"));
                    let text = format!("{headline} {rest}");
                    let settled = status == RefundStatus::Settled;
                    assert_eq!(says_paid(&text), settled && !to_balance, "{status:?} in {language}: {text}");
                    let taken = matches!(status, RefundStatus::Accepted | RefundStatus::Completed);
                    assert_eq!(says_on_its_way(&text), taken, "{status:?} in {language}: {text}");
                    assert_eq!(text.contains("3 May 2026"), settled && !to_balance, "a day is the day of the payment");
                    assert!(!text.contains('{'), "{text}");
                }
            }
        }
    }

    #[test]
    fn every_standing_has_words_of_its_own_in_both_languages() {
        use Standing::{
            AskedFor, BeingChecked, CalledOff, CameBack, Credited, NotInFull, NotPaidOut, OnItsWay, PaidOut,
        };
        let all = [AskedFor, BeingChecked, OnItsWay, PaidOut, NotInFull, NotPaidOut, CameBack, Credited, CalledOff];
        for one in all {
            let (english, german) = step_words(one);
            assert!(!english.is_empty() && !german.is_empty() && english != german);
            assert_ne!(words(one, "en", None).0, words(one, "de", None).0);
            assert_eq!(words(one, "en", None), words(one, "fr", None), "what is not German is English");
            let paid = says_paid(english) || says_paid(german);
            assert_eq!(paid, one == PaidOut, "{english}");
        }
        assert_eq!(words(PaidOut, "de", Some("3. Mai 2026")).0, "Ihre Erstattung wurde am 3. Mai 2026 ausgezahlt");
        assert_eq!(words(PaidOut, "en", None).0, "Your refund was paid out");
    }

    #[test]
    fn days_are_those_of_the_shop() {
        let at: Timestamp = "2026-03-01T23:30:00Z".parse().expect("an instant");
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(day(at, &TimeZone::UTC, "en"), "1 March 2026");
        assert_eq!(day(at, &zone, "de"), "2. März 2026");
    }

    #[test]
    fn links_read_back_and_others_do_not() {
        let refund = "rfd_01jd0000000000000000000000";
        let tag = token::tag("key", "text");
        let link = format!("shop.eu.{refund}.1700000000.{tag}");
        let claimed = read(&link).expect("a link");
        assert_eq!((claimed.tenant, claimed.refund.as_str(), claimed.expires_secs), ("shop.eu", refund, 1_700_000_000));
        assert_eq!((claimed.signed, claimed.tag), (&link[..link.len() - 65], tag.as_str()));
        for bad in [
            String::new(),
            "...".to_owned(),
            format!(".{refund}.1.{tag}"),
            format!("shop.pay_01jd0000000000000000000000.1.{tag}"),
            format!("shop.{refund}.soon.{tag}"),
            format!("shop.{refund}.1.{}", &tag[1..]),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }
}

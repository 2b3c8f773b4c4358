//! `recoup gateway doctor`: looks at one account of a gateway and says what to fix.
//!
//! It logs in where the gateway wants that, asks one question that changes nothing, and compares clocks by the date of
//! the reply. It never repeats a secret.

use std::fmt::Write as _;

use jiff::fmt::rfc2822;
use recoup_gateways::{Account, Capabilities, Checkup, Credentials, Gateway, Replays, Reply, Takes, Wire};
use serde::Serialize;

use super::{Examination, Level};
use crate::machine::Machine;
use crate::worker::net::{Net, Sent, keepable};

/// Difference of clocks from which on somebody should look, seconds.
const CLOCKS_WARN_SECS: i64 = 30;

/// Characters of a reply that are shown.
const MOST_SHOWN: usize = 200;

/// What was found about an account.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// The account, such as `stripe:main`.
    pub account: String,
    /// The worst of the lines.
    pub outcome: Level,
    /// What was looked at, in order.
    pub lines: Vec<super::Line>,
    /// What its gateway can do, by name.
    pub capabilities: Vec<(&'static str, String)>,
}

impl Found {
    /// What was found, for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = Examination { lines: self.lines.clone() }.text();
        text.push('\n');
        for (name, value) in &self.capabilities {
            let _always_fits = writeln!(text, "{name:<26} {value}");
        }
        text
    }
}

/// Looks at an account.
pub async fn examine(net: &Net, machine: &Machine, gateway: &dyn Gateway, account: &Account) -> Found {
    let mut found = Examination::default();
    flaws(gateway, account, &mut found);
    if let Some(account) = log_in(net, gateway, account, &mut found).await {
        ask(net, machine, (gateway, &account), &mut found).await;
    }
    let capabilities = capabilities(gateway);
    Found { account: account.name.clone(), outcome: found.worst(), lines: found.lines, capabilities }
}

fn flaws(gateway: &dyn Gateway, account: &Account, found: &mut Examination) {
    match gateway.checkup(account) {
        Err(cannot) => found.fail("settings", cannot.to_string(), "complete the settings of the account"),
        Ok(Checkup { flaws, .. }) if flaws.is_empty() => found.ok("account", "settings and secrets look right"),
        Ok(Checkup { flaws, .. }) => {
            for flaw in flaws {
                let level = if flaw.fatal { Level::Fail } else { Level::Warn };
                found.add(flaw.id, level, flaw.what, flaw.way_out);
            }
        }
    }
}

const UNREACHABLE: &str = "check base_url, name resolution and the firewall";

/// The account with a session, where its gateway wants one; nothing when that fails.
async fn log_in(net: &Net, gateway: &dyn Gateway, account: &Account, found: &mut Examination) -> Option<Account> {
    let login = match gateway.login(account) {
        Ok(None) => return Some(account.clone()),
        Ok(Some(login)) => login,
        // The settings were said above.
        Err(_) => return None,
    };
    let sent = net.send(&login).await;
    if let Sent::NotSent(why) | Sent::MaybeSent(why) = &sent {
        found.fail("reachable", format!("{}: {why}", account.base_url), UNREACHABLE);
        return None;
    }
    match gateway.session(&sent.reply()) {
        Ok(session) => {
            found.ok("log_in", format!("it gives a session of {} s", session.lives_secs));
            Some(Account { session: session.token, ..account.clone() })
        }
        Err(why) => {
            found.fail("credentials", format!("the log-in is refused: {why}"), way_to_secret(account));
            None
        }
    }
}

fn way_to_secret(account: &Account) -> &'static str {
    let test = ["sandbox", "test", "localhost", "127.0.0.1"].iter().any(|word| account.base_url.contains(word));
    if test {
        "copy the secret of the TEST environment again: a key of live is not known there"
    } else {
        "copy the secret again, and see that it is of the same environment (live or test) as base_url"
    }
}

async fn ask(net: &Net, machine: &Machine, (gateway, account): (&dyn Gateway, &Account), found: &mut Examination) {
    let Ok(Checkup { ask, clocks_differ_secs, .. }) = gateway.checkup(account) else { return };
    let Some(request) = ask else {
        found.ok("reachable", "there is nobody to ask");
        return;
    };
    let before_us = machine.wall_us();
    let sent = net.send(&request).await;
    // The reply was dated somewhere between.
    let now_us = before_us.midpoint(machine.wall_us());
    let reply = sent.reply();
    match &sent {
        Sent::NotSent(why) | Sent::MaybeSent(why) => {
            found.fail("reachable", format!("{}: {why}", account.base_url), UNREACHABLE);
            return;
        }
        Sent::Http { status, .. } => found.ok("reachable", format!("{} answers ({status})", account.base_url)),
    }
    credentials(&sent, account, found);
    clocks(&reply, now_us, clocks_differ_secs, found);
}

fn credentials(sent: &Sent, account: &Account, found: &mut Examination) {
    let Sent::Http { status, body, .. } = sent else { return };
    let said: String = keepable(body).chars().filter(|c| !c.is_control()).take(MOST_SHOWN).collect();
    match Credentials::of(&sent.reply()) {
        Credentials::Accepted => found.ok("credentials", "they are accepted"),
        Credentials::Refused => found.fail("credentials", "they are refused", way_to_secret(account)),
        Credentials::NotAllowed => {
            let way_out =
                "give the key the rights for payments, refunds and reading, or name the right account in settings";
            found.warn("credentials", format!("they are known and may not do this: {said}"), way_out);
        }
        Credentials::Unclear => {
            let way_out =
                "see what it says; base_url may lack a part, such as its version, or belong to something else";
            found.fail("credentials", format!("the answer is {status} and says nothing of them: {said}"), way_out);
        }
    }
}

fn clocks(reply: &Reply<'_>, now_us: i64, bound_secs: Option<i64>, found: &mut Examination) {
    const WAY_OUT: &str = "set this machine's clock by NTP (`timedatectl set-ntp true`)";
    let theirs = reply.header("date").and_then(|text| rfc2822::parse(text).ok());
    let Some(theirs) = theirs else {
        found.warn("clock", "its reply has no date to compare with", "nothing, if this machine keeps time by NTP");
        return;
    };
    let ahead_secs = now_us.div_euclid(1_000_000).saturating_sub(theirs.timestamp().as_second());
    let way = if ahead_secs < 0 { "behind" } else { "ahead of" };
    let what = format!("this machine is {} s {way} the gateway", ahead_secs.saturating_abs());
    match ahead_secs.saturating_abs() {
        apart if bound_secs.is_some_and(|bound| apart > bound) => {
            let bound = bound_secs.unwrap_or_default();
            let what = format!("{what}: beyond {bound} s genuine webhooks are refused");
            found.fail("clock", what, WAY_OUT);
        }
        apart if apart > CLOCKS_WARN_SECS => found.warn("clock", what, WAY_OUT),
        _ => found.ok("clock", what),
    }
}

/// What a gateway can do, in an order for reading.
#[must_use]
pub fn capabilities(gateway: &dyn Gateway) -> Vec<(&'static str, String)> {
    let can: &Capabilities = &gateway.about().capabilities;
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let most = |count: Option<u32>| count.map_or("no bound known".to_owned(), |count| format!("{count} at most"));
    let replays = match can.idempotency.replays {
        Replays::All => "every answer, errors too",
        Replays::Successes => "successes only",
        Replays::None => "none",
    };
    let disputes = [("list", can.disputes.list), ("evidence", can.disputes.evidence), ("accept", can.disputes.accept)];
    let disputes: Vec<&str> = disputes.iter().filter_map(|(name, is)| is.then_some(*name)).collect();
    let reports: Vec<&str> = gateway.about().reports.iter().map(|report| report.name).collect();
    let or_none = |list: Vec<&str>| if list.is_empty() { "none".to_owned() } else { list.join(", ") };
    vec![
        ("captures of a payment", most(can.terms.captures_most)),
        ("refunds of a payment", most(can.terms.refunds_most)),
        ("a refund is of", if can.terms.refund_of_one_capture { "one capture" } else { "the payment" }.to_owned()),
        ("refunds within", can.terms.refund_within_secs.map_or("no bound known".to_owned(), span)),
        ("keys are remembered", span(can.idempotency.window_secs)),
        ("a key repeats", replays.to_owned()),
        ("calls at once", can.concurrency.to_string()),
        ("refunds can be read back", yes(can.reads_refunds)),
        ("release after a capture", yes(can.release_after_capture)),
        ("answers later", yes(can.answers_later)),
        ("asked by repeating", yes(can.probes_by_repeating)),
        ("disputes", or_none(disputes)),
        ("retries by itself", yes(can.native_retry)),
        ("reports", or_none(reports)),
        ("takes", taken(gateway.about().money.takes)),
        ("counts unlike ISO 4217", currencies(gateway.about().money.rows)),
        ("read in", can.source.to_owned()),
    ]
}

fn taken(takes: Takes) -> String {
    match takes {
        Takes::Any => "any currency, as far as is known".to_owned(),
        Takes::Only(codes) => codes.join(" "),
        Takes::AllBut(codes) => format!("any currency but {}", codes.join(" ")),
    }
}

fn currencies(rows: &[Wire]) -> String {
    let one = |row: &Wire| {
        let step = if row.multiple_of > 1 { format!(" by {}", row.multiple_of) } else { String::new() };
        let only = row.only.map_or(String::new(), |only| format!(" ({only:?} only)").to_lowercase());
        format!("{} {} decimals{step}{only}", row.code, row.exponent)
    };
    if rows.is_empty() { "none".to_owned() } else { rows.iter().map(one).collect::<Vec<_>>().join(", ") }
}

fn span(secs: i64) -> String {
    match secs {
        0 => "not at all".to_owned(),
        secs if secs % 86_400 == 0 => format!("{} days", secs / 86_400),
        secs if secs % 3_600 == 0 => format!("{} hours", secs / 3_600),
        secs => format!("{secs} s"),
    }
}

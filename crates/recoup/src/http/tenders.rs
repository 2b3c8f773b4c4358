//! Tenders as requests hand them in: at a named account, or at one of several that the routing policy chooses.

use std::sync::Arc;

use jiff::Timestamp;
use recoup_core::event::Route;
use recoup_core::id::Kind;
use recoup_core::money::Currency;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::{Candidate, Method, Terms, Way};
use recoup_gateways::Account;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Face;
use super::auth::require;
use super::body::id_in;
use super::problem::Problem;
use crate::access::{Caller, Permission};

/// A tender.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTender {
    /// Minor units.
    pub amount_minor: i64,
    /// `gateway`, `offline` or `balance`.
    pub kind: String,
    /// Gateway account (`sandbox:main`) or till; for `balance` the customer `cus_…`. Leave it out to have the routing
    /// policy choose among `tokens`.
    #[serde(default)]
    pub account: String,
    /// The gateway's token for the instrument. Never a card number.
    #[serde(default)]
    pub token: String,
    /// The same instrument's tokens at several gateway accounts, of which the routing policy chooses: at most 5. After a
    /// decline that allows it, the next account is tried.
    #[serde(default)]
    pub tokens: Vec<TokenAt>,
    /// Kind of method for the routing policy, such as `card`.
    #[serde(default)]
    pub method: String,
    /// The customer's country for the routing policy, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: String,
    /// Card brand or kind of method, for people.
    #[serde(default)]
    pub brand: String,
    /// Last four digits, for people.
    #[serde(default)]
    pub last4: String,
    /// `customer` when the customer is there, `merchant` when you charge a stored instrument without; `customer` when
    /// missing.
    pub initiated_by: Option<String>,
    /// `automatic` captures the whole at once, `manual` waits; `manual` when missing.
    pub capture: Option<String>,
    /// When an uncaptured rest is given back at the latest, RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub release_after: Option<Timestamp>,
}

/// A token of an instrument at a gateway account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenAt {
    /// Gateway account, such as `sandbox:main`.
    pub account: String,
    /// The token there. Never a card number.
    pub token: String,
}

/// A request whose form is wrong.
pub(super) fn invalid(param: &str, why: &str) -> Problem {
    Problem::new(400, "invalid", format!("`{param}` is not valid: {why}")).param(param)
}

impl NewTender {
    /// The core's tender.
    ///
    /// # Errors
    /// 400 naming the field.
    pub fn tender(mut self, param: &str) -> Result<Tender, Problem> {
        let way = self.way(param)?;
        let route = match self.kind.as_str() {
            "gateway" => {
                check_gateway(&self.account, &format!("{param}.account"))?;
                Route::Gateway { account: self.account }
            }
            "offline" => Route::Offline { account: self.account },
            "balance" => {
                Route::Balance { customer: id_in(Kind::Customer, &self.account, &format!("{param}.account"))? }
            }
            _ => return Err(invalid(&format!("{param}.kind"), "use gateway, offline or balance")),
        };
        let capture_at_once = match self.capture.as_deref() {
            Some("automatic") => true,
            None | Some("manual") => false,
            Some(_) => return Err(invalid(&format!("{param}.capture"), "use automatic or manual")),
        };
        let merchant_initiated = match self.initiated_by.as_deref() {
            None | Some("customer") => false,
            Some("merchant") => true,
            Some(_) => return Err(invalid(&format!("{param}.initiated_by"), "use customer or merchant")),
        };
        let (token, brand, last4) = (self.token, self.brand, self.last4);
        let method = Method { token, brand, last4, merchant_initiated, way, ..Method::by(route) };
        Ok(Tender { amount_minor: self.amount_minor, method, capture_at_once, release_after: self.release_after })
    }
}

impl NewTender {
    /// The accounts to choose from, where the tender names none. The first of them stands in the tender until the policy
    /// has chosen.
    fn way(&mut self, param: &str) -> Result<Option<Box<Way>>, Problem> {
        if self.tokens.is_empty() {
            return Ok(None);
        }
        let at = |field: &str| format!("{param}.{field}");
        if self.kind != "gateway" {
            return Err(invalid(&at("tokens"), "only tenders of the kind `gateway` have tokens"));
        }
        if !self.account.is_empty() || !self.token.is_empty() {
            return Err(invalid(&at("account"), "send either `account` and `token`, or `tokens`"));
        }
        let mut candidates = Vec::new();
        for (index, TokenAt { account, token }) in std::mem::take(&mut self.tokens).into_iter().enumerate() {
            check_gateway(&account, &at(&format!("tokens[{index}].account")))?;
            candidates.push(Candidate { account, token, terms: Terms::NONE });
        }
        if let Some(first) = candidates.first() {
            (self.account, self.token) = (first.account.clone(), first.token.clone());
        }
        let (method, country) = (std::mem::take(&mut self.method), std::mem::take(&mut self.country));
        Ok(Some(Box::new(Way { method, country, candidates, ..Way::default() })))
    }
}

/// Refuses an account of no gateway.
fn check_gateway(account: &str, param: &str) -> Result<(), Problem> {
    // Cash is no gateway: nothing would ever send its effects.
    if account.starts_with("manual:") {
        return Err(invalid(param, "use the kind `offline` for money that a person moves"));
    }
    recoup_gateways::for_account(account).map(|_| ()).map_err(|why| invalid(param, &why.to_string()))
}

/// Binds tenders to what their gateway accounts can do in a currency.
pub(crate) fn bind((face, tenant): (&Face, &str), tenders: &mut [Tender], currency: Currency) {
    let terms = |name: &str| {
        let (gateway, account) = (recoup_gateways::of_account(name)?, face.accounts.get(tenant, name)?);
        Some(recoup_gateways::terms((gateway, &account), currency))
    };
    for tender in tenders {
        let Route::Gateway { account } = &tender.method.route else { continue };
        if let Some(terms) = terms(account) {
            tender.method.terms = terms;
        }
        for candidate in tender.method.way.iter_mut().flat_map(|way| &mut way.candidates) {
            candidate.terms = terms(&candidate.account).unwrap_or_default();
        }
    }
}

/// Refuses an account that nobody can call, which would leave the payment pending for ever. Of several accounts, those
/// that are closed to new payments are left out.
fn takes_new(
    face: &Face,
    caller: &Caller,
    open: &[Arc<Account>],
    (tender, at): (&mut Tender, &str),
) -> Result<(), Problem> {
    let Route::Gateway { account } = &mut tender.method.route else { return Ok(()) };
    let is_open = |name: &str| open.iter().any(|known| known.name == name);
    let refused = |param: String| {
        let known: Vec<&str> = open.iter().map(|account| account.name.as_str()).collect();
        let why = format!("no such gateway account takes new payments here; there are: {}", known.join(", "));
        Err(invalid(&param, &why))
    };
    let Some(way) = tender.method.way.as_deref_mut() else {
        return if is_open(account) { Ok(()) } else { refused(format!("{at}.account")) };
    };
    let unknown = way.candidates.iter().position(|c| face.accounts.get(&caller.tenant, &c.account).is_none());
    if let Some(index) = unknown {
        return refused(format!("{at}.tokens[{index}].account"));
    }
    way.candidates.retain(|candidate| is_open(&candidate.account));
    let Some(first) = way.candidates.first() else { return refused(format!("{at}.tokens")) };
    account.clone_from(&first.account);
    tender.method.token.clone_from(&first.token);
    tender.method.terms = first.terms;
    Ok(())
}

/// Bringing orders in moves no money; a tender that does, needs the permission for that as well.
pub(crate) fn may_tender(face: &Face, caller: &Caller, tenders: &mut [Tender], param: &str) -> Result<(), Problem> {
    let open = face.accounts.open_of(&caller.tenant);
    for (index, tender) in tenders.iter_mut().enumerate() {
        let at = if param == "tender" { param.to_owned() } else { format!("{param}[{index}]") };
        takes_new(face, caller, &open, (tender, &at))?;
    }
    if tenders.iter().any(Tender::moves_money) {
        return require(caller, &[Permission::MoveMoney]);
    }
    Ok(())
}

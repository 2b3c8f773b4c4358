//! `/v1/customers/{id}/topups`, `adjustments`, `statement`: money paid into a balance, changed by hand, and shown.

use axum::extract::State;
use axum::response::Response;
use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{AdjustBalance, Change, TopUp};
use recoup_core::id::Kind;
use recoup_core::money::{Currency, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::body::{Ask, KeyHeader, PreviewQuery, id};
use super::list::{self, Named};
use super::payments::currency;
use super::preview::PreviewView;
use super::problem::Problem;
use super::tenders::{NewTender, bind, invalid, may_tender};
use super::{Shared, show};
use crate::engine::recall;
use crate::views::statement::{Running, StatementRow};
use crate::views::{ApprovalView, CustomerView, PaymentView};

/// Events that are read at once.
const AT_ONCE: i64 = 500;

/// Money to be paid into a balance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTopUp {
    /// ISO 4217 code.
    pub currency: String,
    /// How it is paid: by `gateway` or `offline`. It is captured at once unless `capture` says `manual`.
    pub tender: NewTender,
}

/// A balance to be changed by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    /// `credit` gives, `debit` takes away.
    pub direction: String,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Reason code, such as `goodwill`.
    pub reason: String,
    /// Remark for colleagues.
    #[serde(default)]
    pub note: String,
}

/// Where to go on reading a statement.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatementCursor {
    /// Only rows after this `seq`; 0 begins at the beginning.
    #[serde(default)]
    pub after: u64,
    /// How many, 1 to 500; 100 when missing.
    pub limit: Option<i64>,
}

list::reads_query!(StatementCursor);

/// A statement of a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// Rows, oldest first.
    pub data: Vec<StatementRow>,
    /// Whether there are more; go on with the last `seq` as `after`.
    pub has_more: bool,
}

fn code(text: String) -> Result<Currency, Problem> {
    currency(Some(text))?.ok_or_else(|| invalid("currency", "send an ISO 4217 code"))
}

/// Pays into the balance of a customer. What the gateway captures is on the balance.
#[utoipa::path(post, path = "/v1/customers/{id}/topups", tag = "customers", operation_id = "top_up", request_body = NewTopUp,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["write_orders"])),
    responses((status = 201, body = PaymentView), (status = 200, description = "With `preview=true`", body = PreviewView), Problem))]
pub async fn top_up(
    State(face): State<Shared>,
    caller: May<right::WriteOrders>,
    Named(text): Named,
    ask: Ask<NewTopUp>,
) -> Result<Response, Problem> {
    let (customer, currency) = (id(Kind::Customer, &text)?, code(ask.body.currency)?);
    let mut new = ask.body.tender;
    new.capture.get_or_insert_with(|| "automatic".to_owned());
    let mut tenders = [new.tender("tender")?];
    bind((&face, &caller.tenant), &mut tenders, currency);
    may_tender(&face, &caller, &mut tenders, "tender")?;
    let [tender] = tenders;
    face.act(&caller, &ask.asked, TopUp { customer, currency, tender }).await
}

/// Changes a balance by hand; the policy decides whether a second person is needed.
#[utoipa::path(post, path = "/v1/customers/{id}/adjustments", tag = "customers", operation_id = "adjust_balance", request_body = NewAdjustment,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses(
        (status = 200, description = "The customer where it was done, or the approval that is asked for", body = Adjusted),
        Problem))]
pub async fn adjust(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<NewAdjustment>,
) -> Result<Response, Problem> {
    let body = ask.body;
    let found = Direction::ALL.into_iter().find(|known| known.word() == body.direction);
    let direction = found.ok_or_else(|| invalid("direction", "use credit or debit"))?;
    let amount = Money::new(body.amount_minor, code(body.currency)?);
    let change = Change { direction, amount, reason: body.reason, note: body.note };
    face.act(&caller, &ask.asked, AdjustBalance { customer: id(Kind::Customer, &text)?, change }).await
}

/// What a change by hand is answered with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Adjusted {
    /// It was done.
    Customer(CustomerView),
    /// Another person is asked.
    Approval(ApprovalView),
}

/// Shows what moved the balance of a customer, and what it was after each row.
#[utoipa::path(get, path = "/v1/customers/{id}/statement", tag = "customers", operation_id = "get_statement",
    params(("id" = String, Path), StatementCursor),
    security(("key" = ["read"])),
    responses((status = 200, body = Statement), Problem))]
pub async fn statement(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
    cursor: StatementCursor,
) -> Result<Response, Problem> {
    let (customer, store) = (id(Kind::Customer, &text)?, face.engine.store());
    let most = usize::try_from(list::limit(cursor.limit, 100, 500)?).unwrap_or(0);
    list::state(&face, &caller, "customer", customer.as_str()).await?;
    // From the first event on: what a row says of the balance is the sum of all before it.
    let (mut running, mut data, mut after_seq) = (Running::default(), Vec::new(), 0);
    loop {
        let rows = store.events(&caller.tenant, customer.as_str(), after_seq, AT_ONCE).await?;
        for row in &rows {
            after_seq = row.seq;
            let made = running.take(&recall::event(row)?);
            data.extend(made.filter(|made| made.seq > cursor.after));
        }
        if data.len() > most || i64::try_from(rows.len()).unwrap_or(0) < AT_ONCE {
            break;
        }
        // A page of a long statement lets others have their turn.
        tokio::task::yield_now().await;
    }
    let has_more = data.len() > most;
    data.truncate(most);
    Ok(show(&Statement { data, has_more }))
}

//! What the gateway shows, written from its protocol.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use recoup_core::effect::{Call, Effect, OfCapture, Operation, OperationKind};
use recoup_core::id::{Id, Kind};
use recoup_core::money::{Currency, Money};
use recoup_gateways::Account;
use sha1::{Digest, Sha1};

use crate::given;

/// Ids of ours, one of each kind.
pub fn id(kind: Kind) -> Id {
    let id = Id::trusted(&format!("{}01m8r3kq9x6t2v4w5y7z0a1b2c", kind.prefix()));
    Id::parse(kind, id.as_str()).expect("an id")
}

/// The account.
pub fn account() -> Account {
    let setting = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Account {
        name: "braintree:main".to_owned(),
        base_url: "https://api.sandbox.braintreegateway.com".to_owned(),
        secret: "priv_shop".to_owned(),
        settings: [setting("merchant_id", "shop1"), setting("public_key", "pub_shop")].into(),
        ..Account::default()
    }
}

/// US dollars.
pub fn usd() -> Currency {
    "USD".parse().expect("a currency")
}

/// An effect of 10.50 USD.
pub fn effect(call: Call, kind: OperationKind) -> Effect {
    let operation = Operation { kind, payment: id(Kind::Payment), id: id(kind.id_kind()), generation: 0 };
    let since = "2026-11-21T10:00:00Z".parse().expect("a time");
    let first = given::with(given::first(&account(), operation, Money::new(1050, usd()), since), "vault_7", "auth1");
    Effect { call, last: kind == OperationKind::Capture, ..first }
}

/// A refund of one capture.
pub fn refund_of(effect: Effect, gateway_ref: &str) -> Effect {
    let of = OfCapture { gateway_ref: gateway_ref.to_owned(), amount_minor: effect.amount.amount_minor };
    Effect { of_captures: vec![of], ..effect }
}

/// A transaction as it is shown.
#[derive(Clone)]
pub struct Shown {
    pub id: &'static str,
    pub status: &'static str,
    pub credit: bool,
    pub amount: &'static str,
    pub order_id: String,
    pub history: &'static [(&'static str, &'static str)],
    pub more: String,
}

impl Shown {
    pub fn sale(status: &'static str, order: Kind) -> Self {
        let order_id = id(order).as_str().to_owned();
        let history = if status == "authorized" { &[("authorized", "10.50")][..] } else { &[] };
        Self { id: "auth1", status, credit: false, amount: "10.50", order_id, history, more: String::new() }
    }

    pub fn refund(status: &'static str) -> Self {
        let more = "<refunded-transaction-id>auth1</refunded-transaction-id>".to_owned();
        Self { id: "ref1", credit: true, more, ..Self::sale(status, Kind::Refund) }
    }

    pub fn with(self, more: &str) -> Self {
        Self { more: format!("{}{more}", self.more), ..self }
    }

    pub fn after(self, history: &'static [(&'static str, &'static str)]) -> Self {
        Self { history, ..self }
    }

    pub fn xml(&self) -> String {
        let event = |(status, amount): &(&str, &str)| {
            format!("<status-event><status>{status}</status><amount>{amount}</amount><user>shop</user></status-event>")
        };
        let history: String = self.history.iter().map(event).collect();
        let kind = if self.credit { "credit" } else { "sale" };
        let order = match self.order_id.as_str() {
            "" => "<order-id nil=\"true\"/>".to_owned(),
            id => format!("<order-id>{id}</order-id>"),
        };
        format!(
            "<transaction><id>{}</id><status>{}</status><type>{kind}</type><currency-iso-code>USD</currency-iso-code>\
            <amount>{}</amount><merchant-account-id>shop_us</merchant-account-id>{order}\
            <credit-card><last-4>1111</last-4><expiration-month nil=\"true\"/></credit-card>\
            <status-history type=\"array\">{history}</status-history>{}</transaction>",
            self.id, self.status, self.amount, self.more
        )
    }
}

/// A document.
pub fn document(xml: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n")
}

/// Validation errors.
pub fn errors(codes: &[&str]) -> String {
    let error = |code: &&str| {
        format!("<error><code>{code}</code><attribute type=\"symbol\">base</attribute><message>no</message></error>")
    };
    let errors: String = codes.iter().map(error).collect();
    document(&format!(
        "<api-error-response><errors><errors type=\"array\"/><transaction><errors type=\"array\">{errors}</errors>\
        </transaction></errors><message>no</message></api-error-response>"
    ))
}

/// A declined transaction, as it comes with 422.
pub fn declined(shown: &Shown) -> String {
    document(&format!(
        "<api-error-response><errors><errors type=\"array\"/></errors><message>Do Not Honor</message>{}\
        </api-error-response>",
        shown.xml()
    ))
}

/// A notification as a signed form.
pub fn notification(kind: &str, subject: &str) -> Vec<u8> {
    let xml = format!(
        "<notification><timestamp type=\"datetime\">2026-11-21T10:00:00Z</timestamp><kind>{kind}</kind>\
        <subject>{subject}</subject></notification>"
    );
    let payload = STANDARD.encode(xml);
    let mut mac = Hmac::<Sha1>::new_from_slice(&Sha1::digest(b"priv_shop")).expect("any key");
    mac.update(payload.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let form = recoup_gateways::form::Form::new();
    form.field("bt_signature", format!("pub_shop|{hex}")).field("bt_payload", payload).done().into_bytes()
}

/// A dispute as it is shown.
pub fn dispute(kind: &str, status: &str, history: &str, more: &str) -> String {
    let order = id(Kind::Capture);
    format!(
        "<dispute><id>dsp1</id><amount>10.50</amount><amount-disputed>10.50</amount-disputed><currency-iso-code>USD\
        </currency-iso-code><kind>{kind}</kind><reason>fraud</reason><status>{status}</status>\
        <reply-by-date type=\"date\">2026-12-01</reply-by-date><status-history type=\"array\">{history}\
        </status-history><transaction><id>auth1</id><amount>10.50</amount><order-id>{order}</order-id></transaction>\
        {more}</dispute>"
    )
}

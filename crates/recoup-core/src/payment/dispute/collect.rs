//! Evidence that the books have themselves: what was sold and paid, what is delivered, what was given back.
//!
//! It is put into words when it is handed in, so that it says how things stand then. It names no customer.

use sha2::{Digest, Sha256};

use super::{Category, Dispute, Evidence, Origin, Proof};
use crate::decision::Draft;
use crate::effect::HandedIn;
use crate::id::Kind;
use crate::money::Money;
use crate::notice::in_words;
use crate::order::Order;
use crate::order::release::LineUnits;
use crate::order::ship::Shipment;
use crate::payment::Payment;
use crate::refusal::Refusal;

/// Something that the books prove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// What it proves.
    pub proof: Proof,
    /// Where it comes from.
    pub origin: Origin,
    /// In words.
    pub words: String,
}

/// How complete the evidence of a dispute is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// What is wanted, and whether it is there.
    pub wanted: Vec<(Proof, bool)>,
    /// How much of it is there, in percent.
    pub percent: u8,
    /// Whether money went back already: it is better to prove that than to give in, which would pay twice.
    pub refunded: bool,
}

/// What the books of a payment and its order prove.
#[must_use]
pub fn collected(payment: &Payment, order: Option<&Order>) -> Vec<Collected> {
    let amount = |minor: i64| in_words(Money::new(minor, payment.currency), "en");
    let mut all = Vec::new();
    let mut add = |proof, origin, words: String| {
        if !words.is_empty() {
            all.push(Collected { proof, origin, words });
        }
    };
    if let Some(order) = order {
        let lines = order.lines.iter().map(|line| {
            format!(
                "{} x {} ({}), {}",
                line.sold.quantity,
                line.sold.name,
                line.sold.sku,
                amount(line.sold.gross_minor)
            )
        });
        let lines: Vec<String> = lines.collect();
        let head = format!("Order {} of {}, {}", order.number, order.placed_at, amount(order.gross_minor));
        let paid = format!("Paid by {}: {}", payment.id, amount(payment.captured_minor));
        add(Proof::Receipt, Origin::Order, format!("{head}\n{}\n{paid}", lines.join("\n")));
        let names: Vec<&str> =
            order.lines.iter().map(|line| line.sold.name.as_str()).filter(|n| !n.is_empty()).collect();
        add(Proof::ProductDescription, Origin::Order, names.join("\n"));
        for (proof, words) in of_goods(order) {
            add(proof, Origin::Shipment, words.join("\n"));
        }
    }
    let given = payment.refunds.iter().filter(|refund| refund.given_minor() > 0).map(|refund| {
        let proof = [refund.gateway_ref.as_str(), refund.evidence.as_str()];
        let proof: Vec<&str> = proof.into_iter().filter(|text| !text.is_empty()).collect();
        format!("Refund {} of {}: {}", refund.id, amount(refund.given_minor()), proof.join(", "))
    });
    let given: Vec<String> = given.collect();
    add(Proof::RefundGiven, Origin::Refund, given.join("\n"));
    all
}

/// What went out and what arrived: by whom, under which number and when, as far as anybody said.
fn of_goods(order: &Order) -> [(Proof, Vec<String>); 4] {
    let name = |number: u32| order.line(number).map_or("", |line| line.sold.name.as_str());
    let sku = |number: u32| order.line(number).map_or("", |line| line.sold.sku.as_str());
    let units = |shipment: &Shipment| {
        let unit = |ask: &LineUnits| format!("{} x {} ({})", ask.quantity, name(ask.line), sku(ask.line));
        shipment.lines.iter().map(unit).collect::<Vec<_>>().join(", ")
    };
    let whole = order.lines.iter().filter(|line| line.sold.delivered);
    let whole = whole.map(|line| format!("{} x {} ({}) delivered", line.sold.quantity, line.sold.name, line.sold.sku));
    let mut delivered: Vec<String> = whole.collect();
    let (mut carriers, mut numbers, mut dates) = (Vec::new(), Vec::new(), Vec::new());
    for shipment in order.shipments.iter().filter(|shipment| shipment.is_out()) {
        if !shipment.carrier.is_empty() && !carriers.contains(&shipment.carrier) {
            carriers.push(shipment.carrier.clone());
        }
        if !shipment.tracking.is_empty() {
            numbers.push(shipment.tracking.clone());
        }
        dates.extend(shipment.shipped_at.map(|at| format!("{} shipped {at}", units(shipment))));
        if shipment.has_arrived() {
            delivered.extend(shipment.ended_at.map(|at| format!("{} delivered {at}", units(shipment))));
        }
    }
    [
        (Proof::Carrier, carriers),
        (Proof::TrackingNumber, numbers),
        (Proof::ShippingDate, dates),
        (Proof::Delivery, delivered),
    ]
}

fn order_of<'d>(draft: &'d Draft<'_>, payment: &Payment) -> Result<Option<&'d Order>, Refusal> {
    if payment.pays.kind() == Some(Kind::Order) { draft.order(&payment.pays).map(Some) } else { Ok(None) }
}

/// Everything that would be handed in now: what people laid to it, and what the books prove besides.
pub(super) fn pieces(draft: &Draft<'_>, payment: &Payment, dispute: &Dispute) -> Result<Vec<HandedIn>, Refusal> {
    let laid = |piece: &Evidence| HandedIn {
        proof: piece.proof,
        media_type: piece.media_type.clone(),
        words: String::new(),
        sha256: piece.sha256.clone(),
        size_bytes: piece.size_bytes,
    };
    let mut all: Vec<HandedIn> = dispute.pieces().map(laid).collect();
    for Collected { proof, words, .. } in collected(payment, order_of(draft, payment)?) {
        // What a person laid to it says it better.
        if !all.iter().any(|piece| piece.proof == proof) {
            let sha256 = Sha256::digest(words.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
            let size_bytes = words.len() as u64;
            all.push(HandedIn { proof, media_type: String::new(), words, sha256, size_bytes });
        }
    }
    Ok(all)
}

/// How complete the evidence of a dispute is, by what it is about.
#[must_use]
pub fn completeness(payment: &Payment, order: Option<&Order>, dispute: &Dispute) -> Completeness {
    let refunded = payment.refunded_minor() > 0;
    let collected = collected(payment, order);
    let there = |proof: Proof| {
        dispute.pieces().any(|piece| piece.proof == proof) || collected.iter().any(|found| found.proof == proof)
    };
    let wanted: Vec<(Proof, bool)> =
        Category::of(dispute.reason()).wanted(refunded).into_iter().map(|proof| (proof, there(proof))).collect();
    let have = wanted.iter().filter(|(_, there)| *there).count();
    let percent = u8::try_from(have * 100 / wanted.len().max(1)).unwrap_or(100);
    Completeness { wanted, percent, refunded }
}

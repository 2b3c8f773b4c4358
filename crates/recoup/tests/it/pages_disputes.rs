//! The board of disputes and the desk of each: evidence, answer, giving in, standing marks, the ledger, and what waits for
//! its payment.

use jiff::Timestamp;
use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, card, order};
use crate::pages_access::unmatched;
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(a_dispute_is_answered_at_its_desk_and_won, a_dispute_is_given_in_to_and_is_a_loss);

/// A dispute of a payment of 90.00, told with proof: what, and more about it.
async fn told(shop: &Shop, payment: &str, what: &str, more: Value) -> String {
    let mut body =
        json!({ "payment": payment, "reference": "letter-7", "what": what, "evidence": "the bank's letter" });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    shop.post("bob", "/v1/disputes", body).await.is(200).text("id")
}

/// So many hours from now.
fn in_hours(shop: &Shop, hours: i64) -> String {
    let at = shop.engine.clock().now().as_second() + hours * 3_600;
    Timestamp::from_second(at).unwrap().to_string()
}

async fn opened(shop: &Shop, payment: &str, hours: i64) -> String {
    let more = json!({ "stage": "chargeback", "reason": "not_received", "amount_minor": 9_000, "due_at": in_hours(shop, hours) });
    let dispute = told(shop, payment, "opened", more).await;
    told(shop, payment, "funds_withdrawn", json!({ "amount_minor": 9_000, "row": "stmt-3" })).await;
    dispute
}

async fn people(shop: &Shop) -> (Browser<'_>, Browser<'_>) {
    member(shop, SHOP, "amy", &[Role::Support]).await;
    member(shop, SHOP, "ben", &[Role::BillingAdmin]).await;
    (Browser::of(shop, SHOP, "amy").await, Browser::of(shop, SHOP, "ben").await)
}

async fn a_dispute_is_answered_at_its_desk_and_won(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = shop.paid_order("1001", 9_000).await;
    let dispute = opened(&shop, &payment, 48).await;
    let (amy, ben) = people(&shop).await;
    let board = amy.get("/disputes").await.page();
    for says in ["Due within 3 days", "EUR 90.00", "Order 1001", "not received", "Nobody looks after it", "c-1001"] {
        assert!(board.contains(says), "{says}: {board}");
    }
    let desk = format!("/disputes/{dispute}");
    let page = amy.get(&desk).await.page();
    for says in ["the bank claims the money back", "needs an answer", "40 % of what is wanted", "From the books", "UTC"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains(&format!("{desk}/submit")), "support does not hand in: {page}");

    // Whose it is, and what proves it.
    assert_eq!(amy.confirm(&format!("{desk}/owner"), &[("owner", "amy")]).await, format!("{desk}?done=owner"));
    assert!(amy.get("/disputes?owner=amy").await.page().contains(&desk));
    assert!(!amy.get("/disputes?owner=-").await.page().contains(&desk));
    assert!(amy.get("/disputes?status=under_review").await.page().contains("Nothing fits."));
    let form = format!("{desk}/evidence?proof=tracking_number");
    let laid = amy.fill_with_file(&form, &[("proof", "tracking_number"), ("words", "JD0002")], None).await;
    assert_eq!(laid.location(), format!("{desk}?done=add"), "{}", laid.page());
    let slip = Some(("slip.pdf", b"%PDF-1.7".as_slice()));
    amy.fill_with_file(&form, &[("proof", "carrier")], slip).await;
    let page = amy.get(&desk).await.page();
    for says in ["JD0002", "application/pdf, 8 bytes", "80 % of what is wanted"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let document = amy.get(&format!("{desk}/evidence/2")).await;
    assert_eq!(document.bytes, b"%PDF-1.7");
    assert!(document.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    member(&shop, SHOP, "viv", &[Role::Viewer]).await;
    let viv = Browser::of(&shop, SHOP, "viv").await;
    let seen = viv.get(&desk).await.page();
    assert!(
        !seen.contains("JD0002") && seen.contains("for those who work on disputes"),
        "it is about a person: {seen}"
    );
    assert_eq!(viv.get(&format!("{desk}/evidence/2")).await.status, 403);
    let location = amy.confirm(&format!("{desk}/evidence/2/remove"), &[]).await;
    assert_eq!(location, format!("{desk}?done=remove"));
    assert_eq!(amy.get(&format!("{desk}/evidence/2")).await.status, 404, "what was removed is not handed out");

    // Handed in once.
    let dialog = ben.get(&format!("{desk}/submit")).await.page();
    for says in ["Wanted and missing: shipping address, carrier", "Tracking number", "Receipt", "for good"] {
        assert!(dialog.contains(says), "{says}: {dialog}");
    }
    ben.confirm(&format!("{desk}/submit"), &[]).await;
    let again = ben.get(&format!("{desk}/submit")).await;
    assert_eq!(again.status, 409, "{}", again.page());
    let page = ben.get(&desk).await.page();
    assert!(page.contains("answered, waiting") && page.contains("Our answers"), "{page}");
    assert!(ben.get("/disputes").await.page().contains("Answered, waiting"));

    // The marks, and that they go.
    let shown = ben.get(&format!("/orders/{order}")).await.page();
    assert!(shown.contains("under dispute") && shown.contains(&desk), "{shown}");
    let customer = shop.get("bob", &format!("/v1/orders/{order}")).await.text("customer");
    assert!(ben.get(&format!("/customers/{customer}")).await.page().contains("under dispute"));
    told(&shop, &payment, "closed", json!({ "end": "won" })).await;
    told(&shop, &payment, "funds_reinstated", json!({ "amount_minor": 9_000, "row": "stmt-9" })).await;
    let shown = ben.get(&format!("/orders/{order}")).await.page();
    assert!(!shown.contains("under dispute") && shown.contains(&desk), "{shown}");
    let ledger = ben.get(&format!("{desk}?tab=ledger")).await.page();
    assert!(ledger.contains("dispute opened") && ledger.contains("dispute won"), "{ledger}");
    assert!(ben.get("/disputes").await.page().contains("Decided lately"));
    assert!(!amy.get(&format!("{desk}?tab=ledger")).await.page().contains("dispute opened"));
}

async fn a_dispute_is_given_in_to_and_is_a_loss(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1002", 9_000).await;
    let dispute = opened(&shop, &payment, -1).await;
    let (_, ben) = people(&shop).await;
    let desk = format!("/disputes/{dispute}");
    assert!(ben.get("/disputes").await.page().contains("Overdue"));
    let accept = format!("{desk}/accept");
    let bare = ben.fill(&accept, &[("reason", ""), ("step", "confirm")]).await;
    assert!(bare.status == 422 && bare.page().contains("reason"), "{}", bare.page());
    ben.confirm(&accept, &[("reason", "It was lost on the way.")]).await;
    let page = ben.get(&desk).await.page();
    for says in ["given in", "Booked as lost", "EUR 90.00", "It was lost on the way.", "is not refunded again"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains(&format!("{desk}/submit")) && !page.contains("Add evidence"), "{page}");
    assert_eq!(ben.get(&format!("{desk}/evidence")).await.status, 409, "it has ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_evidence_is_said_beside_its_field() {
    let shop = Shop::open(sqlite().await).await;
    let (_, payment) = shop.paid_order("1003", 9_000).await;
    let dispute = opened(&shop, &payment, 48).await;
    let (amy, _) = people(&shop).await;
    let form = format!("/disputes/{dispute}/evidence");
    type Typed = &'static [(&'static str, &'static str)];
    type Named = Option<(&'static str, &'static [u8])>;
    let bad: [(Typed, Named, &str); 6] = [
        (&[("words", "it came")], None, "Choose what it proves."),
        (&[("proof", "receipt")], None, "Write what proves it, or choose a document."),
        (&[("proof", "receipt"), ("words", "4242 4242 4242 4242")], None, "looks like a card number"),
        (&[("proof", "receipt"), ("words", "it came")], Some(("a.pdf", b"%PDF-1.7")), "either words or a document"),
        (&[("proof", "receipt")], Some(("a.pdf", b"<script>")), "what is in this file is no pdf"),
        (&[("proof", "receipt")], Some(("a.exe", b"MZ")), "names of files that are taken"),
    ];
    for (fields, file, why) in bad {
        let answer = amy.fill_with_file(&form, fields, file).await;
        let page = answer.page().to_lowercase();
        assert!(answer.status == 422 && page.contains(&why.to_lowercase()), "{why}: {} {page}", answer.status);
    }
    let state = shop.get("bob", &format!("/v1/disputes/{dispute}")).await;
    assert_eq!(state.json["evidence"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dispute_of_an_unknown_payment_is_matched() {
    let shop = Shop::open(sqlite().await).await;
    let mut placed = order("1004", 9_000);
    placed["tenders"] = json!([card(9_000)]);
    let held = shop.post("bob", "/v1/orders", placed).await.is(201);
    let payment = held.json["payments"][0].as_str().unwrap().to_owned();
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    member(&shop, SHOP, "fin", &[Role::Finance]).await;
    unmatched(&shop).await;
    let (amy, fin) = (Browser::of(&shop, SHOP, "amy").await, Browser::of(&shop, SHOP, "fin").await);
    let form = "/disputes/held/dlv_lost";
    let seen = amy.get("/disputes").await.page();
    assert!(seen.contains("Wait for their payment") && !seen.contains(form), "{seen}");
    assert_eq!(amy.get(form).await.status, 403);
    assert!(fin.get("/disputes").await.page().contains(form));
    let typed = |payment: &str| {
        [("payment", payment.to_owned()), ("gateway_ref", "pi_77".to_owned()), ("why", "their pages".to_owned())]
    };
    for (named, why) in [("", "Say which payment"), ("9999", "No payment at sandbox:main is called so")] {
        let typed = typed(named);
        let with: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = fin.fill(form, &[with.as_slice(), &[("step", "review")]].concat()).await;
        assert!(answer.status == 422 && answer.page().contains(why), "{named}: {}", answer.page());
    }
    let typed = typed("1004");
    let with: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(fin.confirm(form, &with).await, format!("/payments/{payment}"));
    let found = shop.fixture.store.references(SHOP, Some("sandbox:main"), "pi_77").await.unwrap();
    assert_eq!(found.first().map(|row| row.stream_id.as_str()), Some(payment.as_str()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_letter_says_is_recorded() {
    let shop = Shop::open(sqlite().await).await;
    let (order, payment) = shop.paid_order("1005", 9_000).await;
    let (amy, ben) = people(&shop).await;
    let form = format!("/payments/{payment}/dispute");
    assert_eq!(amy.get(&form).await.status, 403);
    assert!(ben.get(&format!("/orders/{order}")).await.page().contains(&form));
    let typed = [
        ("reference", "letter-9"),
        ("what", "opened"),
        ("stage", "chargeback"),
        ("amount", "90.00"),
        ("reason", "not_received"),
        ("due", "2031-01-01"),
        ("evidence", "the letter of Monday"),
    ];
    for (field, value, why) in [
        ("what", "", "Choose what happened."),
        ("stage", "-", "Choose one, where this is what happened."),
        ("amount", "many", "An amount in EUR is typed like"),
        ("due", "soon", "A day is written like"),
        ("evidence", "", "evidence"),
    ] {
        let mut bad: Vec<(&str, &str)> = typed.into_iter().filter(|(name, _)| *name != field).collect();
        bad.extend([(field, value), ("step", "review")]);
        let answer = ben.fill(&form, &bad).await;
        assert!(answer.status == 422 && answer.page().contains(why), "{field}: {} {}", answer.status, answer.page());
    }
    assert_eq!(ben.confirm(&form, &typed).await, format!("/orders/{order}?done=dispute#{payment}"));
    let page = ben.get("/disputes").await.page();
    assert!(page.contains("Due later") && page.contains("2 Jan 2031, 00:00 UTC"), "until the end of that day: {page}");
}

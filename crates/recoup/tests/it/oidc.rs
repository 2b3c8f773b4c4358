//! Signing in with a provider of identities: who comes in, and every way in which nobody does.

use recoup::store::person_rows::AccessRow;
use recoup_core::actor::Role;
use serde_json::{Value, json};

use crate::http_support::{OTHER, SHOP, Shop};
use crate::oidc_support::{Fake, Sign, Visit, code_in, shop_at};
use crate::pages_support::{code, member};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(
    who_was_named_and_shows_the_second_factor_comes_in,
    a_state_counts_once_and_in_its_own_browser,
    another_subject_does_not_take_a_person_over,
    who_is_unknown_shut_out_or_never_set_up_stays_out,
);

async fn noted(shop: &Shop, kind: &str) -> Vec<AccessRow> {
    let mut rows = shop.fixture.store.access_events(SHOP, None, 100).await.unwrap();
    rows.retain(|row| row.kind == kind);
    rows
}

async fn who_was_named_and_shows_the_second_factor_comes_in(fixture: Fixture) {
    let fake = Fake::start().await;
    let shop = fake.shop(fixture).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    // The same address in another shop is another person, and is not meant.
    member(&shop, OTHER, "amy", &[Role::Support]).await;
    let mut amy = Visit::new(&shop);
    let page = amy.get("/sign-in?next=/orders", "none").await;
    assert!(page.page().contains("href=\"/sign-in/oidc/staff?next=/orders\""), "{}", page.page());
    assert!(page.page().contains("Sign in with Staff &amp; Co"), "{}", page.page());
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("form-action 'self'"));

    assert_eq!(amy.journey(&fake).await.location(), "/sign-in/code");
    assert_eq!(amy.get("/orders", "same-origin").await.status, 303, "a provider alone opens nothing");
    let asked = amy.get("/sign-in/code", "same-origin").await.page();
    assert!(asked.contains("AMY") && asked.contains("amy@shop.example"), "{asked}");
    assert_eq!(amy.code("000000").await.status, 422);
    assert_eq!(noted(&shop, "provider_bound").await.len(), 0, "nobody is bound before the second factor");
    let came = amy.code(&code_in(&shop, &secret, -1)).await;
    assert_eq!((came.status, came.location()), (303, "/orders".to_owned()), "{}", came.page());
    assert!(amy.jar.contains_key("__Host-recoup") && !amy.jar.contains_key("__Host-recoup-oidc"), "{:?}", amy.jar);
    assert_eq!(amy.get("/orders", "same-origin").await.status, 200);
    assert_eq!(amy.get("/sign-in/code", "same-origin").await.location(), "/sign-in", "that attempt is over");
    let came = noted(&shop, "signed_in_with_provider").await;
    assert_eq!((came.len(), came[0].person.as_str()), (1, "amy"));
    assert_eq!(noted(&shop, "provider_bound").await.len(), 1);
    let failed = noted(&shop, "sign_in_failed").await;
    assert_eq!((failed.len(), failed[0].detail.as_str()), (1, "staff: wrong code"));

    // From now on the subject counts, whatever its address.
    fake.plan.lock().claims = json!({ "email": "amy@elsewhere.example", "aud": ["recoup"] });
    let mut again = Visit::new(&shop);
    assert_eq!(again.journey(&fake).await.location(), "/sign-in/code");
    assert_eq!(again.code(&code_in(&shop, &secret, 0)).await.location(), "/orders");
    assert_eq!(noted(&shop, "provider_bound").await.len(), 1, "it is bound once");
    assert_eq!(again.code(&code_in(&shop, &secret, 1)).await.status, 403, "no form of this session");
}

async fn a_state_counts_once_and_in_its_own_browser(fixture: Fixture) {
    let fake = Fake::start().await;
    let shop = fake.shop(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let gone = |page: String| assert!(page.contains("This sign-in was used before"), "{page}");
    let mut amy = Visit::new(&shop);
    let state = amy.leave(&fake).await;
    let mut eve = Visit::new(&shop);
    gone(eve.come_back(&state).await.page());
    let other = eve.leave(&fake).await;
    gone(eve.come_back(&state).await.page());
    gone(amy.come_back(&other).await.page());
    gone(amy.come_back("").await.page());
    assert_eq!(fake.plan.lock().exchanges, 0, "no code is spent on a state that is not of this browser");
    let mut replayed = amy.twin();
    // The provider answers the sign-in that it saw last.
    let state = amy.leave(&fake).await;
    replayed.jar.clone_from(&amy.jar);
    let cookie = amy.jar["__Host-recoup-oidc"].clone();
    assert_eq!(amy.come_back(&state).await.location(), "/sign-in/code");
    let answer = replayed.come_back(&state).await;
    assert_eq!(answer.status, 422);
    gone(answer.page());
    for _ in 0..3 {
        let mut again = Visit::new(&shop);
        again.jar.insert("__Host-recoup-oidc".to_owned(), cookie.clone());
        assert_eq!(again.come_back(&state).await.status, 422);
    }
    assert_eq!(fake.plan.lock().exchanges, 1);
    assert_eq!(noted(&shop, "sign_in_failed").await.len(), 0, "a replay writes nothing");
    // The cookie that came before the provider's word asks for no code, and the state is none for the one after it.
    replayed.jar.insert("__Host-recoup-oidc".to_owned(), "shop.".to_owned() + &"0".repeat(64));
    assert_eq!(replayed.get("/sign-in/code", "same-origin").await.location(), "/sign-in");
    gone(amy.come_back(&state).await.page());
}

async fn another_subject_does_not_take_a_person_over(fixture: Fixture) {
    let fake = Fake::start().await;
    let shop = fake.shop(fixture).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut amy = Visit::new(&shop);
    amy.journey(&fake).await;
    assert_eq!(amy.code(&code_in(&shop, &secret, -1)).await.status, 303);
    fake.plan.lock().claims = json!({ "sub": "another subject" });
    let mut eve = Visit::new(&shop);
    let refused = eve.journey(&fake).await;
    assert_eq!(refused.status, 422);
    assert!(refused.page().contains("another account of Staff &amp; Co"), "{}", refused.page());
    assert_eq!(eve.get("/sign-in/code", "same-origin").await.location(), "/sign-in");
    let failed = noted(&shop, "sign_in_failed").await;
    assert_eq!((failed[0].person.as_str(), failed[0].detail.as_str()), ("amy", "staff: another subject is bound"));
    // Two that are under way at once: whoever shows the second factor first is bound.
    shop.fixture.store.forget_subjects_of(SHOP, "amy").await.unwrap();
    assert_eq!(eve.journey(&fake).await.location(), "/sign-in/code");
    fake.plan.lock().claims = json!({});
    assert_eq!(amy.journey(&fake).await.location(), "/sign-in/code");
    let mut fresh = amy.twin();
    fresh.jar.remove("__Host-recoup");
    assert_eq!(fresh.code(&code_in(&shop, &secret, 0)).await.status, 303);
    let late = eve.code(&code_in(&shop, &secret, 1)).await;
    assert!(late.status == 422 && late.page().contains("another account"), "{}", late.page());
    assert!(!eve.jar.contains_key("__Host-recoup"), "{:?}", eve.jar);
}

async fn who_is_unknown_shut_out_or_never_set_up_stays_out(fixture: Fixture) {
    let fake = Fake::start().await;
    let shop = fake.shop(fixture).await;
    let store = &shop.fixture.store;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    let persons = store.persons(SHOP).await.unwrap().len();
    let mut visit = Visit::new(&shop);
    fake.plan.lock().claims = json!({ "email": "nobody@shop.example", "sub": "nobody" });
    let unknown = visit.journey(&fake).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.page().contains("Nobody who may sign in here is known"), "{}", unknown.page());
    assert_eq!(store.persons(SHOP).await.unwrap().len(), persons, "nobody is made up");

    // Shut out while the second factor is still awaited, and before.
    fake.plan.lock().claims = json!({});
    assert_eq!(visit.journey(&fake).await.location(), "/sign-in/code");
    let amy = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&amy, &amy.grants, Some(1)).await.unwrap());
    let before = noted(&shop, "sign_in_failed").await.len();
    let mut twin = visit.twin();
    let late = visit.code(&code(&shop, &secret)).await;
    assert!(late.status == 422 && late.page().contains("Nobody who may sign in here"), "{}", late.page());
    assert_eq!(twin.code(&code(&shop, &secret)).await.location(), "/sign-in", "that attempt is over");
    assert_eq!(noted(&shop, "sign_in_failed").await.len(), before + 1, "each attempt is noted once");
    let early = visit.journey(&fake).await;
    assert!(early.status == 422 && early.page().contains("Nobody who may sign in here"), "{}", early.page());
    assert!(!visit.jar.contains_key("__Host-recoup"), "{:?}", visit.jar);

    let amy = store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(store.change_person(&amy, &amy.grants, None).await.unwrap());
    assert!(store.set_credentials(SHOP, "amy", "", ("", 0)).await.unwrap());
    let bare = visit.journey(&fake).await;
    assert!(bare.status == 422 && bare.page().contains("has no second factor yet"), "{}", bare.page());
    assert_eq!(noted(&shop, "sign_in_failed").await.len(), 4);
    assert!(noted(&shop, "provider_bound").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_proves_nothing_opens_nothing() {
    let fake = Fake::start().await;
    let shop = fake.shop(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let now = shop.engine.clock().machine().wall_us() / 1_000_000;
    let tokens: [(Value, Sign); 13] = [
        (json!({ "nonce": "another" }), Sign::Es256),
        (json!({ "nonce": null }), Sign::Es256),
        (json!({ "aud": "somebody else" }), Sign::Es256),
        (json!({ "aud": ["recoup", "somebody else"] }), Sign::Es256),
        (json!({ "azp": "somebody else" }), Sign::Es256),
        (json!({ "iss": "https://elsewhere.example" }), Sign::Es256),
        (json!({ "exp": now - 61 }), Sign::Es256),
        (json!({ "exp": "9999999999" }), Sign::Es256),
        (json!({ "iat": now + 600 }), Sign::Es256),
        (json!({}), Sign::None),
        (json!({}), Sign::Hs256),
        (json!({}), Sign::OtherKey),
        (json!({}), Sign::OtherId),
    ];
    for (claims, sign) in tokens {
        {
            let mut plan = fake.plan.lock();
            (plan.claims, plan.sign) = (claims.clone(), sign);
        }
        let mut visit = Visit::new(&shop);
        let answer = visit.journey(&fake).await;
        assert_eq!(answer.status, 422, "{claims} {sign:?}");
        assert!(answer.page().contains("Staff &amp; Co did not let you in"), "{claims} {sign:?}: {}", answer.page());
        assert!(visit.jar.is_empty(), "{:?}", visit.jar);
    }
    assert_eq!(noted(&shop, "sign_in_failed").await.len(), 13);
    assert_eq!(fake.plan.lock().keys_read, 1, "keys are not fetched for every token that names another");
    {
        let mut plan = fake.plan.lock();
        (plan.claims, plan.sign) = (json!({ "aud": ["recoup", "more"], "azp": "recoup" }), Sign::Es256);
    }
    assert_eq!(Visit::new(&shop).journey(&fake).await.location(), "/sign-in/code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_counts_only_when_it_is_verified() {
    let fake = Fake::start().await;
    let shop = fake.shop(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    for claims in [
        json!({ "email_verified": false }),
        json!({ "email_verified": null }),
        json!({ "email_verified": "true" }),
        json!({ "email": null }),
    ] {
        fake.plan.lock().claims = claims.clone();
        let answer = Visit::new(&shop).journey(&fake).await;
        assert_eq!(answer.status, 422, "{claims}");
        assert!(answer.page().contains("does not say that your e-mail address is verified"), "{}", answer.page());
    }
    let failed = noted(&shop, "sign_in_failed").await;
    assert!(failed.len() == 4 && failed.iter().all(|row| row.detail == "staff: e-mail not verified"), "{failed:?}");
    fake.plan.lock().claims = json!({ "email": "Amy@Shop.Example" });
    assert_eq!(Visit::new(&shop).journey(&fake).await.location(), "/sign-in/code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_codes_are_counted_as_on_the_sign_in_page() {
    let fake = Fake::start().await;
    let shop = fake.shop(sqlite().await).await;
    let secret = member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut amy = Visit::new(&shop);
    assert_eq!(amy.journey(&fake).await.location(), "/sign-in/code");
    // Beyond the free ones each wrong code makes the wait longer; eight make it long enough for a slow test.
    for failures in 0..8 {
        let now_us = shop.engine.clock().machine().wall_us() - 600_000_000;
        let read = shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
        assert!(shop.fixture.store.count_try(&read, now_us).await.unwrap());
        let row = shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
        assert_eq!(row.failures, failures + 1);
    }
    let wrong = amy.code("000000").await;
    assert!(wrong.status == 422 && wrong.page().contains("Type the code that your app shows now"), "{}", wrong.page());
    let row = shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
    assert_eq!(row.failures, 9);
    let right = amy.code(&code(&shop, &secret)).await;
    assert!(right.status == 422 && right.page().contains("Too many codes were wrong"), "{}", right.page());
    assert_eq!(shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap().failures, 9, "a wait counts nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_begins_here_and_with_a_provider_there_is() {
    let fake = Fake::start().await;
    let shop = fake.shop(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let mut visit = Visit::new(&shop);
    assert_eq!(visit.get("/sign-in/oidc/staff", "cross-site").await.status, 403, "a link of another site");
    assert_eq!(visit.get("/sign-in/oidc/other", "same-origin").await.status, 404);
    assert_eq!(visit.get("/sign-in/oidc/other/return?code=good&state=x", "cross-site").await.status, 404);
    let state = visit.leave(&fake).await;
    let back = |query: &str| format!("/sign-in/oidc/staff/return?state={state}&{query}");
    let denied = visit.get(&back("error=access_denied"), "cross-site").await;
    assert!(denied.status == 422 && denied.page().contains("did not let you in"), "{}", denied.page());
    let state = visit.leave(&fake).await;
    let mixed = format!("/sign-in/oidc/staff/return?state={state}&code=good&iss=https%3A%2F%2Felsewhere.example");
    assert_eq!(visit.get(&mixed, "cross-site").await.status, 422, "another provider answered");
    let state = visit.leave(&fake).await;
    let wrong = format!("/sign-in/oidc/staff/return?state={state}&code=stolen");
    assert_eq!(visit.get(&wrong, "cross-site").await.status, 422);
    assert_eq!(fake.plan.lock().exchanges, 1);
    // Where to go on is a path of ours.
    let left = visit.get("/sign-in/oidc/staff?next=https%3A%2F%2Fevil.example", "same-origin").await;
    assert!(left.status == 303 && !left.location().contains("evil"), "{}", left.location());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_does_not_answer_is_told_as_such() {
    // Nobody listens there.
    let shop = shop_at(sqlite().await, "http://127.0.0.1:9").await;
    let answer = Visit::new(&shop).get("/sign-in/oidc/staff", "same-origin").await;
    assert_eq!(answer.status, 503);
    assert!(answer.page().contains("Staff &amp; Co cannot be reached now"), "{}", answer.page());
    assert!(answer.page().contains("type=\"password\""), "the other way is still there");
    assert_eq!(noted(&shop, "sign_in_failed").await[0].detail, "staff: provider not reachable");
    for _ in 1..9 {
        assert_eq!(Visit::new(&shop).get("/sign-in/oidc/staff", "same-origin").await.status, 503);
    }
    assert_eq!(noted(&shop, "sign_in_failed").await.len(), 4, "the 1st, 2nd, 4th and 8th of nine");
}

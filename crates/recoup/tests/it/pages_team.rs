//! The team by its forms: power takes two persons, a link and its code come from two, and a key holds no more than its
//! person.

use recoup::access::Grants;
use recoup_core::actor::Role;

use crate::http_support::{Answer, SHOP, Shop, grants};
use crate::pages_support::{Browser, code, filled, member};
use crate::store_support::{Fixture, on_both};

on_both!(
    a_person_with_power_takes_two_persons_and_two_secrets,
    nobody_takes_over_an_account_alone,
    more_power_waits_and_less_does_not,
    nobody_becomes_the_first_again,
    the_only_other_one_is_not_taken_over,
    a_code_dies_with_the_power_of_who_agreed,
    a_form_means_what_it_was_sent_with_first,
    who_fails_outside_stops_nobody_inside,
    the_first_persons_of_a_shop_come_in_on_one_word,
    a_key_ends_with_the_power_of_its_person,
    a_key_that_is_kept_rests_and_a_revoked_one_stays_dead,
    a_burst_of_tries_is_one_and_wrong_codes_end_the_session,
);

/// What stands in the one `pre` of a page.
fn shown(answer: &Answer) -> String {
    let page = answer.page();
    let text = page.split("<pre").nth(1).and_then(|rest| rest.split_once('>')).unwrap_or_else(|| panic!("{page}")).1;
    text.split('<').next().unwrap().to_owned()
}

async fn shop(fixture: Fixture) -> Shop {
    let shop = Shop::open(fixture).await;
    for (person, role) in [("dan", Role::Developer), ("eva", Role::Approver), ("fay", Role::Finance)] {
        member(&shop, SHOP, person, &[role]).await;
    }
    shop
}

const ZOE: [(&str, &str); 4] =
    [("person", "zoe"), ("email", "zoe@shop.example"), ("name", "Zoe"), ("role-support", "yes")];

async fn a_person_with_power_takes_two_persons_and_two_secrets(fixture: Fixture) {
    let shop = shop(fixture).await;
    let (dan, eva) = (Browser::of(&shop, SHOP, "dan").await, Browser::of(&shop, SHOP, "eva").await);
    let page = dan.get("/team/add").await.page();
    let form = filled(&page, &ZOE);
    let asked = dan.send("/team/add", &form, "same-origin").await;
    let path = asked.location();
    assert!(path.starts_with("/team/changes/tch_"), "{path} {}", asked.page());
    assert_eq!(dan.send("/team/add", &form, "same-origin").await.location(), path, "sent twice, asked once");
    assert!(shop.fixture.store.person(SHOP, "zoe").await.unwrap().is_none(), "nobody is added yet");
    let own = dan.get(&path).await.page();
    assert!(own.contains("another person has to agree") && !own.contains("value=\"agree\""), "{own}");
    let mut forged = filled(&dan.get("/team/add").await.page(), &[]);
    forged.push(("step".to_owned(), "agree".to_owned()));
    assert_eq!(dan.send(&path, &forged, "same-origin").await.status, 403, "not one's own");
    assert!(eva.get("/").await.page().contains(">1 change of the team to agree to<"));

    let agree = filled(&eva.get(&path).await.page(), &[("step", "agree")]);
    let agreed = eva.send(&path, &agree, "same-origin").await;
    let spoken = shown(&agreed);
    assert_eq!(spoken.len(), 10, "{}", agreed.page());
    assert_eq!(eva.send(&path, &agree, "same-origin").await.location(), path, "the code is shown once");
    let zoe = shop.fixture.store.person(SHOP, "zoe").await.unwrap().unwrap();
    assert!(zoe.password.is_empty());
    assert!(!eva.get(&path).await.page().contains("Make the link"));
    let mut forged = agree.clone();
    forged.retain(|(name, _)| name != "step");
    forged.push(("step".to_owned(), "link".to_owned()));
    assert_eq!(eva.send(&path, &forged, "same-origin").await.status, 403, "who has the code gets no link");

    let link = shown(&dan.fill(&path, &[("step", "link")]).await);
    let link = &link[link.find("/welcome/").unwrap()..];
    let nobody = Browser::new(&shop);
    let page = nobody.get(link).await.page();
    let secret = filled(&page, &[]).into_iter().find(|(name, _)| name == "secret").unwrap().1;
    let now = code(&shop, &secret);
    let set_up = async |typed: &str| {
        let fields = [("password", "other unlike words now"), ("code", now.as_str()), ("spoken", typed)];
        nobody.send(link, &filled(&page, &fields), "same-origin").await
    };
    for wrong in ["", "AAAAAAAAAA"] {
        let answer = set_up(wrong).await;
        assert!(answer.status == 422 && answer.page().contains("not the code of this link"), "{}", answer.page());
    }
    assert_eq!(set_up(&format!(" {} ", spoken.to_lowercase())).await.status, 303);
}

async fn nobody_takes_over_an_account_alone(fixture: Fixture) {
    let shop = shop(fixture).await;
    let (dan, eva, fay) = (
        Browser::of(&shop, SHOP, "dan").await,
        Browser::of(&shop, SHOP, "eva").await,
        Browser::of(&shop, SHOP, "fay").await,
    );
    let path = dan.fill("/team/persons/eva", &[("step", "link")]).await.location();
    assert!(path.starts_with("/team/changes/"), "{path}");
    let page = eva.get(&path).await.page();
    assert!(!page.contains("value=\"agree\""), "it is about her");
    let down = fay.fill(&path, &[("step", "turn_down")]).await;
    assert_eq!(down.location(), path);
    assert!(dan.get(&path).await.page().contains("turned down"));
    let late = eva.send(&path, &filled(&page, &[("step", "agree")]), "same-origin").await;
    assert_eq!(late.status, 403);
    let link = dan.send(&path, &filled(&dan.get("/team/add").await.page(), &[("step", "link")]), "same-origin").await;
    assert!(link.status == 422 && link.page().contains("No link comes of this"), "{}", link.page());
}

async fn more_power_waits_and_less_does_not(fixture: Fixture) {
    let shop = shop(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let (dan, fay) = (Browser::of(&shop, SHOP, "dan").await, Browser::of(&shop, SHOP, "fay").await);
    let of = async || shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap().grants;
    let more = [("step", "roles"), ("role-approver", "yes")];
    let path = dan.fill("/team/persons/amy", &more).await.location();
    assert!(path.starts_with("/team/changes/") && !of().await.contains("approver"), "{path}");
    let less = [("step", "roles"), ("role-viewer", "yes")];
    assert_eq!(dan.fill("/team/persons/amy", &less).await.location(), "/team/persons/amy", "less is done at once");
    let stale = fay.fill(&path, &[("step", "agree")]).await;
    assert!(stale.status == 422 && stale.page().contains("changed since this was asked"), "{}", stale.page());
    assert!(!of().await.contains("approver"));
    assert!(fay.get(&path).await.page().contains("stale"), "it is over");
    let path = dan.fill("/team/persons/amy", &more).await.location();
    let agreed = fay.fill(&path, &[("step", "agree")]).await;
    assert_eq!(shown(&agreed).len(), 10, "an account without power is set up anew: {}", agreed.page());
    let amy = shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(amy.grants.contains("approver") && amy.password.is_empty() && amy.second_factor.is_empty());
    let again = fay.fill(&path, &[("step", "code")]).await;
    assert_ne!(shown(&again), shown(&agreed), "a lost code is replaced");
    assert!(shown(&dan.fill(&path, &[("step", "link")]).await).contains("/welcome/"));
    // Out needs one, in again two.
    assert_eq!(dan.fill("/team/persons/amy", &[("step", "out")]).await.location(), "/team/persons/amy");
    let path = dan.fill("/team/persons/amy", &[("step", "in")]).await.location();
    assert!(path.starts_with("/team/changes/"), "{path}");
    let amy = async || shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap();
    assert!(amy().await.disabled_us.is_some());
    fay.fill(&path, &[("step", "agree")]).await;
    assert!(amy().await.disabled_us.is_none());
}

async fn nobody_becomes_the_first_again(fixture: Fixture) {
    let shop = shop(fixture).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    for person in ["eva", "fay"] {
        let less = [("step", "roles"), ("role-viewer", "yes")];
        assert_eq!(
            dan.fill(&format!("/team/persons/{person}"), &less).await.location(),
            format!("/team/persons/{person}")
        );
    }
    let alone = dan.fill("/team/add", &ZOE).await;
    assert_eq!(alone.status, 409, "{}", alone.page());
    assert!(alone.page().contains("recoup team"), "{}", alone.page());
    assert!(shop.fixture.store.person(SHOP, "zoe").await.unwrap().is_none());
}

async fn a_code_dies_with_the_power_of_who_agreed(fixture: Fixture) {
    let shop = shop(fixture).await;
    let (dan, eva) = (Browser::of(&shop, SHOP, "dan").await, Browser::of(&shop, SHOP, "eva").await);
    let path = dan.fill("/team/add", &ZOE).await.location();
    assert_eq!(shown(&eva.fill(&path, &[("step", "agree")]).await).len(), 10);
    let again = filled(&eva.get(&path).await.page(), &[("step", "code")]);
    let less = [("step", "roles"), ("role-auditor", "yes")];
    assert_eq!(dan.fill("/team/persons/eva", &less).await.location(), "/team/persons/eva");
    assert_eq!(eva.send(&path, &again, "same-origin").await.status, 403, "who cannot agree any more has no code");
    let link = dan.fill(&path, &[("step", "link")]).await;
    assert!(link.status == 422 && link.page().contains("No link comes of this"), "{}", link.page());
}

async fn the_only_other_one_is_not_taken_over(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    for step in [vec![("step", "link")], vec![("step", "roles"), ("role-approver", "yes"), ("role-finance", "yes")]] {
        let refused = dan.fill("/team/persons/eva", &step).await;
        assert_eq!(refused.status, 409, "{step:?} {}", refused.page());
    }
}

async fn a_form_means_what_it_was_sent_with_first(fixture: Fixture) {
    let shop = shop(fixture).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    let page = dan.get("/team/add").await.page();
    let yan = [("person", "yan"), ("email", "yan@shop.example"), ("name", "Yan"), ("role-support", "yes")];
    let path = dan.send("/team/add", &filled(&page, &ZOE), "same-origin").await.location();
    assert!(path.starts_with("/team/changes/"), "{path}");
    let other = dan.send("/team/add", &filled(&page, &yan), "same-origin").await;
    assert!(other.status == 409 && other.page().contains("something else in it"), "{}", other.page());
}

async fn who_fails_outside_stops_nobody_inside(fixture: Fixture) {
    let shop = shop(fixture).await;
    let secret = member(&shop, SHOP, "bea", &[Role::Approver]).await;
    let path = Browser::of(&shop, SHOP, "dan").await.fill("/team/add", &ZOE).await.location();
    for _ in 0..6 {
        Browser::new(&shop).sign_in("bea@shop.example", "four unlike words there", "000000").await;
    }
    let bea = Browser::unproved(&shop, SHOP, "bea").await;
    let now = code(&shop, &secret);
    let agreed = bea.fill(&path, &[("step", "agree"), ("code", &now)]).await;
    assert_eq!(shown(&agreed).len(), 10, "{}", agreed.page());
}

async fn the_first_persons_of_a_shop_come_in_on_one_word(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    member(&shop, SHOP, "dan", &[Role::Developer]).await;
    let dan = Browser::of(&shop, SHOP, "dan").await;
    let form = filled(&dan.get("/team/add").await.page(), &ZOE);
    assert!(shown(&dan.send("/team/add", &form, "same-origin").await).contains("/welcome/"));
    let again = dan.send("/team/add", &form, "same-origin").await;
    assert!(again.page().contains("This form was sent before"), "{}", again.page());
    member(&shop, SHOP, "eva", &[Role::Approver]).await;
    assert_eq!(dan.fill("/team/persons/eva", &[("step", "out")]).await.location(), "/team/persons/eva");
    let other = [("person", "yan"), ("email", "yan@shop.example"), ("name", "Yan"), ("role-approver", "yes")];
    let refused = dan.fill("/team/add", &other).await;
    assert_eq!(refused.status, 409, "shutting out who could agree does not make one alone again");
    assert!(refused.page().contains("recoup team"), "{}", refused.page());
}

async fn a_key_ends_with_the_power_of_its_person(fixture: Fixture) {
    let mut shop = shop(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Support, Role::BillingAdmin]).await;
    let both: Grants = grants(&[Role::Support, Role::BillingAdmin]);
    shop.key(SHOP, "amys", "amy", &both).await;
    shop.get("amys", "/v1/ledger/trial_balance").await.is(200);
    let dan = Browser::of(&shop, SHOP, "dan").await;
    dan.fill("/team/persons/amy", &[("step", "roles"), ("role-support", "yes")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    shop.get("amys", "/v1/ledger/trial_balance").await.refused(403, "role_missing");
    shop.get("amys", "/v1/orders").await.is(200);
    dan.fill("/team/persons/amy", &[("step", "out")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    shop.get("amys", "/v1/orders").await.refused(401, "unauthorized");
}

async fn a_key_that_is_kept_rests_and_a_revoked_one_stays_dead(fixture: Fixture) {
    let mut shop = shop(fixture).await;
    member(&shop, SHOP, "amy", &[Role::Viewer]).await;
    shop.key(SHOP, "amys", "amy", &grants(&[Role::Viewer])).await;
    let (dan, amy) = (Browser::of(&shop, SHOP, "dan").await, "/team/persons/amy");
    let says = "Revoke 1 key for good. A key that is kept works again once the person is let in.";
    let page = dan.get(amy).await.page();
    assert!(page.contains(says) && page.contains("Working keys"), "{page}");
    dan.fill(amy, &[("step", "out")]).await;
    shop.get("amys", "/v1/orders").await.refused(401, "unauthorized");
    let page = dan.get(amy).await.page();
    assert!(page.contains("Keys that rest") && !page.contains("Working keys"), "{page}");
    dan.fill(amy, &[("step", "in")]).await;
    shop.get("amys", "/v1/orders").await.is(200);
    dan.fill(amy, &[("step", "out"), ("keys", "yes")]).await;
    dan.fill(amy, &[("step", "in")]).await;
    assert!(shop.fixture.store.person(SHOP, "amy").await.unwrap().unwrap().disabled_us.is_none());
    shop.get("amys", "/v1/orders").await.refused(401, "unauthorized");
}

async fn a_burst_of_tries_is_one_and_wrong_codes_end_the_session(fixture: Fixture) {
    let shop = shop(fixture).await;
    let burst = (0..8).map(|_| async {
        let mut browser = Browser::new(&shop);
        browser.sign_in("eva@shop.example", "four unlike words there", "000000").await.status
    });
    let statuses = futures_util::future::join_all(burst).await;
    assert!(statuses.iter().all(|status| *status == 422), "{statuses:?}");
    let failures = async || shop.fixture.store.person(SHOP, "eva").await.unwrap().unwrap().failures;
    assert!(failures().await <= 5, "no more than the free ones are looked at: {}", failures().await);
    shop.fixture.store.forget_tries(SHOP, "eva").await.unwrap();
    let path = Browser::of(&shop, SHOP, "dan").await.fill("/team/add", &ZOE).await.location();
    let eva = Browser::unproved(&shop, SHOP, "eva").await;
    let page = eva.get(&path).await.page();
    for _ in 0..5 {
        let answer = eva.send(&path, &filled(&page, &[("step", "agree"), ("code", "000000")]), "same-origin").await;
        assert!(answer.status == 422 && answer.page().contains("Type the code"), "{}", answer.page());
    }
    assert_eq!(eva.get(&path).await.status, 303, "five wrong codes end the session");
}

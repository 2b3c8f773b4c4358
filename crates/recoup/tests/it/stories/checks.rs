//! That a story can fail: wrong figures, other books, refusals that nobody named.

use super::both;
use super::stage::memory::Memory;
use super::teller::Teller;

const ORDER: &str = "order 1 EUR by ada: CHAIR 1 119.00 tax 19.00";

async fn after(lines: &[&str]) -> Teller<Memory> {
    let mut teller = Teller::new(Memory::default());
    for line in lines {
        assert_eq!(teller.tell(line).await, Ok(()), "{line}");
    }
    teller
}

#[tokio::test]
async fn figures_that_are_not_the_books_are_found() {
    for right in [
        "posts 1200/1 119.00 / 4000 100.00, 2200 19.00",
        "posts 1200 119.00 / 4000/sales 100.00, 2200/DE/standard@2021 19.00",
        "books 1200 119.00, 1200/1 119.00, 1300 0.00, 4000 -100.00",
    ] {
        after(&[ORDER, right, "posts nothing"]).await;
    }
    for (wrong, why) in [
        ("posts 1200/1 119.00 / 4000 100.00", "what was posted is"),
        ("posts 1200/1 119.00 / 4000 100.00, 2200 18.99", "what was posted is"),
        ("posts 1200/1 119.00 / 4000 100.00, 2200 19.00, 1300 0.00", "what was posted is"),
        ("posts 1200/1 119.00 / 4000 100.00, 2200 19.00, 2300 1.00", "what was posted is"),
        ("posts 1200/2 119.00 / 4000 100.00, 2200 19.00", "what was posted is"),
        ("posts 4000 100.00, 2200 19.00 / 1200/1 119.00", "what was posted is"),
        ("posts 1200/1 119.00, 1200/1 0.00 / 4000 100.00, 2200 19.00", "what was posted is"),
        ("posts nothing", "what was posted is"),
        ("books 1200 118.00", "1200 holds 119.00 EUR"),
        ("books 1200/2 119.00", "1200/2 holds 0.00 EUR"),
        ("books 1200 119.00 4000 -100.00", "a comma is missing"),
        ("books 1200", "ends too early"),
        ("expect order 1 completed", "order 1 is open"),
        ("refused not_in_state", "it was not refused"),
        ("dance 1", "begins no sentence"),
        ("complete 1 by bob(billing_admin) and more", "is too much"),
    ] {
        let told = after(&[ORDER]).await.tell(wrong).await;
        assert!(told.as_ref().is_err_and(|said| said.contains(why)), "{wrong}: {told:?}");
    }
}

#[tokio::test]
async fn a_refusal_has_to_be_named() {
    let again = "order 1 EUR by ada: CHAIR 1 119.00 tax 19.00";
    let mut teller = after(&[ORDER, again]).await;
    assert!(teller.tell("settle").await.is_err_and(|said| said.contains("was refused with")));
    assert!(after(&[ORDER, again]).await.the_end().await.is_err_and(|said| said.contains("was refused with")));
    let other = after(&[ORDER, again]).await.tell("refused exceeds_refundable").await;
    assert!(other.is_err_and(|said| said.contains("it was refused with")));
}

#[tokio::test]
async fn stages_whose_books_differ_are_found_at_the_sentence() {
    let (mut one, mut other) = (after(&[ORDER]).await, after(&[ORDER]).await);
    assert_eq!(both(&mut one, &mut other, "pay 1 offline till-1 19.00 at once").await, Ok(()));
    assert_eq!(one.tell("pay 1 offline till-1 10.00 at once").await, Ok(()));
    let told = both(&mut one, &mut other, "clock 1d").await;
    assert!(told.as_ref().is_err_and(|said| said.contains("the books differ")), "{told:?}");
}

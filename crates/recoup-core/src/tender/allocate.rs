//! Spreads an amount over what tenders can take back, exactly: parts sum to the whole, none is more than its tender has.
//!
//! Pure arithmetic of whole minor units. Proportions are spread by largest remainder; where a gateway takes multiples of a
//! step only, the others take what it cannot.

use super::Strategy;
use super::room::{Room, Sort};
use crate::money::{self, MoneyError};
use crate::planted::{self, Planted};

/// Parts of an amount in the order of the tenders; nothing where they cannot take it.
///
/// # Errors
/// [`MoneyError::Overflow`] when amounts are beyond what the books bear.
pub fn over(amount_minor: i64, rooms: &[Room], strategy: Strategy) -> Result<Option<Vec<i64>>, MoneyError> {
    if amount_minor > total(rooms.iter().map(|room| room.most_minor)) {
        return Ok(None);
    }
    if planted::is(Planted::PartsRoundedAlone) && strategy == Strategy::ProRata {
        let whole_minor = total(rooms.iter().map(|room| room.most_minor));
        return Ok(Some(rooms.iter().map(|room| money::share(amount_minor, room.most_minor, whole_minor)).collect()));
    }
    let queue = queue(rooms, strategy);
    let wanted = match strategy {
        Strategy::ProRata => in_proportion(amount_minor, rooms)?,
        Strategy::OriginalProportions => as_they_paid(amount_minor, rooms)?,
        _ => return Ok(in_turn(amount_minor, rooms, &queue)),
    };
    Ok(take_in_turn(amount_minor, rooms, &queue, &wanted))
}

/// Parts of an amount, each tender taking in its turn as much as it can; nothing where they cannot take it.
#[must_use]
pub fn in_turn(amount_minor: i64, rooms: &[Room], queue: &[usize]) -> Option<Vec<i64>> {
    let wanted: Vec<i64> = rooms.iter().map(|room| room.most_minor).collect();
    take_in_turn(amount_minor, rooms, queue, &wanted)
}

/// Parts of as much of an amount as tenders can take in their turn: what lies between the steps of all of them stays.
#[must_use]
pub fn as_much_as_fits(amount_minor: i64, rooms: &[Room], queue: &[usize]) -> Vec<i64> {
    let mut parts = vec![0; rooms.len()];
    let mut rest_minor = amount_minor;
    for at in queue {
        let take_minor = rest_minor.min(rooms[*at].most_minor);
        parts[*at] = take_minor - take_minor % rooms[*at].step_minor;
        rest_minor -= parts[*at];
    }
    parts
}

/// Places of the tenders, balances first and then the oldest.
#[must_use]
pub fn credit_then_oldest(rooms: &[Room]) -> Vec<usize> {
    let credit = |at: &usize| rooms[*at].sort == Sort::Credit;
    let (first, then): (Vec<usize>, Vec<usize>) = (0..rooms.len()).partition(credit);
    first.into_iter().chain(then).collect()
}

/// Places of the tenders in the order in which they give back.
#[must_use]
pub fn queue(rooms: &[Room], strategy: Strategy) -> Vec<usize> {
    let newest = || (0..rooms.len()).rev();
    let of = |sort: Sort| newest().filter(move |at| rooms[*at].sort == sort);
    match strategy {
        Strategy::OldestFirst | Strategy::ProRata | Strategy::OriginalProportions => (0..rooms.len()).collect(),
        Strategy::NewestFirst => newest().collect(),
        Strategy::CreditFirst => {
            of(Sort::Credit).chain(newest().filter(|at| rooms[*at].sort != Sort::Credit)).collect()
        }
        Strategy::CardFirst => of(Sort::Gateway).chain(of(Sort::Credit)).chain(of(Sort::Till)).collect(),
    }
}

/// In proportion to what each can still give back.
fn in_proportion(amount_minor: i64, rooms: &[Room]) -> Result<Vec<i64>, MoneyError> {
    let weights: Vec<i64> = rooms.iter().map(|room| room.most_minor).collect();
    if rooms.is_empty() { Ok(Vec::new()) } else { money::allocate(amount_minor, &weights) }
}

/// So that with this one all refunds stand in the proportions of the payments. Counted over all of them, so that many
/// small refunds do not all fall on the largest tender; where one has had more than its share, it gets nothing now.
fn as_they_paid(amount_minor: i64, rooms: &[Room]) -> Result<Vec<i64>, MoneyError> {
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    let paid: Vec<i64> = rooms.iter().map(|room| room.captured_minor.max(0)).collect();
    let before_minor = total(rooms.iter().map(|room| room.taken_minor));
    let after_minor = before_minor.checked_add(amount_minor).ok_or(MoneyError::Overflow)?;
    let due = money::allocate(after_minor, &paid)?;
    let wants = |(due, room): (&i64, &Room)| due.saturating_sub(room.taken_minor).clamp(0, room.most_minor);
    let wanted: Vec<i64> = due.iter().zip(rooms).map(wants).collect();
    let sum = total(wanted.iter().copied());
    if sum > amount_minor {
        return money::allocate(amount_minor, &wanted);
    }
    let free: Vec<i64> = wanted.iter().zip(rooms).map(|(part, room)| room.most_minor - part).collect();
    let more = money::allocate(amount_minor - sum, &free)?;
    Ok(wanted.iter().zip(more).map(|(part, more)| part + more).collect())
}

/// Lets each in its turn take what is nearest to what is wanted of it, so that those after it can take the rest.
fn take_in_turn(amount_minor: i64, rooms: &[Room], queue: &[usize], wanted: &[i64]) -> Option<Vec<i64>> {
    let mut parts = vec![0; rooms.len()];
    let mut rest_minor = amount_minor;
    // What tenders cannot say repeats with the coarsest step, and each may miss what is wanted of it by one of those.
    let coarsest = rooms.iter().map(|room| room.step_minor).max().unwrap_or(1);
    let miss_minor = coarsest.saturating_mul(i64::try_from(rooms.len()).unwrap_or(i64::MAX));
    for (turn, at) in queue.iter().enumerate() {
        let after: Vec<&Room> = queue[turn + 1..].iter().map(|later| &rooms[*later]).collect();
        let part = nearest(rest_minor, (&rooms[*at], wanted[*at]), miss_minor, &after)?;
        parts[*at] = part;
        rest_minor -= part;
    }
    (rest_minor == 0).then_some(parts)
}

/// The amount nearest to what is wanted of a tender that leaves a rest which those after it can take.
fn nearest(rest_minor: i64, (room, wanted_minor): (&Room, i64), miss_minor: i64, after: &[&Room]) -> Option<i64> {
    let most_minor = room.most_minor.min(rest_minor);
    let start = wanted_minor.clamp(0, most_minor) / room.step_minor;
    let tries = miss_minor / room.step_minor + 1;
    let fits = |steps: &i64| {
        let part = steps.saturating_mul(room.step_minor);
        (0..=most_minor).contains(&part) && can_take(rest_minor - part, after)
    };
    let found = (0..=tries).flat_map(|n| [start - n, start + n]).find(fits);
    found.map(|steps| steps * room.step_minor)
}

/// Whether tenders can take an amount: those with the coarsest steps first, because finer ones fit in wherever there is
/// room. Steps are powers of ten wherever gateways have them, so that each is a multiple of the finer ones.
fn can_take(amount_minor: i64, rooms: &[&Room]) -> bool {
    let mut coarse_first: Vec<&Room> = rooms.to_vec();
    coarse_first.sort_by_key(|room| std::cmp::Reverse(room.step_minor));
    let rest_minor = coarse_first.iter().fold(amount_minor, |rest, room| {
        let take = rest.min(room.most_minor);
        rest - (take - take % room.step_minor)
    });
    rest_minor == 0
}

fn total(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::id::Id;

    fn room((most_minor, taken_minor, step): (i64, i64, usize)) -> Room {
        let step_minor = [1, 10, 100][step % 3];
        let most_minor = most_minor - most_minor % step_minor;
        Room {
            payment: Id::trusted("pay_x"),
            sort: [Sort::Credit, Sort::Gateway, Sort::Till][step % 3],
            most_minor,
            step_minor,
            captured_minor: most_minor + taken_minor,
            taken_minor,
            left_minor: most_minor,
            limit: None,
        }
    }

    /// Whether any amounts that each tender takes sum to the amount; tried one by one.
    fn is_possible(amount_minor: i64, rooms: &[Room]) -> bool {
        let mut sums = std::collections::BTreeSet::from([0]);
        for room in rooms {
            let steps = 0..=room.most_minor / room.step_minor;
            sums = steps.flat_map(|n| sums.iter().map(move |sum| sum + n * room.step_minor)).collect();
            sums.retain(|sum| *sum <= amount_minor);
        }
        sums.contains(&amount_minor)
    }

    proptest! {
        #[test]
        fn parts_are_exact_and_within_their_tenders(
            rooms in prop::collection::vec((0_i64..400, 0_i64..300, 0_usize..3), 0..6),
            amount_minor in 1_i64..1_500,
            strategy in 0_usize..6,
        ) {
            let rooms: Vec<Room> = rooms.into_iter().map(room).collect();
            let parts = over(amount_minor, &rooms, Strategy::ALL[strategy])?;
            prop_assert_eq!(parts.is_some(), is_possible(amount_minor, &rooms));
            if let Some(parts) = parts {
                prop_assert_eq!(parts.iter().sum::<i64>(), amount_minor);
                for (part, room) in parts.iter().zip(&rooms) {
                    prop_assert!((0..=room.most_minor).contains(part) && part % room.step_minor == 0);
                }
            }
        }
    }
}

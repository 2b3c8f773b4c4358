//! Takes gross amounts out of lines that were sold, with the tax that leaves with them.
//!
//! Refunds and credit notes share the counters, so that the last slice takes exactly what is left
//! (reference: cumulative allocation). Pure arithmetic; nothing here changes the lines.

use std::collections::BTreeMap;

use super::{LineSlice, LineState, OfShipped, Sold};
use crate::ledger::acts::{Slice, TaxPart};
use crate::money::{allocate, share};
use crate::refusal::Refusal;

/// Units of a line, as a refund by line asks for them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LineUnits {
    /// Line number.
    pub line: u32,
    /// Units to take.
    pub quantity: i64,
}

/// The gross of some units of a line, cumulative over the units refunded before, never more than is left.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::ExceedsQuantity`].
pub fn gross_of_units(order: &(impl Sold + ?Sized), units: &[LineUnits]) -> Result<Vec<LineSlice>, Refusal> {
    let mut slices = Vec::with_capacity(units.len());
    for ask in units {
        let line =
            order.line(ask.line).ok_or_else(|| Refusal::Unknown { what: "order line", id: ask.line.to_string() })?;
        let left = line.left_units();
        if ask.quantity <= 0 || ask.quantity > left {
            return Err(Refusal::ExceedsQuantity { line: ask.line, asked: ask.quantity, left });
        }
        if line.is_in_parts() {
            slices.push(with_tax(line, ask.quantity, line.worth_of(ask.quantity, false).gross_minor));
            continue;
        }
        let gross = line.sold.gross_minor;
        let upto = share(gross, line.refunded_quantity + ask.quantity, line.sold.quantity);
        let before = share(gross, line.refunded_quantity, line.sold.quantity);
        let wanted = if ask.quantity == left { line.left_minor() } else { (upto - before).min(line.left_minor()) };
        slices.push(with_tax(line, ask.quantity, wanted.max(0)));
    }
    Ok(slices)
}

/// Spreads an amount over the lines in proportion to what is left of each, exactly.
///
/// # Errors
/// [`Refusal::ExceedsRefundable`] when the lines have less left than is taken, as when a gateway captured
/// more than the order is worth.
pub fn spread(order: &(impl Sold + ?Sized), amount_minor: i64) -> Result<Vec<LineSlice>, Refusal> {
    and_spread(order, &[], amount_minor)
}

/// Slices, and an amount on top that is spread over what they leave of the lines; one slice for each line.
///
/// # Errors
/// As [`spread`].
pub fn and_spread(
    order: &(impl Sold + ?Sized),
    slices: &[LineSlice],
    amount_minor: i64,
) -> Result<Vec<LineSlice>, Refusal> {
    let of_line = |line: u32| slices.iter().find(|s| s.line == line);
    let taken = |line: u32| of_line(line).map_or(0, |s| s.gross_minor);
    let weights: Vec<i64> = order.lines().iter().map(|l| (l.left_minor() - taken(l.sold.line)).max(0)).collect();
    let left_minor: i64 = weights.iter().sum();
    if amount_minor > left_minor {
        let asked_minor = amount_minor;
        return Err(Refusal::ExceedsRefundable { asked_minor, left_minor, currency: order.currency() });
    }
    let parts = allocate(amount_minor, &weights)?;
    let of = |(line, part): (&LineState, i64)| {
        let quantity = of_line(line.sold.line).map_or(0, |s| s.quantity);
        let gross_minor = part + taken(line.sold.line);
        (quantity > 0 || gross_minor > 0).then(|| with_tax(line, quantity, gross_minor))
    };
    Ok(order.lines().iter().zip(parts).filter_map(of).collect())
}

/// Makes slices add up to `amount_minor` when a refund by line is for less (a fee kept, a price agreed).
///
/// # Errors
/// [`Refusal::SumMismatch`] when more is asked than the units are worth.
pub fn scale(
    order: &(impl Sold + ?Sized),
    slices: Vec<LineSlice>,
    amount_minor: i64,
) -> Result<Vec<LineSlice>, Refusal> {
    let worth: i64 = slices.iter().map(|s| s.gross_minor).sum();
    if amount_minor == worth {
        return Ok(slices);
    }
    if amount_minor > worth {
        return Err(Refusal::SumMismatch {
            param: "amount_minor".to_owned(),
            want_minor: worth,
            got_minor: amount_minor,
        });
    }
    let weights: Vec<i64> = slices.iter().map(|s| s.gross_minor).collect();
    let parts = allocate(amount_minor, &weights)?;
    Ok(slices
        .iter()
        .zip(parts)
        .filter_map(|(slice, part)| order.line(slice.line).map(|line| with_tax(line, slice.quantity, part)))
        .collect())
}

/// A slice of a line with its taxes. Each tax is rounded on its own, so with several of them the roundings
/// together could take more than the slice, or leave a slice more net than the line has: both are corrected,
/// which keeps the last slice exact.
fn with_tax(line: &LineState, quantity: i64, gross_minor: i64) -> LineSlice {
    with_tax_of(line, quantity, gross_minor, false)
}

/// As [`with_tax`], of units that will not go out where that is said.
fn with_tax_of(line: &LineState, quantity: i64, gross_minor: i64, unsent: bool) -> LineSlice {
    let mut rest = gross_minor;
    let mut taxes_minor: Vec<i64> = Vec::with_capacity(line.sold.taxes.len());
    for tax in 0..line.sold.taxes.len() {
        let part = line.bucket(tax).part_of(gross_minor).min(rest);
        rest -= part;
        taxes_minor.push(part);
    }
    let mut too_much_net = rest - line.net_left_minor().max(0);
    for (tax, part) in taxes_minor.iter_mut().enumerate() {
        let bucket = line.bucket(tax);
        let more = too_much_net.clamp(0, (bucket.part_minor - bucket.released_part_minor - *part).max(0));
        *part += more;
        too_much_net -= more;
    }
    let mut slice =
        LineSlice { line: line.sold.line, quantity, gross_minor, taxes_minor, shipped: OfShipped::default() };
    let worth = line.worth_of(quantity, unsent);
    if (unsent || line.is_in_parts()) && quantity > 0 && gross_minor == worth.gross_minor {
        to_the_unit(line, &mut slice, worth.tax_minor);
    }
    slice.shipped = line.of_shipped(&slice, worth, unsent);
    slice
}

/// What a slice is now: with the tax that leaves with it now, of goods that went out and of others as it was said to be.
#[must_use]
pub fn again(line: &LineState, said: &LineSlice) -> LineSlice {
    let mut slice = with_tax_of(line, said.quantity, said.gross_minor, said.shipped.unsent);
    slice.shipped = line.of_shipped_as_said(&slice, &said.shipped);
    slice
}

/// Makes the taxes of a slice those that its units are worth, so that the last unit leaves neither net nor tax behind.
fn to_the_unit(line: &LineState, slice: &mut LineSlice, tax_minor: i64) {
    let mut off = tax_minor - slice.taxes_minor.iter().sum::<i64>();
    for (tax, part) in slice.taxes_minor.iter_mut().enumerate() {
        let bucket = line.bucket(tax);
        let more = off.clamp(-*part, (bucket.part_minor - bucket.released_part_minor - *part).max(0));
        *part += more;
        off -= more;
    }
}

/// Money of units that will not go out, line by line: how many units, and how much of what did not go out.
///
/// # Errors
/// [`Refusal::Unknown`] for a line that the order does not have.
pub fn of_unsent(order: &(impl Sold + ?Sized), asked: &[(u32, i64, i64)]) -> Result<Vec<LineSlice>, Refusal> {
    let slice = |(number, quantity, gross_minor): &(u32, i64, i64)| {
        let line =
            order.line(*number).ok_or_else(|| Refusal::Unknown { what: "order line", id: number.to_string() })?;
        let units = (*quantity).min(line.unsent_units()).max(0);
        Ok(with_tax_of(line, units, (*gross_minor).min(line.left_minor()).max(0), true))
    };
    asked.iter().map(slice).collect()
}

/// Slices of lines as one for the books: net, deferred net, taxes by key.
///
/// # Errors
/// [`Refusal::Inconsistent`] when a slice names a line that is not there.
pub fn for_books(order: &(impl Sold + ?Sized), slices: &[LineSlice]) -> Result<Slice, Refusal> {
    let mut taxes: BTreeMap<&str, i64> = BTreeMap::new();
    let (mut net_minor, mut deferred_minor) = (0_i64, 0_i64);
    for slice in slices {
        let line = order.line(slice.line).ok_or_else(|| Refusal::Inconsistent {
            what: format!("a slice names line {} of {}", slice.line, order.id()),
        })?;
        for (tax, part) in line.sold.taxes.iter().zip(&slice.taxes_minor) {
            *taxes.entry(&tax.key).or_default() += part;
        }
        let net = slice.gross_minor - slice.taxes_minor.iter().sum::<i64>();
        net_minor += net;
        if !line.sold.delivered {
            deferred_minor += net - slice.shipped.net_minor + slice.shipped.transit_minor;
        }
    }
    let taxes = taxes
        .into_iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|(key, amount_minor)| TaxPart { key: key.to_owned(), amount_minor })
        .collect();
    Ok(Slice { currency: order.currency(), net_minor, deferred_minor, taxes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Goods, Line, LineTax};

    fn line(gross_minor: i64, taxes: &[i64]) -> LineState {
        let tax = |(key, amount): (usize, &i64)| LineTax { key: format!("tax-{key}"), amount_minor: *amount };
        let sold = Line {
            line: 1,
            sku: "sku".to_owned(),
            name: String::new(),
            quantity: 1,
            gross_minor,
            taxes: taxes.iter().enumerate().map(tax).collect(),
            delivered: true,
        };
        let (refunded_quantity, released_minor, goods) = (0, 0, Goods::default());
        LineState { sold, refunded_quantity, released_minor, released_taxes_minor: vec![0; taxes.len()], goods }
    }

    fn take(line: &mut LineState, gross_minor: i64, sign: i64) -> LineSlice {
        let slice = with_tax(line, 0, gross_minor);
        put(line, &slice, sign);
        slice
    }

    fn put(line: &mut LineState, slice: &LineSlice, sign: i64) {
        line.released_minor += sign * slice.gross_minor;
        for (mine, part) in line.released_taxes_minor.iter_mut().zip(&slice.taxes_minor) {
            *mine += sign * part;
        }
    }

    /// Never more tax or net than the line has, whatever was taken before.
    fn within(line: &LineState) -> bool {
        let taxes = line.released_taxes_minor.iter().zip(&line.sold.taxes);
        let net = line.sold.gross_minor - line.sold.tax_minor();
        taxes.into_iter().all(|(mine, tax)| (0..=tax.amount_minor).contains(mine))
            && (0..=net).contains(&line.net_left_minor())
    }

    #[test]
    fn several_taxes_end_exactly_though_each_is_rounded() {
        // Rounded one by one, the first unit would be all net, and the line has none.
        let mut all_tax = line(5, &[2, 2, 1]);
        take(&mut all_tax, 1, 1);
        take(&mut all_tax, 4, 1);
        assert_eq!(all_tax.released_taxes_minor, [2, 2, 1]);
    }

    #[test]
    fn any_slices_in_any_order_and_undone_stay_within_the_line() {
        let mut random = 1_u64;
        let mut below = |bound: i64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((random >> 33) % u64::try_from(bound.max(1)).unwrap()).unwrap()
        };
        for _ in 0..2_000 {
            let taxes: Vec<i64> = (0..below(5)).map(|_| below(40)).collect();
            let mut line = line(taxes.iter().sum::<i64>() + below(30), &taxes);
            let mut taken = Vec::new();
            for _ in 0..12 {
                if below(3) == 0 && !taken.is_empty() {
                    let place = usize::try_from(below(i64::try_from(taken.len()).unwrap())).unwrap();
                    put(&mut line, &taken.swap_remove(place), -1);
                } else {
                    let most = line.left_minor();
                    taken.push(take(&mut line, below(most + 1), 1));
                }
                assert!(within(&line), "{line:?}");
            }
            let rest = line.left_minor();
            take(&mut line, rest, 1);
            assert_eq!(line.released_taxes_minor.iter().sum::<i64>(), line.sold.tax_minor(), "{line:?}");
        }
    }
}

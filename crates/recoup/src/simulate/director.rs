//! Thinks of the next move: mostly what makes sense where things stand, sometimes not, often twice at once.

use std::collections::{BTreeMap, VecDeque};

use recoup_core::order::{Order, OrderStatus};
use recoup_core::payment::said::undecided;
use recoup_core::payment::{CaptureStatus, Payment, RefundStatus};
use recoup_core::world::State;

use super::moves::{Ask, Move, Part, What};
use super::people;
use super::rumours::{self, Of};
use super::themes::Theme;
use super::watch::Known;
use crate::dice::Dice;

/// Orders that get attention, counted from the youngest.
const ATTENTION: u64 = 24;

/// Jumps of the clock, seconds: over every deadline there is.
const JUMPS_SECS: [u32; 8] = [61, 700, 3_700, 7_300, 86_500, 260_000, 605_000, 900_000];

/// Of so many operations on their way that are met, the gateway says nothing of one.
const SILENT_IN: u64 = 6;

/// Where an operation stands of which a person may say what became.
const UNDECIDED: &str = "undecided";

/// An order's place, a payment's place in it, an operation of it, and the order.
type Found<'k> = (u32, usize, Option<Of>, &'k Order);

/// Of so many questions, themed ones are about the theme.
const THEMED: (u64, u64) = (3, 5);

/// Who thinks of moves.
#[derive(Debug)]
pub struct Director {
    dice: Dice,
    theme: Theme,
    orders: Vec<usize>,
    tenants: usize,
    nodes: usize,
    /// Crashes and jumps, in so many moves one.
    rare: u64,
    /// Rumours, in so many moves one; none when 0.
    rumours: u64,
    /// What comes next, whatever else might: the last question once more, what people say of what has no answer.
    planned: VecDeque<Move>,
}

impl Director {
    /// A director of a seed.
    #[must_use]
    pub fn new(mut dice: Dice, tenants: usize, nodes: usize) -> Self {
        let rare = [40, 100, 400][usize::try_from(dice.below(3)).unwrap_or(0)];
        // In most histories gateways are honest, or nothing could be compared with them.
        let rumours = [0, 0, 0, 4, 12][usize::try_from(dice.below(5)).unwrap_or(0)];
        let theme = Theme::drawn(&mut dice);
        let rumours = theme.rumours(rumours, &mut dice);
        Self { dice, theme, orders: Vec::new(), tenants, nodes, rare, rumours, planned: VecDeque::new() }
    }

    pub(super) const fn theme(&self) -> Theme {
        self.theme
    }

    /// Whether gateways tell rumours.
    pub(super) const fn tells(&self) -> bool {
        self.rumours > 0
    }

    pub(super) const fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// Once in so many.
    pub(super) fn chance(&mut self, of: u64) -> bool {
        self.dice.below(of) == 0
    }

    pub(super) fn draw(&mut self) -> u64 {
        self.dice.below(u64::MAX)
    }

    /// One of the younger orders.
    pub(super) fn young<'k>(&mut self, known: &[&'k Known]) -> Option<(u32, &'k Known, &'k Order)> {
        let back = self.dice.below(ATTENTION);
        self.back(known, back)
    }

    /// The next move; `known` says how things stand in each shop.
    pub fn next(&mut self, known: &[&Known]) -> Move {
        if let Some(planned) = self.planned.pop_front() {
            return planned;
        }
        let after_ms = if self.dice.below(3) == 0 { 0 } else { self.dice.below(60) };
        match self.what(known) {
            // While its answer is still on the way.
            what @ What::Silence { .. } => Move { after_ms: 0, what },
            what => {
                // Two at once is where money is paid twice.
                if self.dice.below(5) == 0 && matches!(what, What::Ask { .. }) {
                    let again = Move { after_ms: self.dice.below(3), what: self.asked_by_another(&what) };
                    self.planned.push_back(again);
                }
                Move { after_ms, what }
            }
        }
    }

    fn asked_by_another(&mut self, what: &What) -> What {
        let mut again = what.clone();
        if let What::Ask { who, .. } = &mut again {
            *who = self.person();
        }
        again
    }

    pub(super) fn person(&mut self) -> usize {
        self.place(people::COUNT)
    }

    pub(super) fn place(&mut self, count: usize) -> usize {
        let limit = u64::try_from(count).unwrap_or(1);
        usize::try_from(self.dice.below(limit)).unwrap_or(0)
    }

    fn what(&mut self, known: &[&Known]) -> What {
        if self.dice.below(self.rare) == 0 {
            return self.befalls();
        }
        if self.orders.is_empty() || self.dice.below(7) == 0 {
            let tenant = self.place(self.tenants);
            self.orders.push(tenant);
            let order = u32::try_from(self.orders.len()).unwrap_or(u32::MAX);
            return What::Order { order, tenant, draw: self.dice.below(u64::MAX) };
        }
        match self.dice.below(60) {
            0 => {
                What::Propose { tenant: self.place(self.tenants), who: self.person(), draw: self.dice.below(u64::MAX) }
            }
            1 | 2 => What::Decide { tenant: self.place(self.tenants), who: self.person(), yes: self.dice.below(4) > 0 },
            _ => self.ask(known),
        }
    }

    fn befalls(&mut self) -> What {
        if self.dice.below(2) == 0 {
            let place = self.place(JUMPS_SECS.len());
            return What::Jump { secs: JUMPS_SECS.get(place).copied().unwrap_or(61) };
        }
        What::Crash { node: self.place(self.nodes), back_ms: 1 + self.dice.below(4_000) }
    }

    /// A younger order by how far back it is, where it is known.
    fn back<'k>(&self, known: &[&'k Known], back: u64) -> Option<(u32, &'k Known, &'k Order)> {
        let count = u64::try_from(self.orders.len()).unwrap_or(0);
        let place = u32::try_from(count.checked_sub(back)?).ok()?;
        let tenant = *self.orders.get(usize::try_from(place.checked_sub(1)?).ok()?)?;
        let known = *known.get(tenant)?;
        Some((place, known, known.order(&number(place))?))
    }

    /// Something about what seldom happens and does not last: it is looked for, because chance alone would not meet
    /// it while it lasts.
    fn rare(&mut self, known: &[&Known]) -> Option<What> {
        // By where they stand, so that what is seldom is met as often as what is common.
        let mut found: BTreeMap<(&str, &str), Vec<Found<'_>>> = BTreeMap::new();
        for back in 0..ATTENTION {
            let Some((place, known, order)) = self.back(known, back) else { continue };
            for (payment, mine) in super::watch::payments_about(known, order).enumerate() {
                let mut add = |stands, of| found.entry(stands).or_default().push((place, payment, of, order));
                let done = order.status == OrderStatus::Completed;
                if done && (order.open_minor() > 0 || mine.captured_minor > 0) {
                    add(("order", if order.open_minor() > 0 { "completed and open" } else { "completed" }), None);
                }
                let refused = mine.captures.iter().any(|capture| capture.status == CaptureStatus::Failed);
                if refused && order.status != OrderStatus::Canceled {
                    add(("order", "refused"), None);
                }
                rumours::rare(mine).into_iter().for_each(|(kind, status, of)| add((kind, status), Some(of)));
                if !undecided(mine).is_empty() {
                    add(("outcome", UNDECIDED), None);
                }
            }
        }
        let stands = self.place(found.len());
        let ((_, status), found) = found.into_iter().nth(stands)?;
        let at = self.place(found.len());
        let (order, payment, of, stands) = *found.get(at)?;
        match status {
            UNDECIDED => return Some(self.people_say(order, payment)),
            "pending" | "sending" | "unknown" if self.dice.below(SILENT_IN) == 0 => {
                let said = Move { after_ms: self.a_while(), what: self.people_say(order, payment) };
                self.planned.push_front(said);
                return Some(What::Silence { order, payment });
            }
            _ => {}
        }
        let told = self.rumours > 0 && self.dice.below(2) == 0;
        let ask = match of {
            Some(of) if told => {
                let rumour = rumours::about(of, &mut self.dice);
                return Some(What::Rumour { order, payment, rumour });
            }
            Some(Of::Refund(refund) | Of::Earlier(refund)) => {
                let ask = if self.dice.below(2) == 0 { Ask::Retry(refund) } else { Ask::Credit(refund) };
                return Some(What::Ask { order, payment, who: people::WHO_MAY_MOST, ask });
            }
            Some(Of::Dispute(_)) => Ask::Dispute(self.dice.below(u64::MAX)),
            Some(_) => Ask::Capture(self.part(), true),
            None if stands.status != OrderStatus::Completed => Ask::CancelOrder,
            None if stands.open_minor() > 0 => match self.dice.below(3) {
                0 => Ask::Tender(self.dice.below(u64::MAX)),
                _ => Ask::Complete,
            },
            None if told => {
                let rumour = rumours::about(Of::Capture(0), &mut self.dice);
                return Some(What::Rumour { order, payment, rumour });
            }
            None => Ask::Deliver(1),
        };
        Some(What::Ask { order, payment, who: self.person(), ask })
    }

    /// Somebody says what became of what has no answer, and is right or wrong; others agree, or do not.
    fn people_say(&mut self, order: u32, payment: usize) -> What {
        let deny = self.dice.below(8) == 0;
        for ask in [if deny { Ask::Deny(0) } else { Ask::Agree(0) }, Ask::Agree(0)] {
            let what = What::Ask { order, payment, who: self.person(), ask };
            let after_ms = self.a_while();
            self.planned.push_back(Move { after_ms, what });
        }
        let ask = Ask::Say(0, self.dice.below(2) == 0);
        What::Ask { order, payment, who: self.person(), ask }
    }

    /// Milliseconds in which something asked is mostly done.
    fn a_while(&mut self) -> u64 {
        150 + self.dice.below(300)
    }

    /// An order that a customer with money in his balance has not paid yet.
    pub(super) fn spend(&mut self, known: &[&Known]) -> Option<What> {
        let mut found = Vec::new();
        for back in 0..ATTENTION {
            let Some((place, known, order)) = self.back(known, back) else { continue };
            let balance = order.customer.as_ref().and_then(|id| match known.states.get(id.as_str()) {
                Some(State::Customer(customer)) => Some(customer.available_minor(order.currency)),
                _ => None,
            });
            if order.open_minor() > 0 && balance.is_some_and(|minor| minor > 0) {
                found.push(place);
            }
        }
        let at = self.place(found.len());
        let order = *found.get(at)?;
        let ask = Ask::Tender(self.dice.below(u64::MAX));
        Some(What::Ask { order, payment: 0, who: self.person(), ask })
    }

    /// Something about the balance of a customer: paid in, changed by hand, agreed to.
    pub(super) fn purse(&mut self, known: &[&Known]) -> Option<What> {
        let (order, here, stands) = self.young(known)?;
        let customer = match here.states.get(stands.customer.as_ref()?.as_str()) {
            Some(State::Customer(customer)) => customer,
            _ => return None,
        };
        let waiting = customer.adjustments.len();
        let ask = match self.dice.below(6) {
            0 | 1 if waiting > 0 => Ask::Adjusted(self.place(waiting), self.dice.below(4) > 0),
            0 | 1 => Ask::Adjust(self.dice.below(u64::MAX)),
            _ => Ask::TopUp(self.dice.below(u64::MAX)),
        };
        Some(What::Ask { order, payment: 0, who: self.person(), ask })
    }

    /// Something about an invoice: brought in, asked of, agreed to.
    pub(super) fn owed(&mut self, known: &[&Known]) -> Option<What> {
        let (order, here, stands) = self.young(known)?;
        let asked = here.invoices_of(stands).position(|invoice| invoice.write_off_asked.is_some());
        let some = here.invoices_of(stands).next().is_some();
        let ask = match (self.dice.below(6), asked) {
            (0..=2, Some(place)) => Ask::GivenUp(place, self.dice.below(4) > 0),
            (0, _) => Ask::Invoice(self.dice.below(u64::MAX)),
            _ if some => Ask::Owed(self.dice.below(u64::MAX)),
            _ => Ask::Invoice(self.dice.below(u64::MAX)),
        };
        Some(What::Ask { order, payment: 0, who: self.person(), ask })
    }

    /// A question about one of the younger orders, and of those mostly about very few.
    fn ask(&mut self, known: &[&Known]) -> What {
        let (themed, of) = THEMED;
        let sought = match self.dice.below(48) {
            _ if self.theme != Theme::All && self.dice.below(of) < themed => self.themed(known),
            0 => self.spend(known),
            1..=5 => self.rare(known),
            6..=8 => self.purse(known),
            9..=12 => self.owed(known),
            _ => None,
        };
        if let Some(what) = sought {
            return what;
        }
        let count = u64::try_from(self.orders.len()).unwrap_or(1);
        let back = self.dice.below(ATTENTION.min(count)).min(self.dice.below(ATTENTION.min(count)));
        let order = u32::try_from(count - back).unwrap_or(1);
        let tenant = self.orders.get(usize::try_from(order - 1).unwrap_or(0)).copied().unwrap_or(0);
        let here = known.get(tenant).and_then(|known| known.order(&number(order)).map(|order| (*known, order)));
        let Some((known, stands)) = here else {
            return What::Ask { order, payment: 0, who: self.person(), ask: Ask::Refund(Part::Rest) };
        };
        let payments: Vec<&Payment> = super::watch::payments_about(known, stands).collect();
        let payment = self.place(payments.len().max(1));
        if let (true, Some(about)) = (self.rumours > 0 && self.dice.below(self.rumours) == 0, payments.get(payment)) {
            return What::Rumour { order, payment, rumour: rumours::drawn(about, &mut self.dice) };
        }
        let ask = match payments.get(payment) {
            Some(_) if self.dice.below(40) == 0 => self.beside(known),
            Some(payment) if self.dice.below(8) > 0 => self.about(payment),
            _ => self.about_order(stands),
        };
        What::Ask { order, payment, who: self.person(), ask }
    }

    /// What has little to do with payments, or makes no sense.
    fn beside(&mut self, known: &Known) -> Ask {
        match self.dice.below(10) {
            0 => Ask::Book(self.dice.below(u64::MAX)),
            1 => Ask::Customer(self.dice.below(u64::MAX)),
            // Of what has an answer nobody may say anything.
            4 => Ask::Say(0, true),
            2 | 3 if !known.exceptions.is_empty() => Ask::Resolve(self.place(known.exceptions.len())),
            _ => Ask::Odd(self.dice.below(u64::MAX)),
        }
    }

    fn about_order(&mut self, order: &Order) -> Ask {
        let is_open = order.open_minor() > 0;
        match self.dice.below(20) {
            10..=19 => Ask::Goods(self.dice.below(u64::MAX)),
            0 => Ask::CancelOrder,
            1 => Ask::Complete,
            // What was done and is open again: the gateway took its money back.
            2 | 3 if is_open && order.status == OrderStatus::Completed => Ask::Complete,
            2 => Ask::Hold,
            3 | 4 => Ask::Resume,
            5 | 6 if is_open => {
                let draw = self.dice.below(u64::MAX);
                if draw.is_multiple_of(3) { Ask::Together(draw) } else { Ask::Tender(draw) }
            }
            7 => Ask::RefundOrder(self.part(), self.place(8)),
            _ => Ask::Deliver(1 + u32::try_from(self.dice.below(3)).unwrap_or(0)),
        }
    }

    pub(super) fn about(&mut self, payment: &Payment) -> Ask {
        let disputed = !payment.disputes.is_empty() || (payment.is_offline() && payment.captured_minor > 0);
        if disputed && self.dice.below(4) == 0 {
            return Ask::Dispute(self.dice.below(u64::MAX));
        }
        let waiting = payment.refunds.iter().rposition(|refund| !is_over(refund.status));
        if let (Some(refund), true) = (waiting, self.dice.below(2) == 0) {
            let status = payment.refunds.get(refund).map(|refund| refund.status);
            return self.about_refund(refund, status);
        }
        if payment.capturable_minor() > 0 && self.dice.below(3) > 0 {
            return match self.dice.below(6) {
                0 => Ask::Release,
                // A last capture waits while another is on its way.
                _ => {
                    let beside = payment.captures.iter().any(|capture| capture.status.is_out());
                    Ask::Capture(self.part(), self.dice.below(if beside { 2 } else { 4 }) == 0)
                }
            };
        }
        match self.dice.below(8) {
            0 => Ask::RefundLine(1 + u32::try_from(self.dice.below(3)).unwrap_or(0), 1 + self.small()),
            1 if payment.is_offline() => Ask::Record(self.part()),
            2 if !payment.refunds.is_empty() => {
                let refund = self.place(payment.refunds.len());
                self.about_refund(refund, None)
            }
            _ => Ask::Refund(self.part()),
        }
    }

    fn small(&mut self) -> i64 {
        i64::try_from(self.dice.below(3)).unwrap_or(0)
    }

    fn about_refund(&mut self, refund: usize, status: Option<RefundStatus>) -> Ask {
        match (status, self.dice.below(8)) {
            (Some(RefundStatus::AwaitingApproval), 0) => Ask::Reject(refund),
            (Some(RefundStatus::AwaitingApproval), 1) => Ask::Withdraw(refund),
            (Some(RefundStatus::AwaitingApproval), 2) => Ask::Cancel(refund),
            (Some(RefundStatus::AwaitingApproval), _) => Ask::Approve(refund),
            (Some(RefundStatus::Failed | RefundStatus::Returned), 4 | 5) => Ask::Elsewhere(refund, false),
            (Some(RefundStatus::Failed), 6) => Ask::Elsewhere(refund, true),
            (Some(RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Short), 0..=3) => Ask::Retry(refund),
            (Some(RefundStatus::Failed | RefundStatus::Returned | RefundStatus::Short), _) => Ask::Credit(refund),
            (Some(RefundStatus::Sending), 0..=4) => Ask::Confirm(refund),
            (Some(RefundStatus::Sending), 5) => Ask::Bounce(refund),
            (_, 0) => Ask::Bounce(refund),
            (_, 1) => Ask::Retry(refund),
            (_, 2) => Ask::Credit(refund),
            (_, 3) => Ask::Approve(refund),
            (_, 4) => Ask::Confirm(refund),
            _ => Ask::Cancel(refund),
        }
    }

    pub(super) fn part(&mut self) -> Part {
        match self.dice.below(12) {
            0 => Part::One,
            1 => Part::Whole,
            2 => Part::More,
            3 => Part::Rest,
            4 | 5 => Part::Percent(60),
            _ => Part::Percent(1 + u8::try_from(self.dice.below(99)).unwrap_or(0)),
        }
    }
}

const fn is_over(status: RefundStatus) -> bool {
    matches!(status, RefundStatus::Settled | RefundStatus::Credited | RefundStatus::Rejected | RefundStatus::Canceled)
}

/// The number of an order by its place.
#[must_use]
pub fn number(order: u32) -> String {
    format!("n{order}")
}

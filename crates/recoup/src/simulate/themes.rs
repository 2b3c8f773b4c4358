//! What a history is mostly about. Moves of many kinds thin each other out: what takes several steps of one kind, such as a
//! dispute that is answered and appealed, comes about in a history that is about it.

use recoup_core::order::OrderStatus;
use recoup_core::payment::{Payment, RefundStatus};

use super::director::Director;
use super::moves::{Ask, What};
use super::rumours::{self, Of};
use super::watch::{Known, payments_about};
use crate::dice::Dice;

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// A little of everything.
    All,
    /// Invoices and their payments.
    Invoices,
    /// Disputes, what gateways tell of them and how they are answered.
    Disputes,
    /// Several tenders of an order, and refunds over them.
    Tenders,
    /// Balances.
    Balances,
}

impl Theme {
    /// The theme of a seed: as often none as any.
    pub fn drawn(dice: &mut Dice) -> Self {
        use Theme::{All, Balances, Disputes, Invoices, Tenders};
        let themes = [All, All, All, All, Invoices, Disputes, Tenders, Balances];
        themes[usize::try_from(dice.below(8)).unwrap_or(0)]
    }

    /// In so many moves a gateway tells a rumour, none when 0; a theme may need more of them.
    pub fn rumours(self, drawn: u64, dice: &mut Dice) -> u64 {
        match self {
            Self::All | Self::Balances => drawn,
            // Nothing else tells of disputes.
            Self::Disputes => 4,
            // Money that is taken back late, and refunds that fail.
            Self::Invoices | Self::Tenders => [drawn, 6][usize::try_from(dice.below(2)).unwrap_or(0)],
        }
    }
}

impl Director {
    /// Something about the theme.
    pub(super) fn themed(&mut self, known: &[&Known]) -> Option<What> {
        match self.theme() {
            Theme::All => None,
            Theme::Invoices if self.chance(3) => self.of_invoice(known),
            Theme::Invoices => self.owed(known),
            Theme::Disputes => self.disputed(known),
            Theme::Tenders => self.tenders(known),
            Theme::Balances if self.chance(3) => self.spend(known),
            Theme::Balances => self.purse(known),
        }
    }

    /// Something about a payment of an invoice, asked or told.
    fn of_invoice(&mut self, known: &[&Known]) -> Option<What> {
        let (order, here, stands) = self.young(known)?;
        let all: Vec<&Payment> = payments_about(here, stands).collect();
        let of_invoices: Vec<usize> =
            (0..all.len()).filter(|at| here.invoices_of(stands).any(|i| i.id == all[*at].pays)).collect();
        let payment = *of_invoices.get(self.place(of_invoices.len()))?;
        if self.tells() && self.chance(2) {
            let disputed = all[payment].captured_minor > 0 && self.chance(3);
            let rumour = match disputed {
                true => rumours::about(Of::Dispute(0), self.dice()),
                false => rumours::drawn(all[payment], self.dice()),
            };
            return Some(What::Rumour { order, payment, rumour });
        }
        let ask = self.about(all[payment]);
        Some(What::Ask { order, payment, who: self.person(), ask })
    }

    /// A gateway tells of a dispute, or somebody does something about one.
    fn disputed(&mut self, known: &[&Known]) -> Option<What> {
        let (order, here, stands) = self.young(known)?;
        let all: Vec<&Payment> = payments_about(here, stands).collect();
        let taken: Vec<usize> = (0..all.len()).filter(|at| all[*at].captured_minor > 0).collect();
        let payment = *taken.get(self.place(taken.len()))?;
        let some = !all[payment].disputes.is_empty();
        let answers = all[payment].disputes.iter().any(|dispute| dispute.waits_for_us());
        if self.tells() && (!some || self.chance(if answers { 3 } else { 2 })) {
            // Mostly of the first again.
            let at = if some && self.chance(4) { all[payment].disputes.len().min(2) } else { 0 };
            let rumour = rumours::about(Of::Dispute(at), self.dice());
            return Some(What::Rumour { order, payment, rumour });
        }
        let ask = Ask::Dispute(self.draw());
        Some(What::Ask { order, payment, who: self.person(), ask })
    }

    /// Tenders together, refunds over them, and what fails of those.
    fn tenders(&mut self, known: &[&Known]) -> Option<What> {
        let (order, here, stands) = self.young(known)?;
        if stands.open_minor() > 0 && stands.status == OrderStatus::Open {
            let ask = Ask::Together(self.draw());
            return Some(What::Ask { order, payment: 0, who: self.person(), ask });
        }
        let failed = |refund: &recoup_core::payment::Refund| {
            matches!(refund.status, RefundStatus::Failed | RefundStatus::Returned)
        };
        let all = payments_about(here, stands).enumerate();
        let found: Vec<(usize, usize)> =
            all.filter_map(|(at, payment)| Some((at, payment.refunds.iter().position(failed)?))).collect();
        let (payment, ask) = match found.get(self.place(found.len())) {
            Some((payment, refund)) if self.chance(2) => (*payment, Ask::Elsewhere(*refund, self.chance(2))),
            _ => (0, Ask::RefundOrder(self.part(), self.place(8))),
        };
        Some(What::Ask { order, payment, who: self.person(), ask })
    }
}

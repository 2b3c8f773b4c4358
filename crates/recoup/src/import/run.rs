//! Carries a plan out: orders first, then what was given back of them, then entries, then what is left.
//!
//! Refunds of one order follow each other, because each changes what the next may take. Every answer is kept
//! under its key for ever: what was done before is found by asking for the keys, and a step that slips through
//! is answered without being done again. So a run that was killed is simply run once more.

use std::collections::BTreeMap;

use recoup_core::id::Id;
use recoup_core::refusal::Refusal;

use super::error::ImportError;
use super::plan::PlannedException;
use super::report::{ExceptionsOf, Made};
use super::request::{Desk, EXCEPTION, IMPORTED, KNOWN};
use super::sender::{Outcome, Sender, Standing, Step};
use super::{Phase, Progress};
use crate::engine::Imported;

/// Rows recorded at once.
const ROWS_AT_ONCE: usize = 500;

/// One try at an import.
pub struct Run<'a> {
    desk: &'a Desk<'a>,
    sender: &'a Sender<'a>,
    progress: &'a mut (dyn FnMut(Progress) + Send),
    made: Made,
    /// Rows whose decision was there before this try.
    known: Vec<(usize, &'static str)>,
    /// What the engine refused, or was never asked because of that.
    refused: Vec<PlannedException>,
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Run").field("made", &self.made).finish_non_exhaustive()
    }
}

impl<'a> Run<'a> {
    /// A run that has done nothing yet.
    pub fn new(desk: &'a Desk<'a>, sender: &'a Sender<'a>, progress: &'a mut (dyn FnMut(Progress) + Send)) -> Self {
        Self { desk, sender, progress, made: Made::default(), known: Vec::new(), refused: Vec::new() }
    }

    /// Does everything that is not done yet, and says what was made. `complete` says that every row was
    /// accounted for before.
    ///
    /// # Errors
    /// [`ImportError::Store`] when the store cannot go on; what is on disk stays.
    pub async fn carry_out(mut self, complete: bool) -> Result<(Made, Vec<ExceptionsOf>), ImportError> {
        let payments = self.orders().await?;
        self.refunds(&payments).await?;
        self.entries().await?;
        let listed = self.exceptions().await?;
        if !complete {
            self.record_known().await?;
        }
        Ok((self.made, by_reason(&listed)))
    }

    /// Places the orders; returns the payment of each that has one.
    async fn orders(&mut self) -> Result<Vec<Option<Id>>, ImportError> {
        let desk = self.desk;
        let orders = &desk.plan.orders;
        let standing = self.sender.standing(orders.len(), |at| desk.order(at).0).await?;
        let mut payments = vec![None; orders.len()];
        let mut open = Vec::new();
        for (at, standing) in standing.into_iter().enumerate() {
            match standing {
                Standing::Open => open.push(at),
                Standing::Known(payment) => {
                    payments[at] = payment;
                    self.was_known(&orders[at].rows, KNOWN);
                }
                Standing::Other => self.refuse_rows(&orders[at].rows, &Refusal::KeyReused),
            }
        }
        let chains = open.into_iter().map(|at| {
            let (key, act) = desk.order(at);
            let request = desk.request(act, Some(orders[at].at)).keyed(key);
            vec![(at, request.importing(imported(desk, &orders[at].rows)))]
        });
        for (at, outcome) in self.sender.send(Phase::Orders, self.progress, chains).await? {
            match outcome {
                Outcome::Done { payment, replayed } => {
                    payments[at] = payment;
                    if replayed {
                        self.was_known(&orders[at].rows, KNOWN);
                    } else {
                        self.made.orders += 1;
                        self.made.payments += u64::from(orders[at].gross_minor > 0);
                    }
                }
                Outcome::Refused(refusal) => self.refuse_rows(&orders[at].rows, &refusal),
            }
        }
        Ok(payments)
    }

    /// Gives back what was credited.
    async fn refunds(&mut self, payments: &[Option<Id>]) -> Result<(), ImportError> {
        let desk = self.desk;
        let refunds = &desk.plan.refunds;
        let standing = self.sender.standing(refunds.len(), |at| desk.refund_key(at)).await?;
        let mut by_order: BTreeMap<usize, Vec<Step>> = BTreeMap::new();
        for (at, standing) in standing.into_iter().enumerate() {
            let order = refunds[at].order;
            match (standing, payments.get(order).and_then(Option::as_ref)) {
                (Standing::Known(_), _) => self.was_known(desk.rows_of_refund(at), KNOWN),
                (Standing::Other, _) => self.refuse_refund(at, &Refusal::KeyReused),
                (Standing::Open, None) => self.no_order(at),
                (Standing::Open, Some(payment)) => {
                    let request = desk.request(desk.refund(at, payment), Some(refunds[at].at));
                    let request = request.keyed(desk.refund_key(at));
                    let request = request.importing(imported(desk, desk.rows_of_refund(at)));
                    by_order.entry(order).or_default().push((at, request));
                }
            }
        }
        let chains = by_order.into_values();
        for (at, outcome) in self.sender.send(Phase::Refunds, self.progress, chains).await? {
            match outcome {
                Outcome::Done { replayed: false, .. } => self.made.refunds += 1,
                Outcome::Done { .. } => self.was_known(desk.rows_of_refund(at), KNOWN),
                Outcome::Refused(refusal) => self.refuse_refund(at, &refusal),
            }
        }
        Ok(())
    }

    /// Posts the entries of the general book.
    async fn entries(&mut self) -> Result<(), ImportError> {
        let desk = self.desk;
        let entries = &desk.plan.entries;
        let standing = self.sender.standing(entries.len(), |at| desk.entry(entries[at]).0).await?;
        let mut open = Vec::new();
        for (at, standing) in standing.into_iter().enumerate() {
            match standing {
                Standing::Open => open.push(at),
                Standing::Known(_) => self.was_known(&entries[at..=at], KNOWN),
                Standing::Other => self.refuse_rows(&entries[at..=at], &Refusal::KeyReused),
            }
        }
        let chains = open.into_iter().map(|at| {
            let (key, act) = desk.entry(entries[at]);
            let when = desk.plan.rows[entries[at]].at;
            vec![(at, desk.request(act, Some(when)).keyed(key).importing(imported(desk, &entries[at..=at])))]
        });
        for (at, outcome) in self.sender.send(Phase::Entries, self.progress, chains).await? {
            match outcome {
                Outcome::Done { replayed: false, .. } => self.made.entries += 1,
                Outcome::Done { .. } => self.was_known(&entries[at..=at], KNOWN),
                Outcome::Refused(refusal) => self.refuse_rows(&entries[at..=at], &refusal),
            }
        }
        Ok(())
    }

    /// Lists what a person must look at, and returns it.
    async fn exceptions(&mut self) -> Result<Vec<PlannedException>, ImportError> {
        let desk = self.desk;
        let mut listed = desk.plan.exceptions.clone();
        listed.append(&mut self.refused);
        let standing = self.sender.standing(listed.len(), |at| desk.exception_key(&listed[at])).await?;
        for (at, _) in standing.iter().enumerate().filter(|(_, standing)| **standing != Standing::Open) {
            if !listed[at].part {
                self.was_known(&[listed[at].row], EXCEPTION);
            }
        }
        let open = (0..listed.len()).filter(|at| standing[*at] == Standing::Open);
        let chains = open.map(|at| {
            let request = desk.request(desk.nothing(1), None).keyed(desk.exception_key(&listed[at]));
            vec![(at, request.importing(desk.exception(&listed[at])))]
        });
        for (at, outcome) in self.sender.send(Phase::Exceptions, self.progress, chains).await? {
            match outcome {
                Outcome::Done { replayed: false, .. } => self.made.exceptions += 1,
                Outcome::Done { .. } if listed[at].part => {}
                Outcome::Done { .. } => self.was_known(&[listed[at].row], EXCEPTION),
                Outcome::Refused(refusal) => return Err(ImportError::Refused { what: refusal.to_string() }),
            }
        }
        Ok(listed)
    }

    /// Accounts for rows that were known. Where this run wrote them itself, what it wrote first stays.
    async fn record_known(&mut self) -> Result<(), ImportError> {
        let desk = self.desk;
        let known = std::mem::take(&mut self.known);
        let chains = known.chunks(ROWS_AT_ONCE).zip(0..).map(|(rows, at)| {
            let rows: Vec<_> = rows.iter().map(|(row, outcome)| desk.import_row(*row, outcome)).collect();
            let act = desk.nothing(rows.len());
            let imported = Imported { rows, ..Imported::default() };
            vec![(at, desk.request(act, None).importing(imported))]
        });
        for (_, outcome) in self.sender.send(Phase::Known, self.progress, chains).await? {
            if let Outcome::Refused(refusal) = outcome {
                return Err(ImportError::Refused { what: refusal.to_string() });
            }
        }
        Ok(())
    }

    fn was_known(&mut self, rows: &[usize], outcome: &'static str) {
        self.known.extend(rows.iter().map(|row| (*row, outcome)));
    }

    fn refuse_rows(&mut self, rows: &[usize], refusal: &Refusal) {
        for row in rows {
            let amount_minor = self.desk.plan.rows[*row].amount_minor;
            self.refuse(*row, amount_minor, false, refusal);
        }
    }

    /// The rows of a refund, each with the part that is not given back.
    fn refuse_refund(&mut self, at: usize, refusal: &Refusal) {
        let owned = self.desk.rows_of_refund(at);
        for (row, amount_minor) in &self.desk.plan.refunds[at].rows {
            let sign = self.desk.plan.rows[*row].amount_minor.signum();
            self.refuse(*row, sign * amount_minor, !owned.contains(row), refusal);
        }
    }

    fn refuse(&mut self, row: usize, amount_minor: i64, part: bool, refusal: &Refusal) {
        let reason = match refusal {
            Refusal::Taken { .. } => "order_number_taken",
            Refusal::KeyReused => "imported_differently",
            other => other.code(),
        };
        self.refused.push(PlannedException { row, reason, detail: refusal.to_string(), amount_minor, part });
    }

    /// A credit whose order was refused.
    fn no_order(&mut self, at: usize) {
        let refund = &self.desk.plan.refunds[at];
        let owned = self.desk.rows_of_refund(at);
        let detail = format!("its order {} was not imported, see there", self.desk.number_of(refund.order));
        for (row, amount_minor) in &refund.rows {
            let amount_minor = self.desk.plan.rows[*row].amount_minor.signum() * amount_minor;
            let (reason, part) = ("order_not_imported", !owned.contains(row));
            self.refused.push(PlannedException { row: *row, reason, detail: detail.clone(), amount_minor, part });
        }
    }
}

fn imported(desk: &Desk<'_>, rows: &[usize]) -> Imported {
    Imported { rows: rows.iter().map(|row| desk.import_row(*row, IMPORTED)).collect(), ..Imported::default() }
}

fn by_reason(listed: &[PlannedException]) -> Vec<ExceptionsOf> {
    let mut reasons: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for exception in listed {
        let (count, amount_minor) = reasons.entry(exception.reason).or_default();
        (*count, *amount_minor) = (*count + 1, amount_minor.saturating_add(exception.amount_minor));
    }
    let of = |(reason, (exceptions, amount_minor)): (&str, _)| ExceptionsOf {
        reason: reason.to_owned(),
        exceptions,
        amount_minor,
    };
    reasons.into_iter().map(of).collect()
}

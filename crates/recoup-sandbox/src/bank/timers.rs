//! What happens by itself when its time comes: authorizations run out, captures and refunds go their
//! way, disputes open and end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Bank;

/// Something that happens at an instant, to an object in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timer {
    Expire(usize),
    CompleteRefund(usize),
    SettleRefund(usize),
    ReturnRefund(usize),
    EndCapture(usize),
    FailCapture(usize),
    OpenDispute(usize),
    DisputeDue(usize),
}

/// Timers by instant (microseconds), then by the order in which they were set.
#[derive(Debug, Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<(i64, u64, Timer)>>,
    set: u64,
}

impl Timers {
    pub(super) fn set(&mut self, at_us: i64, timer: Timer) {
        self.set += 1;
        self.heap.push(Reverse((at_us, self.set, timer)));
    }

    pub(super) fn next_due_us(&self) -> Option<i64> {
        self.heap.peek().map(|Reverse((at_us, _, _))| *at_us)
    }

    pub(super) fn take_due(&mut self, now_us: i64) -> Option<(i64, Timer)> {
        if self.next_due_us()? > now_us {
            return None;
        }
        self.heap.pop().map(|Reverse((at_us, _, timer))| (at_us, timer))
    }
}

impl Bank {
    pub(super) fn fire(&mut self, timer: Timer) {
        match timer {
            Timer::Expire(authorization) => self.expire(authorization),
            Timer::CompleteRefund(refund) => self.complete_refund(refund),
            Timer::SettleRefund(refund) => self.settle_refund(refund),
            Timer::ReturnRefund(refund) => self.return_refund(refund),
            Timer::EndCapture(capture) => self.end_capture(capture),
            Timer::FailCapture(capture) => {
                let id = self.books.captures[capture].id.clone();
                // One whose money is refunded by then cannot fail any more.
                let _ = self.fail_capture(&id);
            }
            Timer::OpenDispute(capture) => self.dispute_by_token(capture),
            Timer::DisputeDue(dispute) => self.dispute_due(dispute),
        }
    }
}

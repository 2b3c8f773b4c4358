//! One call from end to end: who asks, what goes wrong, whether it was asked before, and only then the deed.

use super::Desk;
use super::control;
use super::keys::{Known, fingerprint};
use crate::clock::later_ms;
use crate::face::{Admitted, Answer, Keeps};
use crate::faults::CallFault;
use crate::wire::{WireReply, WireRequest};

impl Desk {
    /// Answers a request at `now_us` (microseconds since 1970), after letting time pass up to then.
    pub fn handle(&mut self, request: WireRequest, now_us: i64) -> WireReply {
        self.advance(now_us);
        let reply = match control::route(&request) {
            Some(route) => plain(self.control(&route, &request), 0),
            None => self.serve(&request),
        };
        self.pass_on();
        reply
    }

    /// Answers a client of the gateway.
    fn serve(&mut self, request: &WireRequest) -> WireReply {
        let admitted = match self.face.admit(&self.bank, request) {
            Ok(admitted) => admitted,
            Err(answer) => return plain(answer, 0),
        };
        let fault = match self.fault_of(&admitted, request) {
            Ok(fault) => fault,
            Err(answer) => return plain(answer, 0),
        };
        if let Some(fault @ (CallFault::TimeoutBefore | CallFault::Error500Before)) = fault {
            return self.spoil(fault, Answer::empty(500), request);
        }
        let (answer, replayed) = self.answer_once(admitted, request, fault);
        // A token spoils only the first answer, or its result could never be learned; a refusal is an answer already.
        match fault.or(answer.fault.filter(|_| !replayed)) {
            Some(fault) if fault != CallFault::Refuse => self.spoil(fault, answer, request),
            _ => plain(answer, 0),
        }
    }

    /// The fault this call suffers: the one it asks for, or else one that is drawn.
    fn fault_of(&mut self, admitted: &Admitted, request: &WireRequest) -> Result<Option<CallFault>, Answer> {
        if let Some(name) = request.header("sandbox-fault") {
            let fault = CallFault::named(name);
            return fault
                .map(Some)
                .ok_or_else(|| control::error(400, "unknown_fault", &format!("there is no fault `{name}`")));
        }
        let exposed = admitted.moves_money || self.faults.plan().reads;
        Ok(if exposed { self.faults.draw_call() } else { None })
    }

    /// The answer to a request, and whether it was given before.
    fn answer_once(&mut self, admitted: Admitted, request: &WireRequest, fault: Option<CallFault>) -> (Answer, bool) {
        let Some(key) = admitted.key else {
            return (self.answer(request, fault), false);
        };
        let now_us = self.bank.now_us();
        let asked = fingerprint(&request.method, &request.target, &request.body);
        let known = self.keys.look_up(&key.key, &asked, now_us);
        let instead = match known {
            Known::New => None,
            Known::Busy(_) => self.face.key_busy(request),
            Known::Mismatch(_) => self.face.key_clash(request),
            Known::Answered(_) => None,
        };
        if let Some(answer) = instead {
            return (answer, false);
        }
        if let Known::Answered(kept) | Known::Busy(kept) | Known::Mismatch(kept) = known {
            return (self.face.replayed(kept), true);
        }
        let answer = self.answer(request, fault);
        let suffered = fault.or(answer.fault);
        if answer.begun && (key.keeps != Keeps::Success || (200..300).contains(&answer.status)) {
            let lost = key.keeps == Keeps::Sent && suffered == Some(CallFault::Error500After);
            let kept = if lost { self.face.broken(request) } else { answer.clone() };
            let busy_until_us = later_ms(now_us, self.held_back_ms(suffered));
            self.keys.keep(&key, asked, kept, (now_us, busy_until_us));
        }
        (answer, false)
    }

    fn answer(&mut self, request: &WireRequest, fault: Option<CallFault>) -> Answer {
        if fault == Some(CallFault::Refuse) {
            self.faults.count_call(CallFault::Refuse);
            return self.face.refused(request);
        }
        self.face.answer(&mut self.bank, request)
    }

    /// How long a call is still running for the client, in milliseconds.
    const fn held_back_ms(&self, fault: Option<CallFault>) -> u64 {
        match fault {
            Some(CallFault::Slow) => self.faults.plan().slow_ms,
            Some(CallFault::TimeoutAfter) => self.faults.plan().timeout_hold_ms,
            _ => 0,
        }
    }

    /// What a fault leaves of an answer, counted.
    fn spoil(&mut self, fault: CallFault, answer: Answer, request: &WireRequest) -> WireReply {
        self.faults.count_call(fault);
        let plan = self.faults.plan();
        match fault {
            CallFault::TimeoutBefore | CallFault::TimeoutAfter => WireReply::Silence { hold_ms: plan.timeout_hold_ms },
            CallFault::Error500Before | CallFault::Error500After => plain(self.face.broken(request), 0),
            CallFault::Slow => plain(answer, plan.slow_ms),
            CallFault::Refuse => plain(answer, 0),
        }
    }
}

/// An answer as it goes out.
fn plain(answer: Answer, after_ms: u64) -> WireReply {
    WireReply::Answer { status: answer.status, headers: answer.headers, body: answer.body, after_ms }
}

//! How often things go wrong: rates in parts per million, drawn anew for each seed with some of them off, so that
//! every mixture of faults has its turn (a swarm).

use recoup_sandbox::FaultRates;

use crate::dice::Dice;

macro_rules! lucks {
    ($($(#[$doc:meta])* $name:ident = $word:literal upto $most:literal;)+) => {
        /// Rates in parts per million.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct Luck { $($(#[$doc])* pub $name: u32),+ }

        impl Luck {
            /// Names of the faults, as they are counted.
            pub const NAMES: &'static [&'static str] = &[$($word),+];

            /// Rates for a seed: some faults off, the others anywhere up to their most.
            #[must_use]
            pub fn drawn(dice: &mut Dice) -> Self {
                // Now and then nothing goes wrong at all, and what then breaks needs no bad luck.
                if dice.below(12) == 0 {
                    return Self::default();
                }
                Self { $($name: rate(dice, $most)),+ }
            }

            /// The rate of a name, and a way to change it.
            pub fn of_mut(&mut self, name: &str) -> Option<&mut u32> {
                match name { $($word => Some(&mut self.$name),)+ _ => None }
            }

            /// Every name with its rate.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, u32)> {
                vec![$(($word, self.$name)),+]
            }
        }
    };
}

lucks! {
    /// A caller's request is lost on its way.
    request_lost = "request_lost" upto 60_000;
    /// A caller's request arrives twice.
    request_twice = "request_twice" upto 60_000;
    /// The answer to a caller is lost.
    answer_lost = "answer_lost" upto 60_000;
    /// The store is busy; nothing happens.
    store_busy = "store_busy" upto 10_000;
    /// The store is out of reach; nothing happens.
    store_away = "store_away" upto 10_000;
    /// The store cannot serialize; nothing happens.
    store_conflict = "store_conflict" upto 20_000;
    /// A commit happens and nobody hears of it.
    commit_unheard = "commit_unheard" upto 20_000;
    /// Another write of the store happens and nobody hears of it.
    write_unheard = "write_unheard" upto 10_000;
    /// A node stands still for longer than its leases last.
    stall = "stall" upto 800;
    /// The bank is not reached.
    bank_unreached = "bank_unreached" upto 60_000;
    /// The bank's reply is lost.
    reply_lost = "reply_lost" upto 60_000;
    /// A webhook is lost, and comes again.
    webhook_lost = "webhook_lost" upto 100_000;
    /// The answer to a webhook is lost, so it comes again.
    webhook_unheard = "webhook_unheard" upto 100_000;
    /// The bank loses a call before anything is done.
    timeout_before = "timeout_before" upto 40_000;
    /// The bank does it and gives no answer.
    timeout_after = "timeout_after" upto 40_000;
    /// The bank answers 500 with nothing done.
    error_500_before = "error_500_before" upto 40_000;
    /// The bank answers 500 after it was done.
    error_500_after = "error_500_after" upto 40_000;
    /// The bank refuses.
    refuse = "refuse" upto 60_000;
    /// The bank's answer is late.
    slow = "slow" upto 30_000;
    /// The bank tells twice.
    webhook_duplicate = "webhook_duplicate" upto 150_000;
    /// The bank tells out of order.
    webhook_reorder = "webhook_reorder" upto 150_000;
    /// The bank never tells.
    webhook_drop = "webhook_drop" upto 80_000;
    /// The bank tells late.
    webhook_late = "webhook_late" upto 100_000;
}

fn rate(dice: &mut Dice, most: u64) -> u32 {
    if dice.below(3) == 0 { 0 } else { u32::try_from(dice.below(most)).unwrap_or(0) }
}

impl Luck {
    /// The part of it that is the bank's own.
    #[must_use]
    pub const fn at_the_bank(&self) -> FaultRates {
        FaultRates {
            timeout_before_ppm: self.timeout_before,
            timeout_after_ppm: self.timeout_after,
            error_500_before_ppm: self.error_500_before,
            error_500_after_ppm: self.error_500_after,
            refuse_ppm: self.refuse,
            slow_ppm: self.slow,
            webhook_duplicate_ppm: self.webhook_duplicate,
            webhook_reorder_ppm: self.webhook_reorder,
            webhook_drop_ppm: self.webhook_drop,
            webhook_late_ppm: self.webhook_late,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_has_the_same_luck() {
        let drawn = |seed| Luck::drawn(&mut Dice::new(seed));
        assert_eq!(drawn(7), drawn(7));
        assert!((0..50).any(|seed| drawn(seed) == Luck::default()), "some seeds meet no fault");
        assert!((0..200).all(|seed| drawn(seed).at_the_bank().is_possible()));
    }

    #[test]
    fn rates_are_found_by_their_names() {
        let mut luck = Luck::default();
        *luck.of_mut("commit_unheard").expect("a name") = 5;
        assert_eq!(luck.commit_unheard, 5);
        assert!(luck.of_mut("earthquake").is_none());
        assert_eq!(luck.all().len(), Luck::NAMES.len());
    }
}

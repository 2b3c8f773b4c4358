//! The core alone: `needs` and `decide` over maps, and what they decide kept in vectors. No store, no engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use recoup::engine::Request;
use recoup::store::rows::{BalanceRow, Claimed, Queue};
use recoup_core::actor::Actor;
use recoup_core::command::{self, Act, Command};
use recoup_core::decision::{Answer, Decision};
use recoup_core::effect::{Effect, Timer};
use recoup_core::id::{Id, Kind};
use recoup_core::ledger::Books;
use recoup_core::refusal::Refusal;
use recoup_core::world::{Name, State, Stream, World};

use super::{BEGIN_US, Said, Stage, TENANT};

/// An effect that waits, and how often it was tried.
struct Wish {
    effect: Effect,
    due_us: i64,
    attempts: i64,
}

/// Something a person must look at.
struct Raised {
    id: Id,
    reason: String,
    open: bool,
}

#[derive(Default)]
pub struct Memory {
    /// How often something was decided; every decision has an instant of its own.
    decided: u64,
    passed_us: i64,
    streams: BTreeMap<Id, Arc<Stream>>,
    names: BTreeMap<Name, Vec<Id>>,
    /// The keys that were told, with what they said.
    told: BTreeMap<String, String>,
    books: Books,
    wishes: BTreeMap<Id, Wish>,
    timers: BTreeMap<Id, Timer>,
    notices: Vec<(Id, &'static str, &'static str)>,
    raised: Vec<Raised>,
}

impl Memory {
    fn decide(&mut self, actor: &Actor, act: Act) -> Result<Result<Answer, Refusal>, String> {
        if let Act::ResolveException(resolve) = &act
            && !self.raised.iter().any(|raised| raised.open && raised.id == resolve.exception)
        {
            let (what, status, step) = ("exception", "resolved", "resolve");
            return Ok(Err(Refusal::NotInState { what, status, step, allowed: "nothing".to_owned() }));
        }
        self.decided += 1;
        let now = self.now();
        let command = Command {
            tenant: TENANT.to_owned(),
            actor: actor.clone(),
            now,
            effective_at: now,
            entropy: u128::from(self.decided),
            act,
        };
        match command::decide(&command, &self.world(&command)?) {
            Ok((decision, answer)) => self.keep(decision).map(|()| Ok(answer)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Everything a command needs; what is not there is known to be absent.
    fn world(&self, command: &Command) -> Result<World, String> {
        let mut world = World::default();
        for _ in 0..8 {
            let needs = command::needs(command, &world);
            if needs.streams.is_empty() && needs.names.is_empty() {
                return Ok(world);
            }
            for id in needs.streams {
                let found = self.streams.get(&id).cloned();
                world.put(id, found);
            }
            for name in needs.names {
                let found = self.names.get(&name).cloned().unwrap_or_default();
                world.put_name(name, found);
            }
        }
        Err(format!("the needs of {} never end", command.act.word()))
    }

    fn keep(&mut self, decision: Decision) -> Result<(), String> {
        for (kind, value, id) in &decision.claims {
            if self.names.get(&(kind.clone(), value.clone())).is_some_and(|known| !known.contains(id)) {
                return Err(format!("the {kind} {value} is taken, and nobody refused it"));
            }
        }
        for (kind, value, id) in decision.names {
            self.names.entry((kind, value)).or_default().push(id);
        }
        for (index, entry) in decision.entries {
            let posted = self.books.post(decision.events[index].entry_id(), entry);
            posted.map_err(|error| format!("the books do not take an entry: {error}"))?;
        }
        for (index, notice) in &decision.notices {
            self.notices.push((decision.events[*index].stream.clone(), notice.audience.word(), notice.template));
        }
        for attention in decision.attentions {
            let id = Id::trusted(&format!("{}{}", Kind::Exception.prefix(), self.raised.len()));
            self.raised.push(Raised { id, reason: attention.reason, open: true });
        }
        for (id, _) in decision.resolved {
            self.raised.iter_mut().filter(|raised| raised.id == id).for_each(|raised| raised.open = false);
        }
        self.streams.extend(decision.streams.into_iter().map(|(id, (_, stream))| (id, stream)));
        decision.timers_canceled.iter().for_each(|id| drop(self.timers.remove(id)));
        self.timers.extend(decision.timers.into_iter().map(|timer| (timer.id.clone(), timer)));
        for effect in decision.effects {
            let due_us = effect.due_at.as_microsecond();
            self.wishes.insert(effect.id.clone(), Wish { effect, due_us, attempts: 0 });
        }
        Ok(())
    }

    /// An item of a queue, as the worker would claim it.
    fn item(id: &Id, kind: &str, payload: Result<Vec<u8>, serde_json::Error>, due_us: i64) -> Result<Claimed, String> {
        Ok(Claimed {
            tenant: TENANT.to_owned(),
            id: id.as_str().to_owned(),
            stream_id: String::new(),
            target: String::new(),
            kind: kind.to_owned(),
            payload: payload.map_err(|e| e.to_string())?,
            headers: String::new(),
            epoch: 1,
            attempts: 0,
            created_us: due_us,
            due_us,
            outcome: String::new(),
        })
    }
}

impl Stage for Memory {
    fn name(&self) -> &'static str {
        "the core"
    }

    async fn ask(&mut self, actor: &Actor, act: Act) -> Result<Said, String> {
        Ok(match self.decide(actor, act)? {
            Ok(answer) => Said::of(&answer),
            Err(refusal) => Said::Refused(refusal.code().to_owned(), refusal.to_string()),
        })
    }

    async fn tell(&mut self, request: Request) -> Result<Result<(), Refusal>, String> {
        let known = request.key.as_ref().and_then(|key| Some((self.told.get(&key.name)?, &key.fingerprint)));
        match known {
            Some((before, now)) if before != now => return Ok(Err(Refusal::KeyReused)),
            Some(_) => {}
            None => {
                if let Err(refusal) = self.decide(&request.actor, request.act)? {
                    return Ok(Err(refusal));
                }
                self.told.extend(request.key.map(|key| (key.name, key.fingerprint)));
            }
        }
        if let Some(done) = request.done {
            // A timer that was set anew by what it did is another one.
            let id = Id::trusted(&done.id);
            if done.queue == Queue::Outbox {
                self.wishes.remove(&id);
            }
        }
        Ok(Ok(()))
    }

    async fn due(&mut self, queue: Queue) -> Result<Vec<Claimed>, String> {
        let now = self.now();
        if queue == Queue::Timer {
            let due: Vec<Timer> = self.timers.values().filter(|timer| timer.due_at <= now).cloned().collect();
            due.iter().for_each(|timer| drop(self.timers.remove(&timer.id)));
            let item = |timer: &Timer| {
                let payload = serde_json::to_vec(&timer.alarm);
                Self::item(&timer.id, timer.alarm.word(), payload, timer.due_at.as_microsecond())
            };
            return due.iter().map(item).collect();
        }
        let due = self.wishes.values().filter(|wish| wish.due_us <= now.as_microsecond());
        due.map(|Wish { effect, due_us, attempts }| {
            let item = Self::item(&effect.id, effect.word(), serde_json::to_vec(effect), *due_us)?;
            Ok(Claimed { attempts: *attempts, ..item })
        })
        .collect()
    }

    async fn put_back(&mut self, item: &Claimed, secs: u32) -> Result<(), String> {
        let due_us = self.now().as_microsecond() + i64::from(secs) * 1_000_000;
        let wish = self.wishes.get_mut(&Id::trusted(&item.id)).ok_or("such an effect does not wait")?;
        (wish.due_us, wish.attempts) = (due_us, wish.attempts + 1);
        Ok(())
    }

    async fn next_effect_us(&self) -> Result<Option<i64>, String> {
        Ok(self.wishes.values().map(|wish| wish.due_us).min())
    }

    fn now(&self) -> Timestamp {
        let decided_us = i64::try_from(self.decided).unwrap_or(0) * 1_000;
        Timestamp::from_microsecond(BEGIN_US + self.passed_us + decided_us).unwrap_or(Timestamp::MAX)
    }

    async fn pass(&mut self, us: i64) -> Result<(), String> {
        self.passed_us += us;
        Ok(())
    }

    async fn state(&self, id: &Id) -> Result<State, String> {
        self.streams.get(id).map(|stream| stream.state.clone()).ok_or_else(|| format!("there is no stream {id}"))
    }

    async fn find(&self, kind: &str, value: &str) -> Result<Option<Id>, String> {
        Ok(self.names.get(&(kind.to_owned(), value.to_owned())).and_then(|found| found.first().cloned()))
    }

    async fn books(&self) -> Result<Vec<BalanceRow>, String> {
        let mut sums = BTreeMap::<(&str, &str, &str), (i64, i64)>::new();
        for line in self.books.entries().iter().flat_map(|(_, entry)| &entry.lines) {
            let sum = sums.entry((line.account.code(), &line.subkey, line.currency.code())).or_default();
            sum.0 += line.amount_minor.max(0);
            sum.1 -= line.amount_minor.min(0);
        }
        let row = |((account, subkey, currency), (debit_minor, credit_minor)): ((&str, &str, &str), _)| BalanceRow {
            account: account.to_owned(),
            subkey: subkey.to_owned(),
            currency: currency.to_owned(),
            debit_minor,
            credit_minor,
        };
        Ok(sums.into_iter().map(row).collect())
    }

    async fn notices(&self, stream: &Id, audience: &str) -> Result<Vec<String>, String> {
        let about = self.notices.iter().filter(|(about, to, _)| about == stream && *to == audience);
        Ok(about.map(|(_, _, template)| (*template).to_owned()).collect())
    }

    async fn exceptions(&self) -> Result<Vec<(Id, String)>, String> {
        let open = self.raised.iter().filter(|raised| raised.open);
        Ok(open.map(|raised| (raised.id.clone(), raised.reason.clone())).collect())
    }
}

//! Who acts in the lifecycles: persons, a second account of one of them, programs.

use std::collections::BTreeMap;

use recoup_core::actor::{Actor, ActorKind, Role};

/// The people of the shop; `person_of` is the truth about who is behind an account.
pub struct People {
    pub all: Vec<Actor>,
    pub person_of: BTreeMap<String, String>,
}

pub fn account(kind: ActorKind, id: &str, person: &str, roles: &[Role]) -> Actor {
    Actor { kind, id: id.to_owned(), person: person.to_owned(), roles: roles.to_vec(), ceilings_minor: Vec::new() }
}

impl People {
    pub fn new() -> Self {
        let mut all = vec![
            account(ActorKind::User, "ann", "ann", &[Role::Support]),
            // Ann is also an approver under another account: the same person all the same.
            account(ActorKind::ApiKey, "key-of-ann", "ann", &[Role::Support, Role::Approver, Role::Finance]),
            account(ActorKind::User, "bob", "bob", &[Role::BillingAdmin]),
            account(ActorKind::User, "cid", "cid", &[Role::Approver]),
            account(ActorKind::User, "dora", "dora", &[Role::Approver, Role::Finance]),
            account(ActorKind::User, "eve", "eve", &[Role::Finance, Role::BillingAdmin]),
            account(ActorKind::ApiKey, "shop", "", &[Role::BillingAdmin]),
        ];
        let mut limited = account(ActorKind::ApiKey, "till", "", &[Role::Support]);
        limited.ceilings_minor = ["EUR", "JPY", "KWD"].map(|code| (code.to_owned(), 4_000)).to_vec();
        all.push(limited);
        let person_of = all.iter().map(|a| (a.id.clone(), a.person.clone())).collect();
        Self { all, person_of }
    }
}

pub fn timer() -> Actor {
    Actor::machine(ActorKind::Timer, "timer")
}

pub fn gateway() -> Actor {
    Actor::machine(ActorKind::Gateway, "sandbox:main")
}

//! Who asks: persons with roles, one person behind two accounts, programs, one of them with a ceiling.

use recoup_core::actor::{Actor, ActorKind, Role};

/// How many there are.
pub const COUNT: usize = 8;

/// The one who may ask for the most.
pub const WHO_MAY_MOST: usize = 5;

/// Their names, by place.
const NAMES: [&str; COUNT] = ["ann", "key-of-ann", "bob", "cid", "dora", "eve", "shop", "till"];

/// A name by place.
#[must_use]
pub fn name(place: usize) -> &'static str {
    NAMES.get(place).copied().unwrap_or("till")
}

/// A place by name.
#[must_use]
pub fn place(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// One of them by place.
#[must_use]
pub fn person(place: usize) -> Actor {
    let (kind, id, person, roles): (ActorKind, &str, &str, &[Role]) = match place {
        0 => (ActorKind::User, "ann", "ann", &[Role::Support]),
        // Ann is also an approver under another account: the same person all the same.
        1 => (ActorKind::ApiKey, "key-of-ann", "ann", &[Role::Support, Role::Approver, Role::Finance]),
        2 => (ActorKind::User, "bob", "bob", &[Role::BillingAdmin]),
        3 => (ActorKind::User, "cid", "cid", &[Role::Approver]),
        4 => (ActorKind::User, "dora", "dora", &[Role::Approver, Role::Finance]),
        5 => (ActorKind::User, "eve", "eve", &[Role::Finance, Role::BillingAdmin]),
        6 => (ActorKind::ApiKey, "shop", "", &[Role::BillingAdmin]),
        _ => (ActorKind::ApiKey, "till", "", &[Role::Support]),
    };
    let ceilings_minor = match place {
        0..=6 => Vec::new(),
        _ => ["EUR", "JPY", "KWD"].map(|code| (code.to_owned(), 4_000)).to_vec(),
    };
    Actor { kind, id: id.to_owned(), person: person.to_owned(), roles: roles.to_vec(), ceilings_minor }
}

//! Separation of duties: who holds two things that should not be in one hand, and which keys blur who is who.
//!
//! It finds and forbids nothing. That nobody decides what he asked for himself, the engine sees to, whatever roles
//! somebody holds; what is found here are the ways in which two names could still be one person.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{self, Grants, Permission};
use crate::store::person_rows::{AccessRow, PersonRow};
use crate::store::rows::ApiKeyRow;

/// What the command line calls a key that was given no name.
const UNNAMED: &str = "made on the command line";

/// Two things that should not be in one hand.
#[derive(Debug, PartialEq, Eq)]
pub struct Pair {
    /// What one person can do.
    pub rule: &'static str,
    /// Why it matters, and what holds all the same.
    pub why: &'static str,
    one: &'static [Permission],
    other: &'static [Permission],
}

/// Every pair that is looked for.
pub static PAIRS: [Pair; 4] = [
    Pair {
        rule: "Asks for refunds and decides them",
        why: "Nobody ever decides his own request. Two such persons can still pass each other's.",
        one: &[Permission::AskRefunds],
        other: &[Permission::Decide],
    },
    Pair {
        rule: "Changes policies and decides",
        why: "Another person agrees to every version. Whoever does both still shapes the rules that he decides by.",
        one: &[Permission::ChangePolicies],
        other: &[Permission::Decide],
    },
    Pair {
        rule: "Manages keys and moves money",
        why: "Keys are made for oneself and hold no more than oneself. They still go on when the browser is closed.",
        one: &[Permission::ManageKeys],
        other: &[Permission::MoveMoney],
    },
    Pair {
        rule: "Manages the team and asks, decides or moves money",
        why: "Nobody changes his own roles, and a second person agrees to power. Before there is one, persons could be made up.",
        one: &[Permission::ManageTeam],
        other: &[Permission::AskRefunds, Permission::Decide, Permission::MoveMoney, Permission::ChangePolicies],
    },
];

/// The pairs that are in one hand for somebody who can act in these ways.
#[must_use]
pub fn pairs(ways: &[Grants]) -> Vec<&'static Pair> {
    let any = |wanted: &[Permission]| wanted.iter().any(|permission| ways.iter().any(|way| way.allow(*permission)));
    PAIRS.iter().filter(|pair| any(pair.one) && any(pair.other)).collect()
}

/// What a person or a key may do, as it is stored; nothing where it cannot be read.
#[must_use]
pub fn read(grants: &str) -> Grants {
    serde_json::from_str(grants).unwrap_or_default()
}

/// Something that is worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub rule: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Whom it is about, by the names that approvals compare.
    pub persons: Vec<String>,
    /// How it comes about.
    pub detail: String,
}

/// What is known about who may do what.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Persons of the team, those who were shut out too.
    pub persons: &'a [PersonRow],
    /// Keys, those that were revoked too.
    pub keys: &'a [ApiKeyRow],
    /// Links that were given: who brought whom in.
    pub links: &'a [AccessRow],
    /// Now, by the clock that keys go by.
    pub now_us: i64,
}

impl<'a> Known<'a> {
    /// Keys that open something now: those of who is shut out do not.
    fn working(self) -> impl Iterator<Item = &'a ApiKeyRow> {
        self.keys.iter().filter(move |key| access::works(key, self.now_us) && !access::rests(key, self.persons))
    }

    fn active(self, person: &str) -> Option<&'a PersonRow> {
        self.persons.iter().find(|row| row.person == person && row.disabled_us.is_none())
    }

    /// Every way in which a person can act: in a browser, and by each key.
    #[must_use]
    pub fn ways(self, person: &str) -> Vec<Grants> {
        let mine = self.working().filter(|key| key.person == person).map(|key| read(&key.grants));
        match self.persons.iter().find(|row| row.person == person) {
            // Whatever its keys were made for, they hold no more than the person.
            Some(row) if row.disabled_us.is_none() => vec![read(&row.grants)],
            Some(_) => Vec::new(),
            None => mine.collect(),
        }
    }

    /// The same in words.
    fn hands(self, person: &str) -> String {
        let mut hands = Vec::new();
        if let Some(row) = self.active(person) {
            let roles: Vec<&str> = read(&row.grants).roles.iter().map(|role| role.word()).collect();
            hands.push(format!("roles {}", roles.join(", ")));
        }
        for key in self.working().filter(|key| key.person == person) {
            hands.push(format!("key {} …{}", key.label, key.last4));
        }
        hands.join("; ")
    }

    fn can(self, person: &str, permission: Permission) -> bool {
        self.ways(person).iter().any(|way| way.allow(permission))
    }
}

/// Everything that is worth a look, the same kind together.
#[must_use]
pub fn findings(known: Known<'_>) -> Vec<Finding> {
    let names: BTreeSet<&str> = known
        .persons
        .iter()
        .map(|row| row.person.as_str())
        .chain(known.working().map(|key| key.person.as_str()))
        .collect();
    let mut found = Vec::new();
    for pair in &PAIRS {
        for name in &names {
            if pairs(&known.ways(name)).contains(&pair) {
                let (rule, why) = (pair.rule, pair.why);
                found.push(Finding { rule, why, persons: vec![(*name).to_owned()], detail: known.hands(name) });
            }
        }
    }
    found.extend(brought_in(known));
    found.extend(labels(known));
    found.extend(keys(known));
    found
}

/// Who gave links to one person who can ask and to another who can decide: both could be himself.
fn brought_in(known: Known<'_>) -> Vec<Finding> {
    let mut by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in known.links.iter().filter(|row| !row.person.is_empty()) {
        by.entry(&row.person).or_default().insert(&row.about);
    }
    let mut found = Vec::new();
    for (who, persons) in by {
        let able = |permission| persons.iter().copied().filter(move |name| known.can(name, permission));
        let ask: Vec<&str> = able(Permission::AskRefunds).collect();
        let decide: Vec<&str> = able(Permission::Decide).collect();
        if ask.iter().any(|one| decide.iter().any(|other| one != other)) {
            found.push(Finding {
                rule: "Brought in both who asks and who decides",
                why: "He saw their first links. Make sure that they are people of their own.",
                persons: vec![who.to_owned()],
                detail: format!("asks: {}; decides: {}", ask.join(", "), decide.join(", ")),
            });
        }
    }
    found
}

/// Keys of several persons under one name: perhaps one program can act as each of them.
fn labels(known: Known<'_>) -> Vec<Finding> {
    let mut by: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for key in known.working().filter(|key| key.label != UNNAMED) {
        by.entry(key.label.trim().to_lowercase()).or_default().insert(&key.person);
    }
    let several = by.into_iter().filter(|(_, persons)| persons.len() > 1);
    several
        .map(|(label, persons)| Finding {
            rule: "Hold keys of one name",
            why: "A program that has the keys of two persons can ask as one and decide as the other.",
            persons: persons.into_iter().map(str::to_owned).collect(),
            detail: format!("keys called {label}"),
        })
        .collect()
}

/// Keys of somebody who is not on the team, where there is a team. A key of the team holds no more than its person.
fn keys(known: Known<'_>) -> impl Iterator<Item = Finding> {
    let on_the_team = |key: &ApiKeyRow| known.persons.iter().any(|row| row.person == key.person);
    // Where nobody signs in, keys are all there is.
    let loose = known.working().filter(move |key| !known.persons.is_empty() && !on_the_team(key));
    loose.map(|key| Finding {
        rule: "A key works for somebody who is not on the team",
        why: "Nobody's roles bound it and nobody is shut out with it. Fine for a program; revoke it otherwise.",
        persons: vec![key.person.clone()],
        detail: format!("key {} …{}", key.label, key.last4),
    })
}

#[cfg(test)]
mod tests {
    use recoup_core::actor::Role;

    use super::*;

    fn grants(roles: &[Role]) -> Grants {
        Grants { roles: roles.to_vec(), ..Grants::default() }
    }

    fn person(name: &str, roles: &[Role]) -> PersonRow {
        PersonRow {
            tenant: "t".to_owned(),
            person: name.to_owned(),
            email: format!("{name}@example.com"),
            name: name.to_owned(),
            password: String::new(),
            second_factor: String::new(),
            factor_step: 0,
            grants: serde_json::to_string(&grants(roles)).expect("grants are JSON"),
            failures: 0,
            failed_us: 0,
            created_us: 0,
            disabled_us: None,
        }
    }

    fn key(name: &str, label: &str, roles: &[Role]) -> ApiKeyRow {
        access::new_key("t", name, label, &grants(roles), 0).expect("random bits").row
    }

    fn link(who: &str, about: &str) -> AccessRow {
        AccessRow {
            access_id: String::new(),
            at_us: 0,
            person: who.to_owned(),
            kind: "person_added".to_owned(),
            about: about.to_owned(),
            detail: String::new(),
        }
    }

    fn rules(persons: &[PersonRow], keys: &[ApiKeyRow], links: &[AccessRow]) -> Vec<(&'static str, String)> {
        let found = findings(Known { persons, keys, links, now_us: 1 });
        found.into_iter().map(|one| (one.rule, one.persons.join(" "))).collect()
    }

    #[test]
    fn two_duties_in_one_hand_are_found_and_others_are_not() {
        let apart =
            [person("ann", &[Role::Support]), person("eve", &[Role::Approver]), person("dev", &[Role::Developer])];
        assert!(rules(&apart, &[], &[]).is_empty());
        let both = [person("ann", &[Role::Support, Role::Approver])];
        assert_eq!(rules(&both, &[], &[]), [(PAIRS[0].rule, "ann".to_owned())]);
        let all = [person("bob", &[Role::BillingAdmin, Role::Developer])];
        assert_eq!(rules(&all, &[], &[]).len(), PAIRS.len());
    }

    #[test]
    fn a_key_counts_for_its_person() {
        let persons = [person("ann", &[Role::Support])];
        let keys = [key("ann", "till", &[Role::Approver])];
        assert!(rules(&persons, &keys, &[]).is_empty(), "it holds no more than ann");
        let strange = [key("till", "till", &[Role::Support, Role::Approver])];
        let till = || "till".to_owned();
        let loose = "A key works for somebody who is not on the team";
        assert_eq!(rules(&persons, &strange, &[]), [(PAIRS[0].rule, till()), (loose, till())]);
        let mut revoked = key("till", "till", &[Role::Approver]);
        revoked.revoked_us = Some(1);
        assert!(rules(&persons, &[revoked], &[]).is_empty());
        assert!(rules(&[], &keys, &[]).is_empty(), "where nobody signs in, keys are all there is");
    }

    #[test]
    fn names_that_could_be_one_person_are_found() {
        let persons = [person("ann", &[Role::Support]), person("eve", &[Role::Approver])];
        let links = [link("dev", "ann"), link("dev", "eve")];
        assert_eq!(rules(&persons, &[], &links), [("Brought in both who asks and who decides", "dev".to_owned())]);
        assert!(rules(&persons, &[], &[link("dev", "ann"), link("ida", "eve")]).is_empty());
        assert!(rules(&persons, &[], &[link("", "ann"), link("", "eve")]).is_empty(), "nobody is known");
        let keys = [key("ann", "Till ", &[Role::Support]), key("eve", "till", &[Role::Approver])];
        assert_eq!(rules(&persons, &keys, &[]), [("Hold keys of one name", "ann eve".to_owned())]);
        let [ann, eve] = persons.clone();
        let out = [ann, PersonRow { disabled_us: Some(1), ..eve }];
        assert!(rules(&out, &keys, &[]).is_empty(), "the key of who is shut out rests");
        let unnamed = [key("ann", UNNAMED, &[Role::Support]), key("eve", UNNAMED, &[Role::Approver])];
        assert!(rules(&persons, &unnamed, &[]).is_empty());
    }
}

//! The persons of a demo: one for each kind of work.

use recoup_core::actor::Role;

use crate::access::Grants;
use crate::store::person_rows::PersonRow;

/// A person of a demo.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The name that approvals compare.
    pub person: &'static str,
    /// As colleagues read it.
    pub name: &'static str,
    /// What the person does.
    pub roles: &'static [Role],
}

/// Everybody.
pub const CAST: [Member; 5] = [
    Member { person: "ann", name: "Ann", roles: &[Role::Support] },
    Member { person: "bob", name: "Bob", roles: &[Role::BillingAdmin, Role::Developer] },
    Member { person: "eve", name: "Eve", roles: &[Role::Approver] },
    Member { person: "fay", name: "Fay", roles: &[Role::Finance] },
    Member { person: "ivy", name: "Ivy", roles: &[Role::Auditor] },
];

impl Member {
    /// An address that no mail reaches.
    #[must_use]
    pub fn email(&self) -> String {
        format!("{}@demo.example", self.person)
    }

    /// The row of a person without a password: nobody signs in so, a demo changes between persons instead.
    #[must_use]
    pub fn row(&self, tenant: &str, grants: &Grants, now_us: i64) -> PersonRow {
        PersonRow {
            tenant: tenant.to_owned(),
            person: self.person.to_owned(),
            email: self.email(),
            name: self.name.to_owned(),
            password: String::new(),
            second_factor: String::new(),
            factor_step: 0,
            grants: serde_json::to_string(grants).unwrap_or_default(),
            failures: 0,
            failed_us: 0,
            created_us: now_us,
            disabled_us: None,
        }
    }
}

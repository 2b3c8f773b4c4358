//! What is typed about a person or a key: roles, ceilings, the second factor.

use maud::{Markup, html};
use recoup_core::actor::Role;
use recoup_core::money::Currency;

use crate::access::{Grants, Permission};
use crate::http::Shared;
use crate::pages::form::{Fields, Input};
use crate::pages::guard::Visitor;
use crate::pages::words;
use crate::people::duties;

/// A box for each of some roles, with what it may do.
#[must_use]
pub fn role_boxes(roles: &[Role], fields: &Fields) -> Markup {
    let why = fields.why("roles");
    html! {
        fieldset aria-describedby=[why.map(|_| "roles-why")] {
            legend { "Roles" }
            @if let Some(why) = why { p class="why" id="roles-why" { (why) } }
            @for role in roles {
                label class="choice" {
                    input type="checkbox" name=(role_field(*role)) value="yes" checked[ticked(*role, fields)];
                    " " (words::plain(role.word())) " " span class="quiet" { (may(*role)) }
                }
            }
        }
    }
}

/// The name of the box of a role.
#[must_use]
pub fn role_field(role: Role) -> String {
    format!("role-{}", role.word())
}

fn ticked(role: Role, fields: &Fields) -> bool {
    fields.text(&role_field(role)) == "yes"
}

/// The roles whose boxes are ticked.
#[must_use]
pub fn ticked_roles(fields: &Fields) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| ticked(*role, fields)).collect()
}

fn may(role: Role) -> String {
    let held = Permission::ALL.into_iter().filter(|permission| permission.roles().contains(&role));
    held.map(|permission| words::plain(permission.word())).collect::<Vec<_>>().join(", ")
}

/// The field for ceilings, a line for each currency.
#[must_use]
pub fn ceilings_input(fields: &Fields) -> Markup {
    fields.input(
        "ceilings",
        "Ceilings",
        Input {
            kind: "area",
            hint: Some(
                "The most to move in one act, a line for each currency, such as EUR 500.00. Empty for no ceiling; once \
             there is one, other currencies have the ceiling 0.",
            ),
            ..Input::default()
        },
    )
}

/// Ceilings as they are typed.
#[must_use]
pub fn ceilings_typed(ceilings_minor: &[(String, i64)]) -> String {
    let line = |(code, minor): &(String, i64)| match code.parse::<Currency>() {
        Ok(currency) => format!("{code} {}", words::plain_decimal(*minor, currency)),
        Err(_) => format!("{code} {minor}"),
    };
    ceilings_minor.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads ceilings as people type them.
///
/// # Errors
/// In words that show how one is typed.
pub fn read_ceilings(text: &str) -> Result<Vec<(String, i64)>, String> {
    let mut read: Vec<(String, i64)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = || "a ceiling is typed like EUR 500.00, each on a line of its own".to_owned();
        let (code, amount) = line.split_once(' ').ok_or_else(wrong)?;
        let currency: Currency = code.parse().map_err(|_| wrong())?;
        if read.iter().any(|(known, _)| known == code) {
            return Err(format!("{code} has two ceilings; send one"));
        }
        read.push((code.to_owned(), words::read_amount(amount, currency)?));
    }
    Ok(read)
}

/// The field for the second factor, where it has to be shown again.
#[must_use]
pub fn code_input(face: &Shared, visitor: &Visitor, fields: &Fields) -> Markup {
    html! {
        @if visitor.must_prove(face.wall_us()) {
            (fields.input("code", "Code", Input {
                autocomplete: Some("one-time-code"), mode: Some("numeric"),
                hint: Some("Six digits from your authenticator app, because others depend on it."), ..Input::default()
            }))
        }
    }
}

/// Roles and ceilings as they were typed. What is wrong with them stands beside the fields, and what comes together
/// in one hand has to be ticked once it was said.
pub fn grants(fields: &mut Fields, scopes: Vec<Permission>) -> Grants {
    let roles = ticked_roles(fields);
    if roles.is_empty() {
        fields.wrong("roles", "tick one role at least; whoever is to have none is shut out");
    }
    let ceilings_minor = read_ceilings(fields.text("ceilings")).unwrap_or_else(|why| {
        fields.wrong("ceilings", why);
        Vec::new()
    });
    let grants = Grants { roles, scopes, ceilings_minor };
    let together = together(&grants);
    fields.set("together", together.join("\n"));
    if !together.is_empty() && fields.text("accept") != accepted(&grants) {
        fields.wrong("accept", "tick this if it is meant, or take a role away");
    }
    grants
}

fn together(grants: &Grants) -> Vec<String> {
    duties::pairs(std::slice::from_ref(grants)).into_iter().map(|pair| format!("{}. {}", pair.rule, pair.why)).collect()
}

/// What the box says when it is ticked: it counts for these roles and no others.
fn accepted(grants: &Grants) -> String {
    grants.roles.iter().map(|role| role.word()).collect::<Vec<_>>().join("+")
}

/// What would come together in one hand, and the box that says that it is meant.
#[must_use]
pub fn acceptance(fields: &Fields) -> Markup {
    let value = accepted(&Grants { roles: ticked_roles(fields), ..Grants::default() });
    html! {
        @if !fields.text("together").is_empty() {
            fieldset aria-describedby=[fields.why("accept").map(|_| "accept-why")] {
                legend { "This gives one person" }
                ul { @for line in fields.text("together").lines() { li { (line) } } }
                @if let Some(why) = fields.why("accept") { p class="why" id="accept-why" { (why) } }
                label class="choice" {
                    input type="checkbox" name="accept" value=(value) checked[fields.text("accept") == value];
                    " It is meant so, and is noted in the audit."
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceilings_are_read_as_they_are_shown() {
        let two = vec![("EUR".to_owned(), 50_000), ("JPY".to_owned(), 0)];
        assert_eq!(read_ceilings(" EUR 500.00 \r\n\r\nJPY 0"), Ok(two.clone()));
        assert_eq!(read_ceilings(&ceilings_typed(&two)), Ok(two));
        assert_eq!(read_ceilings(" \n"), Ok(Vec::new()));
        for bad in ["EUR", "500.00", "eur 5.00", "XXX 5.00", "EUR -5.00", "EUR 5.00\nEUR 6.00", "EUR 1,000.00"] {
            assert!(read_ceilings(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_duties_are_accepted_for_these_roles_only() {
        let mut fields = Fields::default();
        fields.set("role-support", "yes");
        grants(&mut fields, Vec::new());
        assert!(fields.is_fine(), "one duty needs no word");
        fields.set("role-approver", "yes");
        fields.set("accept", "support");
        grants(&mut fields, Vec::new());
        assert!(fields.why("accept").is_some(), "the box was ticked for other roles");
        let mut fields = Fields::default();
        for name in ["role-support", "role-approver"] {
            fields.set(name, "yes");
        }
        fields.set("accept", "support+approver");
        grants(&mut fields, Vec::new());
        assert!(fields.is_fine());
    }
}

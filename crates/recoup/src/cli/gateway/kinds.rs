//! `recoup gateway kinds`: which gateways there are, whether accounts can be set up for them, and what each can do.

use clap::Args;
use recoup_gateways::{ALL, Depth, Gateway};
use serde_json::{Value, json};

use super::super::output::Output;
use crate::doctor::gateway::capabilities;

/// Lists gateways, or shows one.
#[derive(Debug, Args)]
pub struct Kinds {
    /// A gateway to show with all that it can do, such as `stripe`.
    name: Option<String>,
}

impl Kinds {
    /// Prints them.
    ///
    /// # Errors
    /// When there is no gateway of that name.
    pub fn run(&self, out: Output) -> anyhow::Result<()> {
        match &self.name {
            Some(name) => {
                let gateway = named(name)?;
                out.either(&shown(gateway), || text(gateway));
            }
            None => {
                let all: Vec<Value> = ALL.iter().map(|gateway| shown(*gateway)).collect();
                out.either(&all, || ALL.iter().map(|gateway| line(*gateway)).collect());
            }
        }
        Ok(())
    }
}

/// The gateway of a name, accounts or none.
///
/// # Errors
/// In words, with those there are.
pub fn named(name: &str) -> anyhow::Result<&'static dyn Gateway> {
    let known = || ALL.iter().map(|known| known.about().name).collect::<Vec<_>>().join(", ");
    recoup_gateways::named(name).ok_or_else(|| anyhow::anyhow!("`{name}` is no gateway; there are {}", known()))
}

fn shown(gateway: &dyn Gateway) -> Value {
    let can: serde_json::Map<String, Value> =
        capabilities(gateway).into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({ "gateway": gateway.about().name, "accounts": gateway.depth() == Depth::Whole, "capabilities": can })
}

fn line(gateway: &dyn Gateway) -> String {
    let depth = match gateway.depth() {
        Depth::Whole => "accounts can be set up",
        Depth::Capabilities => "capabilities only: nothing can be sent to it yet, and it has no accounts",
    };
    format!("{:<12} {depth}\n", gateway.about().name)
}

fn text(gateway: &dyn Gateway) -> String {
    let rows = capabilities(gateway).into_iter().map(|(name, value)| format!("  {name:<26} {value}\n"));
    line(gateway) + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_says_whether_it_can_be_used_and_what_it_can_do() {
        let stripe = text(named("stripe").unwrap());
        assert!(stripe.starts_with("stripe") && stripe.contains("accounts can be set up"), "{stripe}");
        let checkout = text(named("checkout").unwrap());
        assert!(checkout.contains("capabilities only") && checkout.contains("KWD 3 decimals by 10"), "{checkout}");
        assert_eq!(shown(named("checkout").unwrap())["accounts"], false);
        assert!(named("grimace").err().unwrap().to_string().contains("checkout"));
    }
}

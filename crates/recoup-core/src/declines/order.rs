//! In which vocabularies a code and an advice are looked up, for each gateway.
//!
//! An advice says what the network wants to happen and comes first. What a gateway calls its own code comes next; where
//! it passes the network's through, the network's more special list is asked before the common one.

/// The vocabularies of a gateway or a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    /// What people and accounts call it.
    pub name: &'static str,
    /// Where an advice is looked up before the code.
    pub advices: &'static [&'static str],
    /// Where the code is looked up.
    pub codes: &'static [&'static str],
    /// Where an advice is looked up after the code, because the gateway ranks it last.
    pub late_advices: &'static [&'static str],
}

const fn order(
    name: &'static str,
    advices: &'static [&'static str],
    codes: &'static [&'static str],
    late_advices: &'static [&'static str],
) -> Order {
    Order { name, advices, codes, late_advices }
}

const MAC: &[&str] = &["mastercard_mac"];

/// Names that stand for several vocabularies. Any other name of the table stands for itself.
pub(super) const ORDERS: &[Order] = &[
    order("stripe", &["stripe_advice"], &["stripe", "recoup"], MAC),
    order("adyen", MAC, &["adyen", "recoup"], &[]),
    // With no code of its own PayPal's advice stands alone, where the code would be.
    order("paypal", &["paypal_advice", "mastercard_mac"], &["paypal_response", "paypal_advice", "recoup"], &[]),
    order(
        "braintree",
        MAC,
        &["braintree", "braintree_gateway_rejection", "braintree_settlement", "iso8583", "recoup"],
        &[],
    ),
    order("mollie", &[], &["mollie_status_reason", "mollie_failure_reason", "recoup"], &[]),
    order("sandbox", &[], &["sandbox", "recoup"], &[]),
    order("checkout", &["checkout_recommendation"], &["checkout"], &[]),
    order("paypal_response", &["paypal_advice"], &["paypal_response"], &[]),
    order("mastercard", MAC, &["mastercard_de39", "iso8583"], &[]),
    order("mastercard_de39", MAC, &["mastercard_de39"], &[]),
    order("visa", &[], &["visa", "iso8583"], &[]),
    order("iso8583", MAC, &["iso8583"], &[]),
];

/// The order for a name; `None` for a vocabulary that is looked up alone.
pub(super) fn of(name: &str) -> Option<&'static Order> {
    ORDERS.iter().find(|order| order.name == name)
}

//! Goods (rows G1 to G4): cost when they leave, and where they end when they come back.

use super::simple;
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError};
use crate::money::Money;

/// What an inspection found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspection {
    /// Good enough to be sold again.
    Sellable,
    /// Lost or damaged.
    Damaged,
}

/// G1, cost of a sale: `5000 / 1400`.
///
/// # Errors
/// See [`LedgerError`].
pub fn cost_of_sale(sku: &str, cost: Money) -> Result<Entry, LedgerError> {
    simple(Act::CostOfSale, (Account::CostOfGoodsSold, sku), (Account::Inventory, sku), cost)
}

/// G2, back on the shelf: `1400 / 5000`.
///
/// # Errors
/// See [`LedgerError`].
pub fn return_sellable(sku: &str, cost: Money) -> Result<Entry, LedgerError> {
    simple(Act::ReturnSellable, (Account::Inventory, sku), (Account::CostOfGoodsSold, sku), cost)
}

/// G3, back and damaged: `5100 / 5000`.
///
/// # Errors
/// See [`LedgerError`].
pub fn return_damaged(sku: &str, cost: Money) -> Result<Entry, LedgerError> {
    simple(Act::ReturnDamaged, (Account::InventoryWriteOff, sku), (Account::CostOfGoodsSold, sku), cost)
}

/// G4 at receipt, before inspection: `1410 / 5000`.
///
/// # Errors
/// See [`LedgerError`].
pub fn return_received(rma: &str, sku: &str, cost: Money) -> Result<Entry, LedgerError> {
    simple(Act::ReturnReceived, (Account::ReturnsInTransit, rma), (Account::CostOfGoodsSold, sku), cost)
}

/// G4 after inspection: `1400 or 5100 / 1410`.
///
/// # Errors
/// See [`LedgerError`].
pub fn return_inspected(rma: &str, sku: &str, found: Inspection, cost: Money) -> Result<Entry, LedgerError> {
    let account = match found {
        Inspection::Sellable => Account::Inventory,
        Inspection::Damaged => Account::InventoryWriteOff,
    };
    simple(Act::ReturnInspected, (account, sku), (Account::ReturnsInTransit, rma), cost)
}

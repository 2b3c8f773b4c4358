//! What several faces need: forms, amounts as decimal text, codes over messages, and names for objects.

pub mod amount;
pub mod form;
pub mod mac;
pub mod names;

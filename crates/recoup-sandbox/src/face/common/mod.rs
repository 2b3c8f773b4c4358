//! What several faces need: forms, files in forms, amounts as decimal text, codes over messages, and names for objects.

pub mod amount;
pub mod form;
pub mod mac;
pub mod multipart;
pub mod names;

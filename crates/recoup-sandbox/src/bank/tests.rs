//! The bank alone, in virtual time.

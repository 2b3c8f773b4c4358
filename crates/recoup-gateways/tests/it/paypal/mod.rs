//! PayPal.

mod against_face;
mod effects;
mod noise;
mod plan;
mod reply;
mod report;
mod rig;
mod signature;
mod webhook;

//! Calls about disputes, of every gateway: what is sent, what is read, and how it goes against each face.

mod goldens;
mod junk;
mod rig;
mod samples;
mod stories;
mod told;

//! Bytes that nobody meant: cut, changed and repeated parts of good ones, and noise.

use proptest::prelude::*;

/// Mutations of any of the seeds, or noise.
pub fn bytes(seeds: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let noise = proptest::collection::vec(any::<u8>(), 0..200);
    let change = (0..seeds.len().max(1), any::<u16>(), any::<u16>(), any::<u8>(), 0..6_u8);
    let mutated = change.prop_map(|(which, from, to, byte, how)| {
        let mut bytes = seeds.get(which).map_or_else(Vec::new, |seed| seed.as_bytes().to_vec());
        let len = bytes.len().max(1);
        let (from, to) = (usize::from(from) % len, usize::from(to) % len);
        let (from, to) = (from.min(to), from.max(to).min(bytes.len()));
        match how {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => bytes[from..to].iter_mut().for_each(|b| *b = byte),
            3 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            4 => {
                if let Some(b) = bytes.get_mut(from) {
                    *b = byte;
                }
            }
            _ => {
                // A number that is not what it was is the likeliest trap.
                bytes.iter_mut().skip(from).filter(|b| b.is_ascii_digit()).for_each(|b| *b = b'9');
            }
        }
        bytes
    });
    prop_oneof![4 => mutated, 1 => noise]
}

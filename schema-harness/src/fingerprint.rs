//! Short names for long things, the same in every process, and names that are never the same.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};

/// Hashes text to 128 bits (FNV-1a): the same in every process and every build, which the standard library's hashers are not.
pub(crate) fn of(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

/// Returns 64 unpredictable bits; the standard library's hash keys are the system's randomness.
pub(crate) fn random() -> u64 {
    let mut hasher = std::hash::RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}

/// Returns a suffix that no other process and no other call has.
pub(crate) fn unique_suffix() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    format!("{:x}_{:x}_{:08x}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed), random() as u32)
}

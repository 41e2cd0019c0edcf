//! Randomness: ids, tokens, salts.
//!
//! The operating system's everywhere but in a sandbox, where a seed makes the
//! same script give the same ids and tokens on two machines.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::digest;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Where random bytes come from.
#[derive(Clone, Debug)]
pub struct Entropy {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    System(SystemRandom),
    Seeded { stream: Arc<str>, drawn: Arc<AtomicU64> },
}

impl Entropy {
    /// The operating system's randomness.
    pub fn system() -> Entropy {
        Entropy { source: Source::System(SystemRandom::new()) }
    }

    /// A repeatable stream: SHA-256 over the seed and a counter. For sandboxes only.
    pub fn seeded(seed: u64) -> Entropy {
        Entropy { source: Source::Seeded { stream: seed.to_string().into(), drawn: Arc::default() } }
    }

    /// A stream of its own for things whose number says nothing about the domain,
    /// such as request ids: drawing from it does not shift the ids of records.
    pub fn aside(&self, name: &str) -> Entropy {
        let source = match &self.source {
            Source::System(random) => Source::System(random.clone()),
            Source::Seeded { stream, .. } => {
                Source::Seeded { stream: format!("{stream}/{name}").into(), drawn: Arc::default() }
            }
        };
        Entropy { source }
    }

    /// Begins a seeded stream anew; the system's has no beginning.
    pub fn restart(&self) {
        if let Source::Seeded { drawn, .. } = &self.source {
            drawn.store(0, Ordering::Relaxed);
        }
    }

    /// `N` random bytes, at most 32.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        self.draw().0
    }

    /// Random bytes and, of a seeded stream, how many draws went before.
    fn draw<const N: usize>(&self) -> ([u8; N], Option<u64>) {
        let mut out = [0; N];
        match &self.source {
            Source::System(random) => {
                if random.fill(&mut out).is_err() {
                    // Without randomness no token is safe: stop, loudly.
                    tracing::error!("the operating system gives no random bytes");
                    std::process::abort();
                }
                (out, None)
            }
            Source::Seeded { stream, drawn } => {
                let count = drawn.fetch_add(1, Ordering::Relaxed);
                let block = digest::digest(&digest::SHA256, format!("{stream}/{count}").as_bytes());
                for (to, from) in out.iter_mut().zip(block.as_ref()) {
                    *to = *from;
                }
                (out, Some(count))
            }
        }
    }

    /// A new UUIDv7 whose time is `now`. Where the clock stands still, ids made
    /// one after another still sort in that order (RFC 9562, section 6.2).
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let (mut random, count) = self.draw::<10>();
        if let Some(count) = count {
            // 26 bits in the places next to the time, around those of version and variant.
            let [_, _, _, _, high, a, b, c] = ((count >> 14 << 16) | (count & 0x3fff)).to_be_bytes();
            [random[0], random[1], random[2], random[3]] = [high, a, b, c];
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A new bearer secret of 256 bits, in URL-safe base64.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seeded_stream_repeats_itself_after_a_restart_and_no_other_stream() {
        let draw = |entropy: &Entropy| (entropy.uuid(DateTime::UNIX_EPOCH), entropy.secret());
        let entropy = Entropy::seeded(7);
        let first = draw(&entropy);
        assert_ne!(draw(&entropy), first);
        entropy.restart();
        assert_eq!(draw(&entropy), first);
        assert_ne!(draw(&Entropy::seeded(8)), first);
        assert_ne!(draw(&entropy.aside("requests")), first);
    }

    #[test]
    fn ids_of_one_instant_sort_as_they_were_made() {
        let entropy = Entropy::seeded(7);
        let ids: Vec<Uuid> = (0..40_000).map(|_| entropy.uuid(DateTime::UNIX_EPOCH)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
    }
}

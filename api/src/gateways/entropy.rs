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
        let mut out = [0; N];
        match &self.source {
            Source::System(random) => {
                if random.fill(&mut out).is_err() {
                    // Without randomness no token is safe: stop, loudly.
                    tracing::error!("the operating system gives no random bytes");
                    std::process::abort();
                }
            }
            Source::Seeded { stream, drawn } => {
                let count = drawn.fetch_add(1, Ordering::Relaxed);
                let block = digest::digest(&digest::SHA256, format!("{stream}/{count}").as_bytes());
                for (to, from) in out.iter_mut().zip(block.as_ref()) {
                    *to = *from;
                }
            }
        }
        out
    }

    /// A new UUIDv7 whose time is `now`.
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// A new bearer secret of 256 bits, in URL-safe base64.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}

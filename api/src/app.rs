//! What every handler, job and command shares: the store, the clock, the
//! policies in force, the keys.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use guildhall_domain::policies::Policies;
use guildhall_persistence::Db;

use super::http::middleware::limits::Limiter;
use crate::assembly;
use crate::config::Config;
use crate::gateways::clock::Clock;
use crate::gateways::entropy::Entropy;
use crate::gateways::mail::MailGateway;
use crate::http::auth::TokenCache;
use crate::http::document::Document;
use crate::http::page::Cursors;
use crate::passwords::Passwords;
use crate::sandbox::flaky::{Flaky, Share};
use crate::slice::Billables;
use crate::tokens::KeyRing;
use crate::vault::VaultSecrets;

/// The application. One per process, shared by all workers.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The store.
    pub db: Db,
    /// The one clock.
    pub clock: Clock,
    /// Ids and tokens.
    pub entropy: Entropy,
    /// Ids of requests, which must not shift those of records.
    pub request_ids: Entropy,
    /// The association's tables.
    pub policies: Arc<Policies>,
    /// Key material for cursors, email look-ups and sealed answers.
    pub secret: Vec<u8>,
    /// What opens the vault.
    pub vault_secrets: VaultSecrets,
    /// Makes and reads list cursors.
    pub cursors: Cursors,
    /// Hashes passwords, off the workers.
    pub passwords: Passwords,
    /// Tokens verified of late.
    pub tokens: TokenCache,
    /// The general quota.
    pub limiter: Limiter,
    /// The quota on guessing.
    pub sign_in_limiter: Limiter,
    /// The OpenAPI document as served.
    pub document: Arc<Document>,
    /// Where mail goes.
    pub mail: Box<dyn MailGateway>,
    /// What goes wrong with a share of requests, in a sandbox that was asked for it.
    pub flaky: Option<Flaky>,
    /// Everything that invoices bill.
    pub billables: Billables,
    keys: RwLock<Arc<KeyRing>>,
    draining: AtomicBool,
    last_answers: AtomicU64,
}

/// What differs between a server, a sandbox and a test.
pub struct Parts {
    /// Settings, already judged.
    pub config: Config,
    /// The store, already migrated.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// The tables.
    pub policies: Policies,
    /// At least 32 bytes of key material.
    pub secret: Vec<u8>,
    /// One that opens the vault besides.
    pub other_secret: Option<Vec<u8>>,
    /// The signing keys.
    pub keys: KeyRing,
    /// Where mail goes.
    pub mail: Box<dyn MailGateway>,
    /// Which share of requests goes wrong; none but in a sandbox.
    pub flaky: Option<Share>,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> App {
        let Parts { config, db, clock, entropy, policies, secret, other_secret, keys, mail, flaky } = parts;
        App {
            vault_secrets: VaultSecrets::new(&secret, other_secret.as_deref()),
            cursors: Cursors::new(&secret),
            passwords: Passwords::new(&secret),
            tokens: TokenCache::default(),
            limiter: Limiter::new("default", config.rate_limit),
            sign_in_limiter: Limiter::new("sign-in", config.sign_in_rate_limit),
            document: Document::served(&config),
            request_ids: entropy.aside("requests"),
            flaky: flaky.map(|share| Flaky::new(share, &entropy)),
            policies: Arc::new(policies),
            keys: RwLock::new(Arc::new(keys)),
            billables: assembly::billables(),
            draining: AtomicBool::new(false),
            last_answers: AtomicU64::new(0),
            config,
            db,
            clock,
            entropy,
            secret,
            mail,
        }
    }

    /// The signing keys in use.
    pub fn keys(&self) -> Arc<KeyRing> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another key ring in place of the present one (rotation).
    pub fn replace_keys(&self, keys: KeyRing) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        self.tokens.forget_all();
    }

    /// From now on every answer is the last one on its connection.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether an answer is the last one on its connection; counts it when it is.
    pub fn answers_last(&self) -> bool {
        let draining = self.draining.load(Ordering::Relaxed);
        if draining {
            self.last_answers.fetch_add(1, Ordering::Relaxed);
        }
        draining
    }

    /// How many answers were given since [`App::drain`].
    pub fn last_answers(&self) -> u64 {
        self.last_answers.load(Ordering::Relaxed)
    }
}

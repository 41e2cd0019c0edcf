//! What a server of a test is put together from.

use std::sync::OnceLock;

use guildhall::app::Parts;
use guildhall::config::{Config, Environment};
use guildhall::gateways::clock::Clock;
use guildhall::gateways::entropy::Entropy;
use guildhall::gateways::mail::OutboxOnly;
use guildhall::tokens::{KeyRing, key_from_seed};
use guildhall_domain::Policies;
use guildhall_persistence::Db;
use secrecy::{ExposeSecret, SecretString};

/// The public address under which the server believes to be reached.
pub const PUBLIC_URL: &str = "https://api.guildhall.test";

/// The secret of a server that was told no other.
pub const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// The settings of tests: a sandbox without quotas that anybody meets by accident.
pub fn config() -> Config {
    Config {
        env: Environment::Sandbox,
        secret: SECRET.into(),
        public_url: PUBLIC_URL.into(),
        rate_limit: 10_000_000,
        sign_in_rate_limit: 10_000_000,
        pool_size: 4,
        // A busy machine is no reason to fail; tests of deadlines set their own.
        acquire_timeout_ms: 20_000,
        statement_timeout_ms: 20_000,
        workers: 1,
        shutdown_seconds: 1,
        worker_in_process: false,
        cors_origins: "https://app.guildhall.test".into(),
        ..Config::defaults().expect("the defaults")
    }
}

/// Everything else, over a database that is open: ids and tokens follow from `seed`.
pub fn parts(config: Config, db: Db, clock: Clock, seed: u64) -> Parts {
    static POLICIES: OnceLock<Policies> = OnceLock::new();
    let policies = POLICIES.get_or_init(|| Policies::embedded().expect("the shipped policies")).clone();
    let key = key_from_seed(&[1; 32]).expect("a key");
    let secret = |given: &SecretString| given.expose_secret().as_bytes().to_vec();
    Parts {
        secret: secret(&config.secret),
        other_secret: Some(secret(&config.other_secret)).filter(|other| !other.is_empty()),
        keys: KeyRing::new(&config.public_url, &[key]).expect("a key ring"),
        config,
        db,
        clock,
        entropy: Entropy::seeded(seed),
        policies,
        mail: Box::new(OutboxOnly),
        flaky: None,
    }
}

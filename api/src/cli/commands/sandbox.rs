//! `guildhall sandbox`: an association in memory whose clock stands still and
//! whose ids, tokens and keys follow from a seed.

use std::net::SocketAddr;

use actix_web::web::Data;
use aws_lc_rs::digest;
use chrono::{DateTime, SubsecRound, Utc};
use guildhall_persistence::{Db, migrate};

use crate::app::{App, Parts};
use crate::cli::{Outcome, Refused, banner, block_on, database, listen, logging, policy_files, running, settings};
use crate::config::{Config, Environment};
use crate::gateways::clock::Clock;
use crate::gateways::entropy::Entropy;
use crate::gateways::mail::OutboxOnly;
use crate::sandbox::{self, flaky::Share};
use crate::templates;
use crate::tokens::{KeyRing, key_from_seed};

/// Unless somebody says otherwise: high enough that no script meets it, low enough to be stated in a header.
const RATE_LIMIT: u32 = 1_000_000;

/// What a sandbox is made from.
#[derive(clap::Args)]
pub(in crate::cli) struct SandboxArgs {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// Where its clock stands at first.
    #[arg(long, default_value = "2025-03-01T12:00:00Z")]
    at: DateTime<Utc>,
    /// What its ids, tokens and keys follow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The address that tokens and problem types carry; that of `--bind` when absent.
    /// Two sandboxes on different ports give one transcript when this is the same.
    #[arg(long)]
    public_url: Option<String>,
    /// Which share of requests goes wrong, as in `5%`: refused, done with the answer lost, or answered late.
    /// Which ones follows from the seed and their order.
    #[arg(long, value_name = "SHARE")]
    flaky: Option<Share>,
}

pub(in crate::cli) fn run(args: &SandboxArgs) -> Outcome {
    let config = settings::load()?;
    if config.env == Environment::Production {
        return Err(Refused::because(
            "GUILDHALL_ENV is production, where nobody may move the clock or read the outbox",
        ));
    }
    let _log = logging::start(&config)?;
    block_on(serve(args, config))
}

async fn serve(args: &SandboxArgs, config: Config) -> Outcome {
    let listener = listen::listen(args.bind)?;
    let local_url = listen::local_url(&listener)?;
    let public_url = args.public_url.clone().unwrap_or_else(|| local_url.clone());
    let config = Config { bind: args.bind, public_url, ..in_memory(config) };
    let faults = [config.faults(), templates::faults()].concat();
    if !faults.is_empty() {
        return Err(Refused(faults));
    }
    let app = Data::new(assemble(config, args).await?);
    sandbox::begin(&app).await.map_err(|problem| Refused::because(format!("demo data: {problem}")))?;
    banner::show(&app, &local_url);
    running::serve(&app, listener).await
}

/// The settings with everything taken out that would reach beyond the process.
fn in_memory(config: Config) -> Config {
    let quota = |name, given| if config.is_said(name) { given } else { RATE_LIMIT };
    let rate_limit = quota("rate_limit", config.rate_limit);
    let sign_in_rate_limit = quota("sign_in_rate_limit", config.sign_in_rate_limit);
    Config {
        env: Environment::Sandbox,
        database_url: String::from("sqlite::memory:").into(),
        rate_limit,
        sign_in_rate_limit,
        worker_in_process: false,
        smtp_url: None,
        ..config
    }
}

async fn assemble(config: Config, args: &SandboxArgs) -> Result<App, Refused> {
    let policies = policy_files::load(&config).map_err(Refused::because)?;
    let db: Db = database::open(&config, |_| ()).await?;
    migrate(&db).await.map_err(|error| Refused::because(error.to_string()))?;
    let key = key_from_seed(&derived("signing key", args.seed));
    let keys = key.and_then(|key| KeyRing::new(&config.public_url, &[key]));
    Ok(App::new(Parts {
        db,
        policies,
        keys: keys.map_err(|error| Refused::because(error.to_string()))?,
        secret: derived("secret", args.seed).to_vec(),
        other_secret: None,
        clock: Clock::fixed(args.at.trunc_subsecs(6)),
        entropy: Entropy::seeded(args.seed),
        mail: Box::new(OutboxOnly),
        flaky: args.flaky,
        config,
    }))
}

/// Key material that follows from the seed.
fn derived(what: &str, seed: u64) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(
        digest::digest(&digest::SHA256, format!("guildhall sandbox {what} {seed}").as_bytes()).as_ref(),
    );
    out
}

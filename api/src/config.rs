//! Settings: from an optional `guildhall.toml` and the environment, which wins.
//!
//! Every field is one setting; its environment name is `GUILDHALL_` and the
//! field's name in capitals (`GUILDHALL_BIND`). `DATABASE_URL` is honored too.
//! `guildhall doctor` says in words what is wrong with a configuration.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// What kind of installation this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// A laptop or a show: personas, generated keys, mail as files.
    Demo,
    /// The real thing: refuses to start with anything of the above.
    Production,
    /// An association in memory, on a clock of its own. Set by `guildhall sandbox`, never by hand.
    Sandbox,
}

/// Whether those who decide over others need a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Their roles count only with one, after a time to add it.
    Required,
    /// Everybody may add one, nobody has to.
    Offered,
}

/// How log records look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `demo` (default) or `production`.
    pub env: Environment,
    /// Address and port to listen on. Default `127.0.0.1:8080`.
    pub bind: SocketAddr,
    /// `sqlite:PATH` or `postgres://user:password@host/database`. Default `sqlite:data/guildhall.db`.
    pub database_url: SecretString,
    /// Address at which clients reach the API; issuer of tokens and base of problem types. Default `http://127.0.0.1:8080`.
    pub public_url: String,
    /// Folder for the database, the generated keys and the mail of a demo. Default `data`.
    pub data_dir: PathBuf,
    /// Files with Ed25519 private keys (PKCS #8 PEM), comma-separated; the first signs, all verify. Required in production.
    pub signing_keys: String,
    /// Secret of 32 or more characters. It protects cursors, stored answers and the vault. Required in production.
    pub secret: SecretString,
    /// A second secret that also opens the vault, while one secret replaces another. Default none.
    pub other_secret: SecretString,
    /// Folder with policy files (`dues.toml`, …) that replace the built-in ones. Default none.
    pub policy_dir: Option<PathBuf>,
    /// Browser origins that may call the API, comma-separated. Default none.
    pub cors_origins: String,
    /// Requests per minute for each account, or for each network address of anonymous callers. Default 600.
    pub rate_limit: u32,
    /// Sign-ins, registrations and password resets per minute for each network address. Default 20.
    pub sign_in_rate_limit: u32,
    /// Number of proxies in front of the server that add to `X-Forwarded-For`. Default 0: the header is ignored.
    pub trusted_proxy_hops: u8,
    /// Largest request body, in bytes. Default 262144.
    pub body_limit_bytes: usize,
    /// Seconds a body may take to arrive. Default 30.
    pub body_deadline_seconds: u64,
    /// Milliseconds to wait for a free database connection. Default 1500.
    pub acquire_timeout_ms: u64,
    /// Milliseconds that one database statement may take. Default 2000.
    pub statement_timeout_ms: u64,
    /// Maximum number of database connections. Default 8.
    pub pool_size: usize,
    /// HTTP worker threads; 0 means one per core. Default 0.
    pub workers: usize,
    /// Seconds that running requests get to finish after SIGTERM. Default 7, so that a process ends within 10.
    pub shutdown_seconds: u64,
    /// Run the worker inside the server process. Default true.
    pub worker_in_process: bool,
    /// Smallest answer to compress, in bytes; 0 switches compression off. Default 8192.
    pub compress_from_bytes: usize,
    /// `text` (default) or `json`.
    pub log_format: LogFormat,
    /// Log filter, for instance `info,guildhall=debug`. Default `info`.
    pub log: String,
    /// `smtp://host:port` or `smtps://user:password@host`. Default none: mail becomes files in `data_dir`. Required in production.
    pub smtp_url: Option<SecretString>,
    /// `required` or `offered`: whether roles that let somebody decide over others need a second factor. Default `required` in production, `offered` in a demo and a sandbox.
    pub second_factor: Option<SecondFactor>,
    /// Sender of all mail. Default `Guildhall <no-reply@guildhall.example>`.
    pub mail_from: String,
    /// Names of the settings that somebody gave, of those whose default is not always meant.
    #[serde(skip)]
    pub said: Vec<&'static str>,
}

/// The defaults, in the shape of the settings.
#[derive(Serialize)]
struct Defaults {
    env: Environment,
    bind: &'static str,
    database_url: &'static str,
    public_url: &'static str,
    data_dir: &'static str,
    signing_keys: &'static str,
    secret: &'static str,
    other_secret: &'static str,
    cors_origins: &'static str,
    rate_limit: u32,
    sign_in_rate_limit: u32,
    trusted_proxy_hops: u8,
    body_limit_bytes: usize,
    body_deadline_seconds: u64,
    acquire_timeout_ms: u64,
    statement_timeout_ms: u64,
    pool_size: usize,
    workers: usize,
    shutdown_seconds: u64,
    worker_in_process: bool,
    compress_from_bytes: usize,
    log_format: LogFormat,
    log: &'static str,
    mail_from: &'static str,
}

const DEFAULTS: Defaults = Defaults {
    env: Environment::Demo,
    bind: "127.0.0.1:8080",
    database_url: "sqlite:data/guildhall.db",
    public_url: "http://127.0.0.1:8080",
    data_dir: "data",
    signing_keys: "",
    secret: "",
    other_secret: "",
    cors_origins: "",
    rate_limit: 600,
    sign_in_rate_limit: 20,
    trusted_proxy_hops: 0,
    body_limit_bytes: 256 * 1024,
    body_deadline_seconds: 30,
    acquire_timeout_ms: 1500,
    statement_timeout_ms: 2000,
    pool_size: 8,
    workers: 0,
    shutdown_seconds: 7,
    worker_in_process: true,
    compress_from_bytes: 8192,
    log_format: LogFormat::Text,
    log: "info",
    mail_from: "Guildhall <no-reply@guildhall.example>",
};

impl Config {
    /// Whether those who decide over others need a second factor.
    pub fn second_factor(&self) -> SecondFactor {
        let by_itself = match self.env {
            Environment::Production => SecondFactor::Required,
            Environment::Demo | Environment::Sandbox => SecondFactor::Offered,
        };
        self.second_factor.unwrap_or(by_itself)
    }

    /// Reads the settings from `guildhall.toml` in the working folder (or the
    /// file that `GUILDHALL_CONFIG` names) and the environment.
    ///
    /// # Errors
    /// What cannot be read, in figment's words, which name the setting; a named
    /// file that is not there, because starting without it would start a demo.
    pub fn load() -> Result<Config, Box<figment::Error>> {
        let named = std::env::var("GUILDHALL_CONFIG").ok();
        if let Some(file) = named.as_ref().filter(|file| !Path::new(file).is_file()) {
            return Err(Box::new(figment::Error::from(format!("GUILDHALL_CONFIG names {file}, which is not a file"))));
        }
        let file = named.or_else(|| Path::new("guildhall.toml").is_file().then(|| "guildhall.toml".into()));
        let written = file.map_or_else(Figment::new, |file| Figment::from(Toml::file_exact(file)));
        let said =
            written.merge(Env::raw().only(&["DATABASE_URL"])).merge(Env::prefixed("GUILDHALL_").ignore(&["CONFIG"]));
        let given =
            ["env", "rate_limit", "sign_in_rate_limit"].into_iter().filter(|name| said.contains(name)).collect();
        let config: Config = Figment::from(Serialized::defaults(DEFAULTS)).merge(said).extract().map_err(Box::new)?;
        Ok(Config { said: given, ..config })
    }

    /// The settings nobody changed: what tests and sandboxes start from.
    ///
    /// # Errors
    /// Never, unless the defaults themselves are broken.
    pub fn defaults() -> Result<Config, Box<figment::Error>> {
        Figment::from(Serialized::defaults(DEFAULTS)).extract().map_err(Box::new)
    }

    /// Whether somebody gave the setting of this name; of those alone that are asked for.
    pub fn is_said(&self, name: &str) -> bool {
        self.said.contains(&name)
    }

    /// Everything that keeps this configuration from being started, in words. Empty: fine.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, words: &str| {
            if wrong {
                faults.push(words.to_owned());
            }
        };
        fault(self.public_url.ends_with('/'), "GUILDHALL_PUBLIC_URL must not end with a slash");
        fault(
            !self.public_url.starts_with("http://") && !self.public_url.starts_with("https://"),
            "GUILDHALL_PUBLIC_URL must begin with http:// or https://",
        );
        fault(
            self.rate_limit == 0 || self.sign_in_rate_limit == 0,
            "GUILDHALL_RATE_LIMIT and GUILDHALL_SIGN_IN_RATE_LIMIT must be at least 1",
        );
        fault(
            (1..32).contains(&self.other_secret.expose_secret().len()),
            "GUILDHALL_OTHER_SECRET is shorter than 32 characters",
        );
        fault(
            is_plain(&self.secret) || is_plain(&self.other_secret),
            "GUILDHALL_SECRET and GUILDHALL_OTHER_SECRET must hold 8 different characters or more: make one with `openssl rand -base64 48`",
        );
        // The password of its people is known to everybody.
        fault(
            self.env == Environment::Demo && !self.is_said("env") && !self.bind.ip().is_loopback(),
            "GUILDHALL_BIND is an address that others can reach, and GUILDHALL_ENV is not said: say `production`, or `demo` if everybody may sign in as its administrator",
        );
        fault(self.pool_size == 0, "GUILDHALL_POOL_SIZE must be at least 1");
        fault(
            self.origins().any(|origin| !is_origin(origin)),
            "GUILDHALL_CORS_ORIGINS must list origins such as https://app.example.org, without paths or wildcards",
        );
        fault(self.policy_dir.as_ref().is_some_and(|dir| !dir.is_dir()), "GUILDHALL_POLICY_DIR is not a folder");
        fault(
            self.mail_from.parse::<lettre::message::Mailbox>().is_err(),
            "GUILDHALL_MAIL_FROM is not a mailbox such as `Name <name@example.org>`",
        );
        fault(
            !self.database_url.expose_secret().starts_with("sqlite:")
                && !self.database_url.expose_secret().starts_with("postgres"),
            "GUILDHALL_DATABASE_URL must begin with sqlite: or postgres://",
        );
        if self.env == Environment::Production {
            fault(
                self.signing_keys.is_empty(),
                "GUILDHALL_SIGNING_KEYS is missing: production does not generate keys (make one with `openssl genpkey -algorithm ed25519`)",
            );
            fault(self.secret.expose_secret().len() < 32, "GUILDHALL_SECRET is missing or shorter than 32 characters");
            fault(self.smtp_url.is_none(), "GUILDHALL_SMTP_URL is missing: production sends real mail");
            fault(self.has_default_public_url(), "GUILDHALL_PUBLIC_URL is missing: tokens and problem types carry it");
            fault(!self.public_url.starts_with("https://"), "GUILDHALL_PUBLIC_URL must be https in production");
        }
        faults
    }

    /// The allowed browser origins.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.cors_origins.split(',').map(str::trim).filter(|origin| !origin.is_empty())
    }

    /// Whether nobody said where clients reach the API.
    pub fn has_default_public_url(&self) -> bool {
        self.public_url == DEFAULTS.public_url
    }

    /// How long a body may take to arrive.
    pub fn body_deadline(&self) -> Duration {
        Duration::from_secs(self.body_deadline_seconds)
    }
}

/// Whether a secret can be guessed from a part of it.
fn is_plain(secret: &SecretString) -> bool {
    let different: std::collections::BTreeSet<char> = secret.expose_secret().chars().collect();
    (1..8).contains(&different.len())
}

fn is_origin(origin: &str) -> bool {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_a_demo_that_starts() {
        let config = Config::defaults().unwrap();
        assert_eq!(config.env, Environment::Demo);
        assert_eq!(config.faults(), Vec::<String>::new());
    }

    #[test]
    fn production_names_everything_that_is_missing_at_once() {
        let config = Config { env: Environment::Production, ..Config::defaults().unwrap() };
        let faults = config.faults().join("\n");
        for setting in ["SIGNING_KEYS", "SECRET", "SMTP_URL", "PUBLIC_URL"] {
            assert!(faults.contains(setting), "{setting} not named in {faults}");
        }
    }

    #[test]
    fn a_demo_that_nobody_asked_for_is_open_to_its_own_machine_only() {
        let config = |bind: &str, said: bool| {
            let said = if said { vec!["env"] } else { Vec::new() };
            Config { bind: bind.parse().unwrap(), said, ..Config::defaults().unwrap() }.faults().len()
        };
        for open in ["0.0.0.0:80", "[::]:80", "192.0.2.7:80"] {
            assert_eq!((config(open, false), config(open, true)), (1, 0), "{open}");
        }
        for own in ["127.0.0.1:80", "127.9.9.9:80", "[::1]:80"] {
            assert_eq!(config(own, false), 0, "{own}");
        }
    }

    #[test]
    fn a_secret_of_one_repeated_letter_is_none() {
        let config = |secret: &str| Config { secret: secret.to_owned().into(), ..Config::defaults().unwrap() };
        for plain in ["x".repeat(40), "abab".repeat(20)] {
            assert_eq!(config(&plain).faults().len(), 1, "{plain}");
        }
        assert_eq!(config("4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3U").faults(), Vec::<String>::new());
    }

    #[test]
    fn wildcards_are_no_origins() {
        let config = Config { cors_origins: "https://*.example.org".into(), ..Config::defaults().unwrap() };
        assert_eq!(config.faults().len(), 1);
    }
}

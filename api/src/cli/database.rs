//! Opening the database that the settings name, and whether it may be served.

use std::path::{Path, PathBuf};
use std::time::Duration;

use guildhall_persistence::{Db, DbOptions, accounts, migrate, pending};
use secrecy::ExposeSecret;

use super::{Refused, key_files};
use crate::config::{Config, Environment};
use crate::vault;

/// Opens the database, making the folder of a SQLite file first.
pub(super) async fn open(config: &Config, adjust: impl FnOnce(&mut DbOptions)) -> Result<Db, Refused> {
    if let Some(folder) = sqlite_file(config).as_deref().and_then(Path::parent) {
        std::fs::create_dir_all(folder)
            .map_err(|error| Refused::because(format!("the folder {} cannot be made: {error}", folder.display())))?;
    }
    let mut options = options(config)?;
    adjust(&mut options);
    Db::open(&options).await.map_err(|error| Refused::because(format!("the database cannot be opened: {error}")))
}

/// Opens the database to serve it. Only a demo makes a SQLite file that is not there.
pub(super) async fn open_to_serve(config: &Config) -> Result<Db, Refused> {
    match missing_file(config) {
        Some(file) if config.env != Environment::Demo => {
            Err(Refused::because(format!("the database {} is not there: run `guildhall migrate`", file.display())))
        }
        _ => open(config, |_| ()).await,
    }
}

/// The file of a SQLite database that does not exist yet.
pub(super) fn missing_file(config: &Config) -> Option<PathBuf> {
    sqlite_file(config).filter(|file| !file.exists())
}

fn options(config: &Config) -> Result<DbOptions, Refused> {
    let mut options = DbOptions::from_url(config.database_url.expose_secret())
        .map_err(|error| Refused::because(format!("GUILDHALL_DATABASE_URL: {error}")))?;
    options.connections = config.pool_size;
    options.acquire_timeout = Duration::from_millis(config.acquire_timeout_ms);
    options.statement_timeout = Duration::from_millis(config.statement_timeout_ms);
    Ok(options)
}

/// The file of a SQLite database; `None` for PostgreSQL and for memory.
fn sqlite_file(config: &Config) -> Option<PathBuf> {
    let path = config.database_url.expose_secret().strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    (path != ":memory:" && !path.is_empty()).then(|| PathBuf::from(path))
}

/// Makes the database fit to serve, which only a demo does by itself, and says
/// what keeps it from being so.
pub(super) async fn make_fit(config: &Config, db: &Db) -> Vec<String> {
    if config.env == Environment::Demo {
        return match migrate(db).await {
            Ok(_) => Vec::new(),
            Err(error) => vec![format!("the schema could not be changed: {error}")],
        };
    }
    faults(config, db).await
}

/// What keeps the database from being served.
pub(super) async fn faults(config: &Config, db: &Db) -> Vec<String> {
    match pending(db).await {
        Err(error) => vec![format!("the database cannot be read: {error}")],
        Ok(scripts) if !scripts.is_empty() => {
            vec![format!("the schema lacks {}: run `guildhall migrate`", scripts.join(", "))]
        }
        Ok(_) if config.env == Environment::Production => match accounts::any_demo_account(db).await {
            Ok(false) => Vec::new(),
            Ok(true) => vec![
                "the database holds demo accounts, whose passwords everybody knows: begin with an empty one".into(),
            ],
            Err(error) => vec![format!("the database cannot be read: {error}")],
        },
        Ok(_) => Vec::new(),
    }
}

/// What is wrong when the secret is not the one that the vault was sealed under. A damaged key or two are no such fault:
/// they are told to the log, and everybody else is served.
pub(super) async fn vault_faults(config: &Config, db: &Db) -> Vec<String> {
    // Without a secret there is another fault to tell; one that is yet to be made has sealed nothing.
    if key_files::secret_is_to_be_made(config) {
        return Vec::new();
    }
    let Ok(Some(secrets)) = key_files::vault_secrets(config) else { return Vec::new() };
    match vault::opened_and_closed(db, &secrets).await {
        Ok((_, 0)) => Vec::new(),
        Ok((opened, closed)) if closed < opened => {
            tracing::error!(opened, closed, "some keys of the vault are opened by neither secret: run `guildhall reseal`");
            Vec::new()
        }
        Ok(_) => vec![
            "GUILDHALL_SECRET does not open the vault: put it back, or name the last one in GUILDHALL_OTHER_SECRET and run `guildhall reseal`".into(),
        ],
        Err(error) => vec![format!("the vault cannot be read: {error}")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_sqlite_database_is_known_in_every_spelling() {
        let file =
            |url: &str| sqlite_file(&Config { database_url: url.to_owned().into(), ..Config::defaults().unwrap() });
        for url in ["sqlite:data/a.db", "sqlite://data/a.db", "sqlite:data/a.db?mode=rwc"] {
            assert_eq!(file(url), Some("data/a.db".into()), "{url}");
        }
        assert_eq!(file("sqlite::memory:"), None);
        assert_eq!(file("postgres://localhost/guildhall"), None);
    }
}

//! Signing keys and the secret: named by the settings, or, in a demo only, made
//! and kept in the data folder.
//!
//! What a demo makes carries a mark, so that production can refuse it even when
//! it was copied elsewhere.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use crate::config::{Config, Environment};
use crate::gateways::entropy::Entropy;
use crate::tokens::{KeyRing, key_from_seed, to_pem};
use crate::vault::VaultSecrets;

/// A line that readers of PEM files skip.
const DEMO_KEY_MARK: &str = "----- made by a guildhall demo: not for production -----";
const DEMO_SECRET_MARK: &str = "demo-";

/// The signing keys; `None` when the settings name none and none may be made.
pub(super) fn ring(config: &Config) -> Result<Option<KeyRing>, Vec<String>> {
    let files = match (config.signing_keys.is_empty(), config.env) {
        (false, _) => config.signing_keys.clone(),
        (true, Environment::Demo) => demo_key(config).map_err(|fault| vec![fault])?,
        (true, _) => return Ok(None),
    };
    if config.env == Environment::Production {
        let marked = marked_files(&files);
        if !marked.is_empty() {
            return Err(marked);
        }
    }
    KeyRing::from_files(&config.public_url, &files).map(Some).map_err(|error| vec![format!("signing key: {error}")])
}

fn marked_files(files: &str) -> Vec<String> {
    let marked = |file: &&str| fs::read_to_string(file).is_ok_and(|text| text.contains(DEMO_KEY_MARK));
    let names = files.split(',').map(str::trim).filter(marked);
    names.map(|file| format!("the signing key {file} was made by a demo: make one of your own")).collect()
}

/// Key material for cursors and the like; `None` as for [`ring`].
pub(super) fn secret(config: &Config) -> Result<Option<Vec<u8>>, String> {
    let given = config.secret.expose_secret();
    if config.env == Environment::Production && given.starts_with(DEMO_SECRET_MARK) {
        return Err("GUILDHALL_SECRET was made by a demo: make one of your own".into());
    }
    if !given.is_empty() {
        return Ok(Some(given.as_bytes().to_vec()));
    }
    if config.env != Environment::Demo {
        return Ok(None);
    }
    let make = || Ok(format!("{DEMO_SECRET_MARK}{}\n", Entropy::system().secret()));
    let text = kept(&config.data_dir.join("secret"), make)?;
    Ok(Some(text.trim_end().as_bytes().to_vec()))
}

/// Whether a demo has yet to make its secret.
pub(super) fn secret_is_to_be_made(config: &Config) -> bool {
    let given = !config.secret.expose_secret().is_empty();
    config.env == Environment::Demo && !given && !config.data_dir.join("secret").exists()
}

/// What opens the vault; `None` as for [`ring`].
pub(super) fn vault_secrets(config: &Config) -> Result<Option<VaultSecrets>, String> {
    Ok(secret(config)?.map(|present| VaultSecrets::new(&present, other_secret(config).as_deref())))
}

/// The secret that opens the vault besides, if one is named.
pub(super) fn other_secret(config: &Config) -> Option<Vec<u8>> {
    let given = config.other_secret.expose_secret().as_bytes();
    (!given.is_empty()).then(|| given.to_vec())
}

fn demo_key(config: &Config) -> Result<String, String> {
    let file = config.data_dir.join("signing-key.pem");
    kept(&file, || {
        let der = key_from_seed(&Entropy::system().bytes()).map_err(|error| error.to_string())?;
        Ok(format!("{DEMO_KEY_MARK}\n{}", to_pem(&der)))
    })?;
    Ok(file.display().to_string())
}

/// The text of a file that is made when it is not there. Of several servers
/// that start together one makes it: it appears whole or not at all.
fn kept(file: &Path, make: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    let fault = |error: io::Error| format!("{}: {error}", file.display());
    if !file.exists() {
        put_in_place(file, &make()?).map_err(fault)?;
    }
    fs::read_to_string(file).map_err(fault)
}

fn put_in_place(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = PathBuf::from(format!("{}.{}", file.display(), std::process::id()));
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?.write_all(text.as_bytes())?;
    let placed = match fs::hard_link(&draft, file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome,
    };
    fs::remove_file(&draft)?;
    placed
}

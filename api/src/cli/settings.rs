//! Settings as a command sees them: file and environment, then its own arguments.

use crate::config::{Config, Environment};

use super::{DatabaseArgs, Refused, ServeArgs, logging};

/// The settings, or every one of them that cannot be read.
pub(super) fn load() -> Result<Config, Refused> {
    Config::load().map_err(|error| Refused(error.into_iter().map(|one| unreadable(&one)).collect()))
}

/// Says which setting cannot be read, and why, unless its value is a secret.
fn unreadable(error: &figment::Error) -> String {
    const SECRETS: [&str; 4] = ["secret", "other_secret", "database_url", "smtp_url"];
    let name = error.path.join("_").to_lowercase();
    if SECRETS.contains(&name.as_str()) {
        return format!("GUILDHALL_{} must be text; put it in quotes", name.to_uppercase());
    }
    match (name.as_str(), &error.metadata) {
        ("", _) => error.to_string(),
        (_, Some(metadata)) => format!("GUILDHALL_{}: {} (from {})", name.to_uppercase(), error.kind, metadata.name),
        (_, None) => format!("GUILDHALL_{}: {}", name.to_uppercase(), error.kind),
    }
}

pub(super) fn for_database(args: &DatabaseArgs) -> Result<Config, Refused> {
    let mut config = load()?;
    if let Some(url) = &args.database_url {
        config.database_url = url.clone().into();
    }
    Ok(config)
}

pub(super) fn for_server(args: &ServeArgs) -> Result<Config, Refused> {
    let mut config = for_database(&args.database)?;
    if let Some(bind) = args.bind {
        config.bind = bind;
    }
    Ok(config)
}

/// What the settings alone get wrong.
pub(super) fn faults(config: &Config) -> Vec<String> {
    let mut faults = config.faults();
    faults.extend(logging::filter(config).err());
    if config.env == Environment::Sandbox {
        faults.push("GUILDHALL_ENV cannot be `sandbox`: run `guildhall sandbox` for one".into());
    }
    faults
}

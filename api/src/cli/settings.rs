//! Settings as a command sees them: file and environment, then its own arguments.

use crate::config::{Config, Environment};

use super::{DatabaseArgs, Refused, ServeArgs};

/// The settings, or every one of them that cannot be read.
pub(super) fn load() -> Result<Config, Refused> {
    Config::load().map_err(|error| Refused(error.into_iter().map(|one| one.to_string()).collect()))
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
    if config.env == Environment::Sandbox {
        faults.push("GUILDHALL_ENV cannot be `sandbox`: run `guildhall sandbox` for one".into());
    }
    faults
}

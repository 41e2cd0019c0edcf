//! The association's tables: those in the binary, or files that replace them.

use std::collections::BTreeMap;
use std::path::Path;

use guildhall_domain::policies::Policies;

use crate::config::Config;

/// The policies in force; a fault names the file.
pub(super) fn load(config: &Config) -> Result<Policies, String> {
    let files = match &config.policy_dir {
        Some(folder) => read(folder)?,
        None => BTreeMap::new(),
    };
    Policies::load(&files).map_err(|error| error.to_string())
}

fn read(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let fault = |error: std::io::Error| format!("the policy files in {} cannot be read: {error}", folder.display());
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.ends_with(".toml") {
            files.insert(name, std::fs::read_to_string(&path).map_err(fault)?);
        }
    }
    Ok(files)
}

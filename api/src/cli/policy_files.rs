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
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".toml") {
            files.insert(current_name(name).to_owned(), std::fs::read_to_string(&path).map_err(fault)?);
        }
    }
    Ok(files)
}

/// Until 1.2.0 the figures of Life membership stood in `life.toml`; a folder that still holds it keeps working.
fn current_name(name: &str) -> &str {
    if name == "life.toml" { "life_membership.toml" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_an_earlier_release_is_still_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("life.toml"), "revised").unwrap();
        let files = read(folder.path()).unwrap();
        assert_eq!(files.get("life_membership.toml").map(String::as_str), Some("revised"));
    }
}

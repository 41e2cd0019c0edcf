//! The source of the house as text.

use std::fs;
use std::path::{Path, PathBuf};

/// One file: where it is, with `/` between the parts and from the top of the repository, and what it says.
pub struct File {
    pub path: String,
    pub text: String,
}

/// The top of the repository.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

/// Every file below `folder` whose name ends in one of `endings`, in the order of their paths. What is built or
/// installed is passed over.
pub fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    walk(&top().join(folder), endings, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The Rust files below `folder`.
pub fn rust(folder: &str) -> Vec<File> {
    files(folder, &[".rs"])
}

/// One file of the repository.
pub fn file(path: &str) -> File {
    let text = fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    File { path: path.to_owned(), text }
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "venv", "generated", ".git", "data"].contains(&name.as_str()) {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(text) = fs::read_to_string(&path)
        {
            let path = path.strip_prefix(top()).expect("inside the repository").to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    }
}

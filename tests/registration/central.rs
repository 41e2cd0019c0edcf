//! Where a slice may be named outside its own folders: in one line of each crate.

use std::fs;
use std::path::{Path, PathBuf};

use guildhall::assembly::SLICES;

/// The central files of the crate `api` that serve every slice alike.
const CENTRAL: [&str; 5] = ["http", "worker", "sandbox", "app.rs", "vault"];

fn sources(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of).join("src")
}

/// Every Rust file at or below a path that is in no folder, and no file, of a slice.
fn files(at: &Path) -> Vec<PathBuf> {
    let stem = at.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if SLICES.iter().any(|slice| slice.name == stem) {
        return Vec::new();
    }
    if at.is_file() {
        return if at.extension().is_some_and(|kind| kind == "rs") { vec![at.to_owned()] } else { Vec::new() };
    }
    let entries = fs::read_dir(at).unwrap_or_else(|fault| panic!("{}: {fault}", at.display()));
    entries.flat_map(|entry| files(&entry.expect("an entry").path())).collect()
}

fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source file");
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.fold(String::new(), |code, line| code + line + "\n")
}

/// Whether a line enters the slice in the list of its crate.
fn enters(line: &str, slice: &str) -> bool {
    let rest = line.trim().trim_start_matches("pub mod ").strip_prefix(slice);
    rest.is_some_and(|rest| rest.is_empty() || rest == ";" || rest.starts_with(": ") && rest.ends_with("\";"))
}

/// Whether a statement names the slice's module, of this crate or of the store.
fn names(statement: &str, slice: &str) -> bool {
    let from = ["crate::", "guildhall_persistence::"].iter().filter_map(|root| statement.find(root)).min();
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == slice);
    from.is_some_and(|from| words(&statement[from..]))
}

#[test]
fn a_slice_is_entered_in_one_line_of_each_crate_and_so_three_in_all() {
    for slice in SLICES {
        for of in ["api", "persistence", "domain"] {
            let lines: Vec<String> = files(&sources(of))
                .iter()
                .flat_map(|file| code(file).lines().map(str::to_owned).collect::<Vec<_>>())
                .filter(|line| enters(line, slice.name))
                .collect();
            // What a slice needs no folder for, it enters nowhere.
            let has_folder = sources(of).join(slice.name).is_dir();
            assert_eq!(lines.len(), usize::from(has_folder), "{of} enters {}: {lines:?}", slice.name);
        }
    }
}

#[test]
fn what_serves_every_slice_names_none() {
    let mut named = Vec::new();
    for file in CENTRAL.iter().flat_map(|central| files(&sources("api").join(central))) {
        let code = code(&file);
        for (statement, slice) in code.split(';').flat_map(|one| SLICES.iter().map(move |slice| (one, slice.name))) {
            if names(statement, slice) {
                named.push(format!("{}: {slice}: {}", file.display(), statement.trim()));
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn what_enters_a_slice_and_what_names_one_are_told_from_the_rest() {
    for line in ["            members", "pub mod members;", "    members: MembersPolicy = \"members.toml\";"] {
        assert!(enters(line, "members"), "{line}");
    }
    for line in ["    members: Vec<u8>,", "pub mod members_only;", "let members = 1;"] {
        assert!(!enters(line, "members"), "{line}");
    }
    for statement in ["use crate::members::jobs", "use guildhall_persistence::{Tx, members as store}"] {
        assert!(names(statement, "members"), "{statement}");
    }
    for statement in
        ["let members = json.members", "use crate::http::problem::Problem", "use guildhall_domain::members::Member"]
    {
        assert!(!names(statement, "members"), "{statement}");
    }
}

#[test]
fn every_slice_has_its_folders_and_a_name_of_its_own() {
    for slice in SLICES {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(slice.name);
        for path in [sources("api").join(slice.name).join("mod.rs"), tests.join("mod.rs"), tests.join("access.txt")] {
            assert!(path.is_file(), "{} is missing", path.display());
        }
        assert_eq!(
            SLICES.iter().filter(|other| other.name == slice.name || other.tag.name == slice.tag.name).count(),
            1
        );
    }
}

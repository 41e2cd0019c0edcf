//! Every refusal of the domain reads on the wire by a problem kind of its own.
//!
//! The codes are read from the source of `domain/`, so that a new type of refusal cannot be forgotten here.

use std::fs;
use std::path::{Path, PathBuf};

use guildhall::http::problem;

const BEGINS: &str = "fn code(&self) -> &'static str {";

/// Every source file below `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| sources(folder));
    files.into_iter().filter(|file| file.extension().is_some_and(|name| name == "rs")).chain(below).collect()
}

/// The codes of one `impl Refuse`, from its match over all variants.
fn codes(refuse: &str) -> Vec<String> {
    let matched =
        refuse.split_once(BEGINS).expect("a refusal says its code").1.split_once("\n    }\n").expect("an end").0;
    let codes: Vec<String> = matched.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert_eq!(codes.len(), matched.matches("=>").count().max(1), "a code is written out in each arm: {matched}");
    codes
}

#[test]
fn every_refusal_of_the_domain_has_a_problem_kind() {
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
    let all: Vec<String> = sources(&domain).iter().map(|file| fs::read_to_string(file).expect("text")).collect();
    let refusals: Vec<&str> = all.iter().flat_map(|text| text.split("impl Refuse for ").skip(1)).collect();
    assert!(!refusals.is_empty(), "no refusal found: where did they go?");
    let codes = refusals.into_iter().flat_map(codes);
    let has_kind = |code: &String| problem::all().any(|kind| kind.slug == code.replace('_', "-"));
    let without: Vec<String> = codes.filter(|code| !has_kind(code)).collect();
    assert!(without.is_empty(), "no problem kind in the slice's problems.rs: {without:?}");
}

#[test]
fn each_problem_kind_has_a_slug_of_its_own() {
    let mut slugs: Vec<&str> = problem::all().map(|kind| kind.slug).collect();
    slugs.sort_unstable();
    let twice: Vec<&[&str]> = slugs.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

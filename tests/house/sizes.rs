//! Small enough to find one's way: at most sixteen files in a folder, and no long files.

use std::collections::BTreeMap;

use super::source::{self, File};

const MOST_FILES: usize = 16;
const MOST_LINES: usize = 400;

/// Folders of Rust files, with how many are directly in each.
fn counts(files: &[File]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for file in files {
        *counts.entry(file.path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    counts
}

fn all() -> Vec<File> {
    ["api/src", "domain/src", "persistence/src", "tests", "benches/src"]
        .iter()
        .flat_map(|top| source::rust(top))
        .collect()
}

fn full(files: &[File]) -> Vec<String> {
    let over = counts(files).into_iter().filter(|(_, count)| *count > MOST_FILES);
    over.map(|(folder, count)| format!("{folder} has {count} files, more than {MOST_FILES}")).collect()
}

fn long(files: &[File]) -> Vec<String> {
    let over = files.iter().map(|file| (file, file.text.lines().count())).filter(|(_, lines)| *lines > MOST_LINES);
    over.map(|(file, lines)| format!("{} has {lines} lines, more than {MOST_LINES}", file.path)).collect()
}

#[test]
fn no_folder_has_more_than_sixteen_files() {
    let wrong = full(&all());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_long() {
    let wrong = long(&all());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_seventeenth_file_and_a_long_one_are_found() {
    let file =
        |number: usize, lines: usize| File { path: format!("api/src/dues/{number}.rs"), text: "x\n".repeat(lines) };
    let sixteen: Vec<File> = (0..16).map(|number| file(number, MOST_LINES)).collect();
    assert!(full(&sixteen).is_empty() && long(&sixteen).is_empty());
    let seventeen: Vec<File> = (0..17).map(|number| file(number, MOST_LINES + 1)).collect();
    assert_eq!((full(&seventeen).len(), long(&seventeen).len()), (1, 17));
}

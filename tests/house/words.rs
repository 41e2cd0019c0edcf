//! One name for a thing: the words that `docs/glossary.md` rules out stand nowhere.

use guildhall::http::document::{api_document, to_yaml};

use super::source::{self, File};

/// Kept as they were published: what was released, the history of changes, and the words of iCalendar (RFC 5545).
const KEPT: [&str; 6] = [
    "docs/glossary.md",
    "CHANGELOG.md",
    "api/contract/",
    "persistence/src/migrations/000",
    "api/src/calendar_file.rs",
    "tests/house/words.rs",
];

/// Spelled by others: a status of iCalendar (RFC 5545), and a scenario by the name that it was asked for.
const SPELLED_BY_OTHERS: [&str; 3] = ["`CANCELLED`", "STATUS:CANCELLED", "cohort-cancelled"];

/// The words in backticks in the last column of the glossary's tables.
fn ruled_out(glossary: &str) -> Vec<String> {
    let rows = glossary.lines().filter(|line| line.starts_with('|') && !line.starts_with("|--"));
    let last = |row: &str| row.trim_end_matches('|').rsplit('|').next().unwrap_or_default().to_owned();
    rows.map(last)
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_lowercase).collect::<Vec<_>>())
        .collect()
}

/// Where `word` stands by itself, or as a part of a name in snake case; at its end a plural `s` is taken for it.
fn stands(line: &str, word: &str) -> bool {
    let line = line.to_lowercase();
    let bounded = |at: usize| {
        let before = line[..at].chars().next_back().is_none_or(|char| !char.is_alphanumeric());
        let rest = &line[at + word.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        before && rest.chars().next().is_none_or(|char| !char.is_alphanumeric())
    };
    line.match_indices(word).any(|(at, _)| bounded(at))
}

fn found(files: &[File], words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !KEPT.iter().any(|kept| file.path.starts_with(kept))) {
        for (number, line) in file.text.lines().enumerate() {
            let line = SPELLED_BY_OTHERS.iter().fold(line.to_owned(), |line, spelled| line.replace(spelled, ""));
            for word in words.iter().filter(|word| stands(&line, word)) {
                found.push(format!("{}:{}: `{word}`", file.path, number + 1));
            }
        }
    }
    found
}

#[test]
fn no_word_that_the_glossary_rules_out_stands_anywhere() {
    let words = ruled_out(&source::file("docs/glossary.md").text);
    assert!(words.len() > 20, "the glossary rules out {} words", words.len());
    let mut files = source::files("", &[".rs", ".md", ".toml", ".py", ".js", ".html", ".txt", ".yaml", ".yml", ".sql"]);
    files.retain(|file| !["lock", "requirements", "openapi.yaml"].iter().any(|other| file.path.contains(other)));
    let mut document = api_document(true);
    // Its example is the history of what was released.
    document["paths"].as_object_mut().expect("paths").remove("/v1/changelog");
    let document = to_yaml(&document).expect("the document");
    files.push(File { path: "openapi.yaml".to_owned(), text: document });
    let wrong = found(&files, &words);
    let shown: Vec<&str> = wrong.iter().take(60).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} places:\n  {}", wrong.len(), shown.join("\n  "));
}

#[test]
fn a_word_that_is_ruled_out_is_found() {
    let words = ruled_out("| Say | Meaning | Never |\n|---|---|---|\n| program | it | `programme` |\n");
    assert_eq!(words, ["programme"]);
    for (line, expected) in [
        ("a programme of sessions", true),
        ("let my_programmes = 1;", true),
        ("Programme", true),
        ("programmed", false),
        ("a program", false),
    ] {
        assert_eq!(stands(line, "programme"), expected, "{line}");
    }
    let file = |path: &str| File { path: path.to_owned(), text: "the programme".to_owned() };
    assert_eq!(found(&[file("README.md"), file("docs/glossary.md")], &words).len(), 1);
}

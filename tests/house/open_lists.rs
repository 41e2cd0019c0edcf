//! A list that the document calls open is closed by no check of the database: a new word is code, not a migration.

use std::collections::BTreeSet;

use guildhall::http::document::api_document;
use serde_json::Value;

use super::source;

/// The words of each list that calls itself open, by the name of its schema.
fn open_lists(document: &Value) -> Vec<(String, BTreeSet<String>)> {
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let open =
        schemas.iter().filter(|(_, schema)| schema["description"].as_str().is_some_and(|it| it.contains("Open list")));
    open.map(|(name, schema)| (name.clone(), words_of(schema))).collect()
}

fn words_of(schema: &Value) -> BTreeSet<String> {
    let own = schema["enum"].as_array().into_iter().flatten();
    let any =
        schema["anyOf"].as_array().into_iter().flatten().flat_map(|one| one["enum"].as_array().into_iter().flatten());
    own.chain(any).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The checks `column in ('…')` that a schema ends with, made by scripts that run one after another: a table that is
/// dropped or made anew takes its checks with it.
fn word_checks(scripts: &[String]) -> Vec<(String, String, BTreeSet<String>)> {
    let mut tables: Vec<(String, String)> = Vec::new();
    for statement in scripts.iter().flat_map(|script| script.split(';')) {
        let bare: String =
            statement.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        let words: Vec<&str> = bare.split_whitespace().collect();
        match words.as_slice() {
            ["create", "table", name, ..] => tables.push(((*name).trim_end_matches('(').to_owned(), bare.clone())),
            ["drop", "table", name, ..] => tables.retain(|(known, _)| known != name),
            ["alter", "table", old, "rename", "to", new] => {
                for (name, _) in tables.iter_mut().filter(|(known, _)| known == old) {
                    (*new).clone_into(name);
                }
            }
            ["alter", "table", name, ..] => {
                for (_, made) in tables.iter_mut().filter(|(known, _)| known == name) {
                    made.push_str(&bare);
                }
            }
            _ => {}
        }
    }
    tables
        .iter()
        .flat_map(|(table, made)| checks_in(made).into_iter().map(|(column, words)| (table.clone(), column, words)))
        .collect()
}

fn checks_in(statement: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (at, _) in statement.match_indices(" in (") {
        let column =
            statement[..at].rsplit(|char: char| !char.is_alphanumeric() && char != '_').next().unwrap_or_default();
        let list = statement[at + 5..].split(')').next().unwrap_or_default();
        let words: BTreeSet<String> = list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
        if !words.is_empty() {
            found.push((column.to_owned(), words));
        }
    }
    found
}

/// The open lists that a check closes: all its words are words of the list.
fn closed(lists: &[(String, BTreeSet<String>)], checks: &[(String, String, BTreeSet<String>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (table, column, words) in checks {
        for (name, _) in lists.iter().filter(|(_, open)| words.is_subset(open)) {
            wrong.push(format!("{table}.{column} takes only words of {name}, which the document calls open"));
        }
    }
    wrong
}

#[test]
fn no_check_closes_a_list_that_the_document_calls_open() {
    let scripts: Vec<String> =
        source::files("persistence/src/migrations", &[".up.sql"]).into_iter().map(|file| file.text).collect();
    let (lists, checks) = (open_lists(&api_document(true)), word_checks(&scripts));
    assert!(!lists.is_empty() && !checks.is_empty());
    let wrong = closed(&lists, &checks);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_check_on_an_open_list_is_found() {
    let open = vec![("PaymentMethod".to_owned(), BTreeSet::from(["check", "ach", "wire"].map(str::to_owned)))];
    let made = "create table payments (method text check (method in ('check', 'ach')));".to_owned();
    assert_eq!(closed(&open, &word_checks(std::slice::from_ref(&made))).len(), 1);
    let state = "create table x (state text check (state in ('open', 'void')));".to_owned();
    assert!(closed(&open, &word_checks(&[state])).is_empty(), "another list");
    let anew = "drop table payments; create table payments (method text not null);".to_owned();
    assert!(closed(&open, &word_checks(&[made, anew])).is_empty(), "made anew without it");
}

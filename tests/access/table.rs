//! The tables of `tests/*/access.txt`, and what makes them whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::support::Role;
use crate::support::contract::Contract;

/// Who asks, in the order of the columns.
pub const CALLERS: [Option<Role>; 9] = [
    None,
    Some(Role::Account),
    Some(Role::Member),
    Some(Role::Faculty),
    Some(Role::Coach),
    Some(Role::Staff),
    Some(Role::Finance),
    Some(Role::Board),
    Some(Role::Admin),
];

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Let in: done, or refused for another reason than who asks.
    Pass,
    /// 401: sign in first.
    SignIn,
    /// 403: not with these roles.
    Forbidden,
    /// 404: as if it did not exist.
    Absent,
    /// 409 `unknown-…`: a reference in the body to what is not the caller's to know.
    Unknown,
    /// Nobody of this kind can ask so.
    Nobody,
}

/// A row: an operation on somebody else's object, or on one's own.
pub struct Row {
    /// The `operationId`.
    pub operation: &'static str,
    /// Whether the object is the caller's own.
    pub own: bool,
    /// What each of [`CALLERS`] gets.
    pub cells: Vec<Cell>,
}

/// The rows of every `access.txt`, first those on objects of others, last those after which nobody is left to ask.
pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = written().lines().flat_map(row_of).collect();
    rows.sort_by_key(|row| (row.forgets_everybody(), row.own));
    rows
}

impl Row {
    /// Whether it is only asked of somebody unknown, because it ends every session.
    fn forgets_everybody(&self) -> bool {
        self.cells[1..].iter().all(|cell| *cell == Cell::Nobody)
    }
}

/// Every `access.txt` of the folders of tests, in the order of their names.
fn written() -> &'static str {
    static WRITTEN: LazyLock<String> = LazyLock::new(|| {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
        let folders = fs::read_dir(tests).expect("the folder of tests").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<PathBuf> =
            folders.map(|folder| folder.join("access.txt")).filter(|file| file.is_file()).collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).expect("a table")).collect()
    });
    &WRITTEN
}

/// The row of a line; none of a comment.
fn row_of(line: &'static str) -> Option<Row> {
    let line = line.split('#').next().unwrap_or_default();
    (!line.trim().is_empty()).then(|| row(line))
}

fn row(line: &'static str) -> Row {
    let mut words = line.split_whitespace();
    let name = words.next().expect("a name");
    let cells: Vec<Cell> = words.map(cell).collect();
    assert_eq!(cells.len(), CALLERS.len(), "the row of {name} has a hole");
    match name.strip_suffix("/own") {
        Some(operation) => Row { operation, own: true, cells },
        None => Row { operation: name, own: false, cells },
    }
}

fn cell(word: &str) -> Cell {
    match word {
        "pass" => Cell::Pass,
        "401" => Cell::SignIn,
        "403" => Cell::Forbidden,
        "404" => Cell::Absent,
        "409" => Cell::Unknown,
        "-" => Cell::Nobody,
        other => panic!("`{other}` is no expectation"),
    }
}

#[test]
fn the_matrix_has_a_row_for_every_operation_and_none_besides() {
    let contract = Contract::of(true);
    let documented: BTreeSet<&str> = contract.document().operations().map(|operation| operation.id.as_str()).collect();
    let rows = rows();
    let written: BTreeSet<&str> = rows.iter().filter(|row| !row.own).map(|row| row.operation).collect();
    let (missing, stray): (Vec<_>, Vec<_>) =
        (documented.difference(&written).collect(), written.difference(&documented).collect());
    assert!(missing.is_empty() && stray.is_empty(), "no row: {missing:?}; no operation: {stray:?}");
}

#[test]
fn whoever_the_document_names_is_let_in_and_whoever_it_does_not_is_forbidden() {
    let contract = Contract::of(true);
    for row in rows() {
        let scopes = contract.document().operation(row.operation).scopes();
        for (caller, cell) in CALLERS.iter().zip(&row.cells).filter(|(_, cell)| **cell != Cell::Nobody) {
            let agrees = match (&scopes, caller) {
                (None, _) => *cell == Cell::Pass,
                (Some(_), None) => *cell == Cell::SignIn,
                (Some(roles), Some(_)) if roles.is_empty() => *cell != Cell::SignIn,
                (Some(roles), Some(role)) if roles.contains(&role.as_str()) || *role == Role::Admin => {
                    matches!(cell, Cell::Pass | Cell::Absent)
                }
                (Some(_), Some(_)) => *cell == Cell::Forbidden,
            };
            assert!(agrees, "{} as {caller:?}: {cell:?} written, {scopes:?} documented", row.operation);
        }
    }
}

//! The matrix and the relations that the document names say the same.

use std::collections::BTreeSet;

use serde_json::Value;

use super::table::{CALLERS, Cell, Row, rows};
use crate::support::contract::{Contract, Operation};

/// Whether somebody's own record differs from another's: there is a row for it. A reference in the body is judged by
/// the rules of the body (409), not by the address.
fn differs_by_record(row: &Row, own: &BTreeSet<&str>) -> bool {
    own.contains(row.operation) && !row.cells.contains(&Cell::Unknown)
}

fn held_by(operation: &Operation) -> Vec<&str> {
    let roles = operation.value["x-access"]["held_by"].as_array();
    roles.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn an_operation_on_a_record_that_is_somebodys_names_the_relation_to_it() {
    let contract = Contract::of(true);
    let all = rows();
    let own: BTreeSet<&str> = all.iter().filter(|row| row.own).map(|row| row.operation).collect();
    for row in all.iter().filter(|row| !row.own && differs_by_record(row, &own)) {
        let named = contract.document().operation(row.operation).value["x-access"]["relation"].is_string();
        assert!(named, "{} decides about a record, and names no relation", row.operation);
    }
}

#[test]
fn whoever_holds_a_relation_to_every_record_is_let_in_and_nobody_else() {
    let contract = Contract::of(true);
    let all = rows();
    let own: BTreeSet<&str> = all.iter().filter(|row| row.own).map(|row| row.operation).collect();
    for row in all.iter().filter(|row| !row.own && differs_by_record(row, &own)) {
        let operation = contract.document().operation(row.operation);
        if !operation.value["x-access"]["relation"].is_string() {
            continue;
        }
        let holders = held_by(operation);
        let judged = CALLERS.iter().zip(&row.cells).filter(|(_, cell)| **cell != Cell::Nobody);
        for (role, cell) in judged.filter_map(|(caller, cell)| Some(((*caller)?, cell))) {
            let holds = holders.contains(&role.as_str());
            assert_eq!(
                *cell == Cell::Pass,
                holds,
                "{} as {role:?}: {cell:?} written, held by {holders:?}",
                row.operation
            );
        }
    }
}

//! The walk through the matrix: every cell is sent and compared.

use super::asked;
use super::table::{CALLERS, Cell, Row, rows};
use crate::support::contract::{Contract, met};
use crate::support::fixture::{Fixture, settle};
use crate::support::{Answer, Role, TestServer, both_engines};

both_engines! {
    async fn everybody_gets_what_the_matrix_says(server: TestServer) {
        let fixture = settle(&server).await;
        let (mut turn, mut wrong) = (0, Vec::new());
        for row in rows() {
            for (caller, expected) in CALLERS.into_iter().zip(row.cells.iter().copied()) {
                turn += 1;
                if expected == Cell::Nobody {
                    continue;
                }
                let answer = ask(&server, &fixture, &row, caller, turn).await;
                if met_cell(&answer) != expected {
                    let own = if row.own { " (own)" } else { "" };
                    wrong.push(format!("{}{own} as {caller:?}: {expected:?} expected, {} {}", row.operation, answer.status(), answer.slug()));
                }
            }
        }
        assert!(wrong.is_empty(), "{} cells differ:\n{}", wrong.len(), wrong.join("\n"));
        for operation in Contract::of(true).document().operations() {
            assert!(!met(&operation.id).is_empty(), "{} was never called", operation.id);
        }
    }
}

async fn ask(server: &TestServer, fixture: &Fixture, row: &Row, caller: Option<Role>, turn: usize) -> Answer {
    let contract = Contract::of(true);
    let operation = contract.document().operation(row.operation);
    let owner = match caller {
        Some(Role::Account) if row.own => &fixture.applicant,
        _ => &fixture.member,
    };
    let request = asked(server, operation, owner, turn).await;
    match caller {
        None => request.send().await,
        Some(_) if row.own => request.as_(&owner.person).send().await,
        Some(role) => request.as_(role).send().await,
    }
}

fn met_cell(answer: &Answer) -> Cell {
    match (answer.status(), answer.slug().as_str()) {
        (401, _) => Cell::SignIn,
        (403, "forbidden") => Cell::Forbidden,
        (404, _) => Cell::Absent,
        (409, slug) if slug.starts_with("unknown-") => Cell::Unknown,
        _ => Cell::Pass,
    }
}

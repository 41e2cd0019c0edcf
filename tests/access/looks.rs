//! Somebody else's object and no object look the same (PROMISES D4).

use serde_json::Value;

use super::asked;
use super::table::{CALLERS, Cell, rows};
use crate::support::contract::Contract;
use crate::support::fixture::{Owner, settle};
use crate::support::{Answer, TestServer, both_engines};

both_engines! {
    async fn a_foreign_object_and_no_object_look_the_same(server: TestServer) {
        let fixture = settle(&server).await;
        let nobodys = absent(&fixture.member);
        let contract = Contract::of(true);
        let mut compared = 0;
        for row in rows().into_iter().filter(|row| !row.own) {
            let operation = contract.document().operation(row.operation);
            for (caller, cell) in CALLERS.into_iter().zip(row.cells) {
                let (Some(role), Cell::Absent) = (caller, cell) else { continue };
                let foreign = asked(&server, operation, &fixture.member, compared * 2).await.as_(role).send().await;
                let absent = asked(&server, operation, &nobodys, compared * 2 + 1).await.as_(role).send().await;
                assert_eq!(look(&foreign), look(&absent), "{} as {role:?}", operation.id);
                compared += 1;
            }
        }
        assert!(compared > 50, "only {compared} pairs were compared");
    }
}

/// The same owner with ids that nobody has.
fn absent(owner: &Owner) -> Owner {
    let ids = owner.ids.iter().map(|(name, _)| (*name, "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11".to_owned())).collect();
    Owner { person: owner.person.clone(), ids }
}

/// An answer without what names this very request.
fn look(answer: &Answer) -> (u16, Value, Vec<String>) {
    let mut body = answer.json();
    for member in ["instance", "request_id"] {
        body[member] = Value::Null;
    }
    let mut names: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
    names.sort();
    (answer.status(), body, names)
}

//! The salary is a secret: shown to its owner, staff and finance in single
//! records, and to nobody anywhere else.

use serde_json::Value;

use super::table::CALLERS;
use crate::support::calls::path;
use crate::support::contract::Contract;
use crate::support::fixture::settle;
use crate::support::{Answer, Role, TestServer, both_engines};

/// The single records that hold it.
const HOLDERS: [&str; 2] = ["getEmploymentSpell", "getApplication"];

both_engines! {
    async fn no_answer_tells_a_salary_to_those_who_may_not_know_it(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let reads = contract.document().operations().filter(|one| one.method == "GET" && one.path.starts_with("/v1/"));
        let mut told = 0;
        for operation in reads {
            let address = path(operation, &fixture.member);
            let holds = HOLDERS.contains(&operation.id.as_str());
            let own = server.get(&address).as_(&fixture.member.person).send().await;
            assert_eq!(told_by(&own), holds, "{} to its owner", operation.id);
            for role in CALLERS.into_iter().flatten() {
                let answer = server.get(&address).as_(role).send().await;
                let may = holds && [Role::Staff, Role::Finance].contains(&role);
                assert_eq!(told_by(&answer), may, "{} to {role:?}", operation.id);
                told += usize::from(may);
            }
            assert!(!told_by(&server.get(&address).send().await), "{} to anybody", operation.id);
        }
        assert_eq!(told, 4);
    }
}

/// Whether an answer tells it; one that is a file is read as text.
fn told_by(answer: &Answer) -> bool {
    if answer.header("content-type").ends_with("json") { tells(&answer.json()) } else { tells(&answer.text().into()) }
}

/// Whether a value is the salary of the fixture or a member that names one holds anything.
fn tells(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.iter().any(|(name, inner)| name.contains("salary") && inner.is_number() || tells(inner))
        }
        Value::Array(items) => items.iter().any(tells),
        Value::Number(number) => number.as_i64() == Some(15_000_000),
        Value::String(text) => text.contains("15000000") || text.contains("150,000") || text.contains("150000"),
        Value::Bool(_) | Value::Null => false,
    }
}

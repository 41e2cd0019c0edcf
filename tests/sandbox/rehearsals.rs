//! Every change of the script, rehearsed before it is made.

use std::collections::BTreeSet;

use serde_json::Value;

use super::reader::{Asked, Line, Reader};
use super::script::live;
use crate::support::contract::{Contract, Operation};
use crate::support::{TestServer, both_engines};

/// Whether an operation can be rehearsed.
fn is_write(operation: &Operation) -> bool {
    let parameters = operation.value["parameters"].as_array();
    parameters.into_iter().flatten().any(|one| one["in"] == "query" && one["name"] == "mode")
}

/// What shows of the association to those who see most of it, and of whoever the script is about to them.
const EVERYTHING: [(&str, &str); 15] = [
    ("staff", "/v1/accounts?limit=100"),
    ("staff", "/v1/members?limit=100"),
    ("staff", "/v1/members/applications?limit=100"),
    ("staff", "/v1/organizations?limit=100"),
    ("staff", "/v1/life-membership/applications?limit=100"),
    ("staff", "/v1/life-membership/recognitions?limit=100"),
    ("staff", "/v1/cyber-program/cohorts?limit=100"),
    ("staff", "/v1/cyber-program/enrollments?limit=100"),
    ("finance", "/v1/billing/invoices?limit=100"),
    ("finance", "/v1/billing/payments?limit=100"),
    ("finance", "/v1/billing/refunds?limit=100"),
    ("finance", "/v1/billing/ledger-entries?limit=100"),
    ("alex", "/v1/accounts/me"),
    ("alex", "/v1/accounts/sessions?limit=100"),
    ("grace", "/v1/members/applications?limit=100"),
];

/// Below the record of whoever asks for it.
const OF_A_MEMBER: [&str; 5] =
    ["", "/standing", "/terms?limit=100", "/employment-spells?limit=100", "/print-subscriptions?limit=100"];

/// Each thing that can be read just now, with its tag and its bytes.
async fn all_that_shows(reader: &mut Reader) -> Vec<(String, Option<String>, String)> {
    let mut shown = Vec::new();
    let mut places = vec![(None, "/v1/sandbox/outbox?limit=100".to_owned())];
    for (who, path) in EVERYTHING.into_iter().filter(|(who, _)| reader.knows(who)) {
        places.push((Some(who.to_owned()), path.to_owned()));
    }
    if reader.knows("alex") {
        let me = look(reader, Some("alex".into()), "/v1/accounts/me").await.json();
        let record = me["member_id"].as_str().map(|id| format!("/v1/members/{id}"));
        let below = record.iter().flat_map(|record| OF_A_MEMBER.map(|part| format!("{record}{part}")));
        places.extend(below.map(|path| (Some("alex".to_owned()), path)));
    }
    for (who, path) in places {
        // Whoever changes a password is signed out everywhere.
        let may_fail = who.as_deref() == Some("alex");
        let line = look(reader, who, &path).await;
        assert!(line.status == 200 || may_fail, "{line:?}");
        shown.push((line.asked.clone(), line.header("etag").map(str::to_owned), without_request(line.json())));
    }
    shown
}

async fn look(reader: &mut Reader, by: Option<String>, path: &str) -> Line {
    reader.send_once("GET", path, &Asked { by, ..Asked::default() }).await
}

/// A refusal names its request, which is never the same.
fn without_request(mut body: Value) -> String {
    for name in ["request_id", "instance"] {
        body.as_object_mut().and_then(|members| members.remove(name));
    }
    body.to_string()
}

/// Sends a request; a change is rehearsed before.
pub async fn send(reader: &mut Reader, method: &str, path: &str, asked: &Asked) -> Line {
    let contract = Contract::of(true);
    let operation = contract.document().address(path).and_then(|address| address.operation(method));
    let Some(operation) = operation.filter(|operation| is_write(operation)) else {
        return reader.send_once(method, path, asked).await;
    };
    let before = all_that_shows(reader).await;
    let rehearsal = reader.send_once(method, &format!("{path}?mode=validate"), asked).await;
    for (before, after) in before.iter().zip(all_that_shows(reader).await) {
        assert_eq!(before, &after, "{} left a trace", operation.id);
    }
    let done = reader.send_once(method, path, asked).await;
    assert_agree(operation, &rehearsal, &done);
    if done.status < 300 {
        reader.rehearsed.get_or_insert_default().insert(operation.id.clone());
    }
    done
}

fn assert_agree(operation: &Operation, rehearsal: &Line, done: &Line) {
    let expected = if matches!(done.status, 201 | 202) { 200 } else { done.status };
    assert_eq!(rehearsal.status, expected, "{}: {}", operation.id, rehearsal.body);
    assert_eq!(done.header("rehearsed"), None, "{}", operation.id);
    if done.status < 300 {
        assert_eq!(rehearsal.header("rehearsed"), Some("true"), "{}", operation.id);
        assert_eq!((rehearsal.header("location"), rehearsal.header("etag")), (None, None), "{}", operation.id);
        assert_eq!(members(&rehearsal.json()), members(&done.json()), "{}", operation.id);
    } else {
        assert_eq!(rehearsal.json()["type"], done.json()["type"], "{}", operation.id);
    }
}

/// Where a body has values: ids and tokens are those of no record.
fn members(body: &Value) -> BTreeSet<String> {
    body.as_object().into_iter().flatten().map(|(name, value)| format!("{name} {}", value.is_null())).collect()
}

both_engines! {
    async fn a_rehearsal_answers_as_the_change_does_and_changes_nothing(server: TestServer) {
        server.post("/v1/sandbox/resets").send().await.expect(204);
        let mut reader = Reader::new(&format!("http://{}", server.address()));
        for role in ["staff", "finance", "grace"] {
            reader.sign_in(role, &format!("{role}@demo.guildhall.example"), "springfield-town-hall-7").await;
        }
        reader.rehearsed = Some(BTreeSet::new());
        live(&mut reader).await;
        let contract = Contract::of(true);
        let writes = contract.document().operations().filter(|one| is_write(one)).map(|one| one.id.clone());
        assert_eq!(reader.rehearsed.expect("rehearsals"), writes.collect());
    }
}

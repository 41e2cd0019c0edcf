//! Every scenario comes out as it says it does.

use serde_json::Value;

use super::reader::{Asked, Line, Reader, Transcript, sandbox};
use crate::cli::program::Program;
use crate::support::contract::Contract;
use crate::support::{TestServer, one_engine};

const LIST: &str = "/v1/sandbox/scenarios";

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("no {member} in {value}"))
}

async fn names(reader: &mut Reader) -> Vec<String> {
    let list = reader.send("GET", LIST, &Asked::default()).await.json();
    list["data"].as_array().expect("scenarios").iter().map(|one| text(one, "name").to_owned()).collect()
}

/// Starts a scenario and takes its steps; what came out otherwise than it says.
async fn take(reader: &mut Reader, name: &str) -> Vec<String> {
    let play = reader.send("POST", &format!("{LIST}/{name}"), &Asked::default()).await;
    assert_eq!(play.status, 200, "{name}: {}", play.body);
    let play = play.json();
    reader.forget_tokens();
    let mut wrong = Vec::new();
    let mut clauses = Vec::new();
    for step in play["steps"].as_array().expect("steps") {
        let line = step_out(reader, &play, step).await;
        clauses_in(&line.json(), &mut clauses);
        wrong.extend(differences(step, &line).into_iter().map(|one| format!("{name}, {}: {one}", text(step, "says"))));
        if text(step, "operation") == "setSandboxClock" {
            reader.forget_tokens();
        }
    }
    wrong.extend(misnamed(&play["scenario"]["rule"], &clauses).map(|one| format!("{name}: {one}")));
    wrong
}

/// Every clause that an answer names, with its source.
fn clauses_in(value: &Value, found: &mut Vec<(Value, Value)>) {
    match value {
        Value::Object(members) => {
            // A clause that was checked has its name as `code`.
            let clause = members.get("clause").or_else(|| members.get("code"));
            if let (Some(clause), Some(source)) = (clause, members.get("source")) {
                found.push((clause.clone(), source.clone()));
            }
            members.values().for_each(|inner| clauses_in(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| clauses_in(inner, found)),
        _ => {}
    }
}

/// A scenario stands at a clause that one of its answers names, from the same source.
fn misnamed(rule: &Value, clauses: &[(Value, Value)]) -> Option<String> {
    let source = text(rule, "source");
    if !source.contains([' ', '.']) {
        return Some(format!("`{source}` is no source"));
    }
    let named = clauses.iter().any(|(clause, source)| rule["clause"] == *clause && rule["source"] == *source);
    (!rule["clause"].is_null() && !named).then(|| format!("no answer names {rule}, but {clauses:?}"))
}

/// Sends a step exactly as it is written, by whom it names.
async fn step_out(reader: &mut Reader, play: &Value, step: &Value) -> Line {
    if let Some(caller) = step["caller"].as_str()
        && !reader.knows(caller)
    {
        let people = play["people"].as_array().expect("people");
        let person = people.iter().find(|one| one["role"] == caller).unwrap_or_else(|| panic!("{caller} is not there"));
        reader.sign_in(caller, text(person, "email"), text(person, "password")).await;
    }
    let asked = Asked {
        by: step["caller"].as_str().map(str::to_owned),
        key: step["idempotency_key"].as_str().map(str::to_owned),
        tag: step["if_match"].as_str().map(str::to_owned),
        body: Some(step["body"].clone()).filter(|body| !body.is_null()),
    };
    reader.send(text(step, "method"), text(step, "path"), &asked).await
}

/// Where an answer is not what its step says.
fn differences(step: &Value, line: &Line) -> Vec<String> {
    let (expected, body) = (&step["expected"], line.json());
    let mut wrong = Vec::new();
    let mut compare = |what: &str, said: Value, got: Value| {
        if said != got {
            wrong.push(format!("{what}: {said} is expected, {got} answered ({})", line.body));
        }
    };
    compare("status", expected["status"].clone(), line.status.into());
    let slug = body["type"].as_str().filter(|_| line.status >= 400).and_then(|kind| kind.rsplit('/').next());
    compare("problem", expected["problem"].clone(), slug.into());
    compare("replayed", expected["replayed"].clone(), (line.header("idempotency-replayed") == Some("true")).into());
    for value in expected["values"].as_array().expect("values") {
        let pointer = text(value, "pointer");
        match body.pointer(pointer) {
            Some(got) => compare(pointer, value["value"].clone(), got.clone()),
            None => compare(pointer, value["value"].clone(), "nothing there".into()),
        }
    }
    wrong
}

async fn everything(reader: &mut Reader) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in names(reader).await {
        wrong.extend(take(reader, &name).await);
    }
    wrong
}

fn url(server: &TestServer) -> String {
    format!("http://{}", server.address())
}

one_engine! {
    async fn every_step_of_every_scenario_is_answered_as_it_says(server: TestServer) {
        let mut reader = Reader::new(&url(&server));
        let wrong = everything(&mut reader).await;
        assert!(wrong.is_empty(), "{} answers differ:\n{}", wrong.len(), wrong.join("\n"));
    }

    async fn an_expectation_that_is_wrong_does_not_pass(server: TestServer) {
        let mut reader = Reader::new(&url(&server));
        let play = reader.send("POST", &format!("{LIST}/stale-quote"), &Asked::default()).await.json();
        let step = &play["steps"][0];
        let line = step_out(&mut reader, &play, step).await;
        assert_eq!(differences(step, &line), Vec::<String>::new());
        for (pointer, other) in [
            ("/expected/status", Value::from(201)),
            ("/expected/problem", Value::Null),
            ("/expected/replayed", true.into()),
            ("/expected/values/1/value", "1".into()),
            ("/expected/values/1/pointer", "/nowhere".into()),
        ] {
            let mut lie = step.clone();
            *lie.pointer_mut(pointer).expect("there") = other;
            assert_eq!(differences(&lie, &line).len(), 1, "{pointer}");
        }
    }

    async fn a_scenario_started_twice_is_the_same_to_the_byte(server: TestServer) {
        let mut reader = Reader::new(&url(&server));
        for name in names(&mut reader).await {
            let address = format!("{LIST}/{name}");
            let first = reader.send("POST", &address, &Asked::default()).await.body;
            assert!(!first.contains("{ines") && !first.contains("{omar"), "{name} leaves an id open");
            assert_eq!(first, reader.send("POST", &address, &Asked::default()).await.body, "{name}");
        }
    }

    async fn each_step_names_its_operation_and_each_scenario_is_in_the_document(server: TestServer) {
        let mut reader = Reader::new(&url(&server));
        let contract = Contract::of(true);
        let described = contract.document().operation("listSandboxScenarios").value["description"].clone();
        for name in names(&mut reader).await {
            let script = reader.send("GET", &format!("{LIST}/{name}"), &Asked::default()).await.json();
            let expects = text(&script["scenario"], "expects").to_owned();
            assert!(described.as_str().is_some_and(|all| all.contains(&format!("- `{name}`: {expects}\n")) || all.ends_with(&format!("- `{name}`: {expects}"))), "{name}");
            assert!(text(&script["scenario"], "starts_at") > "2000", "{name} has no instant");
            for step in script["steps"].as_array().expect("steps") {
                let path = text(step, "path").split('?').next().unwrap_or_default();
                let address = contract.document().address(path).expect("a documented address");
                let operation = address.operation(text(step, "method")).expect("a documented method");
                assert_eq!(operation.id, text(step, "operation"), "{name}");
            }
        }
    }

    async fn an_unknown_name_is_not_found_and_changes_nothing(server: TestServer) {
        server.set_clock("2031-01-01T00:00:00Z");
        for name in ["no-such", "Dues-Cap", "dues_cap"] {
            server.get(&format!("{LIST}/{name}")).send().await.expect_problem(404, "not-found");
            server.post(&format!("{LIST}/{name}")).send().await.expect_problem(404, "not-found");
        }
        assert_eq!(server.get("/v1/sandbox/clock").send().await.text_at("/now"), "2031-01-01T00:00:00Z");
    }

    async fn a_reset_leads_out_of_a_scenario(server: TestServer) {
        server.post("/v1/sandbox/resets").send().await.expect(204);
        let before = server.get("/v1/sandbox/personas").send().await.expect(200).json();
        let play = server.post(&format!("{LIST}/grace-ends")).send().await.expect(200);
        assert_eq!(server.get("/v1/sandbox/clock").send().await.at("/now"), play.at("/scenario/starts_at"));
        server.post("/v1/sandbox/resets").send().await.expect(204);
        assert_eq!(server.get("/v1/sandbox/clock").send().await.text_at("/now"), "2025-03-01T12:00:00Z");
        assert_eq!(server.get("/v1/sandbox/personas").send().await.json(), before);
    }
}

#[tokio::test]
async fn every_scenario_has_the_same_transcript_in_two_processes() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "7", &[]), sandbox(&there, "7", &[]));
    let transcript = async |url: &str| -> Transcript {
        let mut reader = Reader::new(url);
        assert_eq!(everything(&mut reader).await, Vec::<String>::new());
        reader.transcript
    };
    let (one, other) = tokio::join!(transcript(&first.url), transcript(&second.url));
    one.assert_same(&other);
}

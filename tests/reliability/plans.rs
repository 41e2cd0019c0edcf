//! Every list on PostgreSQL, in every order and under every filter: the second
//! page begins at an index and sorts nothing, however deep it lies (STACK 3).

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::calls::{path, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::database::{alter, execute, log};
use crate::support::fixture::{Fixture, settle};
use crate::support::server::run;
use crate::support::{Engine, Role, TestServer};

/// Log every plan; take an index even for five rows; sort only when nothing else is left.
const SETTINGS: [&str; 5] = [
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_format = json",
    "enable_seqscan = off",
    "enable_bitmapscan = off",
    "enable_sort = off",
];

#[test]
fn the_second_page_of_every_list_begins_at_an_index_and_sorts_nothing() {
    run(Engine::Postgres, |server| async move {
        let fixture = peopled(&server).await;
        let url = server.database_url().to_owned();
        let name = url.rsplit('/').find_map(|part| part.split_once("?host=")).map_or("", |(name, _)| name).to_owned();
        tokio::task::spawn_blocking(move || alter(&url, &SETTINGS)).await.expect("the settings");
        let explained = server.replica(|_| ()).await;
        let (mut faults, mut judged) = (Vec::new(), 0);
        for operation in
            Contract::of(true).document().operations().filter(|operation| parameter(operation, "after").is_some())
        {
            for ((sort, filter), by_staff) in variants(operation, &fixture) {
                let seen = log().len();
                let pages = second_page(&explained, operation, &fixture, &sort, &filter, by_staff).await;
                judged += 1;
                if let Err(fault) = judge(&last_plan(&name, seen, pages).await) {
                    faults.push(format!("{}{sort}{filter}, by staff {by_staff}: {fault}", operation.id));
                }
            }
        }
        assert!(judged > 30, "only {judged} lists were judged");
        assert!(faults.is_empty(), "{} of {judged} lists:\n{}", faults.len(), faults.join("\n"));
    });
}

/// At least two rows in every list.
async fn peopled(server: &TestServer) -> Fixture {
    let fixture = settle(server).await;
    let payment = json!({ "invoice_id": fixture.applicant.id("invoice_id"), "method": "check", "amount_cents": 100, "received_on": "2025-03-01", "external_reference": REFERENCE });
    server.post("/v1/billing/payments").as_(Role::Finance).key("second").json(&payment).send().await.expect(201);
    let member = fixture.member.id("member_id");
    let mut spell = crate::support::fixture::spell();
    spell["distinct"] = json!(true);
    server
        .post(&format!("/v1/members/{member}/employment-spells"))
        .as_(Role::Staff)
        .json(&spell)
        .send()
        .await
        .expect(201);
    let earlier = "insert into membership_terms (id, member_id, application_id, category, starts_on, ends_on, in_transition, created_at) \
         select gen_random_uuid(), term.member_id, other.id, term.category, term.starts_on - 365, term.starts_on, false, 0 \
         from membership_terms term, membership_applications other where other.id <> term.application_id limit 1";
    execute(server.db(), earlier).await;
    let recognized = "insert into life_recognitions (application_id, recognition_json, complete, begun_at, updated_at, version) \
         select other.id, one.recognition_json, one.complete, one.begun_at, one.updated_at, 1 \
         from life_recognitions one, life_applications other where other.id <> one.application_id limit 1";
    execute(server.db(), recognized).await;
    fixture
}

fn parameter<'a>(operation: &'a Operation, name: &str) -> Option<&'a Value> {
    operation.value["parameters"].as_array()?.iter().find(|one| one["in"] == "query" && one["name"] == name)
}

/// Every order alone and with each filter; where staff see more than others, once as each.
fn variants(operation: &Operation, fixture: &Fixture) -> Vec<((String, String), bool)> {
    let sorts =
        parameter(operation, "sort").and_then(|sort| sort["schema"]["enum"].as_array()).cloned().unwrap_or_default();
    let mut sorts: Vec<String> = sorts.iter().filter_map(|sort| Some(format!("&sort={}", sort.as_str()?))).collect();
    if sorts.is_empty() {
        sorts.push(String::new());
    }
    let parameters = operation.value["parameters"].as_array().into_iter().flatten();
    let filters = parameters.filter(|one| {
        one["in"] == "query" && !["limit", "after", "sort"].contains(&one["name"].as_str().unwrap_or_default())
    });
    let mut filters: Vec<String> =
        filters.map(|one| format!("&{}={}", one["name"].as_str().expect("a name"), sample(one, fixture))).collect();
    filters.push(String::new());
    let both: &[bool] = if operation.scopes() == Some(Vec::new()) { &[false, true] } else { &[false] };
    let pairs = sorts.iter().flat_map(|sort| filters.iter().map(move |filter| (sort.clone(), filter.clone())));
    pairs.flat_map(|pair| both.iter().map(move |by_staff| (pair.clone(), *by_staff))).collect()
}

/// What `peopled` recorded a payment under: a reference that nobody paid with is looked up and no page is asked for.
const REFERENCE: &str = "CHK-2";

/// A value that the filter takes.
fn sample(parameter: &Value, fixture: &Fixture) -> String {
    if parameter["name"] == "reference" {
        return REFERENCE.to_owned();
    }
    let contract = Contract::of(true);
    let schema = contract.document().resolved(&parameter["schema"]);
    let id = fixture.member.id(parameter["name"].as_str().unwrap_or_default());
    let given =
        [&parameter["example"], &schema["enum"][0], &schema["examples"][0]].into_iter().find(|value| !value.is_null());
    match (given, schema["format"].as_str(), schema["type"].as_str()) {
        (_, Some("uuid"), _) if !id.is_empty() => id.to_owned(),
        (None, Some("uuid"), _) => fixture.member.id("post_id").to_owned(),
        (Some(Value::String(text)), _, _) => text.replace(' ', "%20"),
        (Some(value), _, _) => value.to_string(),
        (None, Some("date"), _) => "2025-06-01".to_owned(),
        (None, _, Some("boolean")) => "true".to_owned(),
        _ => "a".to_owned(),
    }
}

/// Asks for what follows the first item of the whole list, under the filter; answers how many pages were read.
async fn second_page(
    server: &TestServer,
    operation: &Operation,
    fixture: &Fixture,
    sort: &str,
    filter: &str,
    by_staff: bool,
) -> usize {
    let owner = &fixture.member;
    let address = path(operation, owner);
    let mut pages = 1;
    let mut cursor = Value::Null;
    // A cursor knows its list, not its reader: whoever sees two items can get one.
    for reader in [somebody(operation, owner), Role::Staff.into()] {
        if cursor.is_null() {
            pages += 1;
            cursor =
                server.get(&format!("{address}?limit=1{sort}")).as_(reader).send().await.expect(200).at("/page/next");
        }
    }
    let cursor = cursor.as_str().unwrap_or_else(|| panic!("{} has one row only", operation.id));
    let second = server.get(&format!("{address}?limit=1{sort}{filter}&after={cursor}"));
    let reader = if by_staff { Role::Staff.into() } else { somebody(operation, owner) };
    second.as_(reader).send().await.expect(200);
    pages
}

/// The plan of the last of so many pages that this database logged after `seen` bytes.
async fn last_plan(database: &str, seen: usize, pages: usize) -> Value {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let whole = log();
        let mut plans = whole.get(seen..).unwrap_or_default().lines().filter_map(|line| page_in(line, database));
        if let Some(plan) = plans.nth(pages - 1) {
            return plan;
        }
        assert!(Instant::now() < deadline, "fewer than {pages} pages were logged");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The plan of a page of a list, if that is what the line tells of.
fn page_in(line: &str, database: &str) -> Option<Value> {
    let record: Value = serde_json::from_str(line).ok()?;
    let message = record["message"].as_str().filter(|_| record["dbname"] == database)?;
    let plan: Value = serde_json::from_str(message.split_once("plan:")?.1).expect("a plan in JSON");
    let text = plan["Query Text"].as_str()?.to_ascii_uppercase();
    (text.contains(" ORDER BY ") && text.contains(" LIMIT ")).then_some(plan)
}

fn judge(plan: &Value) -> Result<(), String> {
    let text = plan["Query Text"].as_str().unwrap_or_default();
    let nodes = nodes(&plan["Plan"]);
    if let Some(sort) = nodes.iter().find(|node| node["Node Type"].as_str().is_some_and(|kind| kind.contains("Sort"))) {
        return Err(format!("{} by {} in {text}", sort["Node Type"], sort["Sort Key"]));
    }
    // A member's number is unique, so it alone is the whole key.
    let begins = |condition: &str| ["ROW(", "(number > "].iter().any(|start| condition.contains(start));
    let found = nodes.iter().any(|node| node["Index Cond"].as_str().is_some_and(begins));
    if found { Ok(()) } else { Err(format!("the page begins at no index condition in {text}\n{}", plan["Plan"])) }
}

/// A plan's node and all below it.
fn nodes(plan: &Value) -> Vec<&Value> {
    let below = plan["Plans"].as_array().into_iter().flatten();
    [plan].into_iter().chain(below.flat_map(nodes)).collect()
}

//! People who retire, and the steps of their applications.

use guildhall_domain::members::TermSpan;
use guildhall_persistence::members;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::{Answer, Role, TestServer};

/// The collection of applications.
pub const APPLICATIONS: &str = "/v1/life-membership/applications";

/// The day of retirement of everybody here, a month before every test begins.
pub const RETIRED_ON: &str = "2025-02-01";

/// A Full member since `since`, paid for until 2026, who served a city from then until [`RETIRED_ON`].
pub async fn retiree(server: &TestServer, since: &str) -> Person {
    let person = server.new_member().await;
    let tx = server.db().begin().await.expect("a transaction");
    let mut member = members::lock_member(&tx, person.member_id.expect("a member")).await.expect("the record");
    member.born_on = Some("1963-05-17".parse().expect("a date"));
    member.joined_on = Some(since.parse().expect("a date"));
    member.span = member.span.map(|span| TermSpan { starts_on: since.parse().expect("a date"), ..span });
    members::save_member(&tx, &member).await.expect("saved");
    tx.commit().await.expect("committed");
    work(server, &person, &city(since, Some(RETIRED_ON))).await.expect(201);
    person
}

/// A full-time position with a city.
pub fn city(starts_on: &str, ends_on: Option<&str>) -> Value {
    let mut spell = json!({
        "employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": 15_000_000, "starts_on": starts_on
    });
    if let Some(ends_on) = ends_on {
        spell["ends_on"] = json!(ends_on);
    }
    spell
}

/// The same position with another employer and extent.
pub fn position(employer_kind: &str, extent: &str, starts_on: &str) -> Value {
    let mut spell = city(starts_on, None);
    spell["employer_kind"] = json!(employer_kind);
    spell["extent"] = json!(extent);
    spell
}

/// The address of a person's record.
pub fn record(person: &Person) -> String {
    format!("/v1/members/{}", person.member_id.expect("a member"))
}

/// Adds a position to a person's record.
pub async fn work(server: &TestServer, person: &Person, spell: &Value) -> Answer {
    server.post(&format!("{}/employment-spells", record(person))).as_(person).json(spell).send().await
}

/// Ends a position.
pub async fn leave(server: &TestServer, person: &Person, spell: &Answer, ends_on: &str) -> Answer {
    let ended = json!({ "ends_on": ends_on });
    server.patch(spell.header("location")).as_(person).if_match("*").json(&ended).send().await.expect(200)
}

/// Announces the retirement.
pub async fn announced(server: &TestServer, person: &Person) -> Answer {
    let announcement = json!({ "retired_on": RETIRED_ON });
    server.post(APPLICATIONS).as_(person).json(&announcement).send().await.expect(201)
}

/// The address of an application.
pub fn at(application: &Answer) -> String {
    format!("{APPLICATIONS}/{}", application.text_at("/id"))
}

/// Takes a step as the very application allows it now.
pub async fn step(server: &TestServer, application: &str, noun: &str, role: Role, body: &Value) -> Answer {
    let request = server.post(&format!("{application}/{noun}")).as_(role).if_match("*");
    if body.is_null() { request.send().await } else { request.json(body).send().await }
}

/// Announced and verified from the record.
pub async fn verified(server: &TestServer, person: &Person) -> String {
    let application = at(&announced(server, person).await);
    step(server, &application, "verification", Role::Staff, &json!({})).await.expect(200);
    application
}

/// A Life member by right, and the application.
pub async fn life_member(server: &TestServer) -> (Person, String) {
    let person = retiree(server, "1998-01-15").await;
    let application = verified(server, &person).await;
    step(server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
    (person, application)
}

/// Category, standing and end of a membership.
pub async fn held(server: &TestServer, person: &Person) -> (Value, Value, Value) {
    let member = server.get(&record(person)).as_(person).send().await.expect(200);
    (member.at("/category"), member.at("/standing"), member.at("/good_until_on"))
}

/// The state of an application and the step that led there.
pub async fn state(server: &TestServer, application: &str) -> (Value, Value) {
    let read = server.get(application).as_(Role::Staff).send().await.expect(200);
    let steps = read.at("/transitions").as_array().cloned().unwrap_or_default();
    (read.at("/state"), steps.last().map(|step| step["step"].clone()).unwrap_or_default())
}

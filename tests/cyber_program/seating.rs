//! Cohorts and people on their way to a seat.

use serde_json::{Value, json};

use crate::support::{Answer, Person, Role, TestServer};

/// Where cohorts are.
pub const COHORTS: &str = "/v1/cyber-program/cohorts";
/// Where enrollments are.
pub const ENROLLMENTS: &str = "/v1/cyber-program/enrollments";

/// What non-members pay.
pub const RETAIL: i64 = 249_500;
/// What members pay.
pub const MEMBER: i64 = 199_500;

/// A cohort from 5 May 2025 on, two months after a test begins, with so many seats.
pub fn spring(name: &str, capacity: u32) -> Value {
    json!({
        "name": name, "starts_on": "2025-05-05", "capacity": capacity,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    })
}

/// Plans such a cohort; its address.
pub async fn cohort(server: &TestServer, name: &str, capacity: u32) -> String {
    let made = server.post(COHORTS).as_(Role::Staff).json(&spring(name, capacity)).send().await.expect(201);
    made.header("location").to_owned()
}

/// An enrollment of somebody who works in finance, at this price.
pub fn seat(expected_total_cents: i64) -> Value {
    json!({ "settlement": "invoice", "discipline": "finance", "expected_total_cents": expected_total_cents })
}

/// Enrolls somebody themselves; asked again while the server is busy, as clients are told.
pub async fn enroll_at(server: &TestServer, cohort: &str, person: &Person, price: i64) -> Answer {
    let key = format!("seat-{}-{price}", person.account_id);
    loop {
        let request = server.post(&format!("{cohort}/enrollments")).as_(person).key(&key).json(&seat(price));
        let answer = request.send().await;
        if answer.status() != 503 {
            return answer;
        }
    }
}

/// Enrolls a free account.
pub async fn enroll(server: &TestServer, cohort: &str, person: &Person) -> Answer {
    enroll_at(server, cohort, person, RETAIL).await
}

/// So many free accounts, enrolled one after the other; their addresses of enrollment.
pub async fn queue(server: &TestServer, cohort: &str, people: usize) -> Vec<(Person, String)> {
    let mut queue = Vec::with_capacity(people);
    for _ in 0..people {
        let person = server.new_account().await;
        let made = enroll(server, cohort, &person).await.expect(201);
        queue.push((person, made.header("location").to_owned()));
    }
    queue
}

/// Gives up an enrollment, whatever it has become; asked again while the server is busy.
pub async fn withdraw(
    server: &TestServer,
    who: impl Into<crate::support::client::Credential>,
    enrollment: &str,
) -> Answer {
    let key = format!("leave-{enrollment}");
    let credential: crate::support::client::Credential = who.into();
    let crate::support::client::Credential::Account(account) = credential else { panic!("somebody with an account") };
    loop {
        let request = server.post(&format!("{enrollment}/withdrawal")).as_(account).key(&key).if_match("*");
        let answer = request.send().await;
        if answer.status() != 503 {
            return answer;
        }
    }
}

/// Accepts the seat that is offered.
pub async fn accept(server: &TestServer, who: &Person, enrollment: &str) -> Answer {
    server.post(&format!("{enrollment}/offer-acceptance")).as_(who).send().await
}

/// An enrollment as staff read it.
pub async fn read(server: &TestServer, enrollment: &str) -> Answer {
    server.get(enrollment).as_(Role::Staff).send().await.expect(200)
}

/// Where an enrollment stands and how far it is in the queue.
pub async fn stands(server: &TestServer, enrollment: &str) -> (Value, Value) {
    let answer = read(server, enrollment).await;
    (answer.at("/state"), answer.at("/waitlist_position"))
}

/// Changes a cohort, whatever it has become.
pub async fn change(server: &TestServer, cohort: &str, patch: &Value) -> Answer {
    server.patch(cohort).as_(Role::Staff).if_match("*").json(patch).send().await
}

/// Letters to somebody about seats, the oldest first: subjects.
pub async fn subjects(server: &TestServer, person: &Person) -> Vec<String> {
    use guildhall_persistence::PageRequest;
    use guildhall_persistence::outbox::{MessageFilter, MessageSort, list_messages};
    let page = PageRequest::first(1000, MessageSort::Oldest);
    let messages = list_messages(server.db(), &MessageFilter::default(), page).await.expect("messages").items;
    let letters = messages.iter().filter(|message| message.payload["to"] == person.email.as_str());
    let subjects = letters.map(|message| message.payload["subject"].as_str().expect("a subject").to_owned());
    subjects.filter(|subject| !subject.starts_with("Invoice ")).collect()
}

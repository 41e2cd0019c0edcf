//! A member's past put on record: terms through the store, work over HTTP as people do.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, Category, MembershipTerm, PricingFacts, TermSpan,
};
use guildhall_domain::{ApplicationId, MemberId, TermId};
use guildhall_persistence::members as store;
use serde_json::{Value, json};

use crate::support::{Answer, Person, Role, TestServer};

/// A term: category, first day, end.
pub type Term = (Category, NaiveDate, NaiveDate);

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Puts terms on record, the latest run of which is what is paid for; with none the record is as new.
pub async fn membership(server: &TestServer, member: &Person, terms: &[Term]) {
    let tx = server.db().begin().await.expect("a transaction");
    let mut record = store::lock_member(&tx, id_of(member)).await.expect("a member");
    for (category, starts_on, ends_on) in terms {
        let application = accepted(server, member, ApplicationKind::Renewal, *category, at(*starts_on));
        store::insert_application(&tx, &application).await.expect("an application");
        store::insert_term(&tx, &term(server, &application, (*category, *starts_on, *ends_on))).await.expect("a term");
    }
    record.span = last_run(terms);
    record.joined_on = terms.first().map(|term| term.1);
    record.category = terms.last().map_or(record.category, |term| term.0);
    store::save_member(&tx, &record).await.expect("saved");
    tx.commit().await.expect("committed");
}

/// Puts a change of category on record that opens no term.
pub async fn changed(server: &TestServer, member: &Person, category: Category, on: NaiveDate) {
    let tx = server.db().begin().await.expect("a transaction");
    let application = accepted(server, member, ApplicationKind::CategoryChange, category, at(on));
    store::insert_application(&tx, &application).await.expect("an application");
    tx.commit().await.expect("committed");
    holds_category(server, member, category).await;
}

/// Puts the category now held on record.
pub async fn holds_category(server: &TestServer, member: &Person, category: Category) {
    let tx = server.db().begin().await.expect("a transaction");
    let mut record = store::lock_member(&tx, id_of(member)).await.expect("a member");
    record.category = category;
    store::save_member(&tx, &record).await.expect("saved");
    tx.commit().await.expect("committed");
}

/// Adds a spell of work as the member; answers its id.
pub async fn works(
    server: &TestServer,
    member: &Person,
    kind: &str,
    extent: &str,
    from: &str,
    until: Option<&str>,
) -> String {
    let mut spell = json!({
        "employer_name": "City of Springfield", "employer_kind": kind, "position_title": "Manager",
        "extent": extent, "starts_on": from,
    });
    if let Some(until) = until {
        spell["ends_on"] = json!(until);
    }
    let path = format!("/v1/members/{}/employment-spells", id_of(member));
    server.post(&path).as_(member).json(&spell).send().await.expect(201).text_at("/id")
}

/// Puts a birth date on record.
pub async fn born(server: &TestServer, member: &Person, on: &str) {
    let path = format!("/v1/members/{}", id_of(member));
    server.patch(&path).as_(member).if_match("*").json(&json!({ "born_on": on })).send().await.expect(200);
}

/// A Full member since 1995, paid up, in full-time service with a city, born in 1960.
pub async fn veteran(server: &TestServer) -> Person {
    let member = server.new_member().await;
    membership(server, &member, &[(Category::Full, day("1995-07-01"), day("2026-01-01"))]).await;
    works(server, &member, "city_or_county", "full_time", "1995-07-01", None).await;
    born(server, &member, "1960-05-01").await;
    member
}

/// Asks for the assessment of a record as staff.
pub async fn on_record(server: &TestServer, member: &Person, retired_on: Option<&str>) -> Answer {
    let query = retired_on.map(|on| format!("?retired_on={on}")).unwrap_or_default();
    server.get(&format!("{}{query}", path(member))).as_(Role::Staff).send().await
}

/// Asks for the assessment of a record with assumed facts on top, as the member.
pub async fn what_if(server: &TestServer, member: &Person, body: &Value) -> Answer {
    let path = format!("/v1/members/{}/life-assessments", id_of(member));
    server.post(&path).as_(member).json(body).send().await
}

pub fn path(member: &Person) -> String {
    format!("/v1/members/{}/life-membership", id_of(member))
}

pub fn id_of(member: &Person) -> MemberId {
    member.member_id.expect("a member")
}

/// The bytes of the assessment in an answer about a record: its last member.
pub fn assessment_of(answer: &Answer) -> String {
    let text = answer.text();
    let (_, assessment) = text.split_once("\"assessment\":").expect("an assessment");
    assessment.strip_suffix('}').expect("the end of the answer").to_owned()
}

fn at(on: NaiveDate) -> DateTime<Utc> {
    guildhall_domain::calendar::starts_at(on)
}

/// The run of terms without a gap that is the latest.
fn last_run(terms: &[Term]) -> Option<TermSpan> {
    let (_, starts_on, good_until_on) = *terms.last()?;
    let run = terms.windows(2).rev().take_while(|pair| pair[0].2 == pair[1].1).last();
    Some(TermSpan { starts_on: run.map_or(starts_on, |pair| pair[0].1), good_until_on })
}

fn accepted(
    server: &TestServer,
    member: &Person,
    kind: ApplicationKind,
    category: Category,
    decided_at: DateTime<Utc>,
) -> Application {
    Application {
        id: ApplicationId::new(server.app().entropy.uuid(server.clock().now())),
        account_id: member.account_id,
        member_id: member.member_id,
        kind,
        category,
        state: ApplicationState::Accepted,
        pricing: PricingFacts::default(),
        submitted_at: decided_at,
        decided_at: Some(decided_at),
        submitted_by: member.account_id,
        review: Vec::new(),
        accepted_at: None,
        chapter_id: None,
        version: 1,
    }
}

fn term(server: &TestServer, application: &Application, (category, starts_on, ends_on): Term) -> MembershipTerm {
    MembershipTerm {
        id: TermId::new(server.app().entropy.uuid(server.clock().now())),
        member_id: application.member_id.expect("a member"),
        application_id: application.id,
        category,
        starts_on,
        ends_on,
        planned_ends_on: None,
        paid_until_on: None,
        in_transition: false,
        created_at: application.submitted_at,
    }
}

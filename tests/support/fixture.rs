//! Real objects for whoever needs one of each: two people on their way to membership and to Life membership,
//! one of whom has arrived.

use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_domain::life_membership::PrintSubscription;
use guildhall_domain::members::conferrals::board_vote::BoardVote;
use guildhall_domain::{Category, Clause, HonoraryConferralId, PrintSubscriptionId};
use guildhall_persistence::members::{self, FormerMembership, HonoraryConferral};
use guildhall_persistence::{billing, cyber_program, life_membership};
use serde_json::{Value, json};

use super::people::PASSWORD;
use super::{Person, Role, TestServer, credit, seats};
use crate::cyber_program::program;

const APPLICATIONS: &str = "/v1/life-membership/applications";

/// A person and everything that is theirs.
pub struct Owner {
    /// Who.
    pub person: Person,
    /// Their ids by path parameter.
    pub ids: Vec<(&'static str, String)>,
}

impl Owner {
    /// Their id for a path parameter; empty when they have none.
    pub fn id(&self, parameter: &str) -> &str {
        self.ids.iter().find(|(name, _)| *name == parameter).map_or("", |(_, id)| id)
    }
}

/// The objects of one run.
pub struct Fixture {
    /// Has applied and was billed; nothing is paid.
    pub applicant: Owner,
    /// Has paid and is a member: a Life member of old, back in full-time service and so a Full member.
    pub member: Owner,
}

/// Makes the objects over HTTP, as people would.
pub async fn settle(server: &TestServer) -> Fixture {
    let mut applicant = apply(server).await;
    let mut member = apply(server).await;
    let invoice = member.id("invoice_id").to_owned();
    let payment = json!({
        "invoice_id": invoice, "method": "check", "amount_cents": 97_500, "received_on": "2025-03-01", "external_reference": "CHK-1"
    });
    let paid =
        server.post("/v1/billing/payments").as_(Role::Finance).key("payment").json(&payment).send().await.expect(201);
    member.ids.push(("payment_id", paid.text_at("/id")));
    represent(server, [&applicant, &member]).await;
    become_life_member(server, &mut member).await;
    announce(server, &mut applicant).await;
    let chapter = json!({ "name": "Springfield University", "capacity": 40, "expires_on": "2025-09-01" });
    let other = json!({ "name": "Shelbyville University", "capacity": 40, "expires_on": "2025-09-01" });
    server.post("/v1/members/chapters").as_(Role::Staff).json(&other).send().await.expect(201);
    let chapter = server.post("/v1/members/chapters").as_(Role::Staff).json(&chapter).send().await.expect(201);
    for owner in [&mut applicant, &mut member] {
        owner.ids.push(("chapter_id", chapter.text_at("/id")));
    }
    for owner in [&mut applicant, &mut member] {
        for _ in 0..2 {
            order_print(server, owner).await;
        }
        let entry = credit::earned(server, &owner.person, 90, "2025-02-12").await;
        owner.ids.push(("credit_entry_id", entry.to_string()));
        let refund = seats::refund_due(server, &owner.person).await;
        owner.ids.push(("refund_id", refund));
        settle_books(server, owner).await;
    }
    for owner in [&mut applicant, &mut member] {
        vote_against(server, owner).await;
        vote_against(server, owner).await;
    }
    close_month(server, &mut applicant, "2019-01").await;
    close_month(server, &mut member, "2019-02").await;
    program::take_part(server, [&mut applicant, &mut member]).await;
    follow(server, [&mut applicant, &mut member]).await;
    complete(server, &member).await;
    Fixture { applicant, member }
}

/// A payment, a proposal to write something off and one to credit something: of what is theirs, or was.
async fn settle_books(server: &TestServer, owner: &mut Owner) {
    let list = format!("/v1/billing/payments?payer_account_id={}", owner.person.account_id);
    let payments = server.get(&list).as_(Role::Finance).send().await.expect(200);
    if owner.id("payment_id").is_empty() {
        owner.ids.push(("payment_id", payments.text_at("/data/0/id")));
    }
    let person = server.new_account().await;
    let joining = crate::members::apply(server, &person, &crate::members::joining(15_000_000)).await.expect(201);
    let invoice = crate::billing::invoice(server, &person, &joining.text_at("/id"), 97_500, 1).await.expect(201);
    let at = |noun: &str| format!("/v1/billing/invoices/{}/{noun}", invoice.text_at("/id"));
    let propose = async |noun: &str, body: Value| {
        let key = format!("{noun}-{}", invoice.text_at("/id"));
        server.post(&at(noun)).as_(Role::Finance).key(&key).json(&body).send().await.expect(201).text_at("/id")
    };
    let write_off = propose("write-offs", json!({ "amount_cents": 100, "reason": "Lost." })).await;
    let note = json!({ "amount_cents": 20_000, "reason": "goodwill", "remark": "A gift." });
    let note = propose("credit-notes", note).await;
    // From now on it is the owner's.
    let tx = server.db().begin().await.expect("a transaction");
    let mut record =
        billing::lock_invoice(&tx, invoice.text_at("/id").parse().expect("an id")).await.expect("an invoice");
    record.account_id = owner.person.account_id;
    billing::save_invoice(&tx, &record).await.expect("saved");
    tx.commit().await.expect("committed");
    owner.ids.push(("write_off_id", write_off));
    owner.ids.push(("credit_note_id", note));
}

/// A closed month.
async fn close_month(server: &TestServer, owner: &mut Owner, month: &str) {
    let body = json!({ "month": month });
    let made = server.post("/v1/billing/period-closings").as_(Role::Finance).key(month).json(&body).send().await;
    owner.ids.push(("period_closing_id", made.expect(201).text_at("/id")));
}

/// Each acts for the organizations of both.
async fn represent(server: &TestServer, owners: [&Owner; 2]) {
    for (owner, at) in owners.iter().flat_map(|owner| owners.iter().map(move |at| (owner, at))) {
        let address = format!("/v1/organizations/{}/representatives", at.id("organization_id"));
        let body = json!({ "account_id": owner.person.account_id });
        server.post(&address).as_(Role::Staff).json(&body).send().await.expect(201);
    }
}

/// A year of the print magazine, as if it had been ordered before: neither of them holds Life membership now.
async fn order_print(server: &TestServer, owner: &mut Owner) {
    let now = server.clock().now();
    let account_id = owner.person.account_id;
    let subscription = PrintSubscription {
        id: PrintSubscriptionId::new(server.app().entropy.uuid(now)),
        member_id: owner.id("member_id").parse().expect("an id"),
        account_id,
        life_application_id: None,
        year: None,
        withdrawn: true,
        ordered_on: server.app().clock.today(),
        ordered_by: account_id,
        ordered_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = server.db().begin().await.expect("a transaction");
    life_membership::insert_print_subscription(&tx, &subscription).await.expect("an order");
    tx.commit().await.expect("committed");
    owner.ids.push(("print_subscription_id", subscription.id.to_string()));
}

/// A vote of the board that conferred no honorary membership.
async fn vote_against(server: &TestServer, owner: &mut Owner) {
    let now = server.clock().now();
    let conferral = HonoraryConferral {
        id: HonoraryConferralId::new(server.app().entropy.uuid(now)),
        member_id: owner.id("member_id").parse().expect("an id"),
        nominators: Vec::new(),
        citation: "For years of teaching.".into(),
        decided_on: server.app().clock.today(),
        vote: BoardVote { present: 3, in_favor: 0, against: 3 },
        carried: false,
        ground: Clause::new("members.honorary.vote", "default of this software", "not carried"),
        former: FormerMembership { category: Category::Full, span: None, joined_on: None, confirmed_on: None },
        recorded_by: server.person(Role::Board).account_id,
        recorded_at: now,
        revocation: None,
        version: 1,
    };
    let tx = server.db().begin().await.expect("a transaction");
    members::insert_conferral(&tx, &conferral).await.expect("a vote");
    tx.commit().await.expect("committed");
    owner.ids.push(("honorary_conferral_id", conferral.id.to_string()));
}

/// Announces a retirement on the day on which the present position began.
async fn announce(server: &TestServer, owner: &mut Owner) -> String {
    let retirement = json!({ "retired_on": "2020-03-01" });
    let made = server.post(APPLICATIONS).as_(&owner.person).json(&retirement).send().await.expect(201);
    owner.ids.push(("life_application_id", made.text_at("/id")));
    format!("{APPLICATIONS}/{}", made.text_at("/id"))
}

/// Granted for service before; the present position suspends it in the same moment.
async fn become_life_member(server: &TestServer, owner: &mut Owner) {
    let application = announce(server, owner).await;
    let service = json!({
        "starts_on": "1990-01-01", "ends_on": "2020-03-01", "category": "full", "employment": "full_time_local_government"
    });
    let facts = json!({
        "category_on_retirement": "full", "further_service_spells": [service],
        "reasons": ["Service before the association's records begin."]
    });
    let step = |noun: &str| server.post(&format!("{application}/{noun}")).as_(Role::Staff).if_match("*");
    step("verification").json(&facts).send().await.expect(200);
    let granted = step("grant").send().await.expect(200);
    assert_eq!(granted.at("/state"), "suspended_full_time_lg");
}

/// A seat is paid and its outcome on record, so that there is a certificate.
async fn complete(server: &TestServer, owner: &Owner) {
    let payment = json!({
        "invoice_id": owner.id("seat_invoice_id"), "method": "wire", "amount_cents": program::LIST_PRICE,
        "received_on": "2025-03-01", "external_reference": "WIRE-SEAT"
    });
    server.post("/v1/billing/payments").as_(Role::Finance).key("seat").json(&payment).send().await.expect(201);
    let id = owner.id("enrollment_id").parse().expect("an id");
    let tx = server.db().begin().await.expect("a transaction");
    let mut record = cyber_program::load_enrollment(&tx, id).await.expect("a registration");
    record.state = EnrollmentState::Completed;
    record.completed_on = Some(server.clock().today());
    let told = json!({ "met": true, "completed_on": "2025-03-01", "rule_version": "2026-1", "requirements": [] });
    record.completion = Some(told);
    cyber_program::save_enrollment(&tx, &record).await.expect("saved");
    tx.commit().await.expect("committed");
}

/// The breakout group of their cohort, and links to calendars.
async fn follow(server: &TestServer, owners: [&mut Owner; 2]) {
    let cohort = format!("/v1/cyber-program/cohorts/{}", owners[0].id("cohort_id"));
    let groups = format!("{cohort}/breakout-assignment");
    let groups = server.post(&groups).as_(Role::Staff).send().await.expect(201);
    for owner in owners {
        owner.ids.push(("breakout_group_id", groups.text_at("/groups/0/id")));
        let link = format!("/v1/cyber-program/enrollments/{}/calendar-link", owner.id("enrollment_id"));
        let link = server.post(&link).as_(&owner.person).send().await.expect(200).text_at("/url");
        owner.ids.push(("calendar_token", link.rsplit('/').next().unwrap_or_default().to_owned()));
    }
}

async fn apply(server: &TestServer) -> Owner {
    let person = server.new_account().await;
    let organization =
        json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL", "distinct": true });
    let organization = server.post("/v1/organizations").as_(Role::Staff).json(&organization).send().await.expect(201);
    let application = json!({ "category": "full", "born_on": "1960-05-17", "employment": spell() });
    let application = server.post("/v1/members/applications").as_(&person).json(&application).send().await.expect(201);
    super::admission::accept(server, application.header("location")).await.expect(200);
    let record = format!("/v1/members/{}", application.text_at("/member_id"));
    let born = json!({ "born_on": "1960-05-17" });
    server.patch(&record).as_(&person).if_match("*").json(&born).send().await.expect(200);
    let bill = json!({ "application_id": application.at("/id"), "expected_total_cents": 97_500 });
    let invoice = server.post("/v1/billing/invoices").as_(&person).key("bill").json(&bill).send().await.expect(201);
    let member_id = application.text_at("/member_id");
    let spells =
        server.get(&format!("/v1/members/{member_id}/employment-spells")).as_(&person).send().await.expect(200);
    let session = json!({ "email": person.email, "password": PASSWORD });
    let session = server.post("/v1/accounts/sessions").json(&session).send().await.expect(201);
    let ids = vec![
        ("account_id", person.account_id.to_string()),
        ("organization_id", organization.text_at("/id")),
        ("application_id", application.text_at("/id")),
        ("member_id", member_id),
        ("invoice_id", invoice.text_at("/id")),
        ("spell_id", spells.text_at("/data/0/id")),
        ("session_id", session.text_at("/id")),
        ("version", "2022-10".into()),
        // One in which nobody has a salary.
        ("name", "guessing-slows-down".into()),
    ];
    Owner { person, ids }
}

/// A position in local government at $150,000 a year: dues of $975.
pub fn spell() -> Value {
    json!({
        "employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": 15_000_000, "starts_on": "2020-03-01"
    })
}

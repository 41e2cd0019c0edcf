//! Seats that billing is asked about: a cohort and an enrollment as they are kept, billed by the actions themselves.

use chrono::{NaiveTime, Weekday};
use guildhall::billing::actions::settle::Settlement as SeatSettlement;
use guildhall::cyber_program::enrollments::actions::invoices::{self as seat, SeatOrder};
use guildhall_domain::cyber_program::catalogue::quote::{FixedPrice, PriceListRef, SeatPrice};
use guildhall_domain::cyber_program::{
    AgreedDay, CohortFacts, Discipline, EnrollmentState, LiveSlot, MembershipStanding, PriceRow, Settlement,
    Withdrawal, plan_cohort,
};
use guildhall_domain::{Cents, Clause, EnrollmentId};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord, Resale};
use serde_json::json;
use uuid::Uuid;

use super::{Person, Role, TestServer};
use crate::cyber_program::under_way::registered;

/// The member price, as the page has it.
pub const MEMBER_PRICE: i64 = 199_500;

/// An enrollment of `person` in a cohort of its own.
pub async fn enrolled(server: &TestServer, person: &Person) -> EnrollmentId {
    let now = server.clock().now();
    let id = server.app().entropy.uuid(now);
    let cohort = cohort(server, id);
    let enrollment = EnrollmentRecord {
        id: id.into(),
        cohort_id: cohort.id,
        account_id: person.account_id,
        state: EnrollmentState::Enrolled,
        place: 1,
        settlement: Settlement::Invoice,
        bill_to_organization_id: None,
        purchase_order_number: None,
        price: fixed(MEMBER_PRICE),
        payment_due_on: None,
        discipline: Discipline::Management,
        population: None,
        state_code: None,
        group: None,
        completion: None,
        completed_on: None,
        offer_expires_at: None,
        purchase: None,
        resale: Resale::default(),
        registered_on: "2025-03-01".parse().expect("a date"),
        registered_by: person.account_id,
        registered_at: now,
        updated_at: now,
        version: 1,
        agreed: AgreedDay::default(),
    };
    let tx = server.db().begin().await.expect("a transaction");
    store::insert_cohort(&tx, &cohort).await.expect("a cohort");
    store::insert_enrollment(&tx, &enrollment).await.expect("a registration");
    store::insert_enrollment_step(&tx, enrollment.id, &registered(&enrollment)).await.expect("a step");
    tx.commit().await.expect("committed");
    enrollment.id
}

fn cohort(server: &TestServer, id: Uuid) -> CohortRecord {
    let (now, policy) = (server.clock().now(), &server.app().policies.cyber_program);
    let live_event =
        LiveSlot { weekday: Weekday::Tue, at: NaiveTime::from_hms_opt(13, 0, 0).expect("one o'clock"), minutes: 60 };
    let starts_on = "2025-04-07".parse().expect("a date");
    let facts = CohortFacts { starts_on, time_zone: None, capacity: 12, live_event };
    CohortRecord {
        id: id.into(),
        name: format!("Cohort {id}"),
        cohort: plan_cohort(&facts, policy).expect("a plan"),
        template: policy.template.clone(),
        last_place: 1,
        calendar_sequence: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Bills a seat at a price.
pub async fn billed(server: &TestServer, person: &Person, enrollment: EnrollmentId, cents: i64) -> InvoiceRecord {
    let price = fixed(cents);
    let tx = server.db().begin().await.expect("a transaction");
    let order = SeatOrder {
        enrollment_id: enrollment,
        account_id: person.account_id,
        price: &price,
        due_on: "2025-03-31".parse().expect("a date"),
        bill_to_organization_id: None,
        purchase_order_number: None,
        description: "Cybersecurity Leadership Program, Spring 2025".into(),
    };
    let record = seat::issue_for_seat(server.app(), &tx, None, order).await.expect("an invoice");
    tx.commit().await.expect("committed");
    record
}

/// A price as enrolling fixes it.
pub fn fixed(cents: i64) -> FixedPrice {
    let amount = Cents::new(cents);
    FixedPrice {
        fixed_on: "2025-03-01".parse().expect("a date"),
        price: SeatPrice {
            membership_standing: MembershipStanding::Active,
            price_row: PriceRow::Member,
            amount,
            list_price: amount,
            saving: Cents::ZERO,
            provisional: false,
        },
        price_list: PriceListRef { version: "page".into(), effective_on: None },
    }
}

/// Gives a seat up, of whose price so much is kept.
pub async fn given_up(server: &TestServer, person: &Person, enrollment: EnrollmentId, kept: i64) -> SeatSettlement {
    let withdrawal = Withdrawal {
        percent: 50,
        kept: Cents::new(kept),
        refund: Cents::ZERO,
        still_owed: Cents::ZERO,
        terms_version: "2026-1".into(),
        provisional: true,
        explanation: vec![Clause::new("cyber_program.refund.terms", "default of this software", "50% is refunded")],
    };
    let tx = server.db().begin().await.expect("a transaction");
    let by = Some(person.account_id);
    let enrollment = store::load_enrollment(&tx, enrollment).await.expect("a registration");
    let settled = seat::give_up_seat(server.app(), &tx, by, &enrollment, &withdrawal).await.expect("settled");
    tx.commit().await.expect("committed");
    settled
}

/// A refund that is due to somebody who has paid a seat and given it up.
pub async fn refund_due(server: &TestServer, person: &Person) -> String {
    let enrollment = enrolled(server, person).await;
    let invoice = billed(server, person, enrollment, MEMBER_PRICE).await.invoice;
    let payment = json!({
        "invoice_id": invoice.id, "method": "wire", "amount_cents": MEMBER_PRICE, "received_on": "2025-03-01",
        "external_reference": format!("WIRE-{}", invoice.number)
    });
    let key = format!("pay-{}", invoice.id);
    server.post("/v1/billing/payments").as_(Role::Finance).key(&key).json(&payment).send().await.expect(201);
    let settled = given_up(server, person, enrollment, MEMBER_PRICE / 2).await;
    settled.refund.expect("a refund").id.to_string()
}

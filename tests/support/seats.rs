//! Seats that billing is asked about: the bare rows of a cohort and an enrollment, billed by the actions themselves.

use guildhall::billing::actions::seat::{self, SeatOrder, SeatSettlement};
use guildhall_domain::cyber_program::quote::{FixedPrice, PriceListRef, SeatPrice};
use guildhall_domain::cyber_program::{MembershipStanding, PriceRow, Withdrawal};
use guildhall_domain::{Cents, Clause, EnrollmentId};
use guildhall_persistence::Engine;
use guildhall_persistence::billing::InvoiceRecord;
use serde_json::json;
use uuid::Uuid;

use super::database::execute;
use super::{Person, Role, TestServer};

/// The member price, as the page has it.
pub const MEMBER_PRICE: i64 = 199_500;

/// A registration of `person` in a cohort of its own.
pub async fn enrolled(server: &TestServer, person: &Person) -> EnrollmentId {
    let id = server.app().entropy.uuid(server.clock().now());
    let (own, account) = (literal(server, id), literal(server, person.account_id.uuid()));
    let cohort = format!(
        "insert into cyber_cohorts (id, name, starts_on, time_zone, capacity, weeks, live_weekday, live_at, live_minutes, \
            template_json, last_place, calendar_sequence, created_at, updated_at, version) values ({own}, 'Cohort {id}', \
            '2025-04-07', 'America/New_York', 12, 12, 2, '13:00', 60, '{{}}', 1, 0, 0, 0, 1)"
    );
    let enrollment = format!(
        "insert into cyber_enrollments (id, cohort_id, account_id, state, place, settlement, price_json, price_cents, \
            discipline, registered_on, registered_by, registered_at, updated_at, version) values ({own}, {own}, {account}, \
            'enrolled', 1, 'invoice', '{{}}', {MEMBER_PRICE}, 'management', '2025-03-01', {account}, 0, 0, 1)"
    );
    execute(server.db(), &cohort).await;
    execute(server.db(), &enrollment).await;
    id.into()
}

/// An id as a script of the engine writes it.
fn literal(server: &TestServer, id: Uuid) -> String {
    match server.engine() {
        Engine::Sqlite => format!("x'{}'", id.as_simple()),
        Engine::Postgres => format!("'{id}'"),
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

/// A price as registering fixes it.
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
        explanation: vec![Clause::new("cyber_program.refund.terms", "house assumption", "50 % is given back")],
    };
    let tx = server.db().begin().await.expect("a transaction");
    let by = Some(person.account_id);
    let settled = seat::give_up_seat(server.app(), &tx, by, enrollment, &withdrawal).await.expect("settled");
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

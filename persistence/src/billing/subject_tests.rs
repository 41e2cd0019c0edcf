//! Invoices of seats and of the print magazine, credits and refunds, and what becomes of them when the schema is
//! taken back and put back.

use guildhall_domain::billing::{
    Billed, CreditNote, CreditReason, CreditState, InvoiceStatus, LedgerAccount, LedgerCause, LedgerEntry,
    LedgerRecord, Payout, Refund, RefundMethod, RefundSource, RefundState, SubjectKind,
};
use guildhall_domain::cyber_program::SEAT;
use guildhall_domain::life_membership::{PRINT_MAGAZINE, PrintSubscription, PrintYear};
use guildhall_domain::members::MEMBERSHIP;
use guildhall_domain::{Cents, Clause, EnrollmentId};
use sea_orm::{ConnectionTrait, Statement};

use super::*;
use crate::life_membership::{
    PrintSort, find_latest_print_subscription, insert_print_subscription, list_print_subscriptions,
    lock_print_subscription, save_print_subscription,
};
use crate::migrations::roll_back;
use crate::testing::fixtures::{given_account, given_invoice, given_member, invoice, member, payment};
use crate::testing::{at, change, database, id, on, walk};
use crate::{Db, Engine, StoreError, migrate};

/// An id as a script writes it.
fn literal(db: &Db, number: u128) -> String {
    match db.engine() {
        Engine::Sqlite => format!("x'{}'", id(number).as_simple()),
        Engine::Postgres => format!("'{}'", id(number)),
    }
}

/// An enrollment with cohort and account of the same number, as the bare rows that an invoice needs.
async fn given_enrollment(db: &Db, number: u128) -> EnrollmentId {
    given_account(db, number).await;
    let own = literal(db, number);
    let sql = format!(
        "insert into cyber_cohorts (id, name, name_key, starts_on, time_zone, capacity, weeks, live_weekday, live_at, \
            live_minutes, template_json, last_place, calendar_sequence, created_at, updated_at, version) values \
            ({own}, 'Cohort {number}', 'cohort {number}', '2025-04-07', 'America/New_York', 12, 12, 2, '13:00', 60, '{{}}', 1, 0, 0, 0, 1); \
         insert into cyber_enrollments (id, cohort_id, account_id, state, place, settlement, price_json, price_cents, \
            discipline, registered_on, registered_by, registered_at, updated_at, version) values ({own}, {own}, {own}, \
            'enrolled', 1, 'invoice', '{{}}', 12000, 'management', '2025-03-01', {own}, 0, 0, 1)"
    );
    db.execute_unprepared(&sql).await.unwrap();
    id(number).into()
}

/// An invoice of a seat, with enrollment and account of the same number.
async fn given_seat_invoice(db: &Db, number: u128) -> InvoiceRecord {
    let enrollment = given_enrollment(db, number).await;
    let record = seat_invoice(number, enrollment);
    change!(db, |tx| insert_invoice(tx, &record)).unwrap();
    record
}

fn seat_invoice(number: u128, enrollment: EnrollmentId) -> InvoiceRecord {
    let mut record = invoice(number, &crate::testing::fixtures::application(number, id(number).into()));
    record.invoice.billed = enrollment.into();
    record
}

fn note(number: u128, record: &InvoiceRecord) -> CreditNote {
    CreditNote {
        id: id(number).into(),
        invoice_id: record.invoice.id,
        amount: Cents::new(6_000),
        reason: CreditReason::Withdrawal,
        provisional: true,
        explanation: vec![Clause::new("cyber_program.refund.terms", "default of this software", "50% is refunded")],
        issued_on: on("2025-03-02"),
        issued_at: at(1),
        issued_by: Some(record.account_id),
        state: CreditState::Issued,
        line: None,
        remark: None,
        decided: None,
        version: 1,
    }
}

fn refund(number: u128, note: &CreditNote) -> Refund {
    Refund {
        id: id(number).into(),
        invoice_id: note.invoice_id,
        source: RefundSource::CreditNote(note.id),
        amount: Cents::new(6_000),
        reason: note.reason,
        due_since: on("2025-03-02"),
        created_at: at(i64::try_from(number).unwrap()),
        payout: None,
        canceled_at: None,
        version: 1,
    }
}

fn payout(reference: &str) -> Option<Payout> {
    Some(Payout {
        method: RefundMethod::Ach,
        paid_on: on("2025-03-03"),
        external_reference: reference.into(),
        paid_by: id(1).into(),
        recorded_at: at(3),
    })
}

#[tokio::test]
async fn a_seat_is_billed_once_and_its_invoice_is_found_by_the_enrollment() {
    let db = database().await;
    let first = given_seat_invoice(&db, 1).await;
    let second = given_seat_invoice(&db, 2).await;
    let none = given_enrollment(&db, 3).await;
    let enrollment = EnrollmentId::new(first.invoice.billed.id);
    assert_eq!(load_invoice(&*db, first.invoice.id).await.unwrap(), first);
    assert_eq!(find_invoice_of(&*db, &enrollment.into()).await.unwrap(), Some(first.clone()));
    let of_many = invoices_of(&*db, &SEAT, [enrollment, id(2).into(), none].map(EnrollmentId::uuid)).await.unwrap();
    assert_eq!((of_many.len(), &of_many[&id(2)]), (2, &second));
    assert!(invoices_of(&*db, &SEAT, []).await.unwrap().is_empty());
    let mut again = seat_invoice(4, enrollment);
    again.account_id = first.account_id;
    assert!(change!(db, |tx| insert_invoice(tx, &again)).unwrap_err().violates("one_per_subject"));
    let filter = InvoiceFilter { kind: Some(MEMBERSHIP), ..InvoiceFilter::default() };
    let memberships = walk!(2, InvoiceSort::Newest, |page| list_invoices(&*db, &filter, page));
    assert!(memberships.is_empty());
    let filter = InvoiceFilter { kind: Some(SEAT), ..InvoiceFilter::default() };
    let seats = walk!(1, InvoiceSort::Newest, |page| list_invoices(&*db, &filter, page));
    assert_eq!(seats, [second, first]);
}

#[tokio::test]
async fn an_invoice_names_a_subject_of_any_kind_without_a_change_of_the_schema() {
    let db = database().await;
    let mut record = seat_invoice(1, given_enrollment(&db, 1).await);
    record.invoice.billed = Billed { kind: SubjectKind::of("conference_seat"), id: id(77) };
    change!(db, |tx| insert_invoice(tx, &record)).unwrap();
    assert_eq!(find_invoice_of(&*db, &record.invoice.billed).await.unwrap(), Some(record.clone()));
    let mut again = seat_invoice(2, id(1).into());
    (again.account_id, again.invoice.billed) = (record.account_id, record.invoice.billed.clone());
    assert!(change!(db, |tx| insert_invoice(tx, &again)).unwrap_err().violates("one_per_subject"));
    again.invoice.billed.kind = SEAT;
    change!(db, |tx| insert_invoice(tx, &again)).unwrap();
}

#[tokio::test]
async fn a_credit_lowers_what_is_charged_and_no_further() {
    let db = database().await;
    let mut read = given_seat_invoice(&db, 1).await;
    read.invoice.paid = Cents::new(6_000);
    read.invoice.credited = Cents::new(6_000);
    read.invoice.status = InvoiceStatus::Paid;
    read.invoice.version = change!(db, |tx| save_invoice(tx, &read)).unwrap();
    let found = load_invoice(&*db, read.invoice.id).await.unwrap().invoice;
    assert_eq!((found.outstanding(), found.refunded(), found.credited), (Cents::ZERO, Cents::ZERO, Cents::new(6_000)));
    read.invoice.credited = Cents::new(12_001);
    let tx = db.begin().await.unwrap();
    assert!(matches!(save_invoice(&tx, &read).await, Err(StoreError::Conflict(_))));
    tx.rollback().await.unwrap();
}

#[tokio::test]
async fn a_refund_is_read_with_its_note_and_paid_under_a_reference_of_its_own() {
    let db = database().await;
    let (first, second) = (given_seat_invoice(&db, 1).await, given_seat_invoice(&db, 2).await);
    let notes = [note(10, &first), note(11, &second)];
    let mut refunds = [refund(20, &notes[0]), refund(21, &notes[1])];
    for (note, refund) in notes.iter().zip(&refunds) {
        change!(db, |tx| insert_credit_note(tx, note)).unwrap();
        change!(db, |tx| insert_refund(tx, refund)).unwrap();
    }
    let read = credit_notes_by_id(&*db, [notes[0].id, notes[1].id]).await.unwrap();
    assert_eq!((&read[&notes[0].id], read.len()), (&notes[0], 2));
    refunds[0].payout = payout("ACH-1");
    refunds[0].version = change!(db, |tx| save_refund(tx, &refunds[0])).unwrap();
    assert_eq!(change!(db, |tx| lock_refund(tx, refunds[0].id)).unwrap(), refunds[0]);
    let tx = db.begin().await.unwrap();
    let taken = Refund { payout: payout("ACH-1"), ..refunds[1].clone() };
    assert!(save_refund(&tx, &taken).await.unwrap_err().violates("external_reference"));
    tx.rollback().await.unwrap();
    let only = async |filter: RefundFilter| {
        let seen = walk!(1, RefundSort::Newest, |page| list_refunds(&*db, &filter, page));
        seen.iter().map(|refund| refund.id.uuid()).collect::<Vec<_>>()
    };
    assert_eq!(only(RefundFilter::default()).await, [21, 20].map(id));
    assert_eq!(only(RefundFilter { state: Some(RefundState::Due), ..RefundFilter::default() }).await, [id(21)]);
    assert_eq!(only(RefundFilter { invoice: Some(id(1).into()), ..RefundFilter::default() }).await, [id(20)]);
    assert!(matches!(load_refund(&*db, id(99).into()).await, Err(StoreError::NotFound(_))));
}

#[tokio::test]
async fn credits_and_payouts_are_booked_once_each() {
    let db = database().await;
    let record = given_seat_invoice(&db, 1).await;
    let note = note(10, &record);
    change!(db, |tx| insert_credit_note(tx, &note)).unwrap();
    change!(db, |tx| insert_refund(tx, &refund(20, &note))).unwrap();
    let entered = |number, cause, entry: Option<LedgerEntry>| LedgerRecord {
        id: id(number).into(),
        invoice_id: record.invoice.id,
        cause,
        posted_on: on("2025-03-02"),
        happened_on: on("2025-03-02"),
        posted_at: at(i64::try_from(number).unwrap()),
        entry: entry.unwrap(),
    };
    let (credit, paid) = (Cents::new(6_000), Cents::new(2_000));
    let entries = [
        entered(
            30,
            LedgerCause::CreditNote(note.id),
            LedgerEntry::credit_issued(&LedgerAccount::of("program_revenue"), credit, paid),
        ),
        entered(31, LedgerCause::Refund(id(20).into()), LedgerEntry::refund_paid(paid)),
    ];
    for entry in &entries {
        change!(db, |tx| insert_ledger_entry(tx, entry)).unwrap();
        let twice = LedgerRecord { id: id(40).into(), ..entry.clone() };
        assert!(change!(db, |tx| insert_ledger_entry(tx, &twice)).unwrap_err().violates("once"));
    }
    let all = walk!(1, LedgerSort::Newest, |page| list_ledger_entries(&*db, &LedgerFilter::default(), page));
    assert_eq!(all, entries.iter().rev().cloned().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_member_has_one_print_subscription_that_awaits_payment() {
    let db = database().await;
    let owner = member(1, "Ruiz");
    given_member(&db, &owner).await;
    let ordered = |number: u128| PrintSubscription {
        id: id(number).into(),
        member_id: owner.id,
        account_id: owner.account_id,
        life_application_id: None,
        year: None,
        withdrawn: false,
        ordered_on: on("2025-03-01"),
        ordered_by: owner.account_id,
        ordered_at: at(i64::try_from(number).unwrap()),
        updated_at: at(0),
        version: 1,
    };
    let mut first = ordered(10);
    change!(db, |tx| insert_print_subscription(tx, &first)).unwrap();
    assert!(change!(db, |tx| insert_print_subscription(tx, &ordered(11))).unwrap_err().violates("one_open"));
    let mut record = seat_invoice(1, id(1).into());
    record.invoice.billed = first.id.into();
    change!(db, |tx| insert_invoice(tx, &record)).unwrap();
    assert_eq!(find_invoice_of(&*db, &first.id.into()).await.unwrap(), Some(record.clone()));
    let of_many = invoices_of(&*db, &PRINT_MAGAZINE, [first.id.uuid(), id(99)]).await.unwrap();
    assert_eq!((of_many.len(), &of_many[&first.id.uuid()]), (1, &record));
    first.year = Some(PrintYear::paid_on(on("2025-03-10")));
    first.version = change!(db, |tx| save_print_subscription(tx, &first)).unwrap();
    assert_eq!(change!(db, |tx| lock_print_subscription(tx, first.id)).unwrap(), first);
    let withdrawn = PrintSubscription { withdrawn: true, ..ordered(12) };
    change!(db, |tx| insert_print_subscription(tx, &withdrawn)).unwrap();
    assert_eq!(find_latest_print_subscription(&*db, owner.id).await.unwrap(), Some(first.clone()));
    let all = walk!(1, PrintSort::Newest, |page| list_print_subscriptions(&*db, owner.id, page));
    assert_eq!(all, [withdrawn, first]);
}

#[tokio::test]
async fn invoices_of_memberships_outlive_the_schema_that_came_after_them() {
    let db = database().await;
    let mut paid = given_invoice(&db, 1).await;
    paid.invoice.paid = Cents::new(6_000);
    paid.invoice.status = InvoiceStatus::PartiallyPaid;
    paid.invoice.installments[0].paid = Cents::new(6_000);
    paid.invoice.version = change!(db, |tx| save_invoice(tx, &paid)).unwrap();
    let receipt = payment(10, &paid, "4711");
    change!(db, |tx| insert_payment(tx, &receipt)).unwrap();
    let untouched = given_invoice(&db, 2).await;
    let seat = given_seat_invoice(&db, 3).await;
    change!(db, |tx| insert_credit_note(tx, &note(11, &seat))).unwrap();
    change!(db, |tx| insert_refund(tx, &refund(12, &note(11, &seat)))).unwrap();
    let entered = |number, record: &InvoiceRecord, cause, entry: Option<LedgerEntry>| LedgerRecord {
        id: id(number).into(),
        invoice_id: record.invoice.id,
        cause,
        posted_on: on("2025-03-01"),
        happened_on: on("2025-03-01"),
        posted_at: at(i64::try_from(number).unwrap()),
        entry: entry.unwrap(),
    };
    let issued =
        |record: &InvoiceRecord| LedgerEntry::invoice_issued(&LedgerAccount::of("dues_revenue"), record.invoice.total);
    let books = [
        entered(20, &paid, LedgerCause::Invoice, issued(&paid)),
        entered(21, &paid, LedgerCause::Payment(receipt.id), LedgerEntry::payment_received(receipt.amount)),
    ];
    for entry in books.iter().chain([&entered(22, &seat, LedgerCause::Invoice, issued(&seat))]) {
        change!(db, |tx| insert_ledger_entry(tx, entry)).unwrap();
    }

    take_back(&db, "0009_billing_subjects").await.unwrap();
    let sql = "select count(*) as many from invoices where application_id is not null";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "many").unwrap(), 2, "the schema of before holds them");
    migrate(&db).await.unwrap();

    assert_eq!(load_invoice(&*db, paid.invoice.id).await.unwrap(), paid);
    assert_eq!(load_invoice(&*db, untouched.invoice.id).await.unwrap(), untouched);
    assert_eq!(load_payment(&*db, receipt.id).await.unwrap(), receipt);
    let kept = walk!(2, LedgerSort::Newest, |page| list_ledger_entries(&*db, &LedgerFilter::default(), page));
    assert_eq!(kept, books.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(find_invoice(&*db, seat.invoice.id).await.unwrap(), None, "what it did not know is lost");
    let sql = "select name as name from sqlite_schema where name like 'kept%'";
    let sql = if db.engine() == Engine::Sqlite {
        sql
    } else {
        "select table_name::text as name from information_schema.tables where table_schema = current_schema() and table_name like 'kept%'"
    };
    let left = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    assert!(left.is_empty(), "copies are left");
}

#[tokio::test]
async fn invoices_of_every_kind_keep_their_subject_when_the_words_come_under_checks_and_out_again() {
    let db = database().await;
    let (membership, seat) = (given_invoice(&db, 1).await, given_seat_invoice(&db, 2).await);
    let receipt = payment(10, &membership, "4711");
    change!(db, |tx| insert_payment(tx, &receipt)).unwrap();
    change!(db, |tx| insert_credit_note(tx, &note(11, &seat))).unwrap();
    change!(db, |tx| insert_refund(tx, &refund(12, &note(11, &seat)))).unwrap();

    take_back(&db, "0010_open_words").await.unwrap();
    for (column, number) in [("application_id", 1), ("enrollment_id", 2)] {
        let sql = format!("select count(*) as many from invoices where {column} = {}", literal(&db, number));
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "many").unwrap(), 1, "{column}");
    }
    migrate(&db).await.unwrap();

    assert_eq!(load_invoice(&*db, membership.invoice.id).await.unwrap(), membership);
    assert_eq!(load_invoice(&*db, seat.invoice.id).await.unwrap(), seat);
    assert_eq!(load_payment(&*db, receipt.id).await.unwrap(), receipt);
    assert_eq!(load_refund(&*db, id(12).into()).await.unwrap(), refund(12, &note(11, &seat)));
}

#[tokio::test]
async fn a_word_that_the_schema_of_before_does_not_know_is_not_lost_by_taking_the_schema_back() {
    let db = database().await;
    let membership = given_invoice(&db, 1).await;
    change!(db, |tx| insert_payment(tx, &payment(10, &membership, "4711"))).unwrap();
    db.execute_unprepared("update payments set method = 'card'").await.unwrap();
    assert!(take_back(&db, "0010_open_words").await.is_err());
    db.execute_unprepared("update payments set method = 'check'").await.unwrap();
    migrate(&db).await.unwrap();
    assert_eq!(load_payment(&*db, id(10).into()).await.unwrap(), payment(10, &membership, "4711"));
}

/// Takes the schema back to before one script, whatever scripts came after it.
async fn take_back(db: &Db, script: &str) -> Result<(), StoreError> {
    loop {
        let undone = roll_back(db, 1).await?;
        assert!(!undone.is_empty(), "{script} is not in the schema");
        if undone.contains(&script) {
            return Ok(());
        }
    }
}

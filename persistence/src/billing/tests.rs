use guildhall_domain::billing::{
    InvoiceStatus, LedgerAccount, LedgerCause, LedgerEntry, LedgerRecord, Payment, PaymentMethod, Reversal,
    ReversalReason,
};
use guildhall_domain::{ApplicationId, Cents};

use super::*;
use crate::StoreError;
use crate::testing::fixtures::{given_invoice, invoice, payment};
use crate::testing::{at, change, database, id, on, walk};

fn issue(number: u128, record: &InvoiceRecord) -> LedgerRecord {
    LedgerRecord {
        id: id(number).into(),
        invoice_id: record.invoice.id,
        cause: LedgerCause::Invoice,
        posted_on: on("2025-03-01"),
        happened_on: on("2025-03-01"),
        posted_at: at(i64::try_from(number).unwrap()),
        entry: LedgerEntry::invoice_issued(&LedgerAccount::of("dues_revenue"), record.invoice.total).unwrap(),
    }
}

#[tokio::test]
async fn an_invoice_reads_back_with_its_lines_and_installments() {
    let db = database().await;
    let written = given_invoice(&db, 1).await;
    assert_eq!(load_invoice(&*db, written.invoice.id).await.unwrap(), written);
    let found = find_invoice_of(&*db, &written.invoice.billed).await.unwrap();
    assert_eq!(found, Some(written));
    assert_eq!(find_invoice(&*db, id(2).into()).await.unwrap(), None);
}

#[tokio::test]
async fn a_payment_is_saved_on_the_invoice_and_its_installment_once() {
    let db = database().await;
    let mut read = given_invoice(&db, 1).await;
    read.invoice.status = InvoiceStatus::PartiallyPaid;
    read.invoice.paid = Cents::new(6_000);
    read.invoice.installments[0].paid = Cents::new(6_000);
    assert_eq!(change!(db, |tx| save_invoice(tx, &read)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_invoice(tx, &read)), Err(StoreError::Stale)));
    read.invoice.version = 2;
    assert_eq!(change!(db, |tx| lock_invoice(tx, read.invoice.id)).unwrap(), read);
}

#[tokio::test]
async fn an_application_is_billed_again_only_after_its_invoice_was_voided() {
    let db = database().await;
    let mut first = given_invoice(&db, 1).await;
    let mut second = first.clone();
    second.invoice.id = id(2).into();
    second.invoice.number.sequence = 2;
    let refused = change!(db, |tx| insert_invoice(tx, &second));
    assert!(refused.unwrap_err().violates("one_per_subject"));
    first.invoice.status = InvoiceStatus::Void;
    first.invoice.voided_at = Some(at(5));
    first.invoice.void_reason = Some("wrong salary".into());
    change!(db, |tx| save_invoice(tx, &first)).unwrap();
    change!(db, |tx| insert_invoice(tx, &second)).unwrap();
    let found = find_invoice_of(&*db, &first.invoice.billed).await.unwrap();
    assert_eq!(found.unwrap().invoice.id, second.invoice.id);
}

#[tokio::test]
async fn an_invoice_that_contradicts_itself_is_not_stored() {
    let db = database().await;
    let mut read = given_invoice(&db, 1).await;
    read.invoice.paid = Cents::new(12_001);
    let tx = db.begin().await.unwrap();
    assert!(matches!(save_invoice(&tx, &read).await, Err(StoreError::Conflict(_))));
    read.invoice.paid = Cents::new(12_000);
    assert!(tx.commit().await.is_err());
    assert!(matches!(change_refused(&db, &read).await, StoreError::Conflict(_)));
}

async fn change_refused(db: &crate::Db, record: &InvoiceRecord) -> StoreError {
    let tx = db.begin().await.unwrap();
    let refused = save_invoice(&tx, record).await.unwrap_err();
    tx.rollback().await.unwrap();
    refused
}

#[tokio::test]
async fn invoices_are_listed_latest_first_and_narrowed() {
    let db = database().await;
    for number in 1..=3 {
        given_invoice(&db, number).await;
    }
    let mut paid = load_invoice(&*db, id(3).into()).await.unwrap();
    paid.invoice.status = InvoiceStatus::Paid;
    paid.invoice.paid = paid.invoice.total;
    change!(db, |tx| save_invoice(tx, &paid)).unwrap();
    let only = async |filter: InvoiceFilter| {
        let seen = walk!(1, InvoiceSort::Newest, |page| list_invoices(&*db, &filter, page));
        assert!(seen.iter().all(|record| record.invoice.lines.len() == 2 && record.invoice.installments.len() == 2));
        seen.iter().map(|record| record.invoice.id.uuid()).collect::<Vec<_>>()
    };
    let all = InvoiceFilter::default;
    assert_eq!(only(all()).await, [3, 2, 1].map(id));
    let open = InvoiceFilter { status: Some(InvoiceStatus::Open), ..all() };
    assert_eq!(only(open).await, [2, 1].map(id));
    let due = InvoiceFilter { due_before: Some(on("9999-01-01")), ..all() };
    assert_eq!(only(due).await, [2, 1].map(id), "on a paid invoice nothing is due");
    let none = InvoiceFilter { due_before: Some(on("2000-01-01")), ..all() };
    assert!(only(none).await.is_empty());
    let not_due = InvoiceFilter { not_due_before: Some(on("9999-01-01")), ..all() };
    assert_eq!(only(not_due).await, [id(3)]);
    let some = InvoiceFilter { ids: Some(vec![id(1).into(), id(3).into()]), ..all() };
    assert_eq!(only(some).await, [3, 1].map(id));
    let number = InvoiceFilter { number: Some(paid.invoice.number.to_string()), ..all() };
    assert_eq!(only(number).await, [id(3)]);
    let own = InvoiceFilter { account: Some(id(2).into()), ..all() };
    assert_eq!(only(own).await, [id(2)]);
    let bills = InvoiceFilter { billed: Some(ApplicationId::new(id(1)).into()), ..all() };
    assert_eq!(only(bills).await, [id(1)]);
    let member = InvoiceFilter { member: Some(id(1).into()), ..all() };
    assert!(only(member).await.is_empty());
}

#[tokio::test]
async fn a_reference_is_recorded_once_for_method_and_payer_until_it_is_reversed() {
    let db = database().await;
    let record = given_invoice(&db, 1).await;
    let first = payment(10, &record, "4711");
    change!(db, |tx| insert_payment(tx, &first)).unwrap();
    assert_eq!(load_payment(&*db, first.id).await.unwrap(), first);
    let mut second = payment(11, &record, "4711");
    assert!(change!(db, |tx| insert_payment(tx, &second)).unwrap_err().violates("reference"));
    let other = given_invoice(&db, 2).await;
    let theirs = payment(12, &other, "4711");
    change!(db, |tx| insert_payment(tx, &theirs)).unwrap();
    second.method = PaymentMethod::Wire;
    change!(db, |tx| insert_payment(tx, &second)).unwrap();
    let only = async |filter: PaymentFilter| {
        let seen = walk!(1, PaymentSort::Newest, |page| list_payments(&*db, &filter, page));
        seen.iter().map(|payment| payment.id.uuid()).collect::<Vec<_>>()
    };
    let all = PaymentFilter::default;
    assert_eq!(only(all()).await, [12, 11, 10].map(id));
    assert_eq!(only(PaymentFilter { method: Some(PaymentMethod::Check), ..all() }).await, [12, 10].map(id));
    assert_eq!(only(PaymentFilter { invoice: Some(id(1).into()), ..all() }).await, [11, 10].map(id));
    assert_eq!(only(PaymentFilter { payer: Some(theirs.payer), ..all() }).await, [id(12)]);
    assert_eq!(only(PaymentFilter { reference: Some("4711".into()), ..all() }).await, [12, 11, 10].map(id));
    assert!(only(PaymentFilter { unapplied: true, ..all() }).await.is_empty());
    let by = record.account_id;
    let reversal = Reversal { reason: ReversalReason::Returned, on: on("2025-03-02"), by, at: at(3) };
    let reversed = Payment { reversal: Some(reversal), ..first };
    assert_eq!(change!(db, |tx| save_payment(tx, &reversed)).unwrap(), 2);
    assert_eq!(load_payment(&*db, reversed.id).await.unwrap(), Payment { version: 2, ..reversed });
    change!(db, |tx| insert_payment(tx, &payment(13, &record, "4711"))).unwrap();
    assert_eq!(
        payments_toward(&*db, record.invoice.id).await.unwrap().len(),
        2,
        "the wire and the check that came again"
    );
}

#[tokio::test]
async fn the_ledger_is_listed_latest_first_with_its_postings() {
    let db = database().await;
    let (first, second) = (given_invoice(&db, 1).await, given_invoice(&db, 2).await);
    let paid = payment(10, &first, "4711");
    change!(db, |tx| insert_payment(tx, &paid)).unwrap();
    let receipt = LedgerRecord {
        cause: LedgerCause::Payment(paid.id),
        entry: LedgerEntry::payment_received(paid.amount).unwrap(),
        ..issue(22, &first)
    };
    let entries = [issue(20, &first), issue(21, &second), receipt];
    for entry in &entries {
        change!(db, |tx| insert_ledger_entry(tx, entry)).unwrap();
    }
    let twice = LedgerRecord { id: id(23).into(), ..entries[0].clone() };
    assert!(change!(db, |tx| insert_ledger_entry(tx, &twice)).unwrap_err().violates("once"));
    let all = walk!(2, LedgerSort::Newest, |page| list_ledger_entries(&*db, &LedgerFilter::default(), page));
    assert_eq!(all, entries.iter().rev().cloned().collect::<Vec<_>>());
    let filter = LedgerFilter { invoice: Some(second.invoice.id) };
    let own = walk!(2, LedgerSort::Newest, |page| list_ledger_entries(&*db, &filter, page));
    assert_eq!(own, [entries[1].clone()]);
}

#[tokio::test]
async fn an_invoice_without_installments_has_none() {
    let db = database().await;
    let base = given_invoice(&db, 1).await;
    let mut bare = invoice(2, &crate::testing::fixtures::given_application(&db, 2).await);
    bare.invoice.installments.clear();
    change!(db, |tx| insert_invoice(tx, &bare)).unwrap();
    assert_eq!(load_invoice(&*db, bare.invoice.id).await.unwrap(), bare);
    assert_ne!(base, bare);
}

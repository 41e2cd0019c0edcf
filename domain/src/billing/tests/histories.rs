//! Random histories of an invoice and of the membership that it pays for: what the steps leave is what a fresh computation
//! from the entries and the receipts says.

use crate::billing::credit::credit;
use crate::billing::reversal::{reopen, spread};
use crate::billing::write_off::write_off;
use crate::billing::{
    Billed, CreditFacts, Invoice, InvoiceNumber, InvoiceStatus, LedgerAccount, LedgerEntry, PaymentFacts, SubjectKind,
    allocate_to,
};
use crate::calendar::add_days;
use crate::members::{DuesReceipt, paid_through, paid_until_by_receipts, standing_on};
use crate::members::{Standing, standing::TermSpan};
use crate::testing::{POLICIES, day};
use crate::{Cents, InvoiceId};
use proptest::prelude::*;
use uuid::Uuid;

use super::installment;

const DUES: LedgerAccount = LedgerAccount::of("dues_revenue");

#[derive(Clone, Copy, Debug)]
enum Step {
    Pay(i64),
    Reverse(usize),
    Credit(i64),
    WriteOff(i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_i64..60_000).prop_map(Step::Pay),
        3 => any::<usize>().prop_map(Step::Reverse),
        1 => (1_i64..40_000).prop_map(Step::Credit),
        1 => (1_i64..40_000).prop_map(Step::WriteOff),
    ]
}

/// An invoice of four parts, the first due on 1 January 2026.
fn issued(parts: [i64; 4]) -> Invoice {
    let installments: Vec<_> = (1..).zip(parts).map(|(position, amount)| installment(position, amount, 0)).collect();
    let on = day("2026-01-01");
    Invoice {
        id: InvoiceId::new(Uuid::from_u128(1)),
        number: InvoiceNumber { fiscal_year: 2026, sequence: 1 },
        billed: Billed { kind: SubjectKind::of("membership"), id: Uuid::from_u128(2) },
        member_id: None,
        bill_to_organization_id: None,
        purchase_order_number: None,
        status: InvoiceStatus::Open,
        total: Cents::new(parts.iter().sum()),
        paid: Cents::ZERO,
        credited: Cents::ZERO,
        written_off: Cents::ZERO,
        priced_on: on,
        rate_table_version: "2022-10".into(),
        due_on: on,
        lines: Vec::new(),
        installments,
        issued_at: crate::calendar::starts_at(on),
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}

/// The books: every entry, and the balance of an account.
#[derive(Default)]
struct Books(Vec<LedgerEntry>);

impl Books {
    fn enter(&mut self, entry: Option<LedgerEntry>) {
        self.0.extend(entry);
    }

    fn balance(&self, account: &LedgerAccount) -> i64 {
        let postings = self.0.iter().flat_map(LedgerEntry::postings);
        postings.filter(|posting| posting.account == *account).map(|posting| posting.amount.cents()).sum()
    }
}

proptest! {
    #[test]
    fn any_history_leaves_the_books_balanced_and_the_invoice_as_the_books_say(
        parts in proptest::array::uniform4(1_i64..30_000), steps in proptest::collection::vec(any_step(), 0..24)
    ) {
        let mut invoice = issued(parts);
        let mut books = Books::default();
        books.enter(LedgerEntry::invoice_issued(&DUES, invoice.total));
        let mut standing: Vec<i64> = Vec::new();
        for step in steps {
            match step {
                Step::Pay(amount) => {
                    let Ok(taken) = allocate_to(&PaymentFacts::of(&invoice), Cents::new(amount)) else { continue };
                    books.enter(taken.write_off_reversed.clone());
                    books.enter(LedgerEntry::payment_received(Cents::new(amount)));
                    taken.apply(&mut invoice);
                    standing.push(amount);
                }
                Step::Reverse(which) => {
                    if standing.is_empty() {
                        continue;
                    }
                    let amount = standing.remove(which % standing.len());
                    let reopened = reopen(&invoice, Cents::new(amount), Cents::ZERO).unwrap();
                    books.enter(reopened.entry.clone());
                    reopened.apply(&mut invoice);
                }
                Step::Credit(amount) => {
                    let facts = CreditFacts {
                        revenue: DUES,
                        status: invoice.status,
                        total: invoice.total,
                        paid: invoice.paid,
                        credited: invoice.credited,
                        written_off: invoice.written_off,
                    };
                    let Ok(draft) = credit(&facts, Cents::new(amount)) else { continue };
                    books.enter(draft.write_off_reversed);
                    books.enter(draft.entry);
                    (invoice.credited, invoice.written_off, invoice.status) = (draft.credited, draft.written_off, draft.status);
                }
                Step::WriteOff(amount) => {
                    let Ok((written_off, entry)) = write_off(&invoice, Cents::new(amount)) else { continue };
                    books.enter(Some(entry));
                    invoice.written_off = written_off;
                }
            }
            for entry in &books.0 {
                prop_assert_eq!(entry.postings().iter().map(|posting| posting.amount.cents()).sum::<i64>(), 0);
            }
            prop_assert!(invoice.paid <= invoice.total && invoice.credited <= invoice.total);
            prop_assert_eq!(invoice.paid.cents(), standing.iter().sum::<i64>());
            prop_assert_eq!(books.balance(&LedgerAccount::CASH), invoice.paid.cents());
            prop_assert_eq!(books.balance(&LedgerAccount::ACCOUNTS_RECEIVABLE), invoice.outstanding().cents());
            prop_assert_eq!(books.balance(&LedgerAccount::REFUNDS_PAYABLE), -invoice.refunded().cents());
            prop_assert_eq!(books.balance(&LedgerAccount::BAD_DEBT), invoice.written_off.cents());
            prop_assert_eq!(&invoice.installments, &spread(&invoice.installments, invoice.paid));
            prop_assert_eq!(invoice.status, InvoiceStatus::of(invoice.charged(), invoice.paid));
            prop_assert_eq!(invoice.next_due_on().is_none(), invoice.outstanding().is_zero());
            if let Some(due_on) = invoice.next_due_on() {
                let owed = invoice.charged_installments();
                let first = owed.iter().filter(|part| !part.is_paid()).map(|part| part.due_on).min();
                prop_assert_eq!(first, Some(due_on), "the earliest part of which something is owed");
            }
        }
    }

    /// A renewal of four parts, paid on days in order: what is kept as each payment comes is what the receipts say afterward,
    /// and no day after the lapse is paid for by what came later.
    #[test]
    fn how_far_a_term_was_paid_is_kept_as_the_receipts_say_and_lapsed_time_is_never_paid(
        payments in proptest::collection::vec((0_u32..400, 1_i64..60_000), 0..8)
    ) {
        let policy = &POLICIES.members;
        let mut payments = payments;
        payments.sort_by_key(|(after, _)| *after);
        let mut invoice = issued([25_000; 4]);
        let (starts_on, ends_on) = (day("2026-01-01"), day("2027-01-01"));
        let mut kept = None;
        let mut lapsed_on = None;
        let mut receipts: Vec<DuesReceipt> = Vec::new();
        for (after, amount) in payments {
            let (on, amount) = (add_days(starts_on, after), Cents::new(amount));
            let Ok(taken) = allocate_to(&PaymentFacts::of(&invoice), amount) else { continue };
            taken.apply(&mut invoice);
            receipts.push((on, amount));
            let span = kept.map(|until| TermSpan { starts_on, good_until_on: until });
            if span.is_some() && standing_on(span.as_ref(), on, policy) == Standing::Lapsed {
                lapsed_on = lapsed_on.or(Some(on));
                continue;
            }
            if invoice.installments[0].is_paid() {
                kept = Some(paid_through(starts_on, ends_on, &invoice.installments));
            }
        }
        let fresh = paid_until_by_receipts((starts_on, ends_on), &invoice.installments, &receipts, policy);
        prop_assert_eq!(kept, fresh);
        if let (Some(until), Some(lapsed_on)) = (fresh, lapsed_on) {
            prop_assert!(until < lapsed_on, "paid until {until}, lapsed on {lapsed_on}");
        }
    }
}

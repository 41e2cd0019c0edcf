//! Something that this program does not have is billed, paid and voided, with an implementation of `Billable` and a line
//! of the chart of accounts: no migration, and no file of billing.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use guildhall::app::App;
use guildhall::billing::actions::issue::{self, Issue};
use guildhall::billing::actions::payment::{self, Receipt, Toward};
use guildhall::billing::actions::reverse::{self, Reversing};
use guildhall::billing::actions::void;
use guildhall::billing::billable::{Billable, Paid, Reopened};
use guildhall::http::problem::Problem;
use guildhall_domain::billing::{Billed, InvoiceStatus, PaymentMethod, ReversalReason, SingleItem, SubjectKind};
use guildhall_domain::{AccountId, Cents, Policies};
use guildhall_persistence::billing::{self as store, LedgerFilter, LedgerSort};
use guildhall_persistence::{PageRequest, Tx};
use uuid::Uuid;

use crate::support::parts::{config, parts};
use crate::support::{Role, TestServer, both_engines};

/// A bench in the park, with the donor's name on it.
struct Bench;

const BENCH: SubjectKind = SubjectKind::of("park_bench");

static TOLD: Mutex<Vec<(Uuid, &str)>> = Mutex::new(Vec::new());

fn tell(id: Uuid, what: &'static str) {
    TOLD.lock().unwrap().push((id, what));
}

#[async_trait]
impl Billable for Bench {
    fn kind(&self) -> SubjectKind {
        BENCH
    }

    async fn lock(&self, _: &App, _: &Tx, id: Uuid) -> Result<(), Problem> {
        tell(id, "locked");
        Ok(())
    }

    async fn on_paid(&self, _: &App, _: &Tx, paid: &Paid<'_>) -> Result<(), Problem> {
        tell(paid.id, if paid.is_in_full() { "paid in full" } else { "paid in part" });
        Ok(())
    }

    async fn on_reopened(&self, _: &App, _: &Tx, reopened: &Reopened<'_>) -> Result<(), Problem> {
        tell(reopened.id, if reopened.is_still_paid() { "still paid" } else { "owed again" });
        Ok(())
    }

    async fn on_given_up(&self, _: &App, _: &Tx, id: Uuid, _: AccountId) -> Result<(), Problem> {
        tell(id, "given up");
        Ok(())
    }
}

/// The shipped tables, with an account for benches.
fn policies() -> Policies {
    let shipped = include_str!("../../domain/policies/billing.toml");
    let text = shipped
        .replace("\"refunds_payable\"]", "\"refunds_payable\", \"park_revenue\"]")
        .replace("revenue = { ", "revenue = { park_bench = \"park_revenue\", ");
    assert_ne!(text, shipped);
    Policies::load(&BTreeMap::from([("billing.toml".to_owned(), text)])).unwrap()
}

fn order(id: Uuid, account_id: AccountId) -> Issue {
    let today = "2025-03-01".parse().unwrap();
    let item = SingleItem {
        code: "bench".into(),
        description: "A bench by the pond".into(),
        amount: Cents::new(50_000),
        provisional: true,
        rule_clause: "parks.bench".into(),
        price_table_version: "2025".into(),
        priced_on: today,
        issued_on: today,
        due_on: today,
    };
    Issue {
        billed: Billed { kind: BENCH, id },
        bill: item.into(),
        account_id,
        member_id: None,
        bill_to_organization_id: None,
        purchase_order_number: None,
        by: None,
    }
}

both_engines! {
    async fn a_thing_that_the_program_does_not_have_is_billed_voided_and_paid(server: TestServer) {
        let person = server.new_account().await;
        let mut parts = parts(config(), server.db().clone(), server.clock().clone(), 9);
        parts.policies = policies();
        let mut app = App::new(parts);
        app.billables = &[&Bench];
        let bench = Uuid::from_u128(if server.database_url().starts_with("sqlite") { 1 } else { 2 });
        let finance = server.person(Role::Finance).account_id;
        let (by, tx) = (person.account_id, server.db().begin().await.unwrap());

        let first = issue::issue(&app, &tx, order(bench, by)).await.unwrap().invoice;
        assert!(issue::check_unbilled(&tx, &first.billed).await.is_err());
        void::void(&app, &tx, by, first.id, "Another pond.").await.unwrap();
        let second = issue::issue(&app, &tx, order(bench, by)).await.unwrap().invoice;
        let receipt = |cents, reference: &str| Receipt {
            payer: None,
            toward: Toward::Invoice(second.id),
            method: PaymentMethod::Wire,
            amount: Cents::new(cents),
            received_on: "2025-03-01".parse().unwrap(),
            external_reference: reference.into(),
        };
        payment::record(&app, &tx, finance, receipt(20_000, "WIRE-1")).await.unwrap();
        let wrong = payment::record(&app, &tx, finance, receipt(30_000, "WIRE-2")).await.unwrap();
        let how = Reversing { reason: ReversalReason::PostedWrongly, on: "2025-03-01".parse().unwrap() };
        reverse::reverse(&app, &tx, finance, wrong.id, how).await.unwrap();
        payment::record(&app, &tx, finance, receipt(30_000, "WIRE-2")).await.unwrap();
        tx.commit().await.unwrap();

        let told: Vec<&str> =
            TOLD.lock().unwrap().iter().filter(|(id, _)| *id == bench).map(|(_, what)| *what).collect();
        assert_eq!(told, ["locked", "given up", "locked", "paid in part", "locked", "paid in full", "locked", "owed again", "locked", "paid in full"]);
        let read = store::load_invoice(server.db(), second.id).await.unwrap().invoice;
        assert_eq!((read.billed, read.status), (Billed { kind: BENCH, id: bench }, InvoiceStatus::Paid));
        let page = PageRequest::first(100, LedgerSort::Newest);
        let entries = store::list_ledger_entries(server.db(), &LedgerFilter::default(), page).await.unwrap().items;
        let postings = entries.iter().flat_map(|entry| entry.entry.postings());
        let earned = postings.filter(|posting| posting.account.as_str() == "park_revenue");
        assert_eq!(earned.map(|posting| posting.amount.cents()).sum::<i64>(), -50_000);

        // A program without benches shows the invoice, and changes nothing about it.
        let tx = server.db().begin().await.unwrap();
        let refused = void::void(server.app(), &tx, by, second.id, "By mistake.").await.unwrap_err();
        assert_eq!(refused.kind.slug, "internal");
        tx.rollback().await.unwrap();
    }
}

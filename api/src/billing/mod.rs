//! Billing: invoices at the price of their quote, payments and refunds recorded by finance, the ledger behind them.

pub mod actions;
pub mod billable;
pub mod codes;
mod invoice_out;
mod invoices;
mod ledger_entries;
mod letters;
mod payment;
mod payments;
pub mod problems;
mod refunds;
mod scenarios;
mod stage;
mod void;

use guildhall_domain::billing::BillingEvent;
use guildhall_domain::events::Event;
use guildhall_persistence::billing::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::{InTables, nothing_ends};
use crate::sandbox::scenarios::Rules;
use crate::slice::{Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    base: true,
    problems: problems::KINDS,
    events: BillingEvent::KINDS,
    letters: letters::LETTERS,
    scenarios: scenarios::all,
    examples: include_str!("examples.json"),
    // Invoices stay due: who pays for somebody who died or left is for finance to say.
    ..Slice::new("billing", TAG, routes, &InTables(TABLES), nothing_ends)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules = Rules { page: "docs/rules/billing.md", sources: |policies| &policies.billing.sources };

const TAG: Tag =
    Tag { name: "Billing", description: "Invoices, payments recorded by finance staff, and the ledger behind them." };

/// The operations of this slice.
fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(invoices::list_invoices)
        .service(invoices::create_invoice)
        .service(invoices::get_invoice)
        .service(invoices::update_invoice)
        .service(void::void_invoice)
        .service(payments::list_payments)
        .service(payments::create_payment)
        .service(payments::get_payment)
        .service(refunds::list_refunds)
        .service(refunds::get_refund)
        .service(payment::pay_refund)
        .service(ledger_entries::list_ledger_entries);
}

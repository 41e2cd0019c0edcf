//! Billing: invoices at the price of their quote, payments and refunds recorded by finance, the ledger behind them.

pub mod actions;
pub mod billable;
pub mod codes;
mod invoice_out;
mod invoices;
mod ledger_entries;
mod letters;
mod listeners;
mod payment;
mod payments;
pub mod problems;
mod refunds;
pub mod relations;
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
    listeners: listeners::LISTENERS,
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
    crate::operations!(config;
        invoices::list_invoices,
        invoices::create_invoice,
        invoices::get_invoice,
        invoices::update_invoice,
        void::void_invoice,
        payments::list_payments,
        payments::create_payment,
        payments::get_payment,
        refunds::list_refunds,
        refunds::get_refund,
        payment::record_refund_payment,
        ledger_entries::list_ledger_entries,
    );
}

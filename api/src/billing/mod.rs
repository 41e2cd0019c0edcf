//! Billing: invoices at the price of their quote, payments, credits and refunds recorded by finance, the ledger behind them.

pub mod actions;
pub mod billable;
pub mod codes;
mod credit_notes;
mod invoice_out;
mod invoices;
mod ledger;
mod letters;
mod listeners;
mod payment;
mod payments;
mod periods;
pub mod problems;
mod refunds;
pub mod relations;
mod scenarios;
mod stage;
mod void;
mod write_offs;

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
    media_types: &[periods::journal::JOURNALS],
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
        write_offs::write_offs::create_write_off,
        write_offs::write_offs::list_write_offs,
        write_offs::write_offs::get_write_off,
        write_offs::approval::accept_write_off,
        write_offs::decline::decline_write_off,
        credit_notes::credit_notes::create_credit_note,
        credit_notes::credit_notes::list_credit_notes,
        credit_notes::credit_notes::get_credit_note,
        credit_notes::approval::accept_credit_note,
        credit_notes::decline::decline_credit_note,
        payments::payments::list_payments,
        payments::payments::create_payment,
        payments::payments::get_payment,
        payments::allocations::create_payment_allocation,
        payments::refunds::create_payment_refund,
        payments::reversal::create_payment_reversal,
        refunds::list_refunds,
        refunds::get_refund,
        payment::record_refund_payment,
        ledger::ledger::get_ledger,
        ledger::ledger_entries::list_ledger_entries,
        ledger::aging::get_aging,
        periods::period_closings::list_period_closings,
        periods::period_closings::create_period_closing,
        periods::period_closings::get_period_closing,
        periods::reopening::create_period_reopening,
        periods::journal::get_period_journal,
    );
}

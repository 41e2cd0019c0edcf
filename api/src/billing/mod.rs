//! Billing: invoices at the price of their quote, payments and refunds recorded by finance, the ledger behind them.

pub mod actions;
pub mod billable;
pub mod codes;
mod invoice_out;
mod invoices;
mod ledger_entries;
pub mod letters;
mod payment;
mod payments;
pub mod problems;
mod refunds;
mod scenarios;
mod void;

pub use scenarios::all as scenarios;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
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

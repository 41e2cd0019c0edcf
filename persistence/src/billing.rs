//! Billing: invoices with their lines and instalments, payments, the ledger.

mod invoice;
mod invoice_list;
mod invoice_parts;
mod ledger;
mod payment;

pub use invoice::{
    InvoiceRecord, find_invoice, find_invoice_of_application, insert_invoice, load_invoice, lock_invoice, save_invoice,
};
pub use invoice_list::{InvoiceFilter, InvoiceSort, list_invoices};
pub use ledger::{LedgerFilter, LedgerSort, insert_ledger_entry, list_ledger_entries};
pub use payment::{PaymentFilter, PaymentSort, find_payment, insert_payment, list_payments, load_payment};

#[cfg(test)]
mod tests;

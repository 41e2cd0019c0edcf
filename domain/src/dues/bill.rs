//! A quote as a bill: the price of an invoice is the price of its quote, line by line and part by part.

use crate::Cents;
use crate::billing::{Bill, InvoiceInstallment, InvoiceLine};
use crate::dues::quote::{Installment, Quote, QuoteLine};

impl From<Quote> for Bill {
    /// The bill of a quote made on the day of the invoice.
    fn from(quote: Quote) -> Self {
        let version = quote.rate_table.version;
        let line = |(line, position): (QuoteLine, i32)| InvoiceLine {
            position,
            code: line.code,
            description: line.description,
            amount: line.amount,
            provisional: line.provisional,
            rule_clause: line.clause,
            rate_table_version: version.clone(),
        };
        let part = |(part, position): (Installment, i32)| InvoiceInstallment {
            position,
            due_on: part.due_on,
            amount: part.amount,
            paid: Cents::ZERO,
        };
        Self {
            total: quote.total,
            lines: quote.lines.into_iter().zip(1..).map(line).collect(),
            installments: quote.installments.into_iter().zip(1..).map(part).collect(),
            priced_on: quote.priced_on,
            issued_on: quote.priced_on,
            rate_table_version: version,
        }
    }
}

//! Dues: the quote, its rate tables and who may pay in installments.

mod bill;
mod draft;
pub mod installments;
pub mod policy;
pub mod quote;
pub mod rate;
pub mod rate_table;
pub mod refusal;
pub mod salary_price;
pub mod upgrade;

pub use policy::DuesPolicy;
pub use quote::{Installment, Quote, QuoteFacts, QuoteLine, RateTableRef, quote};
pub use rate::Rate;
pub use rate_table::RateTable;
pub use refusal::DuesRefusal;
pub use upgrade::quote_upgrade;

#[cfg(test)]
mod tests;

//! What changes an enrollment. Locks are taken in one order: the payer's account or organization, the rows of marks,
//! cohort, enrollment, invoice.

pub mod enroll;
mod holdings;
pub mod invoices;
pub mod money;
pub mod order;
pub mod owed_again;
pub mod purchase;
mod resale;
pub mod seats;
pub mod substitute;

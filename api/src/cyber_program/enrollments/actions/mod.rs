//! What changes an enrollment. Locks are taken in one order: the rows of marks, cohort, enrollment, invoice.

pub mod enroll;
pub mod invoices;
pub mod money;
pub mod purchase;
pub mod seats;

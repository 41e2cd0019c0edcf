//! Enrollments: prices, purchases, the waitlist, withdrawals.

mod holding;
mod offers;
mod purchase_invoices;
mod queues;
mod races;
mod requests;
mod seat_money;
mod seat_prices;
mod seat_purchases;
mod substitutions;
mod withdrawals;

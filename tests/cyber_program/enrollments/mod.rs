//! Enrollments: prices, purchases, the waitlist, withdrawals.

mod queues;
mod races;
mod requests;
mod seat_money;
mod seat_prices;
mod seat_purchases;
mod withdrawals;

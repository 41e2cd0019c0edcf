//! What the slice `cyber_program` promises.

mod cohorts;
mod mentors;
mod queues;
mod races;
mod seat_money;
mod seat_prices;
mod seat_purchases;
mod seating;
mod withdrawals;

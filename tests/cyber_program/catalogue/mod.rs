//! What is published of the program, and what a seat costs.

mod catalogue;
mod price_quotes;
mod quote_refusals;
mod templates;

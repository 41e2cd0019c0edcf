//! What the program is: its content, its prices and terms, its templates.

pub mod cyber_program;
pub mod price_quotes;
pub mod prices_out;
pub mod sourced;
pub mod templates;
pub mod terms_out;

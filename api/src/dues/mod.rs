//! Dues: what membership costs, on any date, and why.

pub mod problems;
mod quotes;
mod rate_tables;
mod scenarios;

pub use scenarios::all as scenarios;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        quotes::create_dues_quote,
        rate_tables::list_rate_tables,
        rate_tables::get_rate_table,
    );
}

//! The Cybersecurity Leadership Program: what it is, what a seat costs, how a cohort is split.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

mod breakout_plans;
mod catalogue;
mod catalogue_prices;
mod catalogue_terms;
pub mod codes;
pub mod problems;
mod quotes;
mod scenarios;
mod sourced;
mod templates;

pub use scenarios::all as scenarios;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(catalogue::get_cyber_program)
        .service(quotes::create_program_price_quote)
        .service(breakout_plans::create_breakout_plan)
        .service(templates::list_program_templates);
}

//! Members: records, terms, employment, and applications to join, renew, change or rejoin.

pub mod actions;
mod applications;
mod categories;
mod codes;
mod employment_spells;
mod entitlements;
pub mod jobs;
pub mod letters;
mod members;
mod print_subscriptions;
pub mod problems;
mod scenarios;
mod standing;
mod terms;
pub mod visible;
mod withdrawal;

pub use actions::billables::{MembershipBillable, PrintMagazineBillable};
pub use scenarios::all as scenarios;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(members::list_members)
        .service(categories::list_categories)
        .service(applications::list_applications)
        .service(applications::create_application)
        .service(applications::get_application)
        .service(withdrawal::withdraw_application)
        .service(members::get_member)
        .service(members::update_member)
        .service(standing::get_standing)
        .service(entitlements::get_entitlements)
        .service(print_subscriptions::list_print_subscriptions)
        .service(print_subscriptions::create_print_subscription)
        .service(print_subscriptions::get_print_subscription)
        .service(terms::list_terms)
        .service(employment_spells::list_employment_spells)
        .service(employment_spells::create_employment_spell)
        .service(employment_spells::get_employment_spell)
        .service(employment_spells::update_employment_spell)
        .service(employment_spells::delete_employment_spell);
}

//! Organizations: local governments, associations and other bodies.

mod list;
mod organization;

pub use list::{OrganizationFilter, OrganizationSort, list_organizations};
pub use organization::{
    find_organization, insert_organization, load_organization, lock_organization, save_organization,
};

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;

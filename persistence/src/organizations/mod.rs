//! Organizations: local governments, associations and other bodies.

mod list;
mod organization;
mod representative;
pub mod tables;

pub use list::{OrganizationFilter, OrganizationSort, list_organizations};
pub use organization::{
    find_namesake, find_organization, hold_organization, insert_organization, load_organization, lock_organization,
    save_organization,
};
pub use representative::{
    Representative, RepresentativeSort, delete_representative, find_representative, insert_representative,
    list_representations, list_representatives, organizations_represented_by, representatives_of, represents,
};

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;

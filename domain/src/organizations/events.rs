//! What happens to organizations.

use crate::ids::OrganizationId;

events! {
    /// A change of an organization.
    pub enum OrganizationEvent {
        /// An organization was put on record.
        Created: organization(OrganizationId) "created" 1 {}
        /// The record of an organization was changed.
        Updated: organization(OrganizationId) "updated" 1 {}
    }
}

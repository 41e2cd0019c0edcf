//! What happens to organizations.

use crate::ids::{AccountId, OrganizationId};

events! {
    /// A change of an organization.
    pub enum OrganizationEvent {
        /// An organization was put on record.
        Created: organization(OrganizationId) "created" 1 {}
        /// The record of an organization was changed.
        Updated: organization(OrganizationId) "updated" 1 {}
        /// Staff confirmed the population and the budget of an organization.
        FiguresConfirmed: organization(OrganizationId) "figures_confirmed" 1 {}
        /// Somebody became a representative of an organization.
        RepresentativeAdded: organization(OrganizationId) "representative_added" 1 {
            /// Account of the representative.
            account_id: AccountId,
        }
        /// Somebody represents an organization no longer.
        RepresentativeRemoved: organization(OrganizationId) "representative_removed" 1 {
            /// Account of the former representative.
            account_id: AccountId,
        }
    }
}

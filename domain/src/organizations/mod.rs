//! Organizations: local governments, associations and others; and the regions.

pub mod events;
pub mod kind;
pub mod organization;
pub mod place;
pub mod policy;
pub mod region;
pub mod representing;

pub use events::OrganizationEvent;
pub use kind::OrganizationKind;
pub use organization::Organization;
pub use place::{check_place, check_state, is_country, is_state};
pub use policy::OrganizationsPolicy;
pub use region::{RegionAnswer, region_of};
pub use representing::{Mandate, OrganizationRefusal, PayerFacts, mandate, may_see_representatives, name_payer};

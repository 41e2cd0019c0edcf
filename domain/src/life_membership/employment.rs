//! The kind of a person's work, in the words of the rules on Life membership.
//!
//! Invariant: the same work has the same word on a member's record and in anybody's request. RULES
//! 2.2 and 2.4.

use crate::members::employment::{EmployerKind, Extent};

code_words! {
    /// Work as the Life rules distinguish it.
    pub enum Employment {
        /// No work at all, retired or between positions.
        None => "none",
        /// Full time for a local government in the constitution's sense, not interim.
        FullTimeLocalGovernment => "full_time_local_government",
        /// Part time for a local government.
        PartTimeLocalGovernment => "part_time_local_government",
        /// Holding a local-government position until it is filled, whatever the hours.
        InterimLocalGovernment => "interim_local_government",
        /// Full time for a special district or authority.
        SpecialDistrict => "special_district",
        /// Full time for a private company.
        FullTimePrivateSector => "full_time_private_sector",
        /// Full time for a university.
        FullTimeUniversity => "full_time_university",
        /// Full time as a consultant.
        FullTimeConsultant => "full_time_consultant",
        /// Part time for a private company.
        PartTimePrivateSector => "part_time_private_sector",
        /// Part time for a university.
        PartTimeUniversity => "part_time_university",
        /// Part time as a consultant.
        PartTimeConsultant => "part_time_consultant",
        /// Full time for anybody else: nonprofit, state, federal.
        OtherFullTime => "other_full_time",
        /// Part time for anybody else.
        OtherPartTime => "other_part_time",
    }
}

impl Employment {
    /// The word for a spell of employment on record. Interim work outside a local
    /// government is taken as part-time work: the association permits "an interim
    /// position" and names no employer (default of this software).
    #[must_use]
    pub const fn of(employer: EmployerKind, extent: Extent) -> Self {
        if employer.is_local_government() {
            return match extent {
                Extent::FullTime => Self::FullTimeLocalGovernment,
                Extent::PartTime => Self::PartTimeLocalGovernment,
                Extent::Interim => Self::InterimLocalGovernment,
            };
        }
        let full_time = matches!(extent, Extent::FullTime);
        match (employer, full_time) {
            (EmployerKind::SpecialDistrict, true) => Self::SpecialDistrict,
            (EmployerKind::PrivateCompany, true) => Self::FullTimePrivateSector,
            (EmployerKind::PrivateCompany, false) => Self::PartTimePrivateSector,
            (EmployerKind::University, true) => Self::FullTimeUniversity,
            (EmployerKind::University, false) => Self::PartTimeUniversity,
            (_, true) => Self::OtherFullTime,
            (_, false) => Self::OtherPartTime,
        }
    }
}

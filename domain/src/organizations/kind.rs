//! Kinds of organization, and which of them the constitution calls local government.

code_words! {
    /// What kind of body an organization, or an employer, is.
    pub enum OrganizationKind {
        /// A general-jurisdiction local government: city, county, town, township, village.
        CityOrCounty => "city_or_county",
        /// A council of governments.
        CouncilOfGovernments => "council_of_governments",
        /// A state or provincial league of local governments.
        StateOrProvincialLeague => "state_or_provincial_league",
        /// A special district or authority.
        SpecialDistrict => "special_district",
        /// A state association of managers.
        StateAssociation => "state_association",
        /// A state or provincial government.
        StateGovernment => "state_government",
        /// A federal or national government.
        FederalGovernment => "federal_government",
        /// A private company.
        PrivateCompany => "private_company",
        /// A nonprofit organization.
        Nonprofit => "nonprofit",
        /// A university or college.
        University => "university",
        /// Any other.
        Other => "other",
    }
}

impl OrganizationKind {
    /// Local government in the constitution's sense. Special districts are not;
    /// the service awards, which count them, keep their own clock.
    #[must_use]
    pub const fn is_local_government(self) -> bool {
        matches!(self, Self::CityOrCounty | Self::CouncilOfGovernments | Self::StateOrProvincialLeague)
    }
}

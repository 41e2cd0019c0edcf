//! The membership categories, as neutral codes; their labels and rights are dated
//! rows of `policies/members.toml` because the association renamed them over time.

code_words! {
    /// A membership category.
    pub enum Category {
        /// Chief administrative officers, their assistants and senior staff.
        Full => "full",
        /// A Full member who no longer works for a local government.
        FullNotInService => "full_not_in_service",
        /// A department head of a local government.
        AffiliateDepartmentHead => "affiliate_department_head",
        /// Entry-level and mid-level staff of a local government.
        AffiliateStaff => "affiliate_staff",
        /// A full-time intern of a local government.
        AffiliateIntern => "affiliate_intern",
        /// A full-time professor.
        AcademicProfessor => "academic_professor",
        /// A full-time student joining individually.
        AcademicStudent => "academic_student",
        /// A student joining with the code of a student chapter.
        ChapterStudent => "chapter_student",
        /// Somebody employed outside local government.
        Other => "other",
        /// Somebody of 55 or more who retired from full-time employment.
        Retired => "retired",
        /// A Life member; granted, never applied for.
        Life => "life",
        /// An honorary member; conferred by the board, never applied for.
        Honorary => "honorary",
    }
}

impl Category {
    /// The three categories of local-government people who are not Full.
    #[must_use]
    pub const fn is_affiliate(self) -> bool {
        matches!(self, Self::AffiliateDepartmentHead | Self::AffiliateStaff | Self::AffiliateIntern)
    }

    /// The two ways of being a student member.
    #[must_use]
    pub const fn is_student(self) -> bool {
        matches!(self, Self::AcademicStudent | Self::ChapterStudent)
    }

    /// Whether the category is for people now working for a local government.
    #[must_use]
    pub const fn is_in_local_government(self) -> bool {
        matches!(self, Self::Full) || self.is_affiliate()
    }

    /// Whether holding it shows that the person is or was a Full member.
    #[must_use]
    pub const fn counts_as_full(self) -> bool {
        matches!(self, Self::Full | Self::FullNotInService | Self::Life)
    }
}

code_words! {
    /// How the dues of a category are found.
    pub enum DuesBasis {
        /// A share of the annual salary.
        Salary => "salary",
        /// One amount for everybody.
        Flat => "flat",
        /// No dues.
        Waived => "waived",
    }
}

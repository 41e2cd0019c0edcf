//! The states of an enrollment, and who may take its steps.
//!
//! Invariant: a state says whether a seat is held; what has ended stays so.

code_words! {
    /// The state of an enrollment.
    pub enum EnrollmentState {
        /// Requested without a seat, because its settlement holds none before payment.
        Requested => "requested",
        /// Waiting for a seat.
        Waitlisted => "waitlisted",
        /// Has a seat.
        Enrolled => "enrolled",
        /// Gave it up, or the wish for it.
        Withdrawn => "withdrawn",
        /// Lost it, because it was not paid.
        Released => "released",
        /// Completed the program.
        Completed => "completed",
        /// The cohort has ended, the program is not completed.
        NotCompleted => "not_completed",
    }
}

impl EnrollmentState {
    /// Whether a seat of the cohort is taken by it.
    #[must_use]
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Enrolled | Self::Completed | Self::NotCompleted)
    }

    /// Whether the person can still enroll in the same cohort.
    #[must_use]
    pub const fn has_left(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Released)
    }

    /// Whether the person takes, or took, part: reads what the cohort reads.
    #[must_use]
    pub const fn takes_part(self) -> bool {
        self.holds_seat()
    }
}

code_words! {
    /// How a seat is to be paid.
    pub enum Settlement {
        /// By an invoice.
        Invoice => "invoice",
        /// By an invoice that follows a purchase order.
        PurchaseOrder => "purchase_order",
    }
}

code_words! {
    /// A step.
    pub enum EnrollmentAction {
        /// Enroll.
        Register => "register",
        /// Find a place for a request that was paid.
        Confirm => "confirm",
        /// Get the seat that became free.
        Promote => "promote",
        /// Give up.
        Withdraw => "withdraw",
        /// Take back a seat that was not paid.
        Release => "release",
        /// Record what came of it.
        Finish => "finish",
    }
}

code_words! {
    /// Who takes a step.
    pub enum EnrollmentActor {
        /// The account of the participant.
        Participant => "participant",
        /// The local government that pays for it.
        Buyer => "buyer",
        /// The association's staff.
        Staff => "staff",
        /// Automatic, from the record.
        System => "system",
    }
}

impl EnrollmentAction {
    /// Who may take the step. Nobody can grant a promotion.
    #[must_use]
    pub const fn may_be_taken_by(self) -> &'static [EnrollmentActor] {
        use EnrollmentActor::{Buyer, Participant, Staff, System};
        match self {
            Self::Register | Self::Withdraw => &[Participant, Buyer, Staff],
            Self::Confirm => &[Staff, System],
            Self::Release => &[Staff],
            Self::Promote | Self::Finish => &[System],
        }
    }

    /// The states it can be taken from; enrolling begins from none.
    #[must_use]
    pub const fn taken_from(self) -> &'static [EnrollmentState] {
        use EnrollmentState::{Enrolled, Requested, Waitlisted};
        match self {
            Self::Register => &[],
            Self::Confirm => &[Requested],
            Self::Promote => &[Waitlisted],
            Self::Withdraw => &[Requested, Waitlisted, Enrolled],
            Self::Release | Self::Finish => &[Enrolled],
        }
    }
}

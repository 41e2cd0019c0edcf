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
        /// A free seat is kept for it until the offer is accepted or expires.
        Offered => "offered",
        /// Has a seat.
        Enrolled => "enrolled",
        /// Gave it up, or the wish for it.
        Withdrawn => "withdrawn",
        /// Lost it, because it was not paid.
        Released => "released",
        /// Lost it, because the association canceled the cohort.
        Canceled => "canceled",
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

    /// Whether nobody else can have the seat: it is taken, or kept for an offer.
    #[must_use]
    pub const fn keeps_seat(self) -> bool {
        self.holds_seat() || matches!(self, Self::Offered)
    }

    /// Whether the person can still enroll in the same cohort.
    #[must_use]
    pub const fn has_left(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Released | Self::Canceled)
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
        /// Find a place for a request that was paid, or whose purchase order is the payer's own.
        Confirm => "confirm",
        /// Get the seat that became free, when nothing is owed for it.
        Promote => "promote",
        /// Be offered the seat that became free.
        Offer => "offer",
        /// Take the seat that was offered.
        Accept => "accept",
        /// Refuse the seat that was offered.
        Decline => "decline",
        /// Lose the offer, because it was not accepted in time.
        Expire => "expire",
        /// Give up.
        Withdraw => "withdraw",
        /// Take back a seat that was not paid.
        Release => "release",
        /// Lose it, because the association cancels the cohort.
        Cancel => "cancel",
        /// Leave the seat to a colleague.
        Substitute => "substitute",
        /// Record what came of it.
        Finish => "finish",
    }
}

code_words! {
    /// Who takes a step.
    pub enum EnrollmentActor {
        /// The account of the participant.
        Participant => "participant",
        /// The organization that pays for it.
        Buyer => "buyer",
        /// The association's staff.
        Staff => "staff",
        /// Automatic, from the record.
        System => "system",
    }
}

impl EnrollmentAction {
    /// Who may take the step. Nobody can grant a promotion, and nobody accepts for somebody else what is then owed.
    #[must_use]
    pub const fn may_be_taken_by(self) -> &'static [EnrollmentActor] {
        use EnrollmentActor::{Buyer, Participant, Staff, System};
        match self {
            Self::Register | Self::Withdraw | Self::Decline | Self::Substitute => &[Participant, Buyer, Staff],
            Self::Accept => &[Participant, Buyer],
            Self::Confirm => &[Buyer, Staff, System],
            Self::Release | Self::Cancel => &[Staff],
            Self::Promote | Self::Offer | Self::Expire | Self::Finish => &[System],
        }
    }

    /// The states it can be taken from; enrolling begins from none.
    #[must_use]
    pub const fn taken_from(self) -> &'static [EnrollmentState] {
        use EnrollmentState::{Enrolled, Offered, Requested, Waitlisted};
        match self {
            Self::Register => &[],
            Self::Confirm => &[Requested],
            Self::Promote | Self::Offer => &[Waitlisted],
            Self::Accept | Self::Decline | Self::Expire => &[Offered],
            Self::Withdraw | Self::Cancel => &[Requested, Waitlisted, Offered, Enrolled],
            Self::Release | Self::Finish | Self::Substitute => &[Enrolled],
        }
    }
}

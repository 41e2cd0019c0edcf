//! Every refusal of the membership rules.

use crate::Cents;
use crate::members::admission::Criterion;
use crate::members::application::{ApplicationKind, ApplicationState};
use crate::members::category::Category;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal of the membership rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MembershipRefusal {
    /// Nobody can apply for this category.
    #[error("{}", not_open(*category))]
    CategoryNotOpenToApplications {
        /// Category applied for.
        category: Category,
    },
    /// A Life member cannot change to another category.
    #[error("a Life member cannot change to another category; the only open category is `{charged_as}`")]
    LifeIsKept {
        /// The only category that is open to the Life member.
        charged_as: Category,
    },
    /// One application at a time.
    #[error("another application is open; pay or withdraw it first")]
    ApplicationAlreadyOpen,
    /// A lapsed member cannot rejoin alone.
    #[error("the membership lapsed on {lapsed_on}; lapsed members rejoin by calling staff")]
    RejoinNeedsStaff {
        /// First day of lapse.
        lapsed_on: NaiveDate,
    },
    /// The renewal window is not open yet.
    #[error("the term ends on {expires_on}; renewal opens on {opens_on}")]
    RenewalTooEarly {
        /// First day of the window.
        opens_on: NaiveDate,
        /// End of the term.
        expires_on: NaiveDate,
    },
    /// The current term is not fully paid.
    #[error("an installment of the current term has been outstanding since {since}; pay it before renewing")]
    InstallmentOutstanding {
        /// Due date of the unpaid installment.
        since: NaiveDate,
    },
    /// Retired membership needs the birth date.
    #[error("retired membership has a minimum age, and there is no birth date")]
    BirthDateMissing,
    /// Not old enough for retired membership.
    #[error("the minimum age for retired membership is {minimum_age}, reached on {first_on}")]
    TooYoungForRetired {
        /// Age required.
        minimum_age: u32,
        /// First date of that age.
        first_on: NaiveDate,
    },
    /// Still in full-time employment.
    #[error("retired membership is for people retired from full-time employment; a full-time position is on record")]
    StillInFullTimeEmployment,
    /// A chapter student needs the chapter's code.
    #[error("joining through a student chapter requires the chapter's code")]
    ChapterCodeMissing,
    /// Joining through a chapter is for people who are not members yet.
    #[error("joining through a student chapter is for students who are not yet members")]
    AlreadyMember,
    /// No chapter on record has this code.
    #[error("no student chapter has this code now")]
    ChapterCodeUnknown,
    /// The chapter takes no more students.
    #[error("the student chapter has its {capacity} students; nobody else can join through it")]
    ChapterFull {
        /// How many it takes.
        capacity: i32,
    },
    /// The application is not in review.
    #[error("the state of the application is `{state}`, so there is nothing to review")]
    NotInReview {
        /// The present state.
        state: ApplicationState,
    },
    /// The application waits for staff.
    #[error("staff have not accepted the application yet; its state is `{state}`")]
    AwaitsAcceptance {
        /// The present state.
        state: ApplicationState,
    },
    /// A criterion is neither met nor noted.
    #[error("criterion `{criterion}` is neither met nor noted")]
    CriterionUnjudged {
        /// The criterion.
        criterion: Criterion,
    },
    /// No paid term has begun.
    #[error("no membership that could be confirmed or ended has begun")]
    NotBegun,
    /// The waiver needs a document of the separation.
    #[error("the document that shows the involuntary separation is not named")]
    SeparationUndocumented,
    /// The category is for people working for a local government.
    #[error("category `{category}` requires a current position with a local government on record")]
    LocalGovernmentPositionMissing {
        /// Category applied for.
        category: Category,
    },
    /// The category is for people not working for a local government.
    #[error("category `{category}` is for people who do not work for a local government")]
    LocalGovernmentPositionHeld {
        /// Category applied for.
        category: Category,
    },
    /// Interns are full time.
    #[error("category `affiliate_intern` requires a current full-time position with a local government on record")]
    FullTimePositionMissing,
    /// The category is for present and former Full members.
    #[error("category `full_not_in_service` is for people who are or were Full members")]
    NeverFull,
    /// The waiver is for Full and senior affiliate members.
    #[error("the waiver for members in transition is not open to category `{category}`")]
    TransitionNotOpenToCategory {
        /// Category applied for.
        category: Category,
    },
    /// The waiver is not for new memberships.
    #[error("the waiver for members in transition is not for new memberships; request it when renewing or rejoining")]
    TransitionNeedsMembership,
    /// The waiver requires an involuntary separation.
    #[error("the waiver for members in transition is for people who lost their position involuntarily")]
    NotInvoluntarilySeparated,
    /// The waiver is for people between positions.
    #[error("the waiver for members in transition ends with the next full-time position; one is on record")]
    TransitionWhileEmployed,
    /// All waived terms are used.
    #[error("the waiver for members in transition has been used {used} times, the maximum")]
    TransitionExhausted {
        /// Terms used.
        used: u32,
    },
    /// The application is no longer open.
    #[error("the state of the application is `{state}`, so it can no longer change")]
    ApplicationNotOpen {
        /// The present state.
        state: ApplicationState,
    },
    /// The application no longer fits the membership.
    #[error(
        "the membership has changed since this application of kind `{kind}` was submitted; withdraw it and apply again"
    )]
    ApplicationExpired {
        /// The kind of the application.
        kind: ApplicationKind,
    },
    /// A new membership starts only when paid in full.
    #[error("a new membership starts only when paid in full; {outstanding} is outstanding")]
    NotPaidInFull {
        /// The amount still to be paid.
        outstanding: Cents,
    },
    /// A renewed term begins with its first installment.
    #[error("the renewed term begins when the first installment is paid; {outstanding} of it is outstanding")]
    FirstInstallmentUnpaid {
        /// The amount of it still to be paid.
        outstanding: Cents,
    },
    /// There is no term to continue.
    #[error("there is no membership to continue")]
    NoMembershipToContinue,
    /// A change of category opens no term.
    #[error("a change of category starts no new term")]
    NoTermForCategoryChange,
    /// A spell does not end after it starts.
    #[error("the employment ends on {ends_on}, which is not after its start on {starts_on}")]
    SpellEndsBeforeItStarts {
        /// First day.
        starts_on: NaiveDate,
        /// First day no longer employed.
        ends_on: NaiveDate,
    },
    /// The salary is not above zero.
    #[error("an annual salary must be above zero")]
    SalaryNotPositive,
}

fn not_open(category: Category) -> &'static str {
    match category {
        Category::Life => "Life membership is granted after an assessment on retirement; nobody can apply for it here",
        Category::Honorary => "the Executive Board confers honorary membership; nobody can apply for it",
        _ => "this category is not open to applications",
    }
}

impl Refuse for MembershipRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::CategoryNotOpenToApplications { .. } => "category_not_open_to_applications",
            Self::LifeIsKept { .. } => "life_is_kept",
            Self::ApplicationAlreadyOpen => "application_already_open",
            Self::RejoinNeedsStaff { .. } => "rejoin_needs_staff",
            Self::RenewalTooEarly { .. } => "renewal_too_early",
            Self::InstallmentOutstanding { .. } => "installment_outstanding",
            Self::BirthDateMissing => "birth_date_missing",
            Self::TooYoungForRetired { .. } => "too_young_for_retired",
            Self::StillInFullTimeEmployment => "still_in_full_time_employment",
            Self::ChapterCodeMissing => "chapter_code_missing",
            Self::AlreadyMember => "already_member",
            Self::ChapterCodeUnknown => "chapter_code_unknown",
            Self::ChapterFull { .. } => "chapter_full",
            Self::NotInReview { .. } => "application_not_in_review",
            Self::AwaitsAcceptance { .. } => "application_in_review",
            Self::CriterionUnjudged { .. } => "criterion_unjudged",
            Self::SeparationUndocumented => "separation_undocumented",
            Self::NotBegun => "membership_not_begun",
            Self::LocalGovernmentPositionMissing { .. } => "local_government_position_missing",
            Self::LocalGovernmentPositionHeld { .. } => "local_government_position_held",
            Self::FullTimePositionMissing => "full_time_position_missing",
            Self::NeverFull => "never_full",
            Self::TransitionNotOpenToCategory { .. } => "transition_not_open_to_category",
            Self::TransitionNeedsMembership => "transition_needs_membership",
            Self::NotInvoluntarilySeparated => "not_involuntarily_separated",
            Self::TransitionWhileEmployed => "transition_while_employed",
            Self::TransitionExhausted { .. } => "transition_exhausted",
            Self::ApplicationNotOpen { .. } => "application_not_open",
            Self::ApplicationExpired { .. } => "application_expired",
            Self::NotPaidInFull { .. } => "not_paid_in_full",
            Self::FirstInstallmentUnpaid { .. } => "first_installment_unpaid",
            Self::NoMembershipToContinue => "no_membership_to_continue",
            Self::NoTermForCategoryChange => "no_term_for_category_change",
            Self::SpellEndsBeforeItStarts { .. } => "spell_ends_before_it_starts",
            Self::SalaryNotPositive => "salary_not_positive",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::CategoryNotOpenToApplications { .. } => "members.application.open_categories",
            Self::LifeIsKept { .. } => "members.application.life_is_kept",
            Self::ApplicationAlreadyOpen | Self::ApplicationNotOpen { .. } => "members.application.one_at_a_time",
            Self::ApplicationExpired { .. } => "members.application.kind",
            Self::RejoinNeedsStaff { .. } => "members.application.rejoin",
            Self::RenewalTooEarly { .. } | Self::InstallmentOutstanding { .. } => "members.application.renewal",
            Self::BirthDateMissing | Self::TooYoungForRetired { .. } | Self::StillInFullTimeEmployment => {
                "members.category.retired"
            }
            Self::ChapterCodeMissing | Self::AlreadyMember | Self::ChapterCodeUnknown | Self::ChapterFull { .. } => {
                "members.category.chapter_student"
            }
            Self::NotInReview { .. }
            | Self::AwaitsAcceptance { .. }
            | Self::CriterionUnjudged { .. }
            | Self::NotBegun => "members.admission.acceptance",
            Self::SeparationUndocumented => "members.admission.separation",
            Self::LocalGovernmentPositionMissing { .. } | Self::LocalGovernmentPositionHeld { .. } => {
                "members.category.employment"
            }
            Self::FullTimePositionMissing => "members.category.affiliate_intern",
            Self::NeverFull => "members.category.full_not_in_service",
            Self::TransitionNotOpenToCategory { .. }
            | Self::TransitionNeedsMembership
            | Self::NotInvoluntarilySeparated
            | Self::TransitionWhileEmployed
            | Self::TransitionExhausted { .. } => "members.in_transition",
            Self::NotPaidInFull { .. } => "members.term.paid_in_full",
            Self::FirstInstallmentUnpaid { .. } => "members.term.first_installment",
            Self::NoMembershipToContinue | Self::NoTermForCategoryChange => "members.term.kind",
            Self::SpellEndsBeforeItStarts { .. } | Self::SalaryNotPositive => "members.employment.spell",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::CategoryNotOpenToApplications { category } => match category {
                Category::Honorary => cited::HONORARY,
                _ => cited::SEED,
            },
            Self::RejoinNeedsStaff { .. }
            | Self::LocalGovernmentPositionMissing { .. }
            | Self::LocalGovernmentPositionHeld { .. }
            | Self::FullTimePositionMissing
            | Self::NotPaidInFull { .. } => cited::FAQ,
            Self::BirthDateMissing | Self::TooYoungForRetired { .. } | Self::StillInFullTimeEmployment => {
                cited::RETIRED
            }
            Self::ChapterCodeMissing | Self::AlreadyMember | Self::ChapterCodeUnknown => cited::CHAPTERS,
            Self::NeverFull => cited::SEED,
            Self::TransitionNotOpenToCategory { .. }
            | Self::TransitionNeedsMembership
            | Self::NotInvoluntarilySeparated
            | Self::TransitionWhileEmployed
            | Self::TransitionExhausted { .. }
            | Self::SeparationUndocumented => cited::TRANSITION,
            Self::ApplicationAlreadyOpen
            | Self::ChapterFull { .. }
            | Self::NotInReview { .. }
            | Self::AwaitsAcceptance { .. }
            | Self::CriterionUnjudged { .. }
            | Self::NotBegun
            | Self::LifeIsKept { .. }
            | Self::ApplicationNotOpen { .. }
            | Self::ApplicationExpired { .. }
            | Self::RenewalTooEarly { .. }
            | Self::InstallmentOutstanding { .. }
            | Self::FirstInstallmentUnpaid { .. }
            | Self::NoMembershipToContinue
            | Self::NoTermForCategoryChange
            | Self::SpellEndsBeforeItStarts { .. }
            | Self::SalaryNotPositive => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::CategoryNotOpenToApplications { category }
            | Self::LocalGovernmentPositionMissing { category }
            | Self::LocalGovernmentPositionHeld { category }
            | Self::TransitionNotOpenToCategory { category } => {
                vec![Fact::new("category", category)]
            }
            Self::RejoinNeedsStaff { lapsed_on } => vec![Fact::new("lapsed_on", lapsed_on)],
            Self::RenewalTooEarly { opens_on, expires_on } => {
                vec![Fact::new("opens_on", opens_on), Fact::new("expires_on", expires_on)]
            }
            Self::InstallmentOutstanding { since } => {
                vec![Fact::new("outstanding_since_on", since)]
            }
            Self::TooYoungForRetired { minimum_age, .. } => {
                vec![Fact::new("minimum_age", minimum_age)]
            }
            Self::LifeIsKept { charged_as } => vec![Fact::new("charged_as", charged_as)],
            Self::TransitionExhausted { used } => vec![Fact::new("blocks_used", used)],
            Self::ApplicationExpired { kind } => vec![Fact::new("application_kind", kind)],
            Self::ApplicationNotOpen { state } | Self::NotInReview { state } | Self::AwaitsAcceptance { state } => {
                vec![Fact::new("state", state)]
            }
            Self::ChapterFull { capacity } => vec![Fact::new("capacity", capacity)],
            Self::CriterionUnjudged { criterion } => vec![Fact::new("criterion", criterion)],
            Self::NotPaidInFull { outstanding } | Self::FirstInstallmentUnpaid { outstanding } => {
                vec![Fact::new("outstanding_cents", outstanding.cents())]
            }
            Self::SpellEndsBeforeItStarts { starts_on, ends_on } => {
                vec![Fact::new("starts_on", starts_on), Fact::new("ends_on", ends_on)]
            }
            _ => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::RenewalTooEarly { opens_on, .. } => Some(*opens_on),
            Self::TooYoungForRetired { first_on, .. } => Some(*first_on),
            _ => None,
        }
    }
}

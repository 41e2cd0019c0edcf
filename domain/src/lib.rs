//! The association's rules as pure functions: facts in, explained decision out.
//!
//! Nothing here waits, reads a clock, opens a file or logs. Time, ids and policy
//! tables are arguments; an answer names the clauses it rests on.
//! The figures live in `policies/<slice>.toml`; the prose is in `docs/rules/<slice>.md`.

#[macro_use]
mod codes;
#[macro_use]
pub mod events;
mod slices;

pub mod calendar;
pub mod explanation;
pub mod ids;
pub mod messages;
pub mod money;
pub mod own_matter;
pub mod policies;
pub mod policy;
pub mod refusal;
pub mod visible_text;
pub mod zone;

slices!(declared);

pub(crate) use slices::slices;

pub use calendar::{association_date, fiscal_year};
pub use codes::UnknownCode;
pub use explanation::Clause;
pub use ids::{
    AccountId, AddressChangeId, ApplicationId, AuditEntryId, BreakoutGroupId, ChapterId, CohortId, CreditEntryId,
    CreditNoteId, EmploymentSpellId, EnrollmentId, InvalidId, InvoiceId, LedgerEntryId, LifeApplicationId, MemberId,
    MessageId, OrganizationId, PaymentId, PostId, PrintSubscriptionId, ReflectionId, RefundId, SeatPurchaseId,
    SessionId, SurveyAnswerId, SurveyId, TermId,
};
pub use members::category::Category;
pub use messages::MessageKind;
pub use money::Cents;
pub use own_matter::OwnMatter;
pub use policies::Policies;
pub use policy::{PolicyError, Sourced};
pub use refusal::{Fact, Refusal, Refuse};
pub use zone::Zone;

#[cfg(test)]
mod testing;

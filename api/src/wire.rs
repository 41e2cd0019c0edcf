//! Wire types that several slices share.

use chrono::NaiveDate;
use guildhall_domain::Clause;
use guildhall_domain::accounts::account::AccountStatus;
use guildhall_domain::accounts::role::Role;
use guildhall_domain::billing::{
    ClosingState, CreditReason, CreditState, InvoiceStatus, LedgerEntryKind, PaymentMethod, ProposalState,
    RefundMethod, RefundState, ReversalReason,
};
use guildhall_domain::dues::RateTableRef;
use guildhall_domain::members::category::Category;
use guildhall_domain::members::conferrals::board_vote::BoardVote;
use guildhall_domain::members::{ApplicationKind, ApplicationState, Extent, Standing};
use guildhall_domain::organizations::kind::OrganizationKind;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::code_schema;

code_schema!(CategoryCode, "Category", Category::ALL, "A membership category. Closed list.");
code_schema!(
    RoleCode,
    "Role",
    Role::ALL,
    "A role of an account; `account` and `member` follow from facts, the others are granted. Open list: more may come."
);
code_schema!(AccountStatusCode, "AccountStatus", AccountStatus::ALL, "Whether an account may sign in. Closed list.");
code_schema!(
    OrganizationKindCode,
    "OrganizationKind",
    OrganizationKind::ALL,
    "What kind of body an organization or employer is. Closed list."
);

code_schema!(
    StandingCode,
    "Standing",
    Standing::ALL,
    "How a member stands: `pending` before the first paid term, `active`, `grace` while benefits stay after payment ended, `lapsed`. Closed list."
);
code_schema!(
    ExtentCode,
    "EmploymentExtent",
    Extent::ALL,
    "How much of the working week a position takes; `interim` is holding it until it is filled. Closed list."
);
code_schema!(
    ApplicationKindCode,
    "ApplicationKind",
    ApplicationKind::ALL,
    "What an application turned out to be. Closed list."
);
code_schema!(
    ApplicationStateCode,
    "ApplicationState",
    ApplicationState::ALL,
    "Where an application stands: `in_review` waits for staff and `information_requested` for the applicant; `awaiting_payment` can be invoiced; `accepted` is paid and begun; `withdrawn`, `declined` and `expired` came to nothing. Open list: more may come."
);
code_schema!(InvoiceStatusCode, "InvoiceStatus", InvoiceStatus::ALL, "Where an invoice stands. Closed list.");
code_schema!(
    RefundStateCode,
    "RefundState",
    RefundState::ALL,
    "Whether a refund is to be paid out or was. Open list: more may come."
);
code_schema!(RefundMethodCode, "RefundMethod", RefundMethod::ALL, "How money is paid back. Open list: more may come.");
code_schema!(
    RefundReasonCode,
    "RefundReason",
    CreditReason::ALL,
    "Why money is paid back, or no longer owed. Open list: more may come."
);
code_schema!(
    ReversalReasonCode,
    "ReversalReason",
    ReversalReason::ALL,
    "Why a payment was taken back. Open list: more may come."
);
code_schema!(
    CreditReasonByHandCode,
    "NewCreditNoteReason",
    CreditReason::BY_HAND,
    "What finance credit for. Open list: more may come."
);
code_schema!(
    CreditStateCode,
    "CreditNoteState",
    CreditState::ALL,
    "Where a credit note stands: `proposed` awaits a second person. Open list: more may come."
);
code_schema!(
    ProposalStateCode,
    "WriteOffState",
    ProposalState::ALL,
    "Where a write-off stands: `proposed` awaits a second person. Open list: more may come."
);
code_schema!(
    ClosingStateCode,
    "PeriodClosingState",
    ClosingState::ALL,
    "Where the closing of a month stands: `reopening_proposed` awaits a second person. Open list: more may come."
);
code_schema!(
    PaymentMethodCode,
    "PaymentMethod",
    PaymentMethod::ALL,
    "How money reached the association. Open list: more may come."
);
code_schema!(
    LedgerEntryKindCode,
    "LedgerEntryKind",
    LedgerEntryKind::ALL,
    "Why a ledger entry was made. Open list: more may come."
);

/// One clause of the rules, as it was applied.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Clause)]
pub struct ClauseOut {
    /// Stable dotted code of the clause.
    #[schema(max_length = 128, example = "dues.full.rate")]
    pub clause: String,
    /// Where the rule is published, or that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    pub source: String,
    /// True for a default of this software; the association has published no figure.
    pub provisional: bool,
    /// What the clause meant for the facts at hand.
    #[schema(max_length = 2000, example = "0.0065 of the annual salary")]
    pub detail: String,
}

impl From<Clause> for ClauseOut {
    fn from(clause: Clause) -> Self {
        ClauseOut {
            provisional: clause.is_provisional(),
            clause: clause.clause,
            source: clause.source,
            detail: clause.detail,
        }
    }
}

/// A vote of the Executive Board.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BoardVote)]
pub struct BoardVoteOut {
    /// Members of the board present.
    #[schema(minimum = 0, maximum = 1000, example = 19)]
    present: u32,
    /// Votes in favor.
    #[schema(minimum = 0, maximum = 1000, example = 17)]
    r#for: u32,
    /// Votes against.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    against: u32,
}

impl From<BoardVote> for BoardVoteOut {
    fn from(vote: BoardVote) -> Self {
        BoardVoteOut { present: vote.present, r#for: vote.in_favor, against: vote.against }
    }
}

impl From<BoardVoteOut> for BoardVote {
    fn from(vote: BoardVoteOut) -> Self {
        BoardVote { present: vote.present, in_favor: vote.r#for, against: vote.against }
    }
}

/// Names the rate table behind a price.
#[derive(Serialize, ToSchema)]
#[schema(as = RateTableReference)]
pub struct RateTableRefOut {
    /// Version of the table.
    #[schema(max_length = 64, example = "2022-10")]
    version: String,
    /// First date on which it applies; null when that date was never published.
    #[schema(required, example = "2022-10-01")]
    effective_on: Option<NaiveDate>,
}

impl From<RateTableRef> for RateTableRefOut {
    fn from(table: RateTableRef) -> Self {
        RateTableRefOut { version: table.version, effective_on: table.effective_on }
    }
}

/// For members of a merge patch that may be null: absent stays `None`, null becomes `Some(None)`.
///
/// # Errors
/// Those of the inner value.
pub fn patched<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// The country that is meant where none is sent.
pub fn united_states() -> String {
    "US".into()
}

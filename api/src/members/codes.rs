//! Words of admission and of what Life members are entitled to, as named schemas.

use guildhall_domain::life_membership::{ConferenceRate, PrintState};
use guildhall_domain::members::admission::{Criterion, ReviewAction};

use crate::code_schema;

code_schema!(
    PrintStateCode,
    "PrintSubscriptionState",
    PrintState::ALL,
    "State of a year of the print magazine: ordered and not paid, running, ended, or canceled before it was paid. Open list: more may come."
);
code_schema!(
    ConferenceRateCode,
    "ConferenceRate",
    ConferenceRate::ALL,
    "A rate class for the annual conference; the association has published no amounts. Closed list."
);
code_schema!(
    CriterionCode,
    "MembershipCriterion",
    Criterion::ALL,
    "A criterion by which staff judge the job of a Full member. Closed list."
);
code_schema!(
    ReviewActionCode,
    "ReviewAction",
    ReviewAction::ALL,
    "What was done with an application in review. Open list: more may come."
);

//! Words of what Life members are entitled to, as named schemas.

use guildhall_domain::life_membership::{ConferenceRate, PrintState};

use crate::code_schema;

code_schema!(
    PrintStateCode,
    "PrintSubscriptionState",
    PrintState::ALL,
    "Where a year of the print magazine stands: ordered and not paid, running, over, or taken back before it was paid. Open list: more may come."
);
code_schema!(
    ConferenceRateCode,
    "ConferenceRate",
    ConferenceRate::ALL,
    "A rate class of the annual conference; the amounts are not published. Closed list."
);

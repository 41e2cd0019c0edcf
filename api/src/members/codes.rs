//! Words of what Life members are entitled to, as named schemas.

use guildhall_domain::life_membership::{ConferenceRate, PrintState};

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

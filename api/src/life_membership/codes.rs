//! The words of the Life rules as named schemas.

use guildhall_domain::life::{ConferenceRate, Employment, LifePath, LifeStatus, NotCounted, Outcome};

use crate::code_schema;

code_schema!(
    EmploymentCode,
    "LifeEmployment",
    Employment::ALL,
    "Work as the Life rules distinguish it; local government is meant in the constitution's sense, so a special district is not. Closed list."
);
code_schema!(
    OutcomeCode,
    "LifeOutcome",
    Outcome::ALL,
    "`eligible`: the person shall become a Life member; `not_eligible`: no claim, though the board may grant it. Closed list."
);
code_schema!(
    LifePathCode,
    "LifePath",
    LifePath::ALL,
    "The path by which somebody is eligible: 25 years at any age, or 15 years at 65 or older. Closed list."
);
code_schema!(
    NotCountedCode,
    "NotCountedReason",
    NotCounted::ALL,
    "Why a spell does not count towards Life membership. Open list: more may come."
);
code_schema!(
    LifeStatusCode,
    "LifeStatus",
    LifeStatus::ALL,
    "Whether Life status is held while the Life member works; the grant itself always stands. Closed list."
);
code_schema!(
    ConferenceRateCode,
    "ConferenceRate",
    ConferenceRate::ALL,
    "A rate class of the annual conference; the amounts are not published. Closed list."
);

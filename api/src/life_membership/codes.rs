//! The words of the Life rules as named schemas.

use guildhall_domain::life_membership::{
    Actor, Employment, GivenFact, LifeAction, LifePath, LifeState, LifeStatus, NotCounted, Outcome, Recipient,
    RecognitionKind,
};

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
    "Why a spell does not count toward Life membership. Open list: more may come."
);
code_schema!(
    LifeStatusCode,
    "LifeStatus",
    LifeStatus::ALL,
    "Whether Life status is held while the Life member works; the grant itself always stands. Closed list."
);
code_schema!(
    LifeStateCode,
    "LifeApplicationState",
    LifeState::ALL,
    "Where an application for Life membership, and then the Life membership, stands. Closed list."
);
code_schema!(
    LifeActionCode,
    "LifeApplicationStep",
    LifeAction::ALL,
    "A step of an application for Life membership; `suspend` and `reinstate` follow from work on record. Closed list."
);
code_schema!(
    ActorCode,
    "LifeActor",
    Actor::ALL,
    "Who takes a step; `system` is nobody: it follows from the record. Closed list."
);
code_schema!(
    GivenFactCode,
    "LifeGivenFact",
    GivenFact::ALL,
    "A fact that staff gave instead of what is on record, or besides it. Open list: more may come."
);
code_schema!(
    RecognitionKindCode,
    "LifeRecognitionKind",
    RecognitionKind::ALL,
    "Something to be done for a new Life member. Open list: more may come."
);
code_schema!(RecipientCode, "LifeRecognitionRecipient", Recipient::ALL, "To whom something is sent. Closed list.");

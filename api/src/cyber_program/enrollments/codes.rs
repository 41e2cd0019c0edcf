//! The codes of enrollments as named schemas.

use guildhall_domain::cyber_program::{Discipline, EnrollmentAction, EnrollmentActor, EnrollmentState, Settlement};

use crate::code_schema;

code_schema!(
    EnrollmentStateCode,
    "EnrollmentState",
    EnrollmentState::ALL,
    "State of an enrollment: `requested` has no seat until it is paid or its purchase order is confirmed, `waitlisted` waits for a seat, `offered` can accept a free seat until `offer_expires_at`, `enrolled` has one, `withdrawn` gave it up, `released` lost it because it was not paid, `canceled` because the association canceled the cohort. When the cohort ends: `completed` or `not_completed`. Open list: more may come."
);
code_schema!(
    EnrollmentActionCode,
    "EnrollmentStepCode",
    EnrollmentAction::ALL,
    "A step of an enrollment. `promote`, `offer`, `expire` and `finish` happen automatically, and so does `confirm` after a payment. Open list: more may come."
);
code_schema!(
    EnrollmentActorCode,
    "EnrollmentActor",
    EnrollmentActor::ALL,
    "Capacity in which a step is taken. `system`: the step happens automatically. Open list: more may come."
);
code_schema!(SettlementCode, "SeatSettlement", Settlement::ALL, "How a seat is paid. Open list: more may come.");
code_schema!(
    DisciplineCode,
    "ProgramDiscipline",
    Discipline::ALL,
    "Field that a person works in. Breakout groups are balanced by it. Open list: more may come."
);

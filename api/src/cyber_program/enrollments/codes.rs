//! The words of enrollments as named schemas.

use guildhall_domain::cyber_program::{Discipline, EnrollmentAction, EnrollmentActor, EnrollmentState, Settlement};

use crate::code_schema;

code_schema!(
    EnrollmentStateCode,
    "EnrollmentState",
    EnrollmentState::ALL,
    "Where a registration stands: `requested` holds no seat before it is paid, `waitlisted` waits for one, `enrolled` has one, `withdrawn` gave it up, `released` lost it because it was not paid; then `completed` or `not_completed`. Open list: more may come."
);
code_schema!(
    EnrollmentActionCode,
    "EnrollmentStepCode",
    EnrollmentAction::ALL,
    "A step of a registration; `promote`, `confirm` and `finish` follow from the record. Open list: more may come."
);
code_schema!(
    EnrollmentActorCode,
    "EnrollmentActor",
    EnrollmentActor::ALL,
    "In which capacity a step is taken; `system` is nobody: it follows from the record. Open list: more may come."
);
code_schema!(SettlementCode, "SeatSettlement", Settlement::ALL, "How a seat is to be paid. Open list: more may come.");
code_schema!(
    DisciplineCode,
    "ProgramDiscipline",
    Discipline::ALL,
    "The field somebody works in; breakout groups are balanced by it. Open list: more may come."
);

//! The words of the program's rules as named schemas.

use guildhall_domain::cyber_program::{ActivityKind, Competency, MarkKind, MembershipStanding, PriceRow, Scheme};

use crate::code_schema;

code_schema!(
    CompetencyCode,
    "ProgramCompetency",
    Competency::ALL,
    "What the program teaches to be. Open list: more may come."
);
code_schema!(
    ActivityKindCode,
    "ProgramActivityKind",
    ActivityKind::ALL,
    "A kind of activity of the program. Open list: more may come."
);
code_schema!(
    MembershipStandingCode,
    "ProgramMembershipStanding",
    MembershipStanding::ALL,
    "How a participant stands with the association when registering; `none` is a free account or a membership that has not begun. Open list: more may come."
);
code_schema!(
    PriceRowCode,
    "ProgramPriceRow",
    PriceRow::ALL,
    "A row of the price list; `non_member` is also the retail price. Open list: more may come."
);
code_schema!(
    SchemeCode,
    "ProgramCredential",
    Scheme::ALL,
    "A credential of another body that completing the program can be applied to. Open list: more may come."
);
code_schema!(
    MarkKindCode,
    "ProgramMarkKind",
    MarkKind::ALL,
    "What a mark says: `attended` and `watched` of live events, `attended` of meetings, `done` of the rest. Open list: more may come."
);

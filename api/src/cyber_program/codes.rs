//! The words of the program's rules as named schemas.

use guildhall_domain::cyber_program::{ActivityKind, MarkKind, Scheme};

use crate::code_schema;

code_schema!(
    ActivityKindCode,
    "ProgramActivityKind",
    ActivityKind::ALL,
    "A kind of activity of the program. Open list: more may come."
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

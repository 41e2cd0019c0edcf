//! The words of posts and surveys as named schemas.

use guildhall_domain::cyber_program::{AudienceChoice, Capacity};

use crate::code_schema;

code_schema!(
    AudienceCode,
    "PostAudience",
    AudienceChoice::ALL,
    "Whom a post is for: everybody in the `cohort`, one `breakout_group`, or its `author_alone`. Faculty and staff read it as far as its kind of activity says, unless it is for its author alone. Open list: more may come."
);
code_schema!(
    CapacityCode,
    "ReadingCapacity",
    Capacity::ALL,
    "In which capacity somebody reads. Open list: more may come."
);

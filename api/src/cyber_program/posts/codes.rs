//! The codes of posts as named schemas.

use guildhall_domain::cyber_program::{AudienceChoice, Capacity};

use crate::code_schema;

code_schema!(
    AudienceCode,
    "PostAudience",
    AudienceChoice::ALL,
    "Who can read a post: everybody in the `cohort`, one `breakout_group`, or the `author_alone`. Unless it is for the author alone, faculty and staff can read it as the kind of activity allows. Open list: more may come."
);
code_schema!(
    CapacityCode,
    "ReadingCapacity",
    Capacity::ALL,
    "Capacity in which somebody reads. Open list: more may come."
);

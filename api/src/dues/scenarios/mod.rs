//! Scenarios at the edges of the dues rules: all of them quotes, which need nobody.

mod parts;
mod salary;

use serde_json::Value;

use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function in one of these files and its name here.
pub fn all() -> Vec<Scenario> {
    vec![
        salary::switch_day(),
        salary::cap(),
        salary::old_cap(),
        salary::small_community_limits(),
        salary::small_community_cap(),
        salary::half_a_cent(),
        parts::installments(),
        parts::capped_installments(),
        parts::placeholders(),
        parts::print_magazine(),
    ]
}

const TODAY: &str = "2025-03-01T12:00:00Z";

fn quote(says: &'static str, body: Value) -> Step {
    Step::post(says, "createDuesQuote", "/v1/dues/quotes").body(body)
}

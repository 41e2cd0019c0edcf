//! Dues: what membership costs, on any date, and why.

pub mod problems;
mod quotes;
mod rate_tables;
mod scenarios;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::{InTables, nothing_ends};
use crate::sandbox::scenarios::Rules;
use crate::slice::{Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    problems: problems::KINDS,
    scenarios: scenarios::all,
    examples: include_str!("examples.json"),
    ..Slice::new("dues", TAG, routes, &InTables(&[]), nothing_ends)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules = Rules { page: "docs/rules/dues.md", sources: |policies| &policies.dues.sources };

const TAG: Tag = Tag { name: "Dues", description: "What membership costs, on any date, and why." };

/// The operations of this slice.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        quotes::create_dues_quote,
        rate_tables::list_rate_tables,
        rate_tables::get_rate_table,
    );
}

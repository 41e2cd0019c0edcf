//! `GET /v1/members/categories`: the catalogue of categories, as of today.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::members::category::DuesBasis;
use guildhall_domain::members::policy::{BoardRule, CategoryEntry, MembersPolicy, VoteRule};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::code_schema;
use crate::http::answers::Record;
use crate::http::page::PageOut;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;
use crate::wire::CategoryCode;

code_schema!(DuesBasisCode, "DuesBasis", DuesBasis::ALL, "How the dues of a category are calculated. Closed list.");
code_schema!(VoteRuleCode, "VoteRule", VoteRule::ALL, "When members of a category may vote. Closed list.");
code_schema!(
    BoardRuleCode,
    "BoardRule",
    BoardRule::ALL,
    "When members of a category may run for the Executive Board. Closed list."
);

/// One page of a list of `CategoryEntry`. Written out by hand, because the released name does not follow its items.
#[derive(Serialize, ToSchema)]
pub struct CategoryPage {
    /// The items, in the order of the list.
    #[schema(max_items = 100)]
    data: Vec<CategoryOut>,
    /// Where this page ends and how to go on.
    page: PageOut,
}

/// A membership category with the labels and rights in force today.
#[derive(Serialize, ToSchema)]
#[schema(as = CategoryEntry)]
pub struct CategoryOut {
    /// Code of the category.
    #[schema(value_type = CategoryCode)]
    code: Category,
    /// The association's name for it today.
    #[schema(max_length = 100, example = "Full member")]
    label: String,
    /// Who the category is for.
    #[schema(max_length = 500, example = "Chief administrative officers and their assistants")]
    who: String,
    /// How its dues are calculated.
    #[schema(value_type = DuesBasisCode)]
    dues: DuesBasis,
    /// Whether applications for this category are accepted.
    #[schema(example = true)]
    can_be_applied_for: bool,
    /// When its members may vote.
    #[schema(value_type = VoteRuleCode)]
    vote: VoteRule,
    /// When its members may run for the Executive Board.
    #[schema(value_type = BoardRuleCode)]
    board: BoardRule,
    /// Where the association publishes this.
    #[schema(max_length = 500, example = "icma.org/faqs-about-joining-icma")]
    source: String,
    /// True when the entry is a default of this software; the association has published no rule.
    #[schema(example = false)]
    provisional: bool,
}

fn entry_out(policy: &MembersPolicy, entry: &CategoryEntry, today: NaiveDate) -> CategoryOut {
    let (label, rights) = (entry.labels.on(today), entry.rights.on(today));
    CategoryOut {
        code: entry.code,
        label: label.label.clone(),
        who: entry.who.clone(),
        dues: entry.dues,
        can_be_applied_for: entry.can_be_applied_for,
        vote: rights.vote,
        board: rights.board,
        source: policy.sources.cite(&entry.source).to_owned(),
        provisional: entry.provisional || label.provisional || rights.provisional,
    }
}

/// List membership categories
///
/// With the labels and rights in force today. The association may change those; the codes never change.
#[utoipa::path(get, path = "/categories", tag = "Members")]
pub async fn list_categories(app: Data<App>, _: Params<NoParams>) -> Result<Record<CategoryPage>, Problem> {
    let (policy, today) = (&app.policies.members, app.clock.today());
    let data = policy.categories.iter().map(|entry| entry_out(policy, entry, today)).collect();
    Ok(Record::new(CategoryPage { data, page: PageOut::whole() }, 1).cached(Cache::Public))
}

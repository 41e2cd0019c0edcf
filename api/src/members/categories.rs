//! `GET /v1/members/categories`: the catalogue of categories, as of today.

use actix_web::get;
use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::members::category::DuesBasis;
use guildhall_domain::members::policy::{BoardRule, CategoryEntry, MembersPolicy, VoteRule};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::page::{PageOut, Paged};
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::wire::CategoryCode;
use crate::{code_schema, page_of};

code_schema!(DuesBasisCode, "DuesBasis", DuesBasis::ALL, "How the dues of a category are found. Closed list.");
code_schema!(VoteRuleCode, "VoteRule", VoteRule::ALL, "When a category votes. Closed list.");
code_schema!(
    BoardRuleCode,
    "BoardRule",
    BoardRule::ALL,
    "When a category may stand for the Executive Board. Closed list."
);
page_of!(CategoryPage, CategoryOut);

/// A category of membership, as it stands today.
#[derive(Serialize, ToSchema)]
#[schema(as = CategoryEntry)]
pub struct CategoryOut {
    /// Code of the category.
    #[schema(value_type = CategoryCode)]
    code: Category,
    /// What the association calls it today.
    #[schema(max_length = 100, example = "Full member")]
    label: String,
    /// Whom it is for.
    #[schema(max_length = 500, example = "Chief administrative officers and their assistants")]
    who: String,
    /// How its dues are found.
    #[schema(value_type = DuesBasisCode)]
    dues: DuesBasis,
    /// Whether one can apply for it.
    #[schema(example = true)]
    can_be_applied_for: bool,
    /// When it votes.
    #[schema(value_type = VoteRuleCode)]
    vote: VoteRule,
    /// When it may stand for the Executive Board.
    #[schema(value_type = BoardRuleCode)]
    board: BoardRule,
    /// Where this is published.
    #[schema(max_length = 500, example = "icma.org/faqs-about-joining-icma")]
    source: String,
    /// True when the entry is a provisional assumption of ours.
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

/// List the categories of membership
///
/// Labels and rights are those of today; the association renames and changes them now and then, the codes stay.
#[utoipa::path(tag = "Members", operation_id = "listCategories", security(()),
    responses((status = 200, description = "The categories.", body = CategoryPage), (status = 304, description = "Not changed.")))]
#[get("/categories")]
pub async fn list_categories(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let (policy, today) = (&app.policies.members, app.clock.today());
    let entries = policy.categories.iter().map(|entry| entry_out(policy, entry, today)).collect();
    Ok(Reply::record(&CategoryPage::new(entries, PageOut::whole()), 1)?.cached(Cache::Public))
}

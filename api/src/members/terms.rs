//! `GET /v1/members/{member_id}/terms`: the terms a member has had.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::members::MembershipTerm;
use guildhall_persistence::PageRequest;
use guildhall_persistence::members::{self as store, TermSort};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::page::PageQuery;
use crate::http::problem::Problem;
use crate::http::query::Params;
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::CategoryCode;

page_of!(MembershipTermPage, MembershipTermOut);

/// A paid term of membership.
#[derive(Serialize, ToSchema)]
#[schema(as = MembershipTerm)]
pub struct MembershipTermOut {
    /// Id of the term.
    id: Uuid,
    /// The application that opened it.
    application_id: Uuid,
    /// Category in which it was opened.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// First day.
    #[schema(example = "2025-03-01")]
    starts_on: NaiveDate,
    /// First day after it.
    #[schema(example = "2026-03-01")]
    ends_on: NaiveDate,
    /// Whether its dues were waived in transition.
    #[schema(example = false)]
    in_transition: bool,
    /// When it was recorded.
    created_at: DateTime<Utc>,
}

impl From<MembershipTerm> for MembershipTermOut {
    fn from(term: MembershipTerm) -> Self {
        MembershipTermOut {
            id: term.id.uuid(),
            application_id: term.application_id.uuid(),
            category: term.category,
            starts_on: term.starts_on,
            ends_on: term.ends_on,
            in_transition: term.in_transition,
            created_at: term.created_at,
        }
    }
}

/// List a member's terms
///
/// The latest first. A rejoin opens a new term after the gap; gaps are not filled.
#[utoipa::path(tag = "Members", operation_id = "listMembershipTerms", security(("bearer" = [])), params(PageQuery),
    responses((status = 200, description = "One page.", body = MembershipTermPage)))]
#[get("/{member_id}/terms")]
pub async fn list_terms(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<MemberId>,
    query: Params<PageQuery>,
) -> Result<Reply, Problem> {
    visible::member(&app.db, &caller, *id).await?;
    let after = app.cursors.read("members/terms", query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: TermSort::Newest, after };
    let slice = store::list_terms(&app.db, *id, page).await?;
    app.cursors.reply::<MembershipTermPage, _>(&request, "members/terms", query.0.limit, slice, MembershipTermOut::from)
}

//! `GET /v1/members/{member_id}/terms`: the terms a member has had.

use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::members::MembershipTerm;
use guildhall_persistence::members::{self as store, TermSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::relations::VisibleMember;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::relation::By;
use crate::wire::CategoryCode;

/// A term of membership that was paid for or waived.
#[derive(Serialize, ToSchema)]
#[schema(as = MembershipTerm)]
pub struct MembershipTermOut {
    /// Id of the term.
    id: Uuid,
    /// Application that opened the term.
    application_id: Uuid,
    /// Membership category when the term was opened.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// First day of the term.
    #[schema(example = "2025-03-01")]
    starts_on: NaiveDate,
    /// First day after the term.
    #[schema(example = "2026-03-01")]
    ends_on: NaiveDate,
    /// Whether the dues were waived because the member was between positions.
    #[schema(example = false)]
    in_transition: bool,
    /// When the term was recorded.
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

/// The terms of one member have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct TermQuery {}

impl ListQuery for TermQuery {
    type Sort = TermSort;

    fn order(&self) -> (&'static str, TermSort) {
        ("members/terms", TermSort::Newest)
    }
}

/// List a member's terms
///
/// Sorted by start date, latest first. A member who rejoins after a gap gets a new term; the gap stays.
#[utoipa::path(get, path = "/{member_id}/terms", tag = "Members")]
pub async fn list_membership_terms(
    caller: By<VisibleMember>,
    id: Path<MemberId>,
    list: Listing<TermQuery>,
) -> Result<Page<MembershipTermOut>, Problem> {
    let db = &list.app().db;
    let VisibleMember(member, _) = caller.find(db, &id).await?;
    let slice = store::list_terms(db, member.id, list.page()).await?;
    Ok(list.answer(slice, MembershipTermOut::from))
}

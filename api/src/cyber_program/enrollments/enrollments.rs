//! `/v1/cyber-program/enrollments`: enrolling in a cohort, and the state of enrollments.

use actix_web::web::Path;
use guildhall_domain::Cents;
use guildhall_domain::cyber_program::{
    Discipline, EnrollmentState, Settlement, acts_on_enrollment, may_list_enrollments,
};
use guildhall_domain::ids::{AccountId, CohortId, OrganizationId};
use guildhall_persistence::cyber_program::{self as store, EnrollmentFilter, EnrollmentSort};
use guildhall_persistence::{Read, Slice, organizations};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::enroll::{self, CommunityPlace, Participant, Payer};
use super::actions::seats::By;
use super::codes::{DisciplineCode, EnrollmentStateCode, SettlementCode};
use super::enrollment_out::{EnrollmentOut, EnrollmentSummaryOut, shown_one};
use super::relations::VisibleEnrollment;
use crate::cyber_program::problems::{
    ALREADY_REGISTERED, COHORT_CANCELED, COHORT_ENTRY_CLOSED, NO_PRICE_LIST, PURCHASE_ORDER_NUMBER_MISSING,
    SEAT_PRICE_DIFFERS, TOO_MANY_ENROLLMENTS_TODAY, TOO_MANY_UNPAID_ENROLLMENTS,
};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::problems::{PAYER_NAMED_BY_STAFF, STATE_OUTSIDE_COUNTRY, UNKNOWN_ORGANIZATION};
use crate::wire::united_states;

/// An enrollment in a cohort.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEnrollment)]
pub struct EnrollmentIn {
    /// Account to enroll. Default: your own. Staff can enroll others, and so can a representative of the organization that
    /// `bill_to_organization_id` names.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// How the seat is paid.
    #[schema(value_type = SettlementCode)]
    settlement: Settlement,
    /// Organization to bill. Default: the participant. Its representatives can name it, and staff for somebody else.
    #[schema(nullable = false)]
    bill_to_organization_id: Option<Uuid>,
    /// Number of the payer's purchase order; required when `settlement` is `purchase_order`. It is not a payment.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", nullable = false, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
    /// Field the person works in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// Population of the community the person works for.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 114_394)]
    population: Option<i64>,
    /// State or province of the community, by the part of its code (ISO 3166-2) after the country's.
    #[schema(pattern = "^[A-Z0-9]{1,3}$", min_length = 1, max_length = 3, nullable = false, example = "IL")]
    community_state: Option<String>,
    /// Country whose state or province `community_state` is, two capital letters (ISO 3166-1); US when absent.
    #[serde(default = "united_states")]
    #[schema(format = "country-code", pattern = "^[A-Z]{2}$", min_length = 2, max_length = 2, example = "US")]
    community_country: String,
    /// Price that you agree to, in US cents, as in a quote for today. If the price differs, the enrollment is refused.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    expected_total_cents: i64,
}

/// Filters of the list of enrollments.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EnrollmentQuery {
    /// Only enrollments in this state.
    #[param(inline, value_type = Option<EnrollmentStateCode>, nullable = false)]
    state: Option<EnrollmentState>,
    /// Only enrollments in this cohort.
    #[param(nullable = false)]
    cohort_id: Option<Uuid>,
    /// Only enrollments of this account.
    #[param(nullable = false)]
    account_id: Option<Uuid>,
    /// Only enrollments that bill this organization. Its representatives see all of them.
    #[param(nullable = false)]
    bill_to_organization_id: Option<Uuid>,
}

impl ListQuery for EnrollmentQuery {
    type Sort = EnrollmentSort;

    fn order(&self) -> (&'static str, EnrollmentSort) {
        ("cyber-program/enrollments", EnrollmentSort::Newest)
    }
}

/// List enrollments
///
/// Your own; with `bill_to_organization_id`, those that an organization pays that you represent; staff, finance and admins
/// see everybody's. Sorted by time of registration, latest first.
#[utoipa::path(get, path = "/enrollments", tag = "Cyber program")]
pub async fn list_enrollments(
    caller: Caller,
    list: Listing<EnrollmentQuery>,
) -> Result<Page<EnrollmentSummaryOut>, Problem> {
    let (db, query) = (&list.app().db, &list.query);
    let asked = query.account_id.map(AccountId::new);
    let payer = query.bill_to_organization_id.map(OrganizationId::new);
    let sees_all = may_list_enrollments(&caller.caller()) || represents(db, &caller, payer).await?;
    let own = (!sees_all).then_some(caller.account_id);
    let filter = EnrollmentFilter {
        state: query.state,
        cohort: query.cohort_id.map(CohortId::new),
        account: own.or(asked),
        payer,
    };
    let is_nobodys = own.is_some() && asked.is_some_and(|asked| Some(asked) != own);
    let slice = match is_nobodys {
        true => Slice { items: Vec::new(), next: None },
        false => store::list_enrollments(db, &filter, list.page()).await?,
    };
    let waiting = slice.items.iter().filter(|record| record.state == EnrollmentState::Waitlisted);
    let positions = store::waitlist_positions(db, waiting.map(|record| record.cohort_id)).await?;
    let now = list.app().clock.now();
    Ok(list.answer(slice, |record| EnrollmentSummaryOut::of(&record, positions.get(&record.id).copied(), now)))
}

/// Whether somebody represents the organization that is named as payer.
async fn represents(db: &dyn Read, caller: &Caller, payer: Option<OrganizationId>) -> Result<bool, Problem> {
    match payer {
        Some(organization) => Ok(organizations::represents(db, caller.account_id, organization).await?),
        None => Ok(false),
    }
}

/// Enroll in a cohort
///
/// For members and for people with a free account; staff and representatives can enroll others. The price follows from the price list and the
/// person's standing today, and stays. If it differs from the price you expect, the request is refused with
/// `seat-price-differs`. While a seat is free and nobody waits, you get the seat and an invoice; otherwise you join the
/// waitlist, in order of registration, and are offered a seat when one is free. A purchase order that only you speak of holds
/// no seat: the enrollment is `requested` until a representative of the payer or staff confirm it, or it is paid. You may have
/// a few enrollments that are not paid, and make a few in a day.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/enrollments", tag = "Cyber program",
    extensions(("x-refuses" = json!([STATE_OUTSIDE_COUNTRY, UNKNOWN_ACCOUNT, PAYER_NAMED_BY_STAFF, UNKNOWN_ORGANIZATION,
        PURCHASE_ORDER_NUMBER_MISSING, SEAT_PRICE_DIFFERS, COHORT_CANCELED, COHORT_ENTRY_CLOSED, ALREADY_REGISTERED, NO_PRICE_LIST,
        TOO_MANY_UNPAID_ENROLLMENTS, TOO_MANY_ENROLLMENTS_TODAY]))))]
pub async fn create_enrollment(
    caller: Caller,
    id: Path<CohortId>,
    write: WriteOnce,
    body: Body<EnrollmentIn>,
) -> Result<Answered<Created<EnrollmentOut>>, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let (participant, payer, expected) = body.0.clone().split(caller.account_id);
            let represents = represents(tx, &caller, payer.bill_to_organization_id).await?;
            let actor = acts_on_enrollment(&caller.caller(), participant.account_id, represents);
            let by = By { account_id: Some(caller.account_id), actor: actor.ok_or_else(enroll::unknown_account)? };
            let made = enroll::enroll(write.app(), tx, by, *id, participant, payer, expected).await?;
            let (id, version) = (made.id, made.version);
            let out = shown_one(write.app(), tx, made).await?;
            Ok(Created::at(format!("/v1/cyber-program/enrollments/{id}"), out, version))
        })
        .await
}

/// Read an enrollment
///
/// Your own; a representative can read those that the organization pays; staff, finance and admins can read all. Shows the fixed price, the position on the waitlist, every step taken
/// with its actor and reasons, the steps possible now, and the refund that a withdrawal would give today.
#[utoipa::path(get, path = "/enrollments/{enrollment_id}", tag = "Cyber program")]
pub async fn get_enrollment(seen: Sees<VisibleEnrollment>) -> Result<Record<EnrollmentOut>, Problem> {
    let (app, VisibleEnrollment { enrollment: record, .. }) = (seen.by.app(), seen.record);
    let version = record.version;
    Ok(Record::new(shown_one(app, &app.db, record).await?, version))
}

impl EnrollmentIn {
    fn split(self, caller: AccountId) -> (Participant, Payer, Cents) {
        let participant = Participant {
            account_id: self.account_id.map_or(caller, AccountId::new),
            discipline: self.discipline,
            population: self.population,
            place: CommunityPlace { state: self.community_state, country: self.community_country },
        };
        let payer = Payer {
            settlement: self.settlement,
            bill_to_organization_id: self.bill_to_organization_id.map(OrganizationId::new),
            purchase_order_number: self.purchase_order_number,
        };
        (participant, payer, Cents::new(self.expected_total_cents))
    }
}

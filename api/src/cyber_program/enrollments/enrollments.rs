//! `/v1/cyber-program/enrollments`: registering for a cohort, and where registrations stand.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use guildhall_domain::Cents;
use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::{Discipline, EnrollmentActor, EnrollmentState, Settlement};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId, OrganizationId};
use guildhall_persistence::cyber_program::{self as store, EnrollmentFilter, EnrollmentRecord, EnrollmentSort};
use guildhall_persistence::{PageRequest, Read, Slice};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::enroll::{self, Participant, Payer};
use super::actions::seats::By;
use super::codes::{DisciplineCode, EnrollmentStateCode, SettlementCode};
use super::enrollment_out::{EnrollmentOut, EnrollmentSummaryOut, shown_one};
use crate::app::App;
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::page::default_limit;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;

page_of!(EnrollmentPage, EnrollmentSummaryOut);

/// A registration for a cohort.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEnrollment)]
pub struct EnrollmentIn {
    /// Who is to take part; you when absent. Staff register others.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// How the seat is to be paid.
    #[schema(value_type = SettlementCode)]
    settlement: Settlement,
    /// The organization that is billed; the person when absent. Staff name it.
    #[schema(nullable = false)]
    bill_to_organization_id: Option<Uuid>,
    /// The payer's purchase order; needed when settling by one. It is not a payment.
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$",
        nullable = false,
        example = "PO-2025-0117"
    )]
    purchase_order_number: Option<String>,
    /// The field the person works in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// How many people the person's community has.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 114_394)]
    population: Option<i64>,
    /// The state or province of the community, two capital letters.
    #[schema(pattern = "^[A-Z]{2}$", min_length = 2, max_length = 2, nullable = false, example = "IL")]
    community_state: Option<String>,
    /// The price you agreed to, in cents: that of a quote for today. Another price is refused, never charged.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    expected_total_cents: i64,
}

/// Which registrations are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EnrollmentQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<EnrollmentStateCode>, nullable = false)]
    state: Option<EnrollmentState>,
    /// Only for this cohort.
    #[param(nullable = false)]
    cohort_id: Option<Uuid>,
    /// Only of this person.
    #[param(nullable = false)]
    account_id: Option<Uuid>,
}

/// Whether a caller sees everybody's registrations.
fn sees_all(caller: &Identity) -> bool {
    caller.holds(&[Role::Staff, Role::Finance])
}

/// The registration, if it is the caller's to see. Foreign and absent look the same.
///
/// # Errors
/// `not-found`.
pub(super) async fn visible(db: &dyn Read, caller: &Identity, id: EnrollmentId) -> Result<EnrollmentRecord, Problem> {
    let record = store::find_enrollment(db, id).await?;
    let own = |record: &EnrollmentRecord| record.account_id == caller.account_id;
    record.filter(|record| own(record) || sees_all(caller)).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// In which capacity somebody acts on what is `owner`'s: on one's own always as the participant.
pub(super) fn acting(caller: &Identity, owner: AccountId) -> Option<By> {
    let by = |actor| By { account_id: Some(caller.account_id), actor };
    if caller.account_id == owner {
        return Some(by(EnrollmentActor::Participant));
    }
    caller.holds(&[Role::Staff]).then(|| by(EnrollmentActor::Staff))
}

/// List registrations
///
/// Your own; staff, finance and admins see everybody's. The latest first.
#[utoipa::path(tag = "Cyber program", operation_id = "listEnrollments", security(("bearer" = [])), params(EnrollmentQuery),
    responses((status = 200, description = "One page.", body = EnrollmentPage)))]
#[get("/enrollments")]
pub async fn list_enrollments(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<EnrollmentQuery>,
) -> Result<Reply, Problem> {
    let list = "cyber-program/enrollments";
    let query = query.0;
    let after = app.cursors.read(list, query.after.as_deref())?;
    let asked = query.account_id.map(AccountId::new);
    let own = (!sees_all(&caller)).then_some(caller.account_id);
    let filter =
        EnrollmentFilter { state: query.state, cohort: query.cohort_id.map(CohortId::new), account: own.or(asked) };
    let page = PageRequest { limit: query.limit, sort: EnrollmentSort::Newest, after };
    let nobodys = own.is_some() && asked.is_some_and(|asked| Some(asked) != own);
    let slice = match nobodys {
        true => Slice { items: Vec::new(), next: None },
        false => store::list_enrollments(&app.db, &filter, page).await?,
    };
    let waiting = slice.items.iter().filter(|record| record.state == EnrollmentState::Waitlisted);
    let positions = store::waitlist_positions(&app.db, waiting.map(|record| record.cohort_id)).await?;
    app.cursors.reply::<EnrollmentPage, _>(&request, list, query.limit, slice, |record| {
        EnrollmentSummaryOut::of(&record, positions.get(&record.id).copied())
    })
}

/// Register for a cohort
///
/// A member, a free account, or staff for somebody. The price follows from the list and the person's standing today and
/// stays; when it is not the one you expected, nothing is done and the answer is `seat-price-differs`. While a seat is
/// free and nobody waits you have it, and an invoice; otherwise you wait, the first come first.
#[utoipa::path(tag = "Cyber program", operation_id = "createEnrollment", security(("bearer" = [])), params(IdempotencyKeyHeader), request_body = EnrollmentIn,
    responses((status = 201, description = "The new registration.", body = EnrollmentOut),
        (status = 409, description = "`unknown-account` `payer-named-by-staff` `unknown-organization` `purchase-order-number-missing` `seat-price-differs` \
            `cohort-entry-closed` `already-registered` `no-price-list`")))]
#[post("/cohorts/{cohort_id}/enrollments")]
pub async fn create_enrollment(
    caller: Caller,
    id: Path<CohortId>,
    write: WriteOnce,
    body: Body<EnrollmentIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let (participant, payer, expected) = body.0.clone().split(caller.account_id);
            let by = acting(&caller, participant.account_id).ok_or_else(enroll::unknown_account)?;
            let made = enroll::enroll(write.app(), tx, by, *id, participant, payer, expected).await?;
            let (id, version) = (made.id, made.version);
            let out = shown_one(write.app(), tx, made).await?;
            Reply::created(format!("/v1/cyber-program/enrollments/{id}"), &out, version)
        })
        .await
}

/// Read a registration
///
/// Your own; staff, finance and admins read all. It shows the fixed price, the place on the waitlist, every step with
/// who took it and why, the steps that are open, and what withdrawing would come to today.
#[utoipa::path(tag = "Cyber program", operation_id = "getEnrollment", security(("bearer" = [])),
    responses((status = 200, description = "The registration.", body = EnrollmentOut), (status = 304, description = "Not changed.")))]
#[get("/enrollments/{enrollment_id}")]
pub async fn get_enrollment(
    caller: Caller,
    app: Data<App>,
    id: Path<EnrollmentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let record = visible(&app.db, &caller, *id).await?;
    let version = record.version;
    Reply::record(&shown_one(&app, &app.db, record).await?, version)
}

impl EnrollmentIn {
    fn split(self, caller: AccountId) -> (Participant, Payer, Cents) {
        let participant = Participant {
            account_id: self.account_id.map_or(caller, AccountId::new),
            discipline: self.discipline,
            population: self.population,
            state_code: self.community_state,
        };
        let payer = Payer {
            settlement: self.settlement,
            bill_to_organization_id: self.bill_to_organization_id.map(OrganizationId::new),
            purchase_order_number: self.purchase_order_number,
        };
        (participant, payer, Cents::new(self.expected_total_cents))
    }
}

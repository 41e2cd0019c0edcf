//! `/v1/members/applications`: joining, renewing, changing category, rejoining.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::accounts::role::Role;
use guildhall_domain::ids::{AccountId, ApplicationId, MemberId};
use guildhall_domain::members::visibility::{self, Sight};
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::members::{self as store, ApplicationFilter, ApplicationSort};
use guildhall_persistence::{PageRequest, Read};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::apply::{self, Request};
use super::employment_spells::EmploymentSpellIn;
use crate::app::App;
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::{ApplicationKindCode, ApplicationStateCode, CategoryCode};

page_of!(ApplicationPage, ApplicationSummaryOut);

/// An application in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ApplicationSummary)]
pub struct ApplicationSummaryOut {
    /// Id of the application.
    id: Uuid,
    /// The person applying.
    account_id: Uuid,
    /// The person's member record.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// What it turned out to be.
    #[schema(value_type = ApplicationKindCode)]
    kind: ApplicationKind,
    /// Category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Where it stands.
    #[schema(value_type = ApplicationStateCode)]
    state: ApplicationState,
    /// When it was submitted.
    submitted_at: DateTime<Utc>,
    /// When it was accepted or withdrawn; null while it awaits payment.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
}

impl From<Application> for ApplicationSummaryOut {
    fn from(application: Application) -> Self {
        ApplicationSummaryOut {
            id: application.id.uuid(),
            account_id: application.account_id.uuid(),
            member_id: application.member_id.map(MemberId::uuid),
            kind: application.kind,
            category: application.category,
            state: application.state,
            submitted_at: application.submitted_at,
            decided_at: application.decided_at,
        }
    }
}

/// An application.
#[derive(Serialize, ToSchema)]
#[schema(as = Application)]
pub struct ApplicationOut {
    /// Id of the application.
    id: Uuid,
    /// The person applying.
    account_id: Uuid,
    /// The person's member record, opened by a first application.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// What it turned out to be; it follows from the record and is never asked for.
    #[schema(value_type = ApplicationKindCode)]
    kind: ApplicationKind,
    /// Category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Where it stands.
    #[schema(value_type = ApplicationStateCode)]
    state: ApplicationState,
    /// What an invoice issued today would come to, in cents: the `expected_total_cents` of that invoice.
    /// Null when nothing is awaited or it is not yours to see.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    due_today_cents: Option<i64>,
    /// What the dues are priced from; null when it is not yours to see.
    #[schema(required)]
    pricing: Option<PricingOut>,
    /// Who submitted it: the person or staff.
    submitted_by: Uuid,
    /// When it was submitted.
    submitted_at: DateTime<Utc>,
    /// When it was accepted or withdrawn; null while it awaits payment.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
}

/// What the dues of an application are priced from.
#[derive(Serialize, ToSchema)]
#[schema(as = PricingFacts)]
pub struct PricingOut {
    /// Annual salary in cents of the position held; null when not on record.
    #[schema(required, minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000)]
    annual_salary_cents: Option<i64>,
    /// Population of the community; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 7500)]
    population: Option<i64>,
    /// General-fund budget of the community in cents; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000)]
    general_fund_budget_cents: Option<i64>,
    /// Whether the print magazine is wanted.
    #[schema(example = false)]
    print_magazine: bool,
    /// Whether the waiver for members in transition is asked for.
    #[schema(example = false)]
    in_transition: bool,
}

pub(super) fn application_out(app: &App, application: &Application, sight: Sight) -> ApplicationOut {
    let whole = sight == Sight::Whole;
    let awaited = whole && application.state == ApplicationState::AwaitingPayment;
    let due = if awaited { apply::price_on(app, application, app.clock.today()).ok() } else { None };
    let pricing = &application.pricing;
    ApplicationOut {
        id: application.id.uuid(),
        account_id: application.account_id.uuid(),
        member_id: application.member_id.map(MemberId::uuid),
        kind: application.kind,
        category: application.category,
        state: application.state,
        due_today_cents: due.map(Cents::cents),
        pricing: whole.then(|| PricingOut {
            annual_salary_cents: pricing.annual_salary.map(Cents::cents),
            population: pricing.population,
            general_fund_budget_cents: pricing.general_fund_budget.map(Cents::cents),
            print_magazine: pricing.print_magazine,
            in_transition: pricing.in_transition,
        }),
        submitted_by: application.submitted_by.uuid(),
        submitted_at: application.submitted_at,
        decided_at: application.decided_at,
    }
}

/// A new application.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewApplication)]
pub struct ApplicationIn {
    /// Category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Whose membership it is; your own when absent. Staff apply for others.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// A position to add to the record: needed for the first application of people in local government.
    #[schema(nullable = false)]
    employment: Option<EmploymentSpellIn>,
    /// Birth date, when it is not on record; retired membership needs it.
    #[schema(nullable = false, example = "1965-04-12")]
    born_on: Option<NaiveDate>,
    /// Code of a student chapter; `chapter_student` needs it.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", nullable = false, example = "SPRINGFIELD-U")]
    chapter_code: Option<String>,
    /// Population of the community, used when the employer's record does not say.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 7500)]
    population: Option<i64>,
    /// General-fund budget of the community in cents, used when the employer's record does not say.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, nullable = false, example = 780_000_000)]
    general_fund_budget_cents: Option<i64>,
    /// Whether the print magazine is wanted (Life members); no when absent.
    #[serde(default)]
    #[schema(example = false)]
    print_magazine: bool,
    /// Whether the waiver for members in transition is asked for; no when absent.
    #[serde(default)]
    #[schema(example = false)]
    in_transition: bool,
    /// Whether the position was lost involuntarily; the waiver needs it; no when absent.
    #[serde(default)]
    #[schema(example = false)]
    involuntarily_separated: bool,
}

impl ApplicationIn {
    fn request(self, caller: &Identity) -> Request {
        Request {
            account_id: self.account_id.map_or(caller.account_id, AccountId::new),
            by: caller.account_id,
            by_staff: caller.roles.has(Role::Staff),
            category: self.category,
            employment: self.employment.map(Into::into),
            born_on: self.born_on,
            chapter_code: self.chapter_code,
            population: self.population,
            general_fund_budget: self.general_fund_budget_cents.map(Cents::new),
            print_magazine: self.print_magazine,
            in_transition: self.in_transition,
            involuntarily_separated: self.involuntarily_separated,
        }
    }
}

/// Which applications are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApplicationQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<ApplicationStateCode>, nullable = false)]
    state: Option<ApplicationState>,
    /// Only of this kind.
    #[param(inline, value_type = Option<ApplicationKindCode>, nullable = false)]
    kind: Option<ApplicationKind>,
}

/// The application, and how much of it the caller sees. Foreign and absent look the same.
pub(super) async fn visible(
    db: &dyn Read,
    caller: &Identity,
    id: ApplicationId,
) -> Result<(Application, Sight), Problem> {
    let application = store::find_application(db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    match visibility::sight_of_member(&caller.caller(), application.account_id) {
        Sight::Hidden => Err(Problem::new(&NOT_FOUND)),
        sight => Ok((application, sight)),
    }
}

/// List applications
///
/// Your own; staff, finance and admins see everybody's. The latest first, without prices and salaries.
#[utoipa::path(tag = "Members", operation_id = "listApplications", security(("bearer" = [])), params(ApplicationQuery),
    responses((status = 200, description = "One page.", body = ApplicationPage)))]
#[get("/applications")]
pub async fn list_applications(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<ApplicationQuery>,
) -> Result<Reply, Problem> {
    let list = "members/applications";
    let own = (!visibility::may_list_members(&caller.caller())).then_some(caller.account_id);
    let filter = ApplicationFilter { state: query.0.state, kind: query.0.kind, account: own };
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: ApplicationSort::Newest, after };
    let slice = store::list_applications(&app.db, &filter, page).await?;
    app.cursors.reply::<ApplicationPage, _>(&request, list, query.0.limit, slice, ApplicationSummaryOut::from)
}

/// Apply to join, renew, change category or rejoin
///
/// What it is follows from the record: a first membership is a `join`; the same category near its end a `renewal`;
/// another category while current a `category_change`, which holds at once and costs nothing until the next renewal;
/// after lapse a `rejoin`, which staff submit. Then bill it with `POST /v1/billing/invoices`.
#[utoipa::path(tag = "Members", operation_id = "createApplication", security(("bearer" = [])), request_body = ApplicationIn,
    responses((status = 201, description = "The new application.", body = ApplicationOut),
        (status = 409, description = "`category-not-open-to-applications` `life-is-kept` `application-already-open` `rejoin-needs-staff` `renewal-too-early` \
            `installment-outstanding` `birth-date-missing` `too-young-for-retired` `still-in-full-time-employment` `chapter-code-missing` \
            `already-member` `local-government-position-missing` `local-government-position-held` `full-time-position-missing` `never-full` \
            `transition-not-open-to-category` `transition-needs-membership` `not-involuntarily-separated` `transition-while-employed` \
            `transition-exhausted` `spell-ends-before-it-starts` `salary-missing` `salary-not-positive` `print-magazine-not-offered` \
            `no-rate-table` `birth-date-in-the-future` `unknown-organization` `unknown-account`")))]
#[post("/applications")]
pub async fn create_application(caller: Caller, write: Write, body: Body<ApplicationIn>) -> Result<Reply, Problem> {
    let request = body.0.request(&caller);
    if !visibility::may_apply_for(&caller.caller(), request.account_id) {
        return Err(Problem::new(&FORBIDDEN).detail("Only staff can apply for another person."));
    }
    write
        .perform(async |tx| {
            let application = apply::submit(write.app(), tx, request.clone()).await?;
            let location = format!("/v1/members/applications/{}", application.id);
            Reply::created(location, &application_out(write.app(), &application, Sight::Whole), application.version)
        })
        .await
}

/// Read an application
///
/// Your own; staff, finance and admins read all. Admins do not see what it is priced from.
#[utoipa::path(tag = "Members", operation_id = "getApplication", security(("bearer" = [])),
    responses((status = 200, description = "The application.", body = ApplicationOut), (status = 304, description = "Not changed.")))]
#[get("/applications/{application_id}")]
pub async fn get_application(
    caller: Caller,
    app: Data<App>,
    id: Path<ApplicationId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (application, sight) = visible(&app.db, &caller, *id).await?;
    Reply::record(&application_out(&app, &application, sight), application.version)
}

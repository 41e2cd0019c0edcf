//! `/v1/members/applications`: joining, renewing, changing category, rejoining.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::accounts::role::Role;
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::visibility::{self, Sight};
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::members::{self as store, ApplicationFilter, ApplicationSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::apply::{self, Request};
use super::employment_spells::EmploymentSpellIn;
use super::problems::{
    ALREADY_MEMBER, APPLICATION_ALREADY_OPEN, BIRTH_DATE_IN_THE_FUTURE, BIRTH_DATE_MISSING, CATEGORY_NOT_OPEN,
    CHAPTER_CODE_MISSING, FULL_TIME_POSITION_MISSING, INSTALLMENT_OUTSTANDING, LIFE_IS_KEPT,
    LOCAL_GOVERNMENT_POSITION_HELD, LOCAL_GOVERNMENT_POSITION_MISSING, NEVER_FULL, NOT_INVOLUNTARILY_SEPARATED,
    REJOIN_NEEDS_STAFF, RENEWAL_TOO_EARLY, SPELL_ENDS_BEFORE_IT_STARTS, STILL_IN_FULL_TIME_EMPLOYMENT,
    TOO_YOUNG_FOR_RETIRED, TRANSITION_EXHAUSTED, TRANSITION_NEEDS_MEMBERSHIP, TRANSITION_WHILE_EMPLOYED,
    UNKNOWN_ACCOUNT,
};
use super::relations::VisibleApplication;
use crate::app::App;
use crate::dues::problems::{
    NO_RATE_TABLE, PRINT_MAGAZINE_NOT_OFFERED, SALARY_MISSING, SALARY_NOT_POSITIVE, TRANSITION_NOT_OPEN_TO_CATEGORY,
};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::relation::Sees;
use crate::organizations::problems::UNKNOWN_ORGANIZATION;
use crate::wire::{ApplicationKindCode, ApplicationStateCode, CategoryCode};

/// An application in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ApplicationSummary)]
pub struct ApplicationSummaryOut {
    /// Id of the application.
    id: Uuid,
    /// Account of the applicant.
    account_id: Uuid,
    /// Member record of the applicant.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// Kind of application.
    #[schema(value_type = ApplicationKindCode)]
    kind: ApplicationKind,
    /// Category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// State of the application.
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
    /// Account of the applicant.
    account_id: Uuid,
    /// Member record of the applicant; the first application creates it.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// Kind of application, determined from the member's record; it cannot be requested.
    #[schema(value_type = ApplicationKindCode)]
    kind: ApplicationKind,
    /// Category applied for.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// State of the application.
    #[schema(value_type = ApplicationStateCode)]
    state: ApplicationState,
    /// Total of an invoice issued today, in US cents; send it as `expected_total_cents` of the new invoice.
    /// Null when no payment is awaited or the caller may not see it.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    due_today_cents: Option<i64>,
    /// Facts that the dues are calculated from; null when the caller may not see them.
    #[schema(required)]
    pricing: Option<PricingOut>,
    /// Account that submitted the application: the applicant's or a staff account.
    submitted_by: Uuid,
    /// When it was submitted.
    submitted_at: DateTime<Utc>,
    /// When it was accepted or withdrawn; null while it awaits payment.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
}

/// Facts that the dues of an application are calculated from.
#[derive(Serialize, ToSchema)]
#[schema(as = PricingFacts)]
pub struct PricingOut {
    /// Annual salary of the current position in US cents; null when not on record.
    #[schema(required, minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000)]
    annual_salary_cents: Option<i64>,
    /// Population of the community; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 7500)]
    population: Option<i64>,
    /// General-fund budget of the community in US cents; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000)]
    general_fund_budget_cents: Option<i64>,
    /// Whether the print magazine was ordered.
    #[schema(example = false)]
    print_magazine: bool,
    /// Whether a waiver of dues for members between positions was requested.
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
    /// Account of the applicant; the caller's own when absent. Only staff apply for others.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// Position to add to the record; required for a first application by somebody who works in local government.
    #[schema(nullable = false)]
    employment: Option<EmploymentSpellIn>,
    /// Birth date, if it is not on record; required for retired membership.
    #[schema(nullable = false, example = "1965-04-12")]
    born_on: Option<NaiveDate>,
    /// Code of a student chapter; required for the category `chapter_student`.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", nullable = false, example = "SPRINGFIELD-U")]
    chapter_code: Option<String>,
    /// Population of the community; used when the employer's record does not have it.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 7500)]
    population: Option<i64>,
    /// General-fund budget of the community in US cents; used when the employer's record does not have it.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, nullable = false, example = 780_000_000)]
    general_fund_budget_cents: Option<i64>,
    /// Whether to order the print magazine (Life members only); false when absent.
    #[serde(default)]
    #[schema(example = false)]
    print_magazine: bool,
    /// Whether to request the waiver of dues for members between positions; false when absent.
    #[serde(default)]
    #[schema(example = false)]
    in_transition: bool,
    /// Whether the position was lost involuntarily; the waiver requires it. False when absent.
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

/// Filters of the list of applications.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApplicationQuery {
    /// Only applications in this state.
    #[param(inline, value_type = Option<ApplicationStateCode>, nullable = false)]
    state: Option<ApplicationState>,
    /// Only applications of this kind.
    #[param(inline, value_type = Option<ApplicationKindCode>, nullable = false)]
    kind: Option<ApplicationKind>,
}

impl ListQuery for ApplicationQuery {
    type Sort = ApplicationSort;

    fn order(&self) -> (&'static str, ApplicationSort) {
        ("members/applications", ApplicationSort::Newest)
    }
}

/// List applications
///
/// Returns the caller's own applications; staff, finance and admins see all. Sorted by submission, latest first,
/// without prices and salaries.
#[utoipa::path(get, path = "/applications", tag = "Members")]
pub async fn list_applications(
    caller: Caller,
    list: Listing<ApplicationQuery>,
) -> Result<Page<ApplicationSummaryOut>, Problem> {
    let own = (!visibility::may_list_members(&caller.caller())).then_some(caller.account_id);
    let filter = ApplicationFilter { state: list.query.state, kind: list.query.kind, account: own };
    let slice = store::list_applications(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, ApplicationSummaryOut::from))
}

/// Apply to join, renew, change category or rejoin
///
/// The kind is determined from the member's record: `join` for a first membership, `renewal` for the same category
/// near the end of the term, `category_change` for another category during a term, `rejoin` after a lapse. A change of
/// category takes effect at once and costs nothing until the next renewal; only staff can submit a `rejoin`. Next, issue
/// the invoice with `POST /v1/billing/invoices`.
#[utoipa::path(post, path = "/applications", tag = "Members", extensions(("x-refuses" = json!([
    CATEGORY_NOT_OPEN, LIFE_IS_KEPT, APPLICATION_ALREADY_OPEN, REJOIN_NEEDS_STAFF, RENEWAL_TOO_EARLY,
    INSTALLMENT_OUTSTANDING, BIRTH_DATE_MISSING, TOO_YOUNG_FOR_RETIRED, STILL_IN_FULL_TIME_EMPLOYMENT,
    CHAPTER_CODE_MISSING, ALREADY_MEMBER, LOCAL_GOVERNMENT_POSITION_MISSING, LOCAL_GOVERNMENT_POSITION_HELD,
    FULL_TIME_POSITION_MISSING, NEVER_FULL, TRANSITION_NOT_OPEN_TO_CATEGORY, TRANSITION_NEEDS_MEMBERSHIP,
    NOT_INVOLUNTARILY_SEPARATED, TRANSITION_WHILE_EMPLOYED, TRANSITION_EXHAUSTED, SPELL_ENDS_BEFORE_IT_STARTS,
    SALARY_MISSING, SALARY_NOT_POSITIVE, PRINT_MAGAZINE_NOT_OFFERED, NO_RATE_TABLE, BIRTH_DATE_IN_THE_FUTURE,
    UNKNOWN_ORGANIZATION, UNKNOWN_ACCOUNT
]))))]
pub async fn create_application(
    caller: Caller,
    write: Write,
    body: Body<ApplicationIn>,
) -> Result<Answered<Created<ApplicationOut>>, Problem> {
    let request = body.0.request(&caller);
    if !visibility::may_apply_for(&caller.caller(), request.account_id) {
        return Err(Problem::new(&FORBIDDEN).detail("Only staff can apply for another person."));
    }
    write
        .perform(async |tx| {
            let application = apply::submit(write.app(), tx, request.clone()).await?;
            let location = format!("/v1/members/applications/{}", application.id);
            let out = application_out(write.app(), &application, Sight::Whole);
            Ok(Created::at(location, out, application.version))
        })
        .await
}

/// Get an application
///
/// For the applicant, staff, finance and admins. Admins do not see prices or the facts behind them.
#[utoipa::path(get, path = "/applications/{application_id}", tag = "Members")]
pub async fn get_application(seen: Sees<VisibleApplication>) -> Result<Record<ApplicationOut>, Problem> {
    let VisibleApplication(application, sight) = &seen.record;
    Ok(Record::new(application_out(seen.by.app(), application, *sight), application.version))
}

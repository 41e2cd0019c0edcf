//! `/v1/members/applications`: joining, renewing, changing category, rejoining.

use chrono::NaiveDate;
use guildhall_domain::accounts::role::Role;
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::visibility::{self, Sight};
use guildhall_domain::members::{ApplicationKind, ApplicationState};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::members::{self as store, ApplicationFilter, ApplicationSort};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::application_out::{ApplicationOut, ApplicationSummaryOut, shown};
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
use crate::members::actions::apply::{self, Request};
use crate::members::employment_spells::EmploymentSpellIn;
use crate::members::problems::{
    ALREADY_MEMBER, APPLICATION_ALREADY_OPEN, BIRTH_DATE_AFTER_EMPLOYMENT, BIRTH_DATE_IN_THE_FUTURE,
    BIRTH_DATE_MISSING, CATEGORY_NOT_OPEN, CHAPTER_CODE_MISSING, CHAPTER_CODE_UNKNOWN, CHAPTER_FULL,
    EMPLOYMENT_BEFORE_BIRTH, EMPLOYMENT_ENDS_TOO_LATE, EMPLOYMENT_ON_RECORD, EMPLOYMENT_STARTS_TOO_LATE,
    FULL_TIME_POSITION_MISSING, INSTALLMENT_OUTSTANDING, LIFE_IS_KEPT, LOCAL_GOVERNMENT_POSITION_HELD,
    LOCAL_GOVERNMENT_POSITION_MISSING, NEVER_FULL, NOT_INVOLUNTARILY_SEPARATED, REJOIN_NEEDS_STAFF, RENEWAL_TOO_EARLY,
    SPELL_ENDS_BEFORE_IT_STARTS, STILL_IN_FULL_TIME_EMPLOYMENT, TOO_YOUNG_FOR_RETIRED, TRANSITION_EXHAUSTED,
    TRANSITION_NEEDS_MEMBERSHIP, TRANSITION_WHILE_EMPLOYED, UNKNOWN_ACCOUNT,
};
use crate::members::relations::VisibleApplication;
use crate::organizations::problems::UNKNOWN_ORGANIZATION;
use crate::wire::{ApplicationKindCode, ApplicationStateCode, CategoryCode};

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
    /// Population of the community; shown when the employer's record does not have it. It lowers no price.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 7500)]
    population: Option<i64>,
    /// General-fund budget of the community in US cents; shown when the employer's record does not have it. It lowers no
    /// price.
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
            // On an own matter staff are an applicant like any other.
            by_staff: caller.roles.has(Role::Staff)
                && self.account_id.is_some_and(|account| account != caller.account_id.uuid()),
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
        match self.state {
            // A queue: who has waited longest comes first.
            Some(ApplicationState::InReview | ApplicationState::InformationRequested) => {
                ("members/applications/queue", ApplicationSort::Oldest)
            }
            _ => ("members/applications", ApplicationSort::Newest),
        }
    }
}

/// List applications
///
/// Returns the caller's own applications; staff, finance and admins see all. Sorted by submission, latest first,
/// without prices and salaries. `?state=in_review` is the queue of staff: earliest first, with what is unverified.
#[utoipa::path(get, path = "/applications", tag = "Members")]
pub async fn list_applications(
    caller: Caller,
    list: Listing<ApplicationQuery>,
) -> Result<Page<ApplicationSummaryOut>, Problem> {
    let own = (!visibility::may_list_members(&caller.caller())).then_some(caller.account_id);
    let filter = ApplicationFilter { state: list.query.state, kind: list.query.kind, account: own, open: false };
    let slice = store::list_applications(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, ApplicationSummaryOut::from))
}

/// Apply to join, renew, change category or rejoin
///
/// The kind is determined from the member's record: `join` for a first membership, `renewal` for the same category
/// near the end of the term, `category_change` for another category during a term, `rejoin` after a lapse; only staff can
/// submit a `rejoin`. What decides a right or a price is `in_review` until staff accept it, with `review` saying why; a
/// letter tells the outcome. What is `awaiting_payment` is invoiced next, with `POST /v1/billing/invoices`.
#[utoipa::path(post, path = "/applications", tag = "Members", extensions(("x-refuses" = json!([
    CATEGORY_NOT_OPEN, LIFE_IS_KEPT, APPLICATION_ALREADY_OPEN, REJOIN_NEEDS_STAFF, RENEWAL_TOO_EARLY,
    INSTALLMENT_OUTSTANDING, BIRTH_DATE_MISSING, TOO_YOUNG_FOR_RETIRED, STILL_IN_FULL_TIME_EMPLOYMENT,
    CHAPTER_CODE_MISSING, CHAPTER_CODE_UNKNOWN, CHAPTER_FULL, ALREADY_MEMBER, LOCAL_GOVERNMENT_POSITION_MISSING, LOCAL_GOVERNMENT_POSITION_HELD,
    FULL_TIME_POSITION_MISSING, NEVER_FULL, TRANSITION_NOT_OPEN_TO_CATEGORY, TRANSITION_NEEDS_MEMBERSHIP,
    NOT_INVOLUNTARILY_SEPARATED, TRANSITION_WHILE_EMPLOYED, TRANSITION_EXHAUSTED, SPELL_ENDS_BEFORE_IT_STARTS,
    SALARY_MISSING, SALARY_NOT_POSITIVE, PRINT_MAGAZINE_NOT_OFFERED, NO_RATE_TABLE, BIRTH_DATE_IN_THE_FUTURE,
    UNKNOWN_ORGANIZATION, UNKNOWN_ACCOUNT, BIRTH_DATE_AFTER_EMPLOYMENT, EMPLOYMENT_BEFORE_BIRTH,
    EMPLOYMENT_STARTS_TOO_LATE, EMPLOYMENT_ENDS_TOO_LATE, EMPLOYMENT_ON_RECORD
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
            let (out, version) = shown(write.app(), tx, &application, Sight::Whole).await?;
            Ok(Created::at(location, out, version))
        })
        .await
}

/// Get an application
///
/// For the applicant, staff, finance and admins. Admins do not see prices or the facts behind them.
#[utoipa::path(get, path = "/applications/{application_id}", tag = "Members")]
pub async fn get_application(seen: Sees<VisibleApplication>) -> Result<Record<ApplicationOut>, Problem> {
    let VisibleApplication(application, sight) = &seen.record;
    let app = seen.by.app();
    let (out, version) = shown(app, &app.db, application, *sight).await?;
    Ok(Record::new(out, version))
}

//! An application as it is shown, alone and in a list.

use chrono::{DateTime, Utc};
use guildhall_domain::ids::{AccountId, ChapterId, MemberId};
use guildhall_domain::members::admission::{Criterion, Judged, ReviewAction};
use guildhall_domain::members::visibility::Sight;
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::Read;
use guildhall_persistence::members::{self as store, ApplicationStep};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::http::problem::Problem;
use crate::members::actions::apply;
use crate::members::codes::{CriterionCode, ReviewActionCode};
use crate::wire::{ApplicationKindCode, ApplicationStateCode, CategoryCode, ClauseOut};

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
    /// When it was carried out or came to nothing; null while it is open.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
    /// What staff look at before it goes on, as clauses of the rules; empty when nothing is unverified.
    #[schema(max_items = 20)]
    review: Vec<ClauseOut>,
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
            review: application.review.into_iter().map(ClauseOut::from).collect(),
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
    /// Total of an invoice issued today, in US cents; send it as `expected_total_cents` of the new invoice. While it is in
    /// review: the total once it is accepted. Null when it is closed or the caller may not see it.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    due_today_cents: Option<i64>,
    /// Facts that the dues are calculated from; null when the caller may not see them.
    #[schema(required)]
    pricing: Option<PricingOut>,
    /// Account that submitted the application: the applicant's or a staff account.
    submitted_by: Uuid,
    /// When it was submitted.
    submitted_at: DateTime<Utc>,
    /// When staff accepted it; null when they have not, or need not.
    #[schema(required)]
    accepted_at: Option<DateTime<Utc>>,
    /// When it was carried out or came to nothing; null while it is open.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
    /// What staff look at before it goes on, as clauses of the rules; empty when nothing is unverified.
    #[schema(max_items = 20)]
    review: Vec<ClauseOut>,
    /// What was done with it in review, earliest first.
    #[schema(max_items = 1000)]
    steps: Vec<ReviewStepOut>,
    /// Student chapter whose code was given; null without one.
    #[schema(required)]
    chapter_id: Option<Uuid>,
}

/// A step of staff's review.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewStep)]
pub struct ReviewStepOut {
    /// What was done.
    #[schema(value_type = ReviewActionCode)]
    action: ReviewAction,
    /// Account that did it; null for the system.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// When.
    taken_at: DateTime<Utc>,
    /// Reasons, the question or the answer, a sentence or more each.
    #[schema(value_type = Vec<String>, max_items = 20, example = json!(["The budget is the finance director's."]))]
    texts: Vec<String>,
    /// The criteria of a Full member's job, as they were judged.
    #[schema(max_items = 6)]
    criteria: Vec<JudgedOut>,
    /// Where the document of an involuntary separation is kept; null when none was asked for.
    #[schema(required, max_length = 200, example = "Letter of the council, 2025-08-15")]
    separation_document: Option<String>,
}

/// A criterion as staff judged it.
#[derive(Serialize, ToSchema)]
#[schema(as = JudgedCriterion)]
pub struct JudgedOut {
    /// The criterion.
    #[schema(value_type = CriterionCode)]
    criterion: Criterion,
    /// Whether it is met.
    #[schema(example = true)]
    met: bool,
    /// What staff noted; null without a note.
    #[schema(required, max_length = 1000, example = "Appointed by the council.")]
    note: Option<String>,
}

impl From<Judged> for JudgedOut {
    fn from(judged: Judged) -> Self {
        JudgedOut { criterion: judged.criterion, met: judged.met, note: judged.note }
    }
}

impl From<ApplicationStep> for ReviewStepOut {
    fn from(step: ApplicationStep) -> Self {
        ReviewStepOut {
            action: step.action,
            account_id: step.account_id.map(AccountId::uuid),
            taken_at: step.taken_at,
            texts: step.told.texts,
            criteria: step.told.criteria.into_iter().map(JudgedOut::from).collect(),
            separation_document: step.told.separation_document,
        }
    }
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
    /// True when staff confirmed population and budget in the employer's record, so that they count for the price. Else
    /// they are shown only, and the standard rate applies.
    #[schema(example = false)]
    figures_confirmed: bool,
}

/// An application with what was done with it, and its version.
pub(in crate::members) async fn shown(
    app: &App,
    db: &dyn Read,
    application: &Application,
    sight: Sight,
) -> Result<(ApplicationOut, i64), Problem> {
    let steps = store::application_steps(db, application.id).await?;
    Ok((application_out(app, application, steps, sight), application.version))
}

fn application_out(app: &App, application: &Application, steps: Vec<ApplicationStep>, sight: Sight) -> ApplicationOut {
    let whole = sight == Sight::Whole;
    let due = if whole && application.state.is_open() {
        apply::price_on(app, application, app.clock.today()).ok()
    } else {
        None
    };
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
            figures_confirmed: !pricing.figures_told
                && (pricing.population.is_some() || pricing.general_fund_budget.is_some()),
        }),
        submitted_by: application.submitted_by.uuid(),
        submitted_at: application.submitted_at,
        accepted_at: application.accepted_at,
        decided_at: application.decided_at,
        review: application.review.iter().cloned().map(ClauseOut::from).collect(),
        steps: steps.into_iter().map(ReviewStepOut::from).collect(),
        chapter_id: application.chapter_id.map(ChapterId::uuid),
    }
}

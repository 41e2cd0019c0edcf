//! Applying: to join, to renew, to change category, to rejoin.
//!
//! The kind follows from the facts. The account's row is locked first, so that
//! of two applications sent at once one finds the other.

use chrono::NaiveDate;
use guildhall_domain::accounts::account::Account;
use guildhall_domain::dues::quote::{self, Quote, QuoteFacts};
use guildhall_domain::dues::quote_upgrade;
use guildhall_domain::ids::{AccountId, ApplicationId, MemberId};
use guildhall_domain::life_membership::LifeStatus;
use guildhall_domain::members::admission::{ChangeCharge, first_state};
use guildhall_domain::members::employment::EmploymentFact;
use guildhall_domain::members::{
    Application, ApplicationDecision, ApplicationFacts, ApplicationKind, ApplicationState, CurrentMembership,
    EmploymentSpell, Member, MemberNumber, MembersEvent, MembershipRefusal, PricingFacts, decide_application,
    decide_withdrawal, still_holds,
};
use guildhall_domain::{Category, Cents, Refusal, association_date};
use guildhall_persistence::accounts;
use guildhall_persistence::{StoreError, Tx, life_membership, members as store, sequences};

use super::admission::{self, ToldFigures};
use super::employment::{self, Employed, SpellParticulars};
use super::{membership, records};
use crate::app::App;
use crate::billing::actions as billing;
use crate::events;
use crate::http::problem::Problem;
use crate::members::chapters::actions as chapters;
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::problems::UNKNOWN_ORGANIZATION;

/// What an application says.
#[derive(Clone)]
pub struct Request {
    /// Whose membership it is.
    pub account_id: AccountId,
    /// Who submits it.
    pub by: AccountId,
    /// Whether that is staff, or the association itself.
    pub by_staff: bool,
    /// Category applied for.
    pub category: Category,
    /// A spell of employment to add to the record.
    pub employment: Option<SpellParticulars>,
    /// Birth date, when it is not on record yet.
    pub born_on: Option<NaiveDate>,
    /// Code of a student chapter.
    pub chapter_code: Option<String>,
    /// Population of the community, when its record does not say.
    pub population: Option<i64>,
    /// General-fund budget of the community, when its record does not say.
    pub general_fund_budget: Option<Cents>,
    /// Whether the print magazine is wanted.
    pub print_magazine: bool,
    /// Whether the waiver for members in transition is asked for.
    pub in_transition: bool,
    /// Whether the position was lost involuntarily.
    pub involuntarily_separated: bool,
}

impl Request {
    /// A person's own application that says nothing but the category.
    pub fn own(account_id: AccountId, category: Category) -> Request {
        Request {
            account_id,
            by: account_id,
            by_staff: false,
            category,
            employment: None,
            born_on: None,
            chapter_code: None,
            population: None,
            general_fund_budget: None,
            print_magazine: false,
            in_transition: false,
            involuntarily_separated: false,
        }
    }
}

/// Submits an application.
///
/// # Errors
/// The refusals of the membership and dues rules; `unknown-account`,
/// `unknown-organization`; those of the store.
pub async fn submit(app: &App, tx: &Tx, request: Request) -> Result<Application, Problem> {
    let today = app.clock.today();
    let account = locked_account(tx, request.account_id).await?;
    let mut member = member_of(app, tx, request.by, &account, request.category).await?;
    if let Some(particulars) = request.employment.clone() {
        let employed = Employed { member_id: member.id, born_on: request.born_on };
        employment::add_told(app, tx, request.by, &employed, particulars).await.map_err(of_employment)?;
        // The position may have suspended Life membership, which changes the record.
        member = store::lock_member(tx, member.id).await?;
    }
    if let Some(born_on) = request.born_on.filter(|born_on| member.born_on != Some(*born_on)) {
        records::check_birth_date(app, tx, member.id, born_on).await?;
        member.born_on = Some(born_on);
    }
    if member.span.is_none() {
        // Before the first term a record shows the category applied for.
        member.category = request.category;
    }
    let spells = store::spells_of(tx, member.id).await?;
    let has_open_application = store::find_open_application(tx, request.account_id).await?.is_some();
    let decision = decide(app, tx, &request, &member, &spells, has_open_application, today).await?;
    let chapter_id = match &request.chapter_code {
        Some(code) if request.category == Category::ChapterStudent => Some(chapters::of_code(app, tx, code).await?),
        _ => None,
    };
    let pricing = pricing_of(tx, &request, &spells, today).await?;
    let mut application = Application { chapter_id, ..record(app, &request, &member, &decision, pricing) };
    if application.kind == ApplicationKind::CategoryChange {
        application.pricing.upgrade = admission::upgrade_of(tx, &member, today).await?;
    }
    let due = price_on(app, &application, today)?;
    application.review = admission::reasons(app, tx, &application, &member, &spells).await?;
    application.state = first_state(application.kind, &application.review, due);
    if application.state == ApplicationState::Accepted {
        application.decided_at = Some(app.clock.now());
        member.category = application.category;
    }
    store::insert_application(tx, &application).await.map_err(already_open)?;
    records::save(app, tx, &mut member).await?;
    let submitted = MembersEvent::ApplicationSubmitted {
        application: application.id,
        account_id: application.account_id,
        kind: application.kind,
        category: application.category,
    };
    events::record(app, tx, Some(request.by), submitted).await?;
    Ok(application)
}

/// Takes an application back before it is paid, and its open invoice with it.
///
/// # Errors
/// `not-found`, `application-not-open`, `invoice-paid`; those of the store.
pub async fn withdraw(app: &App, tx: &Tx, by: AccountId, id: ApplicationId) -> Result<Application, Problem> {
    store::lock_application(tx, id).await?;
    billing::void::of_subject(app, tx, by, &id.into(), "The application was withdrawn.").await?;
    // Without its invoice it was judged anew.
    let mut application = store::lock_application(tx, id).await?;
    application.state = decide_withdrawal(application.state).map_err(Refusal::from)?;
    application.decided_at = Some(app.clock.now());
    application.version = store::save_application(tx, &application).await?;
    let withdrawn = MembersEvent::ApplicationWithdrawn { application: id, account_id: application.account_id };
    events::record(app, tx, Some(by), withdrawn).await?;
    Ok(application)
}

/// Whether an application still is what it was when it was submitted: applied
/// for today, it would be of the same kind and meet the same conditions.
///
/// # Errors
/// `application-expired` when it would be of another kind; the refusals of the membership rules.
pub async fn check_still_holds(app: &App, tx: &Tx, application: &Application) -> Result<(), Problem> {
    let Some(member_id) = application.member_id else { return Ok(()) };
    let member = store::lock_member(tx, member_id).await?;
    let spells = store::spells_of(tx, member_id).await?;
    let record = on_record(tx, &member, &spells).await?;
    let facts = ApplicationFacts {
        category: application.category,
        submitted_before: true,
        in_transition: application.pricing.in_transition,
        ..record.facts(&member)
    };
    let today = app.clock.today();
    Ok(still_holds(application.kind, &facts, &app.policies.members, today).map_err(Refusal::from)?)
}

/// The position stands in a member of its own.
fn of_employment(problem: Problem) -> Problem {
    let unknown = problem.kind == &UNKNOWN_ORGANIZATION;
    if unknown { problem.at("/employment/organization_id") } else { problem }
}

/// What an invoice for this application would come to on a date.
///
/// # Errors
/// The refusals of the dues rules.
pub fn price_on(app: &App, application: &Application, on: NaiveDate) -> Result<Cents, Problem> {
    if application.kind == ApplicationKind::CategoryChange && !is_charged(app, application, on) {
        return Ok(Cents::ZERO);
    }
    Ok(quote_on(app, application, on, 1)?.total)
}

/// The quote behind that price. A change of category during a term is priced from the day on which staff accepted it.
///
/// # Errors
/// The refusals of the dues rules.
pub fn quote_on(app: &App, application: &Application, on: NaiveDate, parts: u8) -> Result<Quote, Problem> {
    let (category, kind, pricing) = (application.category, application.kind, &application.pricing);
    let facts = QuoteFacts::of_application(category, kind, pricing, on, parts);
    let priced = match &pricing.upgrade {
        Some(upgrade) => {
            let from_on = application.accepted_at.map_or(on, association_date);
            quote_upgrade(&facts, upgrade, from_on, &app.policies.dues)
        }
        None => quote::quote(&facts, &app.policies.dues),
    };
    Ok(priced.map_err(Refusal::from)?)
}

/// Whether a change of category is charged: by policy, and where both categories have a price.
fn is_charged(app: &App, application: &Application, on: NaiveDate) -> bool {
    let charge = app.policies.members.admission.on(on).category_change.value;
    charge == ChangeCharge::ProRata
        && application.pricing.upgrade.is_some()
        && quote_on(app, application, on, 1).is_ok()
}

async fn locked_account(tx: &Tx, id: AccountId) -> Result<Account, Problem> {
    accounts::lock_account(tx, id).await.map_err(|error| match error {
        StoreError::NotFound(_) => Problem::new(&UNKNOWN_ACCOUNT).detail("No account has that id.").at("/account_id"),
        other => other.into(),
    })
}

/// The person's record; what first concerns a membership opens one.
///
/// # Errors
/// Those of the store.
pub async fn member_of(
    app: &App,
    tx: &Tx,
    by: AccountId,
    account: &Account,
    category: Category,
) -> Result<Member, Problem> {
    if let Some(member) = store::find_member_by_account(tx, account.id).await? {
        return Ok(store::lock_member(tx, member.id).await?);
    }
    let now = app.clock.now();
    let member = Member {
        id: MemberId::new(app.entropy.uuid(now)),
        number: MemberNumber(sequences::next(tx, "member").await?),
        account_id: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        category,
        born_on: None,
        joined_on: None,
        span: None,
        confirmed_on: None,
        confirmation_awaited: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert_member(tx, &member).await?;
    let created = MembersEvent::MemberCreated { member: member.id, account_id: account.id };
    events::record(app, tx, Some(by), created).await?;
    Ok(member)
}

async fn decide(
    app: &App,
    tx: &Tx,
    request: &Request,
    member: &Member,
    spells: &[EmploymentSpell],
    has_open_application: bool,
    today: NaiveDate,
) -> Result<ApplicationDecision, Problem> {
    let record = on_record(tx, member, spells).await?;
    let facts = ApplicationFacts {
        category: request.category,
        submitted_by_staff: request.by_staff,
        chapter_code: request.chapter_code.as_deref(),
        in_transition: request.in_transition,
        involuntarily_separated: request.involuntarily_separated,
        has_open_application,
        ..record.facts(member)
    };
    Ok(decide_application(&facts, &app.policies.members, today).map_err(Refusal::from)?)
}

/// What the record says of an applicant.
struct OnRecord {
    employments: Vec<EmploymentFact>,
    membership: Option<CurrentMembership>,
    transition_blocks_used: u32,
    life: Option<LifeStatus>,
}

async fn on_record(tx: &Tx, member: &Member, spells: &[EmploymentSpell]) -> Result<OnRecord, Problem> {
    let terms = store::terms_of(tx, member.id).await?;
    let life = life_membership::find_granted(tx, member.id).await?;
    let blocks = terms.iter().filter(|term| term.in_transition && term.ends_on > term.starts_on).count();
    Ok(OnRecord {
        employments: spells.iter().map(EmploymentFact::from).collect(),
        membership: membership::of(member, &terms, life.as_ref()),
        transition_blocks_used: u32::try_from(blocks).unwrap_or(u32::MAX),
        life: life.and_then(|life| life.state.life_status()),
    })
}

impl OnRecord {
    /// The facts that the record alone gives; nothing is said with an application yet.
    fn facts(&self, member: &Member) -> ApplicationFacts<'_> {
        ApplicationFacts {
            category: member.category,
            submitted_before: false,
            submitted_by_staff: false,
            born_on: member.born_on,
            chapter_code: None,
            employments: &self.employments,
            membership: self.membership.as_ref(),
            in_transition: false,
            involuntarily_separated: false,
            transition_blocks_used: self.transition_blocks_used,
            has_open_application: false,
            life: self.life,
        }
    }
}

/// What the dues are priced from, by the record and by what the application says.
async fn pricing_of(
    tx: &Tx,
    request: &Request,
    spells: &[EmploymentSpell],
    today: NaiveDate,
) -> Result<PricingFacts, Problem> {
    let told = ToldFigures { population: request.population, general_fund_budget: request.general_fund_budget };
    let (print_magazine, in_transition) = (request.print_magazine, request.in_transition);
    let priced = admission::priced_from(tx, spells, told, today).await?;
    Ok(PricingFacts { print_magazine, in_transition, ..priced })
}

fn record(
    app: &App,
    request: &Request,
    member: &Member,
    decision: &ApplicationDecision,
    pricing: PricingFacts,
) -> Application {
    let now = app.clock.now();
    Application {
        id: ApplicationId::new(app.entropy.uuid(now)),
        account_id: request.account_id,
        member_id: Some(member.id),
        kind: decision.kind,
        category: request.category,
        state: ApplicationState::InReview,
        pricing,
        submitted_at: now,
        decided_at: None,
        submitted_by: request.by,
        review: Vec::new(),
        accepted_at: None,
        chapter_id: None,
        version: 1,
    }
}

/// The partial unique index is the last word on one open application.
fn already_open(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(MembershipRefusal::ApplicationAlreadyOpen).into(),
        other => other.into(),
    }
}

//! What the association writes to its members.

use chrono::NaiveDate;
use guildhall_domain::members::admission::ReviewAction;
use guildhall_domain::members::{Application, Member, PlannedTerm};
use guildhall_persistence::Tx;
use guildhall_persistence::members::{self as store, ApplicationStep};
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[
    LetterKind::of::<TermOpened>(),
    LetterKind::of::<PaymentEnded>(),
    LetterKind::of::<Lapsed>(),
    LetterKind::of::<RenewalNeedsApplication>(),
    LetterKind::of::<RenewalInReview>(),
    LetterKind::of::<ApplicationReviewed>(),
    LetterKind::of::<ApplicationEnded>(),
    LetterKind::of::<MembershipConfirmed>(),
    LetterKind::of::<MembershipEnded>(),
];

#[derive(Serialize)]
struct TermOpened {
    given_name: String,
    member_number: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl LetterText for TermOpened {
    const TEMPLATE: Template = template!("letters/members/term_opened");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![TermOpened { given_name: "Ana".into(), member_number: "100001".into(), starts_on: day, ends_on: day }]
    }
}

/// Tells a member that a paid term was opened.
///
/// # Errors
/// Those of the store.
pub async fn term_opened(app: &App, tx: &Tx, member: &Member, term: &PlannedTerm) -> Result<(), Problem> {
    let text = TermOpened {
        given_name: member.name.addressed().into(),
        member_number: member.number.to_string(),
        starts_on: term.starts_on,
        ends_on: term.ends_on,
    };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

#[derive(Serialize)]
struct PaymentEnded {
    given_name: String,
    ended_on: NaiveDate,
    grace_ends_on: NaiveDate,
}

impl LetterText for PaymentEnded {
    const TEMPLATE: Template = template!("letters/members/payment_ended");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![PaymentEnded { given_name: "Ana".into(), ended_on: day, grace_ends_on: day }]
    }
}

/// Tells a member that payment has ended and how long benefits stay. Written once per end of payment.
///
/// # Errors
/// Those of the store.
pub async fn payment_ended(
    app: &App,
    tx: &Tx,
    member: &Member,
    ended_on: NaiveDate,
    grace_ends_on: NaiveDate,
) -> Result<(), Problem> {
    let text = PaymentEnded { given_name: member.name.addressed().into(), ended_on, grace_ends_on };
    let key = format!("grace/{}/{ended_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}

#[derive(Serialize)]
struct Lapsed {
    given_name: String,
    lapsed_on: NaiveDate,
}

impl LetterText for Lapsed {
    const TEMPLATE: Template = template!("letters/members/lapsed");

    fn samples() -> Vec<Self> {
        vec![Lapsed { given_name: "Ana".into(), lapsed_on: NaiveDate::default() }]
    }
}

/// Tells a member that the membership has lapsed. Written once per lapse.
///
/// # Errors
/// Those of the store.
pub async fn lapsed(app: &App, tx: &Tx, member: &Member, lapsed_on: NaiveDate) -> Result<(), Problem> {
    let text = Lapsed { given_name: member.name.addressed().into(), lapsed_on };
    let key = format!("lapsed/{}/{lapsed_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}

#[derive(Serialize)]
struct RenewalNeedsApplication {
    given_name: String,
    ends_on: NaiveDate,
    reason: String,
}

impl LetterText for RenewalNeedsApplication {
    const TEMPLATE: Template = template!("letters/members/renewal_needs_application");

    fn samples() -> Vec<Self> {
        let reason = "No salary is on record.".into();
        vec![RenewalNeedsApplication { given_name: "Ana".into(), ends_on: NaiveDate::default(), reason }]
    }
}

/// Asks a member to apply for the renewal that could not be invoiced, and says why. Written once per term.
///
/// # Errors
/// Those of the store.
pub async fn renewal_needs_application(
    app: &App,
    tx: &Tx,
    member: &Member,
    ends_on: NaiveDate,
    refused: &Problem,
) -> Result<(), Problem> {
    let reason = refused.detail.as_deref().unwrap_or(refused.kind.title).to_owned();
    let text = RenewalNeedsApplication { given_name: member.name.addressed().into(), ends_on, reason };
    let key = format!("renewal-asked/{}/{ends_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}

#[derive(Serialize)]
struct RenewalInReview {
    given_name: String,
    reasons: Vec<String>,
}

impl LetterText for RenewalInReview {
    const TEMPLATE: Template = template!("letters/members/renewal_in_review");

    fn samples() -> Vec<Self> {
        let reasons = vec!["The price changes by more than 50 % against the term before.".into()];
        vec![RenewalInReview { given_name: "Ana".into(), reasons }]
    }
}

/// Tells a member that staff look at the renewal before it is invoiced.
///
/// # Errors
/// Those of the store.
pub async fn renewal_in_review(app: &App, tx: &Tx, member: &Member, application: &Application) -> Result<(), Problem> {
    let reasons = application.review.iter().map(|reason| reason.detail.clone()).collect();
    let text = RenewalInReview { given_name: member.name.addressed().into(), reasons };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

#[derive(Serialize)]
struct ApplicationReviewed {
    given_name: String,
    outcome: &'static str,
    texts: Vec<String>,
}

impl LetterText for ApplicationReviewed {
    const TEMPLATE: Template = template!("letters/members/application_reviewed");

    fn samples() -> Vec<Self> {
        let of = |outcome| ApplicationReviewed { given_name: "Ana".into(), outcome, texts: vec!["A sentence.".into()] };
        vec![of("accepted"), of("asked"), of("declined")]
    }
}

/// Tells the applicant what staff decided or ask.
///
/// # Errors
/// Those of the store.
pub async fn reviewed(app: &App, tx: &Tx, application: &Application, step: &ApplicationStep) -> Result<(), Problem> {
    let Some(member) = applicant(tx, application).await? else { return Ok(()) };
    let (outcome, texts) = match step.action {
        ReviewAction::Accept => ("accepted", Vec::new()),
        ReviewAction::Decline => ("declined", step.told.texts.clone()),
        ReviewAction::RequestInformation | ReviewAction::Answer => ("asked", step.told.texts.clone()),
    };
    let text = ApplicationReviewed { given_name: member.name.addressed().into(), outcome, texts };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

async fn applicant(tx: &Tx, application: &Application) -> Result<Option<Member>, Problem> {
    match application.member_id {
        Some(id) => Ok(store::find_member(tx, id).await?),
        None => Ok(None),
    }
}

#[derive(Serialize)]
struct ApplicationEnded {
    given_name: String,
}

impl LetterText for ApplicationEnded {
    const TEMPLATE: Template = template!("letters/members/application_ended");

    fn samples() -> Vec<Self> {
        vec![ApplicationEnded { given_name: "Ana".into() }]
    }
}

/// Tells the applicant that an application ended by itself.
///
/// # Errors
/// Those of the store.
pub async fn application_ended(app: &App, tx: &Tx, application: &Application) -> Result<(), Problem> {
    let Some(member) = applicant(tx, application).await? else { return Ok(()) };
    let text = ApplicationEnded { given_name: member.name.addressed().into() };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

#[derive(Serialize)]
struct MembershipConfirmed {
    given_name: String,
}

impl LetterText for MembershipConfirmed {
    const TEMPLATE: Template = template!("letters/members/membership_confirmed");

    fn samples() -> Vec<Self> {
        vec![MembershipConfirmed { given_name: "Ana".into() }]
    }
}

/// Tells a member that staff confirmed the membership.
///
/// # Errors
/// Those of the store.
pub async fn membership_confirmed(app: &App, tx: &Tx, member: &Member) -> Result<(), Problem> {
    let text = MembershipConfirmed { given_name: member.name.addressed().into() };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

#[derive(Serialize)]
struct MembershipEnded {
    given_name: String,
    reasons: Vec<String>,
}

impl LetterText for MembershipEnded {
    const TEMPLATE: Template = template!("letters/members/membership_ended");

    fn samples() -> Vec<Self> {
        vec![MembershipEnded { given_name: "Ana".into(), reasons: vec!["The employer is no local government.".into()] }]
    }
}

/// Tells a person that staff ended the membership, and why.
///
/// # Errors
/// Those of the store.
pub async fn membership_ended(app: &App, tx: &Tx, member: &Member, reasons: &[String]) -> Result<(), Problem> {
    let text = MembershipEnded { given_name: member.name.addressed().into(), reasons: reasons.to_vec() };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

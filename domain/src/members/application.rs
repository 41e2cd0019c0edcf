//! Deciding an application: its kind is computed from the facts, never sent.
//!
//! join: no membership yet; renewal: same category, from the opening of the window through grace;
//! category_change: another category while current; rejoin: after lapse, through staff. Sources:
//! RULES 1.1 and 1.6.

use crate::billing::{Billed, SubjectKind};
use crate::calendar::{add_days, association_date, subtract_days};
use crate::explanation::Clause;
use crate::life_membership::standing::LifeStatus;
use crate::members::category::Category;
use crate::members::eligibility;
use crate::members::employment::EmploymentFact;
use crate::members::member::CurrentMembership;
use crate::members::policy::MembersPolicy;
use crate::members::refusal::MembershipRefusal;
use crate::members::standing::{Standing, TermSpan, grace_ends_on, standing_on};
use crate::members::term;
use crate::{AccountId, ApplicationId, Cents, ChapterId, MemberId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

code_words! {
    /// What an application turns out to be.
    pub enum ApplicationKind {
        /// A first membership.
        Join => "join",
        /// The next term in the same category.
        Renewal => "renewal",
        /// Another category during the term.
        CategoryChange => "category_change",
        /// A new membership after lapse.
        Rejoin => "rejoin",
    }
}

code_words! {
    /// The state of an application.
    pub enum ApplicationState {
        /// Waiting for its invoice to be paid.
        AwaitingPayment => "awaiting_payment",
        /// Carried out.
        Accepted => "accepted",
        /// Voided before payment.
        Withdrawn => "withdrawn",
        /// Waiting for staff to accept it.
        InReview => "in_review",
        /// Waiting for an answer to staff's question.
        InformationRequested => "information_requested",
        /// Declined by staff.
        Declined => "declined",
        /// Ended by itself, unpaid.
        Expired => "expired",
    }
}

impl ApplicationState {
    /// Whether something is still awaited: staff's word, the applicant's, or payment.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::AwaitingPayment | Self::InReview | Self::InformationRequested)
    }
}

/// The facts an application's dues are priced from. Holds the salary: a secret.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricingFacts {
    /// Annual salary.
    #[serde(default)]
    pub annual_salary: Option<Cents>,
    /// Population of the community served.
    #[serde(default)]
    pub population: Option<i64>,
    /// General-fund budget of the community served.
    #[serde(default)]
    pub general_fund_budget: Option<Cents>,
    /// Print magazine wanted (Life members).
    #[serde(default)]
    pub print_magazine: bool,
    /// Dues waived while between positions.
    #[serde(default)]
    pub in_transition: bool,
    /// The term that a change of category happens in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<Upgrade>,
    /// Whether population and budget are only told: shown, and no ground for a price.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub figures_told: bool,
}

/// The term that a change of category happens in, and the category it was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upgrade {
    /// The category held.
    pub from: Category,
    /// First day of the term.
    pub term_starts_on: NaiveDate,
    /// First day after it.
    pub term_ends_on: NaiveDate,
}

impl std::fmt::Debug for PricingFacts {
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PricingFacts")
            .field("print_magazine", &self.print_magazine)
            .field("in_transition", &self.in_transition)
            .finish_non_exhaustive()
    }
}

/// The kind of an application for membership, as invoices name it.
pub const MEMBERSHIP: SubjectKind = SubjectKind::of("membership");

impl From<ApplicationId> for Billed {
    fn from(id: ApplicationId) -> Self {
        Self { kind: MEMBERSHIP, id: id.uuid() }
    }
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The application's id.
    pub id: ApplicationId,
    /// The person applying.
    pub account_id: AccountId,
    /// The person's member record, once there is one.
    pub member_id: Option<MemberId>,
    /// What it turned out to be.
    pub kind: ApplicationKind,
    /// Category applied for.
    pub category: Category,
    /// The present state.
    pub state: ApplicationState,
    /// What the dues are priced from.
    pub pricing: PricingFacts,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// When it was carried out, withdrawn, declined or ended.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who submitted it: the person or staff.
    pub submitted_by: AccountId,
    /// Why staff look at it; empty when they do not.
    pub review: Vec<Clause>,
    /// When staff accepted it.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The chapter whose code was given with it.
    pub chapter_id: Option<ChapterId>,
    /// Rises by one with each change.
    pub version: i64,
}

/// What the decision needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationFacts<'a> {
    /// Category applied for.
    pub category: Category,
    /// Whether it was submitted before and is judged again. What was said with it then is not asked again: who
    /// submitted it, the code of the chapter, how the position was lost.
    pub submitted_before: bool,
    /// Whether staff submits it.
    pub submitted_by_staff: bool,
    /// Birth date, when known.
    pub born_on: Option<NaiveDate>,
    /// Code of a student chapter, when given.
    pub chapter_code: Option<&'a str>,
    /// Every spell of employment on record.
    pub employments: &'a [EmploymentFact],
    /// The membership, when a term has ever begun.
    pub membership: Option<&'a CurrentMembership>,
    /// Whether the waiver for members in transition is asked for.
    pub in_transition: bool,
    /// Whether the person was fired, made to resign or otherwise lost the position.
    pub involuntarily_separated: bool,
    /// Waived terms already used.
    pub transition_blocks_used: u32,
    /// Whether another application awaits payment.
    pub has_open_application: bool,
    /// What has become of the Life membership, when it was ever granted.
    pub life: Option<LifeStatus>,
}

/// The decision on an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationDecision {
    /// What the application is.
    pub kind: ApplicationKind,
    /// The join date that is kept; none when a new one is set on payment.
    pub keeps_joined_on: Option<NaiveDate>,
    /// Whether the dues are priced as a renewal (which may come in installments).
    pub priced_as_renewal: bool,
    /// Clauses applied.
    pub explanation: Vec<Clause>,
}

/// Decides an application on a date.
///
/// # Errors
/// The refusal names the rule and, where time alone decides, the first date.
pub fn decide_application(
    facts: &ApplicationFacts<'_>,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<ApplicationDecision, MembershipRefusal> {
    check_open_to_applications(facts, policy)?;
    let (kind, why) = kind_of(facts, policy, on)?;
    let mut explanation = vec![why];
    explanation.extend(eligibility::check(facts, kind, policy, on)?);
    Ok(ApplicationDecision {
        kind,
        keeps_joined_on: term::kept_join_date(kind, facts.membership, on, policy),
        priced_as_renewal: kind == ApplicationKind::Renewal,
        explanation,
    })
}

/// Decides whether an application still is what it was when it was submitted: applied for today, it would be of the
/// same kind and meet the same conditions.
///
/// # Errors
/// [`MembershipRefusal::ApplicationExpired`] when it would be of another kind; the condition that is no longer met.
pub fn still_holds(
    submitted_as: ApplicationKind,
    facts: &ApplicationFacts<'_>,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<(), MembershipRefusal> {
    let expired = Err(MembershipRefusal::ApplicationExpired { kind: submitted_as });
    check_open_to_applications(facts, policy)?;
    let (kind, _) = kind_of(facts, policy, on)?;
    if kind == ApplicationKind::Rejoin && submitted_as != kind {
        // The membership has lapsed since; no condition matters any more.
        return expired;
    }
    eligibility::check(facts, kind, policy, on)?;
    if kind == submitted_as { Ok(()) } else { expired }
}

fn check_open_to_applications(facts: &ApplicationFacts<'_>, policy: &MembersPolicy) -> Result<(), MembershipRefusal> {
    if !policy.category(facts.category).can_be_applied_for {
        return Err(MembershipRefusal::CategoryNotOpenToApplications { category: facts.category });
    }
    check_life_is_kept(facts)?;
    if facts.has_open_application {
        return Err(MembershipRefusal::ApplicationAlreadyOpen);
    }
    Ok(())
}

/// Nobody gives Life membership up by applying: while it is held nothing can be applied
/// for, while it is suspended only the category held because of it.
fn check_life_is_kept(facts: &ApplicationFacts<'_>) -> Result<(), MembershipRefusal> {
    let is_life = facts.membership.is_some_and(|membership| membership.category == Category::Life);
    match facts.life.or(is_life.then_some(LifeStatus::Held)).map(LifeStatus::charged_as) {
        Some(charged_as) if charged_as != facts.category => Err(MembershipRefusal::LifeIsKept { charged_as }),
        _ => Ok(()),
    }
}

/// Decides whether an application may still be withdrawn.
///
/// # Errors
/// When it is no longer open.
pub fn decide_withdrawal(state: ApplicationState) -> Result<ApplicationState, MembershipRefusal> {
    if state.is_open() { Ok(ApplicationState::Withdrawn) } else { Err(MembershipRefusal::ApplicationNotOpen { state }) }
}

/// The last day on which an application is open: so many days after its invoice, or after it was accepted or sent when
/// none was issued. A renewal is open through grace.
#[must_use]
pub fn open_until(
    application: &Application,
    invoiced_on: Option<NaiveDate>,
    membership: Option<&TermSpan>,
    policy: &MembersPolicy,
) -> NaiveDate {
    let sent = association_date(application.accepted_at.unwrap_or(application.submitted_at));
    let since = invoiced_on.unwrap_or(sent);
    let last_on = add_days(since, policy.admission.on(since).open_days.value);
    match (application.kind, membership) {
        (ApplicationKind::Renewal, Some(span)) => last_on.max(subtract_days(grace_ends_on(span, policy), 1)),
        _ => last_on,
    }
}

fn kind_of(
    facts: &ApplicationFacts<'_>,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<(ApplicationKind, Clause), MembershipRefusal> {
    let Some(membership) = facts.membership else {
        return Ok((ApplicationKind::Join, joins(policy)));
    };
    match standing_on(Some(&membership.span), on, policy) {
        Standing::Lapsed if facts.submitted_by_staff || facts.submitted_before => {
            Ok((ApplicationKind::Rejoin, rejoins(membership, policy)))
        }
        Standing::Lapsed => {
            Err(MembershipRefusal::RejoinNeedsStaff { lapsed_on: grace_ends_on(&membership.span, policy) })
        }
        Standing::Pending | Standing::Active | Standing::Grace => {
            if facts.category == membership.category {
                renews(membership, policy, on)
            } else {
                Ok((ApplicationKind::CategoryChange, changes(policy, on)))
            }
        }
    }
}

fn joins(policy: &MembersPolicy) -> Clause {
    Clause::new(
        "members.application.join",
        policy.sources.cite(&policy.full_payment.source),
        "a first membership starts on the day its invoice is paid in full",
    )
}

fn rejoins(membership: &CurrentMembership, policy: &MembersPolicy) -> Clause {
    Clause::new(
        "members.application.rejoin",
        policy.sources.cite(&policy.rejoin_through_staff.source),
        format!("the paid term ended on {}; a lapsed member rejoins through staff", membership.span.good_until_on),
    )
}

fn changes(policy: &MembersPolicy, on: NaiveDate) -> Clause {
    let rule = &policy.rules.on(on).category_change_charge;
    Clause::new(
        "members.application.category_change",
        policy.sources.cite(&rule.source),
        "the new category applies at once; its dues begin with the next renewal",
    )
}

fn renews(
    membership: &CurrentMembership,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<(ApplicationKind, Clause), MembershipRefusal> {
    let expires_on = membership.term_ends_on;
    let window = &policy.rules.on(on).renewal_opens_days;
    let opens_on = subtract_days(expires_on, window.value);
    if on < opens_on {
        return Err(MembershipRefusal::RenewalTooEarly { opens_on, expires_on });
    }
    if membership.span.good_until_on < expires_on {
        return Err(MembershipRefusal::InstallmentOutstanding { since: membership.span.good_until_on });
    }
    let why = Clause::new(
        "members.application.renewal",
        policy.sources.cite(&window.source),
        format!("the term ends on {expires_on}; renewal has been open since {opens_on}"),
    );
    Ok((ApplicationKind::Renewal, why))
}

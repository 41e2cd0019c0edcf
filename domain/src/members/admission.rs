//! Who decides on a right: which applications staff accept before the membership begins, and why.
//!
//! Invariant: what decides a right or a price never rests on the word of whom it profits alone. What of it may be taken
//! on the applicant's word, and what has to be shown, is a dated row of `policies/members.toml`. RULES 1.1.

use crate::Cents;
use crate::explanation::Clause;
use crate::members::application::{ApplicationKind, ApplicationState};
use crate::members::category::Category;
use crate::members::policy::MembersPolicy;
use crate::members::refusal::MembershipRefusal;
use crate::policy::{Dated, Sourced, Sources};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

code_words! {
    /// When a membership in a category begins.
    pub enum Begins {
        /// When it is paid, after staff accepted the application.
        WhenAccepted => "when_accepted",
        /// When it is paid; staff look at it afterward.
        WhenPaid => "when_paid",
        /// When it is paid, on the word of a chapter that gave its code.
        WithChapterCode => "with_chapter_code",
        /// When it is granted or conferred; nobody applies.
        WhenConferred => "when_conferred",
    }
}

code_words! {
    /// How a change to a dearer category is charged.
    pub enum ChangeCharge {
        /// The difference for the rest of the term, from the day of acceptance.
        ProRata => "pro_rata",
        /// Nothing before the next renewal.
        Free => "free",
    }
}

code_words! {
    /// The six criteria of a Full member's job. RULES 1.1.
    pub enum Criterion {
        /// How the person was appointed.
        Appointment => "appointment",
        /// The part in forming policy.
        PolicyFormulation => "policy_formulation",
        /// Responsibility for the budget.
        Budget => "budget",
        /// Authority to appoint others.
        AppointingAuthority => "appointing_authority",
        /// Relationships within the organization.
        OrganizationalRelationships => "organizational_relationships",
        /// Qualifications for the job.
        Qualifications => "qualifications",
    }
}

/// Admission, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdmissionRules {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Days that an application stays open after its invoice, or after it was sent.
    pub open_days: Sourced<u32>,
    /// How a change to a dearer category is charged.
    pub category_change: Sourced<ChangeCharge>,
    /// Change of the price against last year, in percent, above which staff look at a renewal.
    pub price_change_percent: Sourced<i64>,
    /// A row for each category.
    pub categories: Vec<CategoryAdmission>,
    /// Salaries below which staff look, by category.
    pub salary_floors: Vec<SalaryFloor>,
}

/// How a category is entered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryAdmission {
    /// The category.
    pub category: Category,
    /// When its memberships begin.
    pub begins: Begins,
    /// Who accepts or confirms.
    pub accepted_by: String,
    /// What has to be shown.
    pub to_show: Vec<String>,
    /// What is taken on the applicant's word.
    pub taken_on_word: Vec<String>,
    /// Key of the source.
    pub source: String,
    /// Whether the row is a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// A salary below which staff look.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalaryFloor {
    /// The category.
    pub category: Category,
    /// The lowest salary that is taken on the applicant's word.
    pub annual_salary_cents: Sourced<Cents>,
}

impl Dated for AdmissionRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl AdmissionRules {
    /// The row of a category. Loading checks that each has one, in the order of [`Category::ALL`].
    #[must_use]
    pub fn category(&self, category: Category) -> &CategoryAdmission {
        &self.categories[category as usize]
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("admission.open_days", &self.open_days)?;
        sources.check_figure("admission.price_change_percent", &self.price_change_percent)?;
        sources.check_figure("admission.category_change", &self.category_change)?;
        if !(1..=3650).contains(&self.open_days.value) {
            return Err(format!("admission.open_days must be between 1 and 3650, not {}", self.open_days.value));
        }
        let listed: Vec<Category> = self.categories.iter().map(|row| row.category).collect();
        if listed != Category::ALL {
            return Err("[[admission.categories]] must list every category once, in the order of the codes".into());
        }
        for row in &self.categories {
            sources.check(&format!("admission to `{}`", row.category), &row.source, row.provisional)?;
        }
        for floor in &self.salary_floors {
            sources.check_figure(&format!("the salary floor of `{}`", floor.category), &floor.annual_salary_cents)?;
        }
        Ok(())
    }
}

/// What the decision needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct AdmissionFacts {
    /// What the application is.
    pub kind: ApplicationKind,
    /// Category applied for.
    pub category: Category,
    /// Category now held, when a membership has begun.
    pub held: Option<Category>,
    /// Whether the waiver for members in transition is asked for.
    pub in_transition: bool,
    /// The salary it is priced from. A secret.
    pub annual_salary: Option<Cents>,
    /// The different salaries of the full-time positions held now. Secrets.
    pub salaries: Vec<Cents>,
    /// What a renewal in the category comes to today, if it can be priced.
    pub price: Option<Cents>,
    /// The same from the facts of the last term that was paid for, or in the category held before a change.
    pub price_before: Option<Cents>,
    /// Whether it is priced as a small community and the term before was not.
    pub small_community_is_new: bool,
}

/// Why staff look at an application before it goes on; empty when they need not.
#[must_use]
pub fn reasons(facts: &AdmissionFacts, policy: &MembersPolicy, on: NaiveDate) -> Vec<Clause> {
    let mut review = Review { policy, rules: policy.admission.on(on), on, found: Vec::new() };
    if facts.in_transition {
        review.separation();
        return review.found;
    }
    match facts.kind {
        ApplicationKind::Join => review.category(facts.category),
        ApplicationKind::Rejoin if facts.held != Some(facts.category) => review.category(facts.category),
        ApplicationKind::CategoryChange => review.change(facts),
        ApplicationKind::Rejoin | ApplicationKind::Renewal => {}
    }
    review.salary(facts);
    if matches!(facts.kind, ApplicationKind::Renewal | ApplicationKind::Rejoin) {
        review.price(facts);
    }
    review.found
}

/// Reasons found so far.
struct Review<'p> {
    policy: &'p MembersPolicy,
    rules: &'p AdmissionRules,
    on: NaiveDate,
    found: Vec<Clause>,
}

impl Review<'_> {
    fn find(&mut self, clause: &str, source: &str, detail: impl Into<String>) {
        self.found.push(Clause::new(clause, self.policy.sources.cite(source), detail));
    }

    fn category(&mut self, category: Category) {
        let row = self.rules.category(category);
        if row.begins == Begins::WhenAccepted {
            let shown = row.to_show.join("; ");
            let (clause, source) = ("members.admission.acceptance", row.source.clone());
            self.find(
                clause,
                &source,
                format!("{} accept category `{category}`, to whom is shown: {shown}", row.accepted_by),
            );
        }
    }

    /// A change raises no right and lowers no price before it is accepted.
    fn change(&mut self, facts: &AdmissionFacts) {
        self.category(facts.category);
        let cheaper = match (facts.price, facts.price_before) {
            (Some(price), Some(before)) => price < before,
            _ => true,
        };
        if self.found.is_empty() && (cheaper || self.raises_rights(facts)) {
            let row = self.rules.category(facts.category);
            let (category, source) = (facts.category, row.source.clone());
            let detail = format!(
                "a change to category `{category}` that raises rights or lowers the price is accepted by staff"
            );
            self.find("members.admission.category_change", &source, detail);
        }
    }

    fn raises_rights(&self, facts: &AdmissionFacts) -> bool {
        let Some(held) = facts.held else { return true };
        let rights = |category: Category| self.policy.category(category).rights.on(self.on);
        let (now, then) = (rights(held), rights(facts.category));
        then.vote > now.vote || then.board > now.board
    }

    fn salary(&mut self, facts: &AdmissionFacts) {
        let floor = self.rules.salary_floors.iter().find(|floor| floor.category == facts.category);
        let below =
            |floor: &&SalaryFloor| facts.annual_salary.is_some_and(|paid| paid < floor.annual_salary_cents.value);
        if let Some(source) = floor.filter(below).map(|floor| floor.annual_salary_cents.source.clone()) {
            let detail = "the salary is below what is taken on the applicant's word in this category";
            self.find("members.admission.salary_floor", &source, detail);
        }
        let priced_by_it = floor.is_some() && facts.annual_salary.is_some();
        if priced_by_it && facts.salaries.len() > 1 {
            let source = self.rules.price_change_percent.source.clone();
            let detail = "the full-time positions held now have different salaries";
            self.find("members.admission.salary_contradiction", &source, detail);
        }
    }

    fn price(&mut self, facts: &AdmissionFacts) {
        let (percent, source) = (self.rules.price_change_percent.value, self.rules.price_change_percent.source.clone());
        if let (Some(price), Some(before)) = (facts.price, facts.price_before) {
            let change = i128::from(price.cents()) - i128::from(before.cents());
            if change.abs() * 100 > i128::from(before.cents()) * i128::from(percent) {
                let detail = format!("the price changes by more than {percent} % against the term before");
                self.find("members.admission.price_change", &source, detail);
            }
        }
        if facts.small_community_is_new {
            let detail = "it is priced as a small community, and the term before was not";
            self.find("members.admission.small_community", &source, detail);
        }
    }

    fn separation(&mut self) {
        let source = &self.policy.in_transition.most_blocks.source;
        self.find("members.admission.separation", source, "staff confirm that the position was lost involuntarily");
    }
}

/// The state an application begins in.
#[must_use]
pub fn first_state(kind: ApplicationKind, review: &[Clause], due: Cents) -> ApplicationState {
    if review.is_empty() { accepted_state(kind, due) } else { ApplicationState::InReview }
}

/// The state of an application that nothing holds back: a change without charge is carried out at once.
#[must_use]
pub fn accepted_state(kind: ApplicationKind, due: Cents) -> ApplicationState {
    if kind == ApplicationKind::CategoryChange && due.is_zero() {
        ApplicationState::Accepted
    } else {
        ApplicationState::AwaitingPayment
    }
}

code_words! {
    /// What was done with an application in review.
    pub enum ReviewAction {
        /// Staff accepted it.
        Accept => "accept",
        /// Staff asked for information.
        RequestInformation => "request_information",
        /// The applicant answered.
        Answer => "answer",
        /// Staff declined it.
        Decline => "decline",
    }
}

/// The state that an action leads to; `due` is what is to be paid once it is accepted.
///
/// # Errors
/// When the application is in another state, also because a colleague was faster.
pub fn take(
    action: ReviewAction,
    state: ApplicationState,
    kind: ApplicationKind,
    due: Cents,
) -> Result<ApplicationState, MembershipRefusal> {
    use ApplicationState::{Declined, InReview, InformationRequested};
    match (action, state) {
        (ReviewAction::Accept, InReview | InformationRequested) => Ok(accepted_state(kind, due)),
        (ReviewAction::RequestInformation, InReview) => Ok(InformationRequested),
        (ReviewAction::Answer, InformationRequested) => Ok(InReview),
        (ReviewAction::Decline, InReview | InformationRequested) => Ok(Declined),
        _ => Err(MembershipRefusal::NotInReview { state }),
    }
}

/// One of the six criteria as staff judged it: met, or noted why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The criterion.
    pub criterion: Criterion,
    /// Whether it is met.
    pub met: bool,
    /// What staff noted.
    pub note: Option<String>,
}

/// What goes with an action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Reasons, the question or the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
    /// The criteria, as they were judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Judged>,
    /// Where the document of the separation is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separation_document: Option<String>,
}

/// Checks what an acceptance has to show: the six criteria for Full, the document for the waiver.
///
/// # Errors
/// The first thing that is missing.
pub fn check_acceptance(category: Category, review: &[Clause], told: &Told) -> Result<(), MembershipRefusal> {
    let asks = |clause: &str| review.iter().any(|reason| reason.clause == clause);
    let separation = told.separation_document.as_deref().is_some_and(|words| !words.trim().is_empty());
    if asks("members.admission.separation") && !separation {
        return Err(MembershipRefusal::SeparationUndocumented);
    }
    if category != Category::Full || !asks("members.admission.acceptance") {
        return Ok(());
    }
    let judged = |criterion: &&Criterion| {
        told.criteria.iter().any(|one| {
            one.criterion == **criterion && (one.met || one.note.as_deref().is_some_and(|note| !note.trim().is_empty()))
        })
    };
    match Criterion::ALL.iter().find(|criterion| !judged(criterion)) {
        Some(criterion) => Err(MembershipRefusal::CriterionUnjudged { criterion: *criterion }),
        None => Ok(()),
    }
}

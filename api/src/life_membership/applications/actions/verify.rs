//! Verifying: the facts on record, with what staff gives in their place or besides, are assessed;
//! facts and answer are kept as the ground of every later step.

use chrono::NaiveDate;
use guildhall_domain::life_membership::{
    GivenFact, LifeApplication, LifeDecision, LifeFacts, LifeFactsRefusal, LifeRefusal, LifeVerification, ServiceSpell,
    Verified,
};
use guildhall_domain::members::Member;
use guildhall_domain::{Category, Refusal, own_matter};
use guildhall_persistence::{Tx, members};

use super::steps::{self, By};
use crate::app::App;
use crate::http::problem::{Problem, Violation};
use crate::life_membership::assessments::facts::{MOST_SPELLS, contradict, too_many_spells};
use crate::life_membership::assessments::record;
use crate::life_membership::problems::LIFE_GIVEN_WITHOUT_REASON;

/// What staff gives; absent is taken from the record.
#[derive(Clone, Default)]
pub struct Given {
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// The day of retirement, instead of the one announced.
    pub retired_on: Option<NaiveDate>,
    /// Category held on it.
    pub category_on_retirement: Option<Category>,
    /// Spells in place of those on record.
    pub service_spells: Option<Vec<ServiceSpell>>,
    /// Spells besides.
    pub further_service_spells: Vec<ServiceSpell>,
    /// Why.
    pub reasons: Vec<String>,
}

impl Given {
    fn facts(&self) -> Vec<GivenFact> {
        let given = [
            (self.born_on.is_some(), GivenFact::BornOn),
            (self.retired_on.is_some(), GivenFact::RetiredOn),
            (self.category_on_retirement.is_some(), GivenFact::CategoryOnRetirement),
            (self.service_spells.is_some(), GivenFact::ServiceSpells),
            (!self.further_service_spells.is_empty(), GivenFact::FurtherServiceSpells),
        ];
        given.into_iter().filter_map(|(is_given, fact)| is_given.then_some(fact)).collect()
    }
}

/// Verifies an application that is locked.
///
/// # Errors
/// `own-matter`, `life-given-without-reason`, `life-birth-date-missing`, `life-membership-missing`,
/// `life-too-many-spells`, `life-facts-contradict`, `life-step-not-open`; those of the store.
pub async fn verify(
    app: &App,
    tx: &Tx,
    by: By,
    mut application: LifeApplication,
    given: Given,
) -> Result<LifeApplication, Problem> {
    own_matter::check(by.account_id, [Some(application.account_id)])?;
    let which = given.facts();
    if !which.is_empty() && given.reasons.is_empty() {
        let named: Vec<String> = which.iter().map(|fact| format!("`{fact}`")).collect();
        let detail = format!("{} differ from the record or add to it; say why.", named.join(", "));
        return Err(Problem::new(&LIFE_GIVEN_WITHOUT_REASON).detail(detail).at("/reasons"));
    }
    let member = members::load_member(tx, application.member_id).await?;
    let facts = facts_of(app, tx, &member, &application, &given).await?;
    let from_record = facts.service_spells.len() - given.further_service_spells.len();
    let at = |fault: &LifeFactsRefusal, code: String, detail: String| {
        Violation::at(place(fault, &given, from_record), &code, detail)
    };
    let kept =
        LifeVerification::of(facts, which, &app.policies.life_membership).map_err(|faults| contradict(&faults, at))?;
    let verified = Verified::of(&kept.facts, &kept.assessment);
    let step = steps::decide(app, &application, by, LifeDecision::Verify(verified), given.reasons.clone())?;
    application.retired_on = kept.facts.retired_on;
    application.verification = Some(kept);
    steps::take(app, tx, by.account_id, &mut application, &step).await?;
    Ok(application)
}

async fn facts_of(
    app: &App,
    tx: &Tx,
    member: &Member,
    application: &LifeApplication,
    given: &Given,
) -> Result<LifeFacts, Problem> {
    let record = record::of(app, tx, member).await?;
    let retired_on = given.retired_on.unwrap_or(application.retired_on);
    let born_on = given.born_on.or(member.born_on).ok_or_else(|| Refusal::from(LifeRefusal::BirthDateMissing))?;
    let category = given.category_on_retirement.or_else(|| record.category_before(retired_on));
    let category = category.ok_or_else(|| Refusal::from(LifeRefusal::MembershipMissing { retired_on }))?;
    let mut service_spells = given.service_spells.clone().unwrap_or_else(|| record.service_spells());
    service_spells.extend(given.further_service_spells.iter().cloned());
    if service_spells.len() > MOST_SPELLS {
        return Err(too_many_spells(service_spells.len()));
    }
    Ok(LifeFacts { born_on, retired_on, category_on_retirement: category, service_spells })
}

/// Where in the request a fault is. One in a spell of the record has no place in it and is named
/// by its place among the facts.
fn place(fault: &LifeFactsRefusal, given: &Given, from_record: usize) -> String {
    let Some((spell, member)) = fault.spell() else { return fault.pointer() };
    match spell.checked_sub(from_record) {
        Some(further) => format!("/further_service_spells/{further}/{member}"),
        None if given.service_spells.is_some() => fault.pointer(),
        None => format!("/facts{}", fault.pointer()),
    }
}

//! An assessment of what is on record, with assumed facts put on top.
//!
//! Invariant: whatever was not taken from the record is named in `assumed`, and a spell
//! that was assumed says so in evidence. A record that contradicts the birth date is left out and named: what is stored
//! makes no read fail. Nothing is written.

use chrono::NaiveDate;
use guildhall_domain::life_membership::{
    Assessment, LifeFacts, LifeFactsRefusal, LifeRecord, LifeRefusal, ServiceSpell, SetAside, assess, set_aside,
};
use guildhall_domain::members::Member;
use guildhall_domain::{Category, Refusal};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::assessments::AssessmentOut;
use super::facts::{LifeFactsOut, MOST_SPELLS, contradict, too_many_spells};
use crate::app::App;
use crate::http::problem::{Problem, Violation};

/// What is put on top of the record.
#[derive(Clone, Default)]
pub struct Assumed {
    /// In place of the birth date on record.
    pub born_on: Option<NaiveDate>,
    /// In place of the category held.
    pub category_on_retirement: Option<Category>,
    /// Besides the spells on record.
    pub service_spells: Vec<ServiceSpell>,
}

/// How a member stands toward Life membership, as if retiring on a day.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberLifeAssessment)]
pub struct OnRecordOut {
    /// The member's record.
    member_id: Uuid,
    /// The day the record was looked at: today, in America/New_York.
    #[schema(example = "2025-03-01")]
    judged_on: NaiveDate,
    /// The facts that were assessed.
    facts: LifeFactsOut,
    /// Pointers into `facts` to whatever the record does not say.
    #[schema(max_items = 503, value_type = Vec<String>, example = json!(["/retired_on"]))]
    assumed: Vec<String>,
    /// Records that were left out of `facts` because they begin before the birth date on record. Correct them, or the birth
    /// date.
    #[schema(max_items = 500)]
    left_out: Vec<LeftOutOut>,
    /// What came out; the same facts give the same assessment to anybody.
    assessment: AssessmentOut,
}

/// A record that was left out of an assessment.
#[derive(Serialize, ToSchema)]
#[schema(as = LeftOutOfLifeAssessment)]
pub struct LeftOutOut {
    /// The record; null when the record has no name.
    #[schema(required, max_length = 200, example = "employment_spell:0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    reference: Option<String>,
    /// Its first day.
    #[schema(example = "0205-01-06")]
    starts_on: NaiveDate,
    /// Why, in a sentence.
    #[schema(max_length = 500, example = "it begins on 0205-01-06, before the birth on 1958-05-17")]
    detail: String,
}

impl LeftOutOut {
    fn of(SetAside { reference, starts_on }: SetAside, born_on: NaiveDate) -> LeftOutOut {
        let detail = format!("it begins on {starts_on}, before the birth on {born_on}");
        LeftOutOut { reference, starts_on, detail }
    }
}

/// Assesses a member's retirement on a day.
///
/// # Errors
/// `life-birth-date-missing`, `life-membership-missing`, `life-too-many-spells`, `life-facts-contradict`;
/// `retirement` says where the day was given.
pub fn assess_record(
    app: &App,
    member: &Member,
    record: &LifeRecord,
    retired_on: NaiveDate,
    assumed: &Assumed,
    retirement: Violation,
) -> Result<OnRecordOut, Problem> {
    let (facts, left_out) = facts_of(member, record, retired_on, assumed)?;
    let from_record = facts.service_spells.len() - assumed.service_spells.len();
    let place = |fault: &LifeFactsRefusal, code: String, detail: String| {
        place(fault, &facts, from_record, Violation { code, detail, ..retirement.clone() })
    };
    let assessment: Assessment =
        assess(&facts, &app.policies.life_membership).map_err(|faults| contradict(&faults, place))?;
    Ok(OnRecordOut {
        member_id: member.id.uuid(),
        judged_on: record.as_of,
        assumed: pointers(assumed, from_record),
        left_out: left_out.into_iter().map(|one| LeftOutOut::of(one, facts.born_on)).collect(),
        facts: facts.into(),
        assessment: assessment.into(),
    })
}

fn facts_of(
    member: &Member,
    record: &LifeRecord,
    retired_on: NaiveDate,
    assumed: &Assumed,
) -> Result<(LifeFacts, Vec<SetAside>), Problem> {
    let born_on = assumed.born_on.or(member.born_on).ok_or_else(|| Refusal::from(LifeRefusal::BirthDateMissing))?;
    let category = assumed.category_on_retirement.or_else(|| record.category_before(retired_on));
    let missing = || Refusal::from(LifeRefusal::MembershipMissing { retired_on });
    let category_on_retirement = category.ok_or_else(missing)?;
    let named = |(place, spell): (usize, &ServiceSpell)| ServiceSpell {
        reference: Some(format!("assumed:{place}")),
        ..spell.clone()
    };
    // What is on record makes no read fail; a birth date that is assumed has to fit it.
    let (mut service_spells, left_out) = match assumed.born_on {
        None => set_aside(record.service_spells(), born_on),
        Some(_) => (record.service_spells(), Vec::new()),
    };
    service_spells.extend(assumed.service_spells.iter().enumerate().map(named));
    if service_spells.len() > MOST_SPELLS {
        return Err(too_many_spells(service_spells.len()));
    }
    Ok((LifeFacts { born_on, retired_on, category_on_retirement, service_spells }, left_out))
}

/// The retirement is always assumed: the record does not hold one.
fn pointers(assumed: &Assumed, from_record: usize) -> Vec<String> {
    let born_on = assumed.born_on.map(|_| "/born_on".to_owned());
    let category = assumed.category_on_retirement.map(|_| "/category_on_retirement".to_owned());
    let spells = (0..assumed.service_spells.len()).map(|place| format!("/service_spells/{}", from_record + place));
    born_on.into_iter().chain(["/retired_on".to_owned()]).chain(category).chain(spells).collect()
}

/// Where the caller can mend a fault: in what was assumed or in the retirement asked
/// about; else in the record, which the detail then names.
fn place(fault: &LifeFactsRefusal, facts: &LifeFacts, from_record: usize, at_retirement: Violation) -> Violation {
    let (spell, member) = match fault {
        LifeFactsRefusal::RetiredBeforeBirth { .. } => return at_retirement,
        LifeFactsRefusal::SpellStartsBeforeBirth { spell, .. } => (*spell, "starts_on"),
        LifeFactsRefusal::SpellEndsBeforeItStarts { spell, .. } => (*spell, "ends_on"),
    };
    if let Some(place) = spell.checked_sub(from_record) {
        let pointer = Some(format!("/assume/service_spells/{place}/{member}"));
        return Violation { pointer, parameter: None, ..at_retirement };
    }
    let reference = facts.service_spells.get(spell).and_then(|spell| spell.reference.as_deref()).unwrap_or("none");
    let detail = format!("{}; its record is {reference}", at_retirement.detail);
    Violation { pointer: None, parameter: None, detail, ..at_retirement }
}

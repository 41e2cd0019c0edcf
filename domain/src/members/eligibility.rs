//! Who may hold a category, checked with every application.
//!
//! RULES 1.1: employment decides between the categories; retirement has an age,
//! students a chapter, transition a waiver with a limit.

use crate::calendar::{age_on, anniversary};
use crate::explanation::Clause;
use crate::life_membership::standing::LifeStatus;
use crate::members::application::{ApplicationFacts, ApplicationKind};
use crate::members::category::Category;
use crate::members::employment::{EmploymentFact, Extent};
use crate::members::policy::MembersPolicy;
use crate::members::refusal::MembershipRefusal;
use crate::refusal::cited;
use chrono::NaiveDate;

/// Checks the category's conditions and, when asked for, those of the waiver.
///
/// # Errors
/// The first condition that is not met.
pub fn check(
    facts: &ApplicationFacts<'_>,
    kind: ApplicationKind,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<Vec<Clause>, MembershipRefusal> {
    if facts.in_transition {
        return Ok(vec![check_transition(facts, kind, policy, on)?]);
    }
    if let Some(status) = facts.life.filter(|status| status.charged_as() == facts.category) {
        return Ok(vec![suspended(status)]);
    }
    Ok(vec![check_category(facts, kind, policy, on)?])
}

/// The work that suspends Life membership decides the category; it has no further conditions.
fn suspended(status: LifeStatus) -> Clause {
    let category = status.charged_as();
    let detail = format!("while the work lasts, a Life member with status `{status}` is in category `{category}`");
    Clause::new(format!("members.category.{category}"), cited::SEED, detail)
}

fn check_category(
    facts: &ApplicationFacts<'_>,
    kind: ApplicationKind,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<Clause, MembershipRefusal> {
    let met = match facts.category {
        Category::Full | Category::AffiliateDepartmentHead | Category::AffiliateStaff => {
            in_local_government(facts, on)?
        }
        Category::AffiliateIntern => full_time_in_local_government(facts, on)?,
        Category::FullNotInService => not_in_service(facts, on)?,
        Category::AcademicProfessor | Category::AcademicStudent | Category::Other => {
            outside_local_government(facts, on)?
        }
        Category::ChapterStudent => through_chapter(facts, kind)?,
        Category::Retired => return retired(facts, policy, on),
        Category::Life | Category::Honorary => {
            return Err(MembershipRefusal::CategoryNotOpenToApplications { category: facts.category });
        }
    };
    let source = policy.sources.cite(&policy.category(facts.category).source);
    let clause = format!("members.category.{}", facts.category);
    Ok(Clause::new(clause, source, met))
}

fn current<'f>(facts: &'f ApplicationFacts<'_>, on: NaiveDate) -> impl Iterator<Item = &'f EmploymentFact> {
    facts.employments.iter().filter(move |spell| spell.holds_on(on))
}

fn works_in_local_government(facts: &ApplicationFacts<'_>, on: NaiveDate) -> bool {
    current(facts, on).any(EmploymentFact::is_local_government)
}

fn works_full_time(facts: &ApplicationFacts<'_>, on: NaiveDate) -> bool {
    current(facts, on).any(|spell| spell.extent == Extent::FullTime)
}

fn in_local_government(facts: &ApplicationFacts<'_>, on: NaiveDate) -> Result<&'static str, MembershipRefusal> {
    if works_in_local_government(facts, on) {
        return Ok("works for a local government");
    }
    Err(MembershipRefusal::LocalGovernmentPositionMissing { category: facts.category })
}

fn full_time_in_local_government(
    facts: &ApplicationFacts<'_>,
    on: NaiveDate,
) -> Result<&'static str, MembershipRefusal> {
    in_local_government(facts, on)?;
    let full_time = current(facts, on).any(|spell| spell.is_local_government() && spell.extent == Extent::FullTime);
    if full_time {
        Ok("works full time for a local government")
    } else {
        Err(MembershipRefusal::FullTimePositionMissing)
    }
}

fn outside_local_government(facts: &ApplicationFacts<'_>, on: NaiveDate) -> Result<&'static str, MembershipRefusal> {
    if works_in_local_government(facts, on) {
        return Err(MembershipRefusal::LocalGovernmentPositionHeld { category: facts.category });
    }
    Ok("does not work for a local government")
}

fn not_in_service(facts: &ApplicationFacts<'_>, on: NaiveDate) -> Result<&'static str, MembershipRefusal> {
    let was_full = facts.membership.is_some_and(|before| before.has_been_full || before.category.counts_as_full());
    if !was_full {
        return Err(MembershipRefusal::NeverFull);
    }
    outside_local_government(facts, on)?;
    Ok("a Full member before, no longer working for a local government")
}

fn through_chapter(facts: &ApplicationFacts<'_>, kind: ApplicationKind) -> Result<&'static str, MembershipRefusal> {
    if kind == ApplicationKind::CategoryChange {
        return Err(MembershipRefusal::AlreadyMember);
    }
    match facts.chapter_code {
        None if facts.submitted_before => Ok("a student who gave the code of a chapter"),
        Some(code) if !code.trim().is_empty() => Ok("a student with the code of a chapter"),
        _ => Err(MembershipRefusal::ChapterCodeMissing),
    }
}

fn retired(facts: &ApplicationFacts<'_>, policy: &MembersPolicy, on: NaiveDate) -> Result<Clause, MembershipRefusal> {
    let born_on = facts.born_on.ok_or(MembershipRefusal::BirthDateMissing)?;
    let rule = &policy.retired_minimum_age;
    let minimum_age = rule.value;
    let Some(age) = age_on(born_on, on).filter(|age| *age >= minimum_age) else {
        let first_on = anniversary(born_on, minimum_age);
        return Err(MembershipRefusal::TooYoungForRetired { minimum_age, first_on });
    };
    if works_full_time(facts, on) {
        return Err(MembershipRefusal::StillInFullTimeEmployment);
    }
    Ok(Clause::new(
        "members.category.retired",
        policy.sources.cite(&rule.source),
        format!("aged {age}, at least {minimum_age}, and no full-time position on record"),
    ))
}

fn check_transition(
    facts: &ApplicationFacts<'_>,
    kind: ApplicationKind,
    policy: &MembersPolicy,
    on: NaiveDate,
) -> Result<Clause, MembershipRefusal> {
    let rule = &policy.in_transition;
    if !rule.categories.value.contains(&facts.category) {
        return Err(MembershipRefusal::TransitionNotOpenToCategory { category: facts.category });
    }
    match kind {
        ApplicationKind::Renewal | ApplicationKind::Rejoin => {}
        ApplicationKind::Join | ApplicationKind::CategoryChange => {
            return Err(MembershipRefusal::TransitionNeedsMembership);
        }
    }
    if !facts.involuntarily_separated && !facts.submitted_before {
        return Err(MembershipRefusal::NotInvoluntarilySeparated);
    }
    if works_full_time(facts, on) {
        return Err(MembershipRefusal::TransitionWhileEmployed);
    }
    let used = facts.transition_blocks_used;
    if used >= rule.most_blocks.value {
        return Err(MembershipRefusal::TransitionExhausted { used });
    }
    let (block, most) = (used.saturating_add(1), rule.most_blocks.value);
    Ok(Clause::new(
        "members.in_transition",
        policy.sources.cite(&rule.most_blocks.source),
        format!("lost the position involuntarily; waived term {block} of at most {most}"),
    ))
}

//! Every rule of RULES 1.1, 1.2 and 1.6 about members, with both sides of each
//! boundary.

mod admission;
mod applications;
mod catalogue;
mod eligibility;
mod life;
mod plausible;
mod standing;
mod terms;
mod transition;
mod visibility;
mod voting;

use crate::Category;
use crate::members::application::ApplicationFacts;
use crate::members::employment::{EmployerKind, EmploymentFact, Extent};
use crate::members::member::CurrentMembership;
use crate::members::standing::TermSpan;
use crate::testing::day;

/// The day most tests happen on.
const TODAY: &str = "2026-03-01";

fn works(employer_kind: EmployerKind, extent: Extent) -> EmploymentFact {
    EmploymentFact { employer_kind, extent, starts_on: day("2015-01-01"), ends_on: None }
}

fn city_job() -> EmploymentFact {
    works(EmployerKind::CityOrCounty, Extent::FullTime)
}

/// A member since 2018, paid for until the day given.
fn member(category: Category, good_until: &str) -> CurrentMembership {
    CurrentMembership {
        category,
        joined_on: day("2018-05-01"),
        span: TermSpan { starts_on: day("2018-05-01"), good_until_on: day(good_until) },
        term_ends_on: day(good_until),
        has_been_full: category.counts_as_full(),
    }
}

fn joining(category: Category, employments: &[EmploymentFact]) -> ApplicationFacts<'_> {
    ApplicationFacts {
        category,
        submitted_before: false,
        submitted_by_staff: false,
        born_on: None,
        chapter_code: None,
        employments,
        membership: None,
        in_transition: false,
        involuntarily_separated: false,
        transition_blocks_used: 0,
        has_open_application: false,
        life: None,
    }
}

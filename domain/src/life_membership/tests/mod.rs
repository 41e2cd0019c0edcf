//! Every rule of RULES section 2, with both sides of each boundary.

mod application;
mod awards;
mod catalogue;
mod counting;
mod earliest;
mod entitlements;
mod faq;
mod history;
mod paths;
mod printed;
mod process;
mod properties;
mod recognition;
mod service;
mod standings;

use super::assessments::assessment::{Assessment, ClauseCheck, assess};
use super::assessments::facts::{LifeFacts, ServiceSpell};
use super::employment::Employment;
use crate::Category;
use crate::testing::{POLICIES, day};

/// Full-time local-government service of a Full member, as it counts.
fn served(starts_on: &str, ends_on: &str) -> ServiceSpell {
    ServiceSpell {
        starts_on: day(starts_on),
        ends_on: Some(day(ends_on)),
        category: Category::Full,
        employment: Employment::FullTimeLocalGovernment,
        office_eligible: true,
        dues_current: true,
        reference: None,
    }
}

/// The same, still going on.
fn serves_since(starts_on: &str) -> ServiceSpell {
    ServiceSpell { ends_on: None, ..served(starts_on, "9999-01-01") }
}

/// A Full member who retires.
fn retires(born_on: &str, retired_on: &str, service_spells: Vec<ServiceSpell>) -> LifeFacts {
    LifeFacts {
        born_on: day(born_on),
        retired_on: day(retired_on),
        category_on_retirement: Category::Full,
        service_spells,
    }
}

fn assessed(facts: &LifeFacts) -> Assessment {
    assess(facts, &POLICIES.life_membership).unwrap()
}

fn eligible(facts: &LifeFacts) -> bool {
    assessed(facts).is_eligible()
}

fn clause<'a>(assessment: &'a Assessment, code: &str) -> &'a ClauseCheck {
    assessment.clauses.iter().find(|clause| clause.code == code).unwrap()
}

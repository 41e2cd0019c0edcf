//! Who is in which breakout group.
//!
//! Invariants: everybody is in one group; the sizes are those of the plan; people of one
//! discipline, and within it of communities of one size, are spread so that two groups differ by at
//! most one of them; the order of the request does not matter. No rule was published, so this one
//! is a default of this software.

use super::plan::plan;
use crate::EnrollmentId;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::BreakoutRefusal;
use std::collections::BTreeSet;

code_words! {
    /// The field a participant works in; the page names these.
    pub enum Discipline {
        /// Information technology and security.
        InformationTechnology => "information_technology",
        /// Finance.
        Finance => "finance",
        /// Operations.
        Operations => "operations",
        /// Human resources.
        HumanResources => "human_resources",
        /// General management.
        Management => "management",
        /// Any other field, or unknown.
        Other => "other",
    }
}

code_words! {
    /// How large the community is that a participant works for.
    pub enum CommunitySize {
        /// Up to 7,500 people, as for the small-community dues.
        Small => "small",
        /// Up to 100,000.
        Medium => "medium",
        /// More.
        Large => "large",
        /// Not known.
        Unknown => "unknown",
    }
}

impl CommunitySize {
    /// The size of a community of so many people.
    #[must_use]
    pub const fn of(population: Option<i64>) -> Self {
        match population {
            None => Self::Unknown,
            Some(..=7_500) => Self::Small,
            Some(..=100_000) => Self::Medium,
            Some(_) => Self::Large,
        }
    }
}

/// A participant to assign to a group. The fields are compared in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupCandidate {
    /// The field.
    pub discipline: Discipline,
    /// The size of the community.
    pub community_size: CommunitySize,
    /// The state or province, two capital letters; none when not told.
    pub state: Option<String>,
    /// The seat in the cohort.
    pub enrollment_id: EnrollmentId,
}

/// Puts everybody into groups of the planned sizes: sorted by discipline, size, state and
/// id, then dealt out like cards. The first group is the largest.
///
/// # Errors
/// When nobody or too many take part, or somebody is named twice.
pub fn assign(
    candidates: &[GroupCandidate],
    policy: &CyberProgramPolicy,
) -> Result<Vec<Vec<EnrollmentId>>, BreakoutRefusal> {
    let count = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    let groups = plan(count, policy)?.group_sizes.len();
    let mut seen = BTreeSet::new();
    if let Some(twice) = candidates.iter().find(|candidate| !seen.insert(candidate.enrollment_id)) {
        return Err(BreakoutRefusal::NamedTwice { enrollment_id: twice.enrollment_id });
    }
    let mut sorted: Vec<&GroupCandidate> = candidates.iter().collect();
    sorted.sort_unstable();
    let dealt = |group: usize| sorted.iter().skip(group).step_by(groups).map(|candidate| candidate.enrollment_id);
    Ok((0..groups).map(|group| dealt(group).collect()).collect())
}

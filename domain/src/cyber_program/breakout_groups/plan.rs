//! The planner: the number and the sizes of a cohort's breakout groups.
//!
//! Invariants: the sizes sum to the number of participants and differ by at most one, larger groups
//! first; whenever 10 to 12 is possible, the plan stays within it. "Typically 10-12" is not a hard
//! limit: 1-9, 13-19, 25-29, 37-39 and 49 get the nearest plan and a warning, not a refusal (RULES
//! 4, ambiguity 15). `k` is the number of groups whose mean size is nearest to the target, the
//! smaller number on a tie.

use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::BreakoutRefusal;
use crate::explanation::Clause;

/// A plan of breakout groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakoutPlan {
    /// How many take part.
    pub participant_count: u32,
    /// The sizes, larger first.
    pub group_sizes: Vec<u32>,
    /// Whether every size is typical.
    pub within_typical_range: bool,
    /// Why not, in a sentence; none when they are.
    pub warning: Option<String>,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// Plans breakout groups.
///
/// # Errors
/// When nobody or too many take part.
pub fn plan(participant_count: u32, policy: &CyberProgramPolicy) -> Result<BreakoutPlan, BreakoutRefusal> {
    let rules = &policy.breakouts;
    let most = rules.participants_at_most.value;
    if participant_count == 0 {
        return Err(BreakoutRefusal::NobodyToGroup);
    }
    if participant_count > most {
        return Err(BreakoutRefusal::TooManyToGroup { asked: participant_count, most });
    }
    let groups = group_count(participant_count, rules.target_size.value);
    let group_sizes = sizes(participant_count, groups);
    let within_typical_range = group_sizes.iter().all(|size| rules.is_typical(*size));
    let (least, typical_most) = (rules.typical_at_least.value, rules.typical_at_most.value);
    let warning = (!within_typical_range).then(|| {
        format!(
            "{participant_count} participants cannot be split into groups of {least} to {typical_most}; these sizes are the nearest"
        )
    });
    let explanation = explain(&group_sizes, policy);
    Ok(BreakoutPlan { participant_count, group_sizes, within_typical_range, warning, explanation })
}

/// The number of groups whose mean size is nearest to the target, the smaller on a tie.
/// The mean falls as the number rises, so the best is next to `count / target`.
fn group_count(count: u32, target: u32) -> u32 {
    let fewer = (count / target).max(1);
    let more = fewer.saturating_add(1);
    // |count/fewer - target| <= |count/more - target|, without fractions.
    let miss = |groups: u32| u64::from(count).abs_diff(u64::from(target) * u64::from(groups));
    let fewer_is_nearer = miss(fewer) * u64::from(more) <= miss(more) * u64::from(fewer);
    if fewer_is_nearer || more > count { fewer } else { more }
}

fn sizes(count: u32, groups: u32) -> Vec<u32> {
    let (least, larger) = (count / groups, count % groups);
    (0..groups).map(|group| if group < larger { least + 1 } else { least }).collect()
}

fn explain(sizes: &[u32], policy: &CyberProgramPolicy) -> Vec<Clause> {
    let rules = &policy.breakouts;
    let clause = |code: &str, source: &str, detail: String| Clause::new(code, policy.sources.cite(source), detail);
    let (least, most) = (rules.typical_at_least.value, rules.typical_at_most.value);
    let target = rules.target_size.value;
    vec![
        clause(
            "cyber_program.breakouts.typical",
            &rules.typical_at_least.source,
            format!("a breakout group typically has {least} to {most} participants"),
        ),
        clause(
            "cyber_program.breakouts.planner",
            &rules.target_size.source,
            match sizes.len() {
                1 => format!("with 1 group, the mean size is nearest to {target}"),
                groups => {
                    format!("with {groups} groups, the mean size is nearest to {target}; larger groups come first")
                }
            },
        ),
    ]
}

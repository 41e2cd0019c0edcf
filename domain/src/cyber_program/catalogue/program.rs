//! What the program is: its competencies, the gaps they close, its kinds of activity.
//!
//! Invariant: every competency and every kind of activity is described exactly once, in
//! the order of the codes. RULES 4; the comparison chart of the page has lost its ticks
//! and is not rebuilt (ambiguity 20).

use crate::policy::{Sourced, Sources};
use serde::Deserialize;

code_words! {
    /// What the program teaches to be.
    pub enum Competency {
        /// Leading and making decisions.
        Leading => "leading",
        /// Planning and managing change.
        Adapting => "adapting",
        /// Building strong relationships.
        Collaborating => "collaborating",
        /// Presenting information clearly.
        Communicating => "communicating",
        /// Executing to achieve value for the community.
        DeliveringValue => "delivering_value",
    }
}

code_words! {
    /// What participants do in a week.
    pub enum ActivityKind {
        /// An hour with the breakout group.
        BreakoutMeeting => "breakout_meeting",
        /// What the group discussed, written by its leader or scribe for the cohort.
        BreakoutSummary => "breakout_summary",
        /// Thoughts shared with the breakout group.
        DiscussBreakout => "discuss_breakout",
        /// Thoughts shared with the cohort, in threads.
        DiscussCohort => "discuss_cohort",
        /// An hour online with the whole cohort and the faculty mentor.
        LiveEvent => "live_event",
        /// A document, case study or article.
        Read => "read",
        /// Private notes.
        Reflect => "reflect",
        /// An occasional survey or assessment.
        Survey => "survey",
        /// A brief video by the faculty.
        Watch => "watch",
    }
}

impl ActivityKind {
    /// Whether it leaves nothing but a mark that it was done.
    #[must_use]
    pub const fn is_mark_only(self) -> bool {
        matches!(self, Self::BreakoutMeeting | Self::LiveEvent | Self::Read | Self::Watch)
    }

    /// Whether its text is for its author alone: in no list, export, search, log, message
    /// or backup that anybody else can read.
    #[must_use]
    pub const fn is_for_author_alone(self) -> bool {
        matches!(self, Self::Reflect)
    }

    /// Whether doing it can be asked of somebody. Nobody but its author learns that a
    /// reflection exists, and a summary is one person's duty for the group.
    #[must_use]
    pub const fn can_be_required(self) -> bool {
        !matches!(self, Self::Reflect | Self::BreakoutSummary)
    }
}

/// The program in outline.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Its name.
    pub name: Sourced<String>,
    /// What it is, in a sentence or two.
    pub summary: Sourced<String>,
    /// Whom it is for.
    pub audience: Sourced<String>,
    /// Who mentors.
    pub mentors: Sourced<String>,
    /// With whom it is run.
    pub run_with: Sourced<String>,
    /// How many weeks it lasts.
    pub weeks: Sourced<u32>,
    /// Hours of credit toward the ICMA credential.
    pub icma_cm_hours: Sourced<u32>,
}

impl Program {
    /// Hours of credit for each week, when they divide evenly: 48 over 12 weeks are 4.
    #[must_use]
    pub const fn hours_per_week(&self) -> Option<u32> {
        match self.icma_cm_hours.value.checked_rem(self.weeks.value) {
            Some(0) => self.icma_cm_hours.value.checked_div(self.weeks.value),
            _ => None,
        }
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        for (what, text) in [
            ("program.name", &self.name),
            ("program.summary", &self.summary),
            ("program.audience", &self.audience),
            ("program.mentors", &self.mentors),
            ("program.run_with", &self.run_with),
        ] {
            sources.check_figure(what, text)?;
        }
        sources.check_figure("program.weeks", &self.weeks)?;
        sources.check_figure("program.icma_cm_hours", &self.icma_cm_hours)?;
        if !(1..=52).contains(&self.weeks.value) {
            return Err(format!("program.weeks: between 1 and 52, not {}", self.weeks.value));
        }
        if !(1..=1_000).contains(&self.icma_cm_hours.value) {
            return Err(format!("program.icma_cm_hours: between 1 and 1000, not {}", self.icma_cm_hours.value));
        }
        Ok(())
    }
}

/// An objective: a gap, the competency that closes it, and what is then expected.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// The competency.
    pub competency: Competency,
    /// The name.
    pub label: String,
    /// The gap in knowledge and abilities.
    pub gap: String,
    /// What a chief information security officer expects of somebody who has it.
    pub expectation: String,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// A kind of activity, described.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityDescription {
    /// The kind.
    pub kind: ActivityKind,
    /// The name.
    pub label: String,
    /// What participants do.
    pub description: String,
    /// Who sees it, in a sentence; the rule itself is code, and no file can change it.
    pub seen_by: String,
    /// How long it takes, in minutes, where that is published.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// Checks the two catalogues.
pub(crate) fn check_catalogues(
    objectives: &[Objective],
    activities: &[ActivityDescription],
    sources: &Sources,
) -> Result<(), String> {
    if !objectives.iter().map(|row| row.competency).eq(Competency::ALL.iter().copied()) {
        return Err("[[objectives]] must list every competency once, in the order of the codes".into());
    }
    if !activities.iter().map(|row| row.kind).eq(ActivityKind::ALL.iter().copied()) {
        return Err("[[activities]] must list every kind once, in the order of the codes".into());
    }
    for row in objectives {
        sources.check(&format!("objective `{}`", row.competency), &row.source, row.provisional)?;
    }
    for row in activities {
        sources.check(&format!("activity `{}`", row.kind), &row.source, row.provisional)?;
    }
    Ok(())
}

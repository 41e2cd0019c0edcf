//! Clauses of the Life rules on the wire, with what became of every spell.

use chrono::NaiveDate;
use guildhall_domain::life_membership::{ClauseCheck, NotCounted, Reason, SpellEvidence};
use serde::Serialize;
use utoipa::ToSchema;

use crate::life_membership::codes::NotCountedCode;

/// One clause of the rules, and whether it is met.
#[derive(Serialize, ToSchema)]
#[schema(as = ClauseCheck)]
pub struct ClauseCheckOut {
    /// Stable dotted code of the clause.
    #[schema(max_length = 128, example = "life.sixty_five_and_fifteen.age")]
    code: String,
    /// Text of the clause.
    #[schema(max_length = 500, example = "the person is 65 or older when retiring")]
    text: String,
    /// Where it is published, or that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "ICMA Constitution, Article VIII, Section 3c")]
    source: String,
    /// True for a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
    /// Whether it is met.
    #[schema(example = true)]
    met: bool,
    /// What it requires.
    #[schema(max_length = 200, example = "65 years")]
    required: String,
    /// What was found.
    #[schema(max_length = 500, example = "67 years; 65 on 2023-05-17")]
    actual: String,
    /// How each spell was counted; only for clauses that count service.
    #[schema(max_items = 500)]
    evidence: Vec<SpellEvidenceOut>,
}

/// How one spell was counted.
#[derive(Serialize, ToSchema)]
#[schema(as = SpellEvidence)]
pub struct SpellEvidenceOut {
    /// Index of the spell in `service_spells`, from 0.
    #[schema(value_type = i32, minimum = 0, maximum = 499, example = 0)]
    spell: usize,
    /// Record that the spell comes from, or the name given in the request; null when there is none.
    #[schema(required, max_length = 200, example = "City of Springfield")]
    reference: Option<String>,
    /// Whether the spell counts.
    #[schema(example = true)]
    counts: bool,
    /// First day that counts; null when none does.
    #[schema(required, example = "2001-09-04")]
    counted_from: Option<NaiveDate>,
    /// First day that no longer counts: the end of the spell or the day of retirement, whichever is earlier; null when none counts.
    #[schema(required, example = "2025-06-30")]
    counted_until: Option<NaiveDate>,
    /// All reasons why it does not count.
    #[schema(max_items = 20)]
    reasons: Vec<NotCountedOut>,
}

/// Why a spell does not count.
#[derive(Serialize, ToSchema)]
#[schema(as = NotCounted)]
pub struct NotCountedOut {
    /// Stable code.
    #[schema(value_type = NotCountedCode)]
    code: NotCounted,
    /// The reason in a sentence.
    #[schema(max_length = 500, example = "only full-time service counts")]
    text: String,
    /// Where it is published, or that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "the association's published membership description")]
    source: String,
    /// True for a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
}

impl From<ClauseCheck> for ClauseCheckOut {
    fn from(clause: ClauseCheck) -> Self {
        ClauseCheckOut {
            code: clause.code,
            text: clause.text,
            source: clause.source,
            provisional: clause.provisional,
            met: clause.met,
            required: clause.required,
            actual: clause.actual,
            evidence: clause.evidence.into_iter().map(SpellEvidenceOut::from).collect(),
        }
    }
}

impl From<SpellEvidence> for SpellEvidenceOut {
    fn from(evidence: SpellEvidence) -> Self {
        SpellEvidenceOut {
            spell: evidence.spell,
            reference: evidence.reference,
            counts: evidence.counts,
            counted_from: evidence.counted_from,
            counted_until: evidence.counted_until,
            reasons: evidence.reasons.into_iter().map(NotCountedOut::from).collect(),
        }
    }
}

impl From<Reason> for NotCountedOut {
    fn from(reason: Reason) -> Self {
        NotCountedOut { code: reason.code, text: reason.text, source: reason.source, provisional: reason.provisional }
    }
}

//! Texts, numbers and choices of the policy, each with the place it comes from.

use guildhall_domain::policy::{Sourced, Sources};
use serde::Serialize;
use utoipa::ToSchema;

/// A text with its source.
#[derive(Serialize, ToSchema)]
#[schema(as = SourcedText)]
pub struct SourcedTextOut {
    /// Text to show.
    #[schema(max_length = 2000, example = "Professional Development Academy")]
    text: String,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// A whole number with its source.
#[derive(Serialize, ToSchema)]
#[schema(as = SourcedNumber)]
pub struct SourcedNumberOut {
    /// Value of the figure.
    #[schema(minimum = 0, maximum = 100_000, example = 12)]
    value: u32,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
}

/// A yes-or-no choice with its source.
#[derive(Serialize, ToSchema)]
#[schema(as = SourcedChoice)]
pub struct SourcedChoiceOut {
    /// Whether it applies.
    #[schema(example = true)]
    value: bool,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
}

/// A text as the policy cites it.
pub fn text(text: &Sourced<impl ToString>, sources: &Sources) -> SourcedTextOut {
    SourcedTextOut {
        text: text.value.to_string(),
        source: sources.cite(&text.source).to_owned(),
        provisional: text.provisional,
    }
}

/// A number as the policy cites it.
pub fn number(number: &Sourced<u32>, sources: &Sources) -> SourcedNumberOut {
    SourcedNumberOut {
        value: number.value,
        source: sources.cite(&number.source).to_owned(),
        provisional: number.provisional,
    }
}

/// A choice as the policy cites it.
pub fn choice(choice: &Sourced<bool>, sources: &Sources) -> SourcedChoiceOut {
    SourcedChoiceOut {
        value: choice.value,
        source: sources.cite(&choice.source).to_owned(),
        provisional: choice.provisional,
    }
}

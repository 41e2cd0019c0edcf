//! The recognition of a new Life member: a work list that staff complete.
//!
//! Invariant: everybody gets notice, certificate and pin; a designee, a ceremony and its day only
//! follow the member's wish, and redirect the mail. RULES 2.4.

use crate::AccountId;
use crate::life_membership::refusal::LifeRefusal;
use crate::refusal::cited;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

code_words! {
    /// Something to be done for a new Life member.
    pub enum RecognitionKind {
        /// A notice in the weekly newsletter, Leadership Matters.
        NewsletterNotice => "newsletter_notice",
        /// The certificate, mailed.
        Certificate => "certificate",
        /// The Life lapel pin, mailed.
        LapelPin => "lapel_pin",
        /// Handing over at a ceremony, by a designee; only when the member wishes it.
        Ceremony => "ceremony",
    }
}

code_words! {
    /// To whom something is sent.
    pub enum Recipient {
        /// To the member.
        Member => "member",
        /// To the designee, who presents it.
        Designee => "designee",
        /// To the readers of the newsletter.
        Readers => "readers",
    }
}

impl RecognitionKind {
    /// Whether every Life member is owed it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        !matches!(self, Self::Ceremony)
    }

    /// Whether it is sent by mail.
    #[must_use]
    pub const fn is_mailed(self) -> bool {
        matches!(self, Self::Certificate | Self::LapelPin)
    }

    /// The statement, in a sentence.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::NewsletterNotice => "the weekly newsletter, Leadership Matters, names new Life members",
            Self::Certificate => "each Life member gets a certificate by mail",
            Self::LapelPin => "each Life member gets a Life lapel pin by mail",
            Self::Ceremony => "on request, the materials go to a designee, who presents them at a ceremony",
        }
    }

    /// Where that is published.
    #[must_use]
    pub const fn source(self) -> &'static str {
        cited::SEED
    }
}

/// A ceremony the member wishes for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceremony {
    /// Who presents the materials.
    pub designee: String,
    /// Where they are sent.
    pub address: String,
    /// The day, when it is known.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
}

/// That something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionDone {
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: AccountId,
}

/// One item of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionItem {
    /// The kind of the item.
    pub kind: RecognitionKind,
    /// The recipient.
    pub recipient: Recipient,
    /// The day by which it should be there, when a ceremony sets one.
    pub needed_on: Option<NaiveDate>,
    /// That it is done; none while it waits.
    pub done: Option<RecognitionDone>,
}

/// The list of a new Life member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The ceremony wished for.
    pub ceremony: Option<Ceremony>,
    /// The items, in the order of the kinds.
    pub items: Vec<RecognitionItem>,
}

impl Recognition {
    /// The list of somebody newly granted Life membership.
    #[must_use]
    pub fn begin() -> Self {
        let owed = RecognitionKind::ALL.iter().copied().filter(|kind| kind.is_required());
        Self { ceremony: None, items: owed.map(|kind| item(kind, None)).collect() }
    }

    /// Names a designee and a ceremony, or changes them. A day that was named before may have passed since.
    ///
    /// # Errors
    /// When a name or an address is missing, the day is over, or something was sent.
    pub fn with_ceremony(&self, ceremony: Ceremony, today: NaiveDate) -> Result<Self, LifeRefusal> {
        self.check_unsent()?;
        if ceremony.designee.trim().is_empty() || ceremony.address.trim().is_empty() {
            return Err(LifeRefusal::DesigneeIncomplete);
        }
        let known = self.ceremony.as_ref().and_then(|known| known.held_on);
        let named = ceremony.held_on.filter(|_| ceremony.held_on != known);
        if let Some(held_on) = named.filter(|held_on| *held_on < today) {
            return Err(LifeRefusal::CeremonyPassed { held_on });
        }
        Ok(self.redirected(Some(ceremony)))
    }

    /// Takes the wish for a ceremony back.
    ///
    /// # Errors
    /// When something was sent.
    pub fn without_ceremony(&self) -> Result<Self, LifeRefusal> {
        self.check_unsent()?;
        Ok(self.redirected(None))
    }

    /// Completes an item.
    ///
    /// # Errors
    /// When it is done already, or not on the list.
    pub fn complete(&self, kind: RecognitionKind, done: RecognitionDone) -> Result<Self, LifeRefusal> {
        let mut next = self.clone();
        match next.items.iter_mut().find(|item| item.kind == kind) {
            Some(item) if item.done.is_none() => item.done = Some(done),
            Some(_) => return Err(LifeRefusal::RecognitionDone { item: kind }),
            None => return Err(LifeRefusal::RecognitionNotAsked { item: kind }),
        }
        Ok(next)
    }

    /// Whether everything owed and wished for is done.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.items.iter().all(|item| item.done.is_some())
    }

    fn check_unsent(&self) -> Result<(), LifeRefusal> {
        let sent = |item: &RecognitionItem| item.done.is_some() && item.kind != RecognitionKind::NewsletterNotice;
        if self.items.iter().any(sent) { Err(LifeRefusal::RecognitionSent) } else { Ok(()) }
    }

    fn redirected(&self, ceremony: Option<Ceremony>) -> Self {
        let wanted = RecognitionKind::ALL.iter().copied().filter(|kind| kind.is_required() || ceremony.is_some());
        let done = |kind| self.items.iter().find(|item| item.kind == kind).and_then(|item| item.done);
        let items = wanted.map(|kind| RecognitionItem { done: done(kind), ..item(kind, ceremony.as_ref()) }).collect();
        Self { ceremony, items }
    }
}

fn item(kind: RecognitionKind, ceremony: Option<&Ceremony>) -> RecognitionItem {
    let presented = ceremony.filter(|_| kind != RecognitionKind::NewsletterNotice);
    let recipient = match (kind, presented) {
        (RecognitionKind::NewsletterNotice, _) => Recipient::Readers,
        (_, Some(_)) => Recipient::Designee,
        (_, None) => Recipient::Member,
    };
    RecognitionItem { kind, recipient, needed_on: presented.and_then(|ceremony| ceremony.held_on), done: None }
}

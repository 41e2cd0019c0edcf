//! How the association says no: a stable code, a sentence, the facts and, if only time is needed,
//! the first date on which the request will succeed.
//!
//! Each slice has its own typed refusals; all of them are converted into one [`Refusal`].

use chrono::NaiveDate;

/// A fact the refusal rests on, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Name in snake case, for instance `outstanding_cents`.
    pub name: &'static str,
    /// Value as text.
    pub value: String,
}

impl Fact {
    /// A named value.
    #[must_use]
    pub fn new(name: &'static str, value: impl ToString) -> Self {
        Self { name, value: value.to_string() }
    }
}

/// What every typed refusal can say about itself; its `Display` is the detail.
pub trait Refuse: std::fmt::Display {
    /// Stable code in snake case; it never changes meaning.
    fn code(&self) -> &'static str;

    /// The clause that refuses.
    fn clause(&self) -> &'static str;

    /// Where that clause is published, or that it is a default of this software.
    fn source(&self) -> &'static str;

    /// The facts behind the refusal.
    fn facts(&self) -> Vec<Fact> {
        Vec::new()
    }

    /// The first date on which the request will succeed, if only time is needed.
    fn earliest_on(&self) -> Option<NaiveDate> {
        None
    }

    /// The sentence for the person who asked.
    fn detail(&self) -> String {
        self.to_string()
    }
}

/// A refusal of any slice, as the outer layers carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code in snake case.
    pub code: &'static str,
    /// The sentence for the person who asked.
    pub detail: String,
    /// The clause that refuses.
    pub clause: &'static str,
    /// Where that clause is published.
    pub source: &'static str,
    /// The facts behind the refusal.
    pub facts: Vec<Fact>,
    /// The first date on which the request will succeed.
    pub earliest_on: Option<NaiveDate>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Refusal {}

impl<R: Refuse> From<R> for Refusal {
    fn from(refusal: R) -> Self {
        Self {
            code: refusal.code(),
            detail: refusal.detail(),
            clause: refusal.clause(),
            source: refusal.source(),
            facts: refusal.facts(),
            earliest_on: refusal.earliest_on(),
        }
    }
}

/// Citations the typed refusals share with the policy files.
pub mod cited {
    /// The association's questions and answers about joining.
    pub const FAQ: &str = "icma.org/faqs-about-joining-icma";
    /// The join page of chief administrative officers and their assistants.
    pub const JOIN: &str =
        "icma.org/page/join-icma-chief-administrative-officer-cao-or-assistant-chief-administrative-officer-acao";
    /// The page on retired membership.
    pub const RETIRED: &str = "icma.org/retired-membership";
    /// Questions and answers about student chapters.
    pub const CHAPTERS: &str = "icma.org/page/student-chapter-faqs";
    /// The program for members in transition.
    pub const TRANSITION: &str = "www.icma.org/page/members-transition-program";
    /// The honorary-member awards.
    pub const HONORARY: &str =
        "icma.org/articles/article/deadline-extended-may-8-distinguished-service-and-honorary-member-awards";
    /// The association's published description of its categories and of Life membership.
    pub const SEED: &str = "the association's published membership description";
    /// The clause of the constitution on Life membership.
    pub const ARTICLE: &str = "ICMA Constitution, Article VIII, Section 3c";
    /// The standard's codes of states and provinces.
    pub const STATES: &str = "ISO 3166-2";
    /// The constitution, which says what a local government is.
    pub const CONSTITUTION: &str = "icma.org/page/icma-constitution";
    /// The page of the Cybersecurity Leadership Program.
    pub const CYBER_PAGE: &str = "the association's published description of its Cybersecurity Leadership Program";
    /// What reading counts toward the credential.
    pub const READING_CREDIT: &str = "icma.org/page/credentialing-program-members-transition";
    /// The association has published nothing: this software decides and says so.
    pub const ASSUMPTION: &str = "default of this software; the association has published no figure";

    /// How the text of [`ASSUMPTION`] ended until version 1.3.0. Stored answers and policy files
    /// of installations still have it.
    const FORMER_ASSUMPTION_END: &str = ", nothing published was found";

    /// Whether `source` says that the association has published nothing.
    #[must_use]
    pub fn is_assumption(source: &str) -> bool {
        source == ASSUMPTION || source.ends_with(FORMER_ASSUMPTION_END)
    }
}

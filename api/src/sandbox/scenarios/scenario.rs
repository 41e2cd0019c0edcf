//! What a scenario says of itself.

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use guildhall_domain::Policies;
use guildhall_domain::policy::Sources;

use super::{Stage, Step};
use crate::app::App;
use crate::http::problem::Problem;

/// The rules of a slice, at which a scenario stands: a page, and the sources of their figures.
#[derive(Clone, Copy)]
pub struct Rules {
    /// The page that explains them.
    pub page: &'static str,
    /// Where their figures come from.
    pub sources: fn(&Policies) -> &Sources,
}

/// Puts people and papers in place before the first step.
pub type Arrange = for<'s, 'a> fn(&'s mut Stage<'a>) -> LocalBoxFuture<'s, Result<(), Problem>>;

/// A situation at a rule's edge, and what happens there step by step.
pub struct Scenario {
    /// Its name, in kebab case, for ever.
    pub name: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// What comes of it, in one line.
    pub expects: &'static str,
    /// The rules it stands at.
    pub rules: Option<Rules>,
    /// The clause it stands at, where an answer names it.
    pub clause: Option<&'static str>,
    /// Key of the rule's source.
    source: &'static str,
    /// Where the clock stands at its start.
    pub at: DateTime<Utc>,
    /// What is put in place.
    pub arrange: Arrange,
    /// What is then asked, in order. Ids stand in braces: `{ines.invoice}`.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// A scenario in which nothing is arranged and nothing asked yet.
    pub fn new(name: &'static str, title: &'static str) -> Scenario {
        Scenario {
            name,
            title,
            expects: "",
            rules: None,
            clause: None,
            source: "",
            at: DateTime::UNIX_EPOCH,
            arrange: |_| Box::pin(async { Ok(()) }),
            steps: Vec::new(),
        }
    }

    /// What comes of it, in one line.
    pub fn expects(self, expects: &'static str) -> Scenario {
        Scenario { expects, ..self }
    }

    /// The clause it stands at, as one of the answers names it, and the key of its source in the policy file.
    pub fn rule(self, rules: Rules, clause: &'static str, source: &'static str) -> Scenario {
        Scenario { rules: Some(rules), clause: Some(clause), source, ..self }
    }

    /// It stands at a rule that no answer names; the key of that rule's source.
    pub fn unnamed_rule(self, rules: Rules, source: &'static str) -> Scenario {
        Scenario { rules: Some(rules), clause: None, source, ..self }
    }

    /// Where the clock stands at its start: an instant such as `2022-10-01T03:59:59Z`.
    pub fn at(self, at: &str) -> Scenario {
        Scenario { at: at.parse().unwrap_or_default(), ..self }
    }

    /// What is put in place before the first step.
    pub fn arrange(self, arrange: Arrange) -> Scenario {
        Scenario { arrange, ..self }
    }

    /// One more thing that is asked.
    pub fn step(mut self, step: Step) -> Scenario {
        self.steps.push(step);
        self
    }

    /// The name, as a code of the closed list of names.
    pub fn as_str(&self) -> &'static str {
        self.name
    }

    /// Where the rule is published, or that it is a default of this software because the association has published no figure.
    pub fn source(&self, app: &App) -> String {
        self.rules.map(|rules| (rules.sources)(&app.policies).cite(self.source).to_owned()).unwrap_or_default()
    }
}

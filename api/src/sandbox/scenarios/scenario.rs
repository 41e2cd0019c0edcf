//! What a scenario says of itself.

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use guildhall_domain::policy::Sources;

use super::{Stage, Step};
use crate::app::App;
use crate::http::problem::Problem;

/// Which of the association's rules a scenario stands at: each has a file of
/// figures, a page and its sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Accounts and sessions.
    Accounts,
    /// Membership.
    Members,
    /// What members pay.
    Dues,
    /// Invoices and payments.
    Billing,
    /// Life membership.
    Life,
    /// The Cybersecurity Leadership Program.
    CyberProgram,
}

impl Rules {
    /// The page that explains them.
    pub fn page(self) -> &'static str {
        match self {
            Rules::Accounts => "docs/rules/accounts.md",
            Rules::Members => "docs/rules/members.md",
            Rules::Dues => "docs/rules/dues.md",
            Rules::Billing => "docs/rules/billing.md",
            Rules::Life => "docs/rules/life-membership.md",
            Rules::CyberProgram => "docs/rules/cyber-program.md",
        }
    }

    fn sources(self, app: &App) -> &Sources {
        match self {
            Rules::Accounts => &app.policies.accounts.sources,
            Rules::Members => &app.policies.members.sources,
            Rules::Dues => &app.policies.dues.sources,
            Rules::Billing => &app.policies.billing.sources,
            Rules::Life => &app.policies.life_membership.sources,
            Rules::CyberProgram => &app.policies.cyber_program.sources,
        }
    }
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
    pub rules: Rules,
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
            rules: Rules::Dues,
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
        Scenario { rules, clause: Some(clause), source, ..self }
    }

    /// It stands at a rule that no answer names; the key of that rule's source.
    pub fn unnamed_rule(self, rules: Rules, source: &'static str) -> Scenario {
        Scenario { rules, clause: None, source, ..self }
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

    /// Where the rule is published, or that it is a provisional assumption of ours.
    pub fn source(&self, app: &App) -> String {
        self.rules.sources(app).cite(self.source).to_owned()
    }
}

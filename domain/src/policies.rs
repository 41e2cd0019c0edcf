//! All policy tables: embedded in the binary, each overridable by a file of the
//! same name, checked before the server answers its first request.

use super::life_membership::policy::LifePolicy;
use crate::accounts::policy::AccountsPolicy;
use crate::billing::policy::BillingPolicy;
use crate::credentials::policy::CredentialsPolicy;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::dues::policy::DuesPolicy;
use crate::members::category::{Category, DuesBasis};
use crate::members::policy::MembersPolicy;
use crate::organizations::policy::OrganizationsPolicy;
use crate::policy::{PolicyError, read};
use std::collections::{BTreeMap, BTreeSet};

/// The names of the policy files.
pub const FILES: [&str; 8] = [
    "accounts.toml",
    "billing.toml",
    "credentials.toml",
    "cyber_program.toml",
    "dues.toml",
    "life_membership.toml",
    "members.toml",
    "organizations.toml",
];

/// Every rate, date, limit and region the rules use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    /// Passwords, throttling and the life of tokens.
    pub accounts: AccountsPolicy,
    /// Payment methods and invoice terms.
    pub billing: BillingPolicy,
    /// Credit hours.
    pub credentials: CredentialsPolicy,
    /// The Cybersecurity Leadership Program.
    pub cyber_program: CyberProgramPolicy,
    /// Rate tables and the installment rule.
    pub dues: DuesPolicy,
    /// Life membership and service awards.
    pub life_membership: LifePolicy,
    /// Categories, terms, grace and lapse.
    pub members: MembersPolicy,
    /// Regions by date.
    pub organizations: OrganizationsPolicy,
}

impl Policies {
    /// The tables shipped with this version.
    ///
    /// # Errors
    /// Never in a released binary: a test reads all of them.
    pub fn embedded() -> Result<Policies, PolicyError> {
        Self::load(&BTreeMap::new())
    }

    /// The shipped tables, with whole files replaced by the given texts. A key is
    /// a file name, for instance `dues.toml`.
    ///
    /// # Errors
    /// Names the file and its problem; a name that is not a policy file is one.
    pub fn load(overrides: &BTreeMap<String, String>) -> Result<Policies, PolicyError> {
        if let Some(stranger) = overrides.keys().find(|name| !FILES.contains(&name.as_str())) {
            let known = FILES.join(", ");
            return Err(PolicyError::new(stranger, format!("not one of {known}")));
        }
        let text = |file: &str, embedded: &'static str| -> String {
            overrides.get(file).map_or(embedded, String::as_str).to_owned()
        };
        let policies = Policies {
            accounts: read(
                "accounts.toml",
                &text("accounts.toml", include_str!("../policies/accounts.toml")),
                AccountsPolicy::check,
            )?,
            billing: read(
                "billing.toml",
                &text("billing.toml", include_str!("../policies/billing.toml")),
                BillingPolicy::check,
            )?,
            credentials: read(
                "credentials.toml",
                &text("credentials.toml", include_str!("../policies/credentials.toml")),
                CredentialsPolicy::check,
            )?,
            cyber_program: read(
                "cyber_program.toml",
                &text("cyber_program.toml", include_str!("../policies/cyber_program.toml")),
                CyberProgramPolicy::check,
            )?,
            dues: read("dues.toml", &text("dues.toml", include_str!("../policies/dues.toml")), DuesPolicy::check)?,
            life_membership: read(
                "life_membership.toml",
                &text("life_membership.toml", include_str!("../policies/life_membership.toml")),
                LifePolicy::check,
            )?,
            members: read(
                "members.toml",
                &text("members.toml", include_str!("../policies/members.toml")),
                MembersPolicy::check,
            )?,
            organizations: read(
                "organizations.toml",
                &text("organizations.toml", include_str!("../policies/organizations.toml")),
                OrganizationsPolicy::check,
            )?,
        };
        check_agreement(&policies)?;
        Ok(policies)
    }
}

/// What two files say about the same thing must agree.
fn check_agreement(policies: &Policies) -> Result<(), PolicyError> {
    let catalogue = &policies.members;
    let waived: BTreeSet<Category> = catalogue.in_transition.categories.value.iter().copied().collect();
    for table in &policies.dues.rate_tables {
        let name = &table.version;
        let priced: BTreeSet<Category> = table.in_transition.categories.iter().copied().collect();
        if priced != waived {
            let problem = format!("rate table `{name}` waives other categories than members.toml");
            return Err(PolicyError::new("dues.toml", problem));
        }
        let by_salary = table.salary.category;
        if catalogue.category(by_salary).dues != DuesBasis::Salary {
            let problem = format!("rate table `{name}` prices `{by_salary}` by salary, members.toml does not");
            return Err(PolicyError::new("dues.toml", problem));
        }
    }
    let (granted, most) = (&policies.cyber_program.program.icma_cm_hours, &policies.credentials.bounds.hours_at_most);
    if granted.value > most.value {
        let problem = format!("the program brings {} hours, credentials.toml enters {}", granted.value, most.value);
        return Err(PolicyError::new("cyber_program.toml", problem));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::cited;

    #[test]
    fn the_shipped_policy_files_load() {
        assert!(Policies::embedded().is_ok());
    }

    #[test]
    fn a_file_that_is_not_a_policy_file_is_refused_by_name() {
        let files = BTreeMap::from([("due.toml".to_owned(), String::new())]);
        let error = Policies::load(&files).unwrap_err();
        assert_eq!(error.file, "due.toml");
    }

    #[test]
    fn every_citation_of_a_refusal_is_a_source_of_a_policy_file() {
        let policies = Policies::embedded().unwrap();
        let files = [
            &policies.credentials.sources,
            &policies.cyber_program.sources,
            &policies.dues.sources,
            &policies.life_membership.sources,
            &policies.members.sources,
        ];
        let known: BTreeSet<&str> =
            files.into_iter().flat_map(|sources| sources.iter()).map(|(_, text)| text).collect();
        for citation in [
            cited::FAQ,
            cited::JOIN,
            cited::RETIRED,
            cited::CHAPTERS,
            cited::TRANSITION,
            cited::HONORARY,
            cited::SEED,
            cited::ARTICLE,
            cited::CONSTITUTION,
            cited::CYBER_PAGE,
            cited::READING_CREDIT,
            cited::ASSUMPTION,
        ] {
            assert!(known.contains(citation), "{citation}");
        }
    }
}

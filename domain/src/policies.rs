//! All policy tables: compiled into the binary, each replaceable by a file of the same name,
//! checked before the server answers its first request.

use crate::members::category::{Category, DuesBasis};
use crate::policy::{PolicyError, read};
use std::collections::{BTreeMap, BTreeSet};

crate::slices!(policies);

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
        let policies = Policies::read(text)?;
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
            let problem = format!("rate table `{name}` waives dues for other categories than members.toml");
            return Err(PolicyError::new("dues.toml", problem));
        }
        let by_salary = table.salary.category;
        if catalogue.category(by_salary).dues != DuesBasis::Salary {
            let problem = format!("rate table `{name}` prices `{by_salary}` by salary, but members.toml does not");
            return Err(PolicyError::new("dues.toml", problem));
        }
    }
    let (granted, most) = (&policies.cyber_program.program.icma_cm_hours, &policies.credentials.bounds.hours_at_most);
    if granted.value > most.value {
        let problem = format!("the program grants {} hours, but credentials.toml allows {}", granted.value, most.value);
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

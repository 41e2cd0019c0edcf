//! The statements of a certificate about credentials.
//!
//! Invariant: only the ICMA credential has a number. The page says that completing "can be applied
//! to" others without a number, so their lines have no digit (ambiguity 14).

use crate::cyber_program::policy::CyberProgramPolicy;
use crate::policy::Sources;
use serde::Deserialize;

code_words! {
    /// A credential of another body.
    pub enum Scheme {
        /// Society for Human Resource Management.
        Shrm => "shrm",
        /// Project Management Institute.
        Pmi => "pmi",
        /// Certified Information Systems Security Professional.
        Cissp => "cissp",
    }
}

/// The line for a credential of another body.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementText {
    /// The credential.
    pub scheme: Scheme,
    /// What is said about it.
    pub text: String,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// A line of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The other body's credential; none for the association's own.
    pub scheme: Option<Scheme>,
    /// The sentence.
    pub text: String,
    /// Hours toward the ICMA credential; none for every other.
    pub icma_cm_hours: Option<u32>,
    /// Where it is published.
    pub source: String,
    /// True for a default of this software.
    pub provisional: bool,
}

/// The lines of a certificate, the association's own credential first.
#[must_use]
pub fn statement_lines(policy: &CyberProgramPolicy) -> Vec<StatementLine> {
    let hours = &policy.program.icma_cm_hours;
    let own = StatementLine {
        scheme: None,
        text: format!("{} credit hours toward the ICMA Credentialed Manager designation.", hours.value),
        icma_cm_hours: Some(hours.value),
        source: policy.sources.cite(&hours.source).to_owned(),
        provisional: hours.provisional,
    };
    let others = policy.statements.iter().map(|statement| StatementLine {
        scheme: Some(statement.scheme),
        text: statement.text.clone(),
        icma_cm_hours: None,
        source: policy.sources.cite(&statement.source).to_owned(),
        provisional: statement.provisional,
    });
    std::iter::once(own).chain(others).collect()
}

/// Checks the lines of a policy file.
pub(crate) fn check_statements(statements: &[StatementText], sources: &Sources) -> Result<(), String> {
    if !statements.iter().map(|row| row.scheme).eq(Scheme::ALL.iter().copied()) {
        return Err("[[statements]] must list every scheme once, in the order of the codes".into());
    }
    for row in statements {
        sources.check(&format!("statement `{}`", row.scheme), &row.source, row.provisional)?;
        if row.text.chars().any(char::is_numeric) {
            return Err(format!(
                "statement `{}`: no number was published, so the text must not contain one",
                row.scheme
            ));
        }
    }
    Ok(())
}

//! Every refusal of the dues rules.

use crate::members::category::Category;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal of the dues rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DuesRefusal {
    /// Salary-based dues need a salary.
    #[error("the dues of category `{category}` depend on the annual salary, and the request has none")]
    SalaryMissing {
        /// Category asked for.
        category: Category,
    },
    /// The salary is not above zero.
    #[error("an annual salary must be above zero")]
    SalaryNotPositive,
    /// New members cannot pay in installments.
    #[error("a new membership starts only when paid in full, so it cannot be paid in installments")]
    InstallmentsForNewMember,
    /// Students cannot pay in installments.
    #[error("student members cannot pay in installments")]
    InstallmentsForStudent,
    /// Installments are for members in local government.
    #[error("installments are for members in local government; category `{category}` must pay at once")]
    InstallmentsOutsideLocalGovernment {
        /// Category asked for.
        category: Category,
    },
    /// Dues are waived in transition, so nothing is left to pay in installments.
    #[error("dues are waived in transition, so there is nothing to pay in installments")]
    InstallmentsInTransition,
    /// That number of installments is not offered.
    #[error("{asked} installments are not offered; the offer is {}", offered_text(offered))]
    InstallmentsNotOffered {
        /// Number asked for.
        asked: u8,
        /// Numbers offered beside paying at once.
        offered: Vec<u8>,
    },
    /// The print magazine is for Life members.
    #[error("the print magazine is offered to Life members; category `{category}` cannot add it")]
    PrintMagazineNotOffered {
        /// Category asked for.
        category: Category,
    },
    /// The waiver is for Full and senior affiliate members.
    #[error("the waiver for members in transition is not open to category `{category}`")]
    TransitionNotOpenToCategory {
        /// Category asked for.
        category: Category,
    },
    /// No table covers the date.
    #[error("no rate table is in force on {priced_on}")]
    NoRateTable {
        /// Pricing date.
        priced_on: NaiveDate,
        /// First date a table covers.
        first_on: Option<NaiveDate>,
    },
}

fn offered_text(offered: &[u8]) -> String {
    if offered.is_empty() {
        return "payment at once".to_owned();
    }
    let numbers: Vec<String> = offered.iter().map(u8::to_string).collect();
    format!("payment at once or in {} installments", numbers.join(", "))
}

impl Refuse for DuesRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SalaryMissing { .. } => "salary_missing",
            Self::SalaryNotPositive => "salary_not_positive",
            Self::InstallmentsForNewMember => "installments_for_new_member",
            Self::InstallmentsForStudent => "installments_for_student",
            Self::InstallmentsOutsideLocalGovernment { .. } => "installments_outside_local_government",
            Self::InstallmentsInTransition => "installments_in_transition",
            Self::InstallmentsNotOffered { .. } => "installments_not_offered",
            Self::PrintMagazineNotOffered { .. } => "print_magazine_not_offered",
            Self::TransitionNotOpenToCategory { .. } => "transition_not_open_to_category",
            Self::NoRateTable { .. } => "no_rate_table",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::SalaryMissing { .. } | Self::SalaryNotPositive => "dues.full.salary",
            Self::InstallmentsForNewMember
            | Self::InstallmentsForStudent
            | Self::InstallmentsOutsideLocalGovernment { .. }
            | Self::InstallmentsInTransition
            | Self::InstallmentsNotOffered { .. } => "dues.installments",
            Self::PrintMagazineNotOffered { .. } => "dues.print_magazine",
            Self::TransitionNotOpenToCategory { .. } => "dues.in_transition",
            Self::NoRateTable { .. } => "dues.rate_table",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::SalaryMissing { .. } | Self::SalaryNotPositive => cited::JOIN,
            Self::InstallmentsForNewMember | Self::InstallmentsOutsideLocalGovernment { .. } => cited::FAQ,
            Self::InstallmentsForStudent | Self::InstallmentsInTransition | Self::InstallmentsNotOffered { .. } => {
                cited::FAQ
            }
            Self::PrintMagazineNotOffered { .. } => cited::SEED,
            Self::TransitionNotOpenToCategory { .. } => cited::TRANSITION,
            Self::NoRateTable { .. } => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::SalaryMissing { category }
            | Self::InstallmentsOutsideLocalGovernment { category }
            | Self::PrintMagazineNotOffered { category }
            | Self::TransitionNotOpenToCategory { category } => {
                vec![Fact::new("category", category)]
            }
            Self::InstallmentsNotOffered { asked, .. } => vec![Fact::new("installments", asked)],
            Self::NoRateTable { priced_on, .. } => vec![Fact::new("priced_on", priced_on)],
            Self::SalaryNotPositive
            | Self::InstallmentsForNewMember
            | Self::InstallmentsForStudent
            | Self::InstallmentsInTransition => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::NoRateTable { first_on, .. } => *first_on,
            _ => None,
        }
    }
}

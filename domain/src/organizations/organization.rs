//! An organization on record.

use crate::organizations::kind::OrganizationKind;
use crate::{Cents, OrganizationId};
use chrono::{DateTime, NaiveDate, Utc};

/// A local government, association or other body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// The record's id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// State or province (ISO 3166-2, without the country), when in one.
    pub state: Option<String>,
    /// Country, two letters (ISO 3166-1).
    pub country: String,
    /// Population served, when known.
    pub population: Option<i64>,
    /// General-fund budget, when known.
    pub general_fund_budget: Option<Cents>,
    /// The day on which staff confirmed population and budget; none while they are not.
    pub figures_confirmed_on: Option<NaiveDate>,
    /// Whether another may have its name, kind, state and country: staff said that they are two, or the record is from
    /// before anybody looked.
    pub has_namesakes: bool,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

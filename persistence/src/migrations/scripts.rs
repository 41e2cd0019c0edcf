//! The scripts in the order they run.

/// One step of the schema's history.
pub(super) struct Script {
    /// Its name, under which it is remembered.
    pub(super) name: &'static str,
    /// Makes the change.
    pub(super) up: &'static str,
    /// Takes it back.
    pub(super) down: &'static str,
}

macro_rules! scripts {
    ($($name:literal),+ $(,)?) => {
        &[$(Script {
            name: $name,
            up: include_str!(concat!($name, ".up.sql")),
            down: include_str!(concat!($name, ".down.sql")),
        }),+]
    };
}

/// Every step, oldest first. New ones go to the end; released ones never change.
pub(super) const SCRIPTS: &[Script] = scripts![
    "0001_accounts",
    "0002_deliveries",
    "0003_organizations",
    "0004_members",
    "0005_billing",
    "0006_life_membership",
    "0007_cyber_program",
    "0008_credentials",
    "0009_billing_subjects",
    "0010_open_words",
    "0011_events",
    "0012_admission",
    "0013_payments",
    "0014_identity",
    "0015_cohorts",
    "0016_names",
    "0017_namesakes",
    "0018_seats",
    "0019_closures",
    "0020_honorary",
];

//! Whether Life membership is earned, of facts and of the record.

mod boundaries;
mod hostile;
mod on_record;
mod record_properties;
mod what_if;

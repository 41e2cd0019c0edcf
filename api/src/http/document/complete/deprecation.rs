//! What the document says of an operation that is going to go away.

use serde_json::{Value, json};

use super::{Operation, Shared};
use crate::http::deprecation::Deprecation;
use crate::http::document::refusals;

impl Operation<'_> {
    /// Marks it, says in words what the mark holds, and declares the headers on
    /// each of its answers, which are then written out in full.
    pub(super) fn announce_deprecation(&mut self, shared: &mut Shared) {
        let Some(deprecation) = Deprecation::of(self.operation) else { return };
        let Deprecation { deprecated_at, sunset_at, successor } = deprecation;
        self.operation["deprecated"] = json!(true);
        let said = self.operation["description"].as_str().unwrap_or_default();
        let words = format!(
            "{said}\n\nDeprecated on {}, gone after {}: use `{successor}`.",
            day(deprecated_at),
            day(sunset_at)
        );
        self.operation["description"] = words.into();
        shared.deprecates = true;
        for (_, response) in self.operation["responses"].as_object_mut().into_iter().flatten() {
            if let Some(name) = response["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
                *response = shared.responses.get(name).cloned().unwrap_or(Value::Null);
            }
            response["headers"]["Deprecation"] = refusals::reference("Deprecation");
            response["headers"]["Sunset"] = refusals::reference("Sunset");
            response["headers"]["Link"] = refusals::reference("SuccessorLink");
        }
    }
}

fn day(instant: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDate {
    instant.date_naive()
}

//! Every scenario. To add one: write it in the `scenarios` of the slice whose
//! rule it stands at, and name it in the list there.

use super::Scenario;
pub use crate::assembly::scenarios as all;
use crate::code_schema;

code_schema!(ScenarioNameCode, "ScenarioName", all(), "Name of a scenario of the sandbox. Open list: more may come.");

/// The scenario of that name.
pub fn find(name: &str) -> Option<&'static Scenario> {
    all().iter().find(|scenario| scenario.name == name)
}

/// What the document says of the list: every scenario and what comes of it.
pub(super) fn described() -> String {
    let lines = all().iter().map(|one| format!("- `{}`: {}\n", one.name, one.expects));
    format!(
        "Situations at a rule's edge, each with the steps to take there and the answers to expect. What is expected is \
         true of the figures that the program ships with. In the order of the list:\n\n{}",
        lines.collect::<String>().trim_end()
    )
}

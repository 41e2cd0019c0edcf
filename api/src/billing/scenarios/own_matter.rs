//! Nobody decides in an own matter, whatever role they hold.

use guildhall_domain::Category;
use serde_json::{Value, json};

use crate::accounts::RULES;
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Scenario, Step};

fn payment(says: &'static str, who: &'static str) -> Step {
    Step::post(says, "createPayment", "/v1/billing/payments").by(who).key(who).body(json!({
        "invoice_id": "{ines.invoice}", "method": "check", "amount_cents": 97_500, "received_on": "2025-03-01",
        "external_reference": "CHK-2001"
    }))
}

fn grant(says: &'static str, path: &str, roles: Value) -> Step {
    Step::patch(says, "updateAccount", path).by("admin").any_version().body(json!({ "roles": roles }))
}

pub(super) fn decided_by_somebody_else() -> Scenario {
    let void = Step::post("She voids her invoice instead", "voidInvoice", "/v1/billing/invoices/{ines.invoice}/void");
    Scenario::new("own-matter", "Nobody decides in a matter of their own")
        .expects("who holds the role neither records her own payment nor voids her own invoice nor grants herself a role; a colleague does")
        .rule(RULES, "house.own_matter", "assumption")
        .at("2025-03-01T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                stage.apply_employed("ines", Category::Full, position(15_000_000)).await?;
                stage.invoice("ines", 1).await
            })
        })
        .step(grant("An administrator makes Ines finance", "/v1/accounts/{ines.account}", json!(["finance"])))
        .step(payment("Ines records the payment of her own invoice", "ines").refused(409, "own-matter").with("/rule/clause", "house.own_matter"))
        .step(void.by("ines").key("void").body(json!({ "reason": "No longer wanted." })).refused(409, "own-matter"))
        .step(
            grant("The administrator makes himself faculty", "/v1/accounts/{admin.account}", json!(["admin", "faculty"]))
                .refused(409, "own-matter"),
        )
        .step(payment("A colleague records it", "finance").answers(201))
}

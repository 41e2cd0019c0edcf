//! `GET /v1/cyber-program`: what is published, and what says that it is not.

use serde_json::{Value, json};

use crate::support::{TestServer, both_engines, one_engine};

const ASSUMPTION: &str = "default of this software; the association has published no figure";

fn codes(list: &Value, member: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one[member].as_str().unwrap().to_owned()).collect()
}

/// Calls `visit` with every object in `value` that says whether it is provisional.
fn each_sourced(value: &Value, visit: &mut impl FnMut(&Value)) {
    if value.get("provisional").is_some() {
        visit(value);
    }
    match value {
        Value::Object(members) => members.values().for_each(|inner| each_sourced(inner, visit)),
        Value::Array(items) => items.iter().for_each(|inner| each_sourced(inner, visit)),
        _ => {}
    }
}

both_engines! {
    async fn anybody_reads_the_program_with_its_competencies_kinds_and_prices(server: TestServer) {
        let program = server.get("/v1/cyber-program").send().await.expect(200);
        assert_eq!((program.at("/weeks/value"), program.at("/icma_cm_hours/value")), (json!(12), json!(48)));
        assert_eq!(program.at("/icma_cm_hours_per_week"), 4);
        let competencies = ["leading", "adapting", "collaborating", "communicating", "delivering_value"];
        assert_eq!(codes(&program.at("/competencies"), "competency"), competencies);
        assert_eq!(codes(&program.at("/objectives"), "competency"), competencies);
        let kinds = [
            "breakout_meeting", "breakout_summary", "discuss_breakout", "discuss_cohort", "live_event", "read", "reflect",
            "survey", "watch",
        ];
        assert_eq!(codes(&program.at("/activity_kinds"), "kind"), kinds);
        let amounts = |row: usize| program.at(&format!("/price_list/rows/{row}/amount_cents"));
        assert_eq!((amounts(0), amounts(1)), (json!(199_500), json!(249_500)));
        assert_eq!(program.header("cache-control"), "public, max-age=300");
    }
}

one_engine! {
    async fn a_figure_has_a_source_or_says_that_it_is_ours(server: TestServer) {
        let program = server.get("/v1/cyber-program").send().await.expect(200).json();
        let mut seen = (0, 0);
        each_sourced(&program, &mut |figure| {
            let provisional = figure["provisional"] == true;
            assert_eq!(figure["source"] == ASSUMPTION, provisional, "{figure}");
            assert_ne!(figure["source"], "");
            if provisional { seen.0 += 1 } else { seen.1 += 1 }
        });
        assert!(seen.0 >= 12 && seen.1 >= 25, "{seen:?}");
    }

    async fn what_was_never_published_is_marked_provisional(server: TestServer) {
        let program = server.get("/v1/cyber-program").send().await.expect(200);
        for pointer in [
            "/refund_terms/0", "/completion_rules/0/live_events_at_least", "/completion_rules/0/all_required",
            "/seats/invoice_holds_seat", "/seats/payment_due_days", "/breakout_groups/target_size",
        ] {
            assert_eq!(program.at(&format!("{pointer}/provisional")), true, "{pointer}");
        }
        for pointer in ["/weeks", "/icma_cm_hours", "/run_with", "/breakout_groups/typical_at_most", "/price_list/rows/0"] {
            assert_eq!(program.at(&format!("{pointer}/provisional")), false, "{pointer}");
        }
    }

    async fn the_terms_are_those_that_a_quote_and_a_cohort_apply(server: TestServer) {
        let program = server.get("/v1/cyber-program").send().await.expect(200);
        let tiers = json!([{ "days_before_at_least": 30, "percent": 100 }, { "days_before_at_least": 14, "percent": 50 }]);
        assert_eq!(program.at("/refund_terms/0/tiers"), tiers);
        assert_eq!(program.at("/completion_rules/0/live_events_at_least/value"), 10);
        assert_eq!(program.at("/price_list"), program.at("/price_lists/0"));
        assert_eq!(program.at("/price_list/rows/0/saving_cents"), 50_000);
        assert_eq!(program.at("/price_list/rows/1/labels"), json!(["Retail", "Non-members"]));
        let members: Vec<Value> = program.at("/member_tests").as_array().unwrap().iter()
            .filter(|test| test["price_row"] == "member")
            .map(|test| test["membership_standing"].clone())
            .collect();
        assert_eq!(members, ["active", "grace", "life", "student", "honorary"]);
    }

    async fn only_the_associations_own_credential_has_a_number(server: TestServer) {
        let statements = server.get("/v1/cyber-program").send().await.expect(200).at("/statements");
        let statements = statements.as_array().unwrap();
        let hours: Vec<(Value, Value)> =
            statements.iter().map(|one| (one["credential"].clone(), one["icma_cm_hours"].clone())).collect();
        let none = Value::Null;
        let expected = [
            (none.clone(), json!(48)), (json!("shrm"), none.clone()), (json!("pmi"), none.clone()), (json!("cissp"), none),
        ];
        assert_eq!(hours, expected);
        for other in &statements[1..] {
            assert!(!other["text"].as_str().unwrap().contains(char::is_numeric), "{other}");
        }
    }

    async fn nobody_sees_reflections_and_nobody_can_be_asked_for_one(server: TestServer) {
        let kinds = server.get("/v1/cyber-program").send().await.expect(200).at("/activity_kinds");
        let reflect = kinds.as_array().unwrap().iter().find(|kind| kind["kind"] == "reflect").unwrap();
        assert_eq!((&reflect["seen_by"], &reflect["can_be_required"]), (&json!("Only the author."), &json!(false)));
    }

    async fn an_unchanged_description_is_not_sent_twice(server: TestServer) {
        let tag = server.get("/v1/cyber-program").send().await.expect(200).tag();
        server.get("/v1/cyber-program").header("if-none-match", &tag).send().await.expect(304);
    }
}

//! `GET /v1/cyber-program/templates`: what the weeks of a cohort hold before it has dates.

use serde_json::{Value, json};

use crate::support::{TestServer, both_engines, one_engine};

async fn activities(server: &TestServer) -> Vec<Value> {
    let page = server.get("/v1/cyber-program/templates").send().await.expect(200);
    page.at("/data/0/activities").as_array().unwrap().clone()
}

both_engines! {
    async fn anybody_reads_the_template_that_cohorts_start_from(server: TestServer) {
        let page = server.get("/v1/cyber-program/templates").send().await.expect(200);
        assert_eq!((page.at("/data/0/version"), page.at("/data/0/weeks")), (json!("2026-1"), json!(12)));
        assert_eq!(page.at("/page"), json!({ "limit": 100, "has_more": false, "next": null }));
    }
}

one_engine! {
    async fn a_meeting_a_summary_and_a_live_event_stand_in_every_week_and_are_published(server: TestServer) {
        for kind in ["breakout_meeting", "breakout_summary", "live_event"] {
            let of_kind: Vec<Value> = activities(&server).await.into_iter().filter(|one| one["kind"] == kind).collect();
            assert_eq!(of_kind.len(), 1, "{kind}");
            assert_eq!(of_kind[0]["weeks"], json!((1..=12).collect::<Vec<_>>()));
            assert_eq!(of_kind[0]["provisional"], false);
        }
    }

    async fn every_kind_has_its_place_and_a_code_of_its_own(server: TestServer) {
        let all = activities(&server).await;
        let mut kinds: Vec<&str> = all.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        let mut codes: Vec<&str> = all.iter().map(|one| one["code"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!((kinds.len(), codes.len()), (9, all.len()));
    }

    async fn surveys_are_occasional_and_nobody_is_required_to_reflect(server: TestServer) {
        for one in activities(&server).await {
            match one["kind"].as_str().unwrap() {
                "survey" => assert_eq!(one["weeks"], json!([1, 6, 12])),
                "reflect" | "breakout_summary" => assert_eq!(one["required"], false, "{one}"),
                _ => {}
            }
            assert!((1..=7).contains(&one["due_day"].as_i64().unwrap()));
        }
    }
}

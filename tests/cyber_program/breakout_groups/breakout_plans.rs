//! `POST /v1/cyber-program/breakout-plans`: the planner of RULES 4; "typically 10-12" warns and does not refuse.

use serde_json::{Value, json};

use crate::cyber_program::plan;
use crate::support::{TestServer, both_engines, one_engine};

fn sizes(plan: &Value) -> Vec<i64> {
    plan.as_array().unwrap().iter().map(|size| size.as_i64().unwrap()).collect()
}

/// The planner as RULES 4 has it: the number of groups whose mean is nearest to 11, the smaller on a tie.
fn expected(count: i64) -> Vec<i64> {
    // |count/k - 11| < |count/best - 11|, without fractions.
    let nearer = |k: i64, best: i64| (count - 11 * k).abs() * best < (count - 11 * best).abs() * k;
    let groups = (2..=count).fold(1, |best, k| if nearer(k, best) { k } else { best });
    (0..groups).map(|group| count / groups + i64::from(group < count % groups)).collect()
}

both_engines! {
    async fn a_cohort_of_24_is_two_groups_of_twelve(server: TestServer) {
        let answer = plan(&server, 24).await.expect(200);
        assert_eq!((answer.at("/participant_count"), answer.at("/group_sizes")), (json!(24), json!([12, 12])));
        assert_eq!((answer.at("/within_typical_range"), answer.at("/warning")), (json!(true), Value::Null));
        assert_eq!(answer.at("/explanation/0/clause"), "cyber_program.breakouts.typical");
        assert_eq!(answer.at("/explanation/1/clause"), "cyber_program.breakouts.planner");
        assert_eq!(answer.at("/explanation/1/source"), "default of this software; the association has published no figure");
    }
}

one_engine! {
    async fn every_number_that_groups_of_10_to_12_can_hold_gets_only_these(server: TestServer) {
        for count in 1..=500 {
            let answer = plan(&server, count).await.expect(200);
            let sizes = sizes(&answer.at("/group_sizes"));
            let feasible = (1..=count).any(|groups| 10 * groups <= count && count <= 12 * groups);
            let typical = sizes.iter().all(|size| (10..=12).contains(size));
            assert_eq!(typical, feasible, "{count}: {sizes:?}");
            assert_eq!(answer.at("/within_typical_range"), feasible, "{count}");
            assert_eq!(answer.at("/warning").is_string(), !feasible, "{count}");
            assert_eq!(sizes, expected(count), "{count}");
        }
    }

    async fn what_10_to_12_cannot_hold_gets_the_nearest_sizes_and_a_warning(server: TestServer) {
        for (count, sizes) in [
            (1, json!([1])),
            (9, json!([9])),
            (13, json!([13])),
            (14, json!([14])),
            (15, json!([8, 7])),
            (19, json!([10, 9])),
            (25, json!([13, 12])),
            (28, json!([10, 9, 9])),
            (37, json!([13, 12, 12])),
            (39, json!([10, 10, 10, 9])),
            (49, json!([10, 10, 10, 10, 9])),
        ] {
            let answer = plan(&server, count).await.expect(200);
            assert_eq!(answer.at("/group_sizes"), sizes);
            assert_eq!(answer.at("/within_typical_range"), false, "{count}");
            let warning = format!("{count} participants cannot be split into groups of 10 to 12; these sizes are the nearest");
            assert_eq!(answer.at("/warning"), warning);
        }
    }

    async fn ten_thousand_are_planned_and_one_more_is_too_many(server: TestServer) {
        let sizes = sizes(&plan(&server, 10_000).await.expect(200).at("/group_sizes"));
        assert_eq!((sizes.len(), sizes.iter().sum::<i64>()), (909, 10_000));
        let answer = plan(&server, 10_001).await.expect_problem(409, "too-many-to-group");
        assert_eq!(answer.at("/rule/clause"), "cyber_program.breakouts.planner");
        let facts = json!([
            { "name": "participant_count", "value": "10001" }, { "name": "participants_at_most", "value": "10000" },
        ]);
        assert_eq!(answer.at("/rule/facts"), facts);
    }

    async fn a_number_of_people_is_whole_and_above_none(server: TestServer) {
        for count in [0, -1, 100_001, i64::MAX] {
            let answer = plan(&server, count).await.expect_problem(422, "invalid-body");
            assert_eq!(answer.violations(), [("/participant_count".to_owned(), "out_of_range".to_owned())]);
        }
        for count in [json!("24"), json!(24.5), json!(null), json!([24]), json!(true)] {
            let body = json!({ "participant_count": count });
            let answer = server.post("/v1/cyber-program/breakout-plans").json(&body).send().await;
            assert_eq!(answer.expect_problem(422, "invalid-body").violations()[0].1, "wrong_type", "{count}");
        }
        let none = server.post("/v1/cyber-program/breakout-plans").json(&json!({})).send().await;
        assert_eq!(none.expect_problem(422, "invalid-body").violations()[0].1, "required");
    }
}

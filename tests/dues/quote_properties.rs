//! Properties of every price, over random salaries, dates and communities.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use super::{installments, quote, total, with};
use crate::support::property::holds;
use crate::support::{TestServer, one_engine};

/// Salaries around everything that matters: small, at the caps, large.
fn salary() -> impl Strategy<Value = i64> + Clone + 'static {
    prop_oneof![1_i64..20_000, 1_i64..30_000_000, 17_400_000_i64..18_500_000, Just(100_000_000_000)]
}

/// A date on either side of the switch, and a community that may be small.
fn circumstances() -> impl Strategy<Value = Value> + 'static {
    let date = prop_oneof![Just("2022-09-30"), Just("2022-10-01"), Just("2019-02-28"), Just("2030-12-31")];
    let community = (prop::option::of(0_i64..15_000), prop::option::of(0_i64..1_600_000_000));
    (date, community).prop_map(|(date, (population, budget))| {
        let known = json!({ "population": population, "general_fund_budget_cents": budget });
        with(json!({ "category": "full", "priced_on": date }), known)
    })
}

fn paid(body: &Value, salary: i64) -> Value {
    with(body.clone(), json!({ "annual_salary_cents": salary }))
}

one_engine! {
    async fn no_price_is_above_its_cap_or_off_the_exact_product_by_a_cent(server: TestServer) {
        holds(96, (circumstances(), salary()), move |(body, salary)| {
            let server = server.clone();
            async move {
                let answer = quote(&server, &paid(&body, salary)).await.expect(200);
                let cents = answer.at("/total_cents").as_i64().unwrap_or(-1);
                let (rate, cap) = expected_rate(&body);
                let exact = i128::from(salary) * rate;
                let capped = exact > i128::from(cap) * 1_000_000;
                prop_assert_eq!(answer.at("/capped"), capped);
                let off = (i128::from(cents) * 1_000_000 - exact).abs();
                prop_assert!(if capped { cents == cap } else { off <= 500_000 && cents <= cap }, "{cents} for {salary}");
                Ok(())
            }
        })
        .await;
    }

    async fn whoever_earns_more_never_pays_less(server: TestServer) {
        holds(48, (circumstances(), salary(), salary()), move |(body, one, two)| {
            let server = server.clone();
            async move {
                let less = total(&server, &paid(&body, one.min(two))).await;
                let more = total(&server, &paid(&body, one.max(two))).await;
                prop_assert!(less <= more);
                Ok::<(), TestCaseError>(())
            }
        })
        .await;
    }

    async fn a_small_community_never_pays_more_than_any_other(server: TestServer) {
        holds(48, salary(), move |salary| {
            let server = server.clone();
            async move {
                prop_assert!(total(&server, &super::small(salary)).await <= total(&server, &super::full(salary)).await);
                Ok::<(), TestCaseError>(())
            }
        })
        .await;
    }

    async fn installments_and_lines_sum_to_the_total_and_differ_by_a_cent_at_most(server: TestServer) {
        holds(64, (circumstances(), salary(), 1_i64..=4), move |(body, salary, count)| {
            let server = server.clone();
            async move {
                let asked = with(paid(&body, salary), json!({ "renewal": true, "installments": count }));
                let answer = quote(&server, &asked).await.expect(200);
                let amounts: Vec<i64> = installments(&answer).into_iter().map(|(_, cents)| cents).collect();
                prop_assert_eq!(amounts.len() as i64, count);
                prop_assert_eq!(json!(amounts.iter().sum::<i64>()), answer.at("/total_cents"));
                prop_assert!(amounts.is_sorted_by(|one, next| one >= next) && amounts[0] - amounts[amounts.len() - 1] <= 1);
                let lines = answer.at("/lines");
                let sum: i64 = lines.as_array().into_iter().flatten().filter_map(|line| line["amount_cents"].as_i64()).sum();
                prop_assert_eq!(json!(sum), answer.at("/total_cents"));
                Ok(())
            }
        })
        .await;
    }
}

/// Millionths of the salary and the cap in cents, from the rules' own table.
fn expected_rate(body: &Value) -> (i128, i64) {
    let at_most = |name: &str, limit: i64| body[name].as_i64().is_some_and(|known| known <= limit);
    let small = at_most("population", 7_500) && at_most("general_fund_budget_cents", 780_000_000);
    match body["priced_on"].as_str() {
        Some(date) if date < "2022-10-01" => (8_000, 140_000),
        _ if small => (5_200, 94_000),
        _ => (6_500, 120_000),
    }
}

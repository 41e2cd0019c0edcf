//! `GET /v1/life-membership/service-awards`: another clock, and no member passed over.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::past::{born, day, id_of, membership, on_record, works};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn awards(server: &TestServer, query: &str) -> Answer {
    server.get(&format!("/v1/life-membership/service-awards{query}")).as_(Role::Staff).send().await
}

/// A Full member since a day, at work since another.
async fn serving(server: &TestServer, joined: &str, kind: &str, since: &str) -> Person {
    let member = server.new_member().await;
    membership(server, &member, &[(Category::Full, day(joined), day("2026-01-01"))]).await;
    works(server, &member, kind, "full_time", since, None).await;
    member
}

fn award_of<'a>(page: &'a Value, member: &Person) -> &'a Value {
    let data = page["data"].as_array().expect("a list");
    data.iter().find(|one| one["member_id"] == id_of(member).to_string()).unwrap_or(&Value::Null)
}

both_engines! {
    async fn ten_and_twenty_years_and_then_every_five_are_milestones(server: TestServer) {
        for (since, milestone) in [
            ("2015-06-01", json!(10)), ("2005-06-01", json!(20)), ("2000-06-01", json!(25)), ("1995-06-01", json!(30)),
            ("2010-06-01", Value::Null), ("2016-06-01", Value::Null),
        ] {
            let member = serving(&server, "2010-01-01", "city_or_county", since).await;
            let page = awards(&server, "?year=2025").await.expect(200).json();
            let award = award_of(&page, &member);
            assert_eq!((&award["award_years"], &award["milestone_years"]), (&milestone, &milestone), "{since}");
        }
    }

    async fn whoever_serves_now_is_taken_to_serve_until_31_december(server: TestServer) {
        let last = serving(&server, "2010-01-01", "city_or_county", "2016-01-01").await;
        let next = serving(&server, "2010-01-01", "city_or_county", "2016-01-02").await;
        let (this, then) = (awards(&server, "?year=2025").await.expect(200).json(), awards(&server, "?year=2026").await.expect(200).json());
        assert_eq!((&award_of(&this, &last)["award_years"], award_of(&this, &next)), (&json!(10), &Value::Null));
        assert_eq!((award_of(&then, &last), &award_of(&then, &next)["award_years"]), (&Value::Null, &json!(10)));
    }

    async fn special_districts_and_service_before_joining_count_here_and_not_toward_life(server: TestServer) {
        let member = serving(&server, "2015-01-01", "special_district", "2005-06-01").await;
        born(&server, &member, "1960-05-01").await;
        let page = awards(&server, "?year=2025").await.expect(200).json();
        assert_eq!(award_of(&page, &member)["award_years"], 20);
        let life = on_record(&server, &member, None).await.expect(200);
        assert_eq!(life.at("/assessment/qualifying_service"), json!({ "years": 0, "days": 0 }));
    }

    async fn a_milestone_without_its_conditions_is_listed_with_the_clause_that_is_missing(server: TestServer) {
        let newcomer = serving(&server, "2022-01-01", "city_or_county", "2005-06-01").await;
        let page = awards(&server, "?year=2025").await.expect(200).json();
        let award = award_of(&page, &newcomer);
        assert_eq!((&award["milestone_years"], &award["award_years"]), (&json!(20), &Value::Null));
        let unmet: Vec<_> = award["clauses"].as_array().unwrap().iter().filter(|one| one["met"] == false).collect();
        assert_eq!((unmet.len(), &unmet[0]["code"]), (1, &json!("awards.membership")));
        server.set_clock("2026-02-01T12:00:00Z");
        let page = awards(&server, "?year=2025").await.expect(200).json();
        let codes: Vec<_> = award_of(&page, &newcomer)["clauses"].as_array().unwrap().iter().filter(|one| one["met"] == false).map(|one| one["code"].clone()).collect();
        assert_eq!(codes, ["awards.membership", "awards.dues"].map(Value::from), "grace is not paid for");
    }

    async fn walking_the_pages_passes_nobody_over(server: TestServer) {
        let mut due = Vec::new();
        for place in 0..7 {
            let since = if place % 3 == 0 { "2015-06-01" } else { "2012-06-01" };
            let member = serving(&server, "2010-01-01", "city_or_county", since).await;
            due.extend((place % 3 == 0).then(|| id_of(&member).to_string()));
        }
        let (mut found, mut query, mut empty) = (Vec::new(), "?year=2025&limit=1".to_owned(), 0);
        loop {
            let page = awards(&server, &query).await.expect(200);
            let data = page.at("/data");
            empty += usize::from(data == json!([]) && page.at("/page/has_more") == true);
            found.extend(data.as_array().unwrap().iter().map(|one| one["member_id"].as_str().unwrap().to_owned()));
            match page.at("/page/next").as_str() {
                Some(next) => query = format!("?year=2025&limit=1&after={next}"),
                None => break,
            }
        }
        assert_eq!(found, due);
        assert!(empty > 0, "a page may be empty while more follow");
    }

    async fn a_cursor_of_one_year_is_not_one_of_another(server: TestServer) {
        for _ in 0..2 {
            serving(&server, "2010-01-01", "city_or_county", "2015-06-01").await;
        }
        let next = awards(&server, "?limit=1").await.expect(200).text_at("/page/next");
        awards(&server, &format!("?limit=1&after={next}")).await.expect(200);
        awards(&server, &format!("?limit=1&year=2026&after={next}")).await.expect_problem(400, "invalid-parameter");
        for query in ["?year=1899", "?year=2200", "?year=soon", "?limit=0"] {
            awards(&server, query).await.expect_problem(422, "invalid-query");
        }
    }

    async fn the_list_is_for_staff(server: TestServer) {
        for (role, status) in [(Role::Staff, 200), (Role::Admin, 200), (Role::Board, 403), (Role::Finance, 403), (Role::Member, 403)] {
            let answer = server.get("/v1/life-membership/service-awards").as_(role).send().await.expect(status);
            assert!(!answer.text().contains("salary"), "{role}");
        }
    }
}

//! `GET /v1/members/{member_id}/entitlements`: the categories and standings that differ.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::past::{day, id_of, membership, works};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn entitlements(server: &TestServer, member: &Person, role: Role) -> Answer {
    server.get(&format!("/v1/members/{}/entitlements", id_of(member))).as_(role).send().await
}

/// Granted or not: vote, dues, conference, website, print, credential.
fn granted(answer: &Answer) -> [Value; 6] {
    ["vote", "dues_waived", "conference_rate", "web_content", "print_magazine", "credential"]
        .map(|name| answer.at(&format!("/{name}/granted")))
}

both_engines! {
    async fn each_category_has_its_own_and_every_benefit_names_its_clause(server: TestServer) {
        let (yes, no) = (json!(true), json!(false));
        for (category, expected, class) in [
            (Category::Full, [&yes, &no, &yes, &yes, &no, &yes], "member"),
            (Category::Life, [&yes, &yes, &yes, &yes, &yes, &yes], "life_member"),
            (Category::FullNotInService, [&yes, &no, &yes, &yes, &no, &yes], "member"),
            (Category::AffiliateStaff, [&no, &no, &yes, &yes, &no, &no], "member"),
        ] {
            let member = server.new_member().await;
            membership(&server, &member, &[(category, day("2024-01-01"), day("2026-01-01"))]).await;
            let answer = entitlements(&server, &member, Role::Staff).await.expect(200);
            assert_eq!(granted(&answer).each_ref(), expected, "{category}");
            assert_eq!(answer.at("/conference_rate/class"), class, "{category}");
            for name in ["vote", "dues_waived", "conference_rate", "web_content", "print_magazine", "credential"] {
                assert!(!answer.text_at(&format!("/{name}/explanation/0/source")).is_empty(), "{category} {name}");
            }
        }
    }

    async fn whoever_was_a_full_member_keeps_the_vote_when_not_in_service(server: TestServer) {
        let member = server.new_member().await;
        let terms = [
            (Category::Full, day("2020-01-01"), day("2024-01-01")),
            (Category::FullNotInService, day("2024-01-01"), day("2026-01-01")),
        ];
        membership(&server, &member, &terms).await;
        assert_eq!(entitlements(&server, &member, Role::Staff).await.expect(200).at("/vote/granted"), true);
    }

    async fn an_affiliate_votes_with_five_years_of_membership_and_service_and_a_position_now(server: TestServer) {
        let affiliate = async |joined: &str, serves_since: &str| {
            let member = server.new_member().await;
            membership(&server, &member, &[(Category::AffiliateDepartmentHead, day(joined), day("2026-01-01"))]).await;
            works(&server, &member, "city_or_county", "full_time", serves_since, None).await;
            entitlements(&server, &member, Role::Staff).await.expect(200).at("/vote/granted")
        };
        assert_eq!(affiliate("2020-03-01", "2020-03-01").await, true);
        assert_eq!(affiliate("2020-03-02", "2020-03-01").await, false);
        assert_eq!(affiliate("2020-03-01", "2020-03-02").await, false);
    }

    async fn benefits_stay_in_grace_and_end_with_the_membership(server: TestServer) {
        let member = server.new_member().await;
        server.set_clock("2026-03-01T12:00:00Z");
        let grace = entitlements(&server, &member, Role::Staff).await.expect(200);
        assert_eq!((grace.at("/standing"), grace.at("/web_content/granted")), (json!("grace"), json!(true)));
        server.set_clock("2026-03-03T12:00:00Z");
        let lapsed = entitlements(&server, &member, Role::Staff).await.expect(200);
        assert_eq!((lapsed.at("/standing"), lapsed.at("/conference_rate/class")), (json!("lapsed"), json!("non_member")));
        assert_eq!(granted(&lapsed), [false; 6].map(Value::from));
    }

    async fn they_are_read_by_whoever_reads_the_record_and_nobody_else(server: TestServer) {
        let member = server.new_member().await;
        for role in [Role::Staff, Role::Finance, Role::Admin] {
            entitlements(&server, &member, role).await.expect(200);
        }
        for role in [Role::Member, Role::Board] {
            entitlements(&server, &member, role).await.expect_problem(404, "not-found");
        }
    }
}

//! Mentors: named by staff, of the faculty, gone at once.

use serde_json::json;

use crate::cyber_program::seating::{COHORTS, cohort};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn only_somebody_of_the_faculty_mentors_a_cohort_and_anybody_reads_who_does(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let name = |account: String| server.post(&format!("{at}/mentors")).as_(Role::Staff).json(&json!({ "account_id": account }));
        let (faculty, other) = (server.person(Role::Faculty), server.new_account().await);
        name(other.account_id.to_string()).send().await.expect_problem(409, "mentor-not-faculty");
        name("01900000-0000-7000-8000-00000000ffff".into()).send().await.expect_problem(409, "unknown-account");
        for _ in 0..2 {
            let named = name(faculty.account_id.to_string()).send().await.expect(200);
            assert_eq!(named.at("/mentors").as_array().map(Vec::len), Some(1));
        }
        let listed = server.get(COHORTS).send().await.expect(200);
        assert_eq!(listed.at("/data/0/mentors/0"), json!({ "account_id": faculty.account_id, "given_name": "Robin", "family_name": "faculty" }));
    }

    async fn a_mentor_is_one_until_staff_end_it(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let faculty = server.person(Role::Faculty);
        let mentors = format!("{at}/mentors");
        server.post(&mentors).as_(Role::Staff).json(&json!({ "account_id": faculty.account_id })).send().await.expect(200);
        let end = || server.delete(&format!("{mentors}/{}", faculty.account_id));
        end().as_(Role::Faculty).send().await.expect(403);
        end().as_(Role::Staff).send().await.expect(204);
        assert_eq!(server.get(&at).send().await.expect(200).at("/mentors"), json!([]));
        end().as_(Role::Staff).send().await.expect(404);
    }
}

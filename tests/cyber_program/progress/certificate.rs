//! The certificate: for whoever has completed the program, the same until the name changes.

use serde_json::json;

use super::completion::{last_mark, nearly_done};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn the_certificate_is_a_pdf_with_the_name_for_whoever_completed_the_program(server: TestServer) {
        let program = nearly_done(&server, 2).await;
        let at = program.sheet(0, "certificate");
        server.get(&at).as_(program.person(0)).send().await.expect_problem(409, "program-not-completed");
        last_mark(&server, &program, 0).await;
        let made = server.get(&at).as_(program.person(0)).header("accept", "application/pdf").send().await.expect(200);
        assert_eq!(made.header("content-type"), "application/pdf");
        assert!(made.bytes().starts_with(b"%PDF-"), "{:?}", &made.bytes()[..8]);
        assert!(made.text().contains("Certificate of Completion: Robin Person2"), "no name in {}", made.text());
        server.set_clock("2031-01-01T12:00:00Z");
        let again = server.get(&at).as_(Role::Staff).send().await.expect(200);
        assert_eq!((again.bytes(), again.tag()), (made.bytes(), made.tag()));
        server.get(&at).as_(Role::Admin).header("if-none-match", made.tag()).send().await.expect(304);
        for accept in ["application/json", "text/html", "image/png;q=0.5"] {
            let served = server.get(&at).as_(Role::Staff).header("accept", accept).send().await.expect(200);
            assert_eq!(served.tag(), again.tag(), "{accept}");
        }
        for person in [&program.mentor, program.person(1)] {
            server.get(&at).as_(person).send().await.expect_problem(404, "not-found");
        }
        server.get(&at).as_(Role::Finance).send().await.expect_problem(404, "not-found");
    }
    async fn the_progress_says_which_characters_of_the_name_the_certificate_cannot_print(server: TestServer) {
        let program = nearly_done(&server, 1).await;
        last_mark(&server, &program, 0).await;
        let named = async |family: &str| {
            let body = json!({ "family_name": family });
            server.patch("/v1/accounts/me").as_(program.person(0)).if_match("*").json(&body).send().await.expect(200);
            let progress = server.get(&program.sheet(0, "progress")).as_(Role::Staff).send().await.expect(200);
            let certificate = server.get(&program.sheet(0, "certificate")).as_(Role::Staff).send().await.expect(200);
            (progress.at("/certificate_name"), certificate.tag())
        };
        let (printable, first) = named("王小明 الخوارزمي").await;
        assert_eq!(printable, json!({ "printed_name": "Robin 王小明 الخوارزمي", "printable": true, "missing_characters": [] }));
        let (unprintable, second) = named("𠮷田𠮷").await;
        assert_eq!(unprintable, json!({ "printed_name": "Robin 𠮷田𠮷", "printable": false, "missing_characters": ["𠮷"] }));
        assert_ne!(first, second, "the file follows the name, and so does its tag");
        let printed = json!({ "printed_name": "Robin Yoshida" });
        server.patch("/v1/accounts/me").as_(program.person(0)).if_match("*").json(&printed).send().await.expect(200);
        let progress = server.get(&program.sheet(0, "progress")).as_(Role::Staff).send().await.expect(200);
        let told = json!({ "printed_name": "Robin Yoshida", "printable": true, "missing_characters": [] });
        assert_eq!(progress.at("/certificate_name"), told);
        let certificate = server.get(&program.sheet(0, "certificate")).as_(Role::Staff).send().await.expect(200);
        assert!(certificate.text().contains("Robin Yoshida") && certificate.tag() != second);
    }
}

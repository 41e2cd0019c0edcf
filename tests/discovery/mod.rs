//! What the contract says of itself.

use serde_json::Value;

use crate::support::contract::Contract;
use crate::support::{TestServer, one_engine};
use guildhall::config::Environment;

one_engine! {
    async fn the_changelog_tells_the_latest_release_first(server: TestServer) {
        let changelog = server.get("/v1/changelog").send().await.expect(200);
        let document = server.get("/openapi.json").send().await.expect(200);
        assert_eq!(changelog.at("/data/0/version"), document.at("/info/version"));
        let ids: Vec<Value> = Contract::of(true).document().operations().map(|one| one.id.as_str().into()).collect();
        for change in changelog.at("/data/0/changes").as_array().expect("changes") {
            for id in change["operations"].as_array().expect("operations") {
                assert!(ids.contains(id), "{id} is no operation");
            }
        }
        let tag = changelog.tag();
        server.get("/v1/changelog").header("if-none-match", &tag).send().await.expect(304);
    }

    async fn conformance_lists_each_answer_of_each_operation_once(server: TestServer) {
        let conformance = server.get("/v1/conformance").send().await.expect(200);
        let operations = conformance.at("/operations");
        let operations = operations.as_array().expect("operations");
        let contract = Contract::of(true);
        assert_eq!(operations.len(), contract.document().operations().count());
        assert_eq!(conformance.at("/operations_documented"), operations.len());
        let answers = || operations.iter().flat_map(|one| one["answers"].as_array().expect("answers"));
        assert_eq!(conformance.at("/answers_documented"), answers().count());
        assert_eq!(conformance.at("/answers_exercised"), answers().filter(|answer| answer["exercised"] == true).count());
        for operation in operations {
            let documented = contract.document().operation(operation["operation_id"].as_str().expect("an id"));
            assert_eq!((&operation["method"], &operation["path"]), (&Value::from(documented.method.as_str()), &Value::from(documented.path.as_str())));
        }
    }

    async fn conformance_speaks_of_the_operations_that_are_served(server: TestServer) {
        let demo = server.replica(|config| config.env = Environment::Demo).await;
        let operations = demo.get("/v1/conformance").send().await.expect(200).at("/operations").to_string();
        assert!(!operations.contains("/v1/sandbox/") && operations.contains("/v1/dues/quotes"));
    }
}

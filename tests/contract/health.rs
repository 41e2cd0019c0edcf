//! `/health`: alive without the database, ready with it.

use crate::support::{TestServer, both_engines};

both_engines! {
    async fn a_running_server_is_alive_and_ready(server: TestServer) {
        let answer = server.get("/health/live").send().await.expect(200);
        assert_eq!(answer.at("/status"), "ok");
        server.get("/health/ready").send().await.expect(200);
    }
}

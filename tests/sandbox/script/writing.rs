//! What participants of a cohort under way write: a thread, a post for fewer, a reflection, a survey and an answer.

use serde_json::{Value, json};

use super::Player;

const AT: &str = "/v1/cyber-program";

pub(super) async fn write(player: &mut Player<'_>, cohort: &str) {
    let posts = format!("{cohort}/posts");
    let question = json!({ "activity": "w01-discuss_cohort", "body": "Which systems may not stop?" });
    let question = player.post("alex", &posts, question).await;
    let answer = json!({ "activity": "w01-discuss_cohort", "body": "The pumps.", "parent_id": question["id"] });
    player.post("faculty", &posts, answer).await;
    player.get("grace", &posts).await;
    let narrower = json!({ "audience": "author_alone" });
    player.change("alex", "PATCH", &address("posts", &question), Some(narrower)).await;
    reflect(player, cohort).await;
    survey(player, cohort).await;
}

async fn reflect(player: &mut Player<'_>, cohort: &str) {
    let reflections = format!("{cohort}/reflections");
    let thought = json!({ "activity": "w01-reflect", "body": "I decide too fast." });
    let kept = player.post("alex", &reflections, thought.clone()).await;
    player.change("alex", "PATCH", &address("reflections", &kept), Some(json!({ "body": "I listen first." }))).await;
    let dropped = player.post("alex", &reflections, thought).await;
    player.change("alex", "DELETE", &address("reflections", &dropped), None).await;
    player.get("alex", &reflections).await;
}

async fn survey(player: &mut Player<'_>, cohort: &str) {
    let choices = json!([{ "code": "right", "label": "Just right" }, { "code": "fast", "label": "Too fast" }]);
    let questions = json!([{ "code": "pace", "text": "How is the pace?", "choices": choices }]);
    let survey = json!({ "activity": "w01-survey", "questions": questions });
    let survey = player.post("faculty", &format!("{cohort}/surveys"), survey).await;
    let answer = json!({ "answers": [{ "question": "pace", "choice": "right" }] });
    player.post("alex", &format!("{}/answer", address("surveys", &survey)), answer).await;
}

fn address(noun: &str, made: &Value) -> String {
    format!("{AT}/{noun}/{}", made["id"].as_str().expect("an id"))
}

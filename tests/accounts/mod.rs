//! What the slice `accounts` promises: registration, sessions, passwords, roles. PROMISES B5, C1 to C8.

mod address_changes;
mod administration;
mod guessing;
mod me;
mod password_changes;
mod password_resets;
mod passwords;
mod refreshes;
mod registrations;
mod second_factor;
mod secrecy;
mod sessions;
mod sign_in;
mod tokens;

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use guildhall::gateways::mail::Letter;
use guildhall_persistence::PageRequest;
use guildhall_persistence::outbox::{self, MessageFilter, MessageSort};
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestServer};

/// A password that every rule lets pass.
const GOOD: &str = "mossy lantern drifts upstream";
/// Another one.
const BETTER: &str = "seven kettles argue quietly";

/// A key that no other request has.
fn key() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    format!("key-{}", MADE.fetch_add(1, Ordering::Relaxed))
}

/// Lets time pass.
fn pass(server: &TestServer, time: TimeDelta) {
    server.clock().set(server.clock().now() + time);
}

fn registration(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password, "given_name": "Ana", "family_name": "Ruiz" })
}

/// Registers, a second later than anything before.
async fn register(server: &TestServer, email: &str, password: &str) -> Answer {
    pass(server, TimeDelta::seconds(1));
    let body = registration(email, password);
    server.post("/v1/accounts/registrations").key(&key()).json(&body).send().await
}

/// Asks for a reset, a second later than anything before.
async fn request_reset(server: &TestServer, email: &str) -> Answer {
    pass(server, TimeDelta::seconds(1));
    let body = json!({ "email": email });
    server.post("/v1/accounts/password-reset-requests").key(&key()).json(&body).send().await
}

async fn confirm(server: &TestServer, token: &str, password: &str) -> Answer {
    server.post("/v1/accounts/confirmations").json(&json!({ "token": token, "password": password })).send().await
}

async fn reset(server: &TestServer, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "new_password": password });
    server.post("/v1/accounts/password-resets").json(&body).send().await
}

async fn sign_in(server: &TestServer, email: &str, password: &str) -> Answer {
    server.post("/v1/accounts/sessions").json(&json!({ "email": email, "password": password })).send().await
}

async fn refresh(server: &TestServer, token: &str) -> Answer {
    server.post("/v1/accounts/refreshes").json(&json!({ "refresh_token": token })).send().await
}

/// Whether an access token is good for anything.
async fn works(server: &TestServer, access: &str) -> bool {
    let answer = server.get("/v1/accounts/me").as_(access).send().await;
    assert!([200, 401].contains(&answer.status()), "{answer:?}");
    answer.status() == 200
}

/// The letters written to an address, the earliest first.
/// Every letter that waits for an address, the earliest first.
pub async fn letters(server: &TestServer, to: &str) -> Vec<Letter> {
    let page = PageRequest::first(100, MessageSort::Oldest);
    let messages = outbox::list_messages(server.db(), &MessageFilter::default(), page).await.unwrap();
    let letters = messages.items.into_iter().filter(|message| message.kind == "letter");
    let letters = letters.map(|message| serde_json::from_value::<Letter>(message.payload).unwrap());
    letters.filter(|letter| letter.to == to).collect()
}

/// The token in the latest letter to an address.
async fn token_for(server: &TestServer, to: &str) -> String {
    let letters = letters(server, to).await;
    token_in(letters.last().unwrap_or_else(|| panic!("no letter to {to}")))
}

/// The tokens in the letters to an address, the earliest first.
async fn tokens_for(server: &TestServer, to: &str) -> Vec<String> {
    letters(server, to).await.iter().map(token_in).collect()
}

fn token_in(letter: &Letter) -> String {
    let token = letter.text.lines().find_map(|line| line.strip_prefix("token: "));
    token.unwrap_or_else(|| panic!("no token: {}", letter.text)).to_owned()
}

/// Somebody signed in.
struct SignedIn {
    access: String,
    refresh: String,
    path: String,
}

impl SignedIn {
    fn of(answer: &Answer) -> SignedIn {
        SignedIn {
            access: answer.text_at("/tokens/access_token"),
            refresh: answer.text_at("/tokens/refresh_token"),
            path: format!("/v1/accounts/sessions/{}", answer.text_at("/id")),
        }
    }
}

/// Signs one of the harness's people in.
async fn enter(server: &TestServer, person: &Person) -> SignedIn {
    SignedIn::of(&sign_in(server, &person.email, crate::support::people::PASSWORD).await.expect(201))
}

/// Registers, confirms and signs in.
async fn join(server: &TestServer, email: &str) -> SignedIn {
    register(server, email, GOOD).await.expect(202);
    confirm(server, &token_for(server, email).await, GOOD).await.expect(200);
    SignedIn::of(&sign_in(server, email, GOOD).await.expect(201))
}

//! Who is billed: nobody has an organization billed by a word of their own (fault A5).

use serde_json::{Value, json};

use super::invoice;
use crate::members::{apply, joining};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

/// A city that nobody represents yet; its id.
async fn city(server: &TestServer) -> Value {
    let city = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
    server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).at("/id")
}

async fn represent(server: &TestServer, city: &Value, person: &Person) {
    let at = format!("/v1/organizations/{}/representatives", city.as_str().expect("an id"));
    let body = json!({ "account_id": person.account_id });
    server.post(&at).as_(Role::Staff).json(&body).send().await.expect(201);
}

async fn bill(server: &TestServer, who: &Person, application: &Value, payer: &Value) -> Answer {
    let order = json!({ "application_id": application, "expected_total_cents": 97_500, "bill_to_organization_id": payer, "purchase_order_number": "PO-1" });
    server.post("/v1/billing/invoices").as_(who).key(&format!("{}-{payer}", who.account_id)).json(&order).send().await
}

/// The addresses to which the invoice was sent.
async fn recipients(server: &TestServer) -> Vec<String> {
    use guildhall_persistence::PageRequest;
    use guildhall_persistence::outbox::{MessageFilter, MessageSort, list_messages};
    let page = PageRequest::first(1000, MessageSort::Oldest);
    let messages = list_messages(server.db(), &MessageFilter::default(), page).await.expect("messages").items;
    let invoices = messages
        .iter()
        .filter(|one| one.payload["subject"].as_str().is_some_and(|subject| subject.starts_with("Invoice ")));
    invoices.map(|one| one.payload["to"].as_str().expect("an address").to_owned()).collect()
}

both_engines! {
    async fn nobody_has_an_organization_billed_by_a_word_of_their_own(server: TestServer) {
        let (city, person) = (city(&server).await, server.new_account().await);
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let nobody = json!("01900000-0000-7000-8000-00000000ffff");
        for payer in [&city, &nobody] {
            let refused = bill(&server, &person, &made.at("/id"), payer).await.expect_problem(409, "payer-named-by-staff");
            assert_eq!((refused.at("/errors/0/pointer"), refused.at("/rule/clause")), (json!("/bill_to_organization_id"), json!("organizations.payer")));
        }
        bill(&server, &server.person(Role::Staff), &made.at("/id"), &nobody).await.expect_problem(409, "unknown-organization");
        represent(&server, &city, &person).await;
        let issued = bill(&server, &person, &made.at("/id"), &city).await.expect(201);
        assert_eq!(issued.at("/bill_to_organization_id"), city);
    }

    async fn staff_do_not_have_an_organization_billed_for_something_of_their_own(server: TestServer) {
        let (city, finance) = (city(&server).await, server.person(Role::Finance));
        let made = apply(&server, &finance, &joining(15_000_000)).await.expect(201);
        bill(&server, &finance, &made.at("/id"), &city).await.expect_problem(409, "payer-named-by-staff");
        let own = invoice(&server, &finance, &made.text_at("/id"), 97_500, 1).await.expect(201);
        let change = json!({ "bill_to_organization_id": city });
        let readdress = |who: Role| server.patch(own.header("location")).as_(who).if_match("*").json(&change).send();
        readdress(Role::Finance).await.expect_problem(409, "payer-named-by-staff");
        readdress(Role::Staff).await.expect(200);
        let order = json!({ "purchase_order_number": "PO-9" });
        server.patch(own.header("location")).as_(Role::Finance).if_match("*").json(&order).send().await.expect(200);
    }

    async fn an_invoice_is_sent_to_who_pays_it_and_read_by_them(server: TestServer) {
        let (city, person) = (city(&server).await, server.new_account().await);
        let (first, second) = (server.new_account().await, server.new_account().await);
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        represent(&server, &city, &first).await;
        represent(&server, &city, &second).await;
        let issued = bill(&server, &server.person(Role::Staff), &made.at("/id"), &city).await.expect(201);
        assert_eq!(recipients(&server).await, [first.email.clone(), second.email.clone()]);
        for who in [&first, &second, &person] {
            server.get(issued.header("location")).as_(who).send().await.expect(200);
        }
        let own = format!("/v1/organizations/{}/representatives/{}", city.as_str().expect("an id"), first.account_id);
        server.delete(&own).as_(Role::Staff).send().await.expect(204);
        server.get(issued.header("location")).as_(&first).send().await.expect_problem(404, "not-found");
    }
}

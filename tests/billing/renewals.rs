//! Renewals are invoiced when their window opens, once, whatever runs twice.

use guildhall::members::actions::renewals::issue_renewal_invoices;
use guildhall::members::jobs::send_standing_notices;
use guildhall_persistence::PageRequest;
use guildhall_persistence::outbox::{self, MessageFilter, MessageSort};
use serde_json::json;

use crate::members::joined;
use crate::support::{Person, Role, TestServer, both_engines};

/// How many letters to `person` have a subject that begins so.
async fn letters(server: &TestServer, person: &Person, subject: &str) -> usize {
    let page = PageRequest::first(100, MessageSort::Newest);
    let all = outbox::list_messages(server.db(), &MessageFilter::default(), page).await.unwrap();
    let begins = |text: &serde_json::Value| text.as_str().is_some_and(|text| text.starts_with(subject));
    let to_them = all.items.iter().filter(|message| message.payload["to"] == person.email.as_str());
    to_them.filter(|message| begins(&message.payload["subject"])).count()
}

both_engines! {
    async fn a_renewal_is_invoiced_ninety_days_before_the_end_and_only_once(server: TestServer) {
        let (person, _) = joined(&server).await;
        server.set_clock("2025-11-30T12:00:00Z");
        issue_renewal_invoices(server.app()).await.unwrap();
        let open = async || server.get("/v1/billing/invoices?status=open").as_(&person).send().await.expect(200);
        assert_eq!(open().await.at("/data"), json!([]));
        server.set_clock("2025-12-01T12:00:00Z");
        issue_renewal_invoices(server.app()).await.unwrap();
        assert_eq!(issue_renewal_invoices(server.app()).await.unwrap(), 0);
        let invoices = open().await;
        assert_eq!((invoices.at("/data").as_array().map(Vec::len), invoices.at("/data/0/total_cents")), (Some(1), json!(97_500)));
        let application = format!("/v1/members/applications/{}", invoices.text_at("/data/0/application_id"));
        server.post(&format!("{application}/withdrawal")).as_(&person).send().await.expect(200);
        issue_renewal_invoices(server.app()).await.unwrap();
        assert_eq!(open().await.at("/data"), json!([]), "what the member withdrew is not sent again");
    }

    async fn a_renewal_that_cannot_be_priced_becomes_one_letter(server: TestServer) {
        let member = server.new_member().await;
        server.set_clock("2025-12-01T12:00:00Z");
        issue_renewal_invoices(server.app()).await.unwrap();
        issue_renewal_invoices(server.app()).await.unwrap();
        let invoices = server.get("/v1/billing/invoices").as_(&member).send().await.expect(200);
        assert_eq!(invoices.at("/data"), json!([]));
        assert_eq!(letters(&server, &member, "Your membership can be renewed").await, 1);
    }

    async fn grace_and_lapse_are_told_once_each(server: TestServer) {
        let (person, record) = joined(&server).await;
        for at in ["2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z", "2026-05-01T12:00:00Z", "2026-05-02T12:00:00Z"] {
            server.set_clock(at);
            send_standing_notices(server.app()).await.unwrap();
        }
        let to_the_member = |subject: &'static str| letters(&server, &person, subject);
        assert_eq!(to_the_member("Your membership payment has ended").await, 1);
        assert_eq!(to_the_member("Your membership has lapsed").await, 1);
        let member = server.get(&record).as_(Role::Staff).send().await.expect(200);
        assert_eq!(member.at("/standing"), "lapsed");
    }

    async fn a_jump_past_the_window_invoices_what_was_due_before_it_tells_that_payment_has_ended(server: TestServer) {
        let (person, _) = joined(&server).await;
        server.set_clock("2026-03-01T12:00:00Z");
        for job in guildhall::assembly::jobs() {
            guildhall::worker::job::run(server.app(), job).await.expect("the job runs");
        }
        let open = server.get("/v1/billing/invoices?status=open").as_(&person).send().await.expect(200);
        assert_eq!((open.at("/data").as_array().map(Vec::len), open.at("/data/0/total_cents")), (Some(1), json!(97_500)));
        assert_eq!(letters(&server, &person, "Your membership payment has ended").await, 1);
        server.set_clock("2026-03-02T12:00:00Z");
        assert_eq!(issue_renewal_invoices(server.app()).await.unwrap(), 0);
    }

    async fn who_misses_an_installment_in_grace_is_not_asked_to_renew(server: TestServer) {
        let (person, _) = joined(&server).await;
        server.set_clock("2026-02-01T12:00:00Z");
        let renewal = crate::members::apply(&server, &person, &json!({ "category": "full" })).await.expect(201);
        let issued = crate::billing::invoice(&server, &person, &renewal.text_at("/id"), 97_500, 2).await.expect(201);
        crate::billing::pay(&server, &issued.text_at("/id"), 48_750, "CHK").await.expect(201);
        server.set_clock("2026-08-02T12:00:00Z");
        assert_eq!(issue_renewal_invoices(server.app()).await.unwrap(), 0);
        assert_eq!(letters(&server, &person, "Your membership can be renewed").await, 0);
    }
}

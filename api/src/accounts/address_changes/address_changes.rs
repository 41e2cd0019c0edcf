//! `POST /v1/accounts/address-changes`, and the same for somebody who lost the old mailbox.

use actix_web::web::Path;
use guildhall_domain::ids::AccountId;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use super::asking::{self, Asked};
use crate::accounts::problems::{
    ACCOUNT_AWAITS_CONFIRMATION, ADDRESS_CHANGED_BY_ADMIN, ADDRESS_REFUSED, ADDRESS_UNCHANGED, CURRENT_PASSWORD_NEEDED,
    TOO_MANY_FAILURES, WRONG_CURRENT_PASSWORD,
};
use crate::accounts::registrations::AcknowledgementOut;
use crate::http::answers::{Accepted, Answered};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// The address that is to be one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressChange)]
pub struct AddressChangeIn {
    /// New email address, to which a letter is sent.
    #[schema(format = Email, min_length = 3, max_length = 254, example = "alex.rivera@shelbyville.example")]
    email: String,
    /// The present password; it may be left out in a session that began less than five minutes ago.
    #[schema(value_type = Option<String>, format = Password, min_length = 1, max_length = 1024, nullable = false, example = "mossy lantern drifts upstream")]
    current_password: Option<SecretString>,
}

/// The address that is to be somebody else's, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressChangeForSomebody)]
pub struct AddressChangeForSomebodyIn {
    /// New email address, to which a letter is sent.
    #[schema(format = Email, min_length = 3, max_length = 254, example = "alex.rivera@shelbyville.example")]
    email: String,
    /// Why staff change it.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        example = "Called from the number on record; the mailbox of the former employer is closed.", extensions(("x-text" = json!("lines"))))]
    reason: String,
}

/// Change my email address
///
/// A letter with a token goes to the new address; nothing changes before the token is sent to
/// `/v1/accounts/address-changes/confirmations`. It takes the present password or a session that began less than five
/// minutes ago. The answer is the same when the address has an account: then its owner is told, and nothing changes.
#[utoipa::path(post, path = "/address-changes", tag = "Accounts",
    extensions(("x-refuses" = json!([ADDRESS_REFUSED, ADDRESS_UNCHANGED, CURRENT_PASSWORD_NEEDED, WRONG_CURRENT_PASSWORD, TOO_MANY_FAILURES]))))]
pub async fn create_address_change(
    caller: Caller,
    write: WriteOnce,
    body: Body<AddressChangeIn>,
) -> Result<Answered<Accepted<AcknowledgementOut>>, Problem> {
    let (app, body) = (write.0.app(), body.0);
    asking::check_owner(app, &caller, &body.email, body.current_password.as_ref()).await?;
    let asked = Asked {
        account_id: caller.account_id,
        email: body.email,
        by: caller.account_id,
        session_id: Some(caller.session_id),
        reason: None,
    };
    ask(write, asked).await
}

/// Change the email address of somebody who lost the old mailbox
///
/// Staff do it for somebody else, with a reason. The new mailbox proves itself as in a change of one's own, and the old
/// one is told and can take it back. Of an account with granted roles, only an administrator changes the address.
#[utoipa::path(post, path = "/{account_id}/address-changes", tag = "Accounts", extensions(
    ("x-refuses" = json!([OWN_MATTER, ADDRESS_REFUSED, ADDRESS_UNCHANGED, ADDRESS_CHANGED_BY_ADMIN, ACCOUNT_AWAITS_CONFIRMATION]))))]
pub async fn create_address_change_for_somebody(
    caller: Caller<Staff>,
    id: Path<AccountId>,
    write: WriteOnce,
    body: Body<AddressChangeForSomebodyIn>,
) -> Result<Answered<Accepted<AcknowledgementOut>>, Problem> {
    asking::check_staff(write.0.app(), &caller, *id, &body.0.email).await?;
    let asked = Asked {
        account_id: *id,
        email: body.0.email,
        by: caller.account_id,
        session_id: None,
        reason: Some(body.0.reason),
    };
    ask(write, asked).await
}

async fn ask(write: WriteOnce, asked: Asked) -> Result<Answered<Accepted<AcknowledgementOut>>, Problem> {
    let app = write.0.app();
    let acknowledge = async |tx: &_| {
        asking::ask(app, tx, &asked).await?;
        Ok(Accepted::new(AcknowledgementOut::SAME_FOR_ALL))
    };
    write.0.perform(acknowledge).await
}

//! `/v1/sandbox/personas`: somebody to sign in as, for every role.

use actix_web::web::Data;
use guildhall_domain::accounts::role::Role;
use guildhall_persistence::Read;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::people::{self, PASSWORD, Persona};
use crate::app::App;
use crate::assembly;
use crate::http::answers::Answer;
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::RoleCode;

/// An invented person who can sign in.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxPersona)]
pub struct PersonaOut {
    /// What the persona is for: a role such as `finance`, or a standing such as `lapsed`. Open list.
    #[schema(max_length = 32, example = "finance")]
    role: String,
    /// What the persona is or does.
    #[schema(max_length = 200, example = "records payments, voids invoices")]
    about: String,
    /// Given name of the persona.
    #[schema(max_length = 100, example = "Victor")]
    given_name: String,
    /// Family name of the persona.
    #[schema(max_length = 100, example = "Adeyemi")]
    family_name: String,
    /// Email address to sign in with.
    #[schema(format = "email", max_length = 254, example = "finance@demo.guildhall.example")]
    email: String,
    /// Password at the start and after a reset.
    #[schema(max_length = 256, example = "springfield-town-hall-7")]
    password: String,
    /// Id of the account.
    account_id: Uuid,
    /// Id of the member record; null for a persona without one.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// Roles held now, including those that follow from facts, such as `member`.
    #[schema(max_items = 16, value_type = Vec<RoleCode>, example = json!(["account", "finance"]))]
    roles: Vec<Role>,
}

/// List the personas
///
/// One for each role and each membership standing of interest. All have the same password, and the order never changes.
#[utoipa::path(get, path = "/personas", tag = "Sandbox")]
pub async fn list_sandbox_personas(app: Data<App>, _: Params<NoParams>) -> Result<Answer<Page<PersonaOut>>, Problem> {
    let mut people = Vec::new();
    for persona in people::all() {
        people.extend(find(&app, &app.db, persona.into()).await?);
    }
    Ok(Answer::new(Page::whole(people)))
}

/// Somebody of whom the address is known.
pub(super) struct Somebody {
    pub(super) role: &'static str,
    pub(super) about: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(super) email: String,
}

impl From<&Persona> for Somebody {
    fn from(persona: &Persona) -> Self {
        Somebody { role: persona.role, about: persona.about, name: persona.names, email: persona.email() }
    }
}

/// Somebody as they are on record now; `None` when they are not.
pub(super) async fn find(app: &App, db: &dyn Read, somebody: Somebody) -> Result<Option<PersonaOut>, Problem> {
    let known = (assembly::identification()?.of_address)(app, db, &somebody.email).await?;
    Ok(known.map(|known| PersonaOut {
        role: somebody.role.into(),
        about: somebody.about.into(),
        given_name: somebody.name.0.into(),
        family_name: somebody.name.1.into(),
        email: somebody.email,
        password: PASSWORD.into(),
        account_id: known.account_id,
        member_id: known.member_id,
        roles: known.roles.iter().collect(),
    }))
}

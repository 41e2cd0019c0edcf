//! How callers stand to applications for Life membership and to what follows from a grant. The decisions are
//! `domain/src/members/visibility.rs`.

use guildhall_domain::accounts::Role;
use guildhall_domain::ids::{AccountId, LifeApplicationId};
use guildhall_domain::life_membership::{Actor, LifeApplication};
use guildhall_domain::members::visibility;
use guildhall_persistence::life_membership::{self as store, RecognitionRecord};
use guildhall_persistence::{Read, Tx};

use super::applications::actions::steps::{self, By};
use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

const SEEN_BY: &[Role] = &[Role::Staff, Role::Board, Role::Admin];
const SEERS: &str = "The member; staff, the board and admins.";
const ACTORS: &str = "The member, and staff.";

/// In which capacity somebody acts on what is `owner`'s: on one's own always as the member.
pub fn acting(caller: &Identity, owner: AccountId) -> Option<By> {
    let actor = if caller.account_id == owner { Actor::Member } else { Actor::Staff };
    let acts = visibility::may_change_member(&caller.caller(), owner);
    acts.then_some(By { account_id: caller.account_id, actor })
}

/// An application that the caller may see.
pub struct VisibleLifeApplication(pub LifeApplication);

impl Relation for VisibleLifeApplication {
    type Permission = AnyAccount;
    type Id = LifeApplicationId;
    const NAME: &'static str = "visible_life_application";
    const MEANING: &'static str = SEERS;
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(
        _: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &LifeApplicationId,
    ) -> Result<Standing<Self>, Problem> {
        let found = store::find_life_application(db, *id).await?.map(VisibleLifeApplication);
        Ok(Standing::of(found, |one| visibility::may_see_life(&caller.caller(), one.0.account_id)))
    }
}

/// An application that the caller may act on, and in which capacity.
pub struct ActsOnLifeApplication(pub LifeApplication, pub By);

impl Relation for ActsOnLifeApplication {
    type Permission = AnyAccount;
    type Id = LifeApplicationId;
    const NAME: &'static str = "acts_on_life_application";
    const MEANING: &'static str = ACTORS;
    const HELD_BY: &'static [Role] = &[Role::Staff];

    async fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &LifeApplicationId,
    ) -> Result<Standing<Self>, Problem> {
        Ok(VisibleLifeApplication::find(app, db, caller, id).await?.or_forbidden(
            |VisibleLifeApplication(application)| {
                let by = acting(caller, application.account_id)?;
                Some(ActsOnLifeApplication(application, by))
            },
        ))
    }

    async fn lock(app: &App, tx: &Tx, caller: &Identity, id: &LifeApplicationId) -> Result<Standing<Self>, Problem> {
        Ok(match Self::find(app, tx, caller, id).await? {
            Standing::Related(ActsOnLifeApplication(_, by)) => {
                Standing::Related(ActsOnLifeApplication(steps::lock(tx, *id).await?, by))
            }
            other => other,
        })
    }
}

/// The recognition of a Life member that the caller may see. Before a grant there is none.
pub struct VisibleRecognition(pub RecognitionRecord);

impl Relation for VisibleRecognition {
    type Permission = AnyAccount;
    type Id = LifeApplicationId;
    const NAME: &'static str = "visible_recognition";
    const MEANING: &'static str = SEERS;
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &LifeApplicationId,
    ) -> Result<Standing<Self>, Problem> {
        let seen = VisibleLifeApplication::find(app, db, caller, id).await?;
        let Standing::Related(_) = seen else { return Ok(Standing::Foreign) };
        Ok(Standing::of(store::find_recognition(db, *id).await?.map(VisibleRecognition), |_| true))
    }
}

/// The recognition of a Life member that the caller may change.
pub struct ChangeableRecognition(pub RecognitionRecord);

impl Relation for ChangeableRecognition {
    type Permission = AnyAccount;
    type Id = LifeApplicationId;
    const NAME: &'static str = "changeable_recognition";
    const MEANING: &'static str = ACTORS;
    const HELD_BY: &'static [Role] = &[Role::Staff];

    async fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &LifeApplicationId,
    ) -> Result<Standing<Self>, Problem> {
        Ok(match ActsOnLifeApplication::find(app, db, caller, id).await? {
            Standing::Related(_) => {
                Standing::of(store::find_recognition(db, *id).await?.map(ChangeableRecognition), |_| true)
            }
            Standing::Forbidden => Standing::Forbidden,
            Standing::Foreign => Standing::Foreign,
        })
    }
}

//! How callers stand to members, to what belongs to a member, and to applications. The decisions are
//! `domain/src/members/visibility.rs`.

use guildhall_domain::accounts::Role;
use guildhall_domain::ids::{ApplicationId, EmploymentSpellId, MemberId, PrintSubscriptionId};
use guildhall_domain::life_membership::PrintSubscription;
use guildhall_domain::members::visibility::{self, Sight};
use guildhall_domain::members::{Application, EmploymentSpell, Member};
use guildhall_persistence::{Read, life_membership, members as store};

use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// Who sees a member's record and everything in it.
const SEEN_BY: &[Role] = &[Role::Staff, Role::Finance, Role::Admin];
const SEERS: &str = "The person; staff, finance and admins.";
const CHANGERS: &str = "The person, and staff.";

/// The record of a member, and how much of it the caller sees.
pub struct VisibleMember(pub Member, pub Sight);

impl Relation for VisibleMember {
    type Permission = AnyAccount;
    type Id = MemberId;
    const NAME: &'static str = "visible_member";
    const MEANING: &'static str = SEERS;
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &MemberId) -> Result<Standing<Self>, Problem> {
        let found = store::find_member(db, *id).await?.map(|member| {
            let sight = visibility::sight_of_member(&caller.caller(), member.account_id);
            VisibleMember(member, sight)
        });
        Ok(Standing::of(found, |one| one.1 != Sight::Hidden))
    }
}

/// The record of a member whom the caller may change.
pub struct ChangeableMember(pub Member);

impl Relation for ChangeableMember {
    type Permission = AnyAccount;
    type Id = MemberId;
    const NAME: &'static str = "changeable_member";
    const MEANING: &'static str = CHANGERS;
    const HELD_BY: &'static [Role] = &[Role::Staff];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &MemberId) -> Result<Standing<Self>, Problem> {
        Ok(match VisibleMember::find(app, db, caller, id).await? {
            Standing::Related(VisibleMember(member, _)) => {
                if visibility::may_change_member(&caller.caller(), member.account_id) {
                    Standing::Related(ChangeableMember(member))
                } else {
                    Standing::Forbidden
                }
            }
            Standing::Forbidden => Standing::Forbidden,
            Standing::Foreign => Standing::Foreign,
        })
    }
}

/// The record of a member whose way to Life membership the caller may see.
pub struct MemberForLife(pub Member);

impl Relation for MemberForLife {
    type Permission = AnyAccount;
    type Id = MemberId;
    const NAME: &'static str = "member_for_life";
    const MEANING: &'static str = "The person; staff, the board and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Board, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &MemberId) -> Result<Standing<Self>, Problem> {
        let Some(member) = store::find_member(db, *id).await? else { return Ok(Standing::Foreign) };
        let caller = caller.caller();
        Ok(if visibility::may_see_life(&caller, member.account_id) {
            Standing::Related(MemberForLife(member))
        } else if visibility::may_see_member(&caller, member.account_id) {
            Standing::Forbidden
        } else {
            Standing::Foreign
        })
    }
}

/// A spell of employment within a member's record, and how much of it the caller sees.
pub struct VisibleEmploymentSpell(pub EmploymentSpell, pub Sight);

impl Relation for VisibleEmploymentSpell {
    type Permission = AnyAccount;
    type Id = (MemberId, EmploymentSpellId);
    const NAME: &'static str = "visible_employment_spell";
    const MEANING: &'static str = SEERS;
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &Self::Id) -> Result<Standing<Self>, Problem> {
        let Standing::Related(VisibleMember(member, sight)) = VisibleMember::find(app, db, caller, &id.0).await? else {
            return Ok(Standing::Foreign);
        };
        let spell = store::load_spell(db, member.id, id.1).await?;
        Ok(Standing::Related(VisibleEmploymentSpell(spell, sight)))
    }
}

/// A year of the print magazine within a member's record.
pub struct VisiblePrintSubscription(pub PrintSubscription);

impl Relation for VisiblePrintSubscription {
    type Permission = AnyAccount;
    type Id = (MemberId, PrintSubscriptionId);
    const NAME: &'static str = "visible_print_subscription";
    const MEANING: &'static str = SEERS;
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &Self::Id) -> Result<Standing<Self>, Problem> {
        let Standing::Related(VisibleMember(member, _)) = VisibleMember::find(app, db, caller, &id.0).await? else {
            return Ok(Standing::Foreign);
        };
        let found = life_membership::find_print_subscription(db, id.1).await?.map(VisiblePrintSubscription);
        Ok(Standing::of(found, |one| one.0.member_id == member.id))
    }
}

/// An application, and how much of it the caller sees.
pub struct VisibleApplication(pub Application, pub Sight);

impl Relation for VisibleApplication {
    type Permission = AnyAccount;
    type Id = ApplicationId;
    const NAME: &'static str = "visible_application";
    const MEANING: &'static str = "Whoever applies; staff, finance and admins.";
    const HELD_BY: &'static [Role] = SEEN_BY;

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &ApplicationId) -> Result<Standing<Self>, Problem> {
        let found = store::find_application(db, *id).await?.map(|application| {
            let sight = visibility::sight_of_member(&caller.caller(), application.account_id);
            VisibleApplication(application, sight)
        });
        Ok(Standing::of(found, |one| one.1 != Sight::Hidden))
    }
}

/// An application that the caller may act on for whoever applies.
pub struct OwnApplication(pub Application);

impl Relation for OwnApplication {
    type Permission = AnyAccount;
    type Id = ApplicationId;
    const NAME: &'static str = "own_application";
    const MEANING: &'static str = "Whoever applies, and staff.";
    const HELD_BY: &'static [Role] = &[Role::Staff];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &ApplicationId) -> Result<Standing<Self>, Problem> {
        Ok(match VisibleApplication::find(app, db, caller, id).await? {
            Standing::Related(VisibleApplication(application, _)) => {
                if visibility::may_apply_for(&caller.caller(), application.account_id) {
                    Standing::Related(OwnApplication(application))
                } else {
                    Standing::Forbidden
                }
            }
            Standing::Forbidden => Standing::Forbidden,
            Standing::Foreign => Standing::Foreign,
        })
    }
}

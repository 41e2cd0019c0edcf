//! How callers stand to cohorts and their breakout groups: whoever knows one, leads it, writes in it or once did.
//!
//! Invariant: to whoever neither has a seat in a cohort nor mentors it nor is staff, it has no groups, no posts and
//! no sheets, as if they did not exist.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::Capacity;
use guildhall_domain::ids::{BreakoutGroupId, CohortId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, GroupRecord};

use super::viewer::ViewerFacts;
use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// A cohort that the caller knows, and in which capacity.
pub struct KnowsCohort {
    /// The cohort.
    pub cohort: CohortRecord,
    /// In which capacity.
    pub capacity: Capacity,
}

impl Relation for KnowsCohort {
    type Permission = AnyAccount;
    type Id = CohortId;
    const NAME: &'static str = "knows_cohort";
    const MEANING: &'static str = "Participants and faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &CohortId) -> Result<Standing<Self>, Problem> {
        let known = ViewerFacts::load(db, caller).await?;
        let Some(capacity) = known.viewer().in_cohort(*id) else { return Ok(Standing::Foreign) };
        let found = store::find_cohort(db, *id).await?;
        Ok(Standing::of(found.map(|cohort| KnowsCohort { cohort, capacity }), |_| true))
    }
}

/// A cohort that the caller leads. Its participants know of it and do not: 403.
pub struct LeadsCohort(pub CohortRecord);

impl Relation for LeadsCohort {
    type Permission = AnyAccount;
    type Id = CohortId;
    const NAME: &'static str = "leads_cohort";
    const MEANING: &'static str = "Faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &CohortId) -> Result<Standing<Self>, Problem> {
        let standing = KnowsCohort::find(app, db, caller, id).await?;
        Ok(standing.or_forbidden(|known| known.capacity.leads().then_some(LeadsCohort(known.cohort))))
    }
}

/// A cohort whose texts can concern the caller. Whoever ever enrolled stays: what they wrote remains theirs to read.
pub struct EverInCohort {
    /// The cohort.
    pub cohort: CohortRecord,
    /// What is known of the caller.
    pub known: ViewerFacts,
}

impl Relation for EverInCohort {
    type Permission = AnyAccount;
    type Id = CohortId;
    const NAME: &'static str = "ever_in_cohort";
    const MEANING: &'static str = "Whoever ever enrolled in the cohort; its faculty; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &CohortId) -> Result<Standing<Self>, Problem> {
        let known = ViewerFacts::load(db, caller).await?;
        if !known.viewer().is_concerned_by(*id) {
            return Ok(Standing::Foreign);
        }
        let found = store::find_cohort(db, *id).await?;
        Ok(Standing::of(found.map(|cohort| EverInCohort { cohort, known }), |_| true))
    }
}

/// A cohort that the caller writes in. To everybody else, staff included, it has nothing to write.
pub struct WritesInCohort {
    /// The cohort.
    pub cohort: CohortRecord,
    /// What is known of the caller.
    pub known: ViewerFacts,
}

impl Relation for WritesInCohort {
    type Permission = AnyAccount;
    type Id = CohortId;
    const NAME: &'static str = "writes_in_cohort";
    const MEANING: &'static str = "Participants and faculty of the cohort.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &CohortId) -> Result<Standing<Self>, Problem> {
        let standing = EverInCohort::find(app, db, caller, id).await?;
        Ok(standing.or_foreign(|EverInCohort { cohort, known }| {
            known.viewer().writes_in(cohort.id).then_some(WritesInCohort { cohort, known })
        }))
    }
}

/// A breakout group of a cohort that the caller knows.
pub struct KnowsGroup {
    /// The group.
    pub group: GroupRecord,
    /// Its cohort, and in which capacity the caller knows it.
    pub known: KnowsCohort,
}

impl Relation for KnowsGroup {
    type Permission = AnyAccount;
    type Id = BreakoutGroupId;
    const NAME: &'static str = "knows_breakout_group";
    const MEANING: &'static str = "Participants and faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &BreakoutGroupId,
    ) -> Result<Standing<Self>, Problem> {
        let Some(group) = store::find_group(db, *id).await? else { return Ok(Standing::Foreign) };
        let standing = KnowsCohort::find(app, db, caller, &group.cohort_id).await?;
        Ok(standing.or_forbidden(|known| Some(KnowsGroup { group, known })))
    }
}

/// A breakout group of a cohort that the caller leads. Participants of the cohort know of it and do not: 403.
pub struct LeadsGroup(pub KnowsGroup);

impl Relation for LeadsGroup {
    type Permission = AnyAccount;
    type Id = BreakoutGroupId;
    const NAME: &'static str = "leads_breakout_group";
    const MEANING: &'static str = "Faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &BreakoutGroupId,
    ) -> Result<Standing<Self>, Problem> {
        let standing = KnowsGroup::find(app, db, caller, id).await?;
        Ok(standing.or_forbidden(|one| one.known.capacity.leads().then_some(LeadsGroup(one))))
    }
}

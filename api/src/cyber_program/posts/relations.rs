//! How callers stand to posts and reflections: whoever reads one, and whoever wrote it.
//!
//! Invariant: who wrote what for whom is decided under the lock of the cohort when it is changed, so that nobody comes
//! to a group or leaves it meanwhile.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::may_read;
use guildhall_domain::ids::{PostId, ReflectionId};
use guildhall_persistence::cyber_program::{self as store, PostRecord, ReflectionRecord};
use guildhall_persistence::{Read, Tx};

use crate::app::App;
use crate::cyber_program::relations::EverInCohort;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// A post that the caller may read.
pub struct ReadsPost {
    /// The post.
    pub post: PostRecord,
    /// What is known of the caller.
    pub known: ViewerFacts,
}

impl ReadsPost {
    fn of(known: ViewerFacts, found: Option<PostRecord>) -> Standing<ReadsPost> {
        let found = found.map(|post| ReadsPost { post, known });
        Standing::of(found, |one| may_read(&one.known.viewer(), &one.post.post).is_whole())
    }
}

impl Relation for ReadsPost {
    type Permission = AnyAccount;
    type Id = PostId;
    const NAME: &'static str = "reads_post";
    const MEANING: &'static str = "Its author, and whoever it is for; faculty, staff and admins as its audience says.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &PostId) -> Result<Standing<Self>, Problem> {
        let known = ViewerFacts::load(db, caller).await?;
        Ok(ReadsPost::of(known, store::find_post(db, *id).await?))
    }
}

/// A post that the caller wrote. Whoever else may read it knows of it and may not change it: 403.
pub struct OwnPost(pub ReadsPost);

impl OwnPost {
    fn of(reads: ReadsPost) -> Option<OwnPost> {
        let is_author = reads.known.viewer().is(reads.post.post.author());
        is_author.then_some(OwnPost(reads))
    }
}

impl Relation for OwnPost {
    type Permission = AnyAccount;
    type Id = PostId;
    const NAME: &'static str = "own_post";
    const MEANING: &'static str = "Its author.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &PostId) -> Result<Standing<Self>, Problem> {
        Ok(ReadsPost::find(app, db, caller, id).await?.or_forbidden(OwnPost::of))
    }

    /// The cohort first, then the post; nobody takes the lock of a cohort that does not concern them.
    async fn lock(app: &App, tx: &Tx, caller: &Identity, id: &PostId) -> Result<Standing<Self>, Problem> {
        let Some(there) = store::find_post(tx, *id).await? else { return Ok(Standing::Foreign) };
        let cohort = there.post.cohort_id();
        let Standing::Related(_) = EverInCohort::find(app, tx, caller, &cohort).await? else {
            return Ok(Standing::Foreign);
        };
        store::lock_cohort(tx, cohort).await?;
        let known = ViewerFacts::load(tx, caller).await?;
        Ok(ReadsPost::of(known, store::lock_post(tx, *id).await?).or_forbidden(OwnPost::of))
    }
}

/// A reflection that the caller wrote. To everybody else, whatever their role, it does not exist.
pub struct OwnReflection(pub ReflectionRecord);

impl Relation for OwnReflection {
    type Permission = AnyAccount;
    type Id = ReflectionId;
    const NAME: &'static str = "own_reflection";
    const MEANING: &'static str = "Its author.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &ReflectionId) -> Result<Standing<Self>, Problem> {
        let found = store::find_reflection(db, caller.account_id, *id).await?;
        Ok(Standing::of(found.map(OwnReflection), |_| true))
    }
}

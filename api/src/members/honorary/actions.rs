//! What a vote of the board does to a membership.
//!
//! Invariants: whoever proposes has a vote on that day; the person concerned and those who proposed record nothing; what the
//! person held before comes back when the membership is revoked.

use std::collections::HashSet;

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, HonoraryConferralId, MemberId};
use guildhall_domain::members::conferrals::board_vote::BoardVote;
use guildhall_domain::members::conferrals::honorary::{HonoraryFacts, HonoraryRefusal, confer};
use guildhall_domain::members::voting::may_vote;
use guildhall_domain::members::{Category, Member, MembersEvent, TermSpan, standing_on};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::members::{FormerMembership, HonoraryConferral, Revocation};
use guildhall_persistence::{Tx, accounts, members as store};

use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::members::actions::{apply, records};
use crate::members::entitlements;
use crate::members::letters;
use crate::members::problems::{UNKNOWN_ACCOUNT, UNKNOWN_MEMBER};

/// A vote as it is told.
pub struct Told {
    /// The person's account.
    pub account_id: AccountId,
    /// Members who proposed.
    pub nominators: Vec<MemberId>,
    /// For what.
    pub citation: String,
    /// Day of the vote.
    pub decided_on: NaiveDate,
    /// How the board voted.
    pub vote: BoardVote,
}

/// Records a vote; when it is carried, the person is an honorary member from that day.
///
/// # Errors
/// `own-matter`, `unknown-account`, `unknown-member`, those of [`HonoraryRefusal`]; those of the store.
pub async fn record(app: &App, tx: &Tx, by: AccountId, mut told: Told) -> Result<HonoraryConferral, Problem> {
    let unknown = || Problem::new(&UNKNOWN_ACCOUNT).detail("No account has that id.").at("/account_id");
    let account = accounts::find_account(tx, told.account_id).await?.ok_or_else(unknown)?;
    accounts::lock_account(tx, account.id).await?;
    let mut concerned = vec![Some(account.id)];
    let mut nominators_vote = Vec::with_capacity(told.nominators.len());
    // Whoever is named twice proposes once.
    let mut named = HashSet::new();
    told.nominators.retain(|id| named.insert(*id));
    for (position, id) in told.nominators.iter().enumerate() {
        let place = format!("/nominator_ids/{position}");
        let unknown = || Problem::new(&UNKNOWN_MEMBER).detail("No member has that id.").at(&place);
        let nominator = store::find_member(tx, *id).await?.ok_or_else(unknown)?;
        concerned.push(Some(nominator.account_id));
        let facts = entitlements::facts_of(app, tx, &nominator, told.decided_on).await?;
        let votes = may_vote(&facts.rights, told.decided_on, &app.policies.members).is_granted();
        nominators_vote.push(votes && nominator.account_id != account.id);
    }
    own_matter::check(by, concerned).map_err(Refusal::from)?;
    let mut member = apply::member_of(app, tx, by, &account, Category::Honorary).await?;
    let today = app.clock.today();
    let runs = standing_on(member.span.as_ref(), today, &app.policies.members).is_current();
    let facts = HonoraryFacts {
        nominators_vote,
        category: runs.then_some(member.category),
        decided_on: told.decided_on,
        today,
        vote: told.vote,
    };
    let result = confer(&facts, &app.policies.members).map_err(refused)?;
    let now = app.clock.now();
    let conferral = HonoraryConferral {
        id: HonoraryConferralId::new(app.entropy.uuid(now)),
        member_id: member.id,
        nominators: told.nominators,
        citation: told.citation,
        decided_on: told.decided_on,
        vote: told.vote,
        carried: result.carried,
        ground: result.ground,
        former: FormerMembership {
            category: member.category,
            span: member.span.map(|span| (span.starts_on, span.good_until_on)),
            joined_on: member.joined_on,
            confirmed_on: member.confirmed_on,
        },
        recorded_by: by,
        recorded_at: now,
        revocation: None,
        version: 1,
    };
    store::insert_conferral(tx, &conferral).await?;
    let carried = result.carried;
    let voted = MembersEvent::HonoraryVoted { honorary_conferral: conferral.id, member_id: member.id, carried };
    events::record(app, tx, Some(by), voted).await?;
    if carried {
        begin(app, tx, by, &mut member, told.decided_on).await?;
        letters::honorary_conferred(app, tx, &member, &conferral).await?;
    }
    Ok(conferral)
}

fn refused(refusal: HonoraryRefusal) -> Problem {
    let place = match refusal {
        HonoraryRefusal::TooFewNominators { .. } => "/nominator_ids".to_owned(),
        HonoraryRefusal::NominatorHasNoVote { position } => format!("/nominator_ids/{position}"),
        HonoraryRefusal::HeldAlready { .. } => "/account_id".to_owned(),
        HonoraryRefusal::InTheFuture { .. } => "/decided_on".to_owned(),
        _ => "/vote".to_owned(),
    };
    Problem::from(Refusal::from(refusal)).at(&place)
}

/// From the day of the vote on, without end and without dues. An application that is open ends, unless something was paid.
async fn begin(app: &App, tx: &Tx, by: AccountId, member: &mut Member, on: NaiveDate) -> Result<(), Problem> {
    if let Some(open) = store::find_open_application(tx, member.account_id).await? {
        match apply::withdraw(app, tx, by, open.id).await {
            Ok(_) => {}
            // What was paid toward it is for finance to give back.
            Err(refused) if refused.kind.status == 409 => {}
            Err(problem) => return Err(problem),
        }
    }
    let run = member.span.filter(|span| on <= span.good_until_on).map(|span| span.starts_on);
    let starts_on = run.unwrap_or(on).min(on);
    member.category = Category::Honorary;
    member.joined_on = member.joined_on.or(Some(starts_on));
    member.span = Some(TermSpan::without_end(starts_on));
    (member.confirmed_on, member.confirmation_awaited) = (Some(on), false);
    records::save(app, tx, member).await
}

/// Takes back what a vote conferred: the person holds again what was held before, as far as it was paid.
///
/// # Errors
/// `not-found`, `own-matter`, `honorary-not-in-force`; those of the store.
pub async fn revoke(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: HonoraryConferralId,
    reason: &str,
) -> Result<HonoraryConferral, Problem> {
    let mut conferral = store::lock_conferral(tx, id).await?;
    let mut member = store::lock_member(tx, conferral.member_id).await?;
    own_matter::check(by, [Some(member.account_id)]).map_err(Refusal::from)?;
    if !conferral.carried || conferral.revocation.is_some() || member.category != Category::Honorary {
        return Err(Refusal::from(HonoraryRefusal::NotInForce).into());
    }
    let former = &conferral.former;
    (member.category, member.joined_on, member.span) = (former.category, former.joined_on, former.span());
    member.confirmed_on = former.confirmed_on;
    records::save(app, tx, &mut member).await?;
    conferral.revocation = Some(Revocation { by, at: app.clock.now(), reason: reason.to_owned() });
    conferral.version = store::save_conferral(tx, &conferral).await?;
    let revoked = MembersEvent::HonoraryRevoked { honorary_conferral: id, member_id: member.id };
    events::record(app, tx, Some(by), revoked).await?;
    letters::honorary_revoked(app, tx, &member, reason).await?;
    Ok(conferral)
}

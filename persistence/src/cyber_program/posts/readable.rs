//! The list of posts against the rule: whatever is written and whoever looks, the store
//! finds exactly what `may_read` lets be read.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::{Caller, Role};
use guildhall_domain::cyber_program::{
    ActivityKey, ActivityKind, AudienceBound, EnrollmentState, GroupSpell, GroupStay, Mentorship, Peers, Post,
    SeatOfViewer, Sight, Ties, Viewer, may_read,
};
use guildhall_domain::{AccountId, BreakoutGroupId, CohortId, PostId};

use crate::cyber_program::{
    GroupRecord, PostFilter, PostReader, PostRecord, PostSort, count_replies, insert_groups, insert_post, list_posts,
};
use crate::testing::cyber::given_cohort;
use crate::testing::fixtures::given_account;
use crate::testing::{TestDb, at, change, database, id};
use crate::{Db, PageRequest};

/// Numbers that look drawn and are the same in every run (xorshift).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    fn moment(&mut self) -> DateTime<Utc> {
        at(i64::try_from(self.below(6)).unwrap())
    }
}

struct Given {
    db: TestDb,
    cohorts: [CohortId; 2],
    groups: [BreakoutGroupId; 3],
    people: [AccountId; 4],
}

async fn given() -> Given {
    let db = database().await;
    let cohorts = [given_cohort(&db, 1, "One").await.id, given_cohort(&db, 2, "Two").await.id];
    let mut people = Vec::new();
    for number in 10..14 {
        people.push(given_account(&db, number).await);
    }
    let group = |number: u32, cohort_id| GroupRecord {
        id: id(20 + u128::from(number)).into(),
        cohort_id,
        number,
        created_at: at(0),
    };
    let made = [group(1, cohorts[0]), group(2, cohorts[0]), group(3, cohorts[1])];
    change!(db, |tx| insert_groups(tx, &made)).unwrap();
    Given { db, cohorts, groups: made.map(|group| group.id), people: people.try_into().unwrap() }
}

fn bound(drawn: &mut Drawn, groups: &[BreakoutGroupId]) -> AudienceBound {
    let sights = [Sight::Nothing, Sight::Aggregate, Sight::Whole, Sight::Whole];
    let peers = match drawn.below(4) {
        0 => Peers::Nobody,
        1 => Peers::Group(drawn.one(groups)),
        _ => Peers::Cohort,
    };
    AudienceBound { peers, faculty: drawn.one(&sights), staff: drawn.one(&sights) }
}

/// Writes a post as the rules let one be; a second summary of a group and week is passed over.
async fn write(given: &Given, drawn: &mut Drawn, number: u128, before: &[PostRecord]) -> Option<PostRecord> {
    let kinds = [ActivityKind::BreakoutSummary, ActivityKind::DiscussBreakout, ActivityKind::DiscussCohort];
    let kind = drawn.one(&kinds);
    let place = usize::from(drawn.below(4) == 0);
    let group = (kind != ActivityKind::DiscussCohort).then(|| match place {
        0 => drawn.one(&given.groups[..2]),
        _ => given.groups[2],
    });
    let mut post = Post::new(given.cohorts[place], drawn.one(&given.people), kind, group, drawn.moment());
    let parents: Vec<&PostRecord> = before.iter().filter(|one| one.post.cohort_id() == post.cohort_id()).collect();
    let parent = (drawn.below(2) == 0 && !parents.is_empty()).then(|| drawn.one(&parents));
    if let Some(parent) = parent {
        post = post.answering(&parent.post);
    }
    if drawn.below(2) == 0 {
        post = post.narrowed(bound(drawn, &given.groups));
    }
    let week = u32::try_from(number).unwrap() % 90 + 1;
    let record = PostRecord {
        id: id(1_000 + number).into(),
        post,
        activity: ActivityKey { week, code: "x".into() },
        parent_id: parent.map(|parent| parent.id),
        sealed_body: vec![1],
        updated_at: post.posted_at(),
        version: 1,
    };
    let written = change!(given.db, |tx| insert_post(tx, &record));
    written.is_ok().then_some(record)
}

/// Somebody with drawn roles, seats, earlier stays and cohorts to mentor.
fn facts(given: &Given, drawn: &mut Drawn) -> (Caller, Vec<SeatOfViewer>, Vec<GroupStay>, Vec<Mentorship>) {
    let all = [Role::Faculty, Role::Staff, Role::Admin, Role::Board];
    let roles = all.into_iter().filter(|_| drawn.below(4) == 0).collect();
    let caller = Caller::Person { account_id: drawn.one(&given.people), roles };
    let states = [EnrollmentState::Enrolled, EnrollmentState::Completed, EnrollmentState::Withdrawn];
    let mut seats = Vec::new();
    for (place, cohort_id) in given.cohorts.into_iter().enumerate() {
        if drawn.below(3) == 0 {
            continue;
        }
        let own = if place == 0 { &given.groups[..2] } else { &given.groups[2..] };
        let spell = GroupSpell { group_id: drawn.one(own), since: drawn.moment() };
        let group = (drawn.below(5) > 0).then_some(spell);
        let enrollment_id = id(500 + place as u128).into();
        seats.push(SeatOfViewer { enrollment_id, cohort_id, state: drawn.one(&states), group });
    }
    let mut stays = Vec::new();
    for _ in 0..drawn.below(3) {
        let (one, other) = (drawn.moment(), drawn.moment());
        stays.push(GroupStay { group_id: drawn.one(&given.groups), since: one.min(other), until: one.max(other) });
    }
    let mut mentored = Vec::new();
    for cohort_id in given.cohorts {
        let since = drawn.moment();
        mentored.extend((drawn.below(3) == 0).then_some(Mentorship { cohort_id, since }));
    }
    (caller, seats, stays, mentored)
}

async fn listed(db: &Db, reader: &PostReader) -> BTreeSet<PostId> {
    let page = PageRequest::first(500, PostSort::Newest);
    let found = list_posts(db, reader, &PostFilter::default(), page).await.unwrap();
    found.items.into_iter().map(|record| record.id).collect()
}

#[tokio::test]
async fn the_store_lists_exactly_what_the_rule_lets_be_read() {
    let given = given().await;
    let mut drawn = Drawn(0x9e37_79b9_7f4a_7c15);
    let mut posts = Vec::new();
    for number in 0..150 {
        posts.extend(write(&given, &mut drawn, number, &posts).await);
    }
    let (mut read, mut hidden) = (0, 0);
    for _ in 0..150 {
        let (caller, seats, stays, mentored) = facts(&given, &mut drawn);
        let ties = Ties { seats: &seats, stays: &stays, mentored: &mentored };
        let viewer = Viewer::of(&caller, ties);
        for cohort in given.cohorts {
            let reader = PostReader::of(&viewer, cohort).unwrap();
            let here = || posts.iter().filter(|record| record.post.cohort_id() == cohort);
            let readable = |record: &&PostRecord| may_read(&viewer, &record.post).is_whole();
            let expected: BTreeSet<PostId> = here().filter(readable).map(|record| record.id).collect();
            assert_eq!(listed(&given.db, &reader).await, expected, "{viewer:?}");
            read += expected.len();
            hidden += here().count() - expected.len();
            let parents: Vec<PostId> = here().map(|record| record.id).collect();
            let counted = count_replies(&*given.db, &reader, &parents).await.unwrap();
            let replies =
                |parent: &PostId| here().filter(readable).filter(|one| one.parent_id == Some(*parent)).count();
            for parent in &parents {
                let count = counted.get(parent).copied().unwrap_or(0);
                assert_eq!(count, i64::try_from(replies(parent)).unwrap());
            }
        }
    }
    assert!(read > 1_000 && hidden > 1_000, "{read} read, {hidden} hidden: nothing was proved");
}

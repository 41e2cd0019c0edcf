//! Leaders and scribes take turns.

use super::seat;
use crate::cyber_program::{Duties, Duty, RotaMember, rota};
use proptest::prelude::*;

fn members(count: u32) -> Vec<RotaMember> {
    (1..=count).map(|number| RotaMember { enrollment_id: seat(number.into()), past_duties: 0 }).collect()
}

#[test]
fn in_a_group_of_twelve_everybody_leads_once_and_writes_once() {
    let plan = rota(&members(12), 1..=12);
    for member in members(12) {
        let id = member.enrollment_id;
        assert_eq!(plan.iter().filter(|duties| duties.leader == id).count(), 1);
        assert_eq!(plan.iter().filter(|duties| duties.scribe == id).count(), 1);
    }
    assert_eq!((plan[0].week, plan[11].week), (1, 12));
    assert_eq!(plan[0].duty_of(seat(1)), Some(Duty::Leader));
    assert_eq!(plan[0].duty_of(seat(2)), Some(Duty::Scribe));
    assert_eq!(plan[0].duty_of(seat(3)), None);
}

#[test]
fn one_member_does_both_and_a_group_of_none_has_no_rota() {
    let alone = rota(&members(1), 1..=12);
    assert!(alone.iter().all(|duties| duties.leader == seat(1) && duties.scribe == seat(1)));
    assert!(rota(&[], 1..=12).is_empty());
    let (from, to) = (5, 4);
    assert!(rota(&members(3), from..=to).is_empty());
}

#[test]
fn whoever_has_served_less_comes_first_when_the_rest_is_planned_anew() {
    let mut changed = members(4);
    changed[0].past_duties = 2;
    changed[2].past_duties = 1;
    let plan = rota(&changed, 11..=12);
    assert_eq!(plan[0], Duties { week: 11, leader: seat(2), scribe: seat(3) });
    assert_eq!(plan[1], Duties { week: 12, leader: seat(4), scribe: seat(1) });
}

proptest! {
    #[test]
    fn turns_are_fair(count in 1_u32..40, weeks in 1_u32..30) {
        let members = members(count);
        let plan = rota(&members, 1..=weeks);
        prop_assert_eq!(plan.len(), usize::try_from(weeks).unwrap());
        let times = |test: &dyn Fn(&Duties, &RotaMember) -> usize| -> usize {
            let of = |member: &RotaMember| plan.iter().map(|duties| test(duties, member)).sum::<usize>();
            let counts: Vec<usize> = members.iter().map(of).collect();
            counts.iter().max().unwrap() - counts.iter().min().unwrap()
        };
        let leads = |duties: &Duties, member: &RotaMember| usize::from(duties.leader == member.enrollment_id);
        let writes = |duties: &Duties, member: &RotaMember| usize::from(duties.scribe == member.enrollment_id);
        prop_assert!(times(&leads) <= 1);
        prop_assert!(times(&writes) <= 1);
        prop_assert!(times(&|duties, member| leads(duties, member) + writes(duties, member)) <= 1);
        prop_assert!(plan.iter().all(|duties| (duties.leader != duties.scribe) == (count > 1)));
    }

    #[test]
    fn the_order_of_the_members_does_not_matter(members in Just(members(11)).prop_shuffle()) {
        let mut sorted = members.clone();
        sorted.sort_by_key(|member| member.enrollment_id);
        prop_assert_eq!(rota(&members, 1..=12), rota(&sorted, 1..=12));
    }
}

use crate::AccountId;
use crate::accounts::role::{Caller, Role, Roles};
use crate::members::person::{NameProblem, PersonName};
use crate::members::visibility::{
    Sight, may_apply_for, may_change_member, may_list_members, may_see_member, may_see_salary, sight_of_member,
};
use crate::visible_text::Unseen;
use uuid::Uuid;

const OWNER: AccountId = AccountId::new(Uuid::from_u128(1));
const STRANGER: AccountId = AccountId::new(Uuid::from_u128(2));

fn caller(account_id: AccountId, role: Role) -> Caller {
    Caller::Person { account_id, roles: Roles::NONE.with(role) }
}

#[test]
fn the_owner_sees_everything_of_the_own_record_and_may_change_it() {
    let owner = caller(OWNER, Role::Account);
    assert_eq!(sight_of_member(&owner, OWNER), Sight::Whole);
    assert!(may_change_member(&owner, OWNER) && may_apply_for(&owner, OWNER));
    assert!(!may_list_members(&owner));
}

#[test]
fn of_strangers_only_staff_finance_and_administrators_see_a_record() {
    for role in Role::ALL {
        let expected = match role {
            Role::Staff | Role::Finance => Sight::Whole,
            Role::Admin => Sight::WithoutSalary,
            Role::Account | Role::Member | Role::Faculty | Role::Coach | Role::Board => Sight::Hidden,
        };
        let stranger = caller(STRANGER, *role);
        assert_eq!(sight_of_member(&stranger, OWNER), expected, "{role}");
        assert_eq!(may_see_member(&stranger, OWNER), expected != Sight::Hidden);
        assert_eq!(may_see_salary(&stranger, OWNER), expected == Sight::Whole);
        assert_eq!(may_list_members(&stranger), expected != Sight::Hidden);
        assert_eq!(may_change_member(&stranger, OWNER), *role == Role::Staff);
        assert_eq!(may_apply_for(&stranger, OWNER), *role == Role::Staff);
    }
}

#[test]
fn somebody_not_signed_in_sees_nothing() {
    assert_eq!(sight_of_member(&Caller::Anonymous, OWNER), Sight::Hidden);
    assert!(!may_list_members(&Caller::Anonymous));
    assert!(!may_change_member(&Caller::Anonymous, OWNER));
}

#[test]
fn a_name_is_kept_with_single_spaces_and_sorted_without_regard_to_case() {
    let name = PersonName::new(" Ana ", "De  La CRUZ").unwrap();
    assert_eq!((name.given(), name.family(), name.whole().as_str()), ("Ana", "De La CRUZ", "Ana De La CRUZ"));
    assert_eq!(name.family_key(), "de la cruz");
}

#[test]
fn one_name_suffices_and_is_the_one_that_is_shown_addressed_and_sorted() {
    for (given, family) in [("Madonna", ""), ("", "Madonna"), (" Madonna ", "  ")] {
        let name = PersonName::new(given, family).unwrap();
        assert_eq!(
            (name.whole().as_str(), name.addressed(), name.family_key().as_str()),
            ("Madonna", "Madonna", "madonna")
        );
    }
    for (given, family) in [("", ""), ("  ", "\u{a0}")] {
        assert_eq!(PersonName::new(given, family).unwrap_err(), NameProblem::Empty);
    }
}

#[test]
fn a_name_nobody_can_see_is_refused_in_either_part() {
    for (name, hidden) in
        [("Ana\u{0}", '\u{0}'), ("Ana\nLog", '\n'), ("\u{202E}anA", '\u{202E}'), ("A\u{200D}na", '\u{200D}')]
    {
        assert_eq!(PersonName::new(name, "Cruz").unwrap_err(), NameProblem::Unseen(Unseen(hidden)), "{name:?}");
        assert_eq!(PersonName::new("Cruz", name).unwrap_err(), NameProblem::Unseen(Unseen(hidden)), "{name:?}");
    }
    assert_eq!(PersonName::new("ශ්\u{200d}රී", "").unwrap().whole(), "ශ්\u{200d}රී");
}

#[test]
fn a_name_has_at_most_a_hundred_characters_of_any_script() {
    assert!(PersonName::new(&"é".repeat(100), "Cruz").is_ok());
    assert!(PersonName::new(&"e\u{301}".repeat(100), "Cruz").is_ok());
    assert_eq!(PersonName::new(&"é".repeat(101), "Cruz").unwrap_err(), NameProblem::TooLong(100));
}

//! Who can see credit hours.

use crate::AccountId;
use crate::accounts::role::{Caller, Role, Roles};
use crate::credentials::{may_list_credit, may_see_credit};
use uuid::Uuid;

const OWNER: AccountId = AccountId::new(Uuid::from_u128(1));
const STRANGER: AccountId = AccountId::new(Uuid::from_u128(2));

#[test]
fn credit_is_seen_by_its_owner_staff_and_administrators_alone() {
    for role in Role::ALL {
        let all = matches!(role, Role::Staff | Role::Admin);
        let stranger = Caller::Person { account_id: STRANGER, roles: Roles::NONE.with(*role) };
        assert_eq!((may_see_credit(&stranger, OWNER), may_list_credit(&stranger)), (all, all), "{role}");
        let owner = Caller::Person { account_id: OWNER, roles: Roles::NONE.with(*role) };
        assert!(may_see_credit(&owner, OWNER));
    }
}

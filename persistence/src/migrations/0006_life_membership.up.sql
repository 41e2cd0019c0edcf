-- Applications for Life membership, every step ever taken on them, and what new Life members are owed.

create table life_applications (
    id                 uuid    not null primary key,
    account_id         uuid    not null references accounts (id),
    member_id          uuid    not null references members (id),
    state              text    not null check (state in (
        'requested', 'verified', 'granted', 'referred_to_board', 'granted_by_board', 'declined',
        'suspended_full_time_lg', 'suspended_other_employment', 'reinstated')),
    retired_on         date    not null,
    verification_json  text,
    policy_version     text,
    board_has_voted    boolean not null,
    last_on            date    not null,
    paid_until_on      date,
    charged_from_on    date,
    submitted_by       uuid    not null references accounts (id),
    submitted_at       bigint  not null,
    updated_at         bigint  not null,
    version            bigint  not null check (version >= 1),
    check ((verification_json is null) = (policy_version is null)),
    check (state = 'requested' or verification_json is not null),
    check ((charged_from_on is not null) = (state in ('suspended_full_time_lg', 'suspended_other_employment')))
);
-- Two requests may race for one member's application or grant; one of them wins here.
create unique index life_applications_one_open on life_applications (member_id)
    where state in ('requested', 'verified', 'referred_to_board');
create unique index life_applications_one_granted on life_applications (member_id)
    where state in ('granted', 'granted_by_board', 'suspended_full_time_lg', 'suspended_other_employment', 'reinstated');
create index life_applications_by_submitted on life_applications (submitted_at, id);
create index life_applications_by_state_submitted on life_applications (state, submitted_at, id);
create index life_applications_by_member_submitted on life_applications (member_id, submitted_at, id);
create index life_applications_by_account_submitted on life_applications (account_id, submitted_at, id);

create table life_transitions (
    application_id uuid    not null references life_applications (id),
    position       integer not null check (position >= 1),
    action         text    not null check (action in (
        'announce', 'verify', 'grant', 'refer_to_board', 'decline', 'record_vote', 'appeal', 'suspend', 'reinstate')),
    from_state     text    check (from_state in (
        'requested', 'verified', 'granted', 'referred_to_board', 'granted_by_board', 'declined',
        'suspended_full_time_lg', 'suspended_other_employment', 'reinstated')),
    to_state       text    not null check (to_state in (
        'requested', 'verified', 'granted', 'referred_to_board', 'granted_by_board', 'declined',
        'suspended_full_time_lg', 'suspended_other_employment', 'reinstated')),
    actor          text    not null check (actor in ('member', 'staff', 'board', 'system')),
    account_id     uuid    references accounts (id),
    taken_on       date    not null,
    holds_from_on  date    not null,
    reasons_json   text    not null,
    vote_json      text,
    ground_json    text    not null,
    primary key (application_id, position),
    check ((position = 1) = (from_state is null)),
    check ((vote_json is not null) = (action = 'record_vote'))
);

create table life_recognitions (
    application_id   uuid    not null primary key references life_applications (id),
    recognition_json text    not null,
    complete         boolean not null,
    begun_at         bigint  not null,
    updated_at       bigint  not null,
    version          bigint  not null check (version >= 1)
);
create index life_recognitions_by_begun on life_recognitions (begun_at, application_id);
create index life_recognitions_by_complete_begun on life_recognitions (complete, begun_at, application_id);

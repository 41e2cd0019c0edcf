-- The Cybersecurity Leadership Program: cohorts, seats and the queue for them, breakout groups, what
-- participants write, and what they have done. Texts of participants are sealed: no column holds them in clear.

create table cyber_cohorts (
    id                uuid    not null primary key,
    name              text    collate "C" not null,
    -- The name without the difference of capitals: no other cohort has it.
    name_key          text    collate "C" not null constraint cyber_cohorts_name unique,
    starts_on         date    not null,
    time_zone         text    not null,
    capacity          integer not null check (capacity >= 1),
    weeks             integer not null check (weeks >= 1),
    live_weekday      integer not null check (live_weekday between 1 and 7),
    live_at           text    not null,
    live_minutes      integer not null check (live_minutes >= 1),
    template_json     text    not null,
    -- The last place given in the queue for seats; drawn under the lock of this row.
    last_place        bigint  not null check (last_place >= 0),
    -- Rises when dates or hours move, so that calendars take over the change.
    calendar_sequence integer not null check (calendar_sequence >= 0),
    created_at        bigint  not null,
    updated_at        bigint  not null,
    version           bigint  not null check (version >= 1)
);
create index cyber_cohorts_by_starts on cyber_cohorts (starts_on, id);

create table cyber_mentors (
    cohort_id  uuid   not null references cyber_cohorts (id),
    account_id uuid   not null references accounts (id),
    since_at   bigint not null,
    primary key (cohort_id, account_id)
);
create index cyber_mentors_by_account on cyber_mentors (account_id, cohort_id);

create table cyber_breakout_groups (
    id         uuid    not null primary key,
    cohort_id  uuid    not null references cyber_cohorts (id),
    number     integer not null check (number >= 1),
    created_at bigint  not null,
    constraint cyber_breakout_groups_number unique (cohort_id, number)
);

create table cyber_enrollments (
    id                      uuid    not null primary key,
    cohort_id               uuid    not null references cyber_cohorts (id),
    account_id              uuid    not null references accounts (id),
    state                   text    not null check (state in (
        'requested', 'waitlisted', 'enrolled', 'withdrawn', 'released', 'completed', 'not_completed')),
    place                   bigint  not null check (place >= 1),
    settlement              text    not null check (settlement in ('invoice', 'purchase_order')),
    bill_to_organization_id uuid    references organizations (id),
    purchase_order_number   text,
    price_json              text    not null,
    price_cents             bigint  not null check (price_cents >= 0),
    payment_due_on          date,
    discipline              text    not null check (discipline in (
        'information_technology', 'finance', 'operations', 'human_resources', 'management', 'other')),
    population              bigint  check (population >= 0),
    state_code              text,
    breakout_group_id       uuid    references cyber_breakout_groups (id),
    group_since             bigint,
    completion_json         text,
    completed_on            date,
    registered_on           date    not null,
    registered_by           uuid    not null references accounts (id),
    registered_at           bigint  not null,
    updated_at              bigint  not null,
    version                 bigint  not null check (version >= 1),
    constraint cyber_enrollments_place unique (cohort_id, place),
    check ((breakout_group_id is null) = (group_since is null)),
    check ((state = 'completed') = (completed_on is not null)),
    check (completed_on is null or completion_json is not null)
);
-- One person has one registration for a cohort that has not been given up.
create unique index cyber_enrollments_one_open on cyber_enrollments (cohort_id, account_id)
    where state not in ('withdrawn', 'released');
create index cyber_enrollments_by_account on cyber_enrollments (account_id, registered_at, id);
create index cyber_enrollments_by_cohort on cyber_enrollments (cohort_id, registered_at, id);
create index cyber_enrollments_by_cohort_state on cyber_enrollments (cohort_id, state, registered_at, id);
create index cyber_enrollments_by_state on cyber_enrollments (state, registered_at, id);
create index cyber_enrollments_by_registered on cyber_enrollments (registered_at, id);
create index cyber_enrollments_by_group on cyber_enrollments (breakout_group_id);

create table cyber_enrollment_steps (
    enrollment_id   uuid    not null references cyber_enrollments (id),
    position        integer not null check (position >= 1),
    action          text    not null check (action in (
        'register', 'confirm', 'promote', 'withdraw', 'release', 'finish')),
    from_state      text,
    to_state        text    not null,
    actor           text    not null check (actor in ('participant', 'buyer', 'staff', 'system')),
    account_id      uuid    references accounts (id),
    taken_on        date    not null,
    taken_at        bigint  not null,
    payment_due_on  date,
    settlement_json text,
    explanation_json text   not null,
    primary key (enrollment_id, position),
    check ((position = 1) = (from_state is null)),
    check ((position = 1) = (action = 'register'))
);

create table cyber_duties (
    group_id  uuid    not null references cyber_breakout_groups (id),
    week      integer not null check (week >= 1),
    leader_id uuid    not null references cyber_enrollments (id),
    scribe_id uuid    not null references cyber_enrollments (id),
    primary key (group_id, week)
);

-- Keys that texts are sealed with, themselves sealed with a secret that no table holds. Whoever deletes one
-- has deleted everything sealed with it.
create table vault_keys (
    owner_kind text   not null check (owner_kind in ('account', 'cohort')),
    owner_id   uuid   not null,
    sealed_key bytea  not null,
    created_at bigint not null,
    primary key (owner_kind, owner_id)
);

create table cyber_posts (
    id                uuid    not null primary key,
    cohort_id         uuid    not null references cyber_cohorts (id),
    author_id         uuid    not null references accounts (id),
    kind              text    not null check (kind in ('breakout_summary', 'discuss_breakout', 'discuss_cohort')),
    week              integer not null check (week >= 1),
    activity          text    collate "C" not null,
    group_id          uuid    references cyber_breakout_groups (id),
    parent_id         uuid    references cyber_posts (id),
    audience_peers    text    not null check (audience_peers in ('nobody', 'group', 'cohort')),
    audience_group_id uuid    references cyber_breakout_groups (id),
    audience_faculty  text    not null check (audience_faculty in ('nothing', 'aggregate', 'whole')),
    audience_staff    text    not null check (audience_staff in ('nothing', 'aggregate', 'whole')),
    sealed_body       bytea   not null,
    posted_at         bigint  not null,
    -- By when somebody must have been in a group to read what is for it: of a reply, when its thread began.
    audience_since    bigint  not null,
    updated_at        bigint  not null,
    version           bigint  not null check (version >= 1),
    check (audience_since <= posted_at),
    check ((kind = 'discuss_cohort') = (group_id is null)),
    check ((audience_peers = 'group') = (audience_group_id is not null))
);
-- One summary for a group and week.
create unique index cyber_posts_one_summary on cyber_posts (group_id, week) where kind = 'breakout_summary';
create index cyber_posts_by_cohort on cyber_posts (cohort_id, posted_at, id);
create index cyber_posts_by_cohort_kind on cyber_posts (cohort_id, kind, posted_at, id);
create index cyber_posts_by_parent on cyber_posts (parent_id, posted_at, id);

-- For their author alone.
create table cyber_reflections (
    id          uuid    not null primary key,
    cohort_id   uuid    not null references cyber_cohorts (id),
    author_id   uuid    not null references accounts (id),
    week        integer not null check (week >= 1),
    activity    text    collate "C" not null,
    sealed_body bytea   not null,
    written_at  bigint  not null,
    updated_at  bigint  not null,
    version     bigint  not null check (version >= 1)
);
create index cyber_reflections_by_author on cyber_reflections (author_id, cohort_id, written_at, id);

create table cyber_surveys (
    id             uuid    not null primary key,
    cohort_id      uuid    not null references cyber_cohorts (id),
    week           integer not null check (week >= 1),
    activity       text    collate "C" not null,
    questions_json text    not null,
    created_by     uuid    not null references accounts (id),
    created_at     bigint  not null,
    constraint cyber_surveys_activity unique (cohort_id, activity)
);
create index cyber_surveys_by_cohort on cyber_surveys (cohort_id, created_at, id);

create table cyber_survey_answers (
    id             uuid   not null primary key,
    survey_id      uuid   not null references cyber_surveys (id),
    author_id      uuid   not null references accounts (id),
    sealed_answers bytea  not null,
    answered_at    bigint not null,
    constraint cyber_survey_answers_once unique (survey_id, author_id)
);

-- What a participant has done, and nothing about it. That somebody reflected is told by no row of this table.
create table cyber_marks (
    enrollment_id uuid    not null references cyber_enrollments (id),
    week          integer not null check (week >= 1),
    activity      text    collate "C" not null,
    kind          text    not null check (kind in ('done', 'attended', 'watched')),
    done_on       date    not null,
    marked_by     uuid    not null references accounts (id),
    marked_at     bigint  not null,
    primary key (enrollment_id, activity)
);

create table cyber_calendar_links (
    enrollment_id uuid   not null primary key references cyber_enrollments (id),
    token_hash    bytea  not null constraint cyber_calendar_links_token unique,
    created_at    bigint not null
);

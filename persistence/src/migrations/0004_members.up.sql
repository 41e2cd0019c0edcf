-- Members, what they paid for, where they work and what they applied for.

create table members (
    id              uuid   not null primary key,
    number          bigint not null constraint members_number unique,
    account_id      uuid   not null constraint members_account_id unique references accounts (id),
    given_name      text   not null,
    family_name     text   not null,
    family_name_key text   collate "C" not null,
    email           text   not null,
    category        text   not null check (category in (
        'full', 'full_not_in_service', 'affiliate_department_head', 'affiliate_staff',
        'affiliate_intern', 'academic_professor', 'academic_student', 'chapter_student',
        'other', 'retired', 'life', 'honorary')),
    born_on         date,
    joined_on       date,
    term_starts_on  date,
    good_until_on   date,
    created_at      bigint not null,
    updated_at      bigint not null,
    version         bigint not null check (version >= 1),
    check ((term_starts_on is null) = (good_until_on is null)),
    check (good_until_on >= term_starts_on)
);
create index members_by_family_name on members (family_name_key, id);
create index members_by_good_until on members ((coalesce(good_until_on, '9999-12-31')), id);
create index members_by_category_number on members (category, number);
create index members_by_category_family_name on members (category, family_name_key, id);
create index members_by_category_good_until on members (category, (coalesce(good_until_on, '9999-12-31')), id);

create table membership_applications (
    id           uuid   not null primary key,
    account_id   uuid   not null references accounts (id),
    member_id    uuid   references members (id),
    kind         text   not null check (kind in ('join', 'renewal', 'category_change', 'rejoin')),
    category     text   not null check (category in (
        'full', 'full_not_in_service', 'affiliate_department_head', 'affiliate_staff',
        'affiliate_intern', 'academic_professor', 'academic_student', 'chapter_student',
        'other', 'retired', 'life', 'honorary')),
    state        text   not null check (state in ('awaiting_payment', 'accepted', 'withdrawn')),
    facts_json   text   not null,
    submitted_at bigint not null,
    decided_at   bigint,
    submitted_by uuid   not null references accounts (id),
    version      bigint not null check (version >= 1),
    check ((state = 'awaiting_payment') = (decided_at is null))
);
-- Two requests may race for one person's application; one of them wins here.
create unique index membership_applications_one_open on membership_applications (account_id)
    where state = 'awaiting_payment';
create index membership_applications_by_submitted on membership_applications (submitted_at, id);
create index membership_applications_by_account_submitted on membership_applications (account_id, submitted_at, id);
create index membership_applications_by_state_submitted on membership_applications (state, submitted_at, id);
create index membership_applications_by_kind_submitted on membership_applications (kind, submitted_at, id);
create index membership_applications_by_member on membership_applications (member_id);

create table membership_terms (
    id             uuid    not null primary key,
    member_id      uuid    not null references members (id),
    application_id uuid    not null constraint membership_terms_application_id unique
        references membership_applications (id),
    category       text    not null check (category in (
        'full', 'full_not_in_service', 'affiliate_department_head', 'affiliate_staff',
        'affiliate_intern', 'academic_professor', 'academic_student', 'chapter_student',
        'other', 'retired', 'life', 'honorary')),
    starts_on      date    not null,
    ends_on        date    not null,
    in_transition  boolean not null,
    created_at     bigint  not null,
    check (ends_on > starts_on)
);
create index membership_terms_by_member_starts on membership_terms (member_id, starts_on, id);

create table employment_spells (
    id                  uuid   not null primary key,
    member_id           uuid   not null references members (id),
    organization_id     uuid   references organizations (id),
    employer_name       text   not null,
    employer_kind       text   not null check (employer_kind in (
        'city_or_county', 'council_of_governments', 'state_or_provincial_league',
        'special_district', 'state_association', 'state_government',
        'federal_government', 'private_company', 'nonprofit', 'university', 'other')),
    position_title      text   not null,
    extent              text   not null check (extent in ('full_time', 'part_time', 'interim')),
    annual_salary_cents bigint check (annual_salary_cents > 0),
    starts_on           date   not null,
    ends_on             date,
    created_at          bigint not null,
    updated_at          bigint not null,
    version             bigint not null check (version >= 1),
    check (ends_on > starts_on)
);
create index employment_spells_by_member_starts on employment_spells (member_id, starts_on, id);
create index employment_spells_by_organization on employment_spells (organization_id);

-- The states come back under their check. A row with a state or an end that the schema of before does not know makes
-- this fail, and nothing is lost.

alter table organizations drop column figures_confirmed_on;
drop index members_unconfirmed_by_number;
alter table members drop column confirmation_awaited;
alter table members drop column confirmed_on;

drop table membership_application_steps;
create table kept_membership_terms as select * from membership_terms;
create table kept_membership_applications as select * from membership_applications;
drop table membership_terms;
drop table membership_applications;

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
insert into membership_applications
    (id, account_id, member_id, kind, category, state, facts_json, submitted_at, decided_at, submitted_by, version)
    select id, account_id, member_id, kind, category, state, facts_json, submitted_at, decided_at, submitted_by, version
    from kept_membership_applications;
drop table kept_membership_applications;
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
insert into membership_terms
    (id, member_id, application_id, category, starts_on, ends_on, in_transition, created_at)
    select id, member_id, application_id, category, starts_on, ends_on, in_transition, created_at
    from kept_membership_terms;
drop table kept_membership_terms;
create index membership_terms_by_member_starts on membership_terms (member_id, starts_on, id);

drop table student_chapters;

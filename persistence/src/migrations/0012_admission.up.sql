-- Staff accept who joins in a category that decides rights: an application is in review, has steps, and may end by
-- itself. Its states are an open list, so no check names them; SQLite drops no check, so the table is copied aside, made
-- anew and put back. A term that a new position cuts short remembers where it would have ended. Chapters of students
-- are on record with the hash of a code. What a member got in a category that begins when it is paid is looked at by
-- staff; what began before this script goes on.

create table student_chapters (
    id            uuid    not null primary key,
    name          text    not null,
    name_key      text    not null,
    code_hash     bytea   not null constraint student_chapters_code unique,
    code_since_on date    not null,
    capacity      integer not null check (capacity >= 1),
    expires_on    date    not null,
    created_at    bigint  not null,
    updated_at    bigint  not null,
    version       bigint  not null check (version >= 1)
);
create index student_chapters_by_name on student_chapters (name_key, id);

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
    state        text   not null,
    facts_json   text   not null,
    submitted_at bigint not null,
    decided_at   bigint,
    submitted_by uuid   not null references accounts (id),
    version      bigint not null check (version >= 1),
    review_json  text   not null default '[]',
    accepted_at  bigint,
    chapter_id   uuid   references student_chapters (id)
);
insert into membership_applications
    (id, account_id, member_id, kind, category, state, facts_json, submitted_at, decided_at, submitted_by, version)
    select id, account_id, member_id, kind, category, state, facts_json, submitted_at, decided_at, submitted_by, version
    from kept_membership_applications;
drop table kept_membership_applications;
-- What was invoiced goes on as it was; what was not is accepted by staff first.
update membership_applications set state = 'in_review'
    where state = 'awaiting_payment' and kind in ('join', 'rejoin')
    and category in ('full', 'affiliate_department_head', 'academic_professor', 'retired')
    and not exists (
        select 1 from invoices where invoices.subject_kind = 'membership'
        and invoices.subject_id = membership_applications.id and invoices.status <> 'void');
-- Two requests may race for one person's application; one of them wins here.
create unique index membership_applications_one_open on membership_applications (account_id) where decided_at is null;
create index membership_applications_by_submitted on membership_applications (submitted_at, id);
create index membership_applications_by_account_submitted on membership_applications (account_id, submitted_at, id);
create index membership_applications_by_state_submitted on membership_applications (state, submitted_at, id);
create index membership_applications_by_kind_submitted on membership_applications (kind, submitted_at, id);
create index membership_applications_by_member on membership_applications (member_id);
create index membership_applications_open_by_submitted on membership_applications (submitted_at, id)
    where decided_at is null;
create index membership_applications_by_chapter on membership_applications (chapter_id);

create table membership_terms (
    id              uuid    not null primary key,
    member_id       uuid    not null references members (id),
    application_id  uuid    not null constraint membership_terms_application_id unique
        references membership_applications (id),
    category        text    not null check (category in (
        'full', 'full_not_in_service', 'affiliate_department_head', 'affiliate_staff',
        'affiliate_intern', 'academic_professor', 'academic_student', 'chapter_student',
        'other', 'retired', 'life', 'honorary')),
    starts_on       date    not null,
    ends_on         date    not null,
    in_transition   boolean not null,
    created_at      bigint  not null,
    planned_ends_on date,
    check (ends_on >= starts_on),
    check (ends_on > starts_on or planned_ends_on is not null)
);
insert into membership_terms
    (id, member_id, application_id, category, starts_on, ends_on, in_transition, created_at)
    select id, member_id, application_id, category, starts_on, ends_on, in_transition, created_at
    from kept_membership_terms;
drop table kept_membership_terms;
create index membership_terms_by_member_starts on membership_terms (member_id, starts_on, id);

create table membership_application_steps (
    application_id uuid    not null references membership_applications (id),
    position       integer not null check (position >= 1),
    action         text    not null,
    account_id     uuid    references accounts (id),
    taken_at       bigint  not null,
    told_json      text    not null,
    primary key (application_id, position)
);
create index membership_application_steps_by_account on membership_application_steps (account_id);

alter table members add column confirmed_on date;
alter table members add column confirmation_awaited boolean not null default false;
create index members_unconfirmed_by_number on members (number) where confirmed_on is null;

alter table organizations add column figures_confirmed_on date;

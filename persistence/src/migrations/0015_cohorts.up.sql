-- What the association does to a participant: stays in breakout groups as intervals, cohorts that are canceled, first days
-- that move, and marks on somebody's own word.

-- Stays that have ended. The present one is on the enrollment.
create table cyber_group_stays (
    enrollment_id     uuid   not null references cyber_enrollments (id),
    breakout_group_id uuid   not null references cyber_breakout_groups (id),
    since_at          bigint not null,
    until_at          bigint not null,
    primary key (enrollment_id, since_at),
    check (since_at < until_at)
);
create index cyber_group_stays_by_group on cyber_group_stays (breakout_group_id);

create table cyber_cancellations (
    cohort_id   uuid   not null primary key references cyber_cohorts (id),
    canceled_by uuid   not null references accounts (id),
    canceled_on date   not null,
    canceled_at bigint not null,
    reason      text   not null
);

-- By the cohort's calendar.
alter table cyber_cohorts add column canceled_on date;

-- The first day that the person last agreed to, once it was moved; until when a withdrawal costs nothing.
alter table cyber_enrollments add column agreed_starts_on date;
alter table cyber_enrollments add column withdraw_free_until date;

-- Attendance on the participant's own word counts when somebody who leads the cohort has confirmed it.
alter table cyber_marks add column self_reported boolean not null default false;
alter table cyber_marks add column reason text;
alter table cyber_marks add column confirmed_by uuid;
alter table cyber_marks add column confirmed_at bigint;

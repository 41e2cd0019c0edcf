-- The words come back under their checks. A row with a word that the schema of before does not know makes this fail, and
-- nothing is lost.

create table kept_account_roles as select * from account_roles;
create table kept_one_time_tokens as select * from one_time_tokens;
create table kept_cyber_enrollments as select * from cyber_enrollments;
create table kept_cyber_enrollment_steps as select * from cyber_enrollment_steps;
create table kept_cyber_duties as select * from cyber_duties;
create table kept_vault_keys as select * from vault_keys;
create table kept_cyber_posts as select * from cyber_posts;
create table kept_cyber_marks as select * from cyber_marks;
create table kept_cyber_calendar_links as select * from cyber_calendar_links;
create table kept_credit_entries as select * from credit_entries;
create table kept_invoices as select * from invoices;
create table kept_invoice_lines as select * from invoice_lines;
create table kept_invoice_installments as select * from invoice_installments;
create table kept_payments as select * from payments;
create table kept_credit_notes as select * from credit_notes;
create table kept_refunds as select * from refunds;
create table kept_ledger_entries as select * from ledger_entries;
create table kept_ledger_postings as select * from ledger_postings;

drop table ledger_postings;
drop table ledger_entries;
drop table refunds;
drop table credit_notes;
drop table payments;
drop table invoice_installments;
drop table invoice_lines;
drop table invoices;
drop table credit_entries;
drop table cyber_calendar_links;
drop table cyber_marks;
drop table cyber_posts;
drop table vault_keys;
drop table cyber_duties;
drop table cyber_enrollment_steps;
drop table cyber_enrollments;
drop table one_time_tokens;
drop table account_roles;

create table account_roles (
    account_id uuid not null references accounts (id),
    role       text not null check (role in ('faculty', 'coach', 'staff', 'finance', 'board', 'admin')),
    primary key (account_id, role)
);
create index account_roles_by_role on account_roles (role, account_id);

create table one_time_tokens (
    token_hash bytea  not null primary key,
    account_id uuid   not null references accounts (id),
    purpose    text   not null check (purpose in ('confirm_email', 'reset_password')),
    expires_at bigint not null,
    used_at    bigint
);
create index one_time_tokens_by_account on one_time_tokens (account_id, purpose);
create index one_time_tokens_by_expiry on one_time_tokens (expires_at);

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

create table credit_entries (
    id           uuid   not null primary key,
    account_id   uuid   not null references accounts (id),
    minutes      bigint not null check (minutes <> 0),
    earned_on    date   not null,
    source       text   not null check (source in (
        'cyber_program', 'coaching_webinar', 'conference_session', 'reading', 'other')),
    title        text   not null,
    ground_json  text   not null,
    grant_key    text   collate "C" not null constraint credit_entries_grant_key unique,
    reverses_id  uuid   constraint credit_entries_reverses unique references credit_entries (id),
    entered_at   bigint not null,
    check ((minutes < 0) = (reverses_id is not null))
);
create index credit_entries_by_entered on credit_entries (entered_at, id);
create index credit_entries_by_account_entered on credit_entries (account_id, entered_at, id);
create index credit_entries_by_account_earned on credit_entries (account_id, earned_on, id);

create table invoices (
    id                      uuid    not null primary key,
    number                  text    collate "C" not null constraint invoices_number unique,
    fiscal_year             integer not null,
    bills                   text    not null default 'membership'
        check (bills in ('membership', 'cyber_program_seat', 'print_magazine')),
    application_id          uuid    references membership_applications (id),
    enrollment_id           uuid    references cyber_enrollments (id),
    print_subscription_id   uuid    references print_subscriptions (id),
    account_id              uuid    not null references accounts (id),
    member_id               uuid    references members (id),
    bill_to_organization_id uuid    references organizations (id),
    purchase_order_number   text,
    status                  text    not null check (status in ('open', 'partially_paid', 'paid', 'void')),
    total_cents             bigint  not null check (total_cents >= 0),
    paid_cents              bigint  not null check (paid_cents >= 0),
    credited_cents          bigint  not null default 0 check (credited_cents >= 0),
    priced_on               date    not null,
    rate_table_version      text    not null,
    due_on                  date    not null,
    issued_at               bigint  not null,
    voided_at               bigint,
    void_reason             text,
    version                 bigint  not null check (version >= 1),
    check ((bills = 'membership') = (application_id is not null)),
    check ((bills = 'cyber_program_seat') = (enrollment_id is not null)),
    check ((bills = 'print_magazine') = (print_subscription_id is not null)),
    check (paid_cents <= total_cents),
    check (credited_cents <= total_cents),
    check ((status = 'void') = (voided_at is not null)),
    check (status <> 'void' or (paid_cents = 0 and credited_cents = 0)),
    check ((status = 'paid') = (paid_cents >= total_cents - credited_cents and status <> 'void'))
);
-- Each thing is billed once, unless the first invoice was voided.
create unique index invoices_one_per_application on invoices (application_id) where status <> 'void';
create unique index invoices_one_per_enrollment on invoices (enrollment_id) where status <> 'void';
create unique index invoices_one_per_print_subscription on invoices (print_subscription_id) where status <> 'void';
create index invoices_by_issued on invoices (issued_at, id);
create index invoices_by_status_issued on invoices (status, issued_at, id);
create index invoices_by_member_issued on invoices (member_id, issued_at, id);
create index invoices_by_account_issued on invoices (account_id, issued_at, id);
create index invoices_by_application on invoices (application_id, issued_at, id);
create index invoices_by_enrollment on invoices (enrollment_id, issued_at, id);
create index invoices_by_print_subscription on invoices (print_subscription_id, issued_at, id);
create index invoices_by_bills_issued on invoices (bills, issued_at, id);
create index invoices_by_bill_to on invoices (bill_to_organization_id);

create table invoice_lines (
    invoice_id         uuid    not null references invoices (id),
    position           integer not null check (position >= 1),
    code               text    not null,
    description        text    not null,
    amount_cents       bigint  not null,
    provisional        boolean not null,
    rule_clause        text    not null,
    rate_table_version text    not null,
    primary key (invoice_id, position)
);

create table invoice_installments (
    invoice_id   uuid    not null references invoices (id),
    position     integer not null check (position >= 1),
    due_on       date    not null,
    amount_cents bigint  not null check (amount_cents >= 0),
    paid_cents   bigint  not null check (paid_cents >= 0),
    primary key (invoice_id, position),
    check (paid_cents <= amount_cents)
);

create table payments (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    method             text   not null check (method in ('check', 'ach', 'wire', 'lockbox')),
    amount_cents       bigint not null check (amount_cents > 0),
    received_on        date   not null,
    external_reference text   not null,
    recorded_by        uuid   not null references accounts (id),
    recorded_at        bigint not null,
    constraint payments_external_reference unique (method, external_reference)
);
create index payments_by_recorded on payments (recorded_at, id);
create index payments_by_invoice_recorded on payments (invoice_id, recorded_at, id);
create index payments_by_method_recorded on payments (method, recorded_at, id);

-- Written once, never changed.
create table credit_notes (
    id               uuid    not null primary key,
    invoice_id       uuid    not null references invoices (id),
    amount_cents     bigint  not null check (amount_cents > 0),
    reason           text    not null check (reason in ('withdrawal', 'seat_released')),
    provisional      boolean not null,
    explanation_json text    not null,
    issued_on        date    not null,
    issued_at        bigint  not null,
    issued_by        uuid    references accounts (id)
);
create index credit_notes_by_invoice on credit_notes (invoice_id);

create table refunds (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    credit_note_id     uuid   not null constraint refunds_credit_note_id unique references credit_notes (id),
    amount_cents       bigint not null check (amount_cents > 0),
    state              text   not null check (state in ('due', 'paid')),
    reason             text   not null check (reason in ('withdrawal', 'seat_released')),
    due_since          date   not null,
    created_at         bigint not null,
    method             text   check (method in ('check', 'ach', 'wire')),
    paid_on            date,
    external_reference text,
    paid_by            uuid   references accounts (id),
    recorded_at        bigint,
    version            bigint not null check (version >= 1),
    constraint refunds_external_reference unique (method, external_reference),
    check ((state = 'paid') = (method is not null)),
    check ((state = 'paid') = (paid_on is not null)),
    check ((state = 'paid') = (external_reference is not null)),
    check ((state = 'paid') = (paid_by is not null)),
    check ((state = 'paid') = (recorded_at is not null))
);
create index refunds_by_created on refunds (created_at, id);
create index refunds_by_state_created on refunds (state, created_at, id);
create index refunds_by_invoice_created on refunds (invoice_id, created_at, id);

create table ledger_entries (
    id             uuid   not null primary key,
    kind           text   not null check (kind in (
        'invoice_issued', 'payment_received', 'invoice_voided', 'credit_issued', 'refund_paid')),
    invoice_id     uuid   not null references invoices (id),
    payment_id     uuid   constraint ledger_entries_payment_id unique references payments (id),
    credit_note_id uuid   constraint ledger_entries_credit_note_id unique references credit_notes (id),
    refund_id      uuid   constraint ledger_entries_refund_id unique references refunds (id),
    posted_on      date   not null,
    posted_at      bigint not null,
    check ((kind = 'payment_received') = (payment_id is not null)),
    check ((kind = 'credit_issued') = (credit_note_id is not null)),
    check ((kind = 'refund_paid') = (refund_id is not null))
);
-- Issuing and voiding happen once to an invoice.
create unique index ledger_entries_once on ledger_entries (invoice_id, kind)
    where payment_id is null and credit_note_id is null and refund_id is null;
create index ledger_entries_by_posted on ledger_entries (posted_at, id);
create index ledger_entries_by_invoice_posted on ledger_entries (invoice_id, posted_at, id);

create table ledger_postings (
    entry_id       uuid    not null references ledger_entries (id),
    position       integer not null check (position >= 1),
    ledger_account text    not null check (ledger_account in (
        'accounts_receivable', 'dues_revenue', 'cash', 'program_revenue', 'publications_revenue', 'refunds_payable')),
    amount_cents   bigint  not null check (amount_cents <> 0),
    primary key (entry_id, position)
);

insert into account_roles (
    account_id, role
)
select
    account_id, role
from kept_account_roles;
insert into one_time_tokens (
    token_hash, account_id, purpose, expires_at, used_at
)
select
    token_hash, account_id, purpose, expires_at, used_at
from kept_one_time_tokens;
insert into cyber_enrollments (
    id, cohort_id, account_id, state, place, settlement, bill_to_organization_id, purchase_order_number,
    price_json, price_cents, payment_due_on, discipline, population, state_code, breakout_group_id, group_since,
    completion_json, completed_on, registered_on, registered_by, registered_at, updated_at, version
)
select
    id, cohort_id, account_id, state, place, settlement, bill_to_organization_id, purchase_order_number,
    price_json, price_cents, payment_due_on, discipline, population, state_code, breakout_group_id, group_since,
    completion_json, completed_on, registered_on, registered_by, registered_at, updated_at, version
from kept_cyber_enrollments;
insert into cyber_enrollment_steps (
    enrollment_id, position, action, from_state, to_state, actor, account_id, taken_on, taken_at,
    payment_due_on, settlement_json, explanation_json
)
select
    enrollment_id, position, action, from_state, to_state, actor, account_id, taken_on, taken_at,
    payment_due_on, settlement_json, explanation_json
from kept_cyber_enrollment_steps;
insert into cyber_duties (
    group_id, week, leader_id, scribe_id
)
select
    group_id, week, leader_id, scribe_id
from kept_cyber_duties;
insert into vault_keys (
    owner_kind, owner_id, sealed_key, created_at
)
select
    owner_kind, owner_id, sealed_key, created_at
from kept_vault_keys;
insert into cyber_posts (
    id, cohort_id, author_id, kind, week, activity, group_id, parent_id, audience_peers, audience_group_id,
    audience_faculty, audience_staff, sealed_body, posted_at, audience_since, updated_at, version
)
select
    id, cohort_id, author_id, kind, week, activity, group_id, parent_id, audience_peers, audience_group_id,
    audience_faculty, audience_staff, sealed_body, posted_at, audience_since, updated_at, version
from kept_cyber_posts;
insert into cyber_marks (
    enrollment_id, week, activity, kind, done_on, marked_by, marked_at
)
select
    enrollment_id, week, activity, kind, done_on, marked_by, marked_at
from kept_cyber_marks;
insert into cyber_calendar_links (
    enrollment_id, token_hash, created_at
)
select
    enrollment_id, token_hash, created_at
from kept_cyber_calendar_links;
insert into credit_entries (
    id, account_id, minutes, earned_on, source, title, ground_json, grant_key, reverses_id, entered_at
)
select
    id, account_id, minutes, earned_on, source, title, ground_json, grant_key, reverses_id, entered_at
from kept_credit_entries;
insert into invoices (
    id, number, fiscal_year, bills, application_id, enrollment_id, print_subscription_id, account_id, member_id,
    bill_to_organization_id, purchase_order_number, status, total_cents, paid_cents, credited_cents, priced_on,
    rate_table_version, due_on, issued_at, voided_at, void_reason, version
)
select
    id, number, fiscal_year, subject_kind,
    case when subject_kind = 'membership' then subject_id end,
    case when subject_kind = 'cyber_program_seat' then subject_id end,
    case when subject_kind = 'print_magazine' then subject_id end,
    account_id, member_id, bill_to_organization_id, purchase_order_number, status, total_cents, paid_cents,
    credited_cents, priced_on, rate_table_version, due_on, issued_at, voided_at, void_reason, version
from kept_invoices;
insert into invoice_lines (
    invoice_id, position, code, description, amount_cents, provisional, rule_clause, rate_table_version
)
select
    invoice_id, position, code, description, amount_cents, provisional, rule_clause, rate_table_version
from kept_invoice_lines;
insert into invoice_installments (
    invoice_id, position, due_on, amount_cents, paid_cents
)
select
    invoice_id, position, due_on, amount_cents, paid_cents
from kept_invoice_installments;
insert into payments (
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
)
select
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
from kept_payments;
insert into credit_notes (
    id, invoice_id, amount_cents, reason, provisional, explanation_json, issued_on, issued_at, issued_by
)
select
    id, invoice_id, amount_cents, reason, provisional, explanation_json, issued_on, issued_at, issued_by
from kept_credit_notes;
insert into refunds (
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
)
select
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
from kept_refunds;
insert into ledger_entries (
    id, kind, invoice_id, payment_id, credit_note_id, refund_id, posted_on, posted_at
)
select
    id, kind, invoice_id, payment_id, credit_note_id, refund_id, posted_on, posted_at
from kept_ledger_entries;
insert into ledger_postings (
    entry_id, position, ledger_account, amount_cents
)
select
    entry_id, position, ledger_account, amount_cents
from kept_ledger_postings;

drop table kept_ledger_postings;
drop table kept_ledger_entries;
drop table kept_refunds;
drop table kept_credit_notes;
drop table kept_payments;
drop table kept_invoice_installments;
drop table kept_invoice_lines;
drop table kept_invoices;
drop table kept_credit_entries;
drop table kept_cyber_calendar_links;
drop table kept_cyber_marks;
drop table kept_cyber_posts;
drop table kept_vault_keys;
drop table kept_cyber_duties;
drop table kept_cyber_enrollment_steps;
drop table kept_cyber_enrollments;
drop table kept_one_time_tokens;
drop table kept_account_roles;

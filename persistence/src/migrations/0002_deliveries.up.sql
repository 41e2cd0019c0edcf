-- What stands beside every change: remembered answers, messages to send,
-- daily jobs done, the trail of who did what, and numbers without gaps.

create table idempotency_keys (
    caller       text   not null,
    key_hash     bytea  not null,
    method_path  text   not null,
    body_hash    bytea  not null,
    status       integer,
    headers_json text,
    body         bytea,
    created_at   bigint not null,
    expires_at   bigint not null,
    primary key (caller, key_hash)
);
create index idempotency_keys_by_expiry on idempotency_keys (expires_at);

create table outbox_messages (
    id           uuid    not null primary key,
    kind         text    not null,
    dedupe       text    constraint outbox_messages_dedupe unique,
    payload_json text    not null,
    created_at   bigint  not null,
    available_at bigint  not null,
    attempts     integer not null check (attempts >= 0),
    last_error   text,
    delivered_at bigint,
    given_up_at  bigint,
    check (delivered_at is null or given_up_at is null)
);
create index outbox_messages_by_created on outbox_messages (created_at, id);
create index outbox_messages_due on outbox_messages (available_at, id)
    where delivered_at is null and given_up_at is null;
create index outbox_messages_delivered on outbox_messages (delivered_at) where delivered_at is not null;

create table job_runs (
    name   text   not null,
    due_on date   not null,
    ran_at bigint not null,
    primary key (name, due_on)
);

create table audit_entries (
    id               uuid   not null primary key,
    at               bigint not null,
    actor_account_id uuid,
    action           text   not null,
    subject_kind     text   not null,
    subject_id       uuid   not null,
    detail_json      text   not null
);
create index audit_entries_by_at on audit_entries (at, id);
create index audit_entries_by_subject_at on audit_entries (subject_id, at, id);
create index audit_entries_by_actor_at on audit_entries (actor_account_id, at, id);

create table number_sequences (
    name        text   not null primary key,
    last_number bigint not null check (last_number >= 1)
);

-- People who can sign in, what they may do, and their sessions.

create table accounts (
    id            uuid    not null primary key,
    email         text    not null,
    email_key     text    not null constraint accounts_email_key unique,
    given_name    text    not null,
    family_name   text    not null,
    password_hash text    not null,
    status        text    not null check (status in ('pending', 'active', 'suspended')),
    demo          boolean not null,
    created_at    bigint  not null,
    updated_at    bigint  not null,
    version       bigint  not null check (version >= 1)
);
create index accounts_by_created on accounts (created_at, id);
create index accounts_by_status_created on accounts (status, created_at, id);
create index accounts_made_for_demo on accounts (id) where demo;

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

create table sign_in_throttles (
    email_hash     bytea   not null primary key,
    failures       integer not null check (failures >= 0),
    last_failed_at bigint  not null
);
create index sign_in_throttles_by_last_failed on sign_in_throttles (last_failed_at);

create table sessions (
    id           uuid   not null primary key,
    account_id   uuid   not null references accounts (id),
    created_at   bigint not null,
    last_used_at bigint not null,
    expires_at   bigint not null,
    ended_at     bigint,
    end_reason   text check (end_reason in (
        'signed_out', 'password_changed', 'password_reset', 'token_reused',
        'account_suspended', 'roles_changed')),
    user_agent   text,
    check ((ended_at is null) = (end_reason is null))
);
create index sessions_by_account_created on sessions (account_id, created_at, id);
create index sessions_by_ended on sessions (ended_at) where ended_at is not null;
create index sessions_by_expiry on sessions (expires_at);

create table refresh_tokens (
    token_hash    bytea  not null primary key,
    session_id    uuid   not null references sessions (id),
    issued_at     bigint not null,
    used_at       bigint,
    used_with_key bytea
);
create index refresh_tokens_by_session on refresh_tokens (session_id);

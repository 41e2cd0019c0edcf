-- Who registered an address, so that only its owner decides what the account is called and opens with; the address that
-- somebody signs in with can change; a second factor; and accounts that their owners have closed.

create table account_registrations (
    token_hash    bytea  not null primary key,
    account_id    uuid   not null references accounts (id),
    given_name    text   not null,
    family_name   text   not null,
    password_hash text   not null,
    registered_at bigint not null
);
create index account_registrations_by_account on account_registrations (account_id, registered_at);

create table address_changes (
    id              uuid   not null primary key,
    account_id      uuid   not null references accounts (id),
    former_email    text   not null,
    email           text   not null,
    asked_by        uuid   not null references accounts (id),
    session_id      uuid,
    reason          text,
    asked_at        bigint not null,
    expires_at      bigint not null,
    token_hash      bytea  not null constraint address_changes_token_hash unique,
    changed_at      bigint,
    revocation_hash bytea  constraint address_changes_revocation_hash unique,
    revocable_until bigint,
    revoked_at      bigint
);
create index address_changes_by_account on address_changes (account_id, asked_at, id);
create index address_changes_by_asker on address_changes (asked_by);

-- The contact address of a member is the address of the account from now on. What was typed beside it and never proved is kept here.
alter table members add column unproved_email text;
update members
    set unproved_email = email, email = (select a.email from accounts a where a.id = members.account_id)
    where lower(trim(email)) <> (select a.email_key from accounts a where a.id = members.account_id);

create table second_factors (
    account_id    uuid   not null primary key references accounts (id),
    secret_sealed bytea  not null,
    begun_at      bigint not null,
    confirmed_at  bigint,
    last_step     bigint not null
);
create table recovery_codes (
    code_hash  bytea  not null primary key,
    account_id uuid   not null references accounts (id),
    used_at    bigint
);
create index recovery_codes_by_account on recovery_codes (account_id);
create table second_factor_resets (
    id         uuid   not null primary key,
    account_id uuid   not null references accounts (id),
    reset_by   uuid   not null references accounts (id),
    reason     text   not null,
    reset_at   bigint not null
);
create index second_factor_resets_by_account on second_factor_resets (account_id, reset_at, id);
create index second_factor_resets_by_resetter on second_factor_resets (reset_by);
-- From when on the roles of the account count only with a second factor.
alter table accounts add column second_factor_due_at bigint;

-- When its owner closed the account for good.
alter table accounts add column closed_at bigint;

-- The ledger of credit hours: entries are added, never changed.

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

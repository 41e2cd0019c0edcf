-- What has happened, one row per event, for the change feed and for whoever subscribes to it.

create table events (
    id               uuid    not null primary key,
    name             text    not null,
    payload_version  integer not null check (payload_version >= 1),
    subject_kind     text    not null,
    subject_id       uuid    not null,
    actor_account_id uuid,
    at               bigint  not null,
    payload_json     text    not null
);
create index events_by_subject_at on events (subject_id, at, id);

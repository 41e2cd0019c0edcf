-- Honorary membership is conferred by a vote of the board that members with a vote ask for, and can be revoked. What the
-- member held before is kept, so that a revocation gives it back.
create table honorary_conferrals (
    id                   uuid    not null primary key,
    member_id            uuid    not null references members (id),
    nominators_json      text    not null,
    citation             text    not null,
    decided_on           date    not null,
    vote_json            text    not null,
    carried              boolean not null,
    ground_json          text    not null,
    former_json          text    not null,
    recorded_by          uuid    not null references accounts (id),
    recorded_at          bigint  not null,
    revoked_by           uuid    references accounts (id),
    revoked_at           bigint,
    revoked_reason       text,
    version              bigint  not null check (version >= 1)
);
create index honorary_conferrals_by_recorded on honorary_conferrals (recorded_at, id);
create index honorary_conferrals_by_member on honorary_conferrals (member_id);
create index honorary_conferrals_by_recorder on honorary_conferrals (recorded_by);
create index honorary_conferrals_by_revoker on honorary_conferrals (revoked_by);

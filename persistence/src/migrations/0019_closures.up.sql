-- An account that its owner has closed is forgotten some weeks later; until then an administrator can open it again.
alter table accounts add column erased_at bigint;
create index accounts_to_erase on accounts (closed_at) where closed_at is not null and erased_at is null;

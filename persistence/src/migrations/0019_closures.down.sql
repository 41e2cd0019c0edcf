drop index accounts_to_erase;
alter table accounts drop column erased_at;

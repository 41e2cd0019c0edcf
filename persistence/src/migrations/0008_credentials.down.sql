drop table credit_entries;

drop table number_sequences;
drop table audit_entries;
drop table job_runs;
drop table outbox_messages;
drop table idempotency_keys;

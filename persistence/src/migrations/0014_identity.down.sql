alter table accounts drop column closed_at;
alter table accounts drop column second_factor_due_at;
drop table second_factor_resets;
drop table recovery_codes;
drop table second_factors;
update members set email = unproved_email where unproved_email is not null;
alter table members drop column unproved_email;
drop table address_changes;
drop table account_registrations;

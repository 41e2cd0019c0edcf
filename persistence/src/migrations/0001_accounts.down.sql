drop table refresh_tokens;
drop table sessions;
drop table sign_in_throttles;
drop table one_time_tokens;
drop table account_roles;
drop table accounts;

-- Whatever bills no application for membership goes, with all that was booked on it, and so does every credit and
-- refund; the rest is kept.

create table kept_invoices as
    select * from invoices where bills = 'membership' and credited_cents = 0;
create table kept_invoice_lines as
    select * from invoice_lines where invoice_id in (select id from kept_invoices);
create table kept_invoice_installments as
    select * from invoice_installments where invoice_id in (select id from kept_invoices);
create table kept_payments as
    select * from payments where invoice_id in (select id from kept_invoices);
create table kept_ledger_entries as
    select * from ledger_entries where invoice_id in (select id from kept_invoices);
create table kept_ledger_postings as
    select * from ledger_postings where entry_id in (select id from kept_ledger_entries);

drop table ledger_postings;
drop table ledger_entries;
drop table refunds;
drop table credit_notes;
drop table payments;
drop table invoice_installments;
drop table invoice_lines;
drop table invoices;
drop table print_subscriptions;

create table invoices (
    id                      uuid    not null primary key,
    number                  text    collate "C" not null constraint invoices_number unique,
    fiscal_year             integer not null,
    application_id          uuid    not null references membership_applications (id),
    account_id              uuid    not null references accounts (id),
    member_id               uuid    references members (id),
    bill_to_organization_id uuid    references organizations (id),
    purchase_order_number   text,
    status                  text    not null check (status in ('open', 'partially_paid', 'paid', 'void')),
    total_cents             bigint  not null check (total_cents >= 0),
    paid_cents              bigint  not null check (paid_cents >= 0),
    priced_on               date    not null,
    rate_table_version      text    not null,
    due_on                  date    not null,
    issued_at               bigint  not null,
    voided_at               bigint,
    void_reason             text,
    version                 bigint  not null check (version >= 1),
    check (paid_cents <= total_cents),
    check ((status = 'void') = (voided_at is not null)),
    check (status <> 'void' or paid_cents = 0),
    check ((status = 'paid') = (paid_cents = total_cents and status <> 'void'))
);
-- An application is billed once, unless the first invoice was voided.
create unique index invoices_one_per_application on invoices (application_id) where status <> 'void';
create index invoices_by_issued on invoices (issued_at, id);
create index invoices_by_status_issued on invoices (status, issued_at, id);
create index invoices_by_member_issued on invoices (member_id, issued_at, id);
create index invoices_by_account_issued on invoices (account_id, issued_at, id);
create index invoices_by_application on invoices (application_id, issued_at, id);
create index invoices_by_bill_to on invoices (bill_to_organization_id);

create table invoice_lines (
    invoice_id         uuid    not null references invoices (id),
    position           integer not null check (position >= 1),
    code               text    not null,
    description        text    not null,
    amount_cents       bigint  not null,
    provisional        boolean not null,
    rule_clause        text    not null,
    rate_table_version text    not null,
    primary key (invoice_id, position)
);

create table invoice_installments (
    invoice_id   uuid    not null references invoices (id),
    position     integer not null check (position >= 1),
    due_on       date    not null,
    amount_cents bigint  not null check (amount_cents >= 0),
    paid_cents   bigint  not null check (paid_cents >= 0),
    primary key (invoice_id, position),
    check (paid_cents <= amount_cents)
);

create table payments (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    method             text   not null check (method in ('check', 'ach', 'wire', 'lockbox')),
    amount_cents       bigint not null check (amount_cents > 0),
    received_on        date   not null,
    external_reference text   not null,
    recorded_by        uuid   not null references accounts (id),
    recorded_at        bigint not null,
    constraint payments_external_reference unique (method, external_reference)
);
create index payments_by_recorded on payments (recorded_at, id);
create index payments_by_invoice_recorded on payments (invoice_id, recorded_at, id);
create index payments_by_method_recorded on payments (method, recorded_at, id);

create table ledger_entries (
    id         uuid   not null primary key,
    kind       text   not null check (kind in ('invoice_issued', 'payment_received', 'invoice_voided')),
    invoice_id uuid   not null references invoices (id),
    payment_id uuid   constraint ledger_entries_payment_id unique references payments (id),
    posted_on  date   not null,
    posted_at  bigint not null,
    check ((kind = 'payment_received') = (payment_id is not null))
);
-- Issuing and voiding happen once to an invoice.
create unique index ledger_entries_once on ledger_entries (invoice_id, kind) where payment_id is null;
create index ledger_entries_by_posted on ledger_entries (posted_at, id);
create index ledger_entries_by_invoice_posted on ledger_entries (invoice_id, posted_at, id);

create table ledger_postings (
    entry_id       uuid    not null references ledger_entries (id),
    position       integer not null check (position >= 1),
    ledger_account text    not null check (ledger_account in ('accounts_receivable', 'dues_revenue', 'cash')),
    amount_cents   bigint  not null check (amount_cents <> 0),
    primary key (entry_id, position)
);

insert into invoices (
    id, number, fiscal_year, application_id, account_id, member_id, bill_to_organization_id, purchase_order_number,
    status, total_cents, paid_cents, priced_on, rate_table_version, due_on, issued_at, voided_at, void_reason, version
)
select
    id, number, fiscal_year, application_id, account_id, member_id, bill_to_organization_id, purchase_order_number,
    status, total_cents, paid_cents, priced_on, rate_table_version, due_on, issued_at, voided_at, void_reason, version
from kept_invoices;
insert into invoice_lines (
    invoice_id, position, code, description, amount_cents, provisional, rule_clause, rate_table_version
)
select
    invoice_id, position, code, description, amount_cents, provisional, rule_clause, rate_table_version
from kept_invoice_lines;
insert into invoice_installments (
    invoice_id, position, due_on, amount_cents, paid_cents
)
select
    invoice_id, position, due_on, amount_cents, paid_cents
from kept_invoice_installments;
insert into payments (
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
)
select
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
from kept_payments;
insert into ledger_entries (
    id, kind, invoice_id, payment_id, posted_on, posted_at
)
select
    id, kind, invoice_id, payment_id, posted_on, posted_at
from kept_ledger_entries;
insert into ledger_postings (
    entry_id, position, ledger_account, amount_cents
)
select
    entry_id, position, ledger_account, amount_cents
from kept_ledger_postings;

drop table kept_ledger_postings;
drop table kept_ledger_entries;
drop table kept_payments;
drop table kept_invoice_installments;
drop table kept_invoice_lines;
drop table kept_invoices;

-- The schema of before knows one invoice for a payment, one reference for a method and no way back. What it cannot hold
-- goes: payments that are reversed, that several invoices or none took, or whose reference another has, what was booked for
-- them, refunds of unapplied credit, write-offs, and credit notes that are not issued.

create table kept_payments as
    select payments.id, payment_allocations.invoice_id, payments.method, payments.amount_cents, payments.received_on,
        payments.external_reference, payments.recorded_by, payments.recorded_at
    from payments join payment_allocations on payment_allocations.payment_id = payments.id
    where payments.reversed_at is null and payment_allocations.amount_cents = payments.amount_cents
    and not exists (
        select 1 from payments other where other.method = payments.method
        and other.external_reference = payments.external_reference and other.reversed_at is null
        and (other.recorded_at < payments.recorded_at
            or (other.recorded_at = payments.recorded_at and other.id < payments.id)));
create table kept_refunds as select * from refunds where credit_note_id is not null and state <> 'canceled';
create table kept_ledger_entries as
    select * from ledger_entries
    where (payment_id is null or (payment_id in (select id from kept_payments) and kind = 'payment_received'))
    and (refund_id is null or (refund_id in (select id from kept_refunds) and kind = 'refund_paid'))
    and (credit_note_id is null or kind = 'credit_issued')
    and write_off_id is null;
create table kept_ledger_postings as
    select * from ledger_postings where entry_id in (select id from kept_ledger_entries);

drop table period_closings;
drop table accounting_months;
drop table ledger_postings;
drop table ledger_entries;
drop table write_offs;
drop table refunds;
drop table payment_allocations;
drop table payments;

alter table membership_terms drop column paid_until_on;
create index invoices_by_bill_to on invoices (bill_to_organization_id);
drop index invoices_by_purchase_order_issued;
drop index invoices_by_bill_to_issued;
drop index invoices_owed_by_issued;
alter table invoices drop column next_due_on;
alter table invoices drop column written_off_cents;

create index credit_notes_by_invoice on credit_notes (invoice_id);
drop index credit_notes_by_invoice_issued;
drop index credit_notes_by_state_issued;
drop index credit_notes_by_issued;
delete from credit_notes where state <> 'issued';
create table kept_credit_notes as
    select id, invoice_id, amount_cents, reason, provisional, explanation_json, issued_on, issued_at, issued_by
    from credit_notes;
drop table credit_notes;
create table credit_notes (
    id               uuid    not null primary key,
    invoice_id       uuid    not null references invoices (id),
    amount_cents     bigint  not null check (amount_cents > 0),
    reason           text    not null,
    provisional      boolean not null,
    explanation_json text    not null,
    issued_on        date    not null,
    issued_at        bigint  not null,
    issued_by        uuid    references accounts (id)
);
create index credit_notes_by_invoice on credit_notes (invoice_id);
insert into credit_notes (
    id, invoice_id, amount_cents, reason, provisional, explanation_json, issued_on, issued_at, issued_by
)
select
    id, invoice_id, amount_cents, reason, provisional, explanation_json, issued_on, issued_at, issued_by
from kept_credit_notes;
drop table kept_credit_notes;

create table payments (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    method             text   not null,
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

create table refunds (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    credit_note_id     uuid   not null constraint refunds_credit_note_id unique references credit_notes (id),
    amount_cents       bigint not null check (amount_cents > 0),
    state              text   not null,
    reason             text   not null,
    due_since          date   not null,
    created_at         bigint not null,
    method             text,
    paid_on            date,
    external_reference text,
    paid_by            uuid   references accounts (id),
    recorded_at        bigint,
    version            bigint not null check (version >= 1),
    constraint refunds_external_reference unique (method, external_reference),
    check ((state = 'paid') = (method is not null)),
    check ((state = 'paid') = (paid_on is not null)),
    check ((state = 'paid') = (external_reference is not null)),
    check ((state = 'paid') = (paid_by is not null)),
    check ((state = 'paid') = (recorded_at is not null))
);
create index refunds_by_created on refunds (created_at, id);
create index refunds_by_state_created on refunds (state, created_at, id);
create index refunds_by_invoice_created on refunds (invoice_id, created_at, id);

create table ledger_entries (
    id             uuid   not null primary key,
    kind           text   not null,
    invoice_id     uuid   not null references invoices (id),
    payment_id     uuid   constraint ledger_entries_payment_id unique references payments (id),
    credit_note_id uuid   constraint ledger_entries_credit_note_id unique references credit_notes (id),
    refund_id      uuid   constraint ledger_entries_refund_id unique references refunds (id),
    posted_on      date   not null,
    posted_at      bigint not null,
    check ((kind = 'payment_received') = (payment_id is not null)),
    check ((kind = 'credit_issued') = (credit_note_id is not null)),
    check ((kind = 'refund_paid') = (refund_id is not null))
);
-- Issuing and voiding happen once to an invoice.
create unique index ledger_entries_once on ledger_entries (invoice_id, kind)
    where payment_id is null and credit_note_id is null and refund_id is null;
create index ledger_entries_by_posted on ledger_entries (posted_at, id);
create index ledger_entries_by_invoice_posted on ledger_entries (invoice_id, posted_at, id);

create table ledger_postings (
    entry_id       uuid    not null references ledger_entries (id),
    position       integer not null check (position >= 1),
    ledger_account text    not null,
    amount_cents   bigint  not null check (amount_cents <> 0),
    primary key (entry_id, position)
);

insert into payments (
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
)
select
    id, invoice_id, method, amount_cents, received_on, external_reference, recorded_by, recorded_at
from kept_payments;
insert into refunds (
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
)
select
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
from kept_refunds where not exists (
    select 1 from kept_refunds other
    where other.credit_note_id = kept_refunds.credit_note_id and other.id < kept_refunds.id);
insert into ledger_entries (
    id, kind, invoice_id, payment_id, credit_note_id, refund_id, posted_on, posted_at
)
select
    id, kind, invoice_id, payment_id, credit_note_id, refund_id, posted_on, posted_at
from kept_ledger_entries where refund_id is null or refund_id in (select id from refunds);
insert into ledger_postings (
    entry_id, position, ledger_account, amount_cents
)
select
    entry_id, position, ledger_account, amount_cents
from kept_ledger_postings where entry_id in (select id from ledger_entries);

drop table kept_ledger_postings;
drop table kept_ledger_entries;
drop table kept_refunds;
drop table kept_payments;

-- Money flows back: a payment has a payer, is given to several invoices, and can be reversed; what no invoice took is
-- credit of the payer. What is owed can be written off. An entry of the ledger knows when what it records happened, and
-- months of the books are closed. A term remembers how far it was paid.
--
-- SQLite drops neither a constraint nor a check, so payments and what refers to them are copied aside, made anew and put
-- back.

create table kept_payments as select * from payments;
create table kept_refunds as select * from refunds;
create table kept_ledger_entries as select * from ledger_entries;
create table kept_ledger_postings as select * from ledger_postings;

drop table ledger_postings;
drop table ledger_entries;
drop table refunds;
drop table payments;

create table payments (
    id                    uuid   not null primary key,
    payer_account_id      uuid   references accounts (id),
    payer_organization_id uuid   references organizations (id),
    method                text   not null,
    amount_cents          bigint not null check (amount_cents > 0),
    received_on           date   not null,
    external_reference    text   not null,
    unapplied_cents       bigint not null check (unapplied_cents >= 0),
    recorded_by           uuid   not null references accounts (id),
    recorded_at           bigint not null,
    reversal_reason       text,
    reversed_on           date,
    reversed_by           uuid   references accounts (id),
    reversed_at           bigint,
    version               bigint not null check (version >= 1),
    check ((payer_account_id is null) <> (payer_organization_id is null)),
    check (unapplied_cents <= amount_cents),
    check ((reversed_at is null) = (reversal_reason is null)),
    check ((reversed_at is null) = (reversed_on is null)),
    check ((reversed_at is null) = (reversed_by is null)),
    check (reversed_at is null or unapplied_cents = 0)
);
-- The same money is not recorded twice; what was reversed can come again.
create unique index payments_reference_of_account on payments (method, external_reference, payer_account_id)
    where reversed_at is null;
create unique index payments_reference_of_organization on payments (method, external_reference, payer_organization_id)
    where reversed_at is null;
create index payments_by_recorded on payments (recorded_at, id);
create index payments_by_method_recorded on payments (method, recorded_at, id);
create index payments_by_reference_recorded on payments (external_reference, recorded_at, id);
create index payments_by_payer_account_recorded on payments (payer_account_id, recorded_at, id);
create index payments_by_payer_organization_recorded on payments (payer_organization_id, recorded_at, id);
create index payments_unapplied_by_recorded on payments (recorded_at, id) where unapplied_cents > 0;

create table payment_allocations (
    payment_id   uuid    not null references payments (id),
    position     integer not null check (position >= 1),
    invoice_id   uuid    not null references invoices (id),
    amount_cents bigint  not null check (amount_cents >= 0),
    recorded_at  bigint  not null,
    primary key (payment_id, position),
    constraint payment_allocations_invoice unique (payment_id, invoice_id)
);
create index payment_allocations_by_invoice_recorded on payment_allocations (invoice_id, recorded_at, payment_id);

create table refunds (
    id                 uuid   not null primary key,
    invoice_id         uuid   not null references invoices (id),
    credit_note_id     uuid   references credit_notes (id),
    payment_id         uuid   references payments (id),
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
    canceled_at        bigint,
    version            bigint not null check (version >= 1),
    constraint refunds_external_reference unique (method, external_reference),
    check ((credit_note_id is null) <> (payment_id is null)),
    check ((state = 'paid') = (method is not null)),
    check ((state = 'paid') = (paid_on is not null)),
    check ((state = 'paid') = (external_reference is not null)),
    check ((state = 'paid') = (paid_by is not null)),
    check ((state = 'paid') = (recorded_at is not null)),
    check ((state = 'canceled') = (canceled_at is not null))
);
create index refunds_by_created on refunds (created_at, id);
create index refunds_by_state_created on refunds (state, created_at, id);
create index refunds_by_invoice_created on refunds (invoice_id, created_at, id);
create index refunds_by_payment on refunds (payment_id, created_at, id);

create table write_offs (
    id           uuid   not null primary key,
    invoice_id   uuid   not null references invoices (id),
    amount_cents bigint not null check (amount_cents > 0),
    reason       text   not null,
    state        text   not null,
    proposed_by  uuid   not null references accounts (id),
    proposed_at  bigint not null,
    decided_by   uuid   references accounts (id),
    decided_at   bigint,
    version      bigint not null check (version >= 1),
    check ((decided_at is null) = (decided_by is null)),
    check ((decided_at is null) = (state = 'proposed'))
);
create unique index write_offs_one_open on write_offs (invoice_id) where decided_at is null;
create index write_offs_by_proposed on write_offs (proposed_at, id);
create index write_offs_by_state_proposed on write_offs (state, proposed_at, id);
create index write_offs_by_invoice_proposed on write_offs (invoice_id, proposed_at, id);

alter table credit_notes add column state text not null default 'issued';
alter table credit_notes add column line integer;
alter table credit_notes add column remark text;
alter table credit_notes add column decided_by uuid references accounts (id);
alter table credit_notes add column decided_at bigint;
alter table credit_notes add column version bigint not null default 1;
create index credit_notes_by_issued on credit_notes (issued_at, id);
create index credit_notes_by_state_issued on credit_notes (state, issued_at, id);
create index credit_notes_by_invoice_issued on credit_notes (invoice_id, issued_at, id);
drop index credit_notes_by_invoice;

create table ledger_entries (
    id             uuid   not null primary key,
    kind           text   not null,
    invoice_id     uuid   not null references invoices (id),
    payment_id     uuid   references payments (id),
    credit_note_id uuid   references credit_notes (id),
    refund_id      uuid   references refunds (id),
    write_off_id   uuid   references write_offs (id),
    posted_on      date   not null,
    happened_on    date   not null,
    posted_at      bigint not null
);
-- Issuing and voiding happen once to an invoice; a credit is issued once, and a refund made due or paid once.
create unique index ledger_entries_once on ledger_entries (invoice_id, kind)
    where payment_id is null and credit_note_id is null and refund_id is null and write_off_id is null;
create unique index ledger_entries_credit_once on ledger_entries (credit_note_id, kind) where credit_note_id is not null;
create unique index ledger_entries_refund_once on ledger_entries (refund_id, kind) where refund_id is not null;
create index ledger_entries_by_posted on ledger_entries (posted_at, id);
create index ledger_entries_by_invoice_posted on ledger_entries (invoice_id, posted_at, id);
create index ledger_entries_by_day on ledger_entries (posted_on, id);

create table ledger_postings (
    entry_id       uuid    not null references ledger_entries (id),
    position       integer not null check (position >= 1),
    ledger_account text    not null,
    amount_cents   bigint  not null check (amount_cents <> 0),
    primary key (entry_id, position)
);

-- The months of the books. Whoever posts into one holds its row against whoever closes it.
create table accounting_months (
    month  date    not null primary key,
    closed boolean not null
);

create table period_closings (
    id                    uuid   not null primary key,
    month                 date   not null references accounting_months (month),
    closed_by             uuid   not null references accounts (id),
    closed_at             bigint not null,
    reopening_reason      text,
    reopening_proposed_by uuid   references accounts (id),
    reopening_proposed_at bigint,
    reopened_by           uuid   references accounts (id),
    reopened_at           bigint,
    version               bigint not null check (version >= 1),
    check ((reopening_reason is null) = (reopening_proposed_by is null)),
    check ((reopening_reason is null) = (reopening_proposed_at is null)),
    check ((reopened_at is null) = (reopened_by is null)),
    check (reopened_at is null or reopening_reason is not null)
);
create unique index period_closings_one on period_closings (month) where reopened_at is null;
create index period_closings_by_closed on period_closings (closed_at, id);

alter table invoices add column written_off_cents bigint not null default 0;
-- When the earliest payment that is still owed is due; none when nothing is.
alter table invoices add column next_due_on date;
create index invoices_owed_by_issued on invoices (issued_at, id) where next_due_on is not null;
create index invoices_by_bill_to_issued on invoices (bill_to_organization_id, issued_at, id);
create index invoices_by_purchase_order_issued on invoices (purchase_order_number, issued_at, id);
drop index invoices_by_bill_to;

-- How far a term was paid, kept when it was; none for terms from before.
alter table membership_terms add column paid_until_on date;

update invoices set next_due_on = coalesce(
    (select min(part.due_on) from invoice_installments part
        where part.invoice_id = invoices.id and part.paid_cents < part.amount_cents), due_on)
    where status in ('open', 'partially_paid');
update membership_terms set paid_until_on = (
    select case when members.good_until_on < membership_terms.ends_on then members.good_until_on
        else membership_terms.ends_on end
    from members where members.id = membership_terms.member_id)
    where exists (
        select 1 from members where members.id = membership_terms.member_id
        and members.term_starts_on <= membership_terms.starts_on and members.good_until_on >= membership_terms.starts_on);

insert into payments (
    id, payer_account_id, payer_organization_id, method, amount_cents, received_on, external_reference, unapplied_cents,
    recorded_by, recorded_at, version
)
select
    kept.id, case when invoices.bill_to_organization_id is null then invoices.account_id end,
    invoices.bill_to_organization_id, kept.method, kept.amount_cents, kept.received_on, kept.external_reference, 0,
    kept.recorded_by, kept.recorded_at, 1
from kept_payments kept join invoices on invoices.id = kept.invoice_id;
insert into payment_allocations (
    payment_id, position, invoice_id, amount_cents, recorded_at
)
select
    id, 1, invoice_id, amount_cents, recorded_at
from kept_payments;
insert into refunds (
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
)
select
    id, invoice_id, credit_note_id, amount_cents, state, reason, due_since, created_at, method, paid_on,
    external_reference, paid_by, recorded_at, version
from kept_refunds;
insert into ledger_entries (
    id, kind, invoice_id, payment_id, credit_note_id, refund_id, posted_on, happened_on, posted_at
)
select
    kept.id, kept.kind, kept.invoice_id, kept.payment_id, kept.credit_note_id, kept.refund_id, kept.posted_on,
    coalesce(
        (select received_on from kept_payments where kept_payments.id = kept.payment_id),
        (select paid_on from kept_refunds where kept_refunds.id = kept.refund_id),
        kept.posted_on),
    kept.posted_at
from kept_ledger_entries kept;
insert into ledger_postings (
    entry_id, position, ledger_account, amount_cents
)
select
    entry_id, position, ledger_account, amount_cents
from kept_ledger_postings;

drop table kept_ledger_postings;
drop table kept_ledger_entries;
drop table kept_refunds;
drop table kept_payments;

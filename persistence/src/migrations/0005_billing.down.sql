drop table ledger_postings;
drop table ledger_entries;
drop table payments;
drop table invoice_installments;
drop table invoice_lines;
drop table invoices;

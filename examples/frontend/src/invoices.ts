// Invoices, and the payments that finance records on them.
import { Deed } from "./deed";
import { announce, dollars, find, Listing, onSubmit, row } from "./page";
import { clearFailure, settled } from "./problem";
import type { components } from "./schema";
import { api } from "./session";

type Schemas = components["schemas"];
type Invoice = Schemas["Invoice"];

const PAGE = 5;

/** The list of invoices; `mayRecord` says whether the reader may record payments. */
export function listInvoices(mayRecord: () => boolean): Listing<Invoice> {
  const open = offerPayments(() => invoices.restart());
  const load = async (after: { after?: string }) =>
    settled(await api.GET("/v1/billing/invoices", { params: { query: { limit: PAGE, ...after } } }));

  const invoices = new Listing("invoices", load, (invoice) => {
    const cells = [invoice.status, invoice.due_on, dollars(invoice.total_cents), dollars(invoice.outstanding_cents)];
    const payable = mayRecord() && invoice.outstanding_cents > 0;
    return row(invoice.number, ...cells, payable ? button(invoice, open) : "");
  });
  return invoices;
}

function button(invoice: Invoice, open: (invoice: Invoice) => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = `Record a payment on ${invoice.number}`;
  made.addEventListener("click", () => open(invoice));
  return made;
}

/** Answers what opens the form for an invoice. */
function offerPayments(onRecorded: () => Promise<void>): (invoice: Invoice) => void {
  const dialog = find("payment", HTMLDialogElement);
  const form = find("payment-form", HTMLFormElement);
  const deed = new Deed();
  let paid: Invoice | undefined;

  onSubmit(form, async (fields) => {
    if (!paid) return;
    const body: Schemas["NewPayment"] = {
      invoice_id: paid.id,
      method: fields.choice<Schemas["PaymentMethod"]>("method"),
      amount_cents: fields.cents("amount_cents"),
      received_on: fields.text("received_on"),
      external_reference: fields.text("external_reference"),
    };
    const payment = await deed.do(body, async (key) => {
      const params = { header: { "Idempotency-Key": key } };
      return settled(await api.POST("/v1/billing/payments", { params, body }));
    });
    dialog.close();
    announce(`${dollars(payment.amount_cents)} by ${payment.method} is recorded on ${paid.number}.`);
    await onRecorded();
  });
  find("payment-cancel", HTMLButtonElement).addEventListener("click", () => dialog.close());

  return (invoice) => {
    paid = invoice;
    form.reset();
    clearFailure(form);
    find("payment-title", HTMLElement).textContent = `A payment on ${invoice.number}`;
    find("amount", HTMLInputElement).value = (invoice.outstanding_cents / 100).toFixed(2);
    // A sandbox has a day of its own, which the browser does not know; that of the invoice is never in its future.
    find("received", HTMLInputElement).value = invoice.priced_on;
    dialog.showModal();
  };
}

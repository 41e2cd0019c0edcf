// Applying, and being invoiced at the price that was shown and no other.
import { Deed } from "./deed";
import { announce, dollars, find, onSubmit } from "./page";
import { settled } from "./problem";
import type { components } from "./schema";
import { api } from "./session";

type Schemas = components["schemas"];

export function offerMembership(onInvoiced: () => Promise<void>): void {
  const invoicing = find("invoice-form", HTMLFormElement);
  const deed = new Deed();
  let application: Schemas["Application"] | undefined;

  onSubmit(find("application-form", HTMLFormElement), async (fields) => {
    const body = { category: fields.choice<Schemas["Category"]>("category") };
    application = settled(await api.POST("/v1/members/applications", { body }));
    find("due-today", HTMLElement).textContent = dollars(application.due_today_cents ?? 0);
    // What decides a right waits for staff; a letter tells their decision.
    invoicing.hidden = application.state !== "awaiting_payment";
    if (application.state === "in_review") announce("Your application is in review. We will write to you.");
  });

  onSubmit(invoicing, async () => {
    if (!application) return;
    const body = { application_id: application.id, expected_total_cents: application.due_today_cents ?? 0 };
    const invoice = await deed.do(body, async (key) => {
      const params = { header: { "Idempotency-Key": key } };
      return settled(await api.POST("/v1/billing/invoices", { params, body }));
    });
    invoicing.hidden = true;
    announce(`Invoice ${invoice.number} over ${dollars(invoice.total_cents)} is issued, due on ${invoice.due_on}.`);
    await onInvoiced();
  });
}

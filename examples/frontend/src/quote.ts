// What membership would cost: open to anybody, and explained.
import { dollars, find, onSubmit, row } from "./page";
import { settled } from "./problem";
import type { components } from "./schema";
import { api } from "./session";

type Schemas = components["schemas"];

/** Fills every list of categories with those that can be applied for. */
export async function offerCategories(): Promise<void> {
  const { data } = settled(await api.GET("/v1/members/categories"));
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[name=category]")) {
    select.append(...data.filter((one) => one.can_be_applied_for).map((one) => new Option(one.label, one.code)));
  }
}

export function offerQuotes(): void {
  onSubmit(find("quote-form", HTMLFormElement), async (fields) => {
    const body: Schemas["DuesQuoteRequest"] = {
      category: fields.choice<Schemas["Category"]>("category"),
      // A member left out is not asked about; an empty one would be a mistake.
      ...(fields.has("annual_salary_cents") && { annual_salary_cents: fields.cents("annual_salary_cents") }),
      ...(fields.has("population") && { population: fields.number("population") }),
    };
    show(settled(await api.POST("/v1/dues/quotes", { body })));
  });
}

function show(quote: Schemas["DuesQuote"]): void {
  find("quote-total", HTMLElement).textContent = `${dollars(quote.total_cents)} on ${quote.priced_on}`;
  const clauses = quote.explanation.map(({ clause, detail, source }) => row(clause, detail, source));
  find("quote-rows", HTMLTableSectionElement).replaceChildren(...clauses);
  find("quote", HTMLElement).hidden = false;
}

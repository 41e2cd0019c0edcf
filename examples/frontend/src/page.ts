// What the parts of the page share: finding elements, sending forms, tables that grow.
import { clearFailure, showFailure } from "./problem";
import type { components } from "./schema";

type PageInfo = components["schemas"]["PageInfo"];

/** The element with this id, which is there and of this kind. */
export function find<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** Says what has been done, to eyes and to screen readers. */
export function announce(text: string): void {
  find("notice", HTMLElement).textContent = text;
}

/** Runs `act`, once at a time, and shows in `place` why it failed. */
export async function attempt(place: HTMLElement, act: () => Promise<void>): Promise<void> {
  if (place.ariaBusy === "true") return;
  place.ariaBusy = "true";
  clearFailure(place);
  try {
    await act();
  } catch (failure) {
    showFailure(place, failure);
  } finally {
    place.ariaBusy = "false";
  }
}

/**
 * Sends a form by `act`. The browser judges nothing (`novalidate`): the server knows every rule, and names every
 * violation at once.
 */
export function onSubmit(form: HTMLFormElement, act: (fields: Fields) => Promise<void>): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt(form, () => act(new Fields(form)));
  });
}

/** What a form holds, in the units of the API. */
export class Fields {
  readonly #data: FormData;

  constructor(form: HTMLFormElement) {
    this.#data = new FormData(form);
  }

  text(name: string): string {
    return String(this.#data.get(name) ?? "").trim();
  }

  /** A choice of a select whose options are those of the API. */
  choice<T extends string>(name: string): T {
    return this.text(name) as T;
  }

  number(name: string): number {
    return Number(this.text(name));
  }

  /** Dollars as whole cents. */
  cents(name: string): number {
    return Math.round(this.number(name) * 100);
  }

  has(name: string): boolean {
    return this.text(name) !== "";
  }
}

export function dollars(cents: number): string {
  return (cents / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });
}

/** A row whose first cell names it. */
export function row(name: string, ...cells: (string | Node)[]): HTMLTableRowElement {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  made.append(head);
  for (const cell of cells) made.insertCell().append(cell);
  return made;
}

/** A list in a section's table, read page by page: `page.next` of one page is `after` of the next. */
export class Listing<T> {
  readonly #section: HTMLElement;
  readonly #rows: HTMLTableSectionElement;
  readonly #more: HTMLButtonElement;
  #next: string | null = null;

  constructor(
    id: string,
    private readonly load: (after: { after?: string }) => Promise<{ data: T[]; page: PageInfo }>,
    private readonly rowFor: (item: T) => HTMLTableRowElement,
  ) {
    this.#section = find(id, HTMLElement);
    this.#rows = find(`${id}-rows`, HTMLTableSectionElement);
    this.#more = find(`${id}-more`, HTMLButtonElement);
    this.#more.addEventListener("click", () => void attempt(this.#section, () => this.#append()));
  }

  /** Reads the list from its beginning. */
  async restart(): Promise<void> {
    await attempt(this.#section, async () => {
      this.#next = null;
      const rows = await this.#read();
      this.#rows.replaceChildren(...rows);
    });
  }

  async #append(): Promise<void> {
    const rows = await this.#read();
    this.#rows.append(...rows);
    // The button may just have gone; whoever pressed it goes on where the new rows begin.
    rows[0]?.querySelector<HTMLElement>("button")?.focus();
  }

  async #read(): Promise<HTMLTableRowElement[]> {
    const { data, page } = await this.load(this.#next === null ? {} : { after: this.#next });
    this.#next = page.next;
    this.#more.hidden = page.next === null;
    return data.map(this.rowFor);
  }
}

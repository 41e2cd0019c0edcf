// Problem documents (RFC 9457): every refusal is one, and every violation in it is shown.
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];
type Violation = Schemas["Violation"];

/** A refusal, thrown. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

type Answer<T> = { response: Response } & ({ data: T; error?: never } | { data?: never; error: Problem });

/** The data of an answer; a refusal is thrown. */
export function settled<T>({ data, error, response }: Answer<T>): T {
  if (error === undefined) return data;
  // Something between here and the API may refuse as well, and not in the API's words.
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    throw new Error(`Something on the way to the server answered ${response.status}.`);
  }
  throw new Refused(error);
}

/** Tells in `place` what went wrong. Controls are named as members of the body are, so each violation finds its own. */
export function showFailure(place: HTMLElement, failure: unknown): void {
  clearFailure(place);
  const box = boxOf(place);
  if (failure instanceof Refused) {
    box.append(...wordsFor(failure.problem, place));
  } else {
    // `fetch` throws a TypeError when no answer came.
    const text = failure instanceof TypeError ? "The server cannot be reached. Please try again." : String(failure);
    box.append(element("p", text));
  }
  box.hidden = false;
  place.querySelector<HTMLElement>("[aria-invalid]")?.focus();
}

export function clearFailure(place: HTMLElement): void {
  boxOf(place).replaceChildren();
  boxOf(place).hidden = true;
  for (const control of place.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
}

function boxOf(place: HTMLElement): HTMLElement {
  const box = place.querySelector<HTMLElement>("[role=alert]");
  if (!box) throw new Error("there is no place to show problems in");
  return box;
}

function* wordsFor(problem: Problem, place: HTMLElement): Generator<Node> {
  const title = element("a", problem.title);
  title.href = problem.type;
  const heading = element("p");
  heading.append(title);
  yield heading;
  if (problem.detail !== undefined) yield element("p", problem.detail);
  if (problem.errors !== undefined) {
    const list = element("ul");
    list.append(...problem.errors.map((violation, index) => itemFor(violation, index, place)));
    yield list;
  }
  if (problem.rule !== undefined) {
    const { clause, source, earliest_on } = problem.rule;
    const when = earliest_on === null ? "" : ` Possible from ${earliest_on}.`;
    yield element("p", `Rule ${clause} (${source}).${when}`);
  }
  yield element("p", `Request ${problem.request_id}`);
}

function itemFor(violation: Violation, index: number, place: HTMLElement): HTMLLIElement {
  const item = element("li");
  const name = violation.pointer?.split("/").pop() ?? violation.parameter ?? "";
  const control = place.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(name)}"]`);
  item.textContent = `${control?.labels?.[0]?.textContent?.trim() ?? name}: ${violation.detail}`;
  if (control) {
    item.id = `${control.id}-violation-${index}`;
    const others = control.getAttribute("aria-describedby");
    control.setAttribute("aria-describedby", others === null ? item.id : `${others} ${item.id}`);
    control.setAttribute("aria-invalid", "true");
  }
  return item;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// A page for one dues desk: anybody asks for a price, members renew, finance records what has arrived.
import { listInvoices } from "./invoices";
import { offerMembership } from "./membership";
import { announce, attempt, find, Listing, onSubmit, row } from "./page";
import { settled } from "./problem";
import { offerCategories, offerQuotes } from "./quote";
import type { components } from "./schema";
import { api, session, signIn, signOut } from "./session";

type Account = components["schemas"]["Account"];
type MemberSummary = components["schemas"]["MemberSummary"];

const PAGE = 5;
let reader: Account | undefined;

const invoices = listInvoices(() => holds("finance"));
const members = new Listing<MemberSummary>(
  "members",
  async (after) => {
    const query = { limit: PAGE, sort: "family_name", ...after } as const;
    return settled(await api.GET("/v1/members", { params: { query } }));
  },
  (one) => {
    const name = [one.family_name, one.given_name].filter(Boolean).join(", ");
    return row(name, String(one.number), one.category, one.standing, one.good_until_on ?? "");
  },
);

/** Whether the reader holds one of these roles; an admin holds them all. */
function holds(...roles: Account["roles"]): boolean {
  return reader?.roles.some((role) => role === "admin" || roles.includes(role)) ?? false;
}

/** Shows the parts that are the reader's, and only those. */
async function greet(account: Account | undefined): Promise<void> {
  reader = account;
  find("who", HTMLElement).textContent = account ? [account.given_name, account.family_name].filter(Boolean).join(" ") : "Nobody is signed in";
  find("sign-in", HTMLElement).hidden = account !== undefined;
  find("sign-out", HTMLButtonElement).hidden = account === undefined;
  find("membership", HTMLElement).hidden = account === undefined || holds("staff", "finance");
  find("invoices", HTMLElement).hidden = account === undefined;
  find("members", HTMLElement).hidden = !holds("staff", "finance");
  find("invoice-form", HTMLFormElement).hidden = true;
  if (account) await invoices.restart();
  if (holds("staff", "finance")) await members.restart();
}

const signInForm = find("sign-in-form", HTMLFormElement);
onSubmit(signInForm, async (fields) => {
  await signIn(fields.text("email"), fields.text("password"));
  signInForm.reset();
  announce("");
  await greet(settled(await api.GET("/v1/accounts/me")));
});
const header = find("header", HTMLElement);
find("sign-out", HTMLButtonElement).addEventListener("click", () => void attempt(header, signOut));
session.addEventListener("ended", () => {
  announce("The session has ended.");
  void greet(undefined);
});

offerQuotes();
offerMembership(() => invoices.restart());
void greet(undefined);
void attempt(find("quotes", HTMLElement), offerCategories);

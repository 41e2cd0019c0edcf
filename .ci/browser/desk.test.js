// examples/frontend from end to end: a page of one origin, an API of another, and a bad line between them.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { page as buildPage } from "../../examples/frontend/build.js";
import { barriers, openPage, startBrowser, startSandbox } from "./stage.js";
import { BROKEN, LOST, refusal, startRelay } from "./relay.js";

const PASSWORD = "springfield-town-hall-7";
const JSON_BODY = { "Content-Type": "application/json" };

let browser, bundle, origin, outdir, relay, sandbox;
let desk, faults, mayBreak;

before(async () => {
  relay = await startRelay();
  outdir = await mkdtemp(join(tmpdir(), "dues-desk-"));
  bundle = await buildPage({ api: relay.address, outdir });
  const { port } = await bundle.serve({ servedir: outdir, host: "127.0.0.1", port: 0 });
  origin = `http://127.0.0.1:${port}`;
  sandbox = await startSandbox([origin]);
  browser = await startBrowser();
  relay.target = sandbox.address;
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
  await bundle?.dispose();
  relay?.stop();
  await rm(outdir, { recursive: true });
});

beforeEach(async () => {
  await fetch(`${sandbox.address}/v1/sandbox/resets`, { method: "POST" });
  relay.seen.length = 0;
  relay.fates.clear();
  mayBreak = false;
  const opened = await openPage(browser, [origin, relay.address]);
  desk = opened.page;
  faults = opened.faults;
  desk.setDefaultTimeout(10_000);
  await desk.goto(origin);
});
afterEach(async () => {
  const found = faults().filter((fault) => !(mayBreak && /^logs Failed to load resource: net::ERR_/.test(fault)));
  await desk.context().close();
  assert.deepEqual(found, []);
});

async function signIn(persona) {
  await desk.getByLabel("Email address").fill(`${persona}@demo.guildhall.example`);
  await desk.getByLabel("Password").fill(PASSWORD);
  await desk.getByRole("button", { name: "Sign in" }).click();
  await desk.getByRole("button", { name: "Sign out" }).waitFor();
}

async function signOut() {
  await desk.getByRole("button", { name: "Sign out" }).click();
  await desk.getByRole("heading", { name: "Sign in" }).waitFor();
}

/** Ends every access token that there is; refresh tokens live on. */
async function endAccessTokens() {
  const clock = { method: "PUT", headers: JSON_BODY, body: JSON.stringify({ now: "2025-03-01T13:00:00Z" }) };
  await fetch(`${sandbox.address}/v1/sandbox/clock`, clock);
}

const REFRESH = "POST /v1/accounts/refreshes";
const moreMembers = () => desk.getByRole("button", { name: "More members" }).click();
const membersAlert = (text) => desk.locator("#members [role=alert]").filter({ hasText: text }).waitFor();
const statuses = (what) => seen(what).map((one) => one.status);
const keys = (what) => new Set(seen(what).map((one) => one.key));
const notice = (text) => desk.getByRole("status").filter({ hasText: text }).waitFor();
const rows = (section) => desk.locator(`#${section}-rows tr`);
const seen = (what) => relay.seen.filter((one) => one.what === what);

test("anybody asks for a price and is told of every mistake at once", async () => {
  await desk.getByLabel("Annual salary").fill("-1");
  await desk.getByLabel("Population").fill("-4");
  await desk.getByRole("button", { name: "Ask for the price" }).click();
  const alert = desk.locator("#quote-form [role=alert]");
  await alert.getByText("Annual salary in dollars: must be at least 1").waitFor();
  await alert.getByText("Population served: must be at least 0").waitFor();
  assert.equal(await desk.locator("[aria-invalid=true]").count(), 2);
  assert.deepEqual(await barriers(desk), []);

  await desk.getByLabel("Annual salary").fill("100000");
  await desk.getByLabel("Population").fill("");
  await desk.getByRole("button", { name: "Ask for the price" }).click();
  const body = JSON.stringify({ category: "full", annual_salary_cents: 10_000_000 });
  const asked = { method: "POST", headers: JSON_BODY, body };
  const quote = await (await fetch(`${sandbox.address}/v1/dues/quotes`, asked)).json();
  await desk.getByText(`$${(quote.total_cents / 100).toFixed(2)} on ${quote.priced_on}`).waitFor();
  assert.equal(await rows("quote").count(), quote.explanation.length);
  assert.equal(await alert.isVisible(), false);
});

test("a wrong password is refused in the API's words", async () => {
  await desk.getByLabel("Email address").fill("finance@demo.guildhall.example");
  await desk.getByLabel("Password").fill("not the password");
  await desk.getByRole("button", { name: "Sign in" }).click();
  await desk.locator("#sign-in-form [role=alert] a[href*='/problems/']").waitFor();
  assert.equal(seen(REFRESH).length, 0);
});

test("a member renews, and finance records the payment once although its answer gets lost", async () => {
  await signIn("grace");
  await desk.getByLabel("Category").last().selectOption("full");
  await desk.getByRole("button", { name: "Apply" }).click();
  await desk.getByRole("button", { name: "Send me the invoice" }).click();
  await notice("is issued");
  await rows("invoices").first().waitFor();
  assert.equal(await rows("invoices").count(), 1);
  assert.equal(await desk.getByRole("button", { name: "Record a payment" }).count(), 0);
  await signOut();

  await signIn("finance");
  await desk.getByRole("button", { name: "Record a payment" }).click();
  const dialog = desk.getByRole("dialog");
  assert.deepEqual(await barriers(desk), []);
  await dialog.getByRole("button", { name: "Record the payment" }).click();
  await dialog.getByText("Reference of the bank or payer: must not be blank").waitFor();

  await dialog.getByLabel("Reference").fill("CHK-1001");
  relay.befall("POST /v1/billing/payments", LOST);
  await dialog.getByRole("button", { name: "Record the payment" }).click();
  await notice("is recorded");
  await rows("invoices").getByText("paid", { exact: true }).waitFor();

  const [refused, done, replayed, ...more] = seen("POST /v1/billing/payments");
  assert.deepEqual([refused.status, done.status, replayed.status, more], [422, 201, 201, []]);
  assert.notEqual(refused.key, done.key);
  assert.equal(replayed.key, done.key);
  assert.equal(replayed.replayed, "true");
});

test("a list is followed to its end", async () => {
  await signIn("staff");
  await rows("members").nth(4).waitFor();
  assert.equal(await rows("members").count(), 5);
  await desk.getByRole("button", { name: "More members" }).click();
  await rows("members").nth(6).waitFor();
  assert.equal(await desk.getByRole("button", { name: "More members" }).isVisible(), false);
  assert.equal(new Set(await rows("members").allInnerTexts()).size, 7);
});

test("an access token that has ended is refreshed, and a session that has ended wants a new sign-in", async () => {
  await signIn("staff");
  await rows("members").nth(4).waitFor();
  await endAccessTokens();
  await moreMembers();
  await rows("members").nth(6).waitFor();
  assert.deepEqual(statuses(REFRESH), [200]);

  await fetch(`${sandbox.address}/v1/sandbox/resets`, { method: "POST" });
  await desk.getByRole("button", { name: "Sign out" }).click();
  await notice("The session has ended.");
  await desk.getByRole("heading", { name: "Sign in" }).waitFor();
});

for (const [why, title, fates] of [
  ["for asking too often", "Refused: too-many-requests", [refusal(429, "too-many-requests", 3600)]],
  ["as long as anybody waits", "Refused: unavailable", Array(4).fill(refusal(503, "unavailable", 0))],
]) {
  test(`a refresh that is refused ${why} is said, and the session goes on`, async () => {
    await signIn("staff");
    await rows("members").nth(4).waitFor();
    await endAccessTokens();
    relay.befall(REFRESH, ...fates);
    await moreMembers();
    await membersAlert(title);
    assert.equal(await desk.getByRole("button", { name: "Sign out" }).isVisible(), true);

    await moreMembers();
    await rows("members").nth(6).waitFor();
    assert.deepEqual(statuses(REFRESH), [...fates.map(({ status }) => status), 200]);
    assert.equal(keys(REFRESH).size, 1);
  });
}

test("a refresh whose connection broke is asked for again under its key, and the session goes on", async () => {
  mayBreak = true;
  await signIn("staff");
  await rows("members").nth(4).waitFor();
  await endAccessTokens();
  relay.befall(REFRESH, BROKEN);
  await moreMembers();
  await membersAlert("The server cannot be reached.");

  await moreMembers();
  await rows("members").nth(6).waitFor();
  assert.deepEqual(seen(REFRESH).map(({ status, replayed }) => [status, replayed]), [[200, undefined], [200, "true"]]);
  assert.equal(keys(REFRESH).size, 1);
});

test("what is busy is waited for, and what a rule refuses is not", async () => {
  await signIn("grace");
  await desk.getByLabel("Category").last().selectOption("full");
  await desk.getByRole("button", { name: "Apply" }).click();
  const INVOICE = "POST /v1/billing/invoices";
  relay.befall(INVOICE, refusal(409, "price-changed"));
  await desk.getByRole("button", { name: "Send me the invoice" }).click();
  await desk.locator("#invoice-form [role=alert]").filter({ hasText: "Refused: price-changed" }).waitFor();
  assert.deepEqual(statuses(INVOICE), [409]);

  relay.befall(INVOICE, refusal(409, "idempotency-in-progress", 1), refusal(429, "too-many-requests", 1));
  await desk.getByRole("button", { name: "Send me the invoice" }).click();
  await notice("is issued");
  assert.deepEqual(statuses(INVOICE), [409, 409, 429, 201]);
  assert.equal(keys(INVOICE).size, 1);
});

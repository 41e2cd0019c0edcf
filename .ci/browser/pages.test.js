// The pages that the server itself serves to people.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, openPage, startBrowser, startSandbox } from "./stage.js";

// Each page: its address, its title, an element that shows that it is there, and what else must hold. One of `ours` has
// to be usable without eyes or mouse, and says its title at its head; Swagger UI has markup of its own.
const PAGES = [
  { path: "/docs/", title: "All operations", shows: ".opblock", ours: false, holds: showsEveryOperation },
  { path: "/docs/guides/", title: "Guides", shows: "h1", ours: true },
  { path: "/docs/guides/frontend", title: "Getting started: frontend teams", shows: "h1", ours: true },
  { path: "/docs/guides/partner", title: "Getting started: partner organizations", shows: "h1", ours: true },
  { path: "/docs/guides/qa", title: "Getting started: QA", shows: "h1", ours: true },
  { path: "/problems/", title: "Problem types", shows: "table", ours: true },
  { path: "/problems/invalid-body", title: "The body does not match its schema", shows: "h1", ours: true },
];

let sandbox;
let browser;
before(async () => {
  sandbox = await startSandbox();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

for (const { path, title, shows, ours, holds } of PAGES) {
  test(`${path} is complete and asks nobody else`, async () => {
    const { page, faults } = await openPage(browser, [sandbox.address]);
    const answer = await page.goto(sandbox.address + path, { waitUntil: "networkidle" });
    assert.equal(answer.status(), 200);
    await page.locator(shows).first().waitFor();
    assert.equal(await page.title(), `${title} · Guildhall`);
    if (ours) assert.deepEqual(await page.locator("h1").allInnerTexts(), [title]);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await holds?.(page);
    if (ours) assert.deepEqual(await barriers(page), []);
    assert.deepEqual(faults(), []);
    await page.context().close();
  });
}

/** Each operation of the document has its block on the page, and nothing else has. */
async function showsEveryOperation(page) {
  const { paths } = await (await fetch(`${sandbox.address}/openapi.json`)).json();
  const operations = Object.values(paths).flatMap((item) => Object.values(item).filter((one) => one.operationId));
  const declared = operations.map(({ tags, operationId }) => `operations-${tags[0].replaceAll(" ", "_")}-${operationId}`);
  const shown = await page.locator(".opblock").evaluateAll((blocks) => blocks.map((block) => block.id));
  assert.deepEqual(shown.sort(), declared.sort());
}

test("/docs/ lets the reader ask for a price", async () => {
  const { page, faults } = await openPage(browser, [sandbox.address]);
  await page.goto(`${sandbox.address}/docs/`);
  const operation = page.locator("#operations-Dues-createDuesQuote");
  await operation.locator(".opblock-summary").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table .response");
  await answer.waitFor();
  assert.match(await answer.locator(".response-col_status").innerText(), /^200/);
  assert.match(await answer.innerText(), /"total_cents":/);
  assert.deepEqual(faults(), []);
  await page.context().close();
});

test("/docs/ leads to the guides", async () => {
  const { page, faults } = await openPage(browser, [sandbox.address]);
  await page.goto(`${sandbox.address}/docs/`, { waitUntil: "networkidle" });
  // At its head Swagger UI shows `externalDocs` of the document and the links of its description; each opens a page of
  // its own. A relative address in the former it takes away again once it has chosen the server `/`.
  await page.locator(".servers select").waitFor();
  const link = page.locator(".information-container a[href$='/docs/guides/']").first();
  const opened = page.context().waitForEvent("page", { timeout: 20_000 });
  const [guides] = await Promise.all([opened, link.click({ timeout: 20_000 })]);
  const expected = PAGES.filter(({ path }) => path.startsWith("/docs/guides/") && path !== "/docs/guides/");
  await guides.locator("main a").first().waitFor();
  const offered = await guides.locator("main a").evaluateAll((links) => links.map(({ pathname }) => pathname));
  for (const { path } of expected) assert.ok(offered.includes(path), `the guides lead to ${offered}, not to ${path}`);
  assert.deepEqual(faults(), []);
  await page.context().close();
});

// What a browser test needs: a sandbox, a browser, and somebody who takes down what the browser does.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import axe from "axe-core";
import { chromium } from "playwright-core";

/** Relative to the folder that holds openapi.yaml, where `.ci/run` is run. */
const program = process.env.SANDBOX_PROGRAM ?? "target/debug/guildhall";

/** A sandbox of its own; `origins` may call it from a browser. Answers its address and what stops it. */
export async function startSandbox(origins = []) {
  const env = { ...process.env, GUILDHALL_CORS_ORIGINS: origins.join(",") };
  const child = spawn(program, ["sandbox", "--bind", "127.0.0.1:0", "--seed", "7"], {
    cwd: new URL("../../", import.meta.url),
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  const lines = createInterface(child.stdout);
  const spoken = new Promise((resolve) => lines.on("line", (line) => resolve(/http:\/\/[\d.:]+/.exec(line)?.[0])));
  const address = await Promise.race([spoken, ended.then(() => undefined)]);
  if (!address) throw new Error(`${program} serves no sandbox`);
  const stop = () => {
    child.kill();
    return ended;
  };
  return { address, stop };
}

/** The browser of the system, quiet toward the outside, with a profile that nobody had before. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page with nothing remembered, and `faults()`: what it asked of origins other than `allowed`, what it complained
 * of, what its policy forbade. A status that a test provokes is logged by the browser, and is no complaint.
 */
export async function openPage(browser, allowed) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    const inline = ["data:", "blob:"].includes(url.protocol);
    if (!inline && !allowed.includes(url.origin)) faults.push(`asks ${url.origin} for ${url.pathname}`);
  });
  page.on("pageerror", (error) => faults.push(`throws ${error}`));
  page.on("console", (message) => {
    const answered = /^Failed to load resource: the server responded with a status of/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !answered) faults.push(`logs ${message.text()}`);
  });
  await context.exposeFunction("tellViolation", (text) => faults.push(`its policy forbids ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      window.tellViolation(`${blockedURI} (${violatedDirective})`);
    });
  });
  return { page, faults: () => faults };
}

/** What axe finds hard to use without eyes, mouse or patience. */
export async function barriers(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

// Builds the page into dist/; with --serve, serves it and builds again whenever it is loaded.
import { cp } from "node:fs/promises";
import { parseArgs } from "node:util";
import { context } from "esbuild";

/** Builds into `outdir` a page that asks the API at `api`. */
export async function page({ api, outdir }) {
  const bundle = await context({
    entryPoints: ["src/main.ts", "src/page.css"].map((name) => new URL(name, import.meta.url).pathname),
    define: { API_URL: JSON.stringify(api) },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    sourcemap: true,
    outdir,
  });
  await bundle.rebuild();
  await cp(new URL("src/index.html", import.meta.url), `${outdir}/index.html`);
  return bundle;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({ options: { serve: { type: "boolean" } } });
  const api = process.env.API_URL ?? "http://127.0.0.1:8080";
  const bundle = await page({ api, outdir: new URL("dist", import.meta.url).pathname });
  if (values.serve) {
    await bundle.serve({ servedir: new URL("dist", import.meta.url).pathname, host: "127.0.0.1", port: 5173 });
    console.log(`http://127.0.0.1:5173 asks ${api}`);
  } else {
    await bundle.dispose();
  }
}

// Stands between a page and the API, passes everything on, and can be a bad line.
import { createServer, request as send } from "node:http";

/** What can befall a request: the API does it, but says so to nobody, or breaks off when it does. */
export const LOST = { passes: true };
export const BROKEN = { passes: true, breaks: true };

/** The API is not asked at all, and refuses; `retryAfter` seconds when there is one. */
export const refusal = (status, slug, retryAfter) => ({ passes: false, status, slug, retryAfter });

/** Where the page asks. `target` is set once the API has an address; `seen` is what was asked, and the outcome. */
export async function startRelay() {
  const relay = { seen: [], target: undefined, fates: new Map() };
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const what = `${method} ${url}`;
    const key = headers["idempotency-key"];
    const fate = relay.fates.get(what)?.shift();
    if (fate && !fate.passes) {
      relay.seen.push({ what, key, status: fate.status });
      request.resume();
      refuse(response, headers.origin, fate);
      return;
    }
    const passed = send(new URL(url, relay.target), { method, headers }, (answer) => {
      const { "idempotency-replayed": replayed } = answer.headers;
      relay.seen.push({ what, key, status: answer.statusCode, replayed });
      if (!fate) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      answer.resume();
      const { "content-length": _, "content-encoding": __, ...kept } = answer.headers;
      if (fate.breaks) {
        // Not before the first byte: a browser would send the request again by itself.
        response.writeHead(answer.statusCode, { ...kept, "content-length": 1000 });
        response.write("{", () => response.destroy());
      } else {
        response.writeHead(503, { ...kept, "content-type": "text/plain", "retry-after": "1" });
        response.end("busy");
      }
    });
    request.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  relay.address = `http://127.0.0.1:${server.address().port}`;
  /** The next such requests meet these, one after the other. */
  relay.befall = (what, ...fates) => relay.fates.set(what, fates);
  relay.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return relay;
}

function refuse(response, origin, { status, slug, retryAfter }) {
  const problem = { type: `/problems/${slug}`, title: `Refused: ${slug}`, status, request_id: "none" };
  response.writeHead(status, {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "Retry-After",
    "content-type": "application/problem+json",
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
  });
  response.end(JSON.stringify(problem));
}

// Stands between a page and the API, passes everything on, and can lose an answer on the way back.
import { createServer, request as send } from "node:http";

/** Where the page asks. `target` is set once the API has an address; `seen` is what was asked, and the outcome. */
export async function startRelay() {
  const relay = { seen: [], target: undefined, lost: undefined };
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const lose = relay.lost === `${method} ${url}`;
    if (lose) relay.lost = undefined;
    const passed = send(new URL(url, relay.target), { method, headers }, (answer) => {
      const { "idempotency-replayed": replayed } = answer.headers;
      const key = headers["idempotency-key"];
      relay.seen.push({ what: `${method} ${url}`, key, status: answer.statusCode, replayed });
      if (!lose) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      // The API has done it, but says so to nobody.
      answer.resume();
      const { "content-length": _, ...kept } = answer.headers;
      response.writeHead(503, { ...kept, "content-type": "text/plain", "retry-after": "1" });
      response.end("busy");
    });
    request.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  relay.address = `http://127.0.0.1:${server.address().port}`;
  /** Answers the next such request with 503, after it was done. */
  relay.loseAnswerTo = (what) => (relay.lost = what);
  relay.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return relay;
}

// Waits when the server asks to.

const ATTEMPTS = 4;
const LONGEST_WAIT_SECONDS = 30;

/** Too much was asked; nobody can answer now; or (409) the first request under this key is still at work. */
const WORTH_WAITING = [409, 429, 503];

/**
 * As `fetch`, but a refusal with `Retry-After` is waited for and asked again, unchanged. What changes nothing may be
 * asked twice; so may what carries an `Idempotency-Key`, because the server does it once per key: the first request
 * may have been done although its answer got lost.
 */
export async function patient(request: Request): Promise<Response> {
  const repeatable = ["GET", "HEAD"].includes(request.method) || request.headers.has("Idempotency-Key");
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(request.clone());
    // A 409 that a rule gives has none: it stays what it is however long one waits.
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    const worthWaiting = WORTH_WAITING.includes(response.status) && seconds <= LONGEST_WAIT_SECONDS;
    if (!repeatable || !worthWaiting || attempt === ATTEMPTS) return response;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/**
 * What must be done once, however often its button is pressed: as long as no answer has come, the same body is sent
 * under the same `Idempotency-Key`. Another body is another deed.
 */
export class Deed {
  #unanswered: { body: string; key: string } | undefined;

  async do<T>(body: unknown, send: (key: string) => Promise<T>): Promise<T> {
    const text = JSON.stringify(body);
    if (this.#unanswered?.body !== text) this.#unanswered = { body: text, key: crypto.randomUUID() };
    const answer = await send(this.#unanswered.key);
    this.#unanswered = undefined;
    return answer;
  }
}

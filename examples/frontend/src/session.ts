// Who is signed in. The access token lives for minutes; when it has ended, it is refreshed and nobody notices.
import createClient from "openapi-fetch";
import { Deed } from "./deed";
import { patient } from "./patience";
import { Refused, settled } from "./problem";
import type { components, paths } from "./schema";

type Tokens = components["schemas"]["Tokens"];

declare const API_URL: string;

/** Tells of `ended`: the session is over and somebody has to sign in again. */
export const session = new EventTarget();

// In memory only: what is in storage, every script of this origin can read. To load the page anew is to sign out.
let tokens: Tokens | undefined;
let refreshing: Promise<void> | undefined;

/**
 * Until an answer has come, a refresh token goes out under one key: the server then gives the answer that got lost
 * once more, for half a minute. Under a second key the token would be used twice, which ends the session.
 */
const renewal = new Deed();

/** Sends no token: whoever signs in or refreshes has none, or one that has ended. */
const anonymous = createClient<paths>({ baseUrl: API_URL, fetch: patient });

/** Sends the token when there is one, and refreshes it when it has ended. */
export const api = createClient<paths>({ baseUrl: API_URL, fetch: signed });

export async function signIn(email: string, password: string): Promise<void> {
  const body = { email, password };
  tokens = settled(await anonymous.POST("/v1/accounts/sessions", { body })).tokens;
}

export async function signOut(): Promise<void> {
  const { data } = settled(await api.GET("/v1/accounts/sessions"));
  const current = data.find((one) => one.current);
  if (current) {
    settled(await api.DELETE("/v1/accounts/sessions/{session_id}", { params: { path: { session_id: current.id } } }));
  }
  end();
}

function end(): void {
  tokens = undefined;
  session.dispatchEvent(new Event("ended"));
}

async function signed(request: Request): Promise<Response> {
  const sent = tokens;
  const response = await patient(withToken(request));
  if (response.status !== 401 || sent === undefined) return response;
  // Another request may have refreshed while this one was under way. Of those that have not, one does: a refresh
  // token is good for one refresh, and used twice it ends the session.
  if (tokens === sent) refreshing ??= refresh(sent).finally(() => (refreshing = undefined));
  await refreshing;
  return tokens === undefined ? response : patient(withToken(request));
}

function withToken(request: Request): Request {
  const copy = request.clone();
  if (tokens) copy.headers.set("Authorization", `Bearer ${tokens.access_token}`);
  return copy;
}

async function refresh({ refresh_token }: Tokens): Promise<void> {
  const body = { refresh_token };
  try {
    tokens = await renewal.do(body, async (key) => {
      const params = { header: { "Idempotency-Key": key } };
      return settled(await anonymous.POST("/v1/accounts/refreshes", { params, body })).tokens;
    });
  } catch (failure) {
    // Only a 401 says that the token is good no more. After anything else the next request tries again.
    if (!(failure instanceof Refused) || failure.problem.status !== 401) throw failure;
    end();
  }
}

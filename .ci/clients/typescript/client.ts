// What the written calls share.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema.js";

export type Schemas = components["schemas"];

/** What a client may rely on, whatever was refused and by whom. */
export interface Refusal {
  type: string;
  title: string;
  status: number;
}

/** An error that is documented as anything, or not at all, would fit everywhere; here it fits nowhere. */
type Documented<E> = [E] extends [never] ? ["is not documented"] : 0 extends 1 & E ? ["has no type"] : [];

export const client = createClient<paths>({ baseUrl: "https://guildhall.example" });

export function refused<E extends Refusal>(error: E, ..._must: Documented<E>): Refusal {
  return error;
}

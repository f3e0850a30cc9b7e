/** What survives a JSON round trip; the only kind of value that process state, events and forms hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

import type { Json, JsonObject } from '../../json';

/** A result has the name the model gives it; a context without one becomes variables. */
export function named(name: string | null, value: Json): JsonObject {
  if (name !== null) return { [name]: value };
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

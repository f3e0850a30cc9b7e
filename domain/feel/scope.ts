import { spend } from './budget';
import { costOf, isContext, type Context } from './values';

/** Names that are seen, one inside the other. */
export interface Scope {
  readonly values: Context;
  readonly parent: Scope | null;
}

/** What a `for` has so far; copied where it is looked at, so that no list ever holds itself. */
export class PartialList {
  readonly items: unknown[] = [];
}

export function lookUp(name: string, scope: Scope | null): unknown {
  for (let at = scope; at; at = at.parent) {
    const value = entry(name, at.values);
    if (value instanceof PartialList) return copyOf(value);
    if (value !== undefined) return value;
  }
  return undefined;
}

function copyOf({ items }: PartialList): unknown[] {
  spend(items.length);
  return items.slice();
}

const PLAIN = /^[\p{L}\p{N}_]+$/u;
/** Spaces and signs in a name may be written in several ways (as lezer-feel has it). */
const normalised = (name: string): string =>
  name
    .replace(/\s*([./\-'+]|\*\*?)\s*/g, ' $1 ')
    .replace(/\s{2,}/g, ' ')
    .trim();

function entry(name: string, context: Context): unknown {
  if (Object.hasOwn(context, name)) return context[name];
  if (PLAIN.test(name)) return undefined;
  const names = Object.keys(context);
  spend(names.length);
  const found = names.find((candidate) => normalised(candidate) === normalised(name));
  return found === undefined ? undefined : context[found];
}

/** What a path finds in a value: an entry, or a property of a date, time, duration or range. Null where there is none. */
export function property(name: string, of: unknown): unknown {
  spend(costOf(of));
  if (isContext(of)) return entry(name, of) ?? null;
  if (typeof of !== 'object' || of === null || Array.isArray(of)) return null;
  if (Object.hasOwn(of, name)) return (of as Context)[name] ?? null;
  const getter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(of) as object, name)?.get;
  return (getter?.call(of) as unknown) ?? null;
}

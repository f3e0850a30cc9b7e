import { DomainError } from '../../errors';
import { evaluate } from '../../feel';
import type { Json, JsonObject } from '../../json';
import type { Expression } from '../graph';
import { refuseTooMuchData } from '../limits';
import { changeScope, scopeOf, type Run } from '../run';
import type { Scope } from '../state';

/** All that is seen from a scope: its own data before that of the scopes around it, up to the process it belongs to. */
export function visible(run: Run, scope: string): JsonObject {
  const chain: JsonObject[] = [];
  for (let id: string | null = scope; id !== null; id = around(run, id)) chain.unshift(scopeOf(run, id).variables);
  return chain.length === 1 ? (chain[0] as JsonObject) : (Object.assign({}, ...chain) as JsonObject);
}

function around(run: Run, id: string): string | null {
  const { isolated, parent } = scopeOf(run, id);
  return isolated ? null : parent;
}

/** FEEL as it is seen from a scope. A fault names the expression and the values it was given. */
export function feel(run: Run, scope: string, expression: Expression, extra?: JsonObject): Json {
  const seen = visible(run, scope);
  const context = extra ? { ...seen, ...extra } : seen;
  try {
    return evaluate(expression, context, run.at, run.pool);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `${error.message}${valuesIn(expression, context)}`, {}, { cause: error });
  }
}

/** The names an expression mentions, with their values: what a person needs to see what went wrong. */
export function valuesIn(expression: Expression, context: JsonObject): string {
  const names = new Set(expression.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const said = [...names]
    .filter((name) => Object.hasOwn(context, name))
    .map((name) => `${name} = ${(JSON.stringify(context[name]) ?? '').slice(0, 80)}`);
  return said.length > 0 ? ` (${said.join(', ')})` : '';
}

/** A result overwrites the variable where it lives, else creates it in the process instance. */
export function assign(run: Run, scope: string, values: JsonObject): void {
  const names = Object.keys(values).filter((name) => name !== '__proto__');
  if (names.length === 0) return;
  refuseTooMuchData(values);
  const byHolder = new Map<string, Record<string, Json>>();
  for (const name of names) {
    const holder = holderOf(run, scope, name);
    const own = byHolder.get(holder) ?? {};
    own[name] = values[name] ?? null;
    byHolder.set(holder, own);
  }
  for (const [holder, own] of byHolder) put(run, holder, own);
}

function holderOf(run: Run, scope: string, name: string): string {
  let holder = scope;
  for (let id: string | null = scope; id !== null; id = around(run, id)) {
    const { variables, isSnapshot } = scopeOf(run, id);
    if (!isSnapshot && Object.hasOwn(variables, name)) return id;
    holder = id;
  }
  return holder;
}

/** Sets variables of this very scope. */
export function put(run: Run, scope: string, values: JsonObject): void {
  const { variables, isolated, written = [] } = scopeOf(run, scope);
  const changes: Partial<Scope> = { variables: { ...variables, ...values } };
  const names = isolated && { written: [...new Set([...written, ...Object.keys(values)])] };
  changeScope(run, scope, { ...changes, ...names });
  run.dataChanged = true;
}

import { FeelRange } from 'feelin';

import { createRange } from '../borrowed';
import { spend } from '../budget';
import { itemsOf } from '../items';
import { part, parts, type SyntaxNode } from '../node';
import { PartialList, property, type Scope } from '../scope';
import { isContext, isTruthy } from '../values';
import { includes, type Test } from '../compare';
import type { Compiler, Maker, Run } from './compiler';

interface Producer {
  readonly name: string;
  readonly of: Run;
  readonly weight: number;
}

function producersOf(node: SyntaxNode, c: Compiler): Producer[] {
  const contexts = part(node, 'InExpressions');
  return (contexts ? parts(contexts) : []).map((expression) => {
    const [name, of] = parts(expression);
    const { run, weight } = c.weigh(of);
    return { name: name ? c.nameOf(name) : '', of: run, weight };
  });
}

/** Goes through every combination until it is enough. `nothing`: there was something that is no list. */
function combine(
  [producer, ...others]: readonly Producer[],
  scope: Scope,
  visit: (inner: Scope) => boolean,
): 'all' | 'enough' | 'nothing' {
  if (!producer) return visit(scope) ? 'enough' : 'all';
  spend(producer.weight);
  const items = itemsOf(producer.of(scope));
  if (!items) return 'nothing';
  for (const item of items) {
    const ended = combine(others, { values: { [producer.name]: item }, parent: scope }, visit);
    if (ended !== 'all') return ended;
  }
  return 'all';
}

const forEach: Maker = (node, c) => {
  const [producers, { run: body, weight }] = [producersOf(node, c), c.weigh(node.children.at(-1))];
  return {
    run(scope) {
      const partial = new PartialList();
      const ended = combine(producers, scope, (inner) => {
        spend(weight);
        partial.items.push(body({ values: { partial }, parent: inner }));
        return false;
      });
      return ended === 'nothing' ? null : partial.items;
    },
  };
};

const quantified: Maker = (node, c) => {
  const [producers, { run: body, weight }] = [producersOf(node, c), c.weigh(node.children.at(-1))];
  const isSome = node.children[0]?.name === 'some';
  return {
    type: 'test',
    run(scope) {
      const ended = combine(producers, scope, (inner) => {
        spend(weight);
        return isTruthy(body(inner)) === isSome;
      });
      if (ended === 'nothing') return null;
      return ended === 'enough' ? isSome : !isSome;
    },
  };
};

/** `1..n`, or any expression. */
const iterated: Maker = (node, c) => {
  const [a, b] = c.runs(node);
  if (!b) return { run: a ?? (() => null) };
  return {
    run(scope) {
      const [from, to] = [a?.(scope), b(scope)];
      return to === null ? from : createRange(from, to);
    },
  };
};

const INDEX: ReadonlySet<string> = new Set(['number', 'boolean', 'any']);

/** What stands in brackets is a place where it may be a number, else a test of each item. */
const filter: Maker = (node, c) => {
  const [target, body] = [c.run(node.children[0]), c.weigh(node.children[2])];
  const pick = INDEX.has(body.type ?? '') ? byPlace(body.run) : body.type === 'test' ? byTest(body) : byValue(body);
  return {
    type: 'any',
    run(scope) {
      const value = target(scope);
      if (value === null || value === undefined) return null;
      return pick(Array.isArray(value) ? (value as unknown[]) : [value], scope, value);
    },
  };
};

type Pick = (list: readonly unknown[], scope: Scope, value: unknown) => unknown;

const byPlace =
  (body: Run): Pick =>
  (list, scope, value) => {
    const place = body(scope);
    if (typeof place === 'boolean') return place ? value : [];
    if (typeof place !== 'number') return [];
    return list[place < 0 ? list.length + place : place - 1] ?? null;
  };

const byTest =
  ({ run, weight }: { readonly run: Run; readonly weight: number }): Pick =>
  (list, scope) => {
    spend(weight * list.length);
    return list.map((item) => kept(item, run, scope)).filter(isTruthy);
  };

const byValue =
  ({ run, type }: { readonly run: Run; readonly type?: string | undefined }): Pick =>
  (list, scope) => {
    if (type !== 'string') return null;
    spend(list.length);
    const wanted = run(scope);
    return list.filter((item) => item === wanted);
  };

/** The item sees itself as `item`, and its own entries. */
function kept(item: unknown, test: Run, scope: Scope): unknown {
  const outer: Scope = { values: { item }, parent: scope };
  const result = test(isContext(item) ? { values: item, parent: outer } : outer);
  const passed = typeof result === 'function' ? (result as Test)(item) : result;
  const held = passed instanceof FeelRange ? includes(passed, item) : passed;
  return held === true ? item : held;
}

const path: Maker = (node, c) => {
  const [of, last] = [c.run(node.children[0]), node.children[2]];
  const name = last ? c.nameOf(last) : '';
  return {
    type: 'any',
    run(scope) {
      const value = of(scope);
      return Array.isArray(value) ? value.map((item) => property(name, item)) : property(name, value);
    },
  };
};

export const LISTS: Readonly<Record<string, Maker>> = {
  ForExpression: forEach,
  QuantifiedExpression: quantified,
  IterationContext: iterated,
  FilterExpression: filter,
  PathExpression: path,
};

import { evaluate as evaluateByFeelin, parseExpression, parseUnaryTests, unaryTest } from 'feelin';

import { payForReading, spend, withBudget, type Pool } from './budget';
import { Compiler, type Run } from './compile/compiler';
import { FUNCTIONS } from './compile/functions';
import { LISTS } from './compile/lists';
import { LITERALS } from './compile/literals';
import { OPERATIONS } from './compile/operators';
import { TYPES } from './compile/types';
import { UNARY_TESTS } from './compile/unary-tests';
import { read, refuseDeepBrackets, type Tree } from './node';
import { oddNames } from './odd-names';
import type { Context } from './values';
import type { Test } from './compare';

const MAKERS = { ...LITERALS, ...OPERATIONS, ...LISTS, ...FUNCTIONS, ...TYPES, ...UNARY_TESTS };

/** Compiled once for each text; a full house is emptied. */
const MOST = 2_000;
const EXPRESSIONS = new Map<string, Run>();
const TESTS = new Map<string, Run>();

type Parse = typeof parseExpression | typeof parseUnaryTests;

function compile(source: string, variables: Context, parse: Parse): Run {
  const odd = oddNames(source, variables);
  const compiled = parse === parseExpression ? EXPRESSIONS : TESTS;
  const key = odd.length > 0 ? [source, ...odd].join('\u0000') : source;
  const before = compiled.get(key);
  if (before) return before;
  refuseDeepBrackets(source);
  const shape = odd.length > 0 ? variables : {};
  const node = read(parse(source, shape, undefined) as unknown as Tree);
  if (!node) return refuse(source, shape, parse);
  const run = weighed(new Compiler(source, MAKERS).weigh(node));
  if (compiled.size >= MOST) compiled.clear();
  compiled.set(key, run);
  return run;
}

const weighed =
  ({ run, weight }: { readonly run: Run; readonly weight: number }): Run =>
  (scope) => {
    spend(weight);
    return run(scope);
  };

/** feelin says where the fault is. */
function refuse(source: string, variables: Context, parse: Parse): never {
  if (parse === parseExpression) evaluateByFeelin(source, variables);
  else unaryTest(source, variables);
  throw new Error('it is no FEEL');
}

export interface Environment {
  /** What is seen. */
  readonly variables: Context;
  /** What is seen where no variable has the name. */
  readonly known: Context;
  readonly pool: Pool;
}

export function evaluate<Result>(
  source: string,
  { variables, known, pool }: Environment,
  toResult: (value: unknown) => Result,
): Result {
  return withBudget(pool, () => {
    payForReading(source, pool);
    const run = compile(source, variables, parseExpression);
    return toResult(run({ values: variables, parent: { values: known, parent: null } }));
  });
}

/** Does a value pass the cell of a decision table? */
export function passes(source: string, value: unknown, { variables, known, pool }: Environment): boolean {
  return withBudget(pool, () => {
    payForReading(source, pool);
    const run = compile(source, variables, parseUnaryTests);
    const around = { values: variables, parent: { values: known, parent: null } };
    const test = run({ values: { '?': value }, parent: around }) as Test;
    return test(value) === true;
  });
}

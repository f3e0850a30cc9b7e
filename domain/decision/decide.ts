import { DomainError } from '../errors';
import { evaluate, newPool, passes, type Pool } from '../feel';
import type { Json, JsonObject } from '../json';
import type { Decision, DecisionTable, Decisions } from './table';

export interface DecisionResult {
  readonly value: Json;
  /** Ids of the rules that fired: an official and a court can read why. */
  readonly rules: readonly string[];
}

/** Deep enough for any decision a town draws; a cycle of requirements ends here. */
const MAX_DEPTH = 20;

/** Evaluates a decision by id or name; those it requires first. */
export function decide(
  decisions: Decisions,
  wanted: string,
  context: JsonObject,
  at: string,
  pool: Pool = newPool(),
  depth = 0,
): DecisionResult {
  const decision = decisions[wanted] ?? Object.values(decisions).find(({ name }) => name === wanted);
  if (!decision) throw new DomainError('SERVICE_INVALID', `There is no decision "${wanted}"`);
  if (depth > MAX_DEPTH) throw new DomainError('SERVICE_INVALID', `Decision "${wanted}" requires itself`);
  const required = decision.requires.map((id) => {
    const { value } = decide(decisions, id, context, at, pool, depth + 1);
    return [decisions[id]?.name ?? id, value] as const;
  });
  const scope = { ...context, ...Object.fromEntries(required) };
  return decision.kind === 'literal'
    ? { value: evaluate(decision.expression, scope, at, pool), rules: [] }
    : evaluateTable(decision, scope, at, pool);
}

function evaluateTable(table: DecisionTable, scope: JsonObject, at: string, pool: Pool): DecisionResult {
  const values = table.inputs.map(({ expression }) => evaluate(expression, scope, at, pool));
  const isHit = ({ tests }: DecisionTable['rules'][number]) =>
    tests.every(
      (test, column) =>
        test.trim() === '-' || test.trim() === '' || passes(test, values[column] ?? null, scope, at, pool),
    );
  const hits = table.hitPolicy === 'FIRST' ? table.rules.filter(isHit).slice(0, 1) : table.rules.filter(isHit);
  const results = hits.map((rule) => resultOf(table, rule.results, scope, at, pool));
  return { value: single(table, results), rules: hits.map(({ id }) => id) };
}

function resultOf(
  { outputs }: DecisionTable,
  expressions: readonly string[],
  scope: JsonObject,
  at: string,
  pool: Pool,
): Json {
  const values = expressions.map((expression) =>
    expression.trim() === '' ? null : evaluate(expression, scope, at, pool),
  );
  const [first] = outputs;
  if (outputs.length === 1 && first && first.name === '') return values[0] ?? null;
  return Object.fromEntries(outputs.map(({ name }, column) => [name, values[column] ?? null]));
}

/** What several rules come to, by the hit policy (DMN 1.3, 8.2.11). */
function single(table: DecisionTable, results: readonly Json[]): Json {
  const { hitPolicy, name } = table;
  if (hitPolicy === 'COLLECT' || hitPolicy === 'RULE ORDER') return results;
  if (results.length > 1 && hitPolicy === 'UNIQUE') throw violated(table, 'more than one rule fits');
  if (hitPolicy === 'ANY' && new Set(results.map((result) => JSON.stringify(result))).size > 1)
    throw violated({ name }, 'rules that fit give different results');
  return results[0] ?? null;
}

const violated = ({ name }: Pick<Decision, 'name'>, what: string) =>
  new DomainError('SERVICE_INVALID', `Decision table "${name}": ${what}`);

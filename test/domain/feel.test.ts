import fc from 'fast-check';

import { evaluate } from '../../domain/feel';
import type { Json, JsonObject } from '../../domain/json';

const AT = '2026-11-25T10:00:00Z';
const name = fc.constantFrom('a', 'b', 'c', 'name', 'heirs', 'place');
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1.5, 'Иван', '2026-09-14', ''),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const context = fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'));

it('reads a path of names as the FEEL interpreter does', () => {
  fc.assert(
    fc.property(path, context, (expression, variables) => {
      // In brackets it is no mere path any more: the interpreter answers.
      expect(evaluate(expression, variables, AT)).toEqual(evaluate(`(${expression})`, variables, AT));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['true', true],
  ['null', null],
  ['a.b', 'found'],
  ['a.missing', null],
  ['list.b', ['x', 'y']],
  ['if a.b = "found" then 1 else 2', 1],
  ['string(today())', '2026-11-25'],
])('gives %s as %j', (expression, expected) => {
  const variables = { a: { b: 'found' }, list: [{ b: 'x' }, { b: 'y' }] };

  expect(evaluate(expression, variables, AT)).toEqual(expected);
});

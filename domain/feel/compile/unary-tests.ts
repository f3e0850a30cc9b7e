import { spend } from '../budget';
import { passes, type Test } from '../compare';
import type { Maker } from './compiler';

/** The cell of a decision table: gives a function of the tested value. */
const unaryTests: Maker = (node, c) => {
  const isNegated = node.children[0]?.name === 'not';
  const run = c.run(node.children.find(({ name }) => name !== 'not' && name !== '(' && name !== ')'));
  return {
    run(scope): Test {
      const tests = run(scope);
      return (value) => {
        const isHit = (Array.isArray(tests) ? (tests as unknown[]) : [tests]).some((test) => hits(test, value));
        return isNegated ? !isHit : isHit;
      };
    },
  };
};

function hits(test: unknown, value: unknown): boolean {
  if (typeof test === 'boolean') return test;
  if (!Array.isArray(test)) return passes(test, value) === true;
  spend(test.length);
  return test.includes(value);
}

export const UNARY_TESTS: Readonly<Record<string, Maker>> = { UnaryTests: unaryTests };

import { FeelFunction } from 'feelin';

import { callable, settled } from '../built-ins';
import { nest, spend } from '../budget';
import { part, parts, type SyntaxNode } from '../node';
import type { Compiler, Maker, Run } from './compiler';

interface Argument {
  /** Of a named one. */
  readonly name: string;
  readonly of: Run;
}

const call: Maker = (node, c) => {
  const target = c.run(node.children[0]);
  const parameters = node.children.find(({ name }) => name.endsWith('Parameters'));
  const isNamed = parameters?.name === 'NamedParameters';
  const args = (parameters ? parts(parameters) : []).map((one) => argumentOf(one, isNamed, c));
  return {
    type: 'any',
    run(scope) {
      spend(1);
      const wanted = callable(target(scope));
      if (!wanted) return null;
      const values = args.map(({ of }) => of(scope));
      const given = isNamed ? Object.fromEntries(args.map(({ name }, index) => [name, values[index]])) : values;
      return settled(wanted.invoke(given));
    },
  };
};

function argumentOf(node: SyntaxNode, isNamed: boolean, c: Compiler): Argument {
  if (!isNamed) return { name: '', of: c.run(node) };
  const [name, value] = parts(node);
  return { name: name ? c.nameOf(name) : '', of: c.run(value) };
}

const definition: Maker = (node, c) => {
  if (part(node, 'external')) return { run: () => null };
  const formal = part(node, 'FormalParameters');
  const names = (formal ? parts(formal) : []).map((one) => (one.children[0] ? c.nameOf(one.children[0]) : ''));
  const before = c.made;
  const { run: body, weight } = c.weigh(part(node, 'FunctionBody'));
  const height = c.made - before;
  return {
    run: (scope) =>
      new FeelFunction((...args: unknown[]) => {
        spend(weight);
        const values = Object.fromEntries(names.map((name, index) => [name, args[index]]));
        return nest(height, () => body({ values, parent: scope }));
      }, names),
  };
};

/** `@"…"`, or a call of one of the constructors. */
const dateTime: Maker = (node, c) => ({
  ...(node.children.length === 1 ? c.make(node.children[0]) : call(node, c)),
  type: 'date',
});

export const FUNCTIONS: Readonly<Record<string, Maker>> = {
  FunctionInvocation: call,
  FunctionDefinition: definition,
  DateTimeLiteral: dateTime,
};

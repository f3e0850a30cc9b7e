import { refuseDeep } from './budget';

/** A node of the parsed expression. */
export interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly children: SyntaxNode[];
}

/** What is used of lezer's trees. */
export interface Tree {
  iterate(visitor: { enter(node: TreeNode): boolean; leave(node: TreeNode): void }): void;
}

interface TreeNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly type: { readonly isError: boolean; readonly isSkipped: boolean };
}

/** Undefined where the text is no FEEL. */
export function read(tree: Tree): SyntaxNode | undefined {
  const root: SyntaxNode = { name: '', from: 0, to: 0, children: [] };
  const stack = [root];
  let isFaulty = false;
  tree.iterate({
    enter({ name, from, to, type }) {
      if (type.isError) isFaulty = true;
      if (type.isSkipped) return false;
      const node: SyntaxNode = { name, from, to, children: [] };
      stack.at(-1)?.children.push(node);
      stack.push(node);
      refuseDeep('tree', stack.length);
      return true;
    },
    leave({ type }) {
      if (!type.isSkipped) stack.pop();
    },
  });
  return isFaulty ? undefined : root.children.at(-1);
}

/** The parser gives up on deep brackets where its stack ends, which is not the same everywhere. Those in texts count as well. */
export function refuseDeepBrackets(source: string): void {
  let depth = 0;
  for (const sign of source) {
    if (OPENING.has(sign)) refuseDeep('brackets', (depth += 1));
    else if (CLOSING.has(sign)) depth -= 1;
  }
}

const [OPENING, CLOSING] = [new Set('([{'), new Set(')]}')];

const SIGNS: ReadonlySet<string> = new Set(
  'for in return some every satisfies if then else and or between instance of function external ( ) [ ] { } , ; : . .. < > ->'.split(
    ' ',
  ),
);

/** What a node is made of, without keywords and brackets. */
export const parts = (node: SyntaxNode): SyntaxNode[] => node.children.filter(({ name }) => !SIGNS.has(name));

export const part = (node: SyntaxNode, name: string): SyntaxNode | undefined =>
  node.children.find((child) => child.name === name);

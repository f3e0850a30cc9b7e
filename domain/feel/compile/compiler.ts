import type { Scope } from '../scope';
import { parts, type SyntaxNode } from '../node';

export type Run = (scope: Scope) => unknown;

/** A node, compiled. */
export interface Made {
  readonly run: Run;
  /** What kind of expression it is, as far as it shows: it decides what `list[…]` means. */
  readonly type?: string | undefined;
  /** Of arithmetic: its result before it is rounded to a number, for the arithmetic around it. */
  readonly exact?: Run;
}

export type Maker = (node: SyntaxNode, compiler: Compiler) => Made;

/** Turns nodes into functions; the makers by name of node are handed in. */
export class Compiler {
  /** How many nodes were made: a measure of how deep their functions can nest. */
  made = 0;

  constructor(
    private readonly source: string,
    private readonly makers: Readonly<Record<string, Maker>>,
  ) {}

  text({ from, to }: SyntaxNode): string {
    return this.source.slice(from, to);
  }

  /** A name, its words joined by single spaces. */
  nameOf(node: SyntaxNode): string {
    if (node.children.length === 0) return this.text(node).replace(/\s+/g, ' ');
    return node.children.map((child) => this.nameOf(child)).join(' ');
  }

  make(node: SyntaxNode | undefined): Made {
    if (!node) return { run: () => null };
    const maker = Object.hasOwn(this.makers, node.name) ? this.makers[node.name] : undefined;
    if (!maker) throw new Error(`${node.name} is not supported`);
    this.made += 1;
    return maker(node, this);
  }

  run(node: SyntaxNode | undefined): Run {
    return this.make(node).run;
  }

  /** What is run again and again costs what it is made of, not one step each time. */
  weigh(node: SyntaxNode | undefined): Made & { readonly weight: number } {
    const before = this.made;
    const made = this.make(node);
    return { ...made, weight: 1 + ((this.made - before) >> 3) };
  }

  runs(node: SyntaxNode): Run[] {
    return parts(node).map((part) => this.run(part));
  }
}

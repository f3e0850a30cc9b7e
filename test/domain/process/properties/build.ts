import type { Block, Border, Branch, Joiner } from './blocks';
import type { Condition, Model, ModelFlow, ModelNode, NodeKind } from './model';

/** A way out of something that was built and leads nowhere yet. */
interface Exit {
  readonly from: string;
  readonly condition?: Condition;
  readonly isDefault?: boolean;
}

/** From blocks to nodes and flows. What follows a branch that has ended is not built: it would begin by itself. */
export class Builder {
  private readonly nodes: ModelNode[] = [];
  private readonly flows: ModelFlow[] = [];
  private container: string | null = null;

  process(block: Block): Model {
    this.inside(null, block);
    return { nodes: this.nodes, flows: this.flows };
  }

  private inside(container: string | null, block: Block): void {
    const outer = this.container;
    this.container = container;
    const exits = this.add(block, this.node('start', []));
    if (exits.length > 0) this.node('end', exits);
    this.container = outer;
  }

  private node(kind: NodeKind, entries: readonly Exit[], more: Partial<ModelNode> = {}): Exit[] {
    const id = `${kind.replace('-', '')}${this.nodes.length}`;
    this.nodes.push({ id, kind, container: this.container, ...more });
    for (const entry of entries) this.connect(entry, id);
    return [{ from: id }];
  }

  private connect({ from, condition, isDefault }: Exit, target: string): void {
    const id = `f${this.flows.length}`;
    this.flows.push({ id, source: from, target, ...(condition && !isDefault && { condition }) });
    if (!isDefault) return;
    const at = this.nodes.findIndex((node) => node.id === from);
    this.nodes[at] = { ...(this.nodes[at] as ModelNode), default: id };
  }

  private add(block: Block, entries: Exit[]): Exit[] {
    if (entries.length === 0) return [];
    switch (block.type) {
      case 'work':
        return this.withBorders(this.node('user-task', entries), block.borders);
      case 'pass':
        return this.node('task', entries);
      case 'timer':
        return this.node('timer', entries);
      case 'end':
      case 'terminate':
        this.node(block.type, entries);
        return [];
      case 'sequence':
        return block.blocks.reduce((exits, next) => this.add(next, exits), entries);
      case 'split':
        return this.split(block, entries);
      case 'loop':
        return this.loop(block.body, block.again, entries);
      case 'sub-process':
        return this.subProcess(block.body, block.borders, entries);
    }
  }

  private split({ by, join, branches, hasDefault }: Extract<Block, { type: 'split' }>, entries: Exit[]): Exit[] {
    const [split] = this.node(by === 'work' ? 'user-task' : by, entries) as [Exit];
    const exits = branches.flatMap((branch, index) =>
      this.add(branch.block, [
        by === 'parallel' ? split : conditional(split, branch, hasDefault && index === branches.length - 1),
      ]),
    );
    return this.join(join, exits);
  }

  private join(join: Joiner, exits: Exit[]): Exit[] {
    return join === 'none' || exits.length === 0 ? exits : this.node(join, exits);
  }

  /** Somebody works in every round, so none goes on for ever by itself. */
  private loop(body: Block, again: Condition, entries: Exit[]): Exit[] {
    const [merge] = this.node('exclusive', entries) as [Exit];
    const exits = this.add(body, this.node('user-task', [merge]));
    if (exits.length === 0) return [];
    const [split] = this.node('exclusive', exits) as [Exit];
    this.connect({ ...split, condition: again }, merge.from);
    return [{ ...split, isDefault: true }];
  }

  private subProcess(body: Block, borders: readonly Border[], entries: Exit[]): Exit[] {
    const exits = this.node('sub-process', entries);
    this.inside(exits[0]?.from ?? null, body);
    return this.withBorders(exits, borders);
  }

  private withBorders(exits: Exit[], borders: readonly Border[]): Exit[] {
    const attachedTo = exits[0]?.from ?? '';
    const more = borders.flatMap((border) => {
      const kind = border.type === 'error' ? 'error-boundary' : 'timer-boundary';
      const parts = border.type === 'error' ? { code: border.code } : { interrupting: border.interrupting };
      return this.add(border.block, this.node(kind, [], { attachedTo, ...parts }));
    });
    return [...exits, ...more];
  }
}

const conditional = (split: Exit, { condition }: Branch, isDefault: boolean): Exit => ({
  ...split,
  condition,
  isDefault,
});

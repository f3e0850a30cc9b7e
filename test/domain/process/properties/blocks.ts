import fc from 'fast-check';

import type { Condition } from './model';

/** A block-structured model. A join that does not fit its split makes dead paths, deadlocks and tokens that multiply. */
export type Block =
  | { readonly type: 'work'; readonly borders: readonly Border[] }
  | { readonly type: 'pass' | 'timer' | 'end' | 'terminate' }
  | { readonly type: 'sequence'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'split';
      readonly by: Splitter;
      readonly join: Joiner;
      readonly branches: readonly Branch[];
      readonly hasDefault: boolean;
    }
  | { readonly type: 'loop'; readonly body: Block; readonly again: Condition }
  | { readonly type: 'sub-process'; readonly body: Block; readonly borders: readonly Border[] };

/** `work`: an activity whose conditional flows split by themselves. */
export type Splitter = 'exclusive' | 'parallel' | 'inclusive' | 'work';

/** `none`: the branches run into what follows. */
export type Joiner = 'exclusive' | 'parallel' | 'inclusive' | 'none';

export interface Branch {
  readonly condition: Condition;
  readonly block: Block;
}

/** A boundary event and what follows it. */
export type Border =
  | { readonly type: 'error'; readonly code: string | null; readonly block: Block }
  | { readonly type: 'timer'; readonly interrupting: boolean; readonly block: Block };

export const CODES = ['E1', 'E2'] as const;

const condition: fc.Arbitrary<Condition> = fc.record({
  variable: fc.constantFrom('a', 'b', 'c'),
  is: fc.nat({ max: 2 }),
});

const FITTING: Readonly<Record<Splitter, Joiner>> = {
  exclusive: 'exclusive',
  parallel: 'parallel',
  inclusive: 'inclusive',
  work: 'inclusive',
};

const { block } = fc.letrec<{ block: Block; split: Block; body: Block; border: Border }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    { weight: 6, arbitrary: fc.constant<Block>({ type: 'work', borders: [] }) },
    { weight: 1, arbitrary: fc.constantFrom<Block>({ type: 'pass' }, { type: 'timer' }) },
    { weight: 1, arbitrary: fc.constantFrom<Block>({ type: 'end' }, { type: 'end' }, { type: 'terminate' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('work' as const),
        borders: fc.array(tie('border'), { minLength: 1, maxLength: 2 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('sequence' as const),
        blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 8, arbitrary: tie('split') },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('loop' as const), body: tie('block'), again: condition }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('sub-process' as const),
        body: tie('block'),
        borders: fc.array(tie('border'), { maxLength: 2 }),
      }),
    },
  ),
  split: fc
    .record({
      by: fc.constantFrom<Splitter>('exclusive', 'parallel', 'parallel', 'inclusive', 'inclusive', 'work'),
      odd: fc.option(fc.constantFrom<Joiner>('exclusive', 'parallel', 'inclusive', 'none'), { freq: 3 }),
      branches: fc.array(fc.record({ condition, block: tie('block') }), { minLength: 2, maxLength: 3 }),
      hasDefault: fc.boolean(),
    })
    .map(({ by, odd, ...rest }) => ({ type: 'split' as const, by, join: odd ?? FITTING[by], ...rest })),
  body: tie('block'),
  border: fc.oneof(
    fc.record({ type: fc.constant('error' as const), code: fc.constantFrom('E1', null), block: tie('block') }),
    fc.record({ type: fc.constant('timer' as const), interrupting: fc.boolean(), block: tie('block') }),
  ),
}));

/** Something with several parts: one task alone is soon tested. */
export const anyBlock: fc.Arbitrary<Block> = fc
  .array(block, { minLength: 2, maxLength: 4 })
  .map((blocks) => ({ type: 'sequence', blocks }));

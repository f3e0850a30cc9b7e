import { DomainError } from '../errors';
import type { ProcessState } from './state';

/** A state as it was kept, of this version or an earlier one. */
export interface KeptState {
  readonly version: number;
}

const VERSION: ProcessState['version'] = 3;

/** By version, what makes a state of it one of the next. A migration that is merged never changes. */
const MIGRATIONS: Readonly<Record<number, (state: KeptState) => KeptState>> = {
  /** 3: an execution may wait for its data stores (stage `read`). None of before does. */
  2: (state) => ({ ...state, version: 3 }),
};

/** A kept state as this version of the engine knows it. Throws `STATE_UNKNOWN` for one that it cannot go on from. */
export function migrateState(kept: KeptState): ProcessState {
  let state = kept;
  for (let next = MIGRATIONS[state.version]; next; next = MIGRATIONS[state.version]) state = next(state);
  refuseUnknown(state);
  return state;
}

export function refuseUnknown(state: KeptState): asserts state is ProcessState {
  if (state.version === VERSION) return;
  const what = `The state is of version ${state.version}, and this engine knows ${VERSION}`;
  const mend =
    state.version > VERSION
      ? 'A newer release has written it: run that one, or a later one.'
      : 'No migration leads from there: go on with the release that has written it.';
  throw new DomainError('STATE_UNKNOWN', `${what}. ${mend}`, { version: state.version });
}

import {
  EMPTY,
  isEmpty,
  plus,
  replaceInner,
  without,
  writeInner,
  writeToken,
  type Inner,
  type Marking,
} from './marking';
import type { Model, ModelNode, Variables } from './model';
import { compileNet, type Net, type Token } from './petri-net';
import { settle } from './settle';

/** A case of the naive interpreter. */
export interface NaiveCase {
  readonly status: 'running' | 'completed' | 'terminated';
  readonly marking: Marking;
  readonly variables: Variables;
}

/** What happens to one token, or (a timer) to a sub-process. `path`: the sub-processes around it, from the outside in, as written. */
export type Happening = { readonly path: readonly string[]; readonly variables: Partial<Variables> } & (
  | { readonly type: 'complete'; readonly token: Token }
  | { readonly type: 'retry'; readonly token: Token }
  | { readonly type: 'fail'; readonly token: Token; readonly code: string }
  /** `owner`: the token, or the sub-process as written. */
  | { readonly type: 'timer'; readonly owner: Token | string; readonly timer: string }
);

export interface Naive {
  start(variables: Variables): NaiveCase[];
  /** All cases that this one can become. */
  happen(before: NaiveCase, happening: Happening): NaiveCase[];
}

export function naiveInterpreter(model: Model): Naive {
  const net = compileNet(model);
  const rests = (marking: Marking, variables: Variables): NaiveCase[] =>
    settle(net, marking, variables).map((rest) => ({
      status: rest.isTerminated ? 'terminated' : isEmpty(rest.marking) ? 'completed' : 'running',
      marking: rest.marking,
      variables,
    }));
  return {
    start: (variables) => rests(plus(EMPTY, net.begin(null)), variables),
    happen(before, happening) {
      const variables = { ...before.variables, ...happening.variables };
      const { marking } = change(net, before.marking, happening, happening.path, variables);
      return rests(marking, variables);
    },
  };
}

/** A scope after something happened in it; `thrown`: an error that nothing in it caught. */
interface Changed {
  readonly marking: Marking;
  readonly thrown?: string;
}

function change(
  net: Net,
  marking: Marking,
  happening: Happening,
  path: readonly string[],
  variables: Variables,
): Changed {
  const [next, ...deeper] = path;
  if (next === undefined) return changeHere(net, marking, happening, variables);
  const index = marking.inner.findIndex((inner) => writeInner(inner) === next);
  const inner = marking.inner[index];
  if (!inner) throw new Error(`There is no ${next}`);
  const changed = change(net, inner.marking, happening, deeper, variables);
  const catcher = changed.thrown === undefined ? undefined : catcherAt(net, inner.subprocess, changed.thrown);
  if (catcher) return { marking: plus(replaceInner(marking, index), net.leave(catcher.id, variables)) };
  const inside = replaceInner(marking, index, { ...inner, marking: changed.marking });
  return { ...changed, marking: inside };
}

function changeHere(net: Net, marking: Marking, happening: Happening, variables: Variables): Changed {
  if (happening.type === 'timer') return { marking: fireTimer(net, marking, happening, variables) };
  const { token } = happening;
  const rest = take(marking, token);
  if (happening.type === 'complete') return { marking: plus(rest, net.leave(token.at, variables)) };
  if (happening.type === 'retry')
    return {
      marking: plus(rest, token.is === 'failed' ? [{ ...token, is: 'waiting' }] : net.leave(token.at, variables)),
    };
  const catcher = catcherAt(net, token.at, happening.code);
  if (catcher) return { marking: plus(rest, net.leave(catcher.id, variables)) };
  // Uncaught, it would be an incident here; what lies around may still catch it.
  return { marking: plus(rest, [{ ...token, is: 'failed' }]), thrown: happening.code };
}

function take(marking: Marking, token: Token): Marking {
  const rest = without(marking, [writeToken(token)]);
  if (!rest) throw new Error(`There is no ${writeToken(token)}`);
  return rest;
}

/** The boundary event that catches an error: one with the code before one without. */
function catcherAt(net: Net, node: string, code: string): ModelNode | undefined {
  const errors = net.boundaries(node).filter(({ kind }) => kind === 'error-boundary');
  return errors.find((event) => event.code === code) ?? errors.find((event) => event.code === null);
}

function fireTimer(
  net: Net,
  marking: Marking,
  { owner, timer }: Extract<Happening, { type: 'timer' }>,
  variables: Variables,
): Marking {
  const goesOn = net.nodes.get(timer)?.interrupting === false;
  const spend = <T extends Token | Inner>(holder: T): T => ({
    ...holder,
    timers: holder.timers.filter((id) => id !== timer),
  });
  const out = net.leave(timer, variables);
  if (typeof owner !== 'string') return plus(take(marking, owner), goesOn ? [spend(owner), ...out] : out);
  const index = marking.inner.findIndex((inner) => writeInner(inner) === owner);
  const kept = marking.inner.slice(index, index + 1).filter(() => goesOn);
  return plus(replaceInner(marking, index, ...kept.map(spend)), out);
}

import { child, children, type ModdleElement } from '../../moddle';
import type { Expression } from '../graph';
import type { Compilation } from './compilation';
import { readExpression, readFeel } from './expressions';
import { subjectOf } from './report';
import { extensionAttribute, own } from './vendor';

/** The correlation keys of a file: each a list of properties, which say where in a message they are found (BPMN 2.0, 8.4.2). */
export interface Correlation {
  readonly keys: readonly ModdleElement[];
}

export const correlationOf = (definitions: ModdleElement): Correlation => ({
  keys: children(definitions, 'rootElements').flatMap((root) => children(root, 'correlationKeys')),
});

export interface Side {
  /** The event, task or definition where our own attribute may stand, innermost first. */
  readonly places: readonly (ModdleElement | undefined)[];
  readonly message: ModdleElement | undefined;
  readonly isSent: boolean;
  /** It brings the process into being, so there are no data yet that could say which message. */
  readonly isTrigger: boolean;
}

/** What says which message it is: ours, else Zeebe's, else the standard's. */
export function readKey(
  compilation: Compilation,
  { places, message, isSent, isTrigger }: Side,
): Expression | undefined {
  for (const place of places) {
    const key = own(place, 'correlationKey');
    if (key !== undefined && place) return readFeel(compilation, subjectOf(place), key);
  }
  if (!message || isTrigger) return undefined;
  const zeebe = extensionAttribute(message, 'zeebe:subscription', 'correlationKey');
  if (zeebe !== undefined) return readFeel(compilation, subjectOf(message), zeebe);
  return isSent ? sentKey(compilation, message) : awaitedKey(compilation, message);
}

/** Sent: what the retrieval expressions find in the message. */
function sentKey(compilation: Compilation, message: ModdleElement): Expression | undefined {
  for (const key of compilation.correlation.keys) {
    const paths = children(key, 'correlationPropertyRef').map((property) =>
      readExpression(compilation, retrievalOf(property, message), 'messagePath'),
    );
    const found = together(paths);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Awaited: what the process subscribed to, by the data its bindings name. */
function awaitedKey(compilation: Compilation, message: ModdleElement): Expression | undefined {
  for (const subscription of children(compilation.outline.root, 'correlationSubscriptions')) {
    const bindings = children(subscription, 'correlationPropertyBinding');
    const paths = children(child(subscription, 'correlationKeyRef'), 'correlationPropertyRef').map((property) =>
      retrievalOf(property, message)
        ? readExpression(
            compilation,
            bindings.find((binding) => child(binding, 'correlationPropertyRef') === property),
            'dataPath',
          )
        : undefined,
    );
    const found = together(paths);
    if (found !== undefined) return found;
  }
  return undefined;
}

const retrievalOf = (property: ModdleElement, message: ModdleElement): ModdleElement | undefined =>
  children(property, 'correlationPropertyRetrievalExpression').find(
    (retrieval) => child(retrieval, 'messageRef') === message,
  );

/** One property is the key itself; several are a list. None where one of them is not known. */
function together(paths: readonly (Expression | undefined)[]): Expression | undefined {
  const [first, ...others] = paths;
  if (others.length === 0 || paths.includes(undefined)) return others.length === 0 ? first : undefined;
  return `[${paths.join(', ')}]`;
}

import { child, children, text, type ModdleElement } from '../../moddle';
import type { EventDefinition, MultiInstance } from '../graph';
import type { Compilation } from './compilation';
import { definitionsOf, readDefinition } from './definitions';
import { readCondition } from './expressions';
import { report } from './report';

type Throws = MultiInstance['throws'];

const REFERENCES: Readonly<Record<string, readonly [property: string, when: 'each' | 'first']>> = {
  None: ['noneBehaviorEventRef', 'each'],
  One: ['oneBehaviorEventRef', 'first'],
};

/** Table 10.31: what is thrown when instances complete. */
export function readThrows(compilation: Compilation, activity: ModdleElement, loop: ModdleElement): Throws {
  const behaviour = text(loop, 'behavior') ?? 'All';
  const [property, when] = REFERENCES[behaviour] ?? [];
  if (property !== undefined && when !== undefined) {
    const meant = child(loop, property);
    if (!meant) missing(compilation, activity, behaviour, property);
    return meant
      ? readThrown(compilation, activity, meant).map((definition) => ({
          when,
          definition,
        }))
      : [];
  }
  return behaviour === 'Complex' ? readComplex(compilation, activity, loop) : [];
}

function readComplex(compilation: Compilation, activity: ModdleElement, loop: ModdleElement): Throws {
  const written = children(loop, 'complexBehaviorDefinition');
  if (written.length === 0) missing(compilation, activity, 'Complex', 'complexBehaviorDefinition');
  return written.flatMap((complex) => {
    const condition = readCondition(compilation, complex, 'condition');
    if (condition === undefined) missing(compilation, activity, 'Complex', 'condition');
    const event = child(complex, 'event');
    return (event ? definitionsOf(event) : [])
      .flatMap((each) => readThrown(compilation, activity, each))
      .map((definition) => ({
        when: { condition: condition ?? 'false' },
        definition,
      }));
  });
}

const THROWN: readonly EventDefinition['type'][] = ['message', 'signal', 'escalation', 'compensation', 'error'];

function readThrown(compilation: Compilation, activity: ModdleElement, meant: ModdleElement): EventDefinition[] {
  const definition = readDefinition(compilation, activity, meant, {
    throws: true,
    isTrigger: false,
  });
  if (!definition || THROWN.includes(definition.type)) return definition ? [definition] : [];
  report(compilation.findings, 'loop-behaviour', activity, {
    bg: `хвърля „${definition.type}“, когато свърши екземпляр, а такова събитие не може да се хвърли там. Изберете съобщение, сигнал или ескалация.`,
    en: `when an instance completes it throws an event of the type ${definition.type}, which cannot be thrown there. Choose a message, signal or escalation.`,
  });
  return [];
}

function missing({ findings }: Compilation, activity: ModdleElement, behaviour: string, property: string): void {
  report(findings, 'loop-behaviour', activity, {
    bg: `поведението е „${behaviour}“, а липсва ${property}. Добавете го, или изберете behavior="All".`,
    en: `the behaviour is ${behaviour}, but ${property} is missing. Add it, or choose behavior="All".`,
  });
}

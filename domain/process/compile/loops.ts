import { child, flag, typeOf, type ModdleElement } from '../../moddle';
import type { MultiInstance, StandardLoop } from '../graph';
import type { Compilation } from './compilation';
import { itemName } from './data-names';
import { readCondition, readExpression } from './expressions';
import { readThrows } from './loop-behaviour';
import { readQuantity } from './quantities';
import { report } from './report';
import { zeebeLoop, camundaLoop } from './vendor-loops';

/** The marker of an activity (BPMN 2.0, 10.3.8). */
export function readLoop(compilation: Compilation, activity: ModdleElement): StandardLoop | MultiInstance | undefined {
  const loop = child(activity, 'loopCharacteristics');
  if (!loop) return undefined;
  return typeOf(loop) === 'StandardLoopCharacteristics'
    ? readStandardLoop(compilation, activity, loop)
    : readMultiInstance(compilation, activity, loop);
}

function readStandardLoop(compilation: Compilation, activity: ModdleElement, loop: ModdleElement): StandardLoop {
  const condition = readCondition(compilation, loop, 'loopCondition');
  const maximum = readQuantity(compilation, activity, loop, 'loopMaximum', 0);
  return {
    kind: 'standard',
    testBefore: flag(loop, 'testBefore'),
    ...(condition !== undefined && { condition }),
    ...(maximum !== undefined && { maximum }),
  };
}

type Parts = Partial<Pick<MultiInstance, 'collection' | 'item' | 'output' | 'outputItem'>>;

function readMultiInstance(compilation: Compilation, activity: ModdleElement, loop: ModdleElement): MultiInstance {
  const cardinality = readExpression(compilation, loop, 'loopCardinality');
  const completionCondition = readCondition(compilation, loop, 'completionCondition');
  const parts: Parts = {
    ...camundaLoop(compilation, loop),
    ...zeebeLoop(compilation, loop),
    ...standardParts(compilation, loop),
  };
  refuseCount(compilation, activity, cardinality, parts);
  return {
    kind: 'multi-instance',
    sequential: flag(loop, 'isSequential'),
    ...(cardinality !== undefined && { cardinality }),
    ...parts,
    ...(completionCondition !== undefined && { completionCondition }),
    throws: readThrows(compilation, activity, loop),
  };
}

/** The list goes in through `loopDataInputRef`, item by item, and the results come out through `loopDataOutputRef`. */
function standardParts(compilation: Compilation, loop: ModdleElement): Parts {
  const name = (property: string) => {
    const item = child(loop, property);
    return item && itemName(compilation, item);
  };
  const [collection, item] = [name('loopDataInputRef'), name('inputDataItem')];
  const [results, outputItem] = [name('loopDataOutputRef'), name('outputDataItem')];
  return {
    ...(collection !== undefined && { collection }),
    ...(item !== undefined && { item }),
    ...(results !== undefined && outputItem !== undefined && { output: { name: results, expression: outputItem } }),
    ...(outputItem !== undefined && { outputItem }),
  };
}

/** A number, text, list, or one of FEEL's words for a value. */
const LITERAL = /^(-?\d+(\.\d+)?|@?"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|true|false|null)$/;

function refuseCount(
  { findings }: Compilation,
  activity: ModdleElement,
  cardinality: string | undefined,
  { collection }: Parts,
): void {
  if (cardinality === undefined && collection === undefined)
    report(findings, 'loop-count', activity, {
      bg: 'не е казано колко пъти се изпълнява. Добавете loopCardinality или списък (loopDataInputRef).',
      en: 'it is not said how many instances there are. Add a loopCardinality or a list (loopDataInputRef).',
    });
  if (cardinality !== undefined && LITERAL.test(cardinality) && !/^\d+(\.0+)?$/.test(cardinality))
    report(findings, 'loop-count', activity, {
      bg: `броят „${cardinality}“ не е цяло число от нула нагоре. Поправете loopCardinality.`,
      en: `the number ${cardinality} is no whole number from nought up. Mend the loopCardinality.`,
    });
}

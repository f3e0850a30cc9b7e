import { BudgetExceeded } from './budget';

/** JavaScript goes back to try again: what that can cost is bounded before, from the pattern and the length of the text. */
const MOST = 10_000_000;
const SHORT = 16;

export function payForPattern(pattern: string, length: number): void {
  const { open, isNested } = repetitionsOf(pattern);
  if (isNested && length > SHORT) throw new BudgetExceeded(`its pattern "${pattern}" repeats what repeats`);
  let cost = 1;
  for (let power = 1; power <= open + 1; power += 1) cost *= (length + power) / power;
  if (cost > MOST) throw new BudgetExceeded(`its pattern "${pattern}" can take too long on ${length} characters`);
}

interface Repetitions {
  /** How many may repeat any number of times. */
  readonly open: number;
  /** One stands over another, over a choice, or something is referred back to. */
  readonly isNested: boolean;
}

const QUANTIFIER = /^(?:[*+]|\{\d+(?<upper>,\d*)?\})/;

export function repetitionsOf(pattern: string): Repetitions {
  const plain = pattern.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
  let [open, isNested] = [0, /\\[1-9]|\\k/.test(pattern)];
  /** Of the groups around, and of the one at hand: does it hold a repetition or a choice? */
  const around: boolean[] = [];
  let [holds, beforeHolds] = [false, false];
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at];
    if (sign === '(') {
      around.push(holds);
      [holds, beforeHolds] = [false, false];
    } else if (sign === ')') {
      beforeHolds = holds;
      holds = (around.pop() ?? false) || holds;
    } else if (sign === '|') holds = true;
    else {
      const found = QUANTIFIER.exec(plain.slice(at, at + 12));
      if (found && beforeHolds && found[0] !== '{1}') isNested = true;
      if (found && (found[0].length === 1 || found.groups?.['upper'] !== undefined)) [open, holds] = [open + 1, true];
      if (found) at += found[0].length - 1;
      beforeHolds = false;
    }
  }
  return { open, isNested };
}

import { BudgetExceeded, spend } from './budget';

/** JavaScript goes back to try again: what that can cost is bounded before, from the pattern and the length of the text. */
const MOST = 10_000_000;

export function payForPattern(pattern: string, length: number): void {
  const { open, choices, isNested } = repetitionsOf(pattern);
  let cost = choices;
  // Where each may begin and end, and where the search begins.
  for (let power = 1; power <= open + 1; power += 1) cost *= (length + power) / power;
  if (isNested) cost *= (1 + open + choices) ** length;
  if (!(cost <= MOST)) throw new BudgetExceeded(`its pattern "${pattern}" can take too long on ${length} characters`);
  spend(Math.ceil(cost / 64));
}

interface Repetitions {
  /** How many may repeat any number of times. */
  readonly open: number;
  /** In how many ways its alternatives and options combine. */
  readonly choices: number;
  /** A repetition stands over another or over a choice, or something is referred back to. */
  readonly isNested: boolean;
}

const QUANTIFIER = /^(?:[*+]|\{\d+(?<upper>,\d*)?\})/;

interface Group {
  /** Does it hold a repetition or a choice? */
  holds: boolean;
  alternatives: number;
}

const [CLASS, SIGN] = [String.raw`(\[(?:\\.|[^\]\\])*\]|\\[dw])`, String.raw`(\\[^\p{L}\p{N}]|[-,_/:;@ ])`];
const SEPARATED = new RegExp(String.raw`\((?:\?:)?(?:${CLASS}[+*]${SIGN}|${SIGN}${CLASS}[+*])\)[+*]`, 'gu');

/** `([a-z]+\.)+`: where a sign ends each turn and is nothing else in it, there is one way to match. Stands as two repetitions. */
const withoutSeparated = (pattern: string): string =>
  pattern.replace(SEPARATED, (whole, a?: string, b?: string, c?: string, d?: string) =>
    isOutside(b ?? c ?? '', a ?? d ?? '') ? 'x*x*' : whole,
  );

function isOutside(sign: string, of: string): boolean {
  try {
    return !new RegExp(`^${of}$`, 'iu').test(sign.slice(-1));
  } catch {
    return false;
  }
}

/** Reads a pattern sign by sign; what an escape or a class stands for makes no difference. */
export function repetitionsOf(pattern: string): Repetitions {
  const plain = withoutSeparated(pattern)
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x');
  let [open, choices, isNested] = [0, 1, /\\[1-9]|\\k/.test(pattern)];
  const groups: Group[] = [{ holds: false, alternatives: 1 }];
  let last: Group | undefined;
  for (let at = 0; at < plain.length; at += 1) {
    const group = groups.at(-1) ?? { holds: false, alternatives: 1 };
    const found = QUANTIFIER.exec(plain.slice(at, at + 12));
    if (found) {
      const isOpen = found[0].length === 1 || found.groups?.['upper'] !== undefined;
      if (last?.holds && found[0] !== '{1}') isNested = true;
      if (isOpen) [open, group.holds] = [open + 1, true];
      at += found[0].length - 1;
    } else if (plain[at] === '?' && plain[at - 1] !== '(') [choices, group.holds] = [choices * 2, true];
    else if (plain[at] === '|') [group.alternatives, group.holds] = [group.alternatives + 1, true];
    else if (plain[at] === '(') groups.push({ holds: false, alternatives: 1 });
    const isEnd = plain[at] === ')' && groups.length > 1;
    last = isEnd ? groups.pop() : undefined;
    if (!last) continue;
    choices *= last.alternatives;
    if (last.holds) (groups.at(-1) ?? last).holds = true;
  }
  return { open, choices: choices * (groups[0]?.alternatives ?? 1), isNested };
}

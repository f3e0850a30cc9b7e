import { BudgetExceeded, spend } from './budget';

/** JavaScript goes back to try again: what that can cost is bounded before, from the pattern and the length of the text. */
const MOST = 10_000_000;

/** `hasFlags`: they may make `^` stand at the beginning of each line. */
export function payForPattern(pattern: string, length: number, hasFlags = false): void {
  spend(Math.ceil(pattern.length ** 2 / 256));
  const { open, choices, isNested, isAnchored } = repetitionsOf(pattern);
  let cost = choices;
  // Where each may begin and end, and where the search begins.
  const places = isAnchored && !hasFlags ? open : open + 1;
  for (let power = 1; power <= places; power += 1) cost *= (length + power) / power;
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
  /** It fits only at the beginning of the text. */
  readonly isAnchored: boolean;
}

const QUANTIFIER = /^(?:[*+]|\{\d+(?<upper>,\d*)?\})/;

interface Group {
  /** Does it hold a repetition or a choice? */
  holds: boolean;
  alternatives: number;
}

const CLASS = String.raw`(?:\[(?:\\.|[^\]\\])*\]|\\[dw])`;
const SIGN = String.raw`(\\[^\p{L}\p{N}]|[-,_/:;@ ]|\[-?[,./:;@ ]+-?\])`;
const SEPARATED = new RegExp(String.raw`\((?:\?:)?(?:(${CLASS}+)[+*]${SIGN}|${SIGN}(${CLASS}+)[+*])\)[+*]`, 'gu');

/** `([a-z]+\.)+`, `( [A-Z][a-z]+)*`: where a sign ends or begins each turn and is nothing else in it, there is one way to match. Stands as two repetitions. */
const withoutSeparated = (pattern: string): string =>
  pattern.replace(SEPARATED, (whole, a?: string, b?: string, c?: string, d?: string, at = 0) =>
    isOutside(b ?? c ?? '', a ?? d ?? '') && isOpening(pattern.slice(0, at)) ? 'x*x*' : whole,
  );

/** What comes before a bracket neither escapes it nor begins a class that it stands in. */
const isOpening = (before: string): boolean => !/[[\\]/.test(before.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, ''));

function isOutside(sign: string, classes: string): boolean {
  try {
    const inside = new RegExp(`^(?:${classes.match(new RegExp(CLASS, 'gu'))?.join('|')})$`, 'iu');
    const signs = sign.startsWith('[') ? [...sign.slice(1, -1)] : [sign.slice(-1)];
    return !signs.some((one) => inside.test(one));
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
  const alternatives = groups[0]?.alternatives ?? 1;
  const isAnchored = pattern.startsWith('^') && alternatives === 1;
  return { open, choices: choices * alternatives, isNested, isAnchored };
}

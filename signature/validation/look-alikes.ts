import type { Words } from '../fault';

/** Upright letters of one script that the eye takes for letters of the other (Unicode TR 39, confusables). */
const LATIN_LIKE_CYRILLIC = new Set('aceijopsxyABCEHIJKMOPSTXY');
const CYRILLIC_LIKE_LATIN = new Set('асеіјорѕхуһԁԛԝӏАВСЕНІЈКМОРЅТХУ');

const SCRIPTS = [
  {
    pattern: /\p{Script=Latin}/u,
    alike: LATIN_LIKE_CYRILLIC,
    name: { bg: 'латинската буква', en: 'the Latin letter' },
  },
  {
    pattern: /\p{Script=Cyrillic}/u,
    alike: CYRILLIC_LIKE_LATIN,
    name: { bg: 'кирилската буква', en: 'the Cyrillic letter' },
  },
  { pattern: /\p{Script=Greek}/u, alike: undefined, name: { bg: 'гръцката буква', en: 'the Greek letter' } },
] as const;

type Script = (typeof SCRIPTS)[number];

const scriptOf = (letter: string): Script | undefined => SCRIPTS.find(({ pattern }) => pattern.test(letter));

/** Letters of full width and of mathematics: made to look like plain ones. */
const DISGUISED = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u;

/** Controls, bidirectional marks, joiners, blanks that are none, private characters. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\ufffd]|\u034f|\u17b4|\u17b5|\p{Variation_Selector}/u;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The first character that is not seen. */
export function findHidden(text: string): Words | undefined {
  const [character] = HIDDEN.exec(text) ?? [];
  return character === undefined ? undefined : { bg: codeOf(character), en: codeOf(character) };
}

const wordsOf = (name: string): string[] => name.match(/\p{L}+/gu) ?? [];

/** The first letter of another script inside a word, where it only looks like one of the word's own. "ПроSoft" deceives nobody. */
export function findLookAlike(name: string): Words | undefined {
  const [disguised] = DISGUISED.exec(name) ?? [];
  const letter = disguised ?? wordsOf(name).flatMap((word) => inWord([...word]) ?? [])[0];
  return letter === undefined ? undefined : describe(letter);
}

/** The first letter of a word of look-alikes alone in a name whose other words are all of the other script. */
export function findStrangeWord(name: string): Words | undefined {
  const words = wordsOf(name);
  const [letter] = words.flatMap((word) => besideOthers(word, words) ?? []);
  return letter === undefined ? undefined : describe(letter);
}

/** An identifier is plain ASCII: whatever is not was put there to look like it. */
export function findForeign(identifier: string): Words | undefined {
  const [character] = /[^\0-\x7f]/u.exec(identifier) ?? [];
  return character === undefined ? undefined : describe(character);
}

function describe(character: string): Words {
  const { bg, en } = scriptOf(character)?.name ?? { bg: 'знакът', en: 'the character' };
  return { bg: `${bg} „${character}“ (${codeOf(character)})`, en: `${en} “${character}” (${codeOf(character)})` };
}

/** Two scripts in one word, the letters of one of them all look-alikes: the rarer is the strange one. */
function inWord(letters: readonly string[]): string | undefined {
  const parts = SCRIPTS.map((script) => ({
    script,
    letters: letters.filter((letter) => script.pattern.test(letter)),
  })).filter(({ letters: found }) => found.length > 0);
  if (parts.length < 2) return undefined;
  const strange = parts.filter(({ script, letters: found }) => areAlike(script, found));
  return strange.sort((left, right) => left.letters.length - right.letters.length)[0]?.letters[0];
}

/** No Bulgarian word is part Greek. */
const areAlike = ({ alike }: Script, letters: readonly string[]): boolean =>
  !alike || letters.every((letter) => alike.has(letter));

const ROMAN_NUMERAL = /^[IX]+$/;

function besideOthers(word: string, words: readonly string[]): string | undefined {
  const letters = [...word];
  const own = scriptOf(word);
  if (!own?.alike || letters.length < 2 || ROMAN_NUMERAL.test(word) || !areAlike(own, letters)) return undefined;
  const others = words.filter((other) => other !== word);
  const isAlone = others.length > 0 && others.every((other) => !own.pattern.test(other));
  return isAlone ? letters[0] : undefined;
}

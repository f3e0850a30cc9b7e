import type { Text } from '../../text';

const LIMITS = { characters: 10_000_000, depth: 100, tags: 400_000 };

/**
 * A cheap look at a file before it is parsed: is it too large, too deep, or does it bring a DOCTYPE (and with it entities)? In words
 * what is wrong, or undefined.
 */
export function refuseHostile(xml: string): Text | undefined {
  if (xml.length > LIMITS.characters)
    return {
      bg: 'Файлът е по-голям от 10 MB. Разделете модела на няколко файла.',
      en: 'The file is larger than 10 MB. Split the model into several files.',
    };
  let [depth, tags] = [0, 0];
  for (let at = xml.indexOf('<'); at !== -1;) {
    const end = endOfMarkup(xml, at);
    if (end === 'doctype')
      return {
        bg: 'Файлът съдържа DOCTYPE. BPMN няма нужда от него; премахнете го, заедно с описаните в него същности.',
        en: 'The file holds a DOCTYPE. BPMN needs none; remove it, with the entities it declares.',
      };
    if (end === -1) return undefined;
    depth += step(xml, at, end);
    if (depth > LIMITS.depth || ++tags > LIMITS.tags) return tooDeepOrMany(depth > LIMITS.depth);
    at = xml.indexOf('<', end);
  }
  return undefined;
}

const tooDeepOrMany = (isDeep: boolean): Text =>
  isDeep
    ? {
        bg: `Елементите са вложени на повече от ${LIMITS.depth} нива. Изнесете вътрешните подпроцеси в отделни процеси.`,
        en: `The elements are nested more than ${LIMITS.depth} deep. Move the inner sub-processes into processes of their own.`,
      }
    : {
        bg: `Файлът съдържа повече от ${LIMITS.tags} XML елемента. Разделете модела на няколко файла.`,
        en: `The file holds more than ${LIMITS.tags} XML elements. Split the model into several files.`,
      };

/** Where the markup that begins at `at` ends; -1 where it never does (the parser will say so). */
function endOfMarkup(xml: string, at: number): number | 'doctype' {
  if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return after(xml, ']]>', at + 9);
  if (xml.startsWith('<?', at)) return after(xml, '?>', at + 2);
  if (xml.startsWith('<!', at)) return 'doctype';
  return endOfTag(xml, at);
}

const after = (xml: string, mark: string, from: number): number => {
  const found = xml.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
};

/** A `>` inside of an attribute's value does not end the tag. */
function endOfTag(xml: string, at: number): number {
  for (let index = at + 1; index < xml.length; index++) {
    const character = xml[index];
    if (character === '>') return index + 1;
    if (character !== '"' && character !== "'") continue;
    index = xml.indexOf(character, index + 1);
    if (index === -1) return -1;
  }
  return -1;
}

/** One deeper, one up, or neither (an empty tag, a comment, an instruction). */
function step(xml: string, at: number, end: number): -1 | 0 | 1 {
  const second = xml[at + 1];
  if (second === '/') return -1;
  return second === '!' || second === '?' || xml[end - 2] === '/' ? 0 : 1;
}

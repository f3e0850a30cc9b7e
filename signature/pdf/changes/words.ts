import type { Change } from './change';

export interface Words {
  readonly bg: string;
  readonly en: string;
}

type WordsOf = { readonly [Kind in Change['kind']]: (change: Extract<Change, { kind: Kind }>) => Words };

const field =
  (bg: string, en: string) =>
  ({ field: name }: { readonly field: string }): Words => ({
    bg: `${bg} „${name}“`,
    en: `${en} “${name}”`,
  });

/** What a clerk reads to a citizen about one change; parts of a sentence. */
const WORDS: WordsOf = {
  evidence: () => ({
    bg: 'добавени са данни за проверка на подписите',
    en: 'data for checking the signatures was added',
  }),
  properties: () => ({
    bg: 'променени са свойствата на документа, които не се виждат в страниците',
    en: 'properties of the document that no page shows were changed',
  }),
  'time-stamp': ({ isVisible, ...change }) =>
    isVisible
      ? field('добавен е видим времеви печат в поле', 'a visible time stamp was added in field')(change)
      : field('добавен е времеви печат в поле', 'a time stamp was added in field')(change),
  signature: ({ isNew, isVisible, ...change }) =>
    isNew && isVisible
      ? field(
          'добавен е подпис, който се вижда в страницата, в поле',
          'a signature that the page shows was added in field',
        )(change)
      : field('подписано е поле', 'a signature was added in field')(change),
  'signature-field': field('добавено е празно поле за подпис', 'an empty signature field was added:'),
  fill: (change) =>
    change.wasEmpty
      ? field('попълнено е поле', 'a value was filled in field')(change)
      : field('променена е стойността на поле', 'the value was changed in field')(change),
  note: ({ page }) => ({ bg: `добавена е бележка на страница ${page}`, en: `a note was added on page ${page}` }),
  annotation: ({ page, subtype, action }) =>
    action === 'added'
      ? {
          bg: `добавена е анотация (${subtype}) върху страница ${page}`,
          en: `an annotation (${subtype}) was added over page ${page}`,
        }
      : {
          bg: `премахната е анотация (${subtype}) от страница ${page}`,
          en: `an annotation (${subtype}) was removed from page ${page}`,
        },
  overlay: field(
    'добавен е подпис, който покрива голяма част от страницата, в поле',
    'a signature that covers much of the page was added in field',
  ),
  'signature-lost': field('премахнат или подменен е подписът в поле', 'the signature was removed or replaced in field'),
  field: field('променено или премахнато е поле', 'a field was changed or removed:'),
  appearance: field(
    'променен е видът, но не и стойността, на поле',
    'what is shown was changed, and not the value, in field',
  ),
  form: () => ({ bg: 'променен е формулярът на документа', en: 'the form of the document was changed' }),
  pages: () => ({
    bg: 'добавени, премахнати или разместени са страници',
    en: 'pages were added, removed or moved',
  }),
  page: ({ page }) => ({
    bg: `променено е съдържанието на страница ${page}`,
    en: `the content of page ${page} was changed`,
  }),
  document: ({ key }) => ({
    bg: `променена е част от документа извън страниците (${key})`,
    en: `a part of the document outside its pages was changed (${key})`,
  }),
  unknown: ({ reason }) => ({
    bg: `не може да се установи какво е променено (${reason})`,
    en: `it cannot be told what was changed (${reason})`,
  }),
};

const MAX_WORDS = 12;

export function inWords(changes: readonly Change[]): Words {
  const words = changes.map((change) => (WORDS[change.kind] as (change: Change) => Words)(change));
  const more = words.length - MAX_WORDS;
  const list = (language: keyof Words, rest: string) =>
    [...new Set(words.slice(0, MAX_WORDS).map((one) => one[language])), ...(more > 0 ? [`${rest} ${more}`] : [])].join(
      '; ',
    );
  return { bg: list('bg', 'и още промени:'), en: list('en', 'and more changes:') };
}

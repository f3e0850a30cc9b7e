import { error, type Rule } from './rule';

/** A refusal or termination tells how it can be appealed (АПК 59(2)7; without it the term is two months, АПК 140). */
export const refusalHasAppeal: Rule = ({ letters }) =>
  Object.entries(letters)
    .filter(([, { kind, appeal }]) => (kind === 'refusal' || kind === 'termination') && !appeal)
    .map(([name, { title }]) =>
      error('refusal-has-appeal', `letters/${name}.yaml`, {
        bg: `Писмото „${title}“ не казва как и в какъв срок се обжалва. Добавете appeal.`,
        en: `The letter "${title}" does not say how and until when it can be appealed. Add appeal.`,
      }),
    );

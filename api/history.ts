import type { RecordedEntry } from '../db/journal';
import type { JournalType } from '../domain/case-file';
import type { Text } from '../domain/text';

/** One plain sentence an entry of the journal; entries that only machines care for are left out. */
const SENTENCES: Partial<Record<JournalType, (entry: RecordedEntry, elementNames: ElementNames) => Text>> = {
  received: ({ payload }) => {
    const { registrationNumber, from } = payload as {
      registrationNumber?: string;
      from?: { registrationNumber: string };
    };
    const number = String(registrationNumber);
    if (from)
      return {
        bg: `Преписката е образувана по преписка № ${from.registrationNumber} и е регистрирана под № ${number}.`,
        en: `The case file was begun by case file No. ${from.registrationNumber} and registered under No. ${number}.`,
      };
    return {
      bg: `Заявлението е регистрирано под № ${number}.`,
      en: `The application was registered under No. ${number}.`,
    };
  },
  'work-item-opened': ({ payload }, names) => {
    const name = nameOf(payload, names);
    return { bg: `Възложена е работа: ${name.bg}.`, en: `Work was assigned: ${name.en}.` };
  },
  'work-item-completed': ({ payload }, names) => {
    const name = nameOf((payload as { item?: unknown }).item ?? payload, names);
    return { bg: `Приключена е работа: ${name.bg}.`, en: `Work was completed: ${name.en}.` };
  },
  'reply-issued': ({ payload }) => {
    const { reply } = payload as { reply?: { registrationNumber?: string } };
    return {
      bg: `Издаден е отговор № ${reply?.registrationNumber}, подпечатан с електронния печат на общината.`,
      en: `A reply No. ${reply?.registrationNumber} was issued under the municipality’s electronic seal.`,
    };
  },
  'reply-delivered': () => ({ bg: 'Отговорът е изпратен по електронна поща.', en: 'The reply was sent by e-mail.' }),
  'incident-raised': () => ({
    bg: 'Обработката спря заради техническа пречка; работи се по отстраняването ѝ.',
    en: 'Processing stopped because of a technical obstacle; it is being mended.',
  }),
  'token-moved': () => ({
    bg: 'Обработката продължи от друга стъпка.',
    en: 'Processing went on at another step.',
  }),
  'scope-cancelled': () => ({ bg: 'Стъпка от обработката е прекратена.', en: 'A step of the processing was ended.' }),
  'incident-retried': () => ({ bg: 'Обработката продължи.', en: 'Processing went on.' }),
  closed: () => ({ bg: 'Преписката е приключена.', en: 'The case file is closed.' }),
};

export type ElementNames = Readonly<Record<string, Text>>;

/** `withNames`: officials see who acted; the citizen sees the act. */
export function toHistory(entries: readonly RecordedEntry[], names: ElementNames, withNames: boolean) {
  return entries.flatMap((entry) => {
    const sentence = SENTENCES[entry.type];
    if (!sentence) return [];
    const { sequence, type, at, actor } = entry;
    return [{ sequence, type, at, actor: withNames ? (actor?.name.bg ?? null) : null, title: sentence(entry, names) }];
  });
}

function nameOf(payload: unknown, names: ElementNames): Text {
  const { element, trace, name } = (payload ?? {}) as {
    element?: string;
    name?: string;
    trace?: { element: string; event: string }[];
  };
  const id = element ?? trace?.find(({ event }) => event === 'left')?.element ?? '';
  return names[id] ?? { bg: name ?? id, en: name ?? id };
}

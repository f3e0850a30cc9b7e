import { elementsOf, error, type Rule } from './rule';

/** A reply is written from a letter of the bundle. Only literal names can be checked before a case runs. */
export const letterExists: Rule = (bundle) =>
  elementsOf(bundle, 'service-task').flatMap(({ id, name, operation, inputs }) => {
    if (operation !== 'reply.issue') return [];
    const letter = inputs.find((input) => input.name === 'letter')?.expression ?? '';
    const literal = /^"([^"]*)"$/.exec(letter)?.[1];
    if (letter !== '' && (literal === undefined || bundle.letters[literal])) return [];
    return [
      error('letter-exists', id, {
        bg: `„${name}“ издава писмо „${literal ?? ''}“, което липсва в letters/.`,
        en: `"${name}" issues the letter "${literal ?? ''}", which letters/ does not hold.`,
      }),
    ];
  });

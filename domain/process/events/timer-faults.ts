import type { Text } from '../../text';
import type { Timer } from '../graph';

/** What is wrong with the value of a timer, and what to write instead. */
export function explainTimer(kind: Timer['kind'], value: unknown): Text {
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  const { bg, en } = reason(kind, said);
  return {
    bg: `„${said}“ ${bg}. Поправете таймера, или напишете израз на FEEL след „=“.`,
    en: `"${said}" ${en}. Mend the timer, or write FEEL after "=".`,
  };
}

function reason(kind: Timer['kind'], said: string): Text {
  if (kind !== 'date' && /\dWD/.test(said)) return WORKING_DAYS;
  if (kind === 'cycle' && /^(@\w+|\S+( +\S+){4,6})$/.test(said)) return CRON;
  if (kind === 'cycle' && /^R\d*\//.test(said)) return CYCLE;
  return ANY[kind];
}

const WORKING_DAYS: Text = {
  bg: 'не е срок в работни дни: те са от 1 до 999 и до тях не стои друго, например P3WD или R5/P1WD',
  en: 'is no term in working days: there are 1 to 999 of them and nothing stands beside them, such as P3WD or R5/P1WD',
};

const CRON: Text = {
  bg: 'е запис за cron, а циклите са по ISO 8601: R/P1D е всеки ден, R/2030-01-31T09:00/P1D всеки ден в девет, R/P1WD след всеки работен ден',
  en: 'is cron text, and cycles are ISO 8601: R/P1D is every day, R/2030-01-31T09:00/P1D every day at nine, R/P1WD after each working day',
};

const CYCLE: Text = {
  bg: 'не е цикъл, който може да се повтаря: напишете R3/PT1H, R3/<начало>/PT1H, R3/PT1H/<край> или R3/<начало>/<край>, поне веднъж и с период над нула, а без брой поне секунда (R/PT1S)',
  en: 'is no cycle that can repeat: write R3/PT1H, R3/<start>/PT1H, R3/PT1H/<end> or R3/<start>/<end>, at least once and with a period above zero, without a number of times at least a second (R/PT1S)',
};

const ANY: Readonly<Record<Timer['kind'], Text>> = {
  duration: {
    bg: 'не е продължителност по ISO 8601, например P5D или PT30M, нито работни дни, например P3WD',
    en: 'is not an ISO 8601 duration, such as P5D or PT30M, nor working days, such as P3WD',
  },
  date: {
    bg: 'не е дата по ISO 8601, например 2030-01-31T09:00:00Z',
    en: 'is not an ISO 8601 date, such as 2030-01-31T09:00:00Z',
  },
  cycle: {
    bg: 'не е цикъл по ISO 8601, например R4/PT5S',
    en: 'is not an ISO 8601 cycle, such as R4/PT5S',
  },
};

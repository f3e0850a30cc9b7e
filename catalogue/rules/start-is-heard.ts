import { processesOf, startersOf } from '../../domain/process/starters';
import type { Text } from '../../domain/text';
import { error, type Rule } from './rule';

/** Applications, messages and signals begin case files. Nothing keeps the time, or looks at data, before there is one. */
export const startIsHeard: Rule = ({ graph }) =>
  processesOf(graph)
    .flatMap((process) => startersOf(graph, process))
    .flatMap(({ element, definitions }) =>
      definitions.flatMap(({ type }) => (type === 'timer' || type === 'conditional' ? [{ element, type }] : [])),
    )
    .map(({ element, type }) => error('start-is-heard', element, told(graph.elements[element]?.name ?? element, type)));

const told = (name: string, type: 'timer' | 'conditional'): Text =>
  type === 'timer'
    ? {
        bg: `„${name}“ започва процес по часовник, а преписка не започва от само себе си. Започнете я със заявление, съобщение или сигнал, и сложете таймера след началото.`,
        en: `"${name}" begins a process by the clock, but no case file begins by itself. Begin it by an application, a message or a signal, and put the timer after the start.`,
      }
    : {
        bg: `„${name}“ започва процес, щом настъпи условие, а преди да има преписка, няма данни, които да се следят. Започнете я със заявление, съобщение или сигнал, и сложете условието след началото.`,
        en: `"${name}" begins a process when a condition comes to hold, but before there is a case file there is no data to look at. Begin it by an application, a message or a signal, and put the condition after the start.`,
      };

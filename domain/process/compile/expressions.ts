import { attribute, child, text, type ModdleElement } from '../../moddle';
import type { Text } from '../../text';
import type { Expression } from '../graph';
import type { Compilation } from './compilation';
import { feelFault } from './feel-syntax';
import { toFeel } from './juel';
import { report, subjectOf, type Subject } from './report';

const XPATH = 'http://www.w3.org/1999/XPath';
const FEEL = /^(feel|application\/feel|(text\/)?feel|https?:\/\/www\.omg\.org\/spec\/(DMN|FEEL)\/.*)$/i;

export const isFeel = (language: string | undefined): boolean => language === undefined || FEEL.test(language);

/** The language of a file's expressions. */
export const languageOf = (definitions: ModdleElement): string | undefined =>
  chosen(text(definitions, 'expressionLanguage'));

/** XPath is what the standard names when nobody chose, so it says nothing. */
const chosen = (language: string | undefined): string | undefined => (language === XPATH ? undefined : language);

/** The FEEL of an expression child. Undefined when there is none; what is no FEEL is a finding. */
export function readExpression(
  compilation: Compilation,
  element: ModdleElement | undefined,
  property: string,
): Expression | undefined {
  const expression = child(element, property);
  const body = text(expression, 'body');
  if (!expression || body === undefined) return undefined;
  return readFeel(
    compilation,
    subjectOf(expression),
    body,
    chosen(attribute(expression, 'language')) ?? compilation.language,
  );
}

/** A condition: an expression that a literal of another kind cannot be. */
export function readCondition(
  compilation: Compilation,
  element: ModdleElement | undefined,
  property: string,
): Expression | undefined {
  const condition = readExpression(compilation, element, property);
  if (condition !== undefined && element && isLiteralOfAnotherKind(condition))
    report(compilation.findings, 'condition-boolean', subjectOf(element), {
      bg: `условието „${condition}“ никога не е „да“ или „не“. Напишете сравнение, например status = "ready".`,
      en: `the condition ${condition} is never true or false. Write a comparison, such as status = "ready".`,
    });
  return condition;
}

const isLiteralOfAnotherKind = (condition: string): boolean =>
  /^(-?\d+(\.\d+)?|"(?:[^"\\]|\\.)*"|@"[^"]*"|\[[^\]]*\]|\{[^}]*\})$/.test(condition);

/** What is a mere name in JUEL means the same in FEEL. */
export const JUEL_NAME = /^[$#]\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}$/;

/** JUEL, and what FEEL would take for a call of a function of that name: the `true()` of XPath. */
const OF_ANOTHER_LANGUAGE = /^[$#]\{|\b(?:true|false)\s*\(\s*\)/;

/** FEEL as the modelers write it, without the equals sign of some of them. */
export function readFeel(compilation: Compilation, subject: Subject, body: string, language?: string): Expression {
  const { findings, checked } = compilation;
  const expression = body.replace(/^=\s*/, '').trim();
  const name = JUEL_NAME.exec(expression)?.[1];
  if (name !== undefined && isFeel(language)) return name;
  if (!isFeel(language) || OF_ANOTHER_LANGUAGE.test(expression)) {
    report(findings, 'expression-language', subject, otherLanguage(expression, language));
    return expression;
  }
  if (!checked.has(expression)) checked.set(expression, faultWithin(compilation, expression));
  const fault = checked.get(expression);
  if (fault !== undefined)
    report(findings, 'expression-syntax', subject, {
      bg: `изразът „${shown(expression)}“ не е правилен FEEL${fault === '' ? '; краят му липсва' : ` от „${fault}“ нататък`}. ${offer(expression)?.bg ?? 'Поправете го.'}`,
      en: `the expression ${shown(expression)} is not well-formed FEEL${fault === '' ? '; its end is missing' : ` from "${fault}" on`}. ${offer(expression)?.en ?? 'Mend it.'}`,
    });
  return expression;
}

/** Reading FEEL takes time: so much of it, and no more. */
function faultWithin({ budget }: Compilation, expression: string): string | undefined {
  budget.expressions -= expression.length ** 2;
  return budget.expressions < 0 ? shown(expression) : feelFault(expression);
}

const shown = (expression: string): string => (expression.length > 120 ? `${expression.slice(0, 120)}…` : expression);

function otherLanguage(expression: string, language: string | undefined): Text {
  const name = language !== undefined && !FEEL.test(language) ? language : /^[$#]/.test(expression) ? 'JUEL' : 'XPath';
  const { bg, en } = offer(expression) ?? { bg: 'Напишете го на FEEL.', en: 'Write it in FEEL.' };
  return {
    bg: `изразът „${shown(expression)}“ е на ${name}, а се изпълнява само FEEL. ${bg}`,
    en: `the expression ${shown(expression)} is written in ${name}; only FEEL is executed. ${en}`,
  };
}

function offer(expression: string): Text | undefined {
  const feel = toFeel(expression);
  if (feel === undefined) return undefined;
  return feel === expression
    ? {
        bg: 'Ако на FEEL значи същото, махнете означението на езика.',
        en: 'If it means the same in FEEL, remove the name of the language.',
      }
    : { bg: `На FEEL: ${feel}`, en: `In FEEL: ${feel}` };
}

/** The same files for both engines; only the language of the expressions differs. */
export interface Language {
  readonly name: 'FEEL' | 'JavaScript';
  /** A script task's body that adds one to `count`, and its attributes. */
  readonly increment: { readonly attributes: string; readonly script: string };
  /** `count` is below a number. */
  below(limit: number): string;
}

export const FEEL: Language = {
  name: 'FEEL',
  increment: {
    attributes:
      'scriptFormat="application/feel" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:resultVariable="count"',
    script: 'count + 1',
  },
  below: (limit) => `<conditionExpression xsi:type="tFormalExpression">count &lt; ${limit}</conditionExpression>`,
};

export const JAVASCRIPT: Language = {
  name: 'JavaScript',
  increment: {
    attributes: 'scriptFormat="javascript"',
    script: 'environment.variables.count += 1; next();',
  },
  below: (limit) =>
    `<conditionExpression xsi:type="tFormalExpression" language="javascript">next(null, environment.variables.count &lt; ${limit})</conditionExpression>`,
};

export interface Model {
  readonly name: string;
  readonly variables: Readonly<Record<string, number>>;
  source(language: Language): string;
}

const ROUNDS = 100;

export const THREE_TASKS: Model = {
  name: 'three-task sequence',
  variables: {},
  source: () => file(nodes('task', 'A', 'B', 'C'), path('Start', 'A', 'B', 'C', 'End')),
};

export const SPLIT_AND_JOIN: Model = {
  name: 'parallel split and join',
  variables: {},
  source: () =>
    file(
      [...nodes('parallelGateway', 'Split', 'Join'), ...nodes('task', 'A', 'B')],
      [...path('Start', 'Split', 'A', 'Join', 'End'), ...path('Split', 'B', 'Join')],
    ),
};

export const LOOP: Model = {
  name: `loop of ${ROUNDS}`,
  variables: { count: 0 },
  source: ({ increment, below }) =>
    file(
      [
        ...nodes('exclusiveGateway', 'Merge'),
        '<exclusiveGateway id="Decide" default="Decide-End"/>',
        `<scriptTask id="Add" ${increment.attributes}><script>${increment.script}</script></scriptTask>`,
      ],
      [...path('Start', 'Merge', 'Add', 'Decide', 'End'), flow('Decide', 'Merge', below(ROUNDS))],
    ),
};

export const USER_TASK: Model = {
  name: 'user task',
  variables: {},
  source: () => file(nodes('userTask', 'Ask'), path('Start', 'Ask', 'End')),
};

/** A user task again and again, as long as `again` is true. */
export const LONG_LOOP = (): string =>
  file(
    [
      ...nodes('exclusiveGateway', 'Merge'),
      ...nodes('userTask', 'Ask'),
      '<exclusiveGateway id="Decide" default="Decide-End"/>',
    ],
    [
      ...path('Start', 'Merge', 'Ask', 'Decide', 'End'),
      flow('Decide', 'Merge', '<conditionExpression xsi:type="tFormalExpression">again = true</conditionExpression>'),
    ],
  );

/** Sixty elements: ten blocks of a decision, two ways and a merge, behind each other. */
export function sixtyElements(): string {
  const blocks = Array.from({ length: 10 }, (_, index) => index);
  const elements = blocks.flatMap((at) => [
    `<exclusiveGateway id="D${at}" default="D${at}-Y${at}"/>`,
    ...nodes('userTask', `X${at}`, `Y${at}`),
    ...nodes('exclusiveGateway', `M${at}`),
    ...nodes('task', `T${at}`),
    ...(at < 8 ? nodes('task', `U${at}`) : []),
  ]);
  const flows = blocks.flatMap((at) => [
    flow(`D${at}`, `X${at}`, FEEL.below(at)),
    ...path(`D${at}`, `Y${at}`, `M${at}`, `T${at}`, ...(at < 8 ? [`U${at}`] : []), at < 9 ? `D${at + 1}` : 'End'),
    ...path(`X${at}`, `M${at}`),
  ]);
  return file(elements, [...path('Start', 'D0'), ...flows]);
}

const nodes = (tag: string, ...ids: readonly string[]): string[] =>
  ids.map((id) => `<${tag} id="${id}" name="${id}"/>`);

const flow = (source: string, target: string, condition = ''): string =>
  `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${condition}</sequenceFlow>`;

const path = (...ids: readonly string[]): string[] => ids.slice(1).map((id, index) => flow(ids[index] ?? '', id));

const file = (elements: readonly string[], flows: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="http://example.test">
<process id="Process" isExecutable="true">
<startEvent id="Start"/>
${[...elements, ...flows].join('\n')}
<endEvent id="End"/>
</process>
</definitions>`;

import { readBundle, type Bundle } from '../../catalogue/bundle';
import { compileBundle } from '../../catalogue/publish';
import { OFFICIAL_CALENDAR } from '../../domain/calendar';

type Edit = readonly [path: string, find: string | RegExp, replace: string];

type Fault = readonly [what: string, rule: string, element: string | null, edit: Edit];

let heirs: Bundle;
let trees: Bundle;

beforeAll(async () => {
  heirs = await readBundle('services/2016');
  trees = await readBundle('services/2086');
});

/** The bundle with one thing changed; an edit that changes nothing is a fault of the test. */
function edited(bundle: Bundle, [path, find, replace]: Edit): Bundle {
  const before = new TextDecoder().decode(bundle.get(path));
  const after = before.replace(find, replace);
  if (after === before) throw new Error(`${path} does not hold ${String(find)}`);
  return new Map(bundle).set(path, new TextEncoder().encode(after));
}

function without(bundle: Bundle, path: string): Bundle {
  const rest = new Map(bundle);
  if (!rest.delete(path)) throw new Error(`There is no ${path}`);
  return rest;
}

const BPMN = 'process.bpmn';

const startBy = (type: 'timer' | 'conditional'): string => {
  const content = type === 'timer' ? ['timeDuration', 'P1D'] : ['condition', 'late = true'];
  const [tag = '', body = ''] = content;
  return `<bpmn:startEvent id="Late"><bpmn:${type}EventDefinition><bpmn:${tag}>${body}</bpmn:${tag}></bpmn:${type}EventDefinition></bpmn:startEvent>`;
};

test('the hash is of the content: the same files give the same, in any order, and any change another', async () => {
  const { published } = await compileBundle(heirs);
  const reversed = new Map([...heirs].reverse());
  expect((await compileBundle(reversed)).published?.hash).toBe(published?.hash);
  expect(published?.hash).toMatch(/^[0-9a-f]{64}$/);
  const other = edited(heirs, ['service.yaml', 'P7D', 'P8D']);
  expect((await compileBundle(other)).published?.hash).not.toBe(published?.hash);
});

test('a day that is moved publishes the same files anew, under another hash, with timers that know it', async () => {
  const name = { bg: 'по решение', en: 'by decree' };
  const calendar = { ...OFFICIAL_CALENDAR, closed: [{ date: '2026-12-31', name }] };
  const { published } = await compileBundle(heirs);
  const { published: anew } = await compileBundle(heirs, calendar);
  expect(anew?.hash).not.toBe(published?.hash);
  expect(anew?.graph.time).toEqual({ timeZone: 'Europe/Sofia', calendar });
});

test.each(['P14WD', 'P1WD', 'PT8H', 'P1M', 'P1DT2H'])('a term of %s is one', async (term) => {
  const { published } = await compileBundle(edited(heirs, ['service.yaml', 'P7D', term]));
  expect(published?.service.term).toBe(term);
});

test('what is published survives a JSON round trip: it is kept in the database', async () => {
  const { published } = await compileBundle(trees);
  expect(JSON.parse(JSON.stringify(published))).toEqual(published);
});

describe('a bundle with a fault is not published, and the finding names the rule, the place and the way to mend it', () => {
  const faults: readonly Fault[] = [
    ['a fee that is no amount', 'file-readable', 'service.yaml', ['service.yaml', '2.56', 'cheap']],
    ['a term in working days and hours', 'file-readable', 'service.yaml', ['service.yaml', 'P7D', 'P3WDT2H']],
    ['a term of no working days', 'file-readable', 'service.yaml', ['service.yaml', 'P7D', 'P0WD']],
    ['a field that services do not have', 'file-readable', 'service.yaml', ['service.yaml', 'unit:', 'units:']],
    ['a form that is no JSON', 'file-readable', 'form.json', ['form.json', '{', '']],
    ['a form that is no schema', 'file-readable', 'form.json', ['form.json', '"type": "object"', '"type": "thing"']],
    [
      'a letter without paragraphs',
      'file-readable',
      'letters/certificate.yaml',
      ['letters/certificate.yaml', /paragraphs:[^]*/, 'paragraphs: []'],
    ],
    [
      'a refusal without appeal',
      'refusal-has-appeal',
      'letters/certificate.yaml',
      ['letters/certificate.yaml', 'kind: certificate', 'kind: refusal'],
    ],
    ['a letter that is not there', 'letter-exists', 'IssueCertificate', [BPMN, `'"certificate"'`, `'"diploma"'`]],
    ['a task with no operation', 'operation-named', 'IssueCertificate', [BPMN, 'prepiska:operation="reply.issue"', '']],
    [
      'work for nobody',
      'user-task-has-candidates',
      'Review',
      [BPMN, /<bpmn:potentialOwner id="Review_owner">.*<\/bpmn:potentialOwner>/, ''],
    ],
    [
      'a form that is not there',
      'user-task-form',
      'Review',
      [BPMN, 'prepiska:form="review"', 'prepiska:form="reviews"'],
    ],
    [
      'a flow into the start',
      'event-flows',
      'Start',
      [BPMN, 'sourceRef="Approved" targetRef="Prepare"', 'sourceRef="Approved" targetRef="Start"'],
    ],
    [
      'an expression in another language',
      'expression-language',
      'F4',
      [BPMN, 'outcome = "approve"', '${outcome == "approve"}'],
    ],
    [
      'two beginnings',
      'one-start-event',
      'Service_2016',
      [BPMN, '<bpmn:sequenceFlow id="F1"', '<bpmn:startEvent id="Start2" /><bpmn:sequenceFlow id="F1"'],
    ],
    ...(['timer', 'conditional'] as const).map((type): Fault => [
      `a beginning by a ${type} that nobody looks at`,
      'start-is-heard',
      'Late',
      [BPMN, '<bpmn:sequenceFlow id="F1"', `${startBy(type)}<bpmn:sequenceFlow id="F1"`],
    ]),
    ['XML that is none', 'bpmn-readable', null, [BPMN, /<\/bpmn:process>[^]*/, '']],
  ];

  test.each(faults)('%s', async (_what, rule, element, edit) => {
    const { published, findings } = await compileBundle(edited(heirs, edit));
    expect(published).toBeUndefined();
    expect(findings).toContainEqual({
      rule,
      element,
      severity: 'error',
      message: { bg: expect.stringMatching(/[а-я]/), en: expect.stringMatching(/[a-z]/) },
    });
  });

  test('a decision that no table holds', async () => {
    const { published, findings } = await compileBundle(without(trees, 'routing.dmn'));
    expect(published).toBeUndefined();
    expect(findings).toMatchObject([{ rule: 'decision-exists', element: 'Route' }]);
  });

  test.each(['service.yaml', 'form.json', BPMN])('no %s', async (path) => {
    const { published, findings } = await compileBundle(without(heirs, path));
    expect(published).toBeUndefined();
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'file-present', element: path }));
  });

  test('nothing at all', async () => {
    const { findings } = await compileBundle(new Map());
    expect(findings.filter(({ rule }) => rule === 'file-present')).toHaveLength(3);
  });
});

test('an element that no path leads to is only a warning', async () => {
  const drawn = edited(heirs, [
    BPMN,
    '<bpmn:sequenceFlow id="F1"',
    '<bpmn:task id="Lost" name="Забравена" /><bpmn:sequenceFlow id="F1"',
  ]);
  const { published, findings } = await compileBundle(drawn);
  expect(findings).toMatchObject([{ rule: 'element-reachable', element: 'Lost', severity: 'warning' }]);
  expect(published).toBeDefined();
});

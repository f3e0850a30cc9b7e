import { readdir } from 'node:fs/promises';

import { readBundle } from '../../catalogue/bundle';
import { checkForm } from '../../catalogue/forms';
import { compileBundle, type PublishedBundle } from '../../catalogue/publish';
import { readTown } from '../../catalogue/town';
import type { JsonObject } from '../../domain/json';
import { variablesOf } from '../../domain/process/state';
import type { Letter } from '../../domain/letter';
import type { Town } from '../../domain/town';
import { fill, fillParagraph } from '../../letters/template';
import { walk, type Walk } from '../support/walk';
import { renamed, withSecondApproval } from '../support/second-approval';

const applicant = {
  name: 'Мария Петрова Иванова',
  identifier: { kind: 'PNO', country: 'BG', number: '5804122134' },
  email: 'maria-ivanova@example.org',
};

const address = {
  settlement: { bg: 'гр. Примерово', en: 'Primerovo' },
  street: 'ул. „Генерал Столетов“',
  number: '25',
  postcode: '6000',
  since: '1994-05-16',
};

const decidedBy = { name: { bg: 'Антон Георгиев', en: 'Anton Georgiev' }, positions: ['deputy-mayor-ecology'] };

let town: Town;

beforeAll(async () => {
  town = await readTown('town');
});

async function publish(id: string): Promise<PublishedBundle> {
  const { published, findings } = await compileBundle(await readBundle(`services/${id}`));
  if (!published) throw new Error(findings.map(({ message }) => message.en).join('\n'));
  return published;
}

/** The whole text of a letter; throws as the real one does when it speaks of something that is not there. */
function write(letter: Letter, variables: JsonObject): string {
  const municipality = { name: town.name.bg, address: town.address.bg, appealTo: town.appealTo.bg };
  const scope = {
    letter: letter.title,
    variables: { ...variables, municipality },
    noon: '2026-11-24T12:00:00.000Z',
    timeZone: town.timeZone,
  };
  const paragraphs = letter.paragraphs.map((paragraph) => fillParagraph(paragraph, scope));
  return [letter.title, ...paragraphs.flat(), letter.appeal ? fill(letter.appeal, scope) : ''].join('\n');
}

interface Filed {
  readonly bundle: PublishedBundle;
  readonly data: JsonObject;
  readonly register?: JsonObject | string;
  readonly more?: JsonObject;
}

function file({ bundle, data, register = { address }, more = {} }: Filed): {
  case: Walk;
  replies: string[];
  delivered: number[];
} {
  const replies: string[] = [];
  const delivered: number[] = [];
  const variables = {
    application: data,
    applicant,
    service: bundle.service.id,
    registrationNumber: '94-000001/24.11.2026',
    receivedAt: '2026-11-24T09:00:00.000Z',
    ...more,
  };
  const walked = walk(bundle.graph, variables, {
    'register.look-up': () => register,
    'reply.issue': (inputs, current) => {
      const letter = bundle.letters[String(inputs.letter)];
      if (!letter) return 'LETTER_INVALID';
      replies.push(write(letter, current));
      return {
        reply: { id: 'r', registrationNumber: '95-000001/24.11.2026', kind: letter.kind, verificationCode: 'X' },
      };
    },
    'reply.deliver': () => {
      delivered.push(replies.length);
      return { delivery: { at: '2026-11-24T09:00:01Z' } };
    },
  });
  return { case: walked, replies, delivered };
}

const isOver = ({ case: { state } }: ReturnType<typeof file>) =>
  state().status === 'completed' || state().status === 'terminated';

test('every service of the town is published without a single finding, and its unit is one of the town', async () => {
  for (const id of await readdir('services')) {
    const { published, findings } = await compileBundle(await readBundle(`services/${id}`));
    expect({ id, findings }).toEqual({ id, findings: [] });
    expect(town.units.map(({ id: unit }) => unit)).toContain(published?.service.unit);
  }
});

test('every form field, outcome and element has a name in both languages', async () => {
  for (const id of await readdir('services')) {
    const { form, workForms, elementNames } = await publish(id);
    for (const schema of [form, ...Object.values(workForms)])
      for (const [key, field] of Object.entries((schema.properties ?? {}) as Record<string, JsonObject>)) {
        expect({ key, text: field['x-text'] }).toMatchObject({
          text: { label: { bg: expect.any(String), en: expect.any(String) } },
        });
        const names = (field['x-outcomes'] ?? field['x-options'] ?? {}) as Record<string, unknown>;
        if (Array.isArray(field.enum)) expect(Object.keys(names).sort()).toEqual([...field.enum].sort());
        for (const name of Object.values(names))
          expect(name).toEqual({ bg: expect.any(String), en: expect.any(String) });
      }
    for (const name of Object.values(elementNames)) expect(name.bg).not.toBe(name.en);
  }
});

test('every position that work is addressed to literally exists in the town and somebody holds it', async () => {
  const held = town.people.flatMap(({ positions }) => positions);
  for (const id of await readdir('services')) {
    const { graph } = await publish(id);
    for (const element of Object.values(graph.elements)) {
      const literal = element.kind === 'user-task' ? /^"([^"]+)"$/.exec(element.candidates)?.[1] : undefined;
      if (literal) expect(held).toContain(literal);
    }
    for (const decision of Object.values(graph.decisions))
      if (decision.kind === 'table')
        for (const { results } of decision.rules) expect(held).toContain(results[0]?.replaceAll('"', ''));
  }
});

test('every element and flow is drawn: a designer sees the whole process', async () => {
  for (const id of await readdir('services')) {
    const { graph } = await publish(id);
    const xml = new TextDecoder().decode((await readBundle(`services/${id}`)).get('process.bpmn'));
    const elements = Object.values(graph.elements).filter(({ kind }) => kind !== 'process');
    for (const shown of [...elements.map((element) => element.id), ...Object.keys(graph.flows)])
      expect(xml).toMatch(new RegExp(`<bpmndi:BPMN(Shape|Edge) [^>]*bpmnElement="${shown}"`));
  }
});

test('a copy of a service with one more approval is another service, without a line of code', async () => {
  const bundle = new Map(await readBundle('services/2016'));
  const edit = (path: string, change: (text: string) => string) =>
    bundle.set(path, new TextEncoder().encode(change(new TextDecoder().decode(bundle.get(path)))));
  edit('service.yaml', renamed);
  edit('process.bpmn', withSecondApproval);
  const { published, findings } = await compileBundle(bundle);
  expect(findings).toEqual([]);
  if (!published) throw new Error('not published');
  expect(published.hash).not.toBe((await publish('2016')).hash);
  const data = { deceasedName: 'Петър Иванов', deathDate: '2026-10-02', heirs: ['Мария'], copies: 1 };
  const filed = file({ bundle: published, data });
  filed.case.complete('Prepare', { outcome: 'prepared', heirs: ['Мария Иванова'] });
  filed.case.complete('Review', { outcome: 'approve' });
  expect(filed.case.open()).toMatchObject([{ element: 'Again', candidates: ['deputy-mayor-ecology'] }]);
  filed.case.complete('Again', { outcome: 'approve' });
  expect(isOver(filed)).toBe(true);
  expect(filed.delivered).toEqual([1]);
});

describe('2128, certificate of permanent address', () => {
  const data = { purpose: 'банка' };

  test('is issued and delivered without a person', async () => {
    const filed = file({ bundle: await publish('2128'), data });
    expect(isOver(filed)).toBe(true);
    expect(filed.case.open()).toEqual([]);
    expect(filed.delivered).toEqual([1]);
    expect(filed.replies[0]).toContain('ул. „Генерал Столетов“ № 25, пощенски код 6000, от 16.05.1994 г.');
  });

  test('ends in a termination with the way to appeal when the register has no address', async () => {
    const filed = file({ bundle: await publish('2128'), data, register: 'RECORD_NOT_FOUND' });
    expect(isOver(filed)).toBe(true);
    expect(filed.replies).toHaveLength(1);
    expect(filed.replies[0]).toContain('Прекратяване на производството');
    expect(filed.replies[0]).toContain('14-дневен срок');
    expect(filed.replies[0]).toContain(town.appealTo.bg);
    expect(variablesOf(filed.case.state()).reply).toMatchObject({ kind: 'termination' });
  });

  test('waits for an operator when the register fails in another way', async () => {
    const filed = file({ bundle: await publish('2128'), data, register: 'REGISTER_UNAVAILABLE' });
    expect(isOver(filed)).toBe(false);
    expect(filed.case.incidents).toHaveLength(1);
  });
});

describe('2016, certificate of heirs', () => {
  const heirs = ['Мария Петрова Иванова, дъщеря', 'Стоян Петров Иванов, син'];
  const data = { deceasedName: 'Петър Стоянов Иванов', deathDate: '2026-10-02', heirs: [heirs[0] ?? ''], copies: 1 };

  test('the officer prepares, the head approves, the certificate lists the heirs one by one', async () => {
    const filed = file({ bundle: await publish('2016'), data });
    expect(filed.case.open()).toMatchObject([
      { element: 'Prepare', candidates: ['civil-status-officer'], inputs: { heirs: data.heirs } },
    ]);
    filed.case.complete('Prepare', { outcome: 'prepared', heirs });
    expect(filed.case.open()).toMatchObject([
      { element: 'Review', candidates: ['civil-status-head'], inputs: { heirs } },
    ]);
    filed.case.complete('Review', { outcome: 'approve' });
    expect(isOver(filed)).toBe(true);
    expect(filed.replies[0]?.split('\n')).toEqual(expect.arrayContaining(heirs));
    expect(filed.replies[0]).toContain('починал(а) на 02.10.2026 г., има');
  });

  test('the head returns it with a note, which the officer sees beside what was prepared', async () => {
    const filed = file({ bundle: await publish('2016'), data });
    filed.case.complete('Prepare', { outcome: 'prepared', heirs });
    filed.case.complete('Review', { outcome: 'return', note: 'Липсва вторият син.' });
    expect(filed.case.open()).toMatchObject([{ element: 'Prepare', inputs: { heirs, note: 'Липсва вторият син.' } }]);
    expect(filed.replies).toEqual([]);
  });

  test('after five days the head is reminded while the officer keeps the work, and the reminder ends with the case file', async () => {
    const filed = file({ bundle: await publish('2016'), data });
    filed.case.fireTimer('FiveDays');
    expect(filed.case.open().map(({ element }) => element)).toEqual(['Prepare', 'Remind']);
    filed.case.complete('Prepare', { outcome: 'prepared', heirs });
    filed.case.complete('Review', { outcome: 'approve' });
    expect(isOver(filed)).toBe(true);
    expect(filed.case.open()).toEqual([]);
  });

  test('what the head says to a reminder decides nothing', async () => {
    const filed = file({ bundle: await publish('2016'), data });
    filed.case.fireTimer('FiveDays');
    filed.case.complete('Remind', { outcome: 'noted', note: 'Чакаме друга община.' });
    expect(variablesOf(filed.case.state())).toMatchObject({ reminderNote: 'Чакаме друга община.' });
    expect(variablesOf(filed.case.state())).not.toHaveProperty('outcome');
  });

  test('returning without a note is refused by the form', async () => {
    const { workForms } = await publish('2016');
    const review = workForms.review ?? {};
    expect(checkForm(review, { outcome: 'return' })).toMatchObject([{ pointer: '/note' }]);
    expect(checkForm(review, { outcome: 'return', note: '' })).toMatchObject([{ pointer: '/note' }]);
    expect(checkForm(review, { outcome: 'approve' })).toEqual([]);
  });
});

describe('2086, permit to fell trees', () => {
  const data = {
    settlement: 'village',
    place: 'с. Змейово, УПИ IV-213',
    trees: 7,
    species: 'топола',
    reason: 'Изсъхнали.',
  };
  const finding = { outcome: 'submit', recommendation: 'permit', finding: 'Седем изсъхнали тополи.' };

  test.each([
    ['town', 1, 'ecology-officer'],
    ['town', 500, 'ecology-officer'],
    ['village', 5, 'agriculture-officer'],
    ['village', 6, 'ecology-officer'],
  ])('in a %s with %i trees it goes to the %s', async (settlement, trees, officer) => {
    const filed = file({ bundle: await publish('2086'), data: { ...data, settlement, trees } });
    expect(filed.case.open()).toMatchObject([{ element: 'Inspect', candidates: [officer] }]);
  });

  test('permitted by the deputy mayor, the permit names the trees and who decided', async () => {
    const filed = file({ bundle: await publish('2086'), data });
    filed.case.complete('Inspect', finding);
    expect(filed.case.open()).toMatchObject([{ element: 'Decide', candidates: ['deputy-mayor-ecology'] }]);
    filed.case.complete('Decide', { outcome: 'approve', decidedBy });
    expect(isOver(filed)).toBe(true);
    expect(variablesOf(filed.case.state()).reply).toMatchObject({ kind: 'permit' });
    expect(filed.replies[0]).toContain('7 бр. дървета (топола)');
    expect(filed.replies[0]).toContain('Антон Георгиев');
  });

  test('a refusal holds legal ground, factual ground, appeal term, appeal authority and the official', async () => {
    const filed = file({ bundle: await publish('2086'), data });
    filed.case.complete('Inspect', finding);
    filed.case.complete('Decide', { outcome: 'refuse', ground: 'Дърветата са здрави.', decidedBy });
    expect(isOver(filed)).toBe(true);
    const [refusal = ''] = filed.replies;
    expect(refusal).toMatch(/Правно основание: чл\. 63/);
    expect(refusal).toContain('Фактическо основание: Дърветата са здрави.');
    expect(refusal).toContain('14-дневен срок');
    expect(refusal).toContain(town.appealTo.bg);
    expect(refusal).toContain('Антон Георгиев, заместник-кмет по екология');
  });

  test('refusing without a ground is refused by the form', async () => {
    const decision = (await publish('2086')).workForms.decision ?? {};
    expect(checkForm(decision, { outcome: 'refuse' })).toMatchObject([{ pointer: '/ground' }]);
    expect(checkForm(decision, { outcome: 'refuse', ground: '  ' })).toMatchObject([
      { pointer: '/ground', detail: { en: 'Fill in the field "Factual ground of the refusal".' } },
    ]);
  });
});

describe('review of a signature', () => {
  const more = {
    findings: [{ code: 'REVOCATION_UNKNOWN', bg: 'Няма отговор.', en: 'No answer.' }],
    reviewer: 'records-clerk',
  };

  test('goes to the position the town names; accepted, it ends without a letter', async () => {
    const filed = file({ bundle: await publish('signature-review'), data: {}, more });
    expect(filed.case.open()).toMatchObject([{ candidates: ['records-clerk'] }]);
    filed.case.complete('SignatureReview_Decide', { outcome: 'accept' });
    expect(isOver(filed)).toBe(true);
    expect(filed.replies).toEqual([]);
    expect(variablesOf(filed.case.state()).outcome).toBe('accept');
  });

  test('not accepted, the proceeding is terminated with the reason and the way to appeal', async () => {
    const filed = file({ bundle: await publish('signature-review'), data: {}, more });
    filed.case.complete('SignatureReview_Decide', { outcome: 'refuse', note: 'Подписът е на друго лице.' });
    expect(isOver(filed)).toBe(true);
    expect(filed.replies[0]).toContain('Подписът е на друго лице.');
    expect(filed.replies[0]).toContain(town.appealTo.bg);
  });
});

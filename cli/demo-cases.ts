import type { ApplicationBody } from './client';

/** Who does what in the demonstration's three services, in order. */
export interface DemoCase {
  readonly service: string;
  readonly citizen: string;
  readonly data: ApplicationBody['data'];
  /** How the citizen signs: the PDF itself, a file beside it, or one around it. */
  readonly signature: 'pdf' | 'p7s' | 'p7m';
  readonly acts: readonly {
    readonly person: string;
    readonly values: Readonly<Record<string, unknown>>;
    readonly says: { readonly bg: string; readonly en: string };
  }[];
}

export const DEMO_CASES: readonly DemoCase[] = [
  {
    service: '2128',
    citizen: 'maria-ivanova',
    data: { purpose: 'Представяне пред банка' },
    signature: 'pdf',
    acts: [],
  },
  {
    service: '2016',
    citizen: 'georgi-dimitrov',
    data: {
      deceasedName: 'Стоян Димитров Георгиев',
      deathDate: '2026-09-14',
      deathPlace: 'гр. Примерово',
      heirs: ['Георги Стоянов Димитров, син'],
      copies: 1,
    },
    signature: 'p7s',
    acts: [
      {
        person: 'ivan-marinov',
        values: { outcome: 'prepared', heirs: ['Георги Стоянов Димитров, син'] },
        says: { bg: 'Длъжностното лице подготвя удостоверението', en: 'The officer prepares the certificate' },
      },
      {
        person: 'radka-vasileva',
        values: { outcome: 'return', note: 'Липсва преживялата съпруга.' },
        says: { bg: 'Началникът връща с бележка', en: 'The head returns it with a note' },
      },
      {
        person: 'ivan-marinov',
        values: { outcome: 'prepared', heirs: ['Пенка Иванова Димитрова, съпруга', 'Георги Стоянов Димитров, син'] },
        says: { bg: 'Длъжностното лице допълва', en: 'The officer completes it' },
      },
      {
        person: 'radka-vasileva',
        values: { outcome: 'approve' },
        says: { bg: 'Началникът одобрява', en: 'The head approves' },
      },
    ],
  },
  {
    service: '2086',
    citizen: 'elena-koleva',
    data: {
      settlement: 'village',
      place: 'с. Змейово, имот 12345.67.89',
      trees: 7,
      species: 'топола',
      reason: 'Клоните застрашават покрива на къщата',
    },
    signature: 'p7m',
    acts: [
      {
        person: 'nikola-hristov',
        values: {
          recommendation: 'permit',
          finding: 'Седем тополи с изгнили стъбла, надвиснали над покрива.',
          outcome: 'submit',
        },
        says: {
          bg: 'Експертът записва констатации от огледа',
          en: 'The officer records the finding of the inspection',
        },
      },
      {
        person: 'anton-georgiev',
        values: { outcome: 'approve' },
        says: { bg: 'Заместник-кметът разрешава', en: 'The deputy mayor permits' },
      },
    ],
  },
];

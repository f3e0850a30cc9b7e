import { OFFICIAL_CALENDAR } from '../../domain/calendar';
import type { Town } from '../../domain/town';

export const town: Town = {
  name: { bg: 'Община Долно Поле', en: 'Dolno Pole Municipality' },
  companyNumber: '999000120',
  timeZone: 'Europe/Sofia',
  email: 'obshtina@dolnopole.example',
  address: { bg: '1000 Долно Поле, ул. „Първа“ № 1', en: '1 Parva Street, 1000 Dolno Pole' },
  appealTo: { bg: 'Административен съд – Долно Поле', en: 'Administrative Court of Dolno Pole' },
  units: [],
  positions: [],
  people: [],
  settlements: [],
  registers: [],
  calendar: OFFICIAL_CALENDAR,
  incoming: 'incoming',
  outgoing: 'outgoing',
  signatureReview: 'records-clerk',
};

/** What citizens of the demo town state, by service. */

export const ADDRESS = { purpose: 'Представяне пред банка' };

export const HEIRS = {
  deceasedName: 'Иван Петров',
  deathDate: '2026-09-14',
  heirs: ['Мария Иванова, дъщеря'],
  copies: 1,
};

export const TREES = {
  settlement: 'village',
  place: 'с. Змейово',
  trees: 7,
  species: 'топола',
  reason: 'Застрашават покрива',
};

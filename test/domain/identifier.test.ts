import { isEgn, isLnch } from '../../domain/identifier';

test.each([
  ['a woman born in 1958', '5804122134'],
  ['a child born in 2001: forty is added to the month', '0142081046'],
  ['a day that the year has: 29 February 2000', '0042290000'],
])('an EGN of %s is one', (_who, number) => {
  expect(isEgn(number)).toBe(true);
});

test.each([
  ['another check digit', '5804122135'],
  ['30 February', '5802302137'],
  ['29 February of a year without one', '0102290005'],
  ['a month between the centuries', '5813122137'],
  ['nine digits', '580412213'],
  ['digits of another script', '٥٨٠٤١٢٢١٣٤'],
])('a number with %s is no EGN', (_fault, number) => {
  expect(isEgn(number)).toBe(false);
});

test('a foreigner’s number has a check digit of its own', () => {
  expect([isLnch('1001001001'), isLnch('1001001002'), isEgn('1001001001')]).toEqual([true, false, false]);
});

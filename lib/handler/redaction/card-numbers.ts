const marker = '[card number]';
/** 13 to 19 digits with blanks or hyphens between them, or more: a number may be hidden in a longer run. */
const runs = /\d(?:[ -]?\d){12,}/g;
const [shortest, longest] = [13, 19];

/** Replaces every run of digits that holds a payment card number (ISO/IEC 7812-1: 13 to 19 digits, Luhn check digit). */
export const redactCardNumbers = (text: string): string =>
  text.replace(runs, (run) => (holdsCardNumber(run.replaceAll(/\D/g, '')) ? marker : run));

function holdsCardNumber(digits: string): boolean {
  for (let start = 0; start + shortest <= digits.length; start += 1) {
    if (!isIssuerDigit(digits[start])) continue;
    for (let length = shortest; length <= Math.min(longest, digits.length - start); length += 1) {
      if (passesLuhn(digits.slice(start, start + length))) return true;
    }
  }
  return false;
}

/** Card networks issue numbers that begin with 2 to 6, or 8 and 9 nationally; times in milliseconds begin with 1. */
const isIssuerDigit = (digit: string | undefined): boolean => digit !== undefined && digit >= '2';

/** Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const weighted = place % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** Refuses what is no UTF-8. One for all: it keeps nothing between two texts. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a JSON text in UTF-8, or undefined when it is none. */
export const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
};

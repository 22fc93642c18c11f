/** A node of a document that is plain JSON. */
export type JsonObject = { readonly [key: string]: unknown };

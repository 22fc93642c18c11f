/**
 * The condition that an item still is in the version `:expected`, by the name `#version`. An item without a version has
 * never changed.
 */
export const atVersion = (expected: number): string =>
  expected === 0 ? '(attribute_not_exists(#version) OR #version = :expected)' : '#version = :expected';

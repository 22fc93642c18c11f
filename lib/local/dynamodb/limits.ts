/** DynamoDB's published limits ("Service, account, and table quotas" in its developer guide). */
export const limits = {
  itemBytes: 400 * 1024,
  partitionKeyBytes: 2048,
  sortKeyBytes: 1024,
  nestingLevels: 32,
  pageBytes: 1024 * 1024,
  expressionBytes: 4096,
  expressionOperators: 300,
  inOperands: 100,
  batchGetItems: 100,
  batchGetBytes: 16 * 1024 * 1024,
  batchWriteItems: 25,
  transactionItems: 100,
  transactionBytes: 4 * 1024 * 1024,
  transactionTokenMillis: 10 * 60 * 1000,
} as const;

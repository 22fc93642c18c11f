export { createDynamoDb, type DynamoDbOptions, type DynamoDbService } from './create-dynamodb.ts';
export { toEncryption } from './definition/encryption.ts';
export * from './definition/table-shape.ts';
export { withTags } from './definition/tags.ts';
export { toStructure } from './definition/to-structure.ts';
export type { IndexDefinition, KeyAttribute, KeySchema, TableDefinition } from './table.ts';

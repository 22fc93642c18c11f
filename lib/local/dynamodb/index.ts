export { createDynamoDb, type DynamoDbOptions, type DynamoDbService } from './create-dynamodb.ts';
export type { IndexDefinition, KeyAttribute, KeySchema, TableDefinition } from './table.ts';

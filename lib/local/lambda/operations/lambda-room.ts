import type { LocalEnvironment } from '../../environment.ts';
import type { FunctionUnit } from '../function-unit.ts';
import type { LambdaService } from '../lambda-service.ts';

/** What the operations of the API work on. */
export interface LambdaRoom {
  readonly environment: LocalEnvironment;
  readonly functions: ReadonlyMap<string, FunctionUnit>;
  readonly service: Pick<LambdaService, 'invoke' | 'invokeAsync'>;
}

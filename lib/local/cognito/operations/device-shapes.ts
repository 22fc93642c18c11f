import { arnOf } from '../../environment.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { Device } from '../store/devices.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import { toTimestamp } from './shapes.ts';

/** `DeviceType` as its owner sees it. */
export const toDeviceType = (device: Device): JsonObject => shape(device, openAttributes(device));

/** `DeviceType` as administrators see it: with the attributes that AWS marks as the developer's. */
export function toAdminDeviceType(room: Room, pool: UserPool, user: User, device: Device): JsonObject {
  const owner = `${user.username}.${pool.id}`;
  return shape(device, [
    ...openAttributes(device),
    ['dev:device_arn', arnOf(room.environment, 'cognito-idp', `owner/${owner}/device/${device.key}`)],
    ['dev:device_owner', owner],
    ['dev:device_remembered_status', device.remembered ? 'remembered' : 'not_remembered'],
    ['dev:device_sdk', 'aws-sdk-unknown-unknown'],
  ]);
}

type Attribute = readonly [name: string, value: string];

const openAttributes = ({ name }: Device): readonly Attribute[] => [
  ['device_status', 'valid'],
  ...(name === undefined ? [] : [['device_name', name] as const]),
  // The runtime listens on loopback and nowhere else.
  ['last_ip_used', '127.0.0.1'],
];

const shape = (device: Device, attributes: readonly Attribute[]): JsonObject => ({
  DeviceKey: device.key,
  DeviceAttributes: attributes.map(([Name, Value]) => ({ Name, Value })),
  DeviceCreateDate: toTimestamp(device.createdAt),
  DeviceLastModifiedDate: toTimestamp(device.modifiedAt),
  // AWS gives this one in whole seconds.
  DeviceLastAuthenticatedDate: Math.floor(toTimestamp(device.authenticatedAt)),
});

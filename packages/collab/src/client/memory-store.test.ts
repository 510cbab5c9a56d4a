import { describe } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { describeDeviceStore } from './testing/device-store-contract.ts';

describe('the device store that forgets', () => {
  const store = memoryStore();
  describeDeviceStore(() => store);
});

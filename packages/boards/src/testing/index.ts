export * from './transport-contract.ts';

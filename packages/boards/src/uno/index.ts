export * from './assemble.ts';
export * from './disassemble.ts';
export * from './image.ts';
export * from './isa.ts';
export * from './memory-map.ts';
export * from './pins.ts';

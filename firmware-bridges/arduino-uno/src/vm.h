// The machine that runs the program image above the firmware. What the instructions do: packages/boards/src/uno/isa.ts. Starting,
// stopping and asking for its state are declared in link.h, because the link is who does it.
#pragma once
#include <stdbool.h>

// One round: each thread that can go on runs until it gives way, then the inputs are looked at. Nothing while no program runs.
void vm_round();

// Whether the program that asks was stopped or started anew while it called service(); then it must leave everything alone.
bool vm_interrupted();

package io.groundwatch.input.host;

/** A reading of one of several alike: a CPU, a disk, an interface. */
interface Named {
  /** What tells it from the others, and stays from reading to reading. */
  String name();
}

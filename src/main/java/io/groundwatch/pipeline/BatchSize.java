package io.groundwatch.pipeline;

/** How large a lane would have the next batch. */
public enum BatchSize {
  /** Memory is short, as with many lanes that are all behind: a quarter of the usual. */
  SMALL,
  /** As the destination's limits say. */
  USUAL,
  /** The lane is behind, and there is memory: what is larger saves it syncs and requests. */
  LARGE
}

package io.groundwatch.pipeline;

/** Tells an input whether what it hands over now finds room. On the input's thread. */
public interface LaneRoom {
  /** In every lane. */
  boolean everywhere();

  /** In one at least. */
  boolean somewhere();
}

package io.groundwatch.pipeline;

/**
 * A port: looks into each log event between an input and a batcher, and changes it or holds it
 * back. One serves one entry of one lane. Called by the input's thread, which owns it; never waits.
 */
public interface Processor {
  /**
   * Takes an event as the processors before left it.
   *
   * @return false = held back, and counted by who did it
   */
  boolean process(EventDraft event);

  /** Called every now and then between events, for what is to be said of those that are past. */
  default void idle() {}

  /** No event will come any more. */
  default void finish() {}
}

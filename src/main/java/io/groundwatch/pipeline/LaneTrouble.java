package io.groundwatch.pipeline;

/**
 * What stands, or last stood, in a lane's way, as its log says it.
 *
 * @param text for a person
 * @param sinceNanos when it began, in nanoseconds since the epoch
 * @param lastNanos when it was last met
 * @param lasts whether it is not over
 */
public record LaneTrouble(String text, long sinceNanos, long lastNanos, boolean lasts) {
  /** The same trouble, met again, or another one of its kind. */
  LaneTrouble again(String now, long nanos) {
    return new LaneTrouble(now, lasts ? sinceNanos : nanos, nanos, true);
  }

  /** It is over. */
  LaneTrouble ended() {
    return new LaneTrouble(text, sinceNanos, lastNanos, false);
  }
}

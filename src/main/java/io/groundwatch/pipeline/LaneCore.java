package io.groundwatch.pipeline;

/**
 * What the three steps of a lane share. Owned by its thread.
 *
 * @param settings how the lane behaves
 * @param parts what it is made of
 * @param tools what it needs from the agent
 * @param queue its view of its buffer
 * @param settledOffsets what inputs may know of how far it is
 * @param metrics its numbers
 * @param voice what it says
 */
record LaneCore(
    LaneSettings settings,
    LaneParts parts,
    LaneTools tools,
    LaneQueue queue,
    SettledOffsets settledOffsets,
    LaneMetrics metrics,
    LaneVoice voice) {

  static LaneCore of(LaneSettings settings, LaneParts parts, LaneTools tools) {
    return new LaneCore(
        settings,
        parts,
        tools,
        new LaneQueue(parts.buffer(), parts.checkpoints().settledSequence()),
        new SettledOffsets(),
        new LaneMetrics(tools.metrics(), settings.name(), tools.time()),
        new LaneVoice(settings.name(), tools.time()));
  }

  /** Monotonic nanoseconds. */
  long now() {
    return tools.time().nanos();
  }
}
